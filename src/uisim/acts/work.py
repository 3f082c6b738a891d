"""Her work: she begins, gains, loses platforms, finds work again (docs/model.md, section 3)."""

from uisim.acts.stocks import book_jobless, book_member_jobless, book_several
from uisim.chance import Address, Decision, draw, exponential
from uisim.events import Kind, Record, Records, point
from uisim.law.claim import Cause, is_covered
from uisim.people.clocks import clock_at, reach
from uisim.people.worker import drop_platform, first_to_go, take_platform
from uisim.rule import rule
from uisim.setting import FIND, Setting


@rule
def begin_work(
    who: Address, world: Setting, her: Record, held: Records, log: Records, platforms: int
) -> None:
    """She enters with one platform or two."""
    while her.platforms < platforms:
        take_platform(who, world, her, held)
    point(her, log, Kind.ENTERED, platforms, 0)


@rule
def gain_platform(who: Address, world: Setting, her: Record, held: Records, log: Records) -> None:
    """She takes the offer of one more platform."""
    take_platform(who, world, her, held)
    point(her, log, Kind.GAINED_PLATFORM, 1, held[her.platforms - 1].platform)


@rule
def find_work(who: Address, world: Setting, her: Record, held: Records, log: Records) -> None:
    """She is back at work, on one platform: the months out of work are over."""
    take_platform(who, world, her, held)
    her.any_voluntary, her.any_uncovered = False, False
    point(her, log, Kind.FOUND_WORK, 1, held[0].platform)
    book_jobless(her, world.work[0], log)
    if her.member:
        book_member_jobless(her, log)


@rule
def declares_work(who: Address, world: Setting, her: Record) -> bool:
    """Whether she who is on benefit says at once that she works; else it is found out later."""
    law = world.months[her.now]
    undeclared, found_out, _, _ = draw(who, Decision.RETURN, her.idles)
    her.hidden = undeclared < law.undeclared_work_share
    if her.hidden:
        her.detection = her.time + exponential(found_out) * law.detection_months
    return not her.hidden


@rule
def lose_first(her: Record, held: Records) -> None:
    """She loses the platform whose time has come."""
    _lose(her, held, first_to_go(held, her.platforms))


@rule
def _lose(her: Record, held: Records, gone: int) -> None:
    """Take the platform at ``gone`` from her."""
    her.cause, her.lost_spell = held[gone].cause, held[gone].spell
    drop_platform(held, her.platforms, gone)
    her.lost += 1
    her.platforms -= 1


@rule
def lose_all(her: Record, held: Records, cause: int) -> None:
    """She loses all her platforms at once."""
    her.lost += her.platforms
    her.cause, her.lost_spell, her.platforms = cause, held[0].spell, 0


@rule
def lose_to_shocks(who: Address, world: Setting, her: Record, held: Records) -> None:
    """At an opening: platforms that close take hers, and force majeure all that she has."""
    month = world.work[0].start + her.now
    for i in range(her.platforms - 1, -1, -1):
        if _closure_hits(who, world, her, month, held[i].platform):
            _lose(her, held, i)
            her.cause = Cause.PLATFORM_CLOSED.value
    struck = draw(who, Decision.FORCE_MAJEURE, month)[0]
    if her.platforms > 0 and struck < world.months[her.now].force_majeure_share:
        lose_all(her, held, Cause.FORCE_MAJEURE.value)


@rule
def _closure_hits(who: Address, world: Setting, her: Record, month: int, platform: int) -> bool:
    """Whether the closure of a platform at this opening takes it from her."""
    law, hits = world.months[her.now], draw(who, Decision.CLOSURE_HITS, month)
    if platform == 1:
        return hits[0] < law.closure_hits_1
    if platform == 2:
        return hits[1] < law.closure_hits_2
    if platform == 3:
        return hits[2] < law.closure_hits_3
    return hits[3] < law.closure_hits_4


@rule
def provoked_cause(work: Record) -> int:
    """The cause of a provoked loss: the account, or for a household its licence, is suspended."""
    return Cause.LICENCE.value if work.self_employed == 1 else Cause.ACCOUNT_SUSPENDED.value


@rule
def grounds(her: Record, law: Record) -> tuple[bool, bool]:
    """Whether the loss of this turn was against her will, and whether its cause is covered."""
    return her.cause != Cause.VOLUNTARY, is_covered(law.covered_causes, her.cause)


@rule
def book_loss(her: Record, law: Record, log: Records) -> None:
    """Tell the platforms lost, and remember how, for the readings of `sequence_rule`."""
    forced, covered = grounds(her, law)
    her.any_voluntary = her.any_voluntary or not forced
    her.any_uncovered = her.any_uncovered or not covered
    if forced and covered:
        her.forced_at, her.forced_cause = her.time, her.cause
    kind = Kind.LOST_INVOLUNTARY.value if forced else Kind.LOST_VOLUNTARY.value
    point(her, log, kind, her.lost, her.cause)
    if her.platforms < 2 and her.platforms + her.lost > 1:
        book_several(her, log)
    if her.platforms > 0:
        her.worked_on = her.platforms


@rule
def find_time(world: Setting, time: float, search: float, slow: float) -> float:
    """When ``search`` (operational months) is done, slower by the search effect until ``slow``."""
    clocks, speed = world.clocks, 1.0 - world.work[0].search_effect
    done = speed * (clock_at(clocks, FIND, slow) - clock_at(clocks, FIND, time))
    if search < done:
        return reach(clocks, FIND, time, search / speed)
    return reach(clocks, FIND, min(slow, clocks.shape[1] - 1.0), search - done)
