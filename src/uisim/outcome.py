"""What a run adds up: events by month and kind, money and members by profile; and an auditor.

Sums are kept as differences between months, so that a span costs no more than a moment; `by_month`
turns them into sums. The auditor hears the same events and knows nothing of `life`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import FIRST_PROFILED, KINDS, Kind, Record
from uisim.rule import rule
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES
from uisim.units import PPM

PROFILED = KINDS - FIRST_PROFILED
BASE_OUT_OF_BOUNDS, NOT_THE_BASE_DECLARED, NOT_WHAT_IS_DUE = 0, 1, 2
PAID_OVER_ENTITLEMENT, PAID_AT_WORK = 3, 4
BREACHES = (
    "every base within its bounds",
    "every contribution on the base declared, or a floor that binds at once",
    "every contribution, own + platform, is rate · base to the fen",
    "months paid no more than the entitlement",
    "nobody paid as jobless while she holds a platform",
)
"""What the auditor watches, in the order of its counts."""
_PLATFORMS, _DECLARED, _BASE, _OWED, _OWED_MONTHS, _ENTITLED, _PAID = range(7)
SEEN = 7
"""What the auditor keeps in mind of a life."""
_PLATFORMS_STEP = np.zeros(KINDS, np.int64)
_PLATFORMS_STEP[[Kind.ENTERED, Kind.GAINED_PLATFORM, Kind.FOUND_WORK]] = 1
_PLATFORMS_STEP[[Kind.LOST_INVOLUNTARY, Kind.LOST_VOLUNTARY]] = -1


class Outcome(NamedTuple):
    """Sums over lives.

    sums: int64[months + 1, KINDS, 2], differences between months of (events, amounts).
    profile: int64[INCOME_CLASSES * RISK_CLASSES * TENURES, PROFILED, 2], over the horizon.
    breaches: int64[len(BREACHES)], how often the auditor objected, by the order of `BREACHES`.
    """

    sums: NDArray[np.int64]
    profile: NDArray[np.int64]
    breaches: NDArray[np.int64]


def empty_outcome(months: int) -> Outcome:
    """Make the sums of no life over ``months``."""
    return Outcome(
        np.zeros((months + 1, KINDS, 2), np.int64),
        np.zeros((INCOME_CLASSES * RISK_CLASSES * TENURES, PROFILED, 2), np.int64),
        np.zeros(len(BREACHES), np.int64),
    )


def by_month(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum the differences: int64[months, KINDS, 2], events and amounts booked in each month."""
    return np.cumsum(sums, axis=0)[:-1]


@rule
def tally(sums: NDArray[np.int64], profile: NDArray[np.int64], weight: int, event: Record) -> None:
    """Add an event (a record of LOG, or an `Event`) of one worker, who is ``weight`` people."""
    after = event.month + event.months
    amount = weight * event.amount
    sums[event.month, event.kind, 0] += weight
    sums[event.month, event.kind, 1] += amount
    sums[after, event.kind, 0] -= weight
    sums[after, event.kind, 1] -= amount
    if event.kind < Kind.ENTERED and event.note > 0:
        sums[event.month, event.note, 0] += weight
        sums[event.month, event.note, 1] += amount
        sums[after, event.note, 0] -= weight
        sums[after, event.note, 1] -= amount
    if event.kind >= FIRST_PROFILED:
        profile[event.note, event.kind - FIRST_PROFILED, 0] += weight * event.months
        profile[event.note, event.kind - FIRST_PROFILED, 1] += amount * event.months


@rule
def audit(
    seen: NDArray[np.int64],
    breaches: NDArray[np.int64],
    months: NDArray[np.void],
    weight: int,
    event: Record,
) -> None:
    """Follow one life by its events and count, in people, what cannot be.

    seen: int64[SEEN], zero at first.
    """
    kind = event.kind
    seen[_PLATFORMS] += _PLATFORMS_STEP[kind] * event.amount
    if kind == Kind.CONTRIBUTION_PLATFORM:
        seen[_OWED] -= event.amount
    elif seen[_OWED] != 0:  # the platform's part follows at once
        breaches[NOT_WHAT_IS_DUE] += weight * seen[_OWED_MONTHS]
        seen[_OWED] = 0
    if kind == Kind.DECLARED:
        floor, ceiling = months[event.month].floor_fen, months[event.month].ceiling_fen
        if event.amount < floor or event.amount > max(floor, ceiling):
            breaches[BASE_OUT_OF_BOUNDS] += weight
        seen[_DECLARED] = event.amount
    elif kind == Kind.BASE:
        for month in range(event.month, event.month + event.months):
            base, law = seen[_DECLARED], months[month]
            if law.floor_binds_at_once == 1 and law.floor_fen > base:
                base = law.floor_fen
            if event.amount != base:
                breaches[NOT_THE_BASE_DECLARED] += weight
        seen[_BASE] = event.amount
    elif kind == Kind.CONTRIBUTION_OWN:
        due = seen[_BASE] * months[event.month].rate_ppm
        seen[_OWED] = (due + PPM // 2) // PPM - event.amount
        seen[_OWED_MONTHS] = event.months
    elif kind == Kind.AWARDED:
        seen[_ENTITLED], seen[_PAID] = event.amount, 0
    elif kind >= Kind.BENEFIT and kind <= Kind.BENEFIT_PARTIAL:
        seen[_PAID] += 1
        if seen[_PAID] > seen[_ENTITLED]:
            breaches[PAID_OVER_ENTITLEMENT] += weight
        if (seen[_PLATFORMS] > 0) != (kind != Kind.BENEFIT):
            breaches[PAID_AT_WORK] += weight
