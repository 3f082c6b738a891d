"""Solves for the value of a key at which a target is just met.

The key is scanned over a range, each point with the same luck (common random numbers), and every
change of side is bracketed and narrowed by `scipy.optimize.brentq`; behaviour can make the answer
non-monotone, so there may be none or more than one. The interval of a root holds the values at
which the replications do not reject that the target is just met (inversion of the test, Fieller
1954): Student's of the mean, or Wilson's (1927) of a chance.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval, interval, share_interval
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.target import Target
from uisim.words import UndefinedError

ACCOUNTING = "break_even_rate"
"""Outgo less subsidy over bases at given membership, shown beside what is solved for."""
TOLERANCE = 1e-5
"""To which part of the range a root is narrowed."""
INTERVAL_TOLERANCE = 1e-3


class Point(NamedTuple):
    """The target's figure at a value of the key, with its interval over replications."""

    at: float
    value: Interval
    met: bool
    accounting: float
    """Mean accounting break-even rate there."""


class Root(NamedTuple):
    """A value of the key at which the target is just met.

    low, high: ends of its interval; None where it reaches beyond the range, nan with one
    replication. met_above: whether the target is met above it. accounting: the accounting
    break-even rate at the root.
    """

    at: float
    low: float | None
    high: float | None
    met_above: bool
    accounting: float


class Solution(NamedTuple):
    """All roots in a range, and the points of the curve, ascending."""

    roots: tuple[Root, ...]
    points: tuple[Point, ...]


@dataclass
class Curve:
    """The target's figure as a function of the key; every point is played once."""

    scenario_at: Callable[[float], Scenario]
    target: Target
    threads: int | None = None
    advance: Callable[[], None] = lambda: None
    """Called after each replication."""
    points: dict[float, Point] = field(default_factory=dict)

    def point(self, at: float) -> Point:
        """Play all replications at a value of the key, or recall them."""
        if at not in self.points:
            scenario = self.scenario_at(at)
            values, accounting = [], []
            for replication in range(scenario.projection.replications):
                result = result_of(play(scenario, replication, threads=self.threads))
                values.append(self.target.value(result))
                figures = (one.value for one in result.summary if one.indicator == ACCOUNTING)
                accounting.append(float(next(figures, math.nan)))
                self.advance()
            found = interval(values) if self.target.event is None else _share(values)
            met = self.target.condition.holds(found.mean)
            mean = sum(accounting) / len(accounting)
            self.points[at] = Point(at, found, met, mean)
        return self.points[at]

    def gap(self, at: float) -> float:
        """Mean less the number asked for; of a chance, the side alone: it moves by steps."""
        point = self.point(at)
        if self.target.event is not None:
            return 1.0 if point.met else -1.0
        return point.value.mean - self.target.condition.number


def _share(happened: list[float]) -> Interval:
    found = share_interval(round(sum(happened)), len(happened))
    return found if len(happened) > 1 else Interval(found.mean, math.nan, math.nan)


def solve(curve: Curve, low: float, high: float, count: int, whole: bool = False) -> Solution:
    """Find every root that a scan of ``count`` points between low and high shows.

    whole: the key takes whole numbers; a root is then the first number of the upper side.
    ArithmeticError if the figure is not defined at a point of the scan.
    """
    scan = grid(low, high, count, whole)
    undefined = [at for at in scan if math.isnan(curve.point(at).value.mean)]
    if undefined:
        raise UndefinedError(
            "{target}: not defined at {value:g}", target=curve.target.text, value=undefined[0]
        )
    roots = []
    for below, above in zip(scan, scan[1:], strict=False):
        sides = [_side(curve, at) for at in (below, above)]
        if sides[0] != sides[1]:
            at = _narrow(curve.gap, below, above, TOLERANCE * (high - low), whole)
            met_above = curve.point(above).met
            ends = _ends(curve, scan, at, whole)
            roots.append(Root(at, *ends, met_above, curve.point(at).accounting))
    return Solution(tuple(roots), tuple(curve.points[at] for at in sorted(curve.points)))


def grid(low: float, high: float, count: int, whole: bool) -> list[float]:
    """Points from low to high: evenly spaced by ratio above 0, else by difference."""
    steps = [step / (count - 1) for step in range(count)]
    if low > 0:
        points = [low * (high / low) ** step for step in steps]
    else:
        points = [low + (high - low) * step for step in steps]
    inner = [float(round(at) if whole else f"{at:.6g}") for at in points[1:-1]]
    return sorted({float(low), *inner, float(high)})


def _side(curve: Curve, at: float) -> bool:
    return curve.gap(at) >= 0


def _narrow(
    gap: Callable[[float], float], below: float, above: float, tolerance: float, whole: bool
) -> float:
    """Narrow a change of side to a point."""
    from scipy.optimize import brentq

    if not whole:
        return float(brentq(gap, below, above, xtol=tolerance))
    side = gap(below) >= 0
    while above - below > 1:
        middle = float((below + above) // 2)
        below, above = (middle, above) if (gap(middle) >= 0) == side else (below, middle)
    return above


def _ends(
    curve: Curve, scan: list[float], root: float, whole: bool
) -> tuple[float | None, float | None]:
    """Ends of a root's interval: where the figure's interval leaves the number asked for."""
    if math.isnan(curve.point(root).value.low):
        return math.nan, math.nan
    below = [at for at in reversed(scan) if at < root]
    above = [at for at in scan if at > root]
    return _end(curve, root, below, whole), _end(curve, root, above, whole)


def _end(curve: Curve, root: float, outwards: list[float], whole: bool) -> float | None:
    number = curve.target.condition.number

    def outside(at: float) -> float:
        value = curve.point(at).value
        return max(value.low - number, number - value.high)

    inner = root
    for at in outwards:
        if outside(at) > 0:
            if outside(inner) > 0:
                return inner  # a step: the figure jumps past its whole interval at the root
            low, high = sorted((inner, at))
            return _narrow(outside, low, high, INTERVAL_TOLERANCE * (high - low), whole)
        inner = at
    return None


def met_from_to(solution: Solution) -> Iterator[tuple[float, float]]:
    """Ranges of the key within which the target is met, ends of the scan included."""
    edges = [solution.points[0].at, *(root.at for root in solution.roots), solution.points[-1].at]
    met = solution.points[0].met
    for low, high in zip(edges, edges[1:], strict=False):
        if met:
            yield low, high
        met = not met
