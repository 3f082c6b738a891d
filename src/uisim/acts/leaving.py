"""She leaves, or the projection ends: the stocks that ran until now, and what is owed to her."""

from uisim.acts.claim import Claim, is_insured, is_qualified
from uisim.acts.stocks import (
    book_at_floor,
    book_jobless,
    book_member_jobless,
    book_membership,
    book_pending,
    book_several,
    book_stock,
    book_survival,
    profile_line,
    profile_row,
)
from uisim.events import Kind, Record, Records, booked, point
from uisim.law.entitlement import award_months, counted_months
from uisim.rule import rule
from uisim.setting import Setting
from uisim.units import YEAR


@rule
def leave(world: Setting, her: Record, log: Records) -> None:
    """Close the books of her life."""
    _end_stocks(world, her, log)
    if her.time >= world.work[0].months:
        _value_rights(world, her, log)
    else:
        point(her, log, Kind.LEFT, 0, 0)
        if her.platforms == 0:
            point(her, log, Kind.LEFT_JOBLESS, 0, 0)
        if her.claim == Claim.PENDING:
            point(her, log, Kind.DENIED_LEFT_FIRST, her.failed, 0)
        elif her.claim == Claim.RUNNING:
            point(her, log, Kind.CLAIM_ENDED, her.entitled - her.paid, 0)
        if her.member:
            point(her, log, Kind.MEMBER_LEFT, 0, profile_line(her))


@rule
def _end_stocks(world: Setting, her: Record, log: Records) -> None:
    """Book every stock that she has been in until now."""
    book_stock(her, world.work[0], log, Kind.WORKER, Kind.ELIGIBLE, int(her.entry))
    if her.platforms == 0:
        book_jobless(her, world.work[0], log)
    elif her.platforms > 1:
        book_several(her, log)
    if her.claim == Claim.PENDING:
        book_pending(her, log)
    if her.member:
        book_membership(her, log)
        if her.at_floor:
            book_at_floor(her, log)
        if her.platforms == 0:
            book_member_jobless(her, log)
        if her.member_at + YEAR < her.time:  # one that ends at the horizon has no month any more
            book_survival(her, log)


@rule
def _value_rights(world: Setting, her: Record, log: Records) -> None:
    """What the scheme owes her at the horizon, under the law of its last month."""
    law, note = world.months[her.now - 1], profile_line(her)
    if is_insured(her, law) and is_qualified(her, law):
        months = counted_months(her.own, her.brought, law.prior_months_count)
        scheduled = world.schedules[law.schedule, months]
        minimum, cap = law.qualifying_months, law.cap_months
        rights = award_months(months, her.unused, minimum, scheduled, cap)
        if not her.member:
            her.row = profile_row(her, world)
        booked(her, log, Kind.RIGHTS_AT_HORIZON, her.now - 1, rights, profile_line(her))
    if her.claim == Claim.RUNNING:
        booked(her, log, Kind.CLAIM_AT_HORIZON, her.now - 1, her.entitled - her.paid, note)
