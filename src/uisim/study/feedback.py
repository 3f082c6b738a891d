"""A key that follows the reserve: a policy path, rerun until it no longer changes.

The path gives the value decided at each date. A run with a path gives the months of reserve, and
these, by the rule, the next path. If only reserves before a decision are looked at, the first k
decisions are right after k runs, since a value changes nothing before its date (docs/model.md,
section 7). A rule that looks ahead may have no such path: then paths come back in turn.
"""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from uisim.scenario.schema import Scenario
from uisim.scenario.studies import FeedbackRule
from uisim.study.played import Result, result_of
from uisim.study.run import play
from uisim.study.target import series
from uisim.units import format_month

Path = dict[int, float]
"""Value by the month (absolute) from whose opening it holds, ascending."""
ROUNDS_MAX = 200
DIGITS = 9
SHOWN = 4


class Round(NamedTuple):
    """One run with a path; changed: the months whose value the rule would then have other."""

    replication: int
    number: int
    path: Path
    changed: tuple[int, ...]
    closing_fen: int


class Settled(NamedTuple):
    """A path that the rule gives back, the reserves it rests on, and how it was reached."""

    replication: int
    path: Path
    reserves: dict[int, float]
    """Months of reserve looked at, by month of the decision."""
    rounds: tuple[Round, ...]
    result: Result


class OscillationError(Exception):
    """No path is given back; ``turns`` holds the values that alternate, by month of decision.

    played: the runs, in order.
    """

    def __init__(
        self, replication: int, played: tuple[Round, ...], turns: dict[int, tuple[float, ...]]
    ) -> None:
        self.replication, self.played, self.turns = replication, played, turns
        super().__init__(replication, len(played), turns)

    @property
    def alternating(self) -> str:
        """Write the first months and their values in turn."""
        written = [
            f"{format_month(month)}: " + ", ".join(f"{value:g}" for value in values)
            for month, values in self.turns.items()
        ]
        return "; ".join(written[:SHOWN] + ["…"] * (len(written) > SHOWN))


def settle(
    rule: FeedbackRule,
    scenario: Scenario,
    scenario_with: Callable[[Path], Scenario],
    replication: int = 0,
    threads: int | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Settled:
    """Rerun a replication until the rule gives back the path; OscillationError if it never does.

    scenario_with: the scenario with the key's values as a path has them.
    """
    months = decisions(rule, scenario)
    value = float(scenario.dated[rule.moved].at(months[0] - 1)) if months else 0.0
    path = dict.fromkeys(months, value)
    rounds: list[Round] = []
    while True:
        result = result_of(play(scenario_with(path), replication, threads=threads))
        advance()
        reserves = dict(_reserves(rule, months, result))
        following = next_path(rule, value, reserves)
        changed = tuple(month for month in months if following[month] != path[month])
        closing = result.statement.books.closing(result.statement.months - 1)
        rounds.append(Round(replication, len(rounds) + 1, path, changed, closing))
        if not changed:
            return Settled(replication, path, reserves, tuple(rounds), result)
        seen = [number for number, one in enumerate(rounds) if one.path == following]
        if seen or len(rounds) == ROUNDS_MAX:
            turning = [one.path for one in rounds[seen[0] if seen else -2 :]]
            raise OscillationError(replication, tuple(rounds), _turns(months, turning))
        path = following


def setting(path: Path, rule: FeedbackRule, scenario: Scenario) -> str:
    """Write a path as the value of its key; the scenario's own later dates no longer count."""
    first = min(path)
    written, value = {}, path[first]
    own = {date for date, _ in scenario.dated[rule.moved].values if date and date > first}
    for month in sorted(own | path.keys()):
        value = path.get(month, value)
        written[month] = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    inner = ", ".join(f"{format_month(month)}: {value}" for month, value in written.items())
    return f"{{{inner}}}"


def decisions(rule: FeedbackRule, scenario: Scenario) -> list[int]:
    """Months (absolute) of the projection at whose opening the value is decided."""
    start = scenario.projection.start
    until = start + scenario.projection.months
    dates = range(rule.decided.from_month, until, rule.decided.every_months)
    return [month for month in dates if month > start]


def next_path(rule: FeedbackRule, value: float, reserves: dict[int, float]) -> Path:
    """Decide each date in turn, each from the value before it; no reserve: no change."""
    path = {}
    for month, reserve in reserves.items():
        if rule.below is not None and reserve < rule.below.reserve_months:
            value += rule.below.add
        elif rule.above is not None and reserve > rule.above.reserve_months:
            value += rule.above.add
        value = round(min(max(value, rule.limits[0]), rule.limits[1]), DIGITS)
        path[month] = value
    return path


def _reserves(rule: FeedbackRule, months: list[int], result: Result) -> Iterator[tuple[int, float]]:
    """Months of reserve at the close before each decision, or as far ahead as the rule looks."""
    by_month = series("reserve_months", result)
    for month in months:
        looked_at = month - 1 + rule.decided.ahead_months - result.statement.start
        yield month, by_month[min(looked_at, len(by_month) - 1)] if by_month else math.nan


def _turns(months: list[int], paths: list[Path]) -> dict[int, tuple[float, ...]]:
    """Values in turn of the months whose value is not the same on all paths."""
    values = {month: tuple(path[month] for path in paths) for month in months}
    return {month: in_turn for month, in_turn in values.items() if len(set(in_turn)) > 1}
