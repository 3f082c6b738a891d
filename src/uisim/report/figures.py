"""Figures as a reader sees them: money in 万元/亿元 or million yuan, per cent, months, dashes."""

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

from uisim.study.reserves import RESERVE
from uisim.units import FEN, format_month, parse_month
from uisim.words import say

DASH = "–"
PERCENT = 100
SIGNIFICANT: Final = 5
WAN, MILLION, YI, BILLION = 10**4, 10**6, 10**8, 10**9
UNITS: Final[dict[str, tuple[tuple[float, str, int, int], ...]]] = {
    "en": (
        (BILLION // 100, "million yuan", MILLION, 2),
        (10 * BILLION, "million yuan", MILLION, 1),
        (100 * BILLION, "billion yuan", BILLION, 2),
        (1_000 * BILLION, "billion yuan", BILLION, 1),
        (math.inf, "billion yuan", BILLION, 0),
    ),
    "zh": (
        (10 * YI, "万元", WAN, 0),
        (100 * YI, "亿元", YI, 2),
        (10_000 * YI, "亿元", YI, 1),
        (math.inf, "亿元", YI, 0),
    ),
}
"""By language: largest amount below this many yuan: unit, yuan in it, digits after the point."""


class Unit(NamedTuple):
    """A unit of money: its name, the fen in it, the digits shown after the point."""

    name: str
    fen: int
    digits: int


def unit_for(amounts_fen: Iterable[float], lang: str, among: float | None = None) -> Unit:
    """Choose the unit in which the largest of some amounts reads well.

    among: the amount by which all that stands beside them is told; then they are in that unit, and
    of smaller ones as many digits are shown as two of the largest take. Where that is more than one
    digit more, they are in their own unit.
    """
    largest = max((abs(fen) for fen in amounts_fen if not math.isnan(fen)), default=0)
    name, yuan, digits = money_unit(largest if among is None else among, lang)
    if among is not None and largest >= 1:
        taken = 1 - math.floor(math.log10(largest / FEN / yuan))
        if taken > digits + 1:
            return unit_for([largest], lang)
        digits = max(digits, taken)
    return Unit(name, yuan * FEN, digits)


def money_unit(largest_fen: float, lang: str) -> tuple[str, int, int]:
    """Choose by the largest amount: unit of money, yuan in it, digits after the point."""
    return next(unit[1:] for unit in UNITS[lang] if largest_fen / FEN < unit[0])


def in_unit(fen: float, unit: Unit) -> str:
    """Write an amount without its unit."""
    return number(fen / unit.fen, unit.digits)


def money(fen: float, lang: str, among: float | None = None) -> str:
    """Write an amount with the unit that suits it, or the largest amount it is told ``among``."""
    unit = unit_for([fen], lang, among)
    return f"{in_unit(fen, unit)} {unit.name}"


def number(value: float, digits: int = 0) -> str:
    """Write with thousands separators; a dash where not defined, never -0."""
    return DASH if math.isnan(value) else f"{round(value, digits) + 0.0:,.{digits}f}"


def significant(value: float, digits: int = SIGNIFICANT) -> str:
    """Write a value of a key to some significant digits; large ones as whole numbers."""
    return f"{value:,.0f}" if abs(value) >= 10**SIGNIFICANT else f"{value:.{digits}g}"


def percent(share: float, digits: int = 2) -> str:
    """Write a share in per cent."""
    return DASH if math.isnan(share) else f"{number(share * PERCENT, digits)} %"


def digits_of(indicator: str, unit: str) -> int:
    """Digits after the point of an indicator that is no money and no share."""
    if indicator == RESERVE:
        return 1
    return 0 if unit == "people" else 2


def from_to(low: str, high: str, lang: str) -> str:
    """Write an interval of two written ends; a dash where it is not defined."""
    return DASH if DASH in (low, high) else say("{low} to {high}", lang).format(low=low, high=high)


def month_after(start: str, months: int) -> str:
    """Name the month so many months after another."""
    return format_month(parse_month(start) + months)


def month_name(month: str, lang: str) -> str:
    """Write a month as a reader of the language does."""
    return f"{int(month[:4])}年{int(month[5:])}月" if lang == "zh" else month
