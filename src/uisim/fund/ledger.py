"""The books of the fund: double entry, month by month, in exact integers.

In law there is one provincial pool. This is the flexible workers' notional sub-account in it: a
balance below 0 is a transfer from employees' money, not insolvency, so it is allowed and shown.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import Kind
from uisim.fund.accounts import ACCOUNTS, ENTRIES, MONEY_KINDS, Account, FundEvent
from uisim.units import PPM, YEAR

OUTGO = (Account.BENEFITS, Account.MEDICAL, Account.JOB_SEEKING, Account.MATERNITY)
"""What is paid to and for claimants; administration is a share of it."""


class FundPolicy(NamedTuple):
    """What holds for the fund; one value a month, money in fen, rates and shares in ppm."""

    opening_fen: int
    interest_ppm: tuple[int, ...]
    """A year, on an opening balance above 0."""
    borrowing_ppm: tuple[int, ...]
    """A year, on an opening balance below 0."""
    subsidy_fen: tuple[int, ...]
    administration_ppm: tuple[int, ...]
    """Of the month's outgo."""


@dataclass(frozen=True)
class Books:
    """Balances of all accounts (debits less credits, fen).

    balances: [months + 1][ACCOUNTS], at the start and at the close of each month; Python integers,
    which do not overflow.
    """

    balances: tuple[tuple[int, ...], ...]

    @property
    def months(self) -> int:
        """Months booked."""
        return len(self.balances) - 1

    def opening(self, month: int) -> int:
        """Cash before anything of the month is booked."""
        return self.balances[month][Account.CASH]

    def closing(self, month: int) -> int:
        """Cash at the close of the month."""
        return self.balances[month + 1][Account.CASH]

    def moved(self, account: Account, month: int) -> int:
        """Debits less credits of an account in the month."""
        return self.balances[month + 1][account] - self.balances[month][account]


def keep_books(sums: NDArray[np.int64], policy: FundPolicy) -> Books:
    """Book every month: interest on what was there, then subsidy, lives, administration.

    sums: int64[months, KINDS, 2], (events, amounts) booked in each month.
    """
    balances = [0] * ACCOUNTS
    _post(balances, FundEvent.OPENED, policy.opening_fen)
    closed = [tuple(balances)]
    for month in range(len(sums)):
        opening = balances[Account.CASH]
        interest = interest_fen(opening, policy.interest_ppm[month], policy.borrowing_ppm[month])
        paid_before = sum(balances[account] for account in OUTGO)
        if opening >= 0:
            _post(balances, FundEvent.EARNED_INTEREST, interest)
        else:
            _post(balances, FundEvent.OWED_INTEREST, -interest)
        _post(balances, FundEvent.SUBSIDISED, policy.subsidy_fen[month])
        for kind in MONEY_KINDS:
            _post(balances, kind, int(sums[month, kind, 1]))
        outgo = sum(balances[account] for account in OUTGO) - paid_before
        administration = half_up(outgo * policy.administration_ppm[month], PPM)
        _post(balances, FundEvent.ADMINISTERED, administration)
        closed.append(tuple(balances))
    return Books(tuple(closed))


def interest_fen(opening_fen: int, interest_ppm: int, borrowing_ppm: int) -> int:
    """Interest of one month: opening balance · annual rate ÷ 12; below 0 on a balance below 0.

    Exact in Python integers (fen · ppm overflows 64 bits above 89.8 billion yuan); half a fen is
    rounded up, an assumption, and of a negative amount too: -2.5 becomes -2.
    """
    rate = interest_ppm if opening_fen >= 0 else borrowing_ppm
    return half_up(opening_fen * rate, PPM * YEAR)


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction to the nearest integer, a half towards plus infinity: -2.5 to -2."""
    return (2 * numerator + denominator) // (2 * denominator)


def _post(balances: list[int], what: Kind | FundEvent, fen: int) -> None:
    """Move ``fen`` from the account credited to the account debited."""
    debit, credit = ENTRIES[what]
    balances[debit] += fen
    balances[credit] -= fen
