"""What holds in every life, read off its events alone."""

from collections import Counter
from functools import cache
from itertools import chain

import pytest
from engine.worlds import VARIED, lively, lives

from uisim.events import FIRST_PROFILED, LOG_ROOM, Event, Kind
from uisim.fund.identities import REASONS
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES
from uisim.study.run import Block

WORLDS = (
    "default_in",
    "pays",
    "recession, closures and force majeure",
    "next calendar month",
    "completed month",
    "scheme end, rights accrued",
    "high rates",
    "other readings",
)
PAID = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)
BESIDE = (*PAID, Kind.MEDICAL, Kind.JOB_SEEKING, Kind.MATERNITY)
DUE = (Kind.BASE, Kind.CONTRIBUTION_OWN, Kind.CONTRIBUTION_PLATFORM)
STOCKS = {*range(Kind.ENTERED), Kind.MEMBER, Kind.MEMBER_AT_FLOOR}
STEP = {
    Kind.ENTERED: 1,
    Kind.GAINED_PLATFORM: 1,
    Kind.FOUND_WORK: 1,
    Kind.LOST_INVOLUNTARY: -1,
    Kind.LOST_VOLUNTARY: -1,
}


@cache
def world(name: str) -> list[tuple[Block, list[Event]]]:
    return [(block, events) for block, _, events in lives(VARIED[name]())]


@pytest.fixture(params=WORLDS)
def told(request):
    """Lives of a world, each with its block."""
    found = world(request.param)
    assert len(found) > 30
    return found


def test_time_never_goes_back_and_stays_before_the_horizon(told):
    for block, events in told:
        horizon = len(block.setting.months) - 1
        times = [event.time for event in events]
        assert times == sorted(times)
        assert times[0] >= 0.0
        assert times[-1] <= horizon
        assert all(e.time < horizon for e in events if e.kind in STEP or e.kind in REASONS)


def test_a_turn_writes_no_more_than_half_of_what_its_log_holds():
    monthly = {f"{2022 + m // 12}-{m % 12 + 1:02d}": 0.01 + 0.0001 * (m % 7) for m in range(72)}
    law = {"law.contribution_rate": monthly, "fund.platform_share": 0.3}
    most = 0
    for _, _, events in chain(lives(lively(law, 15)), lives(VARIED["high rates"]())):
        at_once = Counter(event.time for event in events)
        most = max(most, *at_once.values())
    assert 36 <= most <= LOG_ROOM // 2


def test_nothing_is_booked_outside_the_months_she_is_there(told):
    for block, events in told:
        horizon = len(block.setting.months) - 1
        assert events[0].kind == Kind.ENTERED
        entry = int(events[0].time)
        for event in events:
            assert 0 <= event.month + event.months <= horizon
            assert entry <= event.month or event.months == 0
            assert event.month <= event.time  # nothing is booked before it is known


def test_a_moment_takes_one_month_and_a_contribution_at_least_one(told):
    for _, events in told:
        for event in events:
            if event.kind in DUE:
                assert event.months >= 1
            elif event.kind in STOCKS:
                assert event.months >= 0
            else:
                assert event.months == 1
            assert event.amount >= 0


def test_a_line_of_the_profile_exists(told):
    for _, events in told:
        for event in events:
            if event.kind >= FIRST_PROFILED:
                assert 0 <= event.note < INCOME_CLASSES * RISK_CLASSES * TENURES


def test_platforms_are_never_more_than_she_can_hold_nor_less_than_none(told):
    for block, events in told:
        most = int(block.setting.work[0].platforms_max)
        held = 0
        for event in events:
            held += STEP.get(Kind(event.kind), 0) * event.amount
            assert 0 <= held <= most
            if event.kind in (Kind.LAST_LOSS, Kind.LOST_UNDECLARED):
                assert held == 0
            elif event.kind in (Kind.PARTIAL_LOSS, Kind.DENIED_MULTI_PLATFORM):
                assert held > 0


def test_money_is_paid_only_between_the_award_and_the_end_of_the_claim(told):
    for _, events in told:
        running, entitled, paid = False, 0, 0
        for event in events:
            if event.kind == Kind.AWARDED:
                assert not running
                running, entitled, paid = True, event.amount, 0
            elif event.kind == Kind.CLAIM_ENDED:
                assert running and event.amount == entitled - paid
                running = False
            elif event.kind in BESIDE:
                assert running
                paid += event.kind in PAID
                assert paid <= entitled


def test_nobody_is_paid_before_she_registered(told):
    for _, events in told:
        registered = float("inf")
        for event in events:
            if event.kind == Kind.AWARDED:
                registered = event.time
            elif event.kind in BESIDE:
                assert event.time >= registered and event.month >= int(registered)


def test_only_members_at_work_contribute(told):
    for _, events in told:
        jobless, member = set(), set()
        for event in events:
            span = range(event.month, event.month + event.months)
            if event.kind == Kind.JOBLESS:
                jobless.update(span)
            elif event.kind == Kind.MEMBER:
                member.update(span)
        for event in events:
            if event.kind in DUE:
                months = set(range(event.month, event.month + event.months))
                assert not months & jobless
                assert months <= member


def test_no_month_is_contributed_twice_and_each_base_has_its_contribution(told):
    for _, events in told:
        months = Counter()
        for event in events:
            if event.kind in (Kind.BASE, Kind.CONTRIBUTION_OWN):
                span = range(event.month, event.month + event.months)
                months.update((event.kind, month) for month in span)
        assert set(months.values()) <= {1}
        bases = {month for kind, month in months if kind == Kind.BASE}
        assert bases == {month for kind, month in months if kind == Kind.CONTRIBUTION_OWN}


def test_members_join_once_before_they_stop_once(told):
    for _, events in told:
        member = False
        for event in events:
            if event.kind == Kind.JOINED:
                assert not member
                member = True
            elif event.kind in (Kind.LAPSED, Kind.MEMBER_LEFT):
                assert member
                member = False
            elif event.kind == Kind.DECLARED:
                assert member


def test_every_loss_that_opens_a_claim_has_exactly_one_end(told):
    for block, events in told:
        waiting = 0
        for event in events:
            if event.kind in (Kind.LAST_LOSS, Kind.PARTIAL_LOSS):
                assert waiting == 0
                waiting = 1
            elif event.kind == Kind.AWARDED or event.kind in REASONS:
                waiting -= 1
                assert waiting == 0
        pending = [e for e in events if e.kind == Kind.PENDING]
        last = pending[-1] if pending else None
        if waiting:  # still pending at the horizon
            assert last and last.time == len(block.setting.months) - 1
