"""What a reader calls the units of the files, and figures written with them."""

import math

from uisim.report.figures import money_unit
from uisim.units import FEN
from uisim.words import say

ROUNDED = 1_000
"""From here on figures are written without decimals."""


def unit_name(unit: str, lang: str) -> str:
    """Name a unit of `summary.csv` or `monthly.csv` as a reader does."""
    names = {
        "share": say("share", lang),
        "months": say("months", lang),
        "months since the start": say("months since the start", lang),
        "people": say("people", lang),
        "events": say("events", lang),
        "platforms": say("platforms", lang),
        "ratio": say("ratio", lang),
        "a month": say("a month", lang),
        "a year": say("a year", lang),
    }
    return names.get(unit, unit)


def with_unit(value: float, unit: str, lang: str, among: float = 0.0) -> str:
    """Write a figure and its unit; money in the unit that suits it and the amount ``among``."""
    if math.isnan(value):
        return "–"
    if unit == "fen":
        name, yuan, digits = money_unit(max(abs(value), abs(among)), lang)
        return f"{value / FEN / yuan + 0.0:,.{digits + 1}f} {name}"
    if unit == "share":
        return f"{100 * value:,.4g} %"
    written = f"{value:,.0f}" if abs(value) >= ROUNDED else f"{value:.4g}"
    return written if unit == "ratio" else f"{written} {unit_name(unit, lang)}"
