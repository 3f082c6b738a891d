"""What she does: what she declares, whether she joins or stays (docs/model.md, section 4)."""

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from uisim.chance import Address, Decision, draw
from uisim.events import Record
from uisim.law.benefit import BenefitMonth
from uisim.law.claim import Cause, is_covered
from uisim.law.contribution import declared_base_fen
from uisim.law.entitlement import award_months, counted_months, has_qualifying_period
from uisim.people.worker import quantile
from uisim.rule import rule
from uisim.setting import PLATFORMS_MAX, Setting
from uisim.units import NEVER, YEAR

_EXPONENT_MAX = 700.0
"""The exponential of more does not fit a float; far below any uniform number's inverse."""


class JoiningRule(IntEnum):
    """How workers come to join (docs/model.md, section 4)."""

    EXOGENOUS = 0
    LOGIT = 1
    STRATEGIC = 2
    DEFAULT_IN = 3


@rule
def income_month_fen(who: Address, world: Setting, her: Record, platforms: int) -> float:
    """Mean monthly income (fen) of the 12 months before now, or of those there are.

    ``platforms``: as held now or, out of work, as last held. The two calendar years weigh by
    their months; a worker in her first month declares what she earns in it.
    """
    work, tables = world.work[0], world.tables
    since = max(her.now - YEAR, int(her.entry))
    until = max(her.now, since + 1)
    last_year = (work.start + until - 1) // YEAR
    january = max(since, last_year * YEAR - work.start)
    growth = work.growth_table
    sum_of_year = tables[growth + until] - tables[growth + january]
    total = sum_of_year * _year_factor(who, work, tables, last_year)
    if january > since:
        sum_of_year = tables[growth + january] - tables[growth + since]
        total += sum_of_year * _year_factor(who, work, tables, last_year - 1)
    several = 1.0 + work.several_income * (max(platforms, 1) - 1)
    return her.income_fen * several * total / (until - since)


@rule
def _year_factor(who: Address, work: Record, tables: NDArray[np.float64], year: int) -> float:
    """How her income of a calendar year differs from her permanent one: mean 1."""
    return quantile(tables, work.year_table, draw(who, Decision.YEAR, year)[0])


@rule
def base_to_declare_fen(who: Address, world: Setting, her: Record, platforms: int) -> int:
    """The base (fen) that she declares now: her mean income or, by habit, the floor."""
    law, income = world.months[her.now], 0.0
    if her.declaring >= law.floor_share:
        income = income_month_fen(who, world, her, platforms)
    income_fen = int(min(income, float(law.ceiling_fen)) + 0.5)
    return declared_base_fen(income_fen, law.floor_fen, law.ceiling_fen)


@rule
def wants_to_be_member(uniform: float, who: Address, world: Setting, her: Record) -> bool:
    """Decide by the rule in force: a fixed probability, or the logit of what joining is worth."""
    law = world.months[her.now]
    if law.joining_rule != JoiningRule.LOGIT.value:
        return uniform < law.probability
    base_fen = base_to_declare_fen(who, world, her, her.platforms)
    score = (gain_of_joining_fen(world, her, base_fen) - law.threshold_fen) / law.scale_fen
    return uniform * (1.0 + math.exp(min(-score, _EXPONENT_MAX))) < 1.0


@rule
def gain_of_joining_fen(world: Setting, her: Record, base_fen: int) -> float:
    """What membership is worth over the horizon, in fen at work: the closed form of docs/model.md.

    Expected months paid by the first covered claim, valued at the marginal utility of a yuan when
    jobless, less the felt part of her own contributions.
    """
    work, law, schedules = world.work[0], world.months[her.now], world.schedules
    platforms, unused = her.platforms, her.unused
    belief = math.pow(her.risk, law.belief_weight)
    loss = work.loss_rate * belief
    covered = loss * covered_share(work, law.covered_causes)
    last = last_loss_rate(loss, work.gain_rate, platforms, work.platforms_max)
    illness = 1.0 / work.illness_interval
    share = covered / loss if loss > 0.0 else 0.0
    claim = last * share
    if is_covered(law.covered_causes, Cause.ILLNESS.value):
        claim += illness
    beside = 0.0
    if law.several_pays == 1 and platforms > 1:
        beside = covered * platforms
    stay = math.exp(-(last + illness))
    first = math.exp(-(last + illness + beside))
    hazard = last + illness + beside
    search = work.find_rate * (1.0 - work.search_effect)
    accepted = law.take_up * law.verified_share / (1.0 + work.find_rate * law.delay_months_mean)
    counted = counted_months(her.own, her.brought, law.prior_months_count)
    at_work, benefit_months, alive, unclaimed = 0.0, 0.0, 1.0, 1.0
    entitled, paid, paid_beside = -1, 0.0, 0.0
    for passed in range(law.horizon_months):
        at_work += alive
        if has_qualifying_period(counted + passed, unused, law.qualifying_months):
            months, minimum = counted + passed, law.qualifying_months
            scheduled = schedules[law.schedule, months]
            awarded = award_months(months, unused, minimum, scheduled, law.cap_months)
            if awarded != entitled:
                entitled = awarded
                paid = expected_months_paid(search, entitled, law.waiting_months, law.benefit_month)
                paid_beside = expected_months_paid(
                    work.gain_rate + last, entitled, law.waiting_months, law.benefit_month
                )
            chance = unclaimed * (1.0 - first) / hazard if hazard > 0.0 else 0.0
            benefit_months += chance * claim * paid * law.benefit_fen
            if beside > 0.0:
                benefit_months += chance * beside * paid_beside * law.partial_benefit_fen
        alive *= stay
        unclaimed *= first
    own_share = law.rate_ppm / 1e6 * (1.0 - law.platform_share_ppm / 1e6)
    benefit = benefit_months * accepted * law.marginal_utility
    return benefit - law.cost_salience * base_fen * own_share * at_work


