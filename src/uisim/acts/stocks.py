"""Stocks: in which months she was there, out of work, a member; a span is told when it ends."""

from uisim.events import Kind, Record, Records, booked, span
from uisim.people.worker import class_of
from uisim.rule import rule
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES, Setting
from uisim.units import YEAR


@rule
def book_stock(
    her: Record, work: Record, log: Records, kind: int, of_eligible: int, since: int
) -> None:
    """Book her in the stock ``kind`` from month ``since`` to now, and in that of the eligible.

    In the latter for the months in which the measure applies in her city: as a note of the same
    event where these are all of them, else as an event of its own.
    """
    covered = since >= work.scheme_start and her.now <= work.scheme_end
    also = of_eligible + 0 if her.eligible and covered else 0  # + 0: a number of an enum
    span(her, log, kind, since, her.now, her.risk_ppm, also)
    if her.eligible and not covered:
        first = min(max(since, work.scheme_start), her.now)
        until = min(her.now, work.scheme_end)
        if first < until:
            span(her, log, of_eligible, first, until, her.risk_ppm, 0)


@rule
def book_jobless(her: Record, work: Record, log: Records) -> None:
    """Book the months she has been out of work."""
    book_stock(her, work, log, Kind.JOBLESS, Kind.ELIGIBLE_JOBLESS, her.idle_since)


@rule
def book_member_jobless(her: Record, log: Records) -> None:
    """Book the months she has been a member out of work."""
    since = max(her.idle_since, her.member_since)
    span(her, log, Kind.MEMBER_JOBLESS, since, her.now, her.risk_ppm, 0)


@rule
def book_membership(her: Record, log: Records) -> None:
    """Book the months she has been a member."""
    span(her, log, Kind.MEMBER, her.member_since, her.now, her.risk_ppm, profile_line(her))


@rule
def book_at_floor(her: Record, log: Records) -> None:
    """Book the months since her base was the floor."""
    span(her, log, Kind.MEMBER_AT_FLOOR, her.floor_since, her.now, 0, profile_line(her))


@rule
def book_survival(her: Record, log: Records) -> None:
    """Book her a year after she joined, as one who is still a member."""
    booked(her, log, Kind.SURVIVED_A_YEAR, int(her.member_at + YEAR), 0, 0)


@rule
def book_several(her: Record, log: Records) -> None:
    """Book the months she has held more than one platform."""
    span(her, log, Kind.SEVERAL_PLATFORMS, her.several_since, her.now, 0, 0)


@rule
def book_pending(her: Record, log: Records) -> None:
    """Book the months her claim has been pending."""
    span(her, log, Kind.PENDING, her.pending_since, her.now, 0, 0)


@rule
def profile_line(her: Record) -> int:
    """Her line of the profile: whole years contributed, the last class open, behind her row."""
    return her.row + min(her.total // YEAR, TENURES - 1)


@rule
def profile_row(her: Record, world: Setting) -> int:
    """Her row of the profile at tenure 0: by decile of permanent income and quintile of risk."""
    work = world.work[0]
    decile = class_of(world.tables, work.decile_table, INCOME_CLASSES - 1, her.income_fen)
    loss_rate = her.risk * work.loss_rate
    quintile = class_of(world.tables, work.quintile_table, RISK_CLASSES - 1, loss_rate)
    return (decile * RISK_CLASSES + quintile) * TENURES
