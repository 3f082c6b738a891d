"""Her claim: opened, refused or awarded, paid month by month, over (docs/model.md, section 5)."""

from enum import IntEnum

from uisim.acts.stocks import book_pending, profile_line, profile_row
from uisim.acts.work import find_time, grounds
from uisim.chance import Address, Decision, draw, exponential
from uisim.events import Kind, Record, Records, booked, point
from uisim.law.benefit import due_time, job_seeking_fen, maternity_fen, over_time
from uisim.law.claim import (
    Reason,
    Sequence,
    failed_conditions,
    first_failed,
    loss_opens_claim,
    registration_delay,
)
from uisim.law.contribution import base_in_force_fen
from uisim.law.entitlement import (
    counted_months,
    entitlement_months,
    has_qualifying_period,
    own_entitlement,
    remainder_months,
)
from uisim.people.clocks import clock_at, reach, weibull
from uisim.rule import rule
from uisim.setting import FIND, Setting
from uisim.units import NEVER


class Claim(IntEnum):
    """Where her claim stands."""

    NONE = 0
    PENDING = 1  # from the loss to the day of registration
    RUNNING = 2  # from the award until the entitlement is used up or she works


CONDITIONS_AT_LOSS = 0b1111
"""Conditions 1 to 4, which are examined at the loss; the others on the day of registration."""


@rule
def is_qualified(her: Record, law: Record) -> bool:
    """Whether the months that count, or unused entitlement, meet condition 4."""
    counted = counted_months(her.own, her.brought, law.prior_months_count)
    return has_qualifying_period(counted, her.unused, law.qualifying_months)


@rule
def is_insured(her: Record, law: Record) -> bool:
    """Whether condition 1 holds: a member, or one whose rights outlive the scheme.

    Where membership is not required: whoever could be one.
    """
    member = her.member or (law.membership_required == 0 and her.eligible)
    return her.accrued or (law.scheme_open == 1 and member)


@rule
def may_claim(who: Address, world: Setting, her: Record, log: Records) -> None:
    """After a loss: out of work, or still on a platform, she may have a claim."""
    law = world.months[her.now]
    if her.platforms == 0:
        her.idles, her.idle_since, her.idle_at = her.idles + 1, her.now, her.time
        search, delay, passed_off, checked = draw(who, Decision.SEARCH, her.idles)
        work = world.work[0]
        her.search = weibull(exponential(search), work.find_power, work.find_scale)
        if her.claim == Claim.RUNNING:
            her.hidden, her.detection = False, NEVER
            her.find = find_time(world, her.time, her.search, her.over)
            point(her, log, Kind.LOST_UNDECLARED, 0, her.cause)
        else:
            her.find = reach(world.clocks, FIND, her.time, her.search)
            point(her, log, Kind.LAST_LOSS, 0, her.cause)
            _examine(world, her, log, delay, passed_off, checked)
    elif her.claim == Claim.NONE:
        if loss_opens_claim(her.platforms, law.several_pays == 1):
            point(her, log, Kind.PARTIAL_LOSS, 0, her.cause)
            delay, passed_off, checked, _ = draw(who, Decision.PARTIAL, her.lost_spell)
            _examine(world, her, log, delay, passed_off, checked)
        else:
            forced, covered = grounds(her, law)
            if forced and covered and is_insured(her, law) and is_qualified(her, law):
                point(her, log, Kind.DENIED_MULTI_PLATFORM, 0, her.cause)


@rule
def _examine(
    world: Setting, her: Record, log: Records, delay: float, passed_off: float, checked: float
) -> None:
    """Examine conditions 1 to 4 of a loss that opens a claim: refuse it, or let it be pending.

    delay, passed_off, checked: her luck with this claim, uniform numbers.
    """
    law = world.months[her.now]
    cause, (involuntary, covered) = her.cause, grounds(her, law)
    if law.sequence == Sequence.ANY_WITHIN_MONTHS:
        if her.time - her.forced_at < law.sequence_months:
            involuntary, covered, cause = True, True, her.forced_cause
    elif law.sequence == Sequence.ALL:
        involuntary, covered = not her.any_voluntary, not her.any_uncovered
    insured, qualified = is_insured(her, law), is_qualified(her, law)
    her.partial, her.claim_spell = her.platforms > 0, her.lost_spell
    her.failed = failed_conditions(
        insured,
        involuntary or passed_off < law.misreported_share,
        covered,
        qualified,
        her.claiming < law.take_up,
        checked < law.verified_share,
    )
    reason = first_failed(her.failed & CONDITIONS_AT_LOSS)
    if insured and qualified:
        point(her, log, Kind.QUALIFIED_LOSS, her.failed, cause)
        if reason == Reason.VOLUNTARY:
            point(her, log, Kind.QUALIFIED_VOLUNTARY, 0, cause)
        elif reason == Reason.CAUSE_NOT_COVERED:
            point(her, log, Kind.QUALIFIED_NOT_COVERED, 0, cause)
    if her.now >= world.work[0].scheme_end and not her.accrued:
        point(her, log, Kind.DENIED_SCHEME_ENDED, her.failed, cause)
    elif reason > 0:
        point(her, log, _denial(reason), her.failed, cause)
        if not her.partial and reason > 1 and her.failed == 1 << (reason - 1):
            point(her, log, Kind.SOLE_VOLUNTARY.value + reason - 2, 0, cause)
    else:
        her.claim, her.pending_since, her.lost_at = Claim.PENDING.value, her.now, her.time
        her.claim_base = 0
        if her.member:
            binds = law.floor_binds_at_once == 1
            her.claim_base = base_in_force_fen(her.base_fen, law.floor_fen, binds)
        wait = exponential(delay) * law.delay_months_mean
        her.register = her.time + registration_delay(wait, cause, law.suspension_months_min)
        point(her, log, Kind.CLAIM_OPENED, her.failed, cause)


