"""Formulas that the cases share, without the program: rates a month, times in months."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

MINIMUM_WAGE_FEN = 268_000
"""Guangzhou's from 2026-09 (粤府函〔2026〕188号); the laboratory lets it stand still."""
BENEFIT_FEN = 241_200
"""90 % of it."""
AVERAGE_WAGE_YUAN = 13_704
"""Guangzhou's average wage of 2024; that of 2028 is in force from 2029-07 to 2030-06."""
CEILING_FEN = 300 * AVERAGE_WAGE_YUAN
"""Three times that wage."""


def jobless(loss: float, find: float, time: float) -> float:
    """Two-state chain: share without work after ``time``, all at work at 0."""
    return loss / (loss + find) * -math.expm1(-(loss + find) * time)


def time_at_work(loss: float, find: float, time: float) -> float:
    """Two-state chain: mean months at work until ``time``."""
    both = loss + find
    return find / both * time + loss / both * -math.expm1(-both * time) / both


def generator(states: int, rates: Sequence[tuple[int, int, float]]) -> NDArray[np.float64]:
    """Make the generator of a Markov chain from (state, next state, rate a month)."""
    matrix = np.zeros((states, states))
    for since, until, rate in rates:
        matrix[since, until] += rate
        matrix[since, since] -= rate
    return matrix


def after(matrix: NDArray[np.float64], start: Sequence[float], time: float) -> NDArray[np.float64]:
    """Chances of the states after ``time``."""
    return np.asarray(start) @ expm(matrix * time)


def annuity(exit_rate: float, months: int, wait: float = 0.0) -> float:
    """Payments in the mean, one a month from ``wait`` on, to one who goes at ``exit_rate``."""
    return float(sum(math.exp(-exit_rate * (j + wait)) for j in range(months)))


def guangdong(months: int) -> int:
    """Months of benefit: one a full year to 48, then one a full half-year."""
    return months // 12 if months < 48 else 4 + (months - 48) // 6
