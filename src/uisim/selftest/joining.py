"""Joining that responds (section 5): to what it gains, to a loss foreseen, to more months."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, roots_genlaguerre

from uisim.selftest.case import ENTERED, Case, Value, at, figure, one, total
from uisim.selftest.theory import (
    BENEFIT_FEN,
    MINIMUM_WAGE_FEN,
    after,
    annuity,
    generator,
    guangdong,
)

LOSS, FIND, ILL, SEARCH_EFFECT = 0.04, 0.25, 0.002, 0.1
COVERED = 0.65 * 0.5
TAKE_UP, VERIFIED, DELAY = 0.6, 0.8, 0.5
THRESHOLD_FEN, SCALE_FEN, SALIENCE, HORIZON = 10_000, 8_000, 0.1, 24
LOGIT = {
    "work.all.loss_rate_month": LOSS,
    "work.all.reemployment_rate_month": FIND,
    "work.all.illness_rate_month": ILL,
    "work.all.search_effect": SEARCH_EFFECT,
    "work.all.involuntary_share": 0.5,
    "work.all.cause_shares": {
        "platform_closed": 0.1,
        "no_work_offered": 0.25,
        "account_suspended": 0.3,
        "demand_drop": 0.35,
    },
    "claiming.take_up": TAKE_UP,
    "claiming.verified_share": VERIFIED,
    "claiming.delay_months_mean": DELAY,
    "joining.rule": "logit",
    "joining.attention_rate_month": 0.1,
    "joining.threshold_yuan": THRESHOLD_FEN / 100,
    "joining.scale_yuan": SCALE_FEN / 100,
    "joining.cost_salience": SALIENCE,
    "joining.horizon_months": HORIZON,
}


def chance_of_joining(
    belief: float, rate: float, months: int = 0, threshold_fen: float = THRESHOLD_FEN
) -> float:
    """Logit of the gain (docs/model.md, "The gain of joining"): one platform, the floor declared.

    belief: believed rate of losing the platform. months: contributed before.
    """
    hazard = belief + ILL
    claim = belief * COVERED + ILL
    paid = sum(
        math.exp(-k * hazard)
        * -math.expm1(-hazard)
        * (claim / hazard)
        * annuity(FIND * (1 - SEARCH_EFFECT), guangdong(months + k))
        for k in range(HORIZON)
        if months + k >= 12
    )
    benefit = paid * TAKE_UP * VERIFIED / (1 + FIND * DELAY) * BENEFIT_FEN * 0.6**-2
    cost = SALIENCE * MINIMUM_WAGE_FEN * rate * annuity(hazard, HORIZON)
    return float(expit((benefit - cost - threshold_fen) / SCALE_FEN))


def joined(loss: float, chance: float, months: float) -> float:
    """Share who have joined: attention counts while at work, so not between a loss and a return."""
    rates = [(0, 1, loss + ILL), (1, 0, FIND), (0, 2, 0.1 * chance)]
    return float(after(generator(3, rates), [1, 0, 0], months)[2])


def response_to_price() -> Case:
    """The gain of joining at a contribution rate of 1 %: everyone alike."""
    return _price("5.1", 0.01, "1 %", "1%")


def response_to_a_higher_price() -> Case:
    """The same at 5 %: fewer join."""
    return _price("5.1", 0.05, "5 %", "5%")


def _price(section: str, rate: float, en: str, zh: str) -> Case:
    settings = LOGIT | {"law.contribution_rate": rate}
    value = Value(
        f"Joined within 24 months at a rate of {en}",
        f"费率{zh}时24个月内参保",
        joined(LOSS, chance_of_joining(LOSS, rate), 24),
        total("joined"),
        ENTERED,
    )
    return Case(section, settings, 3_600, (value,))


def selection() -> Case:
    """Risks differ and are half believed: who joins, and at what risk."""
    variance, weight, months, nodes = 0.5, 0.5, 12, 40
    risks, weights = roots_genlaguerre(nodes, 1 / variance - 1)
    risks, weights = risks * variance, weights / weights.sum()
    chances = [chance_of_joining(LOSS * z**weight, 0.01) for z in risks]

    def months_at_work(z: float, chance: float) -> NDArray[np.float64]:
        """Months at work (closes) as a non-member and as a member."""
        rates = [(0, 1, LOSS * z + ILL), (1, 0, FIND), (2, 3, LOSS * z + ILL), (3, 2, FIND)]
        moves = generator(4, [*rates, (0, 2, 0.1 * chance)])
        return np.sum([after(moves, [1, 0, 0, 0], t) for t in range(1, months + 1)], axis=0)[::2]

    people = np.array([months_at_work(z, p) for z, p in zip(risks, chances, strict=True)])
    of_others, of_members = (weights * risks @ people) / (weights @ people)
    share = weights @ [joined(LOSS * z, p, months) for z, p in zip(risks, chances, strict=True)]
    settings = LOGIT | {
        "projection.months": months,
        "work.all.risk_variance": variance,
        "joining.belief_weight": weight,
    }
    values = (
        Value(
            "Joined within a year, risks differ",
            "一年内参保（风险有别）",
            float(share),
            total("joined"),
            ENTERED,
        ),
        Value(
            "Risk of members ÷ of others",
            "参保者与未参保者风险之比",
            float(of_members / of_others),
            figure("selection_index"),
            one,
        ),
    )
    return Case("5.2", settings, 3_600, values)


def review_by_gain() -> Case:
    """In July members decide by what staying gains, the more months contributed the more."""
    review, months, threshold_fen = 0.8, 6, 50_000.0
    moves = generator(2, [(0, 1, LOSS + ILL), (1, 0, FIND)])
    steps = np.array([after(moves, start, 1.0) for start in ([1, 0], [0, 1])])
    # Chance of (at work or not, months contributed) at the opening of July.
    reached = np.zeros((2, months + 1))
    reached[0, 0] = 1
    for _ in range(months):
        moved = steps.T @ reached
        reached = np.stack([np.roll(moved[0], 1), moved[1]])
    stops = [1 - chance_of_joining(LOSS, 0.01, own, threshold_fen) for own in range(months + 1)]
    settings = LOGIT | {
        "projection.months": 8,
        "joining.rule": {"beginning": "default_in", "2030-02": "logit"},
        "joining.attention_rate_month": 0,
        "joining.threshold_yuan": threshold_fen / 100,
        "membership.july_review_share": review,
    }
    value = Value(
        "Stopped at a July, by what staying gains",
        "七月按预期收益停保的比例",
        float(review * reached[0] @ stops),
        total("lapsed"),
        ENTERED,
    )
    return Case("5.3", settings, 3_600, (value,))


def strategic() -> Case:
    """Some foresee the loss of their platform and join 12 months before: a month for twelve."""
    loss, foresee, forced, months = 0.06, 0.5, 0.8, 60
    some = foresee * forced

    def lost(since: float, until: float) -> float:
        return math.exp(-loss * since) - math.exp(-loss * until)

    early = sum(k * lost(k, k + 1) for k in range(12))
    paid = lost(12, months)
    settings = {
        "projection.months": months,
        "joining.rule": "strategic",
        "joining.foresight_share": foresee,
        "joining.foresight_months": 12,
        "work.all.loss_rate_month": loss,
        "work.all.involuntary_share": forced,
    }
    values = (
        Value(
            "Members who foresee a loss, after 6 months",
            "预见失业者6个月末参保比例",
            some * lost(0, 18),
            at("members", 6),
            ENTERED,
        ),
        Value(
            "Awards to those who foresee",
            "预见失业者获批比例",
            some * paid,
            total("claims_awarded"),
            ENTERED,
        ),
        Value(
            "Break-even rate of those who foresee",
            "预见失业者的平衡费率",
            0.9 * paid / (12 * paid + early),
            total("benefits_fen"),
            total("base_sum_fen"),
        ),
    )
    return Case("5.4", settings, 3_000, values)


CASES = (response_to_price, response_to_a_higher_price, selection, review_by_gain, strategic)
