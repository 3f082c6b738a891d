"""Figures by group, for the terminal and as data."""

import math
from collections.abc import Iterator
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from uisim.fund.columns import COLUMNS
from uisim.fund.measures import ALL
from uisim.report.charts_people import group_name
from uisim.report.figures import money_unit
from uisim.report.indicator_names import indicator_name
from uisim.report.replications import plain_table
from uisim.report.unit_names import unit_name
from uisim.study.figures import Figures, Line
from uisim.study.intervals import Interval
from uisim.units import FEN
from uisim.words import say

WIDE: Final = 1000
"""Columns in which every table fits."""
NAME_MAX: Final = 32
"""Columns of the names of figures; longer ones go on in a second line."""


def figures_title(found: Figures, lang: str) -> str:
    """Say what the figures are."""
    if found.replications == 1:
        return say("One replication", lang)
    title = say("Means of {count} replications, ± half of the 95 % interval", lang)
    return title.format(count=found.replications)


def figures_tables(found: Figures, width: int, lang: str) -> list[Table]:
    """Lay out the figures in tables of as many columns as fit a terminal so wide."""
    measured = Console(width=WIDE)
    for count in range(len(found.columns), 1, -1):
        tables = [_table(part, lang) for part in _parts(found, count)]
        if all(measured.measure(table).maximum <= width for table in tables):
            return tables
    return [_table(part, lang) for part in _parts(found, 1)]


def _parts(found: Figures, count: int) -> Iterator[Figures]:
    """Part the columns into so many at a time."""
    for first in range(0, len(found.columns), count):
        shown = slice(first, first + count)
        lines = tuple(line._replace(values=line.values[shown]) for line in found.lines)
        yield found._replace(columns=found.columns[shown], lines=lines)


def _table(found: Figures, lang: str) -> Table:
    """Lay out a row an indicator and group, a column a scenario or cell."""
    heads = (say("Figure", lang), *(column.replace("; ", "\n") for column in found.columns))
    table = plain_table("", heads, left=1)
    table.columns[0].max_width = NAME_MAX
    above = ("", "")
    for line in found.lines:
        money = money_unit(
            max((abs(v.mean) for v in line.values if v.mean == v.mean), default=0), lang
        )
        name, by = _name(line, money[0], lang), line.group.partition("=")[0]
        if by != ALL:
            if (line.indicator, by) != above:
                table.add_row(name, style="bold")
            name = f"  {_group(line.group, lang)}"
        above = (line.indicator, by)
        table.add_row(name, *(_cell(value, line.unit, money) for value in line.values))
    return table


def figures_plain(found: Figures) -> dict[str, Any]:
    """Give the figures as data; what is not defined is null."""
    return {
        "columns": list(found.columns),
        "replications": found.replications,
        "lines": [
            line._asdict()
            | {
                "values": [
                    {name: None if math.isnan(one) else one for name, one in v._asdict().items()}
                    for v in line.values
                ]
            }
            for line in found.lines
        ],
    }


def _name(line: Line, money: str, lang: str) -> str:
    columns = {one.name: one.zh if lang == "zh" else one.meaning for one in COLUMNS}
    name = columns.get(line.indicator) or indicator_name(line.indicator, lang)
    name = name[:1].upper() + name[1:]
    if line.unit in ("share", "ratio"):
        return name
    return f"{name} ({money if line.unit == 'fen' else unit_name(line.unit, lang)})"


def _group(group: str, lang: str) -> str:
    by, _, name = group.partition("=")
    words = {
        "income_decile": say("income decile {group}", lang),
        "risk_quintile": say("risk quintile {group}", lang),
        "tenure_years": say("{group} years contributed", lang),
    }
    return words.get(by, "{group}").format(group=group_name(by, name, lang))


def _cell(value: Interval, unit: str, money: tuple[str, int, int]) -> str:
    if math.isnan(value.mean):
        return "–"
    if math.isnan(value.low):
        return _written(value.mean, unit, money)
    return f"{_written(value.mean, unit, money)} ± {_written(value.half_width, unit, money)}"


def _written(value: float, unit: str, money: tuple[str, int, int]) -> str:
    if unit == "fen":
        return f"{value / (FEN * money[1]) + 0.0:,.{money[2]}f}"
    if unit == "share":
        return f"{value:.2%}"
    return f"{value:,.0f}" if unit == "people" else f"{value:.2f}"