@rule
def covered_share(work: Record, covered_causes: int) -> float:
    """Share of her platform losses that are involuntary and from a covered cause."""
    share = 0.0
    if work.self_employed == 1:
        if is_covered(covered_causes, Cause.LICENCE.value):
            share += work.cause_1
        if is_covered(covered_causes, Cause.BUSINESS_FAILURE.value):
            share += 1.0 - work.cause_1
    else:
        if is_covered(covered_causes, Cause.PLATFORM_CLOSED.value):
            share += work.cause_1
        if is_covered(covered_causes, Cause.NO_WORK_OFFERED.value):
            share += work.cause_2 - work.cause_1
        if is_covered(covered_causes, Cause.ACCOUNT_SUSPENDED.value):
            share += work.cause_3 - work.cause_2
        if is_covered(covered_causes, Cause.DEMAND_DROP.value):
            share += 1.0 - work.cause_3
    return share * work.involuntary_share


@rule
def last_loss_rate(loss: float, gain: float, platforms: int, platforms_max: int) -> float:
    """One over the mean months until the last of ``platforms`` is gone, while more are gained.

    Mean passage time of the birth and death chain: from k to k - 1 platforms takes
    (1 + gain * passage from k + 1) / (k * loss), and at ``platforms_max`` there is no gain.
    """
    if loss == 0.0:
        return 0.0
    passage, mean = 0.0, 0.0
    for below in range(PLATFORMS_MAX):
        k = PLATFORMS_MAX - below
        if k <= platforms_max:
            passage = (1.0 + (gain * passage if k < platforms_max else 0.0)) / (k * loss)
            if k <= platforms:
                mean += passage
    return 1.0 / mean


@rule
def expected_months_paid(exit_rate: float, entitled: int, waiting: int, reading: int) -> float:
    """Months paid, in the mean, of ``entitled`` ones when the spell ends at ``exit_rate``."""
    stay = math.exp(-exit_rate)
    paid = float(entitled)
    if exit_rate > 0.0:
        paid = (1.0 - math.pow(stay, entitled)) / (1.0 - stay)
    paid *= math.pow(stay, waiting)
    if reading == BenefitMonth.REGISTRATION_DAY.value:
        return paid
    if reading == BenefitMonth.NEXT_CALENDAR_MONTH.value and exit_rate > 0.0:
        return paid * stay * (1.0 - stay) / exit_rate
    return paid * stay


@rule
def foreseen_join_time(world: Setting, her: Record, loss: float, cause: int) -> float:
    """When one who foresees the loss of her only platform joins: NEVER if she does not.

    The first time from now to ``loss`` at which the rule is strategic where the measure
    applies, she is one of those who foresee, the cause is covered, and either the loss is no
    further than ``foresight_months`` away or she has months enough. Nobody foresees a loss after
    the end of the projection.
    """
    if cause == Cause.VOLUNTARY.value or loss >= world.work[0].months:
        return NEVER
    for month in range(int(her.time), int(loss) + 1):
        law = world.months[month]
        start = max(her.time, float(month))
        counted = counted_months(her.own, her.brought, law.prior_months_count)
        if not has_qualifying_period(counted, her.unused, law.qualifying_months):
            start = max(start, loss - law.foresight_months)
        if (
            law.joining_rule == JoiningRule.STRATEGIC.value
            and law.scheme_open == 1
            and her.foresight < law.foresight_share
            and is_covered(law.covered_causes, cause)
            and start < min(month + 1.0, loss)
        ):
            return start
    return NEVER
