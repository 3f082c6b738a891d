"""The claim: why work ended, the conditions in their order, and when registration is possible.

Measure for flexible workers (办法), its three claim conditions and six causes; Guangdong Regulation
Art. 15. The order of the conditions is the model's: the first that fails is the recorded reason.
"""

from collections.abc import Iterable
from enum import IntEnum

from uisim.rule import rule

__all__ = [
    "Cause",
    "Reason",
    "Sequence",
    "covered_causes_mask",
    "failed_conditions",
    "first_failed",
    "is_covered",
    "loss_opens_claim",
    "registration_delay",
]


class Cause(IntEnum):
    """Why a platform was lost. The measure lists all but `VOLUNTARY` and the two of demand."""

    VOLUNTARY = 0
    LICENCE = 1
    PLATFORM_CLOSED = 2
    NO_WORK_OFFERED = 3
    ACCOUNT_SUSPENDED = 4
    DEMAND_DROP = 5
    BUSINESS_FAILURE = 6
    ILLNESS = 7
    FORCE_MAJEURE = 8


class Reason(IntEnum):
    """Why a last loss gave no benefit, in the order of examination."""

    NOT_MEMBER = 1
    VOLUNTARY = 2
    CAUSE_NOT_COVERED = 3
    TOO_FEW_MONTHS = 4
    DID_NOT_FILE = 5
    NOT_VERIFIED = 6
    FOUND_WORK_FIRST = 7
    LEFT_FIRST = 8
    SCHEME_ENDED = 9


class Sequence(IntEnum):
    """Which losses must be involuntary and covered: the readings of `sequence_rule`."""

    LAST = 0
    ANY_WITHIN_MONTHS = 1
    ALL = 2


def covered_causes_mask(names: Iterable[str]) -> int:
    """Pack the measure's list of causes (article not found), in a scenario's names, a bit each."""
    return sum(1 << Cause[name.upper()] for name in names)


@rule
def is_covered(covered_causes: int, cause: int) -> bool:
    """Say whether the list of six categories has the cause (grounds under Regulation Art. 15).

    A voluntary loss passes: it fails the condition before. ``covered_causes`` is the mask of
    `covered_causes_mask`.
    """
    return cause == Cause.VOLUNTARY or (covered_causes >> cause) & 1 == 1


@rule
def failed_conditions(
    insured: bool,
    involuntary: bool,
    covered: bool,
    qualified: bool,
    files: bool,
    verified: bool,
) -> int:
    """Collect the conditions that fail: bit ``reason - 1`` for each `Reason` from 1 to 6.

    Member at the loss, interruption not by her own will, cause on the measure's list, one year or
    unused months (Guangdong Regulation Art. 15); then filing, and the agency's check with the
    platform.
    """
    return (
        (not insured) << (Reason.NOT_MEMBER - 1)
        | (not involuntary) << (Reason.VOLUNTARY - 1)
        | (not covered) << (Reason.CAUSE_NOT_COVERED - 1)
        | (not qualified) << (Reason.TOO_FEW_MONTHS - 1)
        | (not files) << (Reason.DID_NOT_FILE - 1)
        | (not verified) << (Reason.NOT_VERIFIED - 1)
    )


@rule
def first_failed(failed: int) -> int:
    """Number the first condition that fails in a mask of `failed_conditions`; 0 if none does.

    The order of examination is an assumption: no article gives one.
    """
    for reason in range(Reason.NOT_MEMBER, Reason.NOT_VERIFIED + 1):
        if (failed >> (reason - 1)) & 1:
            return reason
    return 0


@rule
def registration_delay(delay: float, cause: int, suspension_months_min: float) -> float:
    """Months from the loss to registration.

    A suspension of the account, or of the licence, counts once it has lasted 30 days (causes 1 and
    4 of the measure's list, article number not found); whether registration must wait for that
    is open, either answer an assumption (`suspension_months_min`, 0 or 1).
    """
    if cause == Cause.ACCOUNT_SUSPENDED or cause == Cause.LICENCE:
        return max(delay, float(suspension_months_min))
    return delay


@rule
def loss_opens_claim(platforms_left: int, pays: bool) -> bool:
    """Draft of 2021 (article not found): who can still work on another platform may not claim.

    Mode `blocks`, else `pays`. Not seen in the later texts: that it still holds is an assumption.
    """
    return platforms_left == 0 or pays
