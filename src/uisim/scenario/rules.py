"""The dated blocks of a scenario: the law, and the habits and the fund it meets.

Every value here may change from month to month. The keys of the law have their defaults in the
tables of the law, with article, source and grade; the others here.
"""

from typing import Annotated

from uisim.scenario.clauses import (
    Duration,
    JobSeeking,
    Maternity,
    MultiPlatformRule,
    SequenceRule,
)
from uisim.scenario.quantities import (
    Block,
    ByMonth,
    Cause,
    Choice,
    GrowthYear,
    Month,
    Months,
    MonthsFromOne,
    Multiple,
    PositiveShare,
    Power,
    PriceByMonth,
    RateMonth,
    ScaleYuan,
    Share,
    Time,
    Yuan,
    YuanEitherSign,
    key,
)


class Law(Block):
    """The measure and the provincial regulation; defaults are the tables of the law."""

    contribution_rate: ByMonth[Share] = key(
        ...,
        "statutory (benchmark) rate on the base, employer's and employee's "
        "parts added up; the worker pays all of it but the part of her "
        "platform (`fund.platform_share`)",
        "法定（基准）费率，单位与个人两部分之和，以缴费基数计；除平台补助部分"
        "（`fund.platform_share`）外由本人全额缴纳",
    )
    base_floor_min_wages: ByMonth[Multiple] = key(
        ..., "lowest base, in minimum wages of the city", "缴费基数下限，以当地最低工资标准的倍数计"
    )
    base_floor_average_wages: ByMonth[Multiple] = key(
        ...,
        "lowest base, in average wages of the city; the higher floor holds",
        "缴费基数下限，以当地在岗职工月平均工资的倍数计；两个下限取高者",
    )
    base_ceiling_average_wages: ByMonth[Multiple] = key(
        ...,
        "highest base, in average wages of the city in the year before",
        "缴费基数上限，以当地上年度在岗职工月平均工资的倍数计",
    )
    floor_binds_at_once: ByMonth[bool] = key(
        ...,
        "whether a rise of the minimum wage lifts declared bases at once, not in July only",
        "最低工资上调后，已申报的基数是否即时抬升（而非等到七月）",
    )
    rejoin_base: ByMonth[Annotated[str, Choice(("new", "old_until_july"))]] = key(
        ...,
        "base on rejoining after a stop or a benefit: a new one, or the old one until July",
        "停保或领取后重新参保的缴费基数：重新申报，或沿用原基数至七月",
    )
    qualifying_months: ByMonth[MonthsFromOne] = key(
        ..., "contribution months without which no claim is awarded", "领取条件所需的累计缴费月数"
    )
    duration: ByMonth[Duration] = key(
        ...,
        "how contribution months give months of benefit: by which text",
        "累计缴费月数折算领取月数的办法：依何文本",
    )
    cap_months: ByMonth[MonthsFromOne] = key(
        ...,
        "most months of benefit of one award, unused ones included",
        "一次核定的领取期限上限（含未领月数）",
    )
    carry_over: ByMonth[bool] = key(
        ...,
        "whether months awarded and not paid are added to the next award",
        "已核定未领取的月数是否并入下次领取期限",
    )
    months_after_award: ByMonth[Annotated[str, Choice(("zero", "keep_remainder"))]] = key(
        ...,
        "contribution months left after an award: none, or those beyond the last full step",
        "核定待遇后剩余的缴费月数：清零，或保留未满一档的月数",
    )
    benefit_min_wages: ByMonth[Multiple] = key(
        ...,
        "monthly benefit, in minimum wages of the city of the claim",
        "每月失业保险金，以申领地最低工资标准的倍数计",
    )
    benefit_month: ByMonth[
        Annotated[str, Choice(("registration_day", "completed_month", "next_calendar_month"))]
    ] = key(
        ...,
        "when a month of benefit falls due after registration",
        "失业登记后每月失业保险金的应付时点",
    )
    waiting_months: ByMonth[Months] = key(
        ...,
        "months between registration and the first month of benefit",
        "失业登记至首月失业保险金之间的等待月数",
    )
    multi_platform_rule: MultiPlatformRule = key(
        ..., "a covered loss while another platform is held", "仍有其他平台时失去平台的处理"
    )
    suspension_months_min: ByMonth[Annotated[int, Choice((0, 1))]] = key(
        ...,
        "months that a suspension (of an account, of a licence) has to last before registration",
        "暂停服务资格或停业须满多少个月方可登记",
    )
    sequence_rule: ByMonth[SequenceRule] = key(
        ...,
        "of losses one after another, which must be against her will and of a covered cause",
        "先后中断就业时，哪几次须为非本人意愿且属认定情形",
    )
    membership_at_loss: ByMonth[Annotated[str, Choice(("required", "not_required"))]] = key(
        ...,
        "whether who claims must have been a member on the day of the loss",
        "申领者在中断就业当日是否须在参保",
    )
    prior_months_count: ByMonth[bool] = key(
        ...,
        "whether months contributed earlier as an employee count",
        "此前作为职工的缴费月数是否合并计算",
    )
    covered_causes: ByMonth[tuple[Cause, ...]] = key(
        ...,
        "causes of a loss that count as against one's will (the measure's list)",
        "认定为非本人意愿中断就业的情形（办法所列）",
    )
    medical_month_yuan: PriceByMonth[Yuan] = key(
        ...,
        "medical contribution that the fund pays a month for who draws "
        "benefit, in prices of its date",
        "基金每月为领取者代缴的基本医疗保险费（当时价格）",
    )
    job_seeking: JobSeeking = key(..., "the job-seeking allowance", "求职补贴")
    maternity: Maternity = key(..., "the maternity benefit of women on benefit", "生育补助")
    scheme_ends: Month | None = key(
        None,
        "last month in which the measure applies; null: it is renewed",
        "办法适用的最后一个月；null：续期",
        "A",
    )
    scheme_end_rights: ByMonth[Annotated[str, Choice(("in_payment", "accrued"))]] = key(
        ...,
        "rights that outlive that month: claims in payment, or accrued months too",
        "此后仍保留的权益：已在领取的，或连同已累积的月数",
    )


class Joining(Block):
    """How a worker who may join decides."""

    rule: ByMonth[Annotated[str, Choice(("exogenous", "logit", "strategic", "default_in"))]] = key(
        "logit", "how joining is decided", "参保决策规则"
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
    foresight_months: ByMonth[Time] = key(
        12.0, "how long before a loss it is foreseen", "预见失业的提前月数"
    )
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
