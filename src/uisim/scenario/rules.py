"""The dated blocks of a scenario: the law, and the habits and the fund it meets.

Every value here may change from month to month. The keys of the law have their defaults in the
tables of the law, with article, source and grade; the others here.
"""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Tag, ValidationInfo, model_validator

from uisim.scenario.problems import wrong
from uisim.scenario.quantities import (
    Benefits,
    Block,
    ByMonth,
    Cause,
    Choice,
    GrowthYear,
    Month,
    Months,
    MonthsFromOne,
    Multiple,
    NotEmpty,
    PositiveShare,
    Power,
    PriceByMonth,
    RateMonth,
    RateYear,
    ScaleYuan,
    Share,
    Time,
    Yuan,
    YuanEitherSign,
    key,
    together,
)


class AnyWithin(Block):
    """Reading of the sequence rule: at least one of the last losses counts."""

    any_within_months: MonthsFromOne = key(..., "window before the claim", "申领前的月数")


class Steps(Block):
    """A table of months contributed and months of benefit."""

    steps: Annotated[tuple[tuple[Months, Months], ...], NotEmpty] = key(
        ..., "months contributed, months of benefit, rising", "缴费月数与享受月数的阶梯"
    )

    @model_validator(mode="after")
    def _rise(self, info: ValidationInfo) -> Self:
        pairs = zip(self.steps, self.steps[1:], strict=False)
        rise = all(one[0] < next_[0] and one[1] <= next_[1] for one, next_ in pairs)
        together(info, rise, "steps", wrong("the steps have to rise"))
        return self


def _form(value: Any) -> str:
    return "(mapping)" if isinstance(value, dict | Block) else "(name)"


Duration = Annotated[
    Annotated[str, Choice(("guangdong", "national")), Tag("(name)")]
    | Annotated[Steps, Tag("(mapping)")],
    Discriminator(_form),
]
SequenceRule = Annotated[
    Annotated[str, Choice(("last", "all")), Tag("(name)")] | Annotated[AnyWithin, Tag("(mapping)")],
    Discriminator(_form),
]


class MultiPlatformRule(Block):
    """What a covered loss gives while another platform is held."""

    mode: ByMonth[Annotated[str, Choice(("blocks", "pays"))]] = key(
        ..., "whether another platform blocks the benefit", "仍有其他平台时是否不予发放"
    )
    benefit_share: ByMonth[Share] = key(
        ..., "share of the benefit paid under `pays`", "部分失业时的发放比例"
    )


class JobSeeking(Block):
    """The job-seeking allowance (求职补贴)."""

    in_force: ByMonth[bool] = key(..., "whether it is paid", "是否发放")
    base_share: ByMonth[Share] = key(..., "share of her base", "占缴费基数的比例")
    months_max: ByMonth[Months] = key(..., "longest in one claim", "每次申领最长月数")


class Maternity(Block):
    """The maternity benefit of women who give birth while on benefit (生育补助)."""

    in_force: ByMonth[bool] = key(..., "whether it is paid", "是否发放")
    benefits: ByMonth[Benefits] = key(..., "monthly benefits paid", "相当于失业保险金的月数")
    birth_rate_year: ByMonth[RateYear] = key(..., "births of women under 45", "45岁以下女性生育率")


class Law(Block):
    """The measure and the provincial regulation; defaults are the tables of the law."""

    contribution_rate: ByMonth[Share] = key(..., "share of the base", "缴费比例")
    base_floor_min_wages: ByMonth[Multiple] = key(
        ..., "floor of the base, in minimum wages", "基数下限（最低工资倍数）"
    )
    base_floor_average_wages: ByMonth[Multiple] = key(
        ..., "floor of the base, in average wages", "基数下限（社平工资倍数）"
    )
    base_ceiling_average_wages: ByMonth[Multiple] = key(
        ..., "ceiling of the base, in average wages", "基数上限（社平工资倍数）"
    )
    floor_binds_at_once: ByMonth[bool] = key(
        ..., "a rising minimum wage lifts bases before July", "最低工资上调是否即时抬升基数"
    )
    rejoin_base: ByMonth[Annotated[str, Choice(("new", "old_until_july"))]] = key(
        ..., "base after a lapse or a benefit spell", "重新参保的基数"
    )
    qualifying_months: ByMonth[MonthsFromOne] = key(
        ..., "contribution months that qualify", "领取所需缴费月数"
    )
    duration: ByMonth[Duration] = key(..., "months of benefit earned", "领取期限的算法")
    cap_months: ByMonth[MonthsFromOne] = key(..., "longest entitlement", "领取期限上限")
    carry_over: ByMonth[bool] = key(..., "unused entitlement is kept", "未领月数是否保留")
    months_after_award: ByMonth[Annotated[str, Choice(("zero", "keep_remainder"))]] = key(
        ..., "months contributed left after an award", "领取后缴费月数的处理"
    )
    benefit_min_wages: ByMonth[Multiple] = key(
        ..., "monthly benefit, in minimum wages", "失业保险金（最低工资倍数）"
    )
    benefit_month: ByMonth[
        Annotated[str, Choice(("registration_day", "completed_month", "next_calendar_month"))]
    ] = key(..., "when a month of benefit is due", "失业保险金的计发时点")
    waiting_months: ByMonth[Months] = key(..., "wait before the first month", "等待月数")
    multi_platform_rule: MultiPlatformRule = key(
        ..., "a covered loss while another platform is held", "仍有其他平台时失去平台的处理"
    )
    suspension_months_min: ByMonth[Annotated[int, Choice((0, 1))]] = key(
        ..., "delay asked after a suspension or a revoked licence", "封号或吊销后所需月数"
    )
    sequence_rule: ByMonth[SequenceRule] = key(
        ..., "which losses must be involuntary and covered", "先后失去平台时的认定"
    )
    membership_at_loss: ByMonth[Annotated[str, Choice(("required", "not_required"))]] = key(
        ..., "membership on the day of the loss", "失业时是否须在保"
    )
    prior_months_count: ByMonth[bool] = key(
        ..., "months of employee insurance count", "职工参保月数是否计入"
    )
    covered_causes: ByMonth[tuple[Cause, ...]] = key(..., "causes covered", "纳入保障的失业原因")
    medical_month_yuan: PriceByMonth[Yuan] = key(
        ..., "medical contribution, in prices of its date", "代缴医疗保险费（当时价格）"
    )
    job_seeking: JobSeeking = key(..., "the job-seeking allowance", "求职补贴")
    maternity: Maternity = key(..., "the maternity benefit of women on benefit", "生育补助")
    scheme_ends: Month | None = key(None, "last month of the scheme", "试行的最后一个月", "A")
    scheme_end_rights: ByMonth[Annotated[str, Choice(("in_payment", "accrued"))]] = key(
        ..., "rights that outlive the scheme", "试行结束后保留的权益"
    )


