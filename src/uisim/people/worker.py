"""Who she is: what is drawn once, at entry (docs/model.md, section 2), and her platforms."""

import math

import numpy as np
from numpy.typing import NDArray

from uisim.chance import Address, Decision, draw, exponential
from uisim.events import Record, Records
from uisim.law.claim import Cause
from uisim.law.retirement import retirement_delay_months
from uisim.people.clocks import reach, weibull
from uisim.rule import rule
from uisim.setting import LOSS, QUANTILES, Setting
from uisim.units import NEVER

_COHORT = 0xFFFF


@rule
def quantile(tables: NDArray[np.float64], offset: int, uniform: float) -> float:
    """Read a quantile table, linearly between its points."""
    place = uniform * QUANTILES
    cell = int(place)
    low = tables[offset + cell]
    return low + (place - cell) * (tables[offset + cell + 1] - low)


@rule
def entry_age_months(work: Record, share: float) -> float:
    """Find the age (months) below which a ``share`` of the triangular ages at entry lies."""
    low, mode, high = work.age_min, work.age_mode, work.age_max
    if share * (high - low) < mode - low:
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - share) * (high - low) * (high - mode))


@rule
def sex_and_age(who: Address, work: Record, law: Record) -> tuple[bool, float]:
    """Draw whether she is a man, and her age at entry (months); law: of the month of entry."""
    sex, age, _, _ = draw(who, Decision.TRAITS, 0)
    man = sex < work.male_share
    return man, entry_age_months(work, age * (law.age_limit_men if man else law.age_limit_women))


@rule
def enter(who: Address, world: Setting, her: Record) -> int:
    """Draw a worker at her entry into ``her`` (a HER, all zero); return how many platforms."""
    work = world.work[0]
    _, _, income, risk = draw(who, Decision.TRAITS, 0)
    day, eligible, several, leaving = draw(who, Decision.START, 0)
    her.declaring, her.claiming, her.opting_out, her.foresight = draw(who, Decision.HABITS, 0)
    cohort = who.place & _COHORT
    entry = 0.0
    if cohort > 0:
        entry = cohort - 1 + day
    law = world.months[int(entry)]
    man, age_months = sex_and_age(who, work, law)
    retirement_age = work.retirement_men_months if man else work.retirement_women_months
    statutory = entry + retirement_age - age_months
    leave = min(entry + exponential(leaving) * work.leave_interval, float(work.months))
    if statutory < leave:
        delay = retirement_delay_months(
            math.floor(work.start + statutory),
            work.rise_start,
            work.rise_step_months,
            work.rise_months_max,
        )
        leave = min(leave, statutory + delay)
    if work.prior_share > 0.0:
        _bring_months(who, work, law, her)
    her.time, her.now, her.entry, her.leave = entry, int(entry), entry, leave
    her.fertile_until = -1.0 if man else entry + work.childbearing_months - age_months
    her.eligible = eligible < work.eligible_share
    her.income_fen = work.income_fen * quantile(world.tables, work.income_table, income)
    her.risk = quantile(world.tables, work.risk_table, risk)
    her.risk_ppm = int(her.risk * work.loss_rate * 1_000_000.0 + 0.5)
    her.find, her.register, her.due, her.over, her.detection = NEVER, NEVER, NEVER, NEVER, NEVER
    her.forced_at = -NEVER
    her.lapse, her.provoked, her.birth, her.attention = entry, entry, entry, entry
    her.offer = entry if work.gain_rate > 0.0 else NEVER
    her.illness = entry if work.illness_interval < NEVER * NEVER else NEVER
    two = min(work.platforms_max, work.platforms) > 1 and several < work.several_share
    return 2 if two else 1


@rule
def _bring_months(who: Address, work: Record, law: Record, her: Record) -> None:
    """Draw what she brings from employee insurance: contribution months, unused entitlement."""
    brings, how_many, unused, how_much = draw(who, Decision.PRIOR, 0)
    if brings < work.prior_share:
        her.prior_months = 1 + int(how_many * work.prior_months_max)
        her.brought = her.prior_months
        if unused < work.prior_unused_share and law.carry_over == 1:
            her.unused = 1 + int(how_much * 6)
            her.unused_brought = her.unused


@rule
def class_of(tables: NDArray[np.float64], offset: int, limits: int, value: float) -> int:
    """Count the class limits in ``tables`` at or below ``value``: her class, from 0."""
    found = 0
    for i in range(limits):
        if tables[offset + i] <= value:
            found += 1
    return found


@rule
def take_platform(who: Address, world: Setting, her: Record, held: Records) -> None:
    """Write her next platform into ``held``: how long, from what cause, which one."""
    work, n = world.work[0], her.platforms
    duration, voluntary, cause, identity = draw(who, Decision.PLATFORM, her.spells)
    amount = weibull(exponential(duration), work.loss_power, work.loss_scale) / her.risk
    held[n].until = reach(world.clocks, LOSS, her.time, amount)
    held[n].spell = her.spells
    held[n].platform = _another_platform(work, held, n, identity)
    held[n].cause = Cause.VOLUNTARY.value
    if voluntary < work.involuntary_share:
        held[n].cause = _cause_of(work, cause)
    her.platforms, her.spells, her.worked_on = n + 1, her.spells + 1, n + 1
    if n == 1:
        her.several_since = her.now


@rule
def _cause_of(work: Record, uniform: float) -> int:
    """The cause of an involuntary loss, by the shares of her kind of work."""
    if work.self_employed == 1:
        return Cause.LICENCE.value if uniform < work.cause_1 else Cause.BUSINESS_FAILURE.value
    if uniform < work.cause_1:
        return Cause.PLATFORM_CLOSED.value
    if uniform < work.cause_2:
        return Cause.NO_WORK_OFFERED.value
    if uniform < work.cause_3:
        return Cause.ACCOUNT_SUSPENDED.value
    return Cause.DEMAND_DROP.value


@rule
def _market_share(work: Record, platform: int) -> float:
    """Share of a platform (from 1) in its market."""
    if platform == 1:
        return work.market_1
    if platform == 2:
        return work.market_2
    if platform == 3:
        return work.market_3
    return work.market_4


@rule
def holds(held: Records, n: int, platform: int) -> bool:
    """Whether one of her ``n`` platforms is this one."""
    found = False
    for i in range(n):
        found = found or held[i].platform == platform
    return found


@rule
def _another_platform(work: Record, held: Records, n: int, uniform: float) -> int:
    """Choose a platform that she does not hold, by the market shares of those."""
    free = 0.0
    for platform in range(1, work.platforms + 1):
        if not holds(held, n, platform):
            free += _market_share(work, platform)
    chosen = 0
    below = 0.0
    for platform in range(1, work.platforms + 1):
        if not holds(held, n, platform) and (chosen == 0 or below <= uniform * free):
            chosen = platform
            below += _market_share(work, platform)
    return chosen


@rule
def drop_platform(held: Records, n: int, gone: int) -> None:
    """Close the gap in ``held[:n]`` that the platform at ``gone`` leaves."""
    for i in range(gone, n - 1):
        held[i].until = held[i + 1].until
        held[i].spell = held[i + 1].spell
        held[i].platform = held[i + 1].platform
        held[i].cause = held[i + 1].cause


@rule
def first_to_go(held: Records, n: int) -> int:
    """Index of the platform that she will lose first."""
    first = 0
    for i in range(1, n):
        if held[i].until < held[first].until:
            first = i
    return first
