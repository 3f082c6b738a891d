"""Reads a folder of results back: the tables, the indicators, every value and its evidence."""

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from uisim.fund.columns import COLUMNS, Table
from uisim.fund.measures import ALL
from uisim.report.year_table import year_rows
from uisim.scenario.layers import BEGINNING_WORD
from uisim.study.bands import BANDS as QUANTILES
from uisim.study.files import BESIDE
from uisim.study.kept import record_of
from uisim.study.reserves import BALANCE, RESERVE, reserves_of
from uisim.words import ToldError

SURE = frozenset({"A", "A (secondary)", "A (draft)", "A*", "D"})
"""Grades of what was found in a text or derived from it; all others are assumptions."""
BAND = (0.05, 0.95)
"""The quantiles of the replications between which a band lies."""
BAND_FROM = 20
"""Replications from which on quantiles say something; of fewer a band has the ends."""
COLUMN_NAMES = frozenset(column.name for column in COLUMNS)
WORDING = ("title", "about", "uncertain")
NOT_INPUTS = (*WORDING, "projection")
OPENED = "grade "
RESOLVED = "scenario.resolved.yaml"
SUMMARY, MONTHLY, BANDS = "summary.csv", "monthly.parquet", "bands.parquet"
HITS, RISK, VARIANCE, DRAWS = "first_hits.csv", "risk.csv", "variance.csv", "draws.csv"
Row = Mapping[str, str]
Rows = tuple[Row, ...]


class Value(NamedTuple):
    """A value of a scenario, and where it came from.

    text: as written in YAML. place: file and line. grade: of the evidence; empty if the value is
    this scenario's own choice, not the baseline's or the law's.
    """

    key: str
    text: str
    place: str
    grade: str
    source: str

    @property
    def is_own(self) -> bool:
        """Whether the scenario sets it otherwise than the baseline and the law do."""
        return not self.grade

    @property
    def is_assumption(self) -> bool:
        """Whether it rests on nothing found."""
        return self.grade not in SURE


Values = tuple[Value, ...]


class Spread(NamedTuple):
    """Mean over replications, and the band that holds 90 % of them (nan for one replication).

    Of fewer than ``BAND_FROM`` the band reaches from the lowest to the highest.
    """

    mean: float
    low: float
    high: float

    @property
    def is_band(self) -> bool:
        """Whether there is more than one replication to tell a band from."""
        return not math.isnan(self.low)


@dataclass(frozen=True)
class Run:
    """The results of one scenario.

    monthly: columns by name, all replications one below the other.
    summary: figures by indicator and group, one for each replication. bands: of several
    replications, float64[months] by column (months of reserve too) and by band, such as p05.
    hits, risk, variance, draws: rows of `first_hits.csv`, `risk.csv`, `variance.csv`, `draws.csv`,
    where there are such files.
    """

    folder: str
    run: Mapping[str, Any]
    values: Values
    monthly: Table
    summary: Mapping[tuple[str, str], tuple[float, ...]]
    bands: Mapping[str, Mapping[str, np.ndarray[Any, Any]]]
    hits: Rows
    risk: Rows
    variance: Rows
    draws: Rows

    @cached_property
    def replications(self) -> int:
        """Replications played."""
        return int(self.monthly["replication"].max()) + 1

    @cached_property
    def months(self) -> list[str]:
        """Calendar months of the projection."""
        months: list[str] = self.of_replication(0)["month"].tolist()
        return months

    def of_replication(self, number: int) -> Table:
        """Take the table by month of one replication."""
        rows = self.monthly["replication"] == number
        return {name: column[rows] for name, column in self.monthly.items()}

    def paths(self, name: str) -> np.ndarray[Any, Any]:
        """Column by replication and month, int64[replications, months]."""
        return self.monthly[name].reshape(self.replications, -1)

    def mean_path(self, name: str) -> np.ndarray[Any, Any]:
        """Mean of a column over the replications by month, float64[months]."""
        return self.bands[name]["mean"] if self.bands else self.paths(name).mean(axis=0)

    def mean_monthly(self) -> Table:
        """Table by month of the means over replications, in whole fen and people."""
        first = self.of_replication(0)
        return {
            name: np.rint(self.mean_path(name)).astype(np.int64) if name in COLUMN_NAMES else column
            for name, column in first.items()
        }

    def total(self, *names: str) -> float:
        """Sum of columns over the horizon, mean of the replications."""
        return sum(float(self.monthly[name].sum()) for name in names) / self.replications

    def figure(self, indicator: str, group: str = ALL) -> Spread:
        """Find an indicator; not a number where it is not defined."""
        values = self.summary.get((indicator, group), (math.nan,))
        found = spread(values)
        if indicator == RESERVE:
            held = self.summary.get((BALANCE, group), values)
            return found._replace(mean=float(reserves_of(held, values).mean()))
        return found

    @cached_property
    def largest(self) -> float:
        """Largest amount of a year or a balance, in fen: by it the unit of all money is chosen."""
        years = year_rows(self.mean_monthly())
        amounts = [abs(fen) for row in years for fen in (row.income, row.outgo, row.balance)]
        bands = self.bands.get("closing_fen", {})
        return float(max([*amounts, *(np.abs(path).max() for path in bands.values())]))

    def group_names(self, indicator: str, key: str) -> list[str]:
        """Names of the groups ``key=name`` of an indicator, in order."""
        lead = f"{key}="
        groups = (group for name, group in self.summary if name == indicator)
        return [group.removeprefix(lead) for group in groups if group.startswith(lead)]


