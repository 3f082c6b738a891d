"""Membership (section 4): attention, joining at a fixed chance, stopping, July, the base."""

import math

from scipy.special import ndtr

from uisim.selftest.case import ENTERED, Case, Value, at, total
from uisim.selftest.theory import CEILING_FEN, MINIMUM_WAGE_FEN, jobless

EXOGENOUS = {"joining.rule": "exogenous"}


def members(share: float, join: float, lapse: float, time: float) -> float:
    """Share of members ``time`` months after it was ``share``: a two-state chain."""
    rest = join / (join + lapse)
    return rest + (share - rest) * math.exp(-(join + lapse) * time)


def joining() -> Case:
    """Attention like a Poisson process, thinned by the chance of joining."""
    attention, chance = 0.1, 0.4
    settings = EXOGENOUS | {
        "joining.attention_rate_month": attention,
        "joining.probability": chance,
    }
    values = tuple(
        Value(
            f"Members after {time} months",
            f"{time}个月末参保比例",
            -math.expm1(-attention * chance * time),
            at("members", time),
            at("workers", time),
        )
        for time in (6, 24)
    )
    return Case("4.1", settings, 3_600, values)


def lapsing() -> Case:
    """Members stop and are attentive again."""
    join, lapse, months = 0.05, 0.05, 24
    insured = (
        join / (join + lapse) * (months - -math.expm1(-(join + lapse) * months) / (join + lapse))
    )
    settings = EXOGENOUS | {
        "joining.attention_rate_month": join,
        "membership.lapse_rate_month": lapse,
    }
    values = (
        Value(
            "Members after 24 months, some stop",
            "有人停保时24个月末参保比例",
            members(0, join, lapse, months),
            at("members", months),
            ENTERED,
        ),
        Value(
            "Memberships ended a worker", "人均停保次数", lapse * insured, total("lapsed"), ENTERED
        ),
    )
    return Case("4.2", settings, 3_600, values)


def july_review() -> Case:
    """Each July a share of the members decides again; the projection starts in January."""
    attention, chance, lapse, review = 0.1, 0.4, 0.05, 0.5
    join = attention * chance
    stays = 1 - review * (1 - chance)
    first = members(0, join, lapse, 6) * stays
    second = members(first, join, lapse, 12) * stays
    settings = EXOGENOUS | {
        "joining.attention_rate_month": attention,
        "joining.probability": chance,
        "membership.lapse_rate_month": lapse,
        "membership.july_review_share": review,
    }
    values = (
        Value(
            "Members five months after a July",
            "七月复核五个月后参保比例",
            members(first, join, lapse, 6),
            at("members", 12),
            ENTERED,
        ),
        Value(
            "Members after a second July",
            "第二次七月复核后参保比例",
            members(second, join, lapse, 1),
            at("members", 19),
            ENTERED,
        ),
    )
    return Case("4.3", settings, 6_000, values)


def default_in() -> Case:
    """Member from the first day unless opted out; who stopped rejoins by attention (behaviour)."""
    opted_out, lapse, attention, chance = 0.3, 0.05, 0.1, 0.4
    settings = {
        "joining.opt_out_share": opted_out,
        "joining.attention_rate_month": attention,
        "joining.probability": chance,
        "membership.lapse_rate_month": lapse,
    }
    value = Value(
        "Members after 24 months, default in",
        "默认参保24个月末参保比例",
        (1 - opted_out) * members(1, attention * chance, lapse, 24),
        at("members", 24),
        ENTERED,
    )
    return Case("4.4", settings, 3_600, (value,))


def resuming() -> Case:
    """After a benefit spell a share resumes, the others stop on the day they return."""
    find, resume = 0.4, 0.6
    returned = -math.expm1(-find * 7)
    settings = {
        "population.prior_insurance.share": 1,
        "law.qualifying_months": 1,
        "law.duration": {"steps": [[1, 3]]},
        "economy.force_majeure": [{"month": "2030-02", "share": 1}],
        "work.all.reemployment_rate_month": find,
        "membership.resume_share": resume,
    }
    value = Value(
        "Members seven months after a benefit spell began",
        "领取开始七个月后参保比例",
        1 - returned * (1 - resume),
        at("members", 8),
        ENTERED,
    )
    return Case("4.5", settings, 3_600, (value,))


def later_start() -> Case:
    """The measure starts in July: those at work join at that opening, the jobless on return."""
    loss, find = 0.1, 0.3
    settings = {
        "population.scheme_from": {"guangzhou": "2030-07"},
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
    }
    values = (
        Value(
            "Members before the measure starts", "实施前参保人数", 0.0, at("members", 6), ENTERED
        ),
        Value(
            "Members a month after it starts",
            "实施一个月后参保比例",
            1 - jobless(loss, find, 6) * math.exp(-find),
            at("members", 7),
            ENTERED,
        ),
    )
    return Case("4.6", settings, 4_800, values)


def contributions() -> Case:
    """A contribution falls due at a close at which a member works; nobody claims here."""
    loss, find, months = 0.05, 0.25, 24
    closes = sum(1 - jobless(loss, find, time) for time in range(1, months + 1))
    settings = {
        "work.all.involuntary_share": 0,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "law.contribution_rate": 0.03,
    }
    values = (
        Value(
            "Months contributed ÷ months of membership",
            "缴费月数÷参保月数",
            closes / months,
            total("contributors"),
            total("members"),
        ),
        Value(
            "Contributions a worker, fen",
            "人均缴费（分）",
            closes * 0.03 * MINIMUM_WAGE_FEN,
            total("contributions_own_fen"),
            ENTERED,
        ),
    )
    return Case("4.7", settings, 2_400, values)


def declared_base() -> Case:
    """The base: the floor by habit, else log-normal income between floor and ceiling."""
    mean, spread, of_year, floor_share = 600_000.0, 0.9, 0.4, 0.25
    sd = math.hypot(spread, of_year)
    middle = math.log(mean) - sd**2 / 2
    low, high = ((math.log(limit) - middle) / sd for limit in (MINIMUM_WAGE_FEN, CEILING_FEN))
    within = mean * (ndtr(high - sd) - ndtr(low - sd))
    truthful = MINIMUM_WAGE_FEN * ndtr(low) + within + CEILING_FEN * ndtr(-high)
    settings = {
        "projection.months": 6,
        "declaring.floor_share": floor_share,
        "work.all.income_log_sd": spread,
        "work.all.income_year_log_sd": of_year,
    }
    values = (
        Value(
            "Mean base, fen",
            "平均缴费基数（分）",
            float(floor_share * MINIMUM_WAGE_FEN + (1 - floor_share) * truthful),
            total("base_sum_fen"),
            total("contributors"),
        ),
        Value(
            "Members at the floor",
            "按下限缴费比例",
            float(floor_share + (1 - floor_share) * ndtr(low)),
            total("members_at_floor"),
            total("members"),
        ),
    )
    return Case("4.8", settings, 4_800, values)


CASES = (
    joining,
    lapsing,
    july_review,
    default_in,
    resuming,
    later_start,
    contributions,
    declared_base,
)
