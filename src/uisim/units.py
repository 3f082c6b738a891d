"""Units of the whole project: money, shares and months.

Money is integer fen (1 yuan = 100 fen), shares and rates that touch money are integer millionths
(ppm), and a calendar month is counted as ``year * 12 + month - 1`` (2022-01 is 24264). Inside a
projection a month is its distance from ``projection.start`` and a time is a real number of months.
"""

import re
from typing import Final

from uisim.words import ToldError

FEN: Final = 100
"""Fen in a yuan."""
PPM: Final = 1_000_000
"""Millionths in a whole."""
YEAR: Final = 12
"""Months in a year."""
NEVER: Final = 1e9
"""A time, in months, after the end of every projection."""

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def parse_month(text: str) -> int:
    """Count the calendar month that ``text`` (YYYY-MM) names; ValueError if it names none."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise ToldError("{text!r} is not a month (YYYY-MM)", text=text)
    return int(match[1]) * 12 + int(match[2]) - 1


def format_month(month: int) -> str:
    """Write a counted calendar month as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
