"""Intervals of confidence for a mean and for a paired difference, over replications."""

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
