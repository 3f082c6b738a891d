"""Figures as a reader sees them: money in 万元/亿元 or million yuan, per cent, months, dashes."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from uisim.report.year_table import money_unit
from uisim.units import FEN, format_month, parse_month

DASH = "–"
PERCENT = 100


class Unit(NamedTuple):
    """A unit of money: its name, the fen in it, the digits shown after the point."""

    name: str
    fen: int
    digits: int


def unit_for(amounts_fen: Iterable[float], lang: str) -> Unit:
    """Choose the unit in which the largest of some amounts reads well."""
    largest = max((abs(fen) for fen in amounts_fen if not math.isnan(fen)), default=0)
    name, yuan, digits = money_unit(largest, lang)
    return Unit(name, yuan * FEN, digits)


def in_unit(fen: float, unit: Unit) -> str:
    """Write an amount without its unit."""
    return number(fen / unit.fen, unit.digits)


def money(fen: float, lang: str) -> str:
    """Write an amount with the unit that suits its size."""
    unit = unit_for([fen], lang)
    return f"{in_unit(fen, unit)} {unit.name}"


def number(value: float, digits: int = 0) -> str:
    """Write with thousands separators; a dash where not defined, never -0."""
    return DASH if math.isnan(value) else f"{round(value, digits) + 0.0:,.{digits}f}"


def percent(share: float, digits: int = 2) -> str:
    """Write a share in per cent."""
    return DASH if math.isnan(share) else f"{number(share * PERCENT, digits)} %"


def month_after(start: str, months: int) -> str:
    """Name the month so many months after another."""
    return format_month(parse_month(start) + months)


def month_name(month: str, lang: str) -> str:
    """Write a month as a reader of the language does."""
    return f"{int(month[:4])}年{int(month[5:])}月" if lang == "zh" else month
