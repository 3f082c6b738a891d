"""Reads a folder of `uisim compare` back."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from uisim.fund.columns import Table
from uisim.fund.measures import ALL
from uisim.report.folder import (
    Values,
    read_rows,
    read_table,
    read_values,
    title_of,
)
from uisim.study.kept import record_of

COMPARED: Final = "compared"


class Line(NamedTuple):
    """A figure of a scenario and its paired difference to the first (nan for that itself).

    Intervals are those of 95 %, over replications, of mean and of mean difference.
    """

    mean: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float

    @property
    def is_certain(self) -> bool:
        """Whether chance leaves no doubt of the difference's sign."""
        return self.difference_low > 0 or self.difference_high < 0


@dataclass(frozen=True)
class Comparison:
    """The results of a comparison; the first scenario is what the others differ from.

    indicators: by scenario, indicator and group. winners: by scenario, grouping and group, fen a
    member-year. waterfall: rows of `waterfall.csv`. differences: columns of `differences.parquet`.
    """

    folder: str
    record: Mapping[str, Any]
    names: tuple[str, ...]
    values: Mapping[str, Values]
    indicators: Mapping[tuple[str, str, str], Line]
    units: Mapping[str, str]
    winners: Mapping[tuple[str, str, str], Line]
    waterfall: tuple[Mapping[str, str], ...]
    differences: Table

    def title(self, name: str, lang: str) -> str:
        """Title of a scenario."""
        return title_of(self.values[name], lang)

    @cached_property
    def months(self) -> list[str]:
        """Calendar months of the projection."""
        return list(dict.fromkeys(self.differences["month"].tolist()))

    def mean_path(self, name: str, column: str) -> np.ndarray[Any, Any]:
        """Mean of a column over the replications by month in a scenario, float64[months]."""
        is_first = name == self.names[0]
        other = self.names[1] if is_first else name
        table = self.differences
        rows = (table["scenario"] == other) & (table["column"] == column)
        mean: np.ndarray[Any, Any] = table["mean"][rows]
        return mean - table["difference"][rows] if is_first else mean

    @cached_property
    def largest(self) -> float:
        """Largest mean balance at the end, in fen: by it the unit of all money is chosen."""
        return max(abs(self.indicators[name, "balance", ALL].mean) for name in self.names)

    def total(self, name: str, *columns: str) -> float:
        """Sum of columns over the horizon in a scenario, mean of the replications."""
        return sum(float(self.mean_path(name, column).sum()) for column in columns)


def is_comparison(folder: Path) -> bool:
    """Whether a folder of results holds a comparison."""
    return COMPARED in record_of(folder).get("study", {})


def read_comparison(folder: Path) -> Comparison:
    """Read the results of `uisim compare`."""
    record = record_of(folder)
    names = tuple(record["study"][COMPARED])
    indicators = read_rows(folder / "indicators.csv")
    winners = read_rows(folder / "winners.csv")
    waterfall = folder / "waterfall.csv"
    return Comparison(
        folder.resolve().name,
        record,
        names,
        {name: read_values(folder / f"{name}.resolved.yaml") for name in names},
        {(row["scenario"], row["indicator"], row["group"]): _line(row) for row in indicators},
        {row["indicator"]: row["unit"] for row in indicators},
        {(row["scenario"], row["by"], row["group"]): _line(row) for row in winners},
        tuple(read_rows(waterfall)) if waterfall.is_file() else (),
        read_table(folder / "differences.parquet"),
    )


def _line(row: Mapping[str, str]) -> Line:
    return Line(*(float(row[name]) if row[name] else math.nan for name in Line._fields))
