"""History matching: which values of uncertain parameters the targets do not rule out.

Wave by wave, points of the parameters are played; each target is emulated by a quadratic
regression with its variance, chance included; and a point is ruled out if the implausibility
I² = max over targets (target - emulated)² / (emulator's variance + target's error²) exceeds 3²
(Craig, Goldstein, Seheult and Smith 1997; the cut is Pukelsheim's 3 σ rule, 1994). The next wave
plays points that are left. What is left in the end is a set, not one estimate.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
CUT: Final = 3.0
CLOUD: Final = 8_192
"""Points in which the set is traced; a power of 2, as Sobol's sequence wants."""
POINTS_A_PARAMETER: Final = 10
MARGIN: Final = 0.05
"""By which the box around the points left is widened before it is filled anew."""
WIDE: Final = 0.9
"""A parameter of whose range more is left is not identified by the targets."""
OWN_INFORMATION: Final = 12.0
"""1 over the variance of a uniform range: a direction of which the targets say less is free."""
LOADING: Final = 0.3
"""A parameter with more than this in a free direction is fixed with others at most, not alone."""


class Moment(NamedTuple):
    """A target: value, and standard error or tolerance, both in the unit of the figure."""

    name: str
    value: float
    error: float


class Emulator(NamedTuple):
    """A regression on the parameters (scaled to 0 … 1) and their squares and products."""

    coefficients: Array
    """float64[features]."""
    spread: Array
    """(X'X)^-1, float64[features, features]."""
    variance: float
    """Of one run around the regression: chance and what the regression misses."""

    def mean(self, points: Array) -> Array:
        """Emulated figure, float64[points]."""
        return features(points) @ self.coefficients

    def variance_at(self, points: Array) -> Array:
        """Variance of one run's figure around the emulated one, float64[points]."""
        x = features(points)
        return self.variance * (1 + np.einsum("pf,fg,pg->p", x, self.spread, x))


class Wave(NamedTuple):
    """One wave: runs played, and the share of the whole range that is left after it."""

    runs: int
    left: float


@dataclass(frozen=True)
class Matched:
    """What the targets leave of the parameters, all scaled to 0 … 1.

    cloud: float64[points, parameters] that are left, with implausibility below the cut; ranges:
    float64[parameters, 2] within which they lie. answer: emulated answer on the cloud; played:
    the answers of runs whose point is left. estimate: the point that fits best (simulated moments
    on the emulator), errors: its standard errors, nan where the targets do not fix it. misfit: its
    weighted sum of squares.
    """

    waves: tuple[Wave, ...]
    cloud: Array
    ranges: Array
    answer: Array
    answer_sd: Array
    played: Array
    estimate: Array
    errors: Array
    misfit: float
    emulators: tuple[tuple[Emulator, ...], ...]
    """By wave and target."""

    def implausibility(self, points: Array, moments: Sequence[Moment]) -> Array:
        """Highest implausibility of points over all waves and targets, float64[points]."""
        return np.max([implausibility(w, moments, points) for w in self.emulators], axis=0)

    @property
    def unidentified(self) -> NDArray[np.bool_]:
        """Whether the targets do not fix a parameter by itself, bool[parameters].

        They leave nearly its whole range, or fix it only together with others.
        """
        return np.asarray((np.diff(self.ranges)[:, 0] > WIDE) | np.isnan(self.errors))


class EmptySetError(Exception):
    """The targets rule everything out; ``lowest`` is the lowest implausibility found."""

    def __init__(self, wave: int, lowest: float) -> None:
        self.wave, self.lowest = wave, lowest
        super().__init__(wave, lowest)


def match(
    run: Callable[[Array, int], Array],
    parameters: int,
    moments: Sequence[Moment],
    waves: int,
    seed: int,
) -> Matched:
    """Match moments in waves. EmptySetError if nothing is left.

    run: figures of a run, float64[targets + 1], the answer last, at a point (scaled to 0 … 1) with
    the luck of a replication: every run has its own.
    """
    count = POINTS_A_PARAMETER * parameters
    count = max(count, 2 * features(np.zeros((1, parameters))).shape[1])
    box = np.tile([0.0, 1.0], (parameters, 1))
    points = latin_hypercube(count, parameters, seed)
    tried, found = np.empty((0, parameters)), np.empty((0, len(moments) + 1))
    emulators: list[tuple[Emulator, ...]] = []
    told: list[Wave] = []
    while True:
        rows = [run(point, len(tried) + number) for number, point in enumerate(points)]
        tried, found = np.vstack([tried, points]), np.vstack([found, rows])
        inside = np.all((box[:, 0] <= tried) & (tried <= box[:, 1]), axis=1)
        emulated = [emulate(tried[inside], column) for column in found[inside].T]
        emulators.append(tuple(emulated[:-1]))
        cloud, left = _left(emulators, moments, box, seed + len(told))
        told.append(Wave(len(points), left * float(np.prod(np.diff(box)))))
        box = _box(cloud)
        if len(told) == waves:
            break
        points = _spread_out(cloud, count)
    kept = np.max([implausibility(w, moments, tried) for w in emulators], axis=0) <= CUT
    estimate, errors, misfit = simulated_moments(emulators[-1], moments, cloud)
    return Matched(
        tuple(told),
        cloud,
        np.column_stack([cloud.min(axis=0), cloud.max(axis=0)]),
        emulated[-1].mean(cloud),
        np.sqrt(emulated[-1].variance_at(cloud)),
        found[kept, -1],
        estimate,
        errors,
        misfit,
        tuple(emulators),
    )


