"""Her membership: she joins, declares, contributes, stops (docs/model.md, section 4)."""

from uisim.acts.claim import Claim, is_qualified
from uisim.acts.stocks import (
    book_at_floor,
    book_member_jobless,
    book_membership,
    book_survival,
    profile_line,
    profile_row,
)
from uisim.chance import Address, Decision, draw
from uisim.events import Kind, Record, Records, point, span
from uisim.law.contribution import base_in_force_fen, contribution_fen, platform_part_fen
from uisim.people.behaviour import JoiningRule, base_to_declare_fen, wants_to_be_member
from uisim.rule import rule
from uisim.setting import Setting
from uisim.units import YEAR


@rule
def is_in_by_default(her: Record, law: Record) -> bool:
    """Whether the rule makes her a member unless she opts out, and she does not."""
    return law.joining_rule == JoiningRule.DEFAULT_IN and her.opting_out >= law.opt_out_share


@rule
def decides_to_join(who: Address, world: Setting, her: Record) -> bool:
    """Whether she who has become attentive joins."""
    law, joins = world.months[her.now], False
    if law.scheme_open == 1 and (her.lapsed_before or law.joining_rule != JoiningRule.DEFAULT_IN):
        decides = draw(who, Decision.ATTENTION, her.attentions - 1)[1]
        joins = wants_to_be_member(decides, who, world, her)
    return joins


@rule
def decides_to_stop(who: Address, world: Setting, her: Record) -> bool:
    """Whether in July she reviews her membership and gives it up."""
    law, stops = world.months[her.now], False
    _, reviews, decides, _ = draw(who, Decision.YEAR, (world.work[0].start + her.now) // YEAR)
    at_work = her.platforms > 0 and her.claim == Claim.NONE
    if at_work and her.time >= her.foreseen and reviews < law.july_review_share:
        if law.joining_rule == JoiningRule.DEFAULT_IN:
            stops = her.opting_out < law.opt_out_share
        else:
            stops = not wants_to_be_member(decides, who, world, her)
    return stops


@rule
def resumes(who: Address, her: Record, law: Record) -> bool:
    """Whether a member who has been on benefit goes on contributing."""
    return draw(who, Decision.RETURN, her.idles)[2] < law.resume_share


@rule
def declares_anew(her: Record, law: Record) -> bool:
    """Reading `rejoin_base`: a new base on return, or the old one while its year runs."""
    return not (law.old_base_until_july == 1 and her.now < her.base_until)


@rule
def join(world: Setting, her: Record, log: Records) -> None:
    """She becomes a member."""
    her.member, her.member_since, her.member_at = True, her.now, her.time
    her.floor_since = her.now
    her.row = profile_row(her, world)
    point(her, log, Kind.JOINED, 0, profile_line(her))


@rule
def leave_floor(her: Record, log: Records) -> None:
    """Her base is no longer known to be the floor: she declares another, or stops."""
    if her.at_floor and her.floor_since < her.now:
        book_at_floor(her, log)


@rule
def stop(her: Record, log: Records) -> None:
    """She ceases to be a member; her months are kept."""
    book_membership(her, log)
    if her.platforms == 0 and her.lost == 0:
        book_member_jobless(her, log)
    if her.member_at + YEAR <= her.time:
        book_survival(her, log)
    point(her, log, Kind.LAPSED, 0, profile_line(her))
    her.member, her.lapsed_before, her.foreseen = False, True, 0.0


@rule
def declare(who: Address, world: Setting, her: Record, log: Records) -> None:
    """She declares her base, until July."""
    law = world.months[her.now]
    her.base_fen = base_to_declare_fen(who, world, her, her.worked_on)
    her.base_until, her.floor_since = law.next_july, her.now
    her.at_floor = her.base_fen == law.floor_fen
    point(her, log, Kind.DECLARED, her.base_fen, profile_line(her))


@rule
def end_of_scheme(her: Record, world: Setting) -> None:
    """At the scheme's end she keeps her rights if they accrue and she is a qualified member.

    What a running claim leaves is unused entitlement too, where it is carried over.
    """
    law = world.months[her.now - 1]
    left = her.claim == Claim.RUNNING and her.paid < her.entitled and law.carry_over == 1
    her.accrued = her.member and law.rights_accrue == 1 and (left or is_qualified(her, law))


@rule
def contribute(world: Setting, her: Record, log: Records) -> None:
    """Contributions fall due for the months that close before her time, from ``her.now`` on."""
    month, last = max(her.now, her.not_due_before), int(her.time)
    while month < last:
        law = world.months[month]
        until = min(last, law.next_change, month + YEAR - her.total % YEAR)
        fen = base_in_force_fen(her.base_fen, law.floor_fen, law.floor_binds_at_once == 1)
        contribution = contribution_fen(fen, law.rate_ppm)
        by_platform = platform_part_fen(contribution, law.platform_share_ppm)
        note = profile_line(her)
        span(her, log, Kind.BASE, month, until, fen, note)
        span(her, log, Kind.CONTRIBUTION_OWN, month, until, contribution - by_platform, note)
        if by_platform > 0:
            span(her, log, Kind.CONTRIBUTION_PLATFORM, month, until, by_platform, note)
        her.own += until - month
        her.total += until - month
        month = until
