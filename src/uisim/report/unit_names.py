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
        "months of people": say("months of people", lang),
        "fen": say("fen", lang),
        "fen a year": say("fen a year", lang),
        "fen or people": say("fen or people", lang),
        "yuan": say("yuan", lang),
        "year": say("year", lang),
        "years": say("years", lang),
        "decisions": say("decisions", lang),
        "number": say("a number", lang),
        "name": say("name", lang),
        "names": say("names", lang),
        "text": say("text", lang),
        "list": say("list", lang),
        "fields": say("fields", lang),
        "grade": say("grade", lang),
        "true or false": say("true or false", lang),
        "1 or 0": say("1 or 0", lang),
        "1 to 5": say("1 to 5", lang),
        "1 to 10": say("1 to 10", lang),
        "0 to 14": say("0 to 14", lang),
        "member-years per million yuan": say("member-years per million yuan", lang),
        "see unit": say("see unit", lang),
        "see unit, squared": say("see unit, squared", lang),
        "as in the scenario": say("that of the key", lang),
        "of the target": say("of the target", lang),
        "of the answer": say("of the answer", lang),
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
