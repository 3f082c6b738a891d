"""Path by path: a longer wait never pays anyone more, a longer entitlement never less.

True with joining by chance, constant wages, no search effect, no carry-over and no undeclared work.
"""

from itertools import pairwise

import numpy as np
from lives import months_paid

from uisim.selftest.judge import Judged

PEOPLE = 100_000
LIVELY = {
    "projection.months": 96,
    "population.entry_age": {"min": 18, "mode": 30, "max": 59},
    "population.prior_insurance": {"share": 0.3, "months_max": 60, "unused_share": 0},
    "work.all.male_share": 0.5,
    "work.all.loss_rate_month": 0.08,
    "work.all.gain_rate_month": 0.05,
    "work.all.several_share": 0.4,
    "work.all.reemployment_rate_month": 0.2,
    "work.all.leave_rate_month": 0.01,
    "work.all.illness_rate_month": 0.01,
    "work.all.involuntary_share": 0.7,
    "work.all.risk_variance": 0.5,
    "joining.rule": "exogenous",
    "joining.attention_rate_month": 0.2,
    "joining.probability": 0.7,
    "membership.lapse_rate_month": 0.02,
    "membership.july_review_share": 0.2,
    "membership.resume_share": 0.8,
    "claiming.take_up": 0.8,
    "claiming.verified_share": 0.9,
    "claiming.delay_months_mean": 0.5,
    "claiming.misreported_share": 0.1,
    "law.carry_over": False,
    "law.qualifying_months": 6,
}


def paths(seed: int) -> tuple[Judged, ...]:
    """Count the lives that break one of the two monotonicities: none may."""
    waits = [{"law.waiting_months": wait} for wait in (0, 1, 2, 6)]
    entitlements = [
        {"law.duration": {"steps": steps}}
        for steps in ([[6, 2]], [[6, 2], [12, 4]], [[6, 3], [12, 9]], [[6, 12], [12, 24]])
    ]
    return (
        *broken("paid more by a longer wait", waits, seed, 1),
        *broken("paid less by a longer entitlement", entitlements, seed, -1),
    )


def broken(en, laws, seed, wrong):
    """Count the lives that change in the wrong direction from one law to the next."""
    paid = [months_paid({**LIVELY, **law}, PEOPLE, seed) for law in laws]
    changes = np.concatenate([wrong * (later - sooner) for sooner, later in pairwise(paid)])
    lives = int((changes > 0).sum())
    assert (changes < 0).any(), "nobody's life changes: the comparison shows nothing"
    z = 0.0 if lives == 0 else float("inf")
    name = f"Lives of {len(changes):,} {en}"
    yield Judged("10.3", name, name, 0.0, lives, 0.0, z, lives == 0)
