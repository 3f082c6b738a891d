"""Several platforms and what strikes many at once (section 2)."""

import math

import numpy as np
from numpy.typing import NDArray

from uisim.fund.statement import Statement
from uisim.selftest.case import ENTERED, EVERY_KIND, Case, Value, at, by_kind, less, one, total
from uisim.selftest.theory import after, generator


def chain(loss: float, gain: float, most: int, find: float) -> NDArray[np.float64]:
    """Birth and death of platforms: each lost at a rate, one more gained while at work."""
    rates = [(k, k - 1, k * loss) for k in range(1, most + 1)]
    rates += [(k, k + 1, gain) for k in range(1, most)]
    return generator(most + 1, [*rates, (0, 1, find)])


def gained_and_lost() -> Case:
    """One platform at first, two at the most, work found again."""
    loss, gain, find = 0.06, 0.1, 0.3
    moves = chain(loss, gain, 2, find)
    settings = {
        "work.all.loss_rate_month": loss,
        "work.all.gain_rate_month": gain,
        "work.all.reemployment_rate_month": find,
    }
    values = tuple(
        Value(
            f"Up to two platforms: jobless after {time} months",
            f"至多两个平台：{time}个月末失业",
            float(after(moves, [0, 1, 0], time)[0]),
            at("jobless", time),
            ENTERED,
        )
        for time in (6, 24)
    )
    return Case("2.1", settings, 6_000, values)


def time_to_lose_all() -> Case:
    """Phase-type time until all platforms are gone: three at the most, half begin with two."""
    loss, gain = 0.08, 0.05
    moves = chain(loss, gain, 3, 0.0)
    settings = {
        "projection.months": 48,
        "work.all.platform_market_shares": [0.4, 0.3, 0.3],
        "work.all.platforms_max": 3,
        "work.all.several_share": 0.5,
        "work.all.loss_rate_month": loss,
        "work.all.gain_rate_month": gain,
    }
    values = tuple(
        Value(
            f"Up to three platforms: all lost within {time} months",
            f"至多三个平台：{time}个月内全部失去",
            float(after(moves, [0, 0.5, 0.5, 0], time)[0]),
            at("jobless", time),
            ENTERED,
        )
        for time in (12, 48)
    )
    return Case("2.2", settings, 3_600, values)


def mean_time_to_lose_all() -> Case:
    """Mean 1/l + g/(2 l²) until all are lost, from one platform with two at the most."""
    loss, gain, months = 0.08, 0.08, 180
    moves = chain(loss, gain, 2, 0.0)
    closes = sum(1 - after(moves, [0, 1, 0], time)[0] for time in range(1, months + 1))
    settings = {
        "projection.months": months,
        "work.all.loss_rate_month": loss,
        "work.all.gain_rate_month": gain,
    }
    value = Value(
        "Months at work until all is lost",
        "失去全部平台前在业月数",
        float(closes),
        less(total("workers"), total("jobless")),
        ENTERED,
    )
    return Case("2.3", settings, 1_200, (value,))


def closures() -> Case:
    """Platforms close at random: a binomial mixture, so that losses come together."""
    rate, hits, openings = 24.0, 0.5, 2
    closes = -math.expm1(-rate / 12)
    kept_one = (1 - closes * hits) ** openings
    kept_both = (1 - closes + closes * (1 - hits) ** 2) ** openings

    def lost_pairs(statement: Statement) -> float:
        lost, there = (by_kind(statement, name)[:, openings] for name in ("jobless", "workers"))
        return float((lost * (lost - 1) / (there * (there - 1))).mean())

    settings = EVERY_KIND | {
        "projection.months": openings + 1,
        "work.all.platform_market_shares": [1],
        "work.all.platforms_max": 1,
        "work.all.closure_rate_year": rate,
        "work.all.closure_hits": hits,
    }
    values = (
        Value(
            "Lost to closures", "因平台关闭失业", 1 - kept_one, at("jobless", 3), at("workers", 3)
        ),
        Value(
            "Two workers of a platform both lost it",
            "同平台两人同时失业",
            1 - 2 * kept_one + kept_both,
            lost_pairs,
            one,
        ),
    )
    return Case("2.4", settings, 800, values, "replications")


CASES = (gained_and_lost, time_to_lose_all, mean_time_to_lose_all, closures)
