"""Rules within the rules: who waits, what a pending or a running claim leaves, who is insured."""

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


def tightened_while_pending() -> Case:
    """A law tightened between loss and registration leaves 0 months, and the months contributed.

    Nobody finds work until 6, everyone does within a month then, and loses it again at 9.
    """
    entitled, delay, most, asked = 3, 2.0, 24, 13
    settings = {
        "projection.months": 10,
        "population.prior_insurance": {"share": 1, "months_max": most, "unused_share": 0},
        "work.all.reemployment_rate_month": 50,
        "economy.recessions": [{"from": "2030-01", "months": 6, "loss": 1, "reemployment": 0}],
        "economy.force_majeure": [
            {"month": "2030-02", "share": 1},
            {"month": "2030-10", "share": 1},
        ],
        "claiming.delay_months_mean": {"beginning": delay, "2030-10": 0},
        "law.qualifying_months": {"beginning": 2, "2030-04": 26, "2030-10": asked},
        "law.duration": {"steps": [[2, entitled]]},
        "law.carry_over": False,
    }
    soon = -math.expm1(-2 / delay)
    # One month of her own before, three between.
    kept = sum(brought + 1 + 3 >= asked for brought in range(1, most + 1)) / most
    values = (
        Value(
            "Awarded, under the law of the loss or not",
            "获批（收紧前后）",
            -math.expm1(-5 / delay),
            total("claims_awarded", until=6),
            ENTERED,
        ),
        Value(
            "Months awarded, none once tightened",
            "核定月数（收紧后为零）",
            entitled * soon,
            total("months_awarded", until=6),
            ENTERED,
        ),
        Value(
            "Months paid, none once tightened",
            "领取月数（收紧后为零）",
            entitled * soon,
            total("claimants_paid", until=6),
            ENTERED,
        ),
        Value(
            "Awarded later on the months kept",
            "其后凭保留的月数获批",
            (1 - soon) * kept,
            total("claims_awarded", since=6),
            ENTERED,
        ),
    )
    return Case("6.11", settings, 4_800, values)


def accrued_by_a_running_claim() -> Case:
    """A claim that runs as the scheme ends: what it leaves is a right at a later loss.

    Who found work before the end is no member any more, so nothing else gives one.
    """
    find, entitled, ends, again = 0.2, 6, 2, 8

    def found(since: float, until: float) -> float:
        return math.exp(-find * since) - math.exp(-find * until)

    settings = QUALIFIED | {
        "projection.months": 10,
        "law.duration": {"steps": [[1, entitled]]},
        "membership.resume_share": 0,
        "work.all.reemployment_rate_month": find,
        "economy.force_majeure": [
            {"month": "2030-02", "share": 1},
            {"month": "2030-10", "share": 1},
        ],
        "law.scheme_ends": "2030-03",
        "law.scheme_end_rights": "accrued",
    }
    left = sum(found(j, j + 1) * (entitled - 1 - j) for j in range(ends, entitled - 1))
    values = tuple(
        Value(en, zh, expected, total(column, since=again), ENTERED)
        for en, zh, expected, column in (
            (
                "Awarded what a claim left at the end",
                "凭终止时未领完的月数获批",
                found(ends, entitled - 1),
                "claims_awarded",
            ),
            ("Months it left", "未领完的月数", left, "months_awarded"),
            (
                "Refused, it left nothing",
                "已领满",
                found(entitled - 1, again),
                "denied_too_few_months",
            ),
            ("Refused, over before the end", "终止前已结束", found(0, ends), "denied_scheme_ended"),
        )
    )
    return Case("6.12", settings, 4_800, values)


def only_the_eligible() -> Case:
    """Where membership is not required: whoever could be a member, whether or not she is one."""
    covered, files, verified = 0.6, 0.6, 0.8
    settings = (
        SHOCK
        | QUALIFIED
        | {
            "projection.months": 3,
            "work.all.eligible_share": covered,
            "joining.opt_out_share": 0.3,
            "law.membership_at_loss": "not_required",
            "claiming.take_up": files,
            "claiming.verified_share": verified,
        }
    )
    values = (
        Value(
            "Awarded, of those whom the measure covers",
            "获批（符合参保条件者）",
            covered * files * verified,
            total("claims_awarded"),
            ENTERED,
        ),
        Value(
            "Refused, not covered by the measure",
            "不予享受（不符合参保条件）",
            1 - covered,
            total("denied_not_member"),
            ENTERED,
        ),
    )
    return Case("6.13", settings, 4_800, values)


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


CASES = (
    suspension,
    no_suspension_passed_off,
    pending_beside_another,
    tightened_while_pending,
    accrued_by_a_running_claim,
    only_the_eligible,
    births_until_45,
)
