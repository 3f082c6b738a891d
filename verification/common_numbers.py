"""What common random numbers spare: the variance of a difference of two scenarios, life by life."""

import math

import numpy as np
from lives import months_paid

from uisim.selftest.benefit import SHOCK, one_claim
from uisim.selftest.case import Value, one
from uisim.selftest.judge import Judged, judge
from uisim.selftest.theory import annuity

PEOPLE, FIND, ENTITLED = 400_000, 0.25, 3


def common_numbers(seed: int) -> tuple[Judged, ...]:
    """Compare a wait of a month with none: the same luck in both, and another luck.

    With the same luck the wait costs one month if work is found before the entitlement would have
    been used up, else nothing.
    """
    settings = {
        **one_claim(ENTITLED),
        **SHOCK,
        "projection.months": 8,
        "work.all.reemployment_rate_month": FIND,
    }
    law = {**settings, "law.waiting_months": 1}
    at_once, waited, other = (
        months_paid(rules, PEOPLE, number)
        for rules, number in ((settings, seed), (law, seed), (law, seed + 1))
    )
    found_work = -math.expm1(-FIND * ENTITLED)
    same = found_work * (1 - found_work)
    apart = variance(0) + variance(1)
    values = (
        ("Variance of a difference, same luck", same, waited - at_once),
        ("Variance of a difference, other luck", apart, other - at_once),
    )
    return tuple(
        judge(
            "10.2",
            Value(en, en, expected, one, one),
            np.square(found + found_work),
            np.ones(PEOPLE),
        )
        for en, expected, found in values
    )


def variance(wait: int) -> float:
    """Variance of the months paid to one who lost her work: E N² = sum of (2 j + 1) P(N > j)."""
    chances = [math.exp(-FIND * (wait + j)) for j in range(ENTITLED)]
    square = sum((2 * j + 1) * chance for j, chance in enumerate(chances))
    return square - annuity(FIND, ENTITLED, wait) ** 2
