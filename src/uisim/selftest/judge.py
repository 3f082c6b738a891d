"""Plays a case, and judges what is found by how many standard errors it lies off."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr

from uisim.fund.statement import Statement
from uisim.scenario.file import load
from uisim.selftest.case import LABORATORY, Case, Value
from uisim.study.played import statement_of
from uisim.study.run import play

REPLICATIONS = 20
Z_MAX = 3.29
"""Exceeded once in a thousand values by luck alone."""
SAME = 1e-9
"""Relative difference below which a figure without error is as expected."""


class Judged(NamedTuple):
    """A value beside what was found; ``z``: how far off, in standard errors (normal scores)."""

    section: str
    en: str
    zh: str
    expected: float
    found: float
    error: float
    z: float
    passed: bool


def judge_case(
    case: Case, seed: int, people: int | None = None, replications: int = REPLICATIONS
) -> tuple[Judged, ...]:
    """Play a case with so many lives a replication (the quick subset's) and judge its values."""
    pairs = [
        [(value.found(statement), value.per(statement)) for value in case.values]
        for statement in statements(case, seed, people or case.people, replications)
    ]
    numbers = np.array(pairs).transpose(1, 2, 0)
    return tuple(
        judge(case.section, value, found, per)
        for value, (found, per) in zip(case.values, numbers, strict=True)
    )


def statements(case: Case, seed: int, people: int, replications: int) -> Iterator[Statement]:
    """Play the replications of a case, one after another."""
    settings = {
        "population.platform_workers": {"guangzhou": people},
        "projection.seed": seed,
        **case.settings,
    }
    scenario = load(LABORATORY, settings)
    for replication in range(replications):
        yield statement_of(play(scenario, replication))


def judge(
    section: str, value: Value, found: NDArray[np.float64], per: NDArray[np.float64]
) -> Judged:
    """Judge a quotient of sums over replications: float64[replications] each.

    The error is that of the linearised quotient; Student's t is brought to the normal score of
    the same probability.
    """
    quotient = float(found.sum() / per.sum())
    residuals = found - quotient * per
    degrees = len(found) - 1
    error = math.sqrt(float((residuals**2).sum()) / (len(found) * degrees)) / float(per.mean())
    off = quotient - value.expected
    if value.exact_error > 0.0:
        error, z = value.exact_error, off / value.exact_error
    elif error <= SAME * abs(quotient):
        exact = math.isclose(quotient, value.expected, rel_tol=SAME)
        error, z = 0.0, 0.0 if exact else math.copysign(math.inf, off)
    else:
        z = math.copysign(float(ndtri(stdtr(degrees, -abs(off) / error))), off)
    passed = abs(z) < Z_MAX
    return Judged(section, value.en, value.zh, value.expected, quotient, error, z, passed)
