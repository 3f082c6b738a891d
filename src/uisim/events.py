"""What can happen in a life: the kinds of event, and the event itself. Everything later is a sum.

An event is booked in one month (``months`` = 1) or in each of a run of months (a span: a stock
counted at the close of each month, or a contribution due month after month).
"""

from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from uisim.rule import rule

Record: TypeAlias = Any
"""One record of an array, read and written as `her.base_fen`; numpy gives it no static type."""
Records: TypeAlias = NDArray[np.void]


class Kind(IntEnum):
    """A kind of event; the comment says what its ``amount`` counts. Numbers are never reused."""

    # Who is there. Spans: one for each close of a month; amount: her loss rate in ppm a month, but
    # 0 for several platforms and pending claims.
    WORKER = 0
    ELIGIBLE = 1
    JOBLESS = 2
    ELIGIBLE_JOBLESS = 3
    MEMBER_JOBLESS = 4
    SEVERAL_PLATFORMS = 5
    PENDING = 6
    # Coming and going. Amount 0 unless said.
    ENTERED = 7  # platforms
    LEFT = 8
    LEFT_JOBLESS = 9
    GAINED_PLATFORM = 10  # 1
    LOST_INVOLUNTARY = 11  # platforms
    LOST_VOLUNTARY = 12  # platforms
    LAST_LOSS = 13
    PARTIAL_LOSS = 14
    LOST_UNDECLARED = 15
    FOUND_WORK = 16  # 1
    # Claims that end in nothing; amount: the mask of all conditions that fail.
    DENIED_NOT_MEMBER = 17
    DENIED_VOLUNTARY = 18
    DENIED_CAUSE_NOT_COVERED = 19
    DENIED_TOO_FEW_MONTHS = 20
    DENIED_DID_NOT_FILE = 21
    DENIED_NOT_VERIFIED = 22
    DENIED_FOUND_WORK_FIRST = 23
    DENIED_LEFT_FIRST = 24
    DENIED_SCHEME_ENDED = 25
    DENIED_MULTI_PLATFORM = 26
    SOLE_VOLUNTARY = 27
    SOLE_CAUSE_NOT_COVERED = 28
    SOLE_TOO_FEW_MONTHS = 29
    # Counted for the indicators.
    QUALIFIED_LOSS = 30  # mask
    QUALIFIED_VOLUNTARY = 31
    QUALIFIED_NOT_COVERED = 32
    FIRST_PAYMENT = 33  # thousandths of a month since the loss
    SURVIVED_A_YEAR = 34
    OUTGO_ON_BROUGHT_MONTHS = 35  # fen
    CLAIM_ENDED = 36  # months of entitlement left
    CLAIM_OPENED = 37  # mask
    # Membership and money: also summed by income decile, risk quintile and tenure.
    MEMBER = 38  # span; loss rate in ppm a month
    MEMBER_AT_FLOOR = 39  # span
    JOINED = 40
    DECLARED = 41  # base in fen
    LAPSED = 42
    MEMBER_LEFT = 43
    BASE = 44  # span; fen
    CONTRIBUTION_OWN = 45  # span; fen
    CONTRIBUTION_PLATFORM = 46  # span; fen
    AWARDED = 47  # months of entitlement
    EXHAUSTED = 48
    BENEFIT = 49  # fen
    BENEFIT_UNDECLARED = 50  # fen, paid while she works undeclared
    BENEFIT_PARTIAL = 51  # fen, paid beside another platform
    MEDICAL = 52  # fen
    JOB_SEEKING = 53  # fen
    MATERNITY = 54  # fen
    # What is owed at the horizon, booked in the last month.
    RIGHTS_AT_HORIZON = 55  # months a qualified member would be awarded
    CLAIM_AT_HORIZON = 56  # months of a running claim not yet paid


KINDS = len(Kind)
FIRST_PROFILED = Kind.MEMBER.value
"""From this kind on, ``note`` is the row of the profile."""


class Event(NamedTuple):
    """One thing that happened.

    time: months since the start of the projection. kind: a ``Kind``. month: first month in which
    it is booked. months: in how many. amount: in each of them, in the unit of the kind. note: row
    of the profile (from ``FIRST_PROFILED`` on); of a stock that is counted in two ways, the other
    kind that this event stands for too; else the cause or the platform.
    """

    time: float
    kind: int
    month: int
    months: int
    amount: int
    note: int


LOG = np.dtype([(name, np.dtype(kind)) for name, kind in Event.__annotations__.items()])
"""An `Event` as a record."""
LOG_ROOM = 128
"""Events of one turn of a life at the most. Contributions of the year from one July to the next,
three events a month, are 36 of them; every other act writes a few."""


@rule
def point(her: Record, log: Records, kind: int, amount: int, note: int) -> None:
    """Write down what happens to her now, booked in the month of now."""
    _write(her, log, kind, int(her.time), 1, amount, note)


@rule
def booked(her: Record, log: Records, kind: int, month: int, amount: int, note: int) -> None:
    """Write down what happens to her now, booked in another month."""
    _write(her, log, kind, month, 1, amount, note)


@rule
def span(
    her: Record,
    log: Records,
    kind: int,
    since: int,
    until: int,
    amount: int,
    note: int,
) -> None:
    """Write down what ran from month ``since`` to ``until`` (not included), as is known now."""
    _write(her, log, kind, since, until - since, amount, note)


@rule
def _write(
    her: Record,
    log: Records,
    kind: int,
    month: int,
    months: int,
    amount: int,
    note: int,
) -> None:
    """Add an event of her turn to ``log`` (LOG[LOG_ROOM]): ``her.noted`` of them are there."""
    event = log[her.noted]
    event.time = her.time
    event.kind = kind + 0  # a plain number also where an enum's member was given
    event.month = month
    event.months = months
    event.amount = amount
    event.note = note
    her.noted += 1
