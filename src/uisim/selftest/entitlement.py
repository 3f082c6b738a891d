"""Entitlement (section 7): schedules, cap, months brought and unused, what is left then."""

import math
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from uisim.selftest.carry_over import Rules, claims_and_payments
from uisim.selftest.case import ENTERED, Amount, Case, Value, at, figure, one, total
from uisim.selftest.theory import annuity, guangdong

AWARDS = total("claims_awarded")
MONTHS_AWARDED = total("months_awarded")
BROUGHT_MAX = 180


def brought(most: int = BROUGHT_MAX, unused_share: float = 0.0) -> dict[str, object]:
    """Everyone brings 1 to ``most`` months, and all lose their work at time 1."""
    prior = {"share": 1, "months_max": most, "unused_share": unused_share}
    return {
        "projection.months": 3,
        "population.prior_insurance": prior,
        "economy.force_majeure": [{"month": "2030-02", "share": 1}],
    }


def national(months: int) -> int:
    """Months of benefit: 12, 18, 24 from 1, 5, 10 years."""
    return 24 if months >= 120 else 18 if months >= 60 else 12


def own_steps(months: int) -> int:
    """Months of benefit by steps of a reform, at least 1."""
    return 7 if months >= 60 else 2 if months >= 9 else 1


def schedule(
    en: str, zh: str, of: Callable[[int], int], least: int, cap: int, law: Mapping[str, object]
) -> Case:
    """Months of benefit over 2 to 181 months of contribution, one of them her own."""
    given = [min(cap, of(b + 1)) for b in range(1, BROUGHT_MAX + 1) if b + 1 >= least]
    value = Value(
        f"Months awarded, {en}",
        f"平均核定月数（{zh}）",
        sum(given) / len(given),
        MONTHS_AWARDED,
        AWARDS,
    )
    return Case("7.1", brought() | dict(law), 3_600, (value,))


def qualifying() -> Case:
    """Who has a year: of 1 to 36 months brought and one of her own, those from 12 on."""
    value = Value("Awarded, a year needed", "缴费满一年获批", 26 / 36, AWARDS, ENTERED)
    return Case("7.2", brought(36), 3_600, (value,))


def prior_months_do_not_count() -> Case:
    """After 13 months of her own everyone has one month, whatever she brings."""
    settings = brought() | {
        "projection.months": 15,
        "economy.force_majeure": [{"month": "2031-02", "share": 1}],
        "law.prior_months_count": False,
    }
    value = Value(
        "Months awarded, own months only", "平均核定月数（仅本人）", 1.0, MONTHS_AWARDED, AWARDS
    )
    return Case("7.3", settings, 1_000, (value,))


def unused_added() -> Case:
    """Unused entitlement is added up to the cap, and qualifies by itself."""
    share = 0.5
    entitled = [
        (share / 6 if unused else 1 - share, min(24, earned + unused))
        for b in range(1, BROUGHT_MAX + 1)
        for earned in [guangdong(b + 1)]
        for unused in range(7)
        if earned + unused > 0
    ]
    weight = sum(w for w, _ in entitled)
    values = (
        Value(
            "Months awarded, unused ones added",
            "平均核定月数（合并未领月数）",
            sum(w * months for w, months in entitled) / weight,
            MONTHS_AWARDED,
            AWARDS,
        ),
        Value(
            "Awarded, unused months qualify",
            "未领月数视同符合条件",
            weight / BROUGHT_MAX,
            AWARDS,
            ENTERED,
        ),
    )
    return Case("7.4", brought(unused_share=share), 3_600, values)


def exhaustion() -> Case:
    """After how many months of benefit it is used up: months brought, and no work found by then."""
    find, last = 0.05, 24
    given = [min(last, guangdong(b + 1)) for b in range(1, BROUGHT_MAX + 1) if b + 1 >= 12]
    settings = brought() | {
        "projection.months": last + 2,
        "work.all.reemployment_rate_month": find,
    }
    values = tuple(
        Value(
            f"Exhausted after {months} months of benefit",
            f"领满{months}个月的比例",
            given.count(months) / BROUGHT_MAX * math.exp(-find * months),
            at("exhausted", months + 2),
            ENTERED,
        )
        for months in (1, 4, 12, last)
    )
    return Case("7.8", settings, 3_600, values)


