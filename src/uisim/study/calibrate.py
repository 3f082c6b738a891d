"""Calibrates uncertain keys of a scenario to targets, and reports an answer that is no target."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from uisim.scenario.schema import Scenario
from uisim.scenario.studies import Observed, ObservedTarget
from uisim.study.history import Array, Matched, Moment, match, scaled
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.solve_keys import is_whole
from uisim.study.target import BALANCE, RESERVE, Figure, TargetError, figure
from uisim.words import AllError, ToldError, UndefinedError

DIGITS = 6
"""Significant digits of a value that is played or written."""


class Parameter(NamedTuple):
    """An uncertain key and its range; whole: it takes whole numbers."""

    key: str
    low: float
    high: float
    whole: bool

    def at(self, share: float) -> float:
        """Value at a share of the range."""
        value = self.low + share * (self.high - self.low)
        return round(value) if self.whole else float(f"{value:.{DIGITS}g}")


@dataclass(frozen=True)
class Plan:
    """What is calibrated, to what, and the answer asked for."""

    parameters: tuple[Parameter, ...]
    targets: tuple[tuple[Figure, ObservedTarget], ...]
    answer: Figure

    @property
    def moments(self) -> list[Moment]:
        """Targets as history matching takes them."""
        return [Moment(str(one), seen.value, seen.error) for one, seen in self.targets]

    def settings(self, point: Array | Sequence[float]) -> dict[str, Any]:
        """Value of each key at a point of the ranges, scaled to 0 … 1."""
        pairs = zip(self.parameters, point, strict=True)
        return {parameter.key: parameter.at(float(share)) for parameter, share in pairs}

    def unscaled(self, points: Array) -> Array:
        """Points in the units of the keys, float64[points, parameters]."""
        lows = [parameter.low for parameter in self.parameters]
        return scaled(points, lows, [parameter.high for parameter in self.parameters])


def plan(scenario: Scenario, observed: Observed) -> Plan:
    """Say what is to be calibrated; AllError holds all that cannot be.

    A target may not be the answer, a figure has to be in the projection, and a key needs a range.
    """
    reasons: list[ToldError] = []
    figures = []
    for text in (observed.answer, *(one.figure for one in observed.targets)):
        try:
            figures.append(figure(text))
            figures[-1].check(scenario)
        except TargetError as error:
            reasons.append(error)
    if not reasons:
        reasons += [
            TargetError(
                "{figure} is the answer and can be no target: it would be fitted", figure=one
            )
            for one in figures[1:]
            if _meant(one) == _meant(figures[0])
        ]
    parameters = []
    for key, entry in scenario.uncertain.items():
        if entry.low is None or entry.high is None or entry.low == entry.high:
            reasons.append(
                TargetError(
                    "uncertain.{key}: to be calibrated it needs a range, low and high", key=key
                )
            )
        else:
            parameters.append(Parameter(key, entry.low, entry.high, is_whole(scenario, key)))
    if not scenario.uncertain:
        reasons.append(TargetError("nothing is uncertain: name ranges under uncertain"))
    if reasons:
        raise AllError(reasons)
    answer, *targets = figures
    return Plan(tuple(parameters), tuple(zip(targets, observed.targets, strict=True)), answer)


def calibrate(
    plan: Plan,
    scenario_with: Callable[[Mapping[str, Any]], Scenario],
    waves: int,
    seed: int,
    threads: int | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Matched:
    """Match the plan's targets; ArithmeticError if a figure is not defined in a run."""

    def run(point: Array, replication: int) -> Array:
        settings = plan.settings(point)
        found = figures(plan, scenario_with(settings), replication, threads)
        advance()
        return found

    return match(run, len(plan.parameters), plan.moments, waves, seed)


def figures(
    plan: Plan, scenario: Scenario, replication: int = 0, threads: int | None = None
) -> Array:
    """Targets and answer of a run, float64[targets + 1], the answer last."""
    import numpy as np

    result = result_of(play(scenario, replication, threads=threads))
    asked = [*(one for one, _ in plan.targets), plan.answer]
    values = [one.of(result) for one in asked]
    for one, value in zip(asked, values, strict=True):
        if math.isnan(value):
            raise UndefinedError(
                "{figure}: not defined in a run (replication {replication})",
                figure=one,
                replication=replication,
            )
    return np.array(values)


def _meant(one: Figure) -> str:
    """Name of what a figure measures, whatever the group or the month."""
    if one.name in BALANCE:
        return BALANCE[0]
    return RESERVE[0] if one.name in RESERVE else one.name
