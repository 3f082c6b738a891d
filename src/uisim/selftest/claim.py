"""The claim (section 6): its conditions in order, its delays, the end of the scheme."""

import math
from collections.abc import Callable

from scipy.integrate import quad

from uisim.selftest.case import ENTERED, Case, Value, at, total
from uisim.selftest.theory import jobless

SHOCK = {"economy.force_majeure": [{"month": "2030-02", "share": 1}]}
"""All lose their work at time 1."""
QUALIFIED = {"population.prior_insurance.share": 1, "law.qualifying_months": 1}
"""Everyone brings the one month of contribution that is asked."""


def conditions() -> Case:
    """Each loss takes one way out: conditions 2, 3, 5, 6 and 7, or it is pending at the end."""
    loss, find, leave, months = 0.1, 0.2, 0.08, 24
    forced, uncovered, passed_off, files, delay = 0.5, 0.3, 0.1, 0.6, 3.0
    goes = find + leave + 1 / delay

    def losses(weigh: Callable[[float], float]) -> float:
        def at_work(t: float) -> float:
            return math.exp(-leave * t) * (1 - jobless(loss, find, t))

        return float(quad(lambda t: loss * at_work(t) * weigh(months - t), 0, months)[0])

    every = losses(lambda age: 1.0)
    opened = (1 - forced) * passed_off + forced * (1 - uncovered)
    over = opened * losses(lambda age: -math.expm1(-goes * age)) / goes
    pending = opened * losses(lambda age: math.exp(-goes * age))
    settings = QUALIFIED | {
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "work.all.leave_rate_month": leave,
        "work.all.involuntary_share": forced,
        "work.all.cause_shares": {
            "platform_closed": 0,
            "no_work_offered": 0.4,
            "account_suspended": 0.3,
            "demand_drop": uncovered,
        },
        "claiming.misreported_share": passed_off,
        "claiming.take_up": files,
        "claiming.verified_share": 0,
        "claiming.delay_months_mean": delay,
    }
    ways = (
        ("voluntary", "自愿中断", every * (1 - forced) * (1 - passed_off)),
        ("cause_not_covered", "原因不在范围", every * forced * uncovered),
        ("did_not_file", "未申领", over / delay * (1 - files)),
        ("not_verified", "未通过核实", over / delay * files),
        ("found_work_first", "登记前再就业", over * find),
        ("left_first", "登记前退出", over * leave),
    )
    values = [
        Value(
            f"Refused: {name.replace('_', ' ')}",
            f"不予享受：{zh}",
            expected,
            total(f"denied_{name}"),
            ENTERED,
        )
        for name, zh, expected in ways
    ]
    values.append(
        Value("Pending at the end", "期末待核定", pending, at("claims_pending", months), ENTERED)
    )
    return Case("6.1", settings, 9_600, tuple(values))


def award() -> Case:
    """Conditions 1, 5 and 6 at a shock that takes everybody's work."""
    return _award("6.2", "required", 0.7)


def award_without_membership() -> Case:
    """The same where membership at the loss is not required."""
    return _award("6.2", "not_required", 1.0)


def _award(section: str, reading: str, insured: float) -> Case:
    asked, zh = ("required", "须参保") if reading == "required" else ("not required", "不须参保")
    settings = (
        SHOCK
        | QUALIFIED
        | {
            "projection.months": 3,
            "joining.opt_out_share": 0.3,
            "law.membership_at_loss": reading,
            "claiming.take_up": 0.6,
            "claiming.verified_share": 0.8,
        }
    )
    values = (
        Value(
            f"Awarded, membership {asked}",
            f"获批（{zh}）",
            insured * 0.48,
            total("claims_awarded"),
            ENTERED,
        ),
        Value(
            f"Refused, no member ({asked})",
            f"未参保（{zh}）",
            1 - insured,
            total("denied_not_member"),
            ENTERED,
        ),
    )
    return Case(section, settings, 4_800, values)


