"""Three lives written by hand, in two cells and four months: every identity holds for them."""

import numpy as np

from uisim.events import FIRST_PROFILED, Event, Kind
from uisim.fund.ledger import FundPolicy
from uisim.fund.statement import draw_up
from uisim.outcome import by_month, empty_outcome, tally
from uisim.units import parse_month

MONTHS = 4
START = parse_month("2024-11")
CELLS = (("guangzhou", "delivery"), ("zhuhai", "courier"))
RATE_PPM = 10_000
POLICY = FundPolicy(
    opening_fen=1_000,
    interest_ppm=(20_000,) * MONTHS,
    borrowing_ppm=(60_000,) * MONTHS,
    subsidy_fen=(0, 0, 500, 0),
    administration_ppm=(0, 0, 30_000, 0),
)

# Kind, first month, month after the last, amount.
CLAIMS_ONCE = [
    (Kind.ENTERED, 0, 1, 1),
    (Kind.WORKER, 0, 4, 0),
    (Kind.ELIGIBLE, 0, 4, 50_000),
    (Kind.JOINED, 0, 1, 0),
    (Kind.MEMBER, 0, 4, 50_000),
    (Kind.DECLARED, 0, 1, 230_050),
    (Kind.BASE, 0, 2, 230_050),
    (Kind.CONTRIBUTION_OWN, 0, 2, 2_301),
    (Kind.LOST_INVOLUNTARY, 2, 3, 1),
    (Kind.LAST_LOSS, 2, 3, 0),
    (Kind.QUALIFIED_LOSS, 2, 3, 0),
    (Kind.CLAIM_OPENED, 2, 3, 0),
    (Kind.JOBLESS, 2, 3, 0),
    (Kind.ELIGIBLE_JOBLESS, 2, 3, 50_000),
    (Kind.MEMBER_JOBLESS, 2, 3, 50_000),
    (Kind.AWARDED, 2, 3, 3),
    (Kind.FIRST_PAYMENT, 2, 3, 500),
    (Kind.BENEFIT, 2, 3, 207_000),
    (Kind.MEDICAL, 2, 3, 40_000),
    (Kind.OUTGO_ON_BROUGHT_MONTHS, 2, 3, 247_000),
    (Kind.FOUND_WORK, 3, 4, 0),
    (Kind.CLAIM_ENDED, 3, 4, 2),
    (Kind.BASE, 3, 4, 230_050),
    (Kind.CONTRIBUTION_OWN, 3, 4, 2_301),
]
NEVER_INSURED = [
    (Kind.ENTERED, 0, 1, 1),
    (Kind.WORKER, 0, 3, 0),
    (Kind.ELIGIBLE, 0, 3, 30_000),
    (Kind.LOST_VOLUNTARY, 1, 2, 1),
    (Kind.LAST_LOSS, 1, 2, 0),
    (Kind.DENIED_NOT_MEMBER, 1, 2, 0b11),
    (Kind.JOBLESS, 1, 3, 0),
    (Kind.ELIGIBLE_JOBLESS, 1, 3, 30_000),
    (Kind.LEFT, 3, 4, 0),
    (Kind.LEFT_JOBLESS, 3, 4, 0),
]
NEVER_FILES = [
    (Kind.ENTERED, 1, 2, 2),
    (Kind.WORKER, 1, 4, 0),
    (Kind.ELIGIBLE, 1, 4, 40_000),
    (Kind.SEVERAL_PLATFORMS, 1, 2, 0),
    (Kind.JOINED, 1, 2, 0),
    (Kind.MEMBER, 1, 3, 40_000),
    (Kind.DECLARED, 1, 2, 200_000),
    (Kind.BASE, 1, 2, 200_000),
    (Kind.CONTRIBUTION_OWN, 1, 2, 1_500),
    (Kind.CONTRIBUTION_PLATFORM, 1, 2, 500),
    (Kind.LOST_INVOLUNTARY, 2, 3, 2),
    (Kind.LAST_LOSS, 2, 3, 0),
    (Kind.QUALIFIED_LOSS, 2, 3, 0b10000),
    (Kind.CLAIM_OPENED, 2, 3, 0),
    (Kind.PENDING, 2, 3, 0),
    (Kind.JOBLESS, 2, 4, 0),
    (Kind.ELIGIBLE_JOBLESS, 2, 4, 40_000),
    (Kind.MEMBER_JOBLESS, 2, 3, 40_000),
    (Kind.DENIED_DID_NOT_FILE, 3, 4, 0b10000),
    (Kind.LAPSED, 3, 4, 0),
]
LIVES = ((0, 3, 0, CLAIMS_ONCE), (1, 5, 700, NEVER_INSURED), (1, 7, 749, NEVER_FILES))
"""Cell, people, row of the profile, life."""


def small_inputs():
    """Add the three lives up as a run would."""
    outcomes = [empty_outcome(MONTHS) for _ in CELLS]
    for cell, people, row, life in LIVES:
        for kind, since, until, amount in life:
            note = row if kind >= FIRST_PROFILED else 0
            event = Event(float(since), kind, since, until - since, amount, note)
            tally(outcomes[cell].sums, outcomes[cell].profile, people, event)
    return {
        "sums": np.stack([by_month(outcome.sums) for outcome in outcomes]),
        "profile": outcomes[0].profile + outcomes[1].profile,
        "breaches": np.stack([outcome.breaches for outcome in outcomes]),
    }


def small_statement(**changed):
    """Draw up the statement of the three lives, with what is ``changed``."""
    arguments = {
        "start": START,
        "cells": CELLS,
        "rate_ppm": (RATE_PPM,) * MONTHS,
        "policy": POLICY,
        "income_growth_year": 0.04,
        **small_inputs(),
    }
    return draw_up(**arguments | changed)