class Joining(Block):
    """How a worker who may join decides."""

    rule: ByMonth[Annotated[str, Choice(("exogenous", "logit", "strategic", "default_in"))]] = key(
        "logit", "how the decision is made", "参保决策规则"
    )
    attention_rate_month: ByMonth[RateMonth] = key(
        0.02, "rate of considering to join", "考虑参保的频率"
    )
    probability: ByMonth[Share] = key(
        0.06, "chance of joining once considered, where it is fixed", "固定参保概率"
    )
    belief_weight: ByMonth[Power] = key(
        1.0, "power of her own risk in her belief", "对自身风险的认知程度"
    )
    cost_salience: ByMonth[Power] = key(0.1, "weight of her contributions", "缴费的显著程度")
    threshold_yuan: ByMonth[YuanEitherSign] = key(
        500.0, "gain at which half of them join", "参保概率为一半时的收益"
    )
    scale_yuan: ByMonth[ScaleYuan] = key(100.0, "spread of the logit", "参保决策的离散程度")
    horizon_months: ByMonth[MonthsFromOne] = key(24, "months she looks ahead", "考虑的未来月数")
    risk_aversion: ByMonth[Power] = key(2.0, "relative risk aversion", "相对风险厌恶系数")
    jobless_consumption: ByMonth[PositiveShare] = key(
        0.6, "consumption without work over that with work", "失业时消费占比"
    )
    foresight_share: ByMonth[Share] = key(0.01, "share who foresee a loss", "能预见失业者的比例")
    foresight_months: ByMonth[Time] = key(12.0, "how long before it", "预见的提前月数")
    opt_out_share: ByMonth[Share] = key(0.1, "share who opt out for good", "选择退出的比例")


class Membership(Block):
    """How long a member stays."""

    lapse_rate_month: ByMonth[RateMonth] = key(0.01, "rate of stopping while working", "断保率")
    july_review_share: ByMonth[Share] = key(0.2, "share who decide again in July", "七月重新决定者")
    resume_share: ByMonth[Share] = key(1.0, "share who resume after benefit", "领取后续保的比例")


class Declaring(Block):
    """What a member declares."""

    floor_share: ByMonth[Share] = key(0.85, "share who declare the floor", "按下限申报的比例")


class Claiming(Block):
    """How a loss becomes a claim."""

    take_up: ByMonth[Share] = key(0.6, "share who file", "申领率")
    verified_share: ByMonth[Share] = key(0.8, "share of claims verified", "审核通过率")
    delay_months_mean: ByMonth[Time] = key(0.5, "mean delay of registration", "平均登记延迟")
    misreported_share: ByMonth[Share] = key(
        0.05, "voluntary losses passed off as forced", "自愿离职被报为被动的比例"
    )
    undeclared_work_share: ByMonth[Share] = key(
        0.1, "share who do not declare new work", "隐瞒再就业的比例"
    )
    detection_months: ByMonth[Time] = key(2.0, "mean delay of detection", "平均发现月数")


class Fund(Block):
    """The notional sub-account of the flexible workers."""

    opening_balance_yuan: YuanEitherSign = key(0.0, "balance at the start", "期初结余")
    interest_year: ByMonth[GrowthYear] = key(0.02, "interest on a balance above 0", "年利率")
    borrowing_rate_year: ByMonth[GrowthYear] = key(
        0.0, "interest on a balance below 0", "赤字年利率"
    )
    platform_share: ByMonth[Share] = key(
        0.0, "share of the contribution the platform pays", "平台分担比例"
    )
    fiscal_subsidy_month_yuan: ByMonth[Yuan] = key(0.0, "subsidy from the budget", "财政补贴")
    administration_share: ByMonth[Share] = key(
        0.0,
        "administration, as a share of outgo",
        "管理费占支出比例",
        "A",
        source="Social Insurance Law: the agencies' expenses are on the budget",
    )
