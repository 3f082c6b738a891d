"""Rules within the rules: who waits for a suspension (6.5), pending claims (6.10), births (8.3)."""

import math

from scipy.integrate import quad

from uisim.selftest.benefit import AWARDS, one_claim
from uisim.selftest.case import ENTERED, Case, Value, total
from uisim.selftest.claim import QUALIFIED, SHOCK
from uisim.selftest.theory import BENEFIT_FEN, jobless

YEAR = 12


def suspension() -> Case:
    """Half the losses are suspended accounts, which count after a month; the delay is 0.5 on."""
    causes = {"no_work_offered": 0.5, "account_suspended": 0.5}
    return _suspension(
        {"work.all.cause_shares": causes},
        "Found work first, suspensions waiting a month",
        "停号满一个月方可登记时先再就业",
    )


def no_suspension_passed_off() -> Case:
    """Half the losses are voluntary and passed off as forced: no account was suspended in these."""
    return _suspension(
        {
            "work.all.cause_shares": {"no_work_offered": 0, "account_suspended": 1},
            "work.all.involuntary_share": 0.5,
            "claiming.misreported_share": 1,
        },
        "Found work first, those passed off not waiting",
        "虚报者无须等待时先再就业",
    )


def _suspension(more: dict[str, object], en: str, zh: str) -> Case:
    """Half the losses have to wait for a month; with a delay of 0.5 in the mean, as all."""
    loss, find, months, delay, suspended = 0.05, 0.25, 24, 0.5, 0.5
    goes = find + 1 / delay

    # Work comes first, with the claim still pending, by so many months after the loss.
    def first(age: float) -> float:
        soon = find / goes * -math.expm1(-goes * age)
        held = -math.expm1(-find * min(age, 1.0))
        if age > 1.0:
            held += find / goes * (math.exp(-goes) - math.exp(-goes * age))
        return suspended * held + (1 - suspended) * soon

    def weigh(time: float) -> float:
        return loss * (1 - jobless(loss, find, time)) * first(months - time)

    settings = (
        QUALIFIED
        | {
            "work.all.loss_rate_month": loss,
            "work.all.reemployment_rate_month": find,
            "claiming.delay_months_mean": delay,
            "claiming.verified_share": 0,
            "law.suspension_months_min": 1,
        }
        | more
    )
    value = Value(
        en,
        zh,
        float(quad(weigh, 0, months, points=[months - 1])[0]),
        total("denied_found_work_first"),
        ENTERED,
    )
    return Case("6.5", settings, 4_800, (value,))


def pending_beside_another() -> Case:
    """Under `pays` a claim beside another platform is not filed if that platform goes first."""
    loss, months, delay = 0.1, 24, 2.0
    goes = loss + 1 / delay

    def weigh(time: float) -> float:
        first = 2 * loss * math.exp(-2 * loss * time)
        return first * loss / goes * -math.expm1(-goes * (months - time))

    settings = QUALIFIED | {
        "work.all.several_share": 1,
        "work.all.loss_rate_month": loss,
        "claiming.delay_months_mean": delay,
        "claiming.verified_share": 0,
        "law.multi_platform_rule": {"mode": "pays", "benefit_share": 0.5},
    }
    value = Value(
        "Did not file: the other platform went first",
        "未申领：另一平台先失去",
        float(quad(weigh, 0, months)[0]),
        total("denied_did_not_file"),
        ENTERED,
    )
    return Case("6.10", settings, 4_800, (value,))


def births_until_45() -> Case:
    """Maternity is paid for births before the mother is 45 and while an ordinary claim runs."""
    entitled, births, youngest, oldest, at_most = 6, 0.5, 44, 46, 45
    settings = (
        one_claim(entitled)
        | SHOCK
        | {
            "projection.months": 9,
            "population.entry_age": {"min": youngest, "mode": at_most, "max": oldest},
            "work.all.male_share": 0,
            "law.maternity": {"in_force": True, "benefits": 3, "birth_rate_year": births},
        }
    )

    # On benefit from 1 to 7; so many months of it before she is 45, by her age at entry.
    def before(age: float) -> float:
        return min(entitled, max(0.0, YEAR * (at_most - age) - 1)) * (age - youngest)

    months = float(
        quad(before, youngest, at_most, points=[at_most - 7 / YEAR, at_most - 1 / YEAR])[0]
    )
    value = Value(
        "Maternity allowance an award, paid until 45, fen",
        "每次核定的生育补助（45岁以前，分）",
        3 * BENEFIT_FEN * births / YEAR * months,
        total("maternity_fen"),
        AWARDS,
    )
    return Case("8.3", settings, 4_800, (value,))


CASES = (suspension, no_suspension_passed_off, pending_beside_another, births_until_45)
