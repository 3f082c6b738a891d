"""Figures of any folder of results, by group: a column for each scenario or cell."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from uisim.fund.measures import ALL
from uisim.study.cells import DESIGN
from uisim.study.intervals import Interval, interval
from uisim.words import ToldError

SUMMARY, INDICATORS, DIFFERENCES = "summary.csv", "indicators.csv", "differences.parquet"
SWEEP: Final = "sweep.parquet"
NO_PLAIN_MEAN: Final = "months_of_reserve"
"""Its mean is mean balance ÷ mean outgo; the commands that play tell it."""


class Line(NamedTuple):
    """An indicator of a group: its mean over replications in each column, with its interval."""

    indicator: str
    group: str
    unit: str
    values: tuple[Interval, ...]


class Figures(NamedTuple):
    """Columns, by the scenario's name or the values of a cell, and the lines asked for."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    replications: int


def figures(folder: Path, indicators: Sequence[str], by: Sequence[str]) -> Figures:
    """Take indicators from a run, comparison or sweep: of all, or of the groups ``by``.

    Of a comparison also a sum of money over all months (``benefits_fen``), without interval.
    ToldError if there is none of them.
    """
    table, replications = _table(folder)
    columns = tuple(dict.fromkeys(table["column"]))
    lines = []
    for indicator in indicators:
        chosen = table[table["indicator"].eq(indicator) & table["group"].map(_wanted(by))]
        if chosen.empty or indicator == NO_PLAIN_MEAN:
            raise ToldError(
                "{folder} does not tell {indicator} of {groups}",
                folder=folder,
                indicator=indicator,
                groups=", ".join(by) or ALL,
            )
        for group, rows in chosen.groupby("group", sort=False):
            at = dict(zip(rows["column"], rows["value"], strict=True))
            nothing = Interval(math.nan, math.nan, math.nan)
            values = tuple(at.get(column, nothing) for column in columns)
            lines.append(Line(indicator, str(group), str(rows["unit"].iloc[0]), values))
    return Figures(columns, tuple(lines), replications)


def _wanted(by: Sequence[str]) -> Any:
    return lambda group: group.partition("=")[0] in (by or (ALL,))


def _table(folder: Path) -> tuple[pd.DataFrame, int]:
    """Rows column, indicator, group, unit, value (an interval); the number of replications."""
    if (folder / SWEEP).exists():
        return _summed(_with_cells(folder))
    if (folder / INDICATORS).exists():
        return _compared(folder)
    if (folder / SUMMARY).exists():
        found = pd.read_csv(folder / SUMMARY)
        return _summed(found.assign(column=folder.name))
    raise ToldError("{folder} is no folder of a run, a comparison or a sweep", folder=folder)


def _with_cells(folder: Path) -> pd.DataFrame:
    design = json.loads((folder / DESIGN).read_text("utf-8"))
    keys = [key for part in ("grid", "sampled") for key in design.get(part, ())]
    found = pd.read_parquet(folder / SWEEP)
    named = found[keys].astype(str).agg("; ".join, axis=1) if keys else found["cell"].astype(str)
    return found.assign(column=named)


def _summed(found: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    keys = ["column", "indicator", "group", "unit"]
    grouped = found.groupby(keys, sort=False, observed=True)["value"]
    rows = [(*at, interval(values.to_numpy())) for at, values in grouped]
    return pd.DataFrame(rows, columns=[*keys, "value"]), int(found["replication"].nunique())


def _compared(folder: Path) -> tuple[pd.DataFrame, int]:
    rows = [
        (line["scenario"], line["indicator"], line["group"], line["unit"], _limits(line))
        for line in pd.read_csv(folder / INDICATORS).to_dict("records")
    ]
    months = pd.read_parquet(folder / DIFFERENCES)
    flows = months[
        months["unit"].eq("fen") & ~months["column"].isin(("opening_fen", "closing_fen"))
    ]
    for (scenario, column), sums in flows.groupby(
        ["scenario", "column"], sort=False, observed=True
    ):
        total = Interval(float(sums["mean"].sum()), math.nan, math.nan)
        rows.append((scenario, column, ALL, "fen", total))
    record = json.loads((folder / "run.json").read_text("utf-8"))
    names = ["column", "indicator", "group", "unit", "value"]
    return pd.DataFrame(rows, columns=names), int(record["replications"])


def _limits(line: Mapping[Any, Any]) -> Interval:
    return Interval(line["mean"], line["low"], line["high"])