def features(points: Array) -> Array:
    """1, the parameters, and all their squares and products: float64[points, features]."""
    x = 2 * points - 1
    first, second = np.triu_indices(x.shape[1])
    return np.hstack([np.ones((len(x), 1)), x, x[:, first] * x[:, second]])


def emulate(points: Array, values: Array) -> Emulator:
    """Fit the regression to runs, at least one more than it has features."""
    x = features(points)
    spread = np.asarray(np.linalg.pinv(x.T @ x), np.float64)
    coefficients = spread @ x.T @ values
    residual = values - x @ coefficients
    return Emulator(coefficients, spread, float(residual @ residual) / (len(x) - x.shape[1]))


def implausibility(
    emulators: Sequence[Emulator], moments: Sequence[Moment], points: Array
) -> Array:
    """Highest implausibility of each point over the targets, float64[points]."""
    each = [
        np.abs(emulator.mean(points) - moment.value)
        / np.sqrt(emulator.variance_at(points) + moment.error**2)
        for emulator, moment in zip(emulators, moments, strict=True)
    ]
    return np.max(each, axis=0)


def simulated_moments(
    emulators: Sequence[Emulator], moments: Sequence[Moment], cloud: Array
) -> tuple[Array, Array, float]:
    """Point of least weighted squares, its standard errors, and that sum (McFadden 1989).

    From the middle of the set, within its range. Weights are 1 over the variance of target and
    run. A standard error is nan where the targets do not fix the parameter by itself.
    """
    from scipy.optimize import minimize

    middle = cloud.mean(axis=0)
    variances = [float(e.variance_at(middle[None, :])[0]) for e in emulators]
    weights = [1 / (v + m.error**2) for v, m in zip(variances, moments, strict=True)]

    def misses(point: Array) -> Array:
        means = (float(emulator.mean(point[None, :])[0]) for emulator in emulators)
        return np.array([mean - m.value for mean, m in zip(means, moments, strict=True)])

    def misfit(point: Array) -> float:
        return float(np.sum(weights * misses(point) ** 2))

    bounds = list(zip(cloud.min(axis=0), cloud.max(axis=0), strict=True))
    point = np.asarray(minimize(misfit, middle, method="L-BFGS-B", bounds=bounds).x)
    step = 1e-4
    slopes = np.column_stack(
        [(misses(point + e) - misses(point - e)) / (2 * step) for e in step * np.eye(len(point))]
    )
    information, directions = np.linalg.eigh(slopes.T @ (np.array(weights)[:, None] * slopes))
    fixed = information > OWN_INFORMATION
    is_free = np.any(np.abs(directions[:, ~fixed]) > LOADING, axis=1)
    variance = directions**2 @ (1 / np.maximum(information, OWN_INFORMATION))
    return point, np.where(is_free, math.nan, np.sqrt(variance)), misfit(point)


def latin_hypercube(count: int, parameters: int, seed: int) -> Array:
    """Points of a Latin hypercube in 0 … 1, float64[count, parameters]."""
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(parameters, rng=seed).random(count))


def _left(
    emulators: Sequence[Sequence[Emulator]], moments: Sequence[Moment], box: Array, seed: int
) -> tuple[Array, float]:
    """Points of a box that no wave rules out, and their share of the box."""
    from scipy.stats.qmc import Sobol

    inner = np.asarray(Sobol(len(box), rng=seed).random(CLOUD))
    points = box[:, 0] + inner * np.diff(box)[:, 0]
    worst = np.max([implausibility(wave, moments, points) for wave in emulators], axis=0)
    left = points[worst <= CUT]
    if len(left) == 0:
        raise EmptySetError(len(emulators), float(worst.min()))
    return left, len(left) / CLOUD


def _box(cloud: Array) -> Array:
    """Box around points, a little wider, within 0 … 1: float64[parameters, 2]."""
    low, high = cloud.min(axis=0), cloud.max(axis=0)
    margin = MARGIN * (high - low) + 1e-9
    return np.clip(np.column_stack([low - margin, high + margin]), 0, 1)


def _spread_out(cloud: Array, count: int) -> Array:
    """Take points of the cloud, evenly through its sequence, which fills space evenly."""
    return cloud[np.linspace(0, len(cloud) - 1, count).round().astype(int)]


def scaled(points: Array, lows: Sequence[float], highs: Sequence[float]) -> Array:
    """Bring points from 0 … 1 to the ranges of the parameters."""
    return np.asarray(lows) + points * (np.asarray(highs) - np.asarray(lows))