def spread(values: tuple[float, ...]) -> Spread:
    """Mean and band of an indicator's figures; undefined ones are left out of a band."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return Spread(math.nan, math.nan, math.nan)
    if len(values) == 1:
        return Spread(known[0], math.nan, math.nan)
    low, high = np.quantile(known, band_ends(len(values))).tolist()
    return Spread(math.fsum(known) / len(known), low, high)


def band_ends(replications: int) -> tuple[float, float]:
    """Quantiles between which a band lies: of few replications the lowest and the highest."""
    return BAND if replications >= BAND_FROM else (0.0, 1.0)


def read_run(folder: Path) -> Run:
    """Read the results of a run; ValueError if the folder does not hold them."""
    record = record_of(folder)
    for name in (RESOLVED, SUMMARY, MONTHLY):
        if not (folder / name).is_file():
            raise ToldError(
                "{folder} holds no {file}: it is not the result of `uisim run`",
                folder=folder,
                file=name,
            )
    monthly = read_table(folder / MONTHLY)
    if not len(monthly["month"]):
        raise ToldError("{folder} holds no month: there is nothing to report", folder=folder)
    return Run(
        name_of(folder),
        record,
        read_values(folder / RESOLVED),
        monthly,
        _summary(folder / SUMMARY),
        _bands(folder / BANDS),
        *(_rows(folder / name) for name in (HITS, RISK, VARIANCE, DRAWS)),
    )


def name_of(folder: Path) -> str:
    """Name a folder of results as a reader finds it: what lies beside a run, with the run."""
    names = folder.resolve().parts[-3:]
    return "/".join(names) if names[-2:-1] == (BESIDE,) else names[-1]


def value_of(values: Values, key: str) -> Value:
    """Find a value by its dotted key; of dated ones the first."""
    return next(v for v in values if v.key == key or v.key.startswith(f"{key}."))


def title_of(values: Values, lang: str) -> str:
    """Title of a scenario."""
    return str(json.loads(value_of(values, f"title.{lang}").text))


def read_values(path: Path) -> Values:
    """Read every value of a scenario, and its evidence, from `scenario.resolved.yaml`."""
    return tuple(_values(path.read_text("utf-8")))


def own_values(values: Values) -> list[Value]:
    """List what a scenario sets otherwise than the baseline and the law in force."""
    return [v for v in values if v.is_own and v.key.split(".")[0] not in WORDING]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a CSV file by column."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _values(text: str) -> Iterator[Value]:
    """Take apart `scenario.resolved.yaml`, which has one value a line, its evidence behind it."""
    above: list[str] = []
    for line in text.splitlines()[1:]:
        said, _, comment = line.rpartition("  # ") if "  # " in line else (line, "", "")
        depth = (len(said) - len(said.lstrip())) // 2
        name, _, value = said.strip().partition(":")
        above[depth:] = [name]
        if value:
            key = ".".join(above).removesuffix(f".{BEGINNING_WORD}")
            yield _value(key, value.strip(), comment)


def _value(key: str, text: str, comment: str) -> Value:
    """Read the evidence: place; article or table; grade; source and note."""
    place, *rest = comment.split("; ")
    grades = [part for part in rest if part.startswith(OPENED)]
    others = [part for part in rest if not part.startswith(OPENED)]
    grade = grades[0].removeprefix(OPENED) if grades else ""
    return Value(key, text, place, grade, "; ".join(others))


def read_table(path: Path) -> Table:
    """Read the columns of a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(path)
    return {
        name: np.asarray(table[name].to_pylist())
        if pa.types.is_string(table[name].type)
        else table[name].to_numpy()
        for name in table.column_names
    }


def _rows(path: Path) -> Rows:
    return tuple(read_rows(path)) if path.is_file() else ()


def _bands(path: Path) -> dict[str, dict[str, np.ndarray[Any, Any]]]:
    if not path.is_file():
        return {}
    table = read_table(path)
    names, columns = ("mean", *QUANTILES), table["column"]
    return {
        str(column): {name: table[name][columns == column].astype(np.float64) for name in names}
        for column in dict.fromkeys(columns.tolist())
    }


def _summary(path: Path) -> dict[tuple[str, str], tuple[float, ...]]:
    found: dict[tuple[str, str], list[float]] = {}
    for row in read_rows(path):
        value = float(row["value"]) if row["value"] else math.nan
        found.setdefault((row["indicator"], row["group"]), []).append(value)
    return {key: tuple(values) for key, values in found.items()}
