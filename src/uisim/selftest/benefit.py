"""Benefits (section 8): when a month is due, slow search, what else is paid, undeclared work."""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.integrate import quad

from uisim.selftest.case import ENTERED, Case, Value, at, total
from uisim.selftest.theory import (
    AVERAGE_WAGE_YUAN,
    BENEFIT_FEN,
    MINIMUM_WAGE_FEN,
    after,
    annuity,
    generator,
)

PAID = total("claimants_paid")
AWARDS = total("claims_awarded")


def one_claim(entitlement: int) -> dict[str, object]:
    """Everyone is qualified for so many months, and nobody stays a member after her claim."""
    return {
        "population.prior_insurance.share": 1,
        "law.qualifying_months": 1,
        "law.duration": {"steps": [[1, entitlement]]},
        "membership.resume_share": 0,
    }


SHOCK = {"economy.force_majeure": [{"month": "2030-02", "share": 1}]}
"""All lose their work at time 1."""
LOSS, FIND, LEAVE, ENTITLED, MONTHS = 0.05, 0.25, 0.02, 6, 24


def on_the_day(wait: float) -> float:
    """Payments a worker: each ``wait`` + j months after the loss, if she is jobless and here."""
    return sum(
        LOSS
        / (LOSS + LEAVE)
        * -math.expm1(-(LOSS + LEAVE) * (MONTHS - delay))
        * math.exp(-(FIND + LEAVE) * delay)
        for delay in (wait + j for j in range(ENTITLED))
    )


def at_the_close() -> float:
    """Payments a worker until the end: at the closes of the calendar months after the loss."""
    went, goes = LOSS + LEAVE, FIND + LEAVE
    return sum(
        math.exp(-went * month)
        * quad(lambda day, j=j: LOSS * math.exp(-went * day - goes * (j + 1 - day)), 0, 1)[0]
        for j in range(1, ENTITLED + 1)
        for month in range(MONTHS - j)
    )


def month_of_benefit(en: str, zh: str, expected: float, law: dict[str, object]) -> Case:
    """When a month of benefit is due: each reading, and a wait."""
    settings = (
        one_claim(ENTITLED)
        | law
        | {
            "work.all.loss_rate_month": LOSS,
            "work.all.reemployment_rate_month": FIND,
            "work.all.leave_rate_month": LEAVE,
        }
    )
    value = Value(f"Months paid, {en}", f"人均领取月数（{zh}）", expected, PAID, ENTERED)
    return Case("8.1", settings, 4_800, (value,))


def search_effect() -> Case:
    """Search runs slower while on benefit (behaviour), and at full speed once it is used up."""
    find, effect, entitled = 0.3, 0.4, 4
    slow = find * (1 - effect)
    settings = (
        one_claim(entitled)
        | SHOCK
        | {
            "projection.months": 9,
            "work.all.reemployment_rate_month": find,
            "work.all.search_effect": effect,
        }
    )
    values = (
        Value(
            "Jobless two months into benefit",
            "领取两个月后失业",
            math.exp(-2 * slow),
            at("jobless", 3),
            ENTERED,
        ),
        Value(
            "Benefit exhausted", "领满比例", math.exp(-entitled * slow), total("exhausted"), AWARDS
        ),
        Value(
            "Jobless four months after exhaustion",
            "领满四个月后失业",
            math.exp(-entitled * slow - 4 * find),
            at("jobless", 9),
            ENTERED,
        ),
    )
    return Case("8.2", settings, 4_800, values)


def amounts() -> Case:
    """What a claim costs: benefit, medical contribution, job-seeking allowance, maternity."""
    find, entitled, births, seeking = 0.2, 6, 0.5, 3
    settings = (
        one_claim(entitled)
        | SHOCK
        | {
            "projection.months": 9,
            "work.all.male_share": 0,
            "work.all.reemployment_rate_month": find,
            "law.medical_month_yuan": {"2030-01": 500},
            "law.job_seeking": {"in_force": True, "base_share": 0.15, "months_max": seeking},
            "law.maternity": {"in_force": True, "benefits": 3, "birth_rate_year": births},
        }
    )
    on_benefit = -math.expm1(-find * entitled) / find
    expected = (
        ("benefits", "Benefit", "失业保险金", BENEFIT_FEN * annuity(find, entitled)),
        ("medical", "Medical contribution", "代缴医保费", 50_000 * annuity(find, entitled)),
        (
            "job_seeking",
            "Job-seeking allowance",
            "求职补贴",
            0.15 * MINIMUM_WAGE_FEN * annuity(find, seeking),
        ),
        (
            "maternity",
            "Maternity allowance",
            "生育补助",
            3 * BENEFIT_FEN * births / 12 * on_benefit,
        ),
    )
    values = tuple(
        Value(f"{en} an award, fen", f"每次核定的{zh}（分）", fen, total(f"{name}_fen"), AWARDS)
        for name, en, zh, fen in expected
    )
    return Case("8.3", settings, 4_800, values)


