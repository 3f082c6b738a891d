"""Who she is: what is drawn once, at entry (MODEL section 2), and the platforms she works on."""

import math

import numpy as np
from numpy.typing import NDArray

from uisim.chance import Address, Decision, draw, exponential
from uisim.law.claim import Cause
from uisim.law.retirement import retirement_delay_months
from uisim.people.clocks import reach, weibull
from uisim.rule import rule
from uisim.setting import LOSS, QUANTILES
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
def entry_age_months(work: NDArray[np.void], share: float) -> float:
    """Find the age (months) below which a ``share`` of the triangular ages at entry lies."""
    low, mode, high = work[0].age_min, work[0].age_mode, work[0].age_max
    if share * (high - low) < mode - low:
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - share) * (high - low) * (high - mode))


@rule
def enter(
    who: Address,
    work: NDArray[np.void],
    months: NDArray[np.void],
    tables: NDArray[np.float64],
    her: NDArray[np.void],
) -> None:
    """Draw a worker at her entry into ``her`` (HER[1], all zero)."""
    sex, age, income, risk = draw(who, Decision.TRAITS, 0)
    day, eligible, several, leaving = draw(who, Decision.START, 0)
    her[0].declaring, her[0].claiming, her[0].opting_out, her[0].foresight = draw(
        who, Decision.HABITS, 0
    )
    cohort = who.place & _COHORT
    entry = 0.0
    if cohort > 0:
        entry = cohort - 1 + day
    month = int(entry)
    man = sex < work[0].male_share
    limit = months[month].age_limit_men if man else months[month].age_limit_women
    age_months = entry_age_months(work, age * limit)
    retirement_age = work[0].retirement_men_months if man else work[0].retirement_women_months
    statutory = entry + retirement_age - age_months
    her[0].leave = entry + exponential(leaving) * work[0].leave_interval
    if statutory < her[0].leave:
        delay = retirement_delay_months(
            math.floor(work[0].start + statutory),
            work[0].rise_start,
            work[0].rise_step_months,
            work[0].rise_months_max,
        )
        her[0].leave = min(her[0].leave, statutory + delay)
    if work[0].prior_share > 0.0:
        brings, how_many, unused, how_much = draw(who, Decision.PRIOR, 0)
        if brings < work[0].prior_share:
            her[0].prior_months = 1 + int(how_many * work[0].prior_months_max)
            her[0].brought = her[0].prior_months
            if unused < work[0].prior_unused_share and months[month].carry_over == 1:
                her[0].unused = 1 + int(how_much * 6)
                her[0].unused_brought = her[0].unused
    her[0].entry = entry
    her[0].fertile_until = -1.0 if man else entry + work[0].childbearing_months - age_months
    her[0].eligible = eligible < work[0].eligible_share
    two = min(work[0].platforms_max, work[0].platforms) > 1
    her[0].several = two and several < work[0].several_share
    her[0].income_fen = work[0].income_fen * quantile(tables, work[0].income_table, income)
    her[0].risk = quantile(tables, work[0].risk_table, risk)
    her[0].register, her[0].due, her[0].over, her[0].detection = NEVER, NEVER, NEVER, NEVER
    her[0].lapse, her[0].provoked, her[0].birth, her[0].forced_at = entry, entry, entry, -NEVER


@rule
def risk_ppm(her: NDArray[np.void], work: NDArray[np.void]) -> int:
    """Her rate of losing a platform, in millionths a month."""
    return int(her[0].risk * work[0].loss_rate * 1_000_000.0 + 0.5)


@rule
def class_of(tables: NDArray[np.float64], offset: int, limits: int, value: float) -> int:
    """Count the class limits in ``tables`` at or below ``value``: her class, from 0."""
    found = 0
    for i in range(limits):
        if tables[offset + i] <= value:
            found += 1
    return found


@rule
def take_platform(
    who: Address,
    work: NDArray[np.void],
    clocks: NDArray[np.float64],
    held: NDArray[np.void],
    n: int,
    spell: int,
    time: float,
    risk: float,
) -> None:
    """Write her next platform into ``held[n]``: how long, from what cause, which one."""
    duration, voluntary, cause, identity = draw(who, Decision.PLATFORM, spell)
    amount = weibull(exponential(duration), work[0].loss_power, work[0].loss_scale) / risk
    held[n].until = reach(clocks, LOSS, time, amount)
    held[n].since = time
    held[n].spell = spell
    held[n].platform = _another_platform(work, held, n, identity)
    held[n].cause = Cause.VOLUNTARY.value
    if voluntary < work[0].involuntary_share:
        held[n].cause = _cause_of(work, cause)


@rule
def _cause_of(work: NDArray[np.void], uniform: float) -> int:
    """The cause of an involuntary loss, by the shares of her kind of work."""
    if work[0].self_employed == 1:
        return Cause.LICENCE.value if uniform < work[0].cause_1 else Cause.BUSINESS_FAILURE.value
    if uniform < work[0].cause_1:
        return Cause.PLATFORM_CLOSED.value
    if uniform < work[0].cause_2:
        return Cause.NO_WORK_OFFERED.value
    if uniform < work[0].cause_3:
        return Cause.ACCOUNT_SUSPENDED.value
    return Cause.DEMAND_DROP.value


@rule
def _market_share(work: NDArray[np.void], platform: int) -> float:
    """Share of a platform (from 1) in its market."""
    if platform == 1:
        return work[0].market_1
    if platform == 2:
        return work[0].market_2
    if platform == 3:
        return work[0].market_3
    return work[0].market_4


@rule
def holds(held: NDArray[np.void], n: int, platform: int) -> bool:
    """Whether one of her ``n`` platforms is this one."""
    found = False
    for i in range(n):
        found = found or held[i].platform == platform
    return found


@rule
def _another_platform(
    work: NDArray[np.void], held: NDArray[np.void], n: int, uniform: float
) -> int:
    """Choose a platform that she does not hold, by the market shares of those."""
    free = 0.0
    for platform in range(1, work[0].platforms + 1):
        if not holds(held, n, platform):
            free += _market_share(work, platform)
    chosen = 0
    below = 0.0
    for platform in range(1, work[0].platforms + 1):
        if not holds(held, n, platform) and (chosen == 0 or below <= uniform * free):
            chosen = platform
            below += _market_share(work, platform)
    return chosen


@rule
def drop_platform(held: NDArray[np.void], n: int, gone: int) -> None:
    """Close the gap in ``held[:n]`` that the platform at ``gone`` leaves."""
    for i in range(gone, n - 1):
        held[i].until = held[i + 1].until
        held[i].since = held[i + 1].since
        held[i].spell = held[i + 1].spell
        held[i].platform = held[i + 1].platform
        held[i].cause = held[i + 1].cause


@rule
def first_to_go(held: NDArray[np.void], n: int) -> int:
    """Index of the platform that she will lose first."""
    first = 0
    for i in range(1, n):
        if held[i].until < held[first].until:
            first = i
    return first
