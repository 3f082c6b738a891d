"""Which rules of the law decide each kind of event; each rule's docstring names its article."""

import inspect
from collections.abc import Callable, Iterable
from typing import Final

from uisim.events import Kind
from uisim.law import benefit, claim, contribution, entitlement

Rule = Callable[..., object]

_AT_LOSS = (claim.failed_conditions, claim.first_failed)
RULES: Final[dict[Kind, tuple[Rule, ...]]] = {
    Kind.PENDING: (claim.registration_delay,),
    Kind.LAST_LOSS: (claim.loss_opens_claim,),
    Kind.PARTIAL_LOSS: (claim.loss_opens_claim,),
    Kind.DENIED_NOT_MEMBER: _AT_LOSS,
    Kind.DENIED_VOLUNTARY: _AT_LOSS,
    Kind.DENIED_CAUSE_NOT_COVERED: (*_AT_LOSS, claim.is_covered),
    Kind.DENIED_TOO_FEW_MONTHS: (*_AT_LOSS, entitlement.has_qualifying_period),
    Kind.DENIED_DID_NOT_FILE: (claim.registration_delay,),
    Kind.DENIED_NOT_VERIFIED: (claim.registration_delay,),
    Kind.DENIED_FOUND_WORK_FIRST: (claim.registration_delay,),
    Kind.DENIED_LEFT_FIRST: (claim.registration_delay,),
    Kind.DENIED_SCHEME_ENDED: (claim.registration_delay,),
    Kind.DENIED_MULTI_PLATFORM: (claim.loss_opens_claim,),
    Kind.SOLE_VOLUNTARY: _AT_LOSS,
    Kind.SOLE_CAUSE_NOT_COVERED: (*_AT_LOSS, claim.is_covered),
    Kind.SOLE_TOO_FEW_MONTHS: (*_AT_LOSS, entitlement.has_qualifying_period),
    Kind.MEMBER_AT_FLOOR: (contribution.base_floor_fen,),
    Kind.BASE: (
        contribution.contribution_due,
        contribution.declared_base_fen,
        contribution.base_floor_fen,
        contribution.base_ceiling_fen,
        contribution.base_in_force_fen,
    ),
    Kind.CONTRIBUTION_OWN: (
        contribution.contribution_due,
        contribution.contribution_fen,
        contribution.platform_part_fen,
    ),
    Kind.CONTRIBUTION_PLATFORM: (
        contribution.contribution_due,
        contribution.contribution_fen,
        contribution.platform_part_fen,
    ),
    Kind.AWARDED: (
        entitlement.has_qualifying_period,
        entitlement.guangdong_months,
        entitlement.entitlement_months,
    ),
    Kind.EXHAUSTED: (benefit.over_time,),
    Kind.BENEFIT: (benefit.benefit_fen, benefit.due_time),
    Kind.BENEFIT_UNDECLARED: (benefit.benefit_fen, benefit.due_time),
    Kind.BENEFIT_PARTIAL: (benefit.partial_benefit_fen, benefit.due_time),
    Kind.MEDICAL: (benefit.medical_fen,),
    Kind.JOB_SEEKING: (benefit.job_seeking_fen,),
    Kind.MATERNITY: (benefit.maternity_fen,),
}
"""Kinds that are not here follow from work and behaviour, not from the law."""


def rules_of(kinds: Iterable[Kind]) -> dict[str, str]:
    """Name each rule behind some kinds of event, ``module.function``, and say what it holds."""
    rules = dict.fromkeys(rule for kind in kinds for rule in RULES.get(kind, ()))
    return {
        f"{rule.__module__.removeprefix('uisim.')}.{rule.__name__}": " ".join(
            (inspect.getdoc(rule) or "").split()
        )
        for rule in rules
    }
