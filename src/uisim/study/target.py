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
from uisim.fund.measures import ALL, OUT_COLUMNS, YEAR, quotient
from uisim.scenario.problems import nearest
from uisim.study.played import Result
from uisim.units import FEN, format_month, parse_month
from uisim.words import say

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


class TargetError(ValueError):
    """A target or a figure that cannot be read; the text says what would be right."""


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
        """Value in a replication; not a number where there is no such group or month."""
        if self._is_indicator:
            of_all = (one for one in result.summary if one.indicator == self.name)
            return float(next((one.value for one in of_all if one.group == self.group), math.nan))
        values = series(self.name, result)
        month = len(values) - 1
        if isinstance(self.time, int):
            month = self.time - result.statement.start
        return values[month] if 0 <= month < len(values) else math.nan

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


def figure(text: str, lang: str = "en") -> Figure:
    """Read a figure, such as ``balance[year=2030]`` or ``members at 2030-12``."""
    match = _FIGURE.fullmatch(text.strip())
    if match is None or match["time"] in ("always", "ever"):
        what = say(
            "'{text}' is no figure: write NAME, NAME[GROUP] or NAME at YYYY-MM, "
            "such as break_even_rate or balance at 2030-12",
            lang,
        )
        raise TargetError(what.format(text=text))
    return _figure(match["name"], match["group"], match["time"], lang)


def target(text: str, lang: str = "en") -> Target:
    """Read a target; TargetError says what is wrong with it."""
    chance = _CHANCE.fullmatch(text.strip())
    if chance is None:
        return Target(text.strip(), _condition(text, lang))
    event = _condition(chance["event"], lang, ever=True)
    share = Condition(event.figure, chance["sign"], _number(chance, "share", lang))
    if not 0 < share.number < 1:
        what = say("P(…) has to be compared with a share between 0 and 1, such as 0.05", lang)
        raise TargetError(what)
    return Target(text.strip(), share, event)


def _condition(text: str, lang: str, ever: bool = False) -> Condition:
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        what = say(
            "'{text}' is no target: write FIGURE = NUMBER (or <=, >=, <, >), perhaps with always, "
            "ever or at YYYY-MM, or P(…) <= SHARE; such as 'closing_balance = 0', "
            "'reserve_months >= 12 always', 'P(balance < 0) <= 0.05'",
            lang,
        )
        raise TargetError(what.format(text=text))
    if match["early"] and match["late"]:
        raise TargetError(say("'{text}' names two times", lang).format(text=text))
    time = match["early"] or match["late"]
    if ever and not time and not match["group"] and match["name"] in SERIES:
        time = "ever"
    asked = _figure(match["name"], match["group"], time, lang)
    if match["sign"] == "=" and ever:
        raise TargetError(say("P(…): write <, <=, > or >= within, not =", lang))
    if match["sign"] == "=" and asked.time in ("always", "ever"):
        what = say("{time} goes with <, <=, > or >=, not with =", lang)
        raise TargetError(what.format(time=asked.time))
    return Condition(asked, match["sign"], _number(match, asked.unit, lang))


def _figure(name: str, group: str | None, time: str | None, lang: str) -> Figure:
    if name not in UNITS:
        what = say("{name} is neither an indicator nor a column of monthly.csv", lang)
        near = nearest(name, UNITS)
        also = " " + say("(did you mean {near}?)", lang).format(near=near) if near else ""
        raise TargetError(what.format(name=name) + also)
    if time and (group or name not in SERIES):
        what = say("{name} has no value by month: leave out {time}", lang)
        raise TargetError(what.format(name=f"{name}[{group}]" if group else name, time=time))
    if group and name not in INDICATOR_NAMES:
        what = say("{name} is a column of monthly.csv and has no groups: leave out [{group}]", lang)
        raise TargetError(what.format(name=name, group=group))
    if time and time.startswith("at"):
        month = time.split()[1]
        try:
            return Figure(name, time=parse_month(month))
        except ValueError as error:
            what = say("'{month}' is not a month (YYYY-MM)", lang)
            raise TargetError(what.format(month=month)) from error
    return Figure(name, group or ALL, time or "")


def _number(match: re.Match[str], unit: str, lang: str) -> float:
    """Number in the unit of the files."""
    number = float(match["number"])
    if match["unit"] == "yuan" and unit != "fen":
        what = say("{number} yuan: the figure is no money, but in {unit}", lang)
        raise TargetError(what.format(number=match["number"], unit=unit))
    return number * {"yuan": FEN, "%": 0.01}.get(match["unit"], 1)
