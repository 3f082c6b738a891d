"""How often intervals of confidence hold the true value: 1,000 of a mean, 1,000 of a difference."""

import math

from uisim.scenario.file import load
from uisim.selftest.case import LABORATORY
from uisim.selftest.judge import Judged
from uisim.selftest.theory import jobless
from uisim.study.intervals import LEVEL, interval, paired
from uisim.study.played import statement_of
from uisim.study.run import play

INTERVALS, EACH = 1_000, 5
"""Intervals, and replications from which each is made."""
FEWEST, MOST = 931, 967
"""Intervals that hold the true value if 95 % do, but once in 150 times."""
PEOPLE, MONTHS, LOSS = 400, 2, 0.3
FINDS = (0.2, 0.4)


def coverage(seed: int) -> tuple[Judged, ...]:
    """Count the intervals that hold the true share without work, and its true difference."""
    first, second = (shares(seed, find) for find in FINDS)
    true = [jobless(LOSS, find, MONTHS) for find in FINDS]
    groups = range(0, INTERVALS * EACH, EACH)
    of_mean = [interval(first[g : g + EACH]) for g in groups]
    of_difference = [paired(first[g : g + EACH], second[g : g + EACH]) for g in groups]
    return (
        counted("Intervals of a mean that hold it", of_mean, true[0]),
        counted("Intervals of a difference that hold it", of_difference, true[1] - true[0]),
    )


def shares(seed: int, find: float) -> list[float]:
    """Share without work at the end, by replication."""
    settings = {
        "projection.seed": seed,
        "projection.months": MONTHS,
        "population.platform_workers": {"guangzhou": PEOPLE},
        "work.all.loss_rate_month": LOSS,
        "work.all.reemployment_rate_month": find,
    }
    scenario = load(LABORATORY, settings)
    played = (statement_of(play(scenario, r)) for r in range(INTERVALS * EACH))
    return [int(statement.monthly["jobless"][-1]) / PEOPLE for statement in played]


def counted(en, intervals, true):
    """Judge a count of intervals: it has to lie between the two limits."""
    held = sum(one.low <= true <= one.high for one in intervals)
    error = math.sqrt(INTERVALS * LEVEL * (1 - LEVEL))
    z = (held - INTERVALS * LEVEL) / error
    return Judged("10.1", en, en, INTERVALS * LEVEL, held, error, z, FEWEST <= held <= MOST)