def sole_reasons() -> Case:
    """Losses that fail by one condition alone: all else holds with take-up × verified."""
    forced, files, verified = 0.4, 0.6, 0.8
    settings = QUALIFIED | {
        "work.all.loss_rate_month": 0.1,
        "work.all.involuntary_share": forced,
        "work.all.cause_shares": {"no_work_offered": 0, "demand_drop": 1},
        "claiming.take_up": files,
        "claiming.verified_share": verified,
    }
    values = tuple(
        Value(en, zh, share * files * verified, total(column), total("last_losses"))
        for en, zh, share, column in (
            ("Failed by being voluntary alone", "仅因自愿中断", 1 - forced, "sole_voluntary"),
            ("Failed by the cause alone", "仅因原因不在范围", forced, "sole_cause_not_covered"),
        )
    )
    return Case("6.3", settings, 4_800, values)


def too_few_months() -> Case:
    """Nobody has a year of contributions within a year: condition 4, after 2."""
    forced, files, verified = 0.4, 0.6, 0.8
    settings = {
        "projection.months": 12,
        "work.all.loss_rate_month": 0.1,
        "work.all.involuntary_share": forced,
        "claiming.take_up": files,
        "claiming.verified_share": verified,
    }
    losses = total("last_losses")
    values = (
        Value(
            "Refused, too few months",
            "缴费月数不足",
            forced,
            total("denied_too_few_months"),
            losses,
        ),
        Value(
            "Failed by too few months alone",
            "仅因缴费月数不足",
            forced * files * verified,
            total("sole_too_few_months"),
            losses,
        ),
    )
    return Case("6.4", settings, 4_800, values)


def scheme_ends() -> Case:
    """The scheme ends two months after the shock: what is registered by then is all."""
    find, delay = 0.2, 2.0
    goes = find + 1 / delay
    settings = (
        SHOCK
        | QUALIFIED
        | {
            "projection.months": 12,
            "work.all.reemployment_rate_month": find,
            "claiming.delay_months_mean": delay,
            "law.scheme_ends": "2030-03",
        }
    )
    values = (
        Value(
            "Awarded before the scheme ends",
            "制度终止前获批",
            -math.expm1(-2 * goes) / delay / goes,
            total("claims_awarded"),
            ENTERED,
        ),
        Value(
            "Refused, the scheme has ended",
            "制度已终止",
            math.exp(-2 * goes),
            total("denied_scheme_ended"),
            ENTERED,
        ),
    )
    return Case("6.7", settings, 4_800, values)


def accrued_rights() -> Case:
    """A loss after the scheme's end: members who met condition 4 may still register."""
    settings = {
        "projection.months": 6,
        "joining.opt_out_share": 0.3,
        "population.prior_insurance": {"share": 0.5, "months_max": 1, "unused_share": 1},
        "economy.force_majeure": [{"month": "2030-05", "share": 1}],
        "law.scheme_ends": "2030-03",
        "law.scheme_end_rights": "accrued",
    }
    values = (
        Value(
            "Awarded on accrued rights", "凭既得权益获批", 0.35, total("claims_awarded"), ENTERED
        ),
        Value(
            "Refused after the end", "终止后不予享受", 0.65, total("denied_scheme_ended"), ENTERED
        ),
    )
    return Case("6.8", settings, 4_800, values)


def habit() -> Case:
    """Take-up is a habit, verification is not: who was refused once, at a second shock.

    Who was awarded at the first is no member afterwards.
    """
    files, verified, find, months = 0.6, 0.7, 0.4, 6
    back = -math.expm1(-find * months)
    settings = QUALIFIED | {
        "projection.months": 9,
        "law.duration": {"steps": [[1, 3]]},
        "membership.resume_share": 0,
        "claiming.take_up": files,
        "claiming.verified_share": verified,
        "work.all.reemployment_rate_month": find,
        "economy.force_majeure": [
            {"month": "2030-02", "share": 1},
            {"month": "2030-08", "share": 1},
        ],
    }
    ways = (
        (
            "Awarded at a second shock",
            "第二次冲击获批",
            "claims_awarded",
            (1 - verified) * verified,
        ),
        ("Did not file again", "再次未申领", "denied_did_not_file", (1 - files) / files),
        ("No member any more", "已不再参保", "denied_not_member", verified),
    )
    values = tuple(
        Value(en, zh, back * files * share, total(column, since=months), ENTERED)
        for en, zh, column, share in ways
    )
    return Case("6.9", settings, 4_800, values)


CASES = (
    conditions,
    award,
    award_without_membership,
    sole_reasons,
    too_few_months,
    scheme_ends,
    accrued_rights,
    habit,
)
