"""The fund (section 9): break-even, discounted values by Thiele's equation, an annuity certain."""

import math

from uisim.selftest.benefit import one_claim
from uisim.selftest.case import ENTERED, Case, Value, at, one, total
from uisim.selftest.theory import BENEFIT_FEN, MINIMUM_WAGE_FEN, annuity, guangdong


def break_even() -> Case:
    """Renewal and reward: months contributed from one award to the next, and months then paid.

    12 and then one more with each close before the next loss; nobody stays after her award.
    """
    loss, find, asked, months = 0.08, 0.25, 12, 200
    stay = math.exp(-loss)
    cycle = asked + stay / (1 - stay)
    paid = sum(
        (1 - stay) * stay**k * annuity(find, min(24, guangdong(asked + k))) for k in range(months)
    )
    settings = {
        "projection.months": months,
        "membership.resume_share": 0,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
    }
    values = (
        Value(
            "Months contributed before an award",
            "获批前缴费月数",
            cycle,
            total("contributors"),
            ENTERED,
        ),
        Value(
            "Break-even rate",
            "平衡费率",
            0.9 * paid / cycle,
            total("benefits_fen"),
            total("base_sum_fen"),
        ),
    )
    return Case("9.1", settings, 1_200, values)


def thiele() -> Case:
    """A member's contributions less benefits, accumulated with interest to the end."""
    loss, find, leave, entitled, months = 0.04, 0.3, 0.02, 6, 48
    interest, rate = 0.06, 0.2
    worth = [(1 + interest / 12) ** (months - 1 - month) for month in range(months)] + [
        0.0
    ] * entitled
    went, goes = loss + leave, find + leave
    value = 0.0
    for month in reversed(range(months)):
        claim = sum(BENEFIT_FEN * worth[month + j] * math.exp(-goes * j) for j in range(entitled))
        value = math.exp(-went) * (value + rate * MINIMUM_WAGE_FEN * worth[month])
        value -= loss / went * -math.expm1(-went) * claim
    settings = one_claim(entitled) | {
        "projection.months": months,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "work.all.leave_rate_month": leave,
        "law.contribution_rate": rate,
        "fund.interest_year": interest,
        "fund.borrowing_rate_year": interest,
    }
    balance = Value(
        "Balance a worker, fen", "人均结余（分）", value, at("closing_fen", months), ENTERED
    )
    return Case("9.2", settings, 3_000, (balance,))


def annuity_certain() -> Case:
    """An opening balance and a monthly subsidy at interest, half a fen rounded each month."""
    opening, subsidy, interest, months = 100_000_000, 500_000, 0.03, 60
    grown = (1 + interest / 12) ** months
    settings = {
        "projection.months": months,
        "law.contribution_rate": 0,
        "fund.opening_balance_yuan": opening / 100,
        "fund.fiscal_subsidy_month_yuan": subsidy / 100,
        "fund.interest_year": interest,
    }
    value = Value(
        "Balance of an annuity certain, fen",
        "确定年金的结余（分）",
        opening * grown + subsidy * (grown - 1) / (interest / 12),
        at("closing_fen", months),
        one,
        math.sqrt(months / 12),
    )
    return Case("9.3", settings, 100, (value,))


CASES = (break_even, thiele, annuity_certain)
