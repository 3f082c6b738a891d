"""What every indicator is made of: a figure of a statement, its group, and exact quotients."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from uisim.fund.statement import Statement
from uisim.units import YEAR

ALL = "all"
IN_COLUMNS = (
    "contributions_own_fen",
    "contributions_platform_fen",
    "subsidy_fen",
    "interest_fen",
)
TRANSFER_COLUMNS = ("benefits_fen", "medical_fen", "job_seeking_fen", "maternity_fen")
"""Paid to and for claimants."""
OUT_COLUMNS = (*TRANSFER_COLUMNS, "administration_fen")


class Figure(NamedTuple):
    """A value of an indicator for a group; not a number where it is not defined (0 ÷ 0)."""

    group: str
    value: int | float


Figures = Iterable[Figure]


def over_all(value: int | float) -> tuple[Figure]:
    """Make the one figure of an indicator without groups."""
    return (Figure(ALL, value),)


def quotient(numerator: int | float, denominator: int | float) -> float:
    """Divide; not a number if there is nothing to divide by. Integers of any size stay exact."""
    return numerator / denominator if denominator != 0 else math.nan


def money(s: Statement, names: Iterable[str], since: int = 0, until: int | None = None) -> int:
    """Add up columns of the months ``since`` to ``until`` (not included), in fen."""
    return sum(sum(s.monthly[name][since:until].tolist()) for name in names)


def last(s: Statement, months: int) -> int:
    """First of the last ``months`` months."""
    return max(0, s.months - months)


def years(s: Statement) -> Iterator[tuple[str, int, int]]:
    """Yield group, first month and month after the last of each calendar year, cut ones too."""
    since = 0
    while since < s.months:
        year = (s.start + since) // YEAR
        until = min(s.months, (year + 1) * YEAR - s.start)
        yield f"year={year}", since, until
        since = until
