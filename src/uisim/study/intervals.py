"""Intervals of confidence for a mean and for a paired difference, over replications."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

LEVEL = 0.95


class Interval(NamedTuple):
    """A mean and the interval that holds the true one with the given confidence."""

    mean: float
    low: float
    high: float


def interval(values: Sequence[float], level: float = LEVEL) -> Interval:
    """Student's interval for the mean; nan limits for fewer than two values."""
    from scipy.special import stdtrit

    found = np.asarray(values, np.float64)
    mean = float(found.mean())
    if len(found) < 2:
        return Interval(mean, float("nan"), float("nan"))
    error = float(found.std(ddof=1)) / len(found) ** 0.5
    half = float(stdtrit(len(found) - 1, (1 + level) / 2)) * error
    return Interval(mean, mean - half, mean + half)


def paired(first: Sequence[float], second: Sequence[float], level: float = LEVEL) -> Interval:
    """Student's interval for the mean of second − first, replication by replication."""
    return interval(np.subtract(second, first).tolist(), level)


def share_interval(hits: int, of: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval (1927) for a probability of which ``hits`` of ``of`` were seen."""
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = share * (1 - share) / of + z * z / (4 * of * of)
    half = z / (1 + z * z / of) * math.sqrt(spread)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))
