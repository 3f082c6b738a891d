"""One life, from her first day of platform work to her last: read this file first.

`life` is the model (docs/model.md, sections 2 to 5): what happens, in which order, and what follows
from it. It is written once and played by two clocks: `uisim.engine.compiled` and
`uisim.engine.reference`. What it calls are acts (`uisim.acts`), which change what is remembered of
her and write down what happened, and rules of the law and of her behaviour, which do neither. Times
are months since the start of the projection. Nothing after a life knows a worker, only events.
"""

from collections.abc import Iterator

from uisim.acts.claim import (
    Claim,
    end_claim,
    is_qualified,
    may_claim,
    pay,
    pay_for_birth,
    refuse,
    register,
)
from uisim.acts.coming import Next, come_next, month_of, run_streams
from uisim.acts.leaving import leave
from uisim.acts.membership import (
    contribute,
    decides_to_join,
    decides_to_stop,
    declare,
    declares_anew,
    end_of_scheme,
    is_in_by_default,
    join,
    leave_floor,
    resumes,
    stop,
)
from uisim.acts.stocks import profile_line
from uisim.acts.work import (
    begin_work,
    book_loss,
    declares_work,
    find_work,
    gain_platform,
    lose_all,
    lose_first,
    lose_to_shocks,
    provoked_cause,
)
from uisim.chance import Address
from uisim.events import Kind, Records, point
from uisim.law.claim import Cause, Reason
from uisim.law.contribution import contribution_due
from uisim.people.worker import enter
from uisim.rule import rule
from uisim.setting import Setting


@rule
def life(
    who: Address, world: Setting, lent: Records, held: Records, log: Records
) -> Iterator[float]:
    """Live one life, turn by turn; yield the time at the end of each, with its events in ``log``.

    who: her address of chance. world: what she reads. Memory that the clock lends: lent, HER[1],
    all zero; held, HELD[PLATFORMS_MAX]; log, LOG[LOG_ROOM], of which the clock takes the first
    ``lent[0].noted`` events, and sets that to 0, before she goes on. Each turn: what has happened,
    what it does to her claim, to her membership, to her work; then what comes next, and the
    months that close before it.
    """
    begin_work(who, world, lent[0], held, log, enter(who, world, lent[0]))
    lent[0].what = Next.ENTRY.value
    while lent[0].what != Next.LEAVING:
        her, law, work = lent[0], world.months[lent[0].now], world.work[0]
        back = ended = joins = stops = declares = awarded = False
        refused, her.lost = 0, 0

        # ── What has happened ─────────────────────────────────────────────────────────────────
        if her.what == Next.ENTRY:
            back = True
        elif her.what == Next.LOSS:
            lose_first(her, held)
        elif her.what == Next.ILLNESS:
            lose_all(her, held, Cause.ILLNESS.value)
        elif her.what == Next.PROVOKED:
            if is_qualified(her, law):
                lose_all(her, held, provoked_cause(work))
        elif her.what == Next.OFFER:
            gain_platform(who, world, her, held, log)
            ended = her.claim == Claim.RUNNING and her.partial
            refused = Reason.FOUND_WORK_FIRST.value if her.claim == Claim.PENDING else 0
        elif her.what == Next.FIND:
            find_work(who, world, her, held, log)
            ended = her.claim == Claim.RUNNING and declares_work(who, world, her)
            refused = Reason.FOUND_WORK_FIRST.value if her.claim == Claim.PENDING else 0
            back = not her.hidden
        elif her.what == Next.REGISTRATION:
            awarded = register(who, world, her, log)
        elif her.what == Next.DUE:
            pay(world, her, log)
        elif her.what == Next.OVER:
            point(her, log, Kind.EXHAUSTED, 0, profile_line(her))
            ended, back = True, her.hidden
        elif her.what == Next.DETECTION:
            ended = back = True
        elif her.what == Next.BIRTH:
            pay_for_birth(her, law, log)
        elif her.what == Next.ATTENTION:
            joins = decides_to_join(who, world, her)
        elif her.what == Next.FORESIGHT:
            joins, her.foreseen = True, held[0].until
        elif her.what == Next.LAPSE:
            stops = her.time >= her.foreseen
        elif her.what == Next.OPENING:
            before = world.months[her.now - 1]  # which knew the next opening of each sort
            if her.now == work.scheme_end:
                stops = her.member == 1
                end_of_scheme(her, world)
                if her.claim == Claim.PENDING and not her.accrued:
                    refused = Reason.SCHEME_ENDED.value
            if her.now == before.next_default and her.platforms > 0 and her.claim == Claim.NONE:
                joins = her.eligible and not her.member and is_in_by_default(her, law)
            if her.now == before.next_july and her.member and not stops:
                declares, stops = True, decides_to_stop(who, world, her)
            if her.now == before.next_shock and her.platforms > 0:
                lose_to_shocks(who, world, her, held)

        # ── Her claim: refused, over ──────────────────────────────────────────────────────────
        if her.lost > 0 and her.platforms == 0 and her.partial and her.claim != Claim.NONE:
            # The loss of the last platform ends a claim beside it: an ordinary one follows.
            ended = her.claim == Claim.RUNNING
            # One still pending was not registered in time, which counts as not filed.
            refused = Reason.DID_NOT_FILE.value if her.claim == Claim.PENDING else refused
        if refused > 0:
            refuse(her, log, refused)
        if ended:
            end_claim(her, law, log)

        # ── Her membership: she is back at work, joins, stops, declares ───────────────────────
        if awarded:
            stops = her.member == 1 and her.foreseen > 0.0
        if back:
            if her.member and her.benefited:
                stops, declares = not resumes(who, her, law), declares_anew(her, law)
            elif not her.member and not her.lapsed_before and her.eligible:
                joins = law.scheme_open == 1 and is_in_by_default(her, law)
            her.benefited = False
        if joins:
            join(world, her, log)
            declares = declares_anew(her, law)
        if her.member and (stops or declares):
            leave_floor(her, log)
        if stops:
            stop(her, log)
        elif declares:
            declare(who, world, her, log)

        # ── She has lost platforms: what is left, and whether it opens a claim ────────────────
        if her.lost > 0:
            book_loss(her, law, log)
            may_claim(who, world, her, log)

        # ── What comes next, and the months that close before it ──────────────────────────────
        run_streams(who, world, her)
        come_next(world, her, held)
        on_benefit, in_force = her.claim == Claim.RUNNING, law.scheme_open == 1
        if contribution_due(her.member == 1, her.platforms > 0, on_benefit, in_force):
            contribute(world, her, log)
        her.now = month_of(her)
        yield her.time
    leave(world, lent[0], log)
    yield lent[0].time
