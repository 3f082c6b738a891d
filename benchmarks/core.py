"""What the month loops read, from the scenario as `uisim` reads it, and the columns they fill."""

import math
from collections import namedtuple
from typing import NamedTuple

import numpy as np

from uisim.events import Kind
from uisim.people.behaviour import covered_share
from uisim.setting import ATTENTION, LAPSE, QUANTILES

COLUMNS = {  # name: (kind of event, 0 how many or 1 their amounts)
    "workers": (Kind.WORKER, 0),
    "eligible": (Kind.ELIGIBLE, 0),
    "jobless": (Kind.JOBLESS, 0),
    "members": (Kind.MEMBER, 0),
    "contributors": (Kind.BASE, 0),
    "base_sum_fen": (Kind.BASE, 1),
    "contributions_fen": (Kind.CONTRIBUTION_OWN, 1),
    "members_at_floor": (Kind.MEMBER_AT_FLOOR, 0),
    "claimants_paid": (Kind.BENEFIT, 0),
    "benefits_fen": (Kind.BENEFIT, 1),
    "entered": (Kind.ENTERED, 0),
    "left": (Kind.LEFT, 0),
    "last_losses": (Kind.LAST_LOSS, 0),
    "losses_involuntary": (Kind.LOST_INVOLUNTARY, 0),
    "found_work": (Kind.FOUND_WORK, 0),
    "joined": (Kind.JOINED, 0),
    "lapsed": (Kind.LAPSED, 0),
    "claims_awarded": (Kind.AWARDED, 0),
    "months_awarded": (Kind.AWARDED, 1),
    "exhausted": (Kind.EXHAUSTED, 0),
    "denied_not_member": (Kind.DENIED_NOT_MEMBER, 0),
    "denied_voluntary": (Kind.DENIED_VOLUNTARY, 0),
    "denied_cause_not_covered": (Kind.DENIED_CAUSE_NOT_COVERED, 0),
    "denied_too_few_months": (Kind.DENIED_TOO_FEW_MONTHS, 0),
    "denied_did_not_file": (Kind.DENIED_DID_NOT_FILE, 0),
    "denied_not_verified": (Kind.DENIED_NOT_VERIFIED, 0),
}
AT = namedtuple("Column", COLUMNS)(*range(len(COLUMNS)))
"""Position of each column."""


class Core(NamedTuple):
    """One cell. Chances are those of a whole month; ``…_part`` of what is left of one, in the mean.

    workers: int64[months + 1], cohorts as in `uisim.scenario.population.Cohorts`.
    """

    workers: np.ndarray
    leave: float
    lose: float
    lose_part: float
    find: float
    find_part: float
    join: float
    lapse: float
    involuntary: float
    covered: float  # of involuntary losses
    eligible_share: float
    floor_share: float
    take_up: float
    verified: float
    qualifying: int
    cap: int
    schedule: np.ndarray  # entitlement by months contributed
    incomes: np.ndarray  # fen, quantiles in prices of 2022-01
    growth: np.ndarray  # of incomes, mean of the 12 months before each month
    scheme_open: np.ndarray
    july: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray
    rate_ppm: np.ndarray
    benefit: np.ndarray


def core_of(setting, workers):
    """Read a cell's `Setting`; only what `core.yaml` leaves free is looked at."""
    work, months, clocks, tables, schedules = setting
    her, law, horizon = work[0], months[0], len(months) - 1
    now = np.arange(horizon + 1)
    since = np.maximum(now - 12, 0)
    until = np.maximum(now, 1)
    sums = tables[her.growth_table :]
    incomes = tables[her.income_table : her.income_table + QUANTILES + 1]
    return Core(
        workers,
        leave=_chance(1 / her.leave_interval),
        lose=_chance(her.loss_rate),
        lose_part=_chance_of_the_rest(her.loss_rate),
        find=_chance(her.find_rate),
        find_part=_chance_of_the_rest(her.find_rate),
        join=_chance(clocks[ATTENTION, 1] * law.probability),
        lapse=_chance(clocks[LAPSE, 1]),
        involuntary=float(her.involuntary_share),
        covered=covered_share(work, law.covered_causes) / her.involuntary_share,
        eligible_share=float(her.eligible_share),
        floor_share=float(law.floor_share),
        take_up=float(law.take_up),
        verified=float(law.verified_share),
        qualifying=int(law.qualifying_months),
        cap=int(law.cap_months),
        schedule=schedules[0],
        incomes=incomes * her.income_fen,
        growth=(sums[until] - sums[since]) / (until - since),
        scheme_open=months.scheme_open == 1,
        july=(her.start + now) % 12 == 6,
        floor=np.ascontiguousarray(months.floor_fen),
        ceiling=np.ascontiguousarray(months.ceiling_fen),
        rate_ppm=np.ascontiguousarray(months.rate_ppm),
        benefit=np.ascontiguousarray(months.benefit_fen),
    )


def _chance(rate):
    return 1.0 - math.exp(-rate)


def _chance_of_the_rest(rate):
    """Chance in the rest of a month whose beginning is uniform in it."""
    return 1.0 - _chance(rate) / rate
