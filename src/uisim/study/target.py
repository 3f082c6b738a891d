"""Targets of a study: what is asked of a figure, as a person writes it.

    break_even_rate[all] = 0.01             an indicator of `summary.csv`, by group
    closing_balance = 0                     the balance at the horizon
    reserve_months >= 12 always             a monthly series in every month; `ever`: in some month
    members at 2030-12 >= 200000            in one month (the month may also come last)
    P(balance < 0) <= 5 %                   share of replications; no word of time means `ever`

Numbers are in the unit of the files: money in fen, or in yuan if the number is followed by `yuan`.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from uisim.fund.columns import COLUMNS
from uisim.fund.indicators import INDICATORS
from uisim.fund.measures import ALL, OUT_COLUMNS, quotient
from uisim.scenario.problems import nearest
from uisim.scenario.schema import Scenario
from uisim.study.played import Result
from uisim.units import FEN, YEAR, format_month, parse_month
from uisim.words import ToldError

RESERVE: Final = ("reserve_months", "months_of_reserve")
BALANCE: Final = ("closing_balance", "balance", "closing_fen")
SERIES: Final = (*(column.name for column in COLUMNS), *RESERVE, *BALANCE[:2])
"""Names of what has a value in every month."""
INDICATOR_NAMES: Final = tuple(indicator.__name__ for indicator, _ in INDICATORS)
UNITS: Final[Mapping[str, str]] = {
    **{column.name: column.unit for column in COLUMNS},
    **dict.fromkeys(RESERVE, "months"),
    **dict.fromkeys(BALANCE, "fen"),
    **{indicator.__name__: unit for indicator, unit in INDICATORS},
}
COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "=": operator.ge,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
"""For ``=`` the side above: where it changes lies the root."""

_TIME = r"(?:\s+(?P<{0}>always|ever|at\s+\S+))?"
_QUANTITY = r"(?P<name>[a-z]\w*)(?:\[(?P<group>[^\]]+)\])?"
_NUMBER = r"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(?P<unit>yuan|%)?"
_FIGURE = re.compile(_QUANTITY + _TIME.format("time"))
_CONDITION = re.compile(
    _QUANTITY + _TIME.format("early") + r"\s*(?P<sign><=|>=|=|<|>)\s*" + _NUMBER
    + _TIME.format("late")
)  # fmt: skip
_CHANCE = re.compile(r"P\s*\((?P<event>.*)\)\s*(?P<sign><=|>=|=|<|>)\s*" + _NUMBER)


class TargetError(ToldError):
    """A target or a figure that cannot be read, or that a run does not have."""


@dataclass(frozen=True)
class Figure:
    """A figure of one replication: an indicator of a group, or a series at a time."""

    name: str
    group: str = ALL
    time: int | str = ""
    """A calendar month (absolute), ``always``, ``ever``, or nothing: over all, at the horizon."""

    @property
    def unit(self) -> str:
        """Unit in the files."""
        return UNITS[self.name]

    def __str__(self) -> str:
        """Write the figure as it is read."""
        group = "" if self.group == ALL else f"[{self.group}]"
        time = f" at {format_month(self.time)}" if isinstance(self.time, int) else ""
        return self.name + group + time

    def of(self, result: Result) -> float:
        """Value in a replication; not a number where it is not defined, or there is no such month.

        TargetError if the indicator has no such group.
        """
        if self._is_indicator:
            groups = {o.group: o.value for o in result.summary if o.indicator == self.name}
            if self.group not in groups:
                near = nearest(self.group, groups)
                raise TargetError(
                    "{name} has no group {group}", near, name=self.name, group=self.group
                )
            return float(groups[self.group])
        values = series(self.name, result)
        month = len(values) - 1
        if isinstance(self.time, int):
            month = self.time - result.statement.start
        return values[month] if 0 <= month < len(values) else math.nan

    def check(self, scenario: Scenario) -> None:
        """TargetError if the projection of a scenario does not reach the figure's month."""
        projection = scenario.projection
        last = projection.start + projection.months - 1
        if isinstance(self.time, int) and not projection.start <= self.time <= last:
            raise TargetError(
                "{figure}: not in the projection, {first} to {last}",
                figure=self,
                first=format_month(projection.start),
                last=format_month(last),
            )

    @property
    def _is_indicator(self) -> bool:
        return self.name in INDICATOR_NAMES and self.time == ""


@dataclass(frozen=True)
class Condition:
    """A figure compared with a number, in the unit of the files."""

    figure: Figure
    sign: str
    number: float

    def value(self, result: Result) -> float:
        """The figure; of a series ``always`` or ``ever`` compared, the month that decides."""
        if isinstance(self.figure.time, int) or not self.figure.time:
            return self.figure.of(result)
        defined = [value for value in series(self.figure.name, result) if not math.isnan(value)]
        lowest = (self.figure.time == "always") == (self.sign in (">=", ">"))
        return (min if lowest else max)(defined, default=math.nan)

    def holds(self, value: float) -> bool:
        """Whether a value meets it; ``=`` counts the side above."""
        return COMPARISONS[self.sign](value, self.number)


