"""Work (section 1): one platform, lost and found again; leaving, illness, retirement."""

import math

from scipy.integrate import quad

from uisim.selftest.case import ENTERED, Case, Value, at, less, total
from uisim.selftest.theory import jobless, time_at_work

AT_WORK_12 = less(at("workers", 12), at("jobless", 12))


def two_state_chain() -> Case:
    """Work and worklessness, each exponential: share without work along time, and the flows."""
    loss, find, months = 0.05, 0.25, 24
    working = time_at_work(loss, find, months)
    path = [
        Value(
            f"Jobless after {time} months",
            f"{time}个月末失业比例",
            jobless(loss, find, time),
            at("jobless", time),
            at("workers", time),
        )
        for time in (1, 3, months)
    ]
    flows = [
        Value("Losses a worker", "人均失业次数", loss * working, total("last_losses"), ENTERED),
        Value(
            "Returns to work a worker",
            "人均再就业次数",
            find * (months - working),
            total("found_work"),
            ENTERED,
        ),
    ]
    settings = {"work.all.loss_rate_month": loss, "work.all.reemployment_rate_month": find}
    return Case("1.1", settings, 3_600, (*path, *flows))


def leaving() -> Case:
    """Leaving at a constant rate, from work or not."""
    loss, find, leave, months = 0.05, 0.25, 0.03, 24
    left = -math.expm1(-leave * months)
    idle = quad(lambda t: leave * math.exp(-leave * t) * jobless(loss, find, t), 0, months)[0]
    settings = {
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "work.all.leave_rate_month": leave,
    }
    values = (
        Value(
            "Still there after 24 months", "24个月后留存比例", 1 - left, at("workers", 24), ENTERED
        ),
        Value(
            "Jobless among those who left",
            "退出时失业的比例",
            idle / left,
            total("left_jobless"),
            total("left"),
        ),
    )
    return Case("1.2", settings, 6_000, values)


def frailty() -> Case:
    """Risks that differ: survival on the first platform is a gamma mixture."""
    loss, variance = 0.03, 0.5
    values = tuple(
        Value(
            f"First platform kept {time} months, risks differ",
            f"{time}个月末仍在首个平台（风险有别）",
            (1 + variance * loss * time) ** (-1 / variance),
            less(at("workers", time), at("jobless", time)),
            ENTERED,
        )
        for time in (12, 60)
    )
    settings = {
        "projection.months": 60,
        "work.all.loss_rate_month": loss,
        "work.all.risk_variance": variance,
    }
    return Case("1.3", settings, 3_000, values)


def weibull_losses() -> Case:
    """Weibull time on a platform, in operational time: a recession from month 6 to 18."""
    loss, shape, recession = 0.04, 0.7, 3.0

    def kept(time: float) -> float:
        ran = time + (recession - 1) * (min(time, 18) - min(time, 6))
        return math.exp(-((loss * math.gamma(1 + 1 / shape) * ran) ** shape))

    values = tuple(
        Value(
            f"Weibull, recession: at work after {time} months",
            f"韦布尔分布与衰退：{time}个月末在业",
            kept(time),
            less(at("workers", time), at("jobless", time)),
            ENTERED,
        )
        for time in (12, 30)
    )
    settings = {
        "projection.months": 30,
        "work.all.loss_rate_month": loss,
        "work.all.loss_shape": shape,
        "economy.recessions": [
            {"from": "2030-07", "months": 12, "loss": recession, "reemployment": 1.0}
        ],
    }
    return Case("1.4", settings, 3_600, values)


def weibull_search() -> Case:
    """All lose their work at time 1; Weibull search, slowed by a recession from month 3 to 9."""
    find, shape, slow = 0.15, 1.5, 0.4

    def idle(time: float) -> float:
        ran = time - 1 - (1 - slow) * (min(time, 9) - min(time, 3))
        return math.exp(-((find * math.gamma(1 + 1 / shape) * ran) ** shape))

    values = tuple(
        Value(
            f"Weibull search, recession: jobless after {time} months",
            f"韦布尔求职与衰退：{time}个月末失业",
            idle(time),
            at("jobless", time),
            ENTERED,
        )
        for time in (6, 12)
    )
    settings = {
        "work.all.reemployment_rate_month": find,
        "work.all.reemployment_shape": shape,
        "economy.force_majeure": [{"month": "2030-02", "share": 1}],
        "economy.recessions": [{"from": "2030-04", "months": 6, "loss": 1.0, "reemployment": slow}],
    }
    return Case("1.5", settings, 3_600, values)


def illness() -> Case:
    """Illness takes all platforms at once, whatever their number."""
    rate = 0.03
    settings = {"work.all.illness_rate_month": rate, "work.all.several_share": 1}
    values = (
        Value(
            "Ill within 24 months",
            "24个月内因病失业",
            -math.expm1(-24 * rate),
            at("jobless", 24),
            ENTERED,
        ),
        Value(
            "Platforms lost at an illness",
            "因病失去的平台数",
            2.0,
            total("losses_involuntary"),
            total("last_losses"),
        ),
    )
    return Case("1.6", settings, 3_600, values)


def retirement() -> Case:
    """Men retire at 60, from 2025-01 a month later for every four months begun."""
    low, mode, high = 40.0, 50.0, 59.0

    def older(age: float) -> float:
        return (high - age) ** 2 / ((high - low) * (high - mode))

    settings = {
        "projection.start": "2022-01",
        "projection.months": 60,
        "population.entry_age": {"min": low, "mode": mode, "max": high},
    }
    values = (
        Value(
            "Retired within 36 months", "36个月内退休", older(57), total("left", until=36), ENTERED
        ),
        Value(
            "Retired within 60 months, ages rising",
            "60个月内退休（延迟退休）",
            older(60 - 55 / 12),
            total("left"),
            ENTERED,
        ),
    )
    return Case("1.7", settings, 12_000, values)


def provoked_losses() -> Case:
    """A qualified member provokes losses of her only platform at a rate of its own (behaviour)."""
    loss, provoked = 0.02, 0.04
    settings = {
        "projection.months": 12,
        "population.prior_insurance.share": 1,
        "law.qualifying_months": 1,
        "work.all.loss_rate_month": loss,
        "work.all.provoked_loss_rate_month": provoked,
    }
    values = (
        Value(
            "At work after 12 months, losses provoked",
            "存在诱致性中断时12个月末在业",
            math.exp(-12 * (loss + provoked)),
            AT_WORK_12,
            ENTERED,
        ),
    )
    return Case("1.8", settings, 3_600, values)


CASES = (
    two_state_chain,
    leaving,
    frailty,
    weibull_losses,
    weibull_search,
    illness,
    retirement,
    provoked_losses,
)
