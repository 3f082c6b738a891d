from fractions import Fraction
from math import floor

import numpy as np
import pytest
from fund.small import MONTHS, POLICY, small_inputs, small_statement

from uisim.events import KINDS, Kind
from uisim.fund.accounts import ENTRIES, MONEY_KINDS, Account
from uisim.fund.columns import monthly_table
from uisim.fund.ledger import FundPolicy, interest_fen, keep_books
from uisim.words import ToldError


def nothing_happens(months):
    return np.zeros((months, KINDS, 2), np.int64)


def policy(months=1, opening=0, interest=0, borrowing=0, subsidy=0, administration=0):
    by_month = ((value,) * months for value in (interest, borrowing, subsidy, administration))
    return FundPolicy(opening, *by_month)


def test_every_entry_moves_money_between_cash_and_another_account():
    for debit, credit in ENTRIES.values():
        assert debit != credit
        assert Account.CASH in (debit, credit)


def test_the_trial_balance_is_zero_at_every_close():
    assert [sum(month) for month in small_statement().books.balances] == [0] * (MONTHS + 1)


def test_the_books_hold_exactly_the_money_of_the_lives():
    inputs = small_inputs()
    books = keep_books(inputs["sums"].sum(axis=0), POLICY)
    moved = sum(
        int(inputs["sums"][:, :, kind, 1].sum()) * (1 if ENTRIES[kind][0] == Account.CASH else -1)
        for kind in MONEY_KINDS
    )
    interest = -books.balances[-1][Account.INTEREST]
    administration = books.balances[-1][Account.ADMINISTRATION]
    assert books.closing(MONTHS - 1) == 1_000 + moved + 500 + interest - administration


def test_a_month_worked_by_hand():
    # opening 1,200,000.00 yuan at 2 % a year: interest 120000000 * .02 / 12 = 200000 fen
    # + subsidy 50,000 + own 900,000 + platform 100,000; - benefit 300,000 - medical 60,000
    # - administration 3 % of 360,000 = 10,800
    month = nothing_happens(1)
    month[0, Kind.CONTRIBUTION_OWN] = 4, 900_000
    month[0, Kind.CONTRIBUTION_PLATFORM] = 4, 100_000
    month[0, Kind.BENEFIT] = 1, 200_000
    month[0, Kind.BENEFIT_UNDECLARED] = 1, 100_000
    month[0, Kind.MEDICAL] = 1, 60_000
    rules = policy(opening=120_000_000, interest=20_000, subsidy=50_000, administration=30_000)
    books = keep_books(month, rules)
    moved = {account.name: books.moved(account, 0) for account in Account}
    assert moved == {
        "CASH": 879_200,
        "RESERVE": 0,
        "CONTRIBUTIONS_WORKERS": -900_000,
        "CONTRIBUTIONS_PLATFORMS": -100_000,
        "SUBSIDY": -50_000,
        "INTEREST": -200_000,
        "BENEFITS": 300_000,
        "MEDICAL": 60_000,
        "JOB_SEEKING": 0,
        "MATERNITY": 0,
        "ADMINISTRATION": 10_800,
    }
    assert books.closing(0) == 120_879_200


def test_a_balance_below_0_is_allowed_and_bears_the_borrowing_rate():
    # -1,000.00 yuan at 6 % a year: -100000 * .06 / 12 = -500 fen, then -100500 -> -502.5 -> -502
    rules = policy(months=2, opening=-100_000, interest=20_000, borrowing=60_000)
    books = keep_books(nothing_happens(2), rules)
    assert [books.closing(month) for month in range(2)] == [-100_500, -101_002]
    assert books.moved(Account.INTEREST, 0) == 500


@pytest.mark.parametrize("opening", [600, 599, 601, 1, -1, -300, -900, 0])
def test_interest_is_rounded_half_up_also_below_0(opening):
    rate = 10_000
    exact = Fraction(opening * rate, 12 * 10**6)
    assert interest_fen(opening, rate, rate) == floor(exact + Fraction(1, 2))


def test_interest_does_not_overflow_64_bits():
    opening = 10**13  # 100 billion yuan
    assert opening * 999_999 > np.iinfo(np.int64).max
    expected = floor(Fraction(opening * 999_999, 12 * 10**6) + Fraction(1, 2))
    books = keep_books(nothing_happens(1), policy(opening=opening, interest=999_999))
    assert books.closing(0) == opening + expected


@pytest.mark.parametrize(
    ("opening", "key"),
    [(2**63 - 1, "fund.interest_year"), (-(2**63) + 1, "fund.borrowing_rate_year")],
)
def test_a_balance_that_no_table_holds_is_told_with_the_key_that_made_it(opening, key):
    still, growing = policy(opening=opening), policy(opening=opening, interest=1000, borrowing=1000)
    table = monthly_table(nothing_happens(1), keep_books(nothing_happens(1), still), 0)
    assert table["closing_fen"].tolist() == [opening]
    with pytest.raises(ToldError, match=f"too large to be kept: lower {key}"):
        monthly_table(nothing_happens(1), keep_books(nothing_happens(1), growing), 0)


def test_a_fund_without_months_holds_what_it_had():
    assert keep_books(nothing_happens(0), policy(months=0, opening=5)).balances[0][0] == 5
