"""Claim after claim, by numerical integration (derivations, 7.7): a worker's state on a time grid.

States: at work or not, by months contributed and unused entitlement; on a claim, by the payments
left and the part of the month in which they fall due. Within a step: half of the search, the
losses and payments, the other half (Strang's splitting, so the error falls with the step squared).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS = 24
"""Steps a month."""


class Rules(NamedTuple):
    """Rates of loss and return; months asked, steps (months, entitlement), cap; two readings."""

    loss: float
    find: float
    asked: int
    steps: tuple[tuple[int, int], ...]
    cap: int
    carry_over: bool
    keep_remainder: bool


def claims_and_payments(rules: Rules, months: int) -> tuple[float, float]:
    """Awards and months paid a worker over ``months``; all are members, at work at 0."""
    awarded, left_months = _awards(rules, months)
    work = np.zeros((months + 1, rules.cap + 1))
    idle = np.zeros_like(work)
    claim = np.zeros((STEPS, months + 1, rules.cap + 1))
    work[0, 0] = 1.0
    lost = -math.expm1(-rules.loss / STEPS)
    found = -math.expm1(-rules.find / STEPS / 2)
    claims = paid = 0.0

    def search() -> None:
        returned = found * claim.sum(axis=0)
        claim[:] *= 1 - found
        work[:] += found * idle
        idle[:] *= 1 - found
        if rules.carry_over:
            work[:] += returned
        else:
            work[:, 0] += returned.sum(axis=1)

    for _ in range(months):
        for phase in range(STEPS):
            search()
            due = claim[phase]
            paid += due[:, 1:].sum()
            idle[:, 0] += due[:, 0]
            due[:, :-1] = due[:, 1:]
            due[:, -1] = 0.0
            losing = lost * work
            work -= losing
            idle += np.where(awarded == 0, losing, 0.0)
            granted = np.where(awarded == 0, 0.0, losing)
            claims, paid = claims + granted.sum(), paid + granted.sum()
            np.add.at(due, (left_months[:, None], awarded - 1), granted)
            search()
        work[1:] = work[:-1].copy()
        work[0] = 0.0
    return float(claims), float(paid)


def _awards(rules: Rules, months: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Entitlement by months contributed and unused entitlement; months contributed then left."""
    awarded = np.zeros((months + 1, rules.cap + 1), np.int64)
    left = np.zeros(months + 1, np.int64)
    for own in range(months + 1):
        earned, last = 0, 0
        for needed, entitlement in rules.steps:
            if own >= needed:
                earned, last = entitlement, needed
        if own < rules.asked:
            earned = 0
        for unused in range(rules.cap + 1):
            awarded[own, unused] = min(rules.cap, earned + unused)
        left[own] = own if earned == 0 else own - last if rules.keep_remainder else 0
    return awarded, left
