"""Intervals of confidence over replications: of a mean, a paired difference, a share, a ratio."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.95


class Interval(NamedTuple):
    """A mean and the interval that holds the true one with the given confidence."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval; nan for fewer than two values."""
        return (self.high - self.low) / 2


def interval(values: Sequence[float] | NDArray[Any], level: float = LEVEL) -> Interval:
    """Student's interval for the mean; nan limits for fewer than two values."""
    return Interval(*(float(each) for each in intervals(values, level)))


def intervals(
    values: ArrayLike, level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Means and limits of many intervals at once: float64[replications, …] gives three of […]."""
    from scipy.special import stdtrit

    found = np.asarray(values, np.float64)
    mean = found.mean(axis=0)
    if len(found) < 2:
        return mean, np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    half = stdtrit(len(found) - 1, (1 + level) / 2) * found.std(axis=0, ddof=1) / len(found) ** 0.5
    return mean, mean - half, mean + half


def paired(
    first: Sequence[float] | NDArray[Any],
    second: Sequence[float] | NDArray[Any],
    level: float = LEVEL,
) -> Interval:
    """Student's interval for the mean of second − first, replication by replication."""
    return interval(np.subtract(second, first), level)


def share_interval(hits: int, of: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval (1927) for a probability of which ``hits`` of ``of`` were seen."""
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = share * (1 - share) / of + z * z / (4 * of * of)
    half = z / (1 + z * z / of) * math.sqrt(spread)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))
