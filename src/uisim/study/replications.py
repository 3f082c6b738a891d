"""What is kept of every replication, and how many are enough for a wanted half-width."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.fund.columns import COLUMNS
from uisim.fund.indicators import INDICATORS
from uisim.fund.measures import ALL
from uisim.scenario.problems import nearest
from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval, interval
from uisim.study.played import Result
from uisim.study.reserves import BALANCE, RESERVE, reserves_of
from uisim.units import FEN, format_month
from uisim.words import ToldError

CLOSING_BALANCE: Final = "closing_balance"
"""What the indicator `balance` of group `all` is called too."""
LEAST, MOST = 10, 1000
"""Replications played at least, and at most, for a wanted half-width."""
_WANTED = re.compile(r"([a-z]\w*)\s*:\s*(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+)\s*(%|yuan|)")
UNITS: Final = {indicator.__name__: unit for indicator, unit in INDICATORS}

"""Unit of each indicator by its name."""
Line = tuple[str, str, str]
"""Indicator, group and unit."""


class Replications:
    """Monthly books and indicators of replications, in the order in which they were played."""

    def __init__(self) -> None:
        self.residual = 0
        """Largest residual of an identity."""
        self._monthly: list[NDArray[np.int64]] = []
        self._summary: list[dict[Line, int | float]] = []
        self.start = 0
        """Calendar month of month 0 (absolute)."""

    def add(self, result: Result) -> None:
        """Keep what bands and intervals need of a replication."""
        self.start = result.statement.start
        self._summary.append({(i, group, unit): value for i, group, value, unit in result.summary})
        monthly = result.statement.monthly
        self._monthly.append(np.stack([monthly[column.name] for column in COLUMNS]))
        self.residual = max([self.residual, *(one.residual for one in result.identities)])

    @property
    def count(self) -> int:
        """Replications kept."""
        return len(self._monthly)

    @property
    def months(self) -> int:
        """Months of the projection."""
        return self._monthly[0].shape[1]

    @property
    def monthly(self) -> dict[str, NDArray[np.int64]]:
        """Columns of `monthly` by name, each int64[replications, months]."""
        stacked = np.stack(self._monthly)
        return {column.name: stacked[:, at] for at, column in enumerate(COLUMNS)}

    @property
    def summary(self) -> dict[Line, list[int | float]]:
        """Values of each line of the summary by replication; nan where it is not defined.

        As they are: money as whole fen. A group may be without any member in some replication.
        """
        lines = dict.fromkeys(line for one in self._summary for line in one)
        return {line: [one.get(line, math.nan) for one in self._summary] for line in lines}

    @property
    def averaged(self) -> dict[Line, list[int | float]]:
        """Values whose means are told: those of `summary`; of months of reserve `reserves`."""
        found = self.summary
        for (name, group, unit), values in found.items():
            if name == RESERVE:
                held = found[BALANCE, group, UNITS[BALANCE]]
                found[name, group, unit] = reserves_of(held, values).tolist()
        return found

    def figure(self, indicator: str) -> list[int | float]:
        """Values of an indicator of group `all` by replication, of which the mean is told."""
        values = self._values(indicator)
        if indicator == RESERVE:
            return reserves_of(self._values(BALANCE), values).tolist()
        return values

    def _values(self, indicator: str) -> list[int | float]:
        line = indicator, ALL, UNITS[indicator]
        return [one.get(line, math.nan) for one in self._summary]

    def mean_monthly(self) -> dict[str, NDArray[Any]]:
        """Table by month of the means over replications, in whole fen and people."""
        months = [format_month(self.start + month) for month in range(self.months)]
        means = {name: np.rint(values.mean(axis=0)) for name, values in self.monthly.items()}
        return {
            "month": np.array(months, np.str_),
            **{name: mean.astype(np.int64) for name, mean in means.items()},
        }


@dataclass(frozen=True)
class Precision:
    """A half-width wanted of the 95 % interval of an indicator's mean.

    half_width: in the unit of the indicator or, if ``relative``, a share of the mean.
    least, most: replications played at least and at most.
    """

    indicator: str
    half_width: float
    relative: bool
    least: int = LEAST
    most: int = MOST

    @classmethod
    def parse(cls, text: str) -> "Precision":
        """Read ``closing_balance: 1%`` or ``members: 500``; ValueError says what is wrong."""
        found = _WANTED.fullmatch(text.strip())
        if found is None:
            raise ToldError(
                "{text!r} is no half-width: write INDICATOR: NUMBER, for example "
                "closing_balance: 1%, closing_balance: 5e6 yuan or members: 500",
                text=text,
            )
        name, number, unit = found.groups()
        known = (CLOSING_BALANCE, *UNITS)
        if name not in known:
            raise ToldError("no indicator is called {name}", nearest(name, known), name=name)
        indicator = "balance" if name == CLOSING_BALANCE else name
        if unit == "yuan" and UNITS[indicator] != "fen":
            raise ToldError(
                "{name} is not money, but counted in: {unit}", name=name, unit=UNITS[indicator]
            )
        half_width = float(number) * {"%": 0.01, "yuan": FEN, "": 1}[unit]
        if half_width <= 0:
            raise ToldError(
                "{text!r}: no number of replications gives a half-width of 0", text=text
            )
        return cls(indicator, half_width, unit == "%")

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Precision":
        """Read what `run.json` says was wanted."""
        limits = said["replications_least"], said["replications_most"]
        return cls(said["indicator"], said["wanted"], said["relative"], *limits)

    def told(self, kept: Replications) -> dict[str, object]:
        """What `run.json` says of the precision wanted and reached."""
        found = self.reached(kept)
        return {
            "precision": {
                "indicator": self.indicator,
                "wanted": self.half_width,
                "relative": self.relative,
                "reached": found.half_width,
                "mean": found.mean,
                "met": bool(self.is_met(found)),
                "replications_least": self.least,
                "replications_most": self.most,
            }
        }

    def reached(self, kept: Replications) -> Interval:
        """Interval of the indicator's mean as it stands."""
        return interval(kept.figure(self.indicator))

    def is_met(self, found: Interval) -> bool:
        """Whether an interval is as narrow as wanted; one without limits is not.

        A relative half-width g asks for half ≤ g ÷ (1 + g) · |estimate|, so that the error is no
        more than g of the true mean (Law, Simulation Modeling and Analysis, section 9.4).
        """
        wanted = self.half_width
        if self.relative:
            wanted = wanted / (1 + wanted) * abs(found.mean)
        return found.half_width <= wanted

    def replications(self, kept: Replications) -> Iterator[int]:
        """Count up until what is kept is precise enough, or ``most`` have been played."""
        for replication in range(self.most):
            yield replication
            if replication + 1 >= self.least and self.is_met(self.reached(kept)):
                return


@dataclass
class Plan:
    """Which replications to play of which scenario, in ascending order, and what is kept of them.

    Left as it is, a run plays the replications that the scenario asks for.
    """

    plays: Iterator[tuple[int, Scenario]] | None = None
    kept: Replications = field(default_factory=Replications)
    study: dict[str, object] = field(default_factory=dict)
    """What `run.json` says of the study; read once all has been played."""