@rule
def _denial(reason: int) -> int:
    """The kind of event by which a claim ends in nothing: one for each reason, in their order."""
    return Kind.DENIED_NOT_MEMBER.value + reason - Reason.NOT_MEMBER.value


@rule
def refuse(her: Record, log: Records, reason: int) -> None:
    """A pending claim ends in nothing."""
    book_pending(her, log)
    point(her, log, _denial(reason), her.failed, 0)
    her.claim, her.register = Claim.NONE.value, NEVER


@rule
def register(who: Address, world: Setting, her: Record, log: Records) -> bool:
    """On the day of registration: conditions 5 and 6, and the award if both hold."""
    law = world.months[her.now]
    if her.partial:
        _, _, checked, _ = draw(who, Decision.PARTIAL, her.claim_spell)
    else:
        _, _, _, checked = draw(who, Decision.SEARCH, her.idles)
    awarded = False
    if her.claiming >= law.take_up:
        refuse(her, log, Reason.DID_NOT_FILE.value)
    elif checked >= law.verified_share:
        refuse(her, log, Reason.NOT_VERIFIED.value)
    else:
        book_pending(her, log)
        _award(world, her, log)
        awarded = True
    return awarded


@rule
def _award(world: Setting, her: Record, log: Records) -> None:
    """She is on benefit from now: what she is entitled to, and the months that are used up by it.

    Brought months are spent first; a claim that rests on unused entitlement alone spends none. A
    law tightened since her loss may leave no month: nothing falls due, and her months are kept.
    """
    law = world.months[her.now]
    scheduled, minimum = world.schedules[law.schedule], law.qualifying_months
    months = counted_months(her.own, her.brought, law.prior_months_count)
    earned = own_entitlement(months, minimum, scheduled[months])
    her.entitled = entitlement_months(earned, her.unused, law.cap_months)
    her.on_brought = her.unused_brought
    if earned > 0:
        spent = months
        if law.keep_remainder == 1:
            spent -= remainder_months(months, minimum, scheduled)
        spent_brought = 0
        if law.prior_months_count == 1:
            spent_brought = min(her.brought, spent)
            her.on_brought += min(earned, scheduled[her.brought])
        her.own -= spent - spent_brought
        her.brought -= spent_brought
    her.on_brought = min(her.on_brought, her.entitled)
    her.unused, her.unused_brought, her.paid = 0, 0, 0
    her.claim, her.register, her.registered = Claim.RUNNING.value, NEVER, her.time
    her.row = profile_row(her, world)
    her.waiting, her.reading = law.waiting_months, law.benefit_month
    her.due = NEVER
    if her.entitled > 0:
        her.due = due_time(her.reading, her.registered, her.waiting, 1)
    her.over = over_time(her.reading, her.registered, her.waiting, her.entitled)
    point(her, log, Kind.AWARDED, her.entitled, profile_line(her))
    if not her.partial:
        clocks = world.clocks
        her.benefited = True
        her.search -= clock_at(clocks, FIND, her.time) - clock_at(clocks, FIND, her.idle_at)
        her.find = find_time(world, her.time, her.search, her.over)


@rule
def pay(world: Setting, her: Record, log: Records) -> None:
    """A month of entitlement is due: the benefit, her medical insurance, the allowance."""
    month, note = her.now, profile_line(her)
    law = world.months[month]
    her.paid, her.due = her.paid + 1, NEVER
    if her.paid < her.entitled:
        her.due = due_time(her.reading, her.registered, her.waiting, her.paid + 1)
    if her.paid == 1:
        wait_ppt = int((her.time - her.lost_at) * 1000.0 + 0.5)
        booked(her, log, Kind.FIRST_PAYMENT, month, wait_ppt, 0)
    amount = law.partial_benefit_fen if her.partial else law.benefit_fen
    if her.partial:
        her.not_due_before = month + 1
        booked(her, log, Kind.BENEFIT_PARTIAL, month, amount, note)
    else:
        kind = Kind.BENEFIT_UNDECLARED.value if her.hidden else Kind.BENEFIT.value
        booked(her, log, kind, month, amount, note)
        if law.medical_fen > 0:
            amount += law.medical_fen
            booked(her, log, Kind.MEDICAL, month, law.medical_fen, note)
        allowance = job_seeking_fen(her.claim_base, law.job_seeking_ppm)
        if allowance > 0 and her.paid <= law.job_seeking_months:
            amount += allowance
            booked(her, log, Kind.JOB_SEEKING, month, allowance, note)
    if her.paid <= her.on_brought:
        booked(her, log, Kind.OUTGO_ON_BROUGHT_MONTHS, month, amount, 0)


@rule
def pay_for_birth(her: Record, law: Record, log: Records) -> None:
    """A child is born to her while on benefit: three benefits, paid at once."""
    amount = maternity_fen(law.benefit_fen, law.maternity_benefits)
    if amount > 0:
        point(her, log, Kind.MATERNITY, amount, profile_line(her))


@rule
def end_claim(her: Record, law: Record, log: Records) -> None:
    """The claim is over; what is unused stays hers where it is carried over."""
    if law.carry_over == 1:
        her.unused = her.entitled - her.paid
        her.unused_brought = max(0, her.on_brought - her.paid)
    point(her, log, Kind.CLAIM_ENDED, her.entitled - her.paid, 0)
    her.claim, her.hidden = Claim.NONE.value, False
    her.due, her.over, her.detection = NEVER, NEVER, NEVER