def growing_price() -> Case:
    """Medical contribution: its price moves with the average wage, by whole yuan, each July."""
    find, entitled, growth, price_fen = 0.2, 12, 0.1, 50_000
    then, now = (round(AVERAGE_WAGE_YUAN * (1 + growth) ** years) for years in (4, 5))
    grown_fen = math.floor(price_fen * now / then + 0.5)
    july = annuity(find, 5)
    expected = price_fen * july + grown_fen * (annuity(find, entitled) - july)
    settings = (
        one_claim(entitled)
        | SHOCK
        | {
            "projection.months": 14,
            "work.all.reemployment_rate_month": find,
            "economy.average_wage_growth_year": growth,
            "law.medical_month_yuan": {"2030-01": price_fen / 100},
        }
    )
    value = Value(
        "Medical contribution that grows, an award, fen",
        "每次核定的增长中代缴医保费（分）",
        expected,
        total("medical_fen"),
        AWARDS,
    )
    return Case("8.6", settings, 4_800, (value,))


def undeclared_work() -> Case:
    """Half of those who find work hide it until found out (behaviour); some lose it meanwhile."""
    loss, find, hidden, detection, entitled, months = 0.1, 0.4, 0.5, 2.0, 8, 24
    rates = [
        (0, 1, find * hidden),
        (0, 2, find * (1 - hidden)),
        (1, 0, loss),
        (1, 2, 1 / detection),
    ]
    moves = generator(3, rates)
    claims = [-math.expm1(-loss * (months - j)) for j in range(entitled + 1)]
    states = [after(moves, [1, 0, 0], j) for j in range(entitled + 1)]
    due = np.sum([claims[j] * states[j] for j in range(entitled)], axis=0)
    settings = one_claim(entitled) | {
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "claiming.undeclared_work_share": hidden,
        "claiming.detection_months": detection,
    }
    values = (
        Value(
            "Months paid, work hidden",
            "人均领取月数（含隐瞒就业）",
            float(due[:2].sum()),
            PAID,
            ENTERED,
        ),
        Value(
            "Months paid while working",
            "隐瞒就业期间领取月数",
            float(due[1]),
            total("undeclared_months"),
            ENTERED,
        ),
        Value(
            "Exhausted, work hidden",
            "领满比例（含隐瞒就业）",
            float(claims[entitled] * states[entitled][:2].sum()),
            total("exhausted"),
            ENTERED,
        ),
    )
    return Case("8.4", settings, 4_800, values)


def another_platform_pays() -> Case:
    """Under `pays` the first loss of two opens a claim at half, the second one an ordinary claim.

    Everyone has 1 to 6 months of entitlement unused, and no right beside it.
    """
    loss, find, share, most = 0.1, 0.25, 0.5, 6
    partly = ordinary = claims = 0.0
    for entitled in range(1, most + 1):
        partly += annuity(loss, entitled) / most
        for paid in range(1, entitled):
            # The other platform goes after so many payments: what is left pays in full.
            goes = math.exp(-loss * (paid - 1)) - math.exp(-loss * paid)
            ordinary += goes * annuity(find, entitled - paid) / most
            claims += goes / most
    settings = {
        "projection.months": 120,
        "population.prior_insurance": {"share": 1, "months_max": 1, "unused_share": 1},
        "law.qualifying_months": 600,
        "law.multi_platform_rule": {"mode": "pays", "benefit_share": share},
        "membership.resume_share": 0,
        "work.all.several_share": 1,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
    }
    values = (
        Value(
            "Awards, another platform pays",
            "人均获批次数（多平台给付）",
            1 + claims,
            AWARDS,
            ENTERED,
        ),
        Value(
            "Months paid, another platform pays",
            "人均领取月数（多平台给付）",
            partly + ordinary,
            PAID,
            ENTERED,
        ),
        Value(
            "Benefit a worker, another platform pays, fen",
            "人均保险金（多平台，分）",
            BENEFIT_FEN * (share * partly + ordinary),
            total("benefits_fen"),
            ENTERED,
        ),
    )
    return Case("8.5", settings, 1_500, values)


CASES: tuple[Callable[[], Case], ...] = (
    partial(month_of_benefit, "from the day of registration", "登记日起", on_the_day(0), {}),
    partial(
        month_of_benefit,
        "completed months",
        "满月后",
        on_the_day(1),
        {"law.benefit_month": "completed_month"},
    ),
    partial(
        month_of_benefit,
        "calendar months after",
        "次月起",
        at_the_close(),
        {"law.benefit_month": "next_calendar_month"},
    ),
    partial(
        month_of_benefit, "after two months", "等待两个月", on_the_day(2), {"law.waiting_months": 2}
    ),
    search_effect,
    amounts,
    undeclared_work,
    another_platform_pays,
    growing_price,
)