@dataclass(frozen=True)
class Target:
    """What is asked: a condition of the mean, or a chance compared with a share."""

    text: str
    condition: Condition
    """Of the figure's mean over replications; with ``event``, of the share of replications."""
    event: Condition | None = None

    def value(self, result: Result) -> float:
        """Value of one replication; of a chance 1 if the event happens, else 0."""
        if self.event is None:
            return self.condition.value(result)
        return float(self.event.holds(self.event.value(result)))

    @property
    def unit(self) -> str:
        """Unit of the number asked for."""
        return self.condition.figure.unit if self.event is None else "share"


def series(name: str, result: Result) -> list[float]:
    """Values by month; months of reserve are not a number while nothing has been paid."""
    monthly = result.statement.monthly
    if name not in RESERVE:
        return [float(v) for v in monthly["closing_fen" if name in BALANCE else name].tolist()]
    outgo = [sum(fen) for fen in zip(*(monthly[c].tolist() for c in OUT_COLUMNS), strict=True)]
    found = []
    for month, balance in enumerate(monthly["closing_fen"].tolist()):
        recent = outgo[max(0, month + 1 - YEAR) : month + 1]
        found.append(quotient(balance * len(recent), sum(recent)))
    return found


def figure(text: str) -> Figure:
    """Read a figure, such as ``balance[year=2030]`` or ``members at 2030-12``."""
    match = _FIGURE.fullmatch(text.strip())
    if match is None or match["time"] in ("always", "ever"):
        raise TargetError(
            "'{text}' is no figure: write NAME, NAME[GROUP] or NAME at YYYY-MM, such as "
            "break_even_rate or balance at 2030-12",
            text=text,
        )
    return _figure(match["name"], match["group"], match["time"])


def target(text: str) -> Target:
    """Read a target; TargetError says what is wrong with it."""
    chance = _CHANCE.fullmatch(text.strip())
    if chance is None:
        return Target(text.strip(), _condition(text))
    event = _condition(chance["event"], ever=True)
    share = Condition(event.figure, chance["sign"], _number(chance, "share"))
    if not 0 < share.number < 1:
        raise TargetError("P(…) has to be compared with a share between 0 and 1, such as 0.05")
    return Target(text.strip(), share, event)


def _condition(text: str, ever: bool = False) -> Condition:
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        raise TargetError(
            "'{text}' is no target: write FIGURE = NUMBER (or <=, >=, <, >), perhaps with "
            "always, ever or at YYYY-MM, or P(…) <= SHARE; such as 'closing_balance = 0', "
            "'reserve_months >= 12 always', 'P(balance < 0) <= 0.05'",
            text=text,
        )
    if match["early"] and match["late"]:
        raise TargetError("'{text}' names two times", text=text)
    time = match["early"] or match["late"]
    if ever and not time and not match["group"] and match["name"] in SERIES:
        time = "ever"
    asked = _figure(match["name"], match["group"], time)
    if match["sign"] == "=" and ever:
        raise TargetError("P(…): write <, <=, > or >= within, not =")
    if match["sign"] == "=" and asked.time in ("always", "ever"):
        raise TargetError("{time} goes with <, <=, > or >=, not with =", time=asked.time)
    return Condition(asked, match["sign"], _number(match, asked.unit))


def _figure(name: str, group: str | None, time: str | None) -> Figure:
    if name not in UNITS:
        raise TargetError(
            "{name} is neither an indicator nor a column of monthly.csv",
            nearest(name, UNITS),
            name=name,
        )
    if time and (group or name not in SERIES):
        named = f"{name}[{group}]" if group else name
        raise TargetError("{name} has no value by month: leave out {time}", name=named, time=time)
    if group and name not in INDICATOR_NAMES:
        raise TargetError(
            "{name} is a column of monthly.csv and has no groups: leave out [{group}]",
            name=name,
            group=group,
        )
    if time and time.startswith("at"):
        month = time.split()[1]
        try:
            return Figure(name, time=parse_month(month))
        except ValueError as error:
            raise TargetError("'{month}' is not a month (YYYY-MM)", month=month) from error
    return Figure(name, group or ALL, time or "")


def _number(match: re.Match[str], unit: str) -> float:
    """Number in the unit of the files."""
    number = float(match["number"])
    if match["unit"] == "yuan" and unit != "fen":
        raise TargetError(
            "{number} yuan: the figure is no money, but in {unit}",
            number=match["number"],
            unit=unit,
        )
    return number * {"yuan": FEN, "%": 0.01}.get(match["unit"], 1)
