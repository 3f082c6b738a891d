"""Figures of any folder of results, by group: a column for each scenario or cell."""

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from uisim.fund.columns import COLUMNS
from uisim.fund.indicators import GROUPED
from uisim.fund.measures import ALL
from uisim.scenario.problems import nearest
from uisim.study.cells import DESIGN
from uisim.study.intervals import Interval, interval
from uisim.study.reserves import BALANCE, RESERVE, reserves_of
from uisim.study.subsidised import UNITS
from uisim.words import AllError, ToldError

SUMMARY, INDICATORS, DIFFERENCES = "summary.csv", "indicators.csv", "differences.parquet"
SWEEP: Final = "sweep.parquet"
NEAREST: Final = 3
"""Indicators told where one that is asked for is not there."""
ALIASES: Final = {"closing_balance": "balance", "reserve_months": "months_of_reserve"}
"""Other names for indicators."""
ELSEWHERE: Final = {**ALIASES, "closing_fen": "balance", "claims_awarded": "awards_per_member"}
"""Names by which other options and tables know an indicator, or what is close to it."""
STOCKS: Final = ("opening_fen", "closing_fen")
OF_A_RUN: Final[Mapping[str, Collection[str]]] = GROUPED
"""What a run tells each indicator by."""
OF_A_SWEEP: Final[Mapping[str, Collection[str]]] = {
    **GROUPED,
    "balance": (*GROUPED["balance"], "month"),
}
OF_A_COMPARISON: Final[Mapping[str, Collection[str]]] = {
    **GROUPED,
    **dict.fromkeys(UNITS, (ALL,)),
    **{one.name: (ALL,) for one in COLUMNS if one.unit == "fen" and one.name not in STOCKS},
}
"""What a subsidy buys and sums of money over all months too."""


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

    Without any indicator every one that is told of all.

    Of a comparison also a sum of money over all months (``benefits_fen``), without interval.
    AllError says what of it the folder does not hold, and what it holds.
    """
    table, replications = _table(folder)
    table["by"] = table["group"].astype(str).str.partition("=")[0]
    held = {str(name): set(of_it) for name, of_it in table.groupby("indicator")["by"]}
    if not indicators:
        indicators = [name for name in dict.fromkeys(table["indicator"]) if ALL in held[name]]
    check_names(held, indicators, by)
    columns = tuple(dict.fromkeys(table["column"]))
    lines = []
    for indicator in indicators:
        chosen = table[table["indicator"].eq(indicator) & table["by"].isin(by or (ALL,))]
        for group, rows in chosen.groupby("group", sort=False):
            at = dict(zip(rows["column"], rows["value"], strict=True))
            nothing = Interval(math.nan, math.nan, math.nan)
            values = tuple(at.get(column, nothing) for column in columns)
            lines.append(Line(indicator, str(group), str(rows["unit"].iloc[0]), values))
    return Figures(columns, tuple(lines), replications)


def check_names(
    held: Mapping[str, Collection[str]], indicators: Sequence[str], by: Sequence[str]
) -> None:
    """AllError says which indicators results do not hold, and by what one is not told.

    held: what each indicator is told by.
    """
    if wrong := list(_wrong(held, indicators, by)):
        raise AllError(wrong)


def _wrong(
    held: Mapping[str, Collection[str]], indicators: Sequence[str], by: Sequence[str]
) -> Iterator[ToldError]:
    for indicator in indicators:
        if indicator not in held:
            yield _unknown("--indicator", indicator, sorted(held))
            continue
        groups = sorted(held[indicator])
        for one in by or (ALL,):
            if one not in groups:
                yield ToldError(
                    "--by {value}: {indicator} is not told by it; it is by {listed}",
                    nearest(one, groups),
                    value=one,
                    indicator=indicator,
                    listed=", ".join(groups),
                )


def _unknown(option: str, value: str, known: list[str]) -> ToldError:
    near = get_close_matches(ELSEWHERE.get(value, value), known, n=NEAREST, cutoff=0)
    return ToldError(
        "{option} {value}: is not in the results; nearest of {count} there:\n  {listed}",
        option=option,
        value=value,
        count=len(known),
        listed=", ".join(near),
    )


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
    named = found[keys].astype(object).map(lambda value: "–" if pd.isna(value) else str(value))
    return found.assign(column=named.agg("; ".join, axis=1))


def _summed(found: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    keys = ["column", "indicator", "group", "unit"]
    found = found.sort_values("replication", kind="stable")
    values = {
        at: of_group["value"].to_numpy()
        for at, of_group in found.groupby(keys, sort=False, observed=True)
    }
    rows = []
    for (column, indicator, group, unit), of_group in values.items():
        if indicator == RESERVE:
            of_group = reserves_of(values[column, BALANCE, group, "fen"], of_group)
        rows.append((column, indicator, group, unit, interval(of_group)))
    return pd.DataFrame(rows, columns=[*keys, "value"]), int(found["replication"].nunique())


def _compared(folder: Path) -> tuple[pd.DataFrame, int]:
    rows = [
        (line["scenario"], line["indicator"], line["group"], line["unit"], _limits(line))
        for line in pd.read_csv(folder / INDICATORS).to_dict("records")
    ]
    months = pd.read_parquet(folder / DIFFERENCES)
    flows = months[months["unit"].eq("fen") & ~months["column"].isin(STOCKS)]
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
