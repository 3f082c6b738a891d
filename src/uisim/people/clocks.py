"""Operational time: clocks that run faster or slower than the calendar, and how to read them."""

import math

import numpy as np
from numpy.typing import NDArray

from uisim.rule import rule
from uisim.units import NEVER


@rule
def clock_at(clocks: NDArray[np.float64], row: int, time: float) -> float:
    """Read clock ``row`` at ``time`` (months): linear between the openings of two months."""
    month = min(int(time), clocks.shape[1] - 2)
    return clocks[row, month] + (time - month) * (clocks[row, month + 1] - clocks[row, month])


@rule
def reach(clocks: NDArray[np.float64], row: int, time: float, amount: float) -> float:
    """Find when clock ``row`` has run ``amount`` further than at ``time``; NEVER if too late."""
    last = clocks.shape[1] - 2
    month = min(int(time), last)
    speed = clocks[row, month + 1] - clocks[row, month]
    target = clocks[row, month] + (time - month) * speed + amount
    if target >= clocks[row, last + 1]:
        return NEVER
    if speed * (last - time) > amount:
        month = int(time + amount / speed)
    while clocks[row, month] > target:
        month -= 1
    while clocks[row, month + 1] <= target:
        month += 1
    speed = clocks[row, month + 1] - clocks[row, month]
    return max(time, month + (target - clocks[row, month]) / speed)


@rule
def weibull(exponential: float, power: float, scale: float) -> float:
    """Stretch a waiting time of mean 1 to a Weibull one: E ** power * scale (power = 1/shape)."""
    if power == 1.0:
        return exponential * scale
    return math.pow(exponential, power) * scale
