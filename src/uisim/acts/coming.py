"""What comes next in her life, and when."""

from enum import IntEnum

from uisim.acts.claim import Claim
from uisim.chance import Address, Decision, draw, exponential
from uisim.events import Record, Records
from uisim.law.benefit import BenefitMonth
from uisim.people.behaviour import foreseen_join_time
from uisim.people.clocks import reach
from uisim.people.worker import first_to_go
from uisim.rule import rule
from uisim.setting import ATTENTION, BIRTH, LAPSE, Setting


class Next(IntEnum):
    """What can come next."""

    LEAVING = 0
    LOSS = 1
    OFFER = 2
    ILLNESS = 3
    PROVOKED = 4
    LAPSE = 5
    ATTENTION = 6
    FORESIGHT = 7
    FIND = 8
    REGISTRATION = 9
    DUE = 10
    OVER = 11
    DETECTION = 12
    BIRTH = 13
    OPENING = 14
    ENTRY = 15


@rule
def run_streams(who: Address, world: Setting, her: Record) -> None:
    """Draw the next arrivals of the streams that run whatever she does, as far as they matter."""
    work, clocks, time = world.work[0], world.clocks, her.time
    while her.offer <= time:
        wait = exponential(draw(who, Decision.OFFER, her.offers)[0])
        her.offer, her.offers = her.offer + wait * work.gain_interval, her.offers + 1
    while her.illness <= time:
        wait = exponential(draw(who, Decision.ILLNESS, her.illnesses)[0])
        her.illness, her.illnesses = her.illness + wait * work.illness_interval, her.illnesses + 1
    if her.member:
        while her.lapse <= time:
            wait = exponential(draw(who, Decision.LAPSE, her.lapses)[0])
            her.lapse, her.lapses = reach(clocks, LAPSE, her.lapse, wait), her.lapses + 1
        while her.provoked <= time:
            wait = exponential(draw(who, Decision.PROVOKED, her.provocations)[0])
            her.provoked += wait * work.provoked_interval
            her.provocations += 1
    elif her.eligible:
        while her.attention <= time:
            wait = exponential(draw(who, Decision.ATTENTION, her.attentions)[0])
            her.attention = reach(clocks, ATTENTION, her.attention, wait)
            her.attentions += 1
    if her.claim == Claim.RUNNING and time < her.fertile_until:
        while her.birth <= time:
            wait = exponential(draw(who, Decision.BIRTH, her.births)[0])
            her.birth, her.births = reach(clocks, BIRTH, her.birth, wait), her.births + 1


@rule
def come_next(world: Setting, her: Record, held: Records) -> None:
    """Move her time to what comes next, and say in ``her.what`` what that is.

    At one and the same time an opening comes before a life event, and what is due at the close
    of a month before the opening of the next.
    """
    work, law, now = world.work[0], world.months[her.now], her.now
    when, what, opening = her.leave, Next.LEAVING.value, work.months
    if her.platforms > 0:
        opening = min(opening, law.next_shock)
        lose = held[first_to_go(held, her.platforms)].until
        if lose < when:
            when, what = lose, Next.LOSS.value
        if her.illness < when:
            when, what = her.illness, Next.ILLNESS.value
        if her.offer < when and her.platforms < min(work.platforms_max, work.platforms):
            when, what = her.offer, Next.OFFER.value
        if her.claim == Claim.NONE and her.member:
            if her.lapse < when:
                when, what = her.lapse, Next.LAPSE.value
            if her.provoked < when and her.platforms == 1:
                when, what = her.provoked, Next.PROVOKED.value
        elif her.claim == Claim.NONE and her.eligible:
            opening = min(opening, law.next_default)
            if her.attention < when:
                when, what = her.attention, Next.ATTENTION.value
            if work.strategic == 1 and her.platforms == 1:
                foresight = foreseen_join_time(world, her, held[0].until, held[0].cause)
                if foresight < when:
                    when, what = foresight, Next.FORESIGHT.value
    elif her.find < when:
        when, what = her.find, Next.FIND.value
    if her.claim == Claim.PENDING and her.register < when:
        when, what = her.register, Next.REGISTRATION.value
    if her.claim == Claim.RUNNING:
        if her.over < when:
            when, what = her.over, Next.OVER.value
        if her.detection < when:
            when, what = her.detection, Next.DETECTION.value
        fertile = her.time < her.fertile_until and not her.partial
        if fertile and her.birth < min(when, her.fertile_until):
            when, what = her.birth, Next.BIRTH.value
    if her.member:
        opening = min(opening, law.next_july)
    if (her.member or her.claim == Claim.PENDING) and work.scheme_end > now:
        opening = min(opening, work.scheme_end)
    if opening <= when and opening < her.leave:
        when, what = float(opening), Next.OPENING.value
    at_close = her.reading == BenefitMonth.NEXT_CALENDAR_MONTH
    after_opening = what == Next.OPENING and her.due == when and not at_close
    if her.due <= when and (her.due < her.leave or at_close) and not after_opening:
        when, what = her.due, Next.DUE.value
    her.time, her.what = when, what


@rule
def month_of(her: Record) -> int:
    """The month of what comes: a payment at a close is of the month that closes."""
    at_close = her.what == Next.DUE and her.reading == BenefitMonth.NEXT_CALENDAR_MONTH
    return int(her.time) - 1 if at_close else int(her.time)
