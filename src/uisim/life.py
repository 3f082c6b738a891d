"""One life, from her first day of platform work to her last: read this file first.

`life` is the model (docs/model.md, sections 2 to 5). It is written once and played by two clocks:
`uisim.engine.compiled` and `uisim.engine.reference`. It yields events in order of time; it knows no
account, and nothing after it knows a worker. Times are months since the start of the projection.
"""

from collections.abc import Iterator
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from uisim.chance import Address, Decision, draw, exponential
from uisim.events import Event, Kind, booked, point, span
from uisim.law.benefit import BenefitMonth, due_time, job_seeking_fen, maternity_fen, over_time
from uisim.law.claim import (
    Cause,
    Reason,
    failed_conditions,
    first_failed,
    is_covered,
    loss_opens_claim,
    registration_delay,
)
from uisim.law.contribution import base_in_force_fen, contribution_fen, platform_part_fen
from uisim.law.entitlement import (
    counted_months,
    entitlement_months,
    has_qualifying_period,
    own_entitlement,
    remainder_months,
)
from uisim.people.behaviour import (
    JoiningRule,
    base_to_declare_fen,
    foreseen_join_time,
    wants_to_be_member,
)
from uisim.people.clocks import clock_at, reach, weibull
from uisim.people.worker import (
    class_of,
    drop_platform,
    enter,
    first_to_go,
    risk_ppm,
    take_platform,
)
from uisim.rule import rule
from uisim.setting import (
    ATTENTION,
    BIRTH,
    FIND,
    INCOME_CLASSES,
    LAPSE,
    RISK_CLASSES,
    TENURES,
    Record,
)
from uisim.units import NEVER

YEAR = 12


class Claim(IntEnum):
    """Where her claim stands."""

    NONE = 0
    PENDING = 1  # from the loss to the day of registration
    RUNNING = 2  # from the award until the entitlement is used up or she works


class Sequence(IntEnum):
    """Which losses must be involuntary and covered: the readings of `sequence_rule`."""

    LAST = 0
    ANY_WITHIN_MONTHS = 1
    ALL = 2