def brought_spent_first() -> Case:
    """What rests on brought months: of D(brought + 13) the first D(brought)."""
    find, most = 0.2, 60
    settings = brought(most) | {
        "projection.months": 40,
        "economy.force_majeure": [{"month": "2031-02", "share": 1}],
        "work.all.reemployment_rate_month": find,
    }
    resting, paid = (
        sum(annuity(find, guangdong(b + own)) for b in range(1, most + 1)) for own in (0, 13)
    )
    value = Value(
        "Outgo on months brought",
        "由转入月数承担的支出",
        resting / paid,
        figure("outgo_on_brought_months"),
        one,
    )
    return Case("7.5", settings, 2_400, (value,))


def waiting_for_eligibility() -> Case:
    """The month of the first award: 12 closes at work, then the next loss.

    Mean Q (1 + l/r); beyond it the whole months until the loss. Nobody stays after her award.
    """
    loss, find, asked, months = 0.12, 0.3, 12, 150
    both = loss + find
    idle = loss / both * -math.expm1(-both)
    back = find / both * -math.expm1(-both)
    more = math.exp(-loss)
    mean = asked * (1 + loss / find) + more / (1 - more)
    variance = asked * (idle * (2 - back) / back**2 - (idle / back) ** 2) + more / (1 - more) ** 2

    def summed(power: int) -> Amount:
        centre = mean if power == 2 else 0.0
        weights = (np.arange(months) - centre) ** power
        return lambda statement: float(statement.monthly["claims_awarded"] @ weights)

    settings = {
        "projection.months": months,
        "membership.resume_share": 0,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
    }
    values = (
        Value("Month of the first award", "首次获批月份", mean, summed(1), AWARDS),
        Value("Variance of the month", "首次获批月份的方差", variance, summed(2), AWARDS),
    )
    return Case("7.6", settings, 1_500, values)


def repeated_claims(carry_over: bool, keep: bool, en: str, zh: str) -> Case:
    """Claim after claim: what is left of entitlement and of months, by each reading."""
    months = 48
    rules = Rules(0.1, 0.35, 6, ((6, 3), (12, 6)), 24, carry_over, keep)
    claims, paid = claims_and_payments(rules, months)
    settings = {
        "projection.months": months,
        "work.all.loss_rate_month": rules.loss,
        "work.all.reemployment_rate_month": rules.find,
        "law.duration": {"steps": rules.steps},
        "law.qualifying_months": rules.asked,
        "law.carry_over": carry_over,
        "law.months_after_award": "keep_remainder" if keep else "zero",
    }
    values = (
        Value(f"Awards a worker ({en})", f"人均获批次数（{zh}）", claims, AWARDS, ENTERED),
        Value(
            f"Months paid ({en})", f"人均领取月数（{zh}）", paid, total("claimants_paid"), ENTERED
        ),
    )
    return Case("7.7", settings, 2_400, values)


STEPS = {"law.duration": {"steps": [[9, 2], [60, 7]]}, "law.qualifying_months": 4}
CASES = (
    partial(schedule, "Guangdong", "广东", guangdong, 12, 24, {}),
    partial(schedule, "cap 10", "上限10个月", guangdong, 12, 10, {"law.cap_months": 10}),
    partial(schedule, "national", "全国", national, 12, 24, {"law.duration": "national"}),
    partial(schedule, "own steps, at least 1", "自设阶梯，至少1个月", own_steps, 4, 24, STEPS),
    qualifying,
    prior_months_do_not_count,
    unused_added,
    exhaustion,
    brought_spent_first,
    waiting_for_eligibility,
    partial(repeated_claims, True, False, "unused kept, months to 0", "结转、清零"),
    partial(repeated_claims, False, False, "unused lost, months to 0", "不结转、清零"),
    partial(repeated_claims, True, True, "unused kept, remainder too", "结转、留余"),
    partial(repeated_claims, False, True, "unused lost, remainder kept", "不结转、留余"),
)
