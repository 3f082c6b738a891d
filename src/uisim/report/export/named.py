"""What a reader calls the code names in the rows of a table, beside them in a workbook."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd

from uisim.fund.columns import COLUMNS
from uisim.report.charts_fund import low_words
from uisim.report.charts_people import factor_words, group_name
from uisim.report.export.columns import Field
from uisim.report.export.tables import Table
from uisim.report.folder import Value
from uisim.report.indicator_names import indicator_name
from uisim.report.keys import meaning
from uisim.report.unit_names import unit_name
from uisim.report.value_words import evidence, grade_text, said_in, source_text, value_words
from uisim.words import say

TEXTS: Final = ("title.", "about.")
_COLUMNS: Final = {column.name: column for column in COLUMNS}


def column_name(name: str, lang: str) -> str:
    """What a column of `monthly` holds, or the indicator of that name; yuan count as fen."""
    column = _COLUMNS.get(name) or _COLUMNS.get(name.removesuffix("_yuan") + "_fen")
    if column is None:
        return indicator_name(name, lang)
    return column.zh if lang == "zh" else column.meaning


def sheet_name(table: str, lang: str) -> str:
    """Name a sheet: at most 31 characters."""
    return {
        "years": say("Years", lang),
        "monthly": say("Months", lang),
        "groups": say("Groups", lang),
        "profiles": say("Profiles", lang),
        "summary": say("Indicators", lang),
        "assumptions": say("Assumptions", lang),
        "workers": say("Workers", lang),
        "columns": say("Columns", lang),
        "bands": say("Bands", lang),
        "risk": say("Risk", lang),
        "first_hits": say("First low reserve", lang),
        "variance": say("Variance", lang),
        "draws": say("Inputs drawn", lang),
        "indicators": say("Indicators", lang),
        "differences": say("Differences", lang),
        "winners": say("Winners", lang),
        "waterfall": say("What changes make up", lang),
        "sweep": say("Cells", lang),
    }.get(table, table)[:31]


def event_name(event: str, lang: str) -> str:
    """Name an event of a low reserve, such as ``reserve<6``."""
    return low_words(lang)[event]


def group_words(group: str, lang: str) -> str:
    """Name a group of an indicator, such as ``city=foshan`` or a factor of κ."""
    key, _, name = group.partition("=")
    words = {
        "year": say("Year", lang),
        "month": say("Month", lang),
        "city": say("City", lang),
        "kind": say("Kind of work", lang),
        "income_decile": say("Income decile (1 lowest)", lang),
        "risk_quintile": say("Risk quintile (1 lowest)", lang),
        "tenure_years": say("Contribution years", lang),
    }
    if key in words:
        text = say("{what}: {which}", lang)
        return text.format(what=words[key], which=group_name(key, name, lang))
    said = {"all": say("all", lang), "members": say("Members", lang)}
    said |= {"eligible": say("Eligible", lang)} | factor_words(lang)
    return said.get(group, group)


_OF_ANY: Final[dict[str, Callable[[str, str], str]]] = {
    "city": partial(group_name, "city"),
    "kind": partial(group_name, "kind"),
    "group": group_words,
}
"""Column of code names in any table, and what names them."""
_NAMERS: Final[dict[tuple[str, str], Callable[[str, str], str]]] = {
    ("summary", "indicator"): indicator_name,
    ("variance", "indicator"): indicator_name,
    ("indicators", "indicator"): indicator_name,
    ("waterfall", "indicator"): indicator_name,
    ("sweep", "indicator"): indicator_name,
    ("bands", "column"): column_name,
    ("differences", "column"): column_name,
    ("risk", "event"): event_name,
    ("first_hits", "event"): event_name,
    ("assumptions", "key"): meaning,
    ("draws", "key"): meaning,
    ("columns", "table"): sheet_name,
}
"""Table and column of other code names, and what names them."""


def with_names(table: Table, lang: str) -> Table:
    """Put the names beside the codes, the units in words; describe columns in the language."""
    frame, columns = table.frame.copy(), list(table.columns)
    if table.name == "columns":
        if lang == "zh":
            frame["meaning"] = frame["chinese"].where(frame["chinese"] != "", frame["meaning"])
        frame = frame.drop(columns="chinese")
        columns = [column for column in columns if column.name != "chinese"]
    for column in table.columns:
        namer = _NAMERS.get((table.name, column.name)) or _OF_ANY.get(column.name)
        if namer is not None:
            called = _each(frame[column.name], namer, lang)
            name = f"{column.name}_name"
            frame.insert(columns.index(column) + 1, name, called)
            zh = f"{column.zh.removesuffix('名')}名称"
            columns.insert(
                columns.index(column) + 1, Field(name, "name", "what the code is called", zh)
            )
    if table.name == "assumptions":
        _say_assumptions(frame, lang)
    if "unit" in frame:
        frame["unit"] = _each(frame["unit"], unit_name, lang)
    return replace(table, frame=frame, columns=tuple(columns))


def _say_assumptions(frame: pd.DataFrame, lang: str) -> None:
    """Put values, grades and sources into words; titles and other texts stay."""
    columns = (frame[name] for name in ("key", "value", "origin", "grade", "source"))
    values = [Value(*row) for row in zip(*columns, strict=True)]
    frame["value"] = [
        one.text if one.key.startswith(TEXTS) else value_words(one.key, one.text, lang)
        for one in values
    ]
    frame["grade"] = [grade_text(one, lang) for one in values]
    frame["source"] = [
        source_text(one.source, lang) if one.is_own else evidence(one, lang) for one in values
    ]
    frame["origin"] = [said_in(one.place, lang) for one in values]


def _each(codes: "pd.Series[str]", namer: Callable[[str, str], str], lang: str) -> "pd.Series[str]":
    return codes.map({code: namer(code, lang) for code in codes.unique()})