CONDITIONS_AT_LOSS = 0b1111
"""Conditions 1 to 4, which are examined at the loss; the others on the day of registration."""


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
def life(
    who: Address,
    work: Record,
    months: NDArray[np.void],
    clocks: NDArray[np.float64],
    tables: NDArray[np.float64],
    schedules: NDArray[np.int64],
    held: NDArray[np.void],
    her: Record,
) -> Iterator[Event]:
    """Yield every event of one worker's life, in order of time, up to the horizon.

    work, months, clocks, tables, schedules: see `uisim.setting.Setting`. held: HELD[PLATFORMS_MAX]
    and her: a HER, all zero: memory that the clock lends. The text follows her: she enters; then,
    turn by turn, what has happened, what it does to her claim, her membership and her work, what
    comes next, and the months that close before it; at the end the stocks that ran until then.
    """
    # She enters: who she is, her first platform or two, nothing earned in this scheme yet.
    enter(who, work, months, tables, her)
    end = min(her.leave, float(work.months))
    time, now, risk = her.entry, int(her.entry), risk_ppm(her, work)
    n, spells, idles = 0, 0, 0
    while n < (2 if her.several else 1):
        take_platform(who, work, clocks, held, n, spells, time, her.risk)
        n, spells = n + 1, spells + 1
    yield point(time, Kind.ENTERED, n, 0)
    offer, illness, attention, find = time, time, time, NEVER
    offers, illnesses, attentions, idle_since = 0, 0, 0, now
    her.worked_on, her.several_since = n, now
    what = Next.ENTRY

    while True:
        joins, stops, declares, back, pays, award = False, False, False, False, False, False
        ended, denied, lost, cause, lost_spell = False, 0, 0, 0, 0

        # ── What has happened ─────────────────────────────────────────────────────────────────
        if what == Next.ENTRY:
            back = True
        elif what == Next.LOSS:
            gone = first_to_go(held, n)
            lost, cause, lost_spell = 1, held[gone].cause, held[gone].spell
            drop_platform(held, n, gone)
            n -= 1
        elif what == Next.ILLNESS:
            lost, cause, lost_spell, n = n, Cause.ILLNESS.value, held[0].spell, 0
        elif what == Next.PROVOKED:
            counted = counted_months(her.own, her.brought, months[now].prior_months_count)
            if has_qualifying_period(counted, her.unused, months[now].qualifying_months):
                lost, cause, lost_spell, n = 1, provoked_cause(work), held[0].spell, 0
        elif what == Next.OFFER:
            take_platform(who, work, clocks, held, n, spells, time, her.risk)
            n, spells = n + 1, spells + 1
            yield point(time, Kind.GAINED_PLATFORM, 1, held[n - 1].platform)
            if n == 2:
                her.several_since = now
            ended = her.claim == Claim.RUNNING and her.partial
            if her.claim == Claim.PENDING:
                denied = Reason.FOUND_WORK_FIRST.value
        elif what == Next.FIND:
            take_platform(who, work, clocks, held, 0, spells, time, her.risk)
            n, spells, her.worked_on = 1, spells + 1, 1
            her.any_voluntary, her.any_uncovered = False, False
            yield point(time, Kind.FOUND_WORK, 1, held[0].platform)
            also = whole_span(her, work, Kind.ELIGIBLE_JOBLESS, idle_since, now)
            yield span(time, Kind.JOBLESS, idle_since, now, risk, also)
            if also == 0 and her.eligible:
                since, until = eligible_from(work, idle_since, now), eligible_until(work, now)
                if since < until:
                    yield span(time, Kind.ELIGIBLE_JOBLESS, since, until, risk, 0)
            if her.member:
                since = max(idle_since, her.member_since)
                yield span(time, Kind.MEMBER_JOBLESS, since, now, risk, 0)
            if her.claim == Claim.RUNNING:
                undeclared, found_out, _, _ = draw(who, Decision.RETURN, idles)
                her.hidden = undeclared < months[now].undeclared_work_share
                ended = not her.hidden
                if her.hidden:
                    her.detection = time + exponential(found_out) * months[now].detection_months
            elif her.claim == Claim.PENDING:
                denied = Reason.FOUND_WORK_FIRST.value
            back = not her.hidden
        elif what == Next.REGISTRATION:
            yield span(time, Kind.PENDING, her.pending_since, now, 0, 0)
            her.claim, her.register = Claim.NONE, NEVER
            if her.claiming >= months[now].take_up:
                yield point(time, Kind.DENIED_DID_NOT_FILE, her.failed, 0)
            elif (
                claim_draws(who, her.partial, idles, her.claim_spell)[2]
                >= months[now].verified_share
            ):
                yield point(time, Kind.DENIED_NOT_VERIFIED, her.failed, 0)
            else:
                award = True
        elif what == Next.DUE:
            pays = True
        elif what == Next.OVER:
            yield point(time, Kind.EXHAUSTED, 0, her.row + tenure(her.total))
            ended, back = True, her.hidden
        elif what == Next.DETECTION:
            ended, back = True, True
        elif what == Next.BIRTH:
            amount = maternity_fen(months[now].benefit_fen, months[now].maternity_benefits)
            if amount > 0:
                yield point(time, Kind.MATERNITY, amount, her.row + tenure(her.total))
        elif what == Next.ATTENTION:
            if months[now].scheme_open == 1 and (
                her.lapsed_before or months[now].joining_rule != JoiningRule.DEFAULT_IN
            ):
                fen = base_to_declare_fen(who, her, work, months, tables, now, n)
                decides = draw(who, Decision.ATTENTION, attentions - 1)[1]
                joins = wants_to_be_member(
                    decides,
                    her,
                    work,
                    months,
                    schedules,
                    now,
                    n,
                    fen,
                    her.own,
                    her.brought,
                    her.unused,
                )
        elif what == Next.FORESIGHT:
            joins, her.foreseen = True, held[0].until
        elif what == Next.LAPSE:
            stops = time >= her.foreseen
        elif what == Next.OPENING:
            if now == work.scheme_end:
                counted = counted_months(her.own, her.brought, months[now - 1].prior_months_count)
                qualified = has_qualifying_period(
                    counted, her.unused, months[now - 1].qualifying_months
                )
                stops = her.member == 1
                her.accrued = stops and months[now - 1].rights_accrue == 1 and qualified
                if her.claim == Claim.PENDING and not her.accrued:
                    denied = Reason.SCHEME_ENDED.value
            if now == months[now - 1].next_default and n > 0 and her.claim == Claim.NONE:
                in_by_default = her.opting_out >= months[now].opt_out_share
                joins = her.eligible and not her.member and in_by_default
            if now == months[now - 1].next_july and her.member and not stops:
                declares = True
                _, reviews, decides, _ = draw(who, Decision.YEAR, (work.start + now) // YEAR)
                reviewed = n > 0 and her.claim == Claim.NONE and time >= her.foreseen
                if reviewed and reviews < months[now].july_review_share:
                    fen = base_to_declare_fen(who, her, work, months, tables, now, n)
                    if months[now].joining_rule == JoiningRule.DEFAULT_IN:
                        stops = her.opting_out < months[now].opt_out_share
                    else:
                        stops = not wants_to_be_member(
                            decides,
                            her,
                            work,
                            months,
                            schedules,
                            now,
                            n,
                            fen,
                            her.own,
                            her.brought,
                            her.unused,
                        )
            if n > 0 and now == months[now - 1].next_shock:
                for i in range(n - 1, -1, -1):
                    if closure_hits(who, work, months, now, held[i].platform):
                        cause, lost_spell = Cause.PLATFORM_CLOSED.value, held[i].spell
                        drop_platform(held, n, i)
                        lost, n = lost + 1, n - 1
                struck = draw(who, Decision.FORCE_MAJEURE, work.start + now)[0]
                if n > 0 and struck < months[now].force_majeure_share:
                    cause, lost_spell = Cause.FORCE_MAJEURE.value, held[0].spell
                    lost, n = lost + n, 0

        # ── Her claim: refused, awarded, paid, over ───────────────────────────────────────────
        if lost > 0 and n == 0 and her.partial and her.claim != Claim.NONE:
            # The loss of the last platform ends a claim beside it: an ordinary one follows.
            ended = her.claim == Claim.RUNNING
            if her.claim == Claim.PENDING:
                denied = Reason.DID_NOT_FILE.value
        if denied > 0:
            yield span(time, Kind.PENDING, her.pending_since, now, 0, 0)
            kind = Kind.DENIED_NOT_MEMBER.value + denied - 1
            yield point(time, kind, her.failed, 0)
            her.claim, her.register = Claim.NONE, NEVER
        if award:
            scheduled = months[now].schedule
            prior_counts = months[now].prior_months_count
            counted = counted_months(her.own, her.brought, prior_counts)
            minimum = months[now].qualifying_months
            earned = own_entitlement(counted, minimum, schedules[scheduled, counted])
            her.entitled = entitlement_months(earned, her.unused, months[now].cap_months)
            her.on_brought = her.unused_brought
            if earned > 0:
                spent = counted
                if months[now].keep_remainder == 1:
                    spent -= remainder_months(counted, minimum, schedules[scheduled])
                spent_brought = 0
                if prior_counts == 1:
                    spent_brought = min(her.brought, spent)
                    her.on_brought += min(earned, schedules[scheduled, her.brought])
                her.own, her.brought = (
                    her.own - spent + spent_brought,
                    her.brought - spent_brought,
                )
            her.on_brought, her.unused, her.unused_brought, her.paid = (
                min(her.on_brought, her.entitled),
                0,
                0,
                0,
            )
            her.claim, her.registered = Claim.RUNNING, time
            her.row = profile_row(her, work, tables)
            her.waiting, her.reading = months[now].waiting_months, months[now].benefit_month
            her.due = due_time(her.reading, her.registered, her.waiting, 1)
            her.over = over_time(her.reading, her.registered, her.waiting, her.entitled)
            yield point(time, Kind.AWARDED, her.entitled, her.row + tenure(her.total))
            if not her.partial:
                her.benefited = True
                her.search -= clock_at(clocks, FIND, time) - clock_at(clocks, FIND, her.idle_at)
                find = find_time(clocks, work, time, her.search, her.over)
            stops = stops or (her.member and her.foreseen > 0.0)
        if pays:
            month = now
            her.paid, her.due = her.paid + 1, NEVER
            if her.partial:
                her.not_due_before = month + 1
            if her.paid < her.entitled:
                her.due = due_time(her.reading, her.registered, her.waiting, her.paid + 1)
            if her.paid == 1:
                wait_ppt = int((time - her.lost_at) * 1000.0 + 0.5)
                yield booked(time, Kind.FIRST_PAYMENT, month, wait_ppt, 0)
            note = her.row + tenure(her.total)
            amount = months[month].benefit_fen
            if her.partial:
                amount = months[month].partial_benefit_fen
                yield booked(time, Kind.BENEFIT_PARTIAL, month, amount, note)
            elif her.hidden:
                yield booked(time, Kind.BENEFIT_UNDECLARED, month, amount, note)
            else:
                yield booked(time, Kind.BENEFIT, month, amount, note)
            if not her.partial and months[month].medical_fen > 0:
                amount += months[month].medical_fen
                yield booked(time, Kind.MEDICAL, month, months[month].medical_fen, note)
            allowance = job_seeking_fen(her.claim_base, months[month].job_seeking_ppm)
            if not her.partial and allowance > 0 and her.paid <= months[month].job_seeking_months:
                amount += allowance
                yield booked(time, Kind.JOB_SEEKING, month, allowance, note)
            if her.paid <= her.on_brought:
                yield booked(time, Kind.OUTGO_ON_BROUGHT_MONTHS, month, amount, 0)
        if ended:
            if months[now].carry_over == 1:
                her.unused, her.unused_brought = (
                    her.entitled - her.paid,
                    max(0, her.on_brought - her.paid),
                )
            yield point(time, Kind.CLAIM_ENDED, her.entitled - her.paid, 0)
            her.claim, her.hidden, her.due, her.over, her.detection = (
                Claim.NONE,
                False,
                NEVER,
                NEVER,
                NEVER,
            )

        # ── Her membership: she is back at work, joins, stops, declares ───────────────────────
        if back:
            if her.member and her.benefited:
                resumes = draw(who, Decision.RETURN, idles)[2] < months[now].resume_share
                stops, declares = not resumes, declares_anew(months, now, her.base_until)
            elif not her.member and not her.lapsed_before and her.eligible:
                by_default = months[now].joining_rule == JoiningRule.DEFAULT_IN
                in_by_default = by_default and her.opting_out >= months[now].opt_out_share
                joins = in_by_default and months[now].scheme_open == 1
            her.benefited = False
        if joins:
            her.member, her.member_since, her.member_at, her.floor_since = (
                True,
                now,
                time,
                now,
            )
            her.row = profile_row(her, work, tables)
            declares = declares_anew(months, now, her.base_until)
            her.at_floor = her.at_floor and not declares
            yield point(time, Kind.JOINED, 0, her.row + tenure(her.total))
        if her.member and (stops or declares) and her.at_floor and her.floor_since < now:
            yield span(
                time,
                Kind.MEMBER_AT_FLOOR,
                her.floor_since,
                now,
                0,
                her.row + tenure(her.total),
            )
        if stops:
            yield span(time, Kind.MEMBER, her.member_since, now, risk, her.row + tenure(her.total))
            if n == 0 and lost == 0:
                since = max(idle_since, her.member_since)
                yield span(time, Kind.MEMBER_JOBLESS, since, now, risk, 0)
            if her.member_at + YEAR <= time:
                survived = int(her.member_at + YEAR)
                yield booked(time, Kind.SURVIVED_A_YEAR, survived, 0, 0)
            yield point(time, Kind.LAPSED, 0, her.row + tenure(her.total))
            her.member, her.lapsed_before, her.foreseen = False, True, 0.0
        if her.member and declares:
            her.base_fen = base_to_declare_fen(who, her, work, months, tables, now, her.worked_on)
            her.base_until, her.floor_since = months[now].next_july, now
            her.at_floor = her.base_fen == months[now].floor_fen
            yield point(time, Kind.DECLARED, her.base_fen, her.row + tenure(her.total))

        # ── She has lost platforms: what is left, and whether it opens a claim ────────────────
        if lost > 0:
            forced, covered = (
                cause != Cause.VOLUNTARY,
                is_covered(months[now].covered_causes, cause),
            )
            her.any_voluntary = her.any_voluntary or not forced
            her.any_uncovered = her.any_uncovered or not covered
            if forced and covered:
                her.forced_at, her.forced_cause = time, cause
            kind = Kind.LOST_INVOLUNTARY.value if forced else Kind.LOST_VOLUNTARY.value
            yield point(time, kind, lost, cause)
            if n < 2 and n + lost > 1:
                yield span(time, Kind.SEVERAL_PLATFORMS, her.several_since, now, 0, 0)
            insured = her.accrued or (
                months[now].scheme_open == 1
                and (her.member or months[now].membership_required == 0)
            )
            counted = counted_months(her.own, her.brought, months[now].prior_months_count)
            qualified = has_qualifying_period(counted, her.unused, months[now].qualifying_months)
            opens = False
            if n == 0:
                idles, idle_since, her.idle_at = idles + 1, now, time
                wait = exponential(draw(who, Decision.SEARCH, idles)[0])
                her.search = weibull(wait, work.find_power, work.find_scale)
                if her.claim == Claim.RUNNING:
                    her.hidden, her.detection = False, NEVER
                    find = find_time(clocks, work, time, her.search, her.over)
                    yield point(time, Kind.LOST_UNDECLARED, 0, cause)
                else:
                    opens, find = True, reach(clocks, FIND, time, her.search)
                    yield point(time, Kind.LAST_LOSS, 0, cause)
            elif her.claim == Claim.NONE:
                opens = loss_opens_claim(n, months[now].several_pays == 1)
                if opens:
                    yield point(time, Kind.PARTIAL_LOSS, 0, cause)
                elif forced and covered and insured and qualified:
                    yield point(time, Kind.DENIED_MULTI_PLATFORM, 0, cause)
            if opens:
                her.partial, her.claim_spell = n > 0, lost_spell
                delay, passed_off, checked = claim_draws(who, her.partial, idles, her.claim_spell)
                involuntary = forced
                if months[now].sequence == Sequence.ANY_WITHIN_MONTHS:
                    if time - her.forced_at < months[now].sequence_months:
                        involuntary, covered, cause = True, True, her.forced_cause
                elif months[now].sequence == Sequence.ALL:
                    involuntary, covered = not her.any_voluntary, not her.any_uncovered
                her.failed = failed_conditions(
                    insured,
                    involuntary or passed_off < months[now].misreported_share,
                    covered,
                    qualified,
                    her.claiming < months[now].take_up,
                    checked < months[now].verified_share,
                )
                reason = first_failed(her.failed & CONDITIONS_AT_LOSS)
                if insured and qualified:
                    yield point(time, Kind.QUALIFIED_LOSS, her.failed, cause)
                    if reason == Reason.VOLUNTARY:
                        yield point(time, Kind.QUALIFIED_VOLUNTARY, 0, cause)
                    elif reason == Reason.CAUSE_NOT_COVERED:
                        yield point(time, Kind.QUALIFIED_NOT_COVERED, 0, cause)
                if now >= work.scheme_end and not her.accrued:
                    yield point(time, Kind.DENIED_SCHEME_ENDED, her.failed, cause)
                elif reason > 0:
                    kind = Kind.DENIED_NOT_MEMBER.value + reason - 1
                    yield point(time, kind, her.failed, cause)
                    if not her.partial and reason > 1 and her.failed == 1 << (reason - 1):
                        yield point(time, Kind.SOLE_VOLUNTARY.value + reason - 2, 0, cause)
                else:
                    her.claim, her.pending_since, her.lost_at, her.claim_base = (
                        Claim.PENDING,
                        now,
                        time,
                        0,
                    )
                    if her.member:
                        binds = months[now].floor_binds_at_once == 1
                        her.claim_base = base_in_force_fen(
                            her.base_fen, months[now].floor_fen, binds
                        )
                    wait = exponential(delay) * months[now].delay_months_mean
                    minimum = months[now].suspension_months_min
                    her.register = time + registration_delay(wait, cause, minimum)
                    yield point(time, Kind.CLAIM_OPENED, her.failed, cause)
        if n > 0:
            her.worked_on = n

        # ── The streams that run whatever she does ────────────────────────────────────────────
        while offer <= time:
            offer += exponential(draw(who, Decision.OFFER, offers)[0]) * work.gain_interval
            offers += 1
        while illness <= time:
            wait = exponential(draw(who, Decision.ILLNESS, illnesses)[0])
            illness, illnesses = illness + wait * work.illness_interval, illnesses + 1
        if her.member:
            while her.lapse <= time:
                wait = exponential(draw(who, Decision.LAPSE, her.lapses)[0])
                her.lapse, her.lapses = (
                    reach(clocks, LAPSE, her.lapse, wait),
                    her.lapses + 1,
                )
            while her.provoked <= time:
                wait = exponential(draw(who, Decision.PROVOKED, her.provocations)[0])
                her.provoked += wait * work.provoked_interval
                her.provocations += 1
        elif her.eligible:
            while attention <= time:
                wait = exponential(draw(who, Decision.ATTENTION, attentions)[0])
                attention, attentions = reach(clocks, ATTENTION, attention, wait), attentions + 1
        if her.claim == Claim.RUNNING and time < her.fertile_until:
            while her.birth <= time:
                wait = exponential(draw(who, Decision.BIRTH, her.births)[0])
                her.birth, her.births = (
                    reach(clocks, BIRTH, her.birth, wait),
                    her.births + 1,
                )

        # ── What comes next ───────────────────────────────────────────────────────────────────
        when, what, opening = end, Next.LEAVING, work.months
        if n > 0:
            opening = min(opening, months[now].next_shock)
            lose = held[first_to_go(held, n)].until
            if lose < when:
                when, what = lose, Next.LOSS
            if illness < when:
                when, what = illness, Next.ILLNESS
            if offer < when and n < min(work.platforms_max, work.platforms):
                when, what = offer, Next.OFFER
            if her.claim == Claim.NONE and her.member:
                if her.lapse < when:
                    when, what = her.lapse, Next.LAPSE
                if her.provoked < when and n == 1:
                    when, what = her.provoked, Next.PROVOKED
            elif her.claim == Claim.NONE and her.eligible:
                opening = min(opening, months[now].next_default)
                if attention < when:
                    when, what = attention, Next.ATTENTION
                if work.strategic == 1 and n == 1:
                    foresight = foreseen_join_time(
                        her,
                        months,
                        time,
                        held[0].until,
                        held[0].cause,
                        her.own,
                        her.brought,
                        her.unused,
                    )
                    if foresight < when:
                        when, what = foresight, Next.FORESIGHT
        elif find < when:
            when, what = find, Next.FIND
        if her.claim == Claim.PENDING and her.register < when:
            when, what = her.register, Next.REGISTRATION
        if her.claim == Claim.RUNNING:
            if her.over < when:
                when, what = her.over, Next.OVER
            if her.detection < when:
                when, what = her.detection, Next.DETECTION
            fertile = time < her.fertile_until and not her.partial
            if fertile and her.birth < min(when, her.fertile_until):
                when, what = her.birth, Next.BIRTH
        if her.member:
            opening = min(opening, months[now].next_july)
        if (her.member or her.claim == Claim.PENDING) and work.scheme_end > now:
            opening = min(opening, work.scheme_end)
        if opening <= when and opening < end:
            when, what = float(opening), Next.OPENING
        at_close = her.reading == BenefitMonth.NEXT_CALENDAR_MONTH
        after_opening = what == Next.OPENING and her.due == when and not at_close
        if her.due <= when and (her.due < end or at_close) and not after_opening:
            when, what = her.due, Next.DUE

        # ── The months that close before it: contributions fall due ───────────────────────────
        if her.member and n > 0 and her.claim != Claim.RUNNING:
            month = max(now, her.not_due_before)
            while month < int(when):
                until = min(int(when), months[month].next_change, month + YEAR - her.total % YEAR)
                binds = months[month].floor_binds_at_once == 1
                fen = base_in_force_fen(her.base_fen, months[month].floor_fen, binds)
                contribution = contribution_fen(fen, months[month].rate_ppm)
                by_platform = platform_part_fen(contribution, months[month].platform_share_ppm)
                note = her.row + tenure(her.total)
                yield span(when, Kind.BASE, month, until, fen, note)
                own_part = contribution - by_platform
                yield span(when, Kind.CONTRIBUTION_OWN, month, until, own_part, note)
                if by_platform > 0:
                    yield span(when, Kind.CONTRIBUTION_PLATFORM, month, until, by_platform, note)
                her.own, her.total, month = (
                    her.own + until - month,
                    her.total + until - month,
                    until,
                )
        time, now = when, int(when)
        if what == Next.DUE and at_close:
            # The payment belongs to the close: the opening of the next month is still to come.
            now -= 1
        if what == Next.LEAVING:
            break

    # She leaves, or the projection ends: the stocks that ran until now.
    since = int(her.entry)
    also = whole_span(her, work, Kind.ELIGIBLE, since, now)
    yield span(time, Kind.WORKER, since, now, risk, also)
    if also == 0 and her.eligible:
        since, until = eligible_from(work, since, now), eligible_until(work, now)
        if since < until:
            yield span(time, Kind.ELIGIBLE, since, until, risk, 0)
    if n == 0:
        also = whole_span(her, work, Kind.ELIGIBLE_JOBLESS, idle_since, now)
        yield span(time, Kind.JOBLESS, idle_since, now, risk, also)
        if also == 0 and her.eligible:
            since, until = eligible_from(work, idle_since, now), eligible_until(work, now)
            if since < until:
                yield span(time, Kind.ELIGIBLE_JOBLESS, since, until, risk, 0)
    elif n > 1:
        yield span(time, Kind.SEVERAL_PLATFORMS, her.several_since, now, 0, 0)
    if her.claim == Claim.PENDING:
        yield span(time, Kind.PENDING, her.pending_since, now, 0, 0)
    if her.member:
        yield span(time, Kind.MEMBER, her.member_since, now, risk, her.row + tenure(her.total))
        if her.at_floor:
            yield span(
                time,
                Kind.MEMBER_AT_FLOOR,
                her.floor_since,
                now,
                0,
                her.row + tenure(her.total),
            )
        if n == 0:
            since = max(idle_since, her.member_since)
            yield span(time, Kind.MEMBER_JOBLESS, since, now, risk, 0)
        if her.member_at + YEAR < time:
            yield booked(time, Kind.SURVIVED_A_YEAR, int(her.member_at + YEAR), 0, 0)
    if time >= work.months:
        counted = counted_months(her.own, her.brought, months[now - 1].prior_months_count)
        minimum, scheduled = months[now - 1].qualifying_months, months[now - 1].schedule
        if her.member and has_qualifying_period(counted, her.unused, minimum):
            earned = own_entitlement(counted, minimum, schedules[scheduled, counted])
            rights = entitlement_months(earned, her.unused, months[now - 1].cap_months)
            note = her.row + tenure(her.total)
            yield booked(time, Kind.RIGHTS_AT_HORIZON, now - 1, rights, note)
        if her.claim == Claim.RUNNING:
            rights = her.entitled - her.paid
            note = her.row + tenure(her.total)
            yield booked(time, Kind.CLAIM_AT_HORIZON, now - 1, rights, note)
    else:
        yield point(time, Kind.LEFT, 0, 0)
        if n == 0:
            yield point(time, Kind.LEFT_JOBLESS, 0, 0)
        if her.claim == Claim.PENDING:
            yield point(time, Kind.DENIED_LEFT_FIRST, her.failed, 0)
        elif her.claim == Claim.RUNNING:
            yield point(time, Kind.CLAIM_ENDED, her.entitled - her.paid, 0)
        if her.member:
            yield point(time, Kind.MEMBER_LEFT, 0, her.row + tenure(her.total))


@rule
def tenure(contributed_months: int) -> int:
    """Class of tenure: whole years contributed to this scheme, the last class open."""
    return min(contributed_months // YEAR, TENURES - 1)


@rule
def profile_row(her: Record, work: Record, tables: NDArray[np.float64]) -> int:
    """Her row of the profile at tenure 0: by decile of permanent income and quintile of risk."""
    decile = class_of(tables, work.decile_table, INCOME_CLASSES - 1, her.income_fen)
    loss_rate = her.risk * work.loss_rate
    quintile = class_of(tables, work.quintile_table, RISK_CLASSES - 1, loss_rate)
    return (decile * RISK_CLASSES + quintile) * TENURES


@rule
def whole_span(her: Record, work: Record, kind: int, since: int, until: int) -> int:
    """``kind`` if she is eligible where the measure applies in all these months, else 0."""
    covers = since >= work.scheme_start and until <= work.scheme_end
    return kind + 0 if her.eligible and covers else 0


@rule
def eligible_from(work: Record, since: int, until: int) -> int:
    """First month in which the measure applies to her city, of ``since`` to ``until``."""
    return min(max(since, work.scheme_start), until)


@rule
def eligible_until(work: Record, month: int) -> int:
    """The month at whose opening it no longer applies, or ``month`` if that is earlier."""
    return min(month, work.scheme_end)


@rule
def declares_anew(months: NDArray[np.void], now: int, base_until: int) -> bool:
    """Reading `rejoin_base`: a new base on return, or the old one while its year runs."""
    return not (months[now].old_base_until_july == 1 and now < base_until)


@rule
def provoked_cause(work: Record) -> int:
    """The cause of a provoked loss: the account, or for a household its licence, is suspended."""
    return Cause.LICENCE.value if work.self_employed == 1 else Cause.ACCOUNT_SUSPENDED.value


@rule
def closure_hits(
    who: Address, work: Record, months: NDArray[np.void], now: int, platform: int
) -> bool:
    """Whether the closure of a platform at this opening takes it from her."""
    hits = draw(who, Decision.CLOSURE_HITS, work.start + now)
    if platform == 1:
        return hits[0] < months[now].closure_hits_1
    if platform == 2:
        return hits[1] < months[now].closure_hits_2
    if platform == 3:
        return hits[2] < months[now].closure_hits_3
    return hits[3] < months[now].closure_hits_4


@rule
def claim_draws(who: Address, partial: bool, idles: int, spell: int) -> tuple[float, float, float]:
    """Draws of a claim: delay, passed off as forced, verified; by spell out of work or platform."""
    if partial:
        delay, passed_off, verified, _ = draw(who, Decision.PARTIAL, spell)
        return delay, passed_off, verified
    _, delay, passed_off, verified = draw(who, Decision.SEARCH, idles)
    return delay, passed_off, verified


@rule
def find_time(
    clocks: NDArray[np.float64], work: Record, time: float, search: float, slow: float
) -> float:
    """When ``search`` (operational months) is done, slower by the search effect until ``slow``."""
    speed = 1.0 - work.search_effect
    done = speed * (clock_at(clocks, FIND, slow) - clock_at(clocks, FIND, time))
    if search < done:
        return reach(clocks, FIND, time, search / speed)
    return reach(clocks, FIND, min(slow, clocks.shape[1] - 1.0), search - done)
