"""What a reader calls things, in English and Chinese; terms are those of docs/glossary.md."""

from typing import Final

LANGS: Final = ("en", "zh")
NAMES: Final[dict[str, tuple[str, str]]] = {
    # joining rules
    "exogenous": ("by chance", "外生"),
    "logit": ("by expected gain", "按预期收益"),
    "strategic": ("with foresight", "策略性"),
    "default_in": ("by default", "默认参保"),
    # rules on several platforms
    "blocks": ("nothing (in force)", "不予待遇（现行）"),
    "pays 0.5": ("half a benefit", "发放一半"),
    "pays 1": ("a whole benefit", "全额发放"),
    # readings
    '{"benefit_month": "registration_day"}': ("as the baseline reads the law", "基准理解"),
    '{"benefit_month": "completed_month"}': (
        "benefit due when its month is over",
        "自登记日起满月应付",
    ),
    '{"benefit_month": "next_calendar_month"}': (
        "benefit from the next calendar month",
        "登记次月起按自然月发放",
    ),
    '{"sequence_rule": {"any_within_months": 6}}': (
        "one covered loss within 6 months is enough",
        "近6个月内有一次符合即可",
    ),
    '{"sequence_rule": "all"}': ("every loss has to be covered", "各次中断均须符合"),
    '{"suspension_months_min": 1}': ("suspension: 30 days before registration", "暂停满30日后登记"),
    '{"floor_binds_at_once": true}': ("a new floor lifts bases at once", "新下限即时适用"),
    '{"rejoin_base": "old_until_july"}': ("old base on return, until July", "重新参保沿用原基数"),
    '{"prior_months_count": false}': ("months brought do not count", "职工参保月数不计入"),
    '{"membership_at_loss": "not_required"}': (
        "no membership needed at the loss",
        "中断时无须在参保",
    ),
    '{"months_after_award": "keep_remainder"}': (
        "months beyond the last step are kept",
        "未满一档的月数保留",
    ),
    '{"carry_over": false}': ("unused entitlement is lost", "未领取月数作废"),
    '{"multi_platform_rule": {"mode": "pays"}}': (
        "half a benefit beside another platform",
        "仍有其他平台的发放一半",
    ),
    '{"scheme_ends": "2027-12", "scheme_end_rights": "in_payment"}': (
        "not renewed after 2027; claims run on",
        "2027年后不续期，在领者续领",
    ),
    '{"scheme_ends": "2027-12", "scheme_end_rights": "accrued"}': (
        "not renewed after 2027; accrued rights stay",
        "2027年后不续期，权利保留",
    ),
    # what nobody knows
    "joining.rule": ("joining rule", "参保决策规则"),
    "work.all.involuntary_share": ("share of losses that are forced", "非自愿中断比例"),
    "work.all.loss_rate_month": ("rate of losing a platform", "失去平台的月率"),
    "work.all.reemployment_rate_month": ("rate of re-employment", "再就业月率"),
    "work.all.risk_variance": ("variance of risk", "个体风险的方差"),
    "work.all.search_effect": ("search slowed by benefit", "领取待遇对求职的影响"),
    "work.all.provoked_loss_rate_month": ("rate of provoked losses", "诱致性中断月率"),
    "population.prior_insurance.share": ("share who bring months", "带入职工月数者比例"),
    "population.prior_insurance.months_max": ("most months brought", "带入月数上限"),
    "joining.attention_rate_month": ("rate of attention", "关注率"),
    "joining.belief_weight": ("belief weight", "私人信息权重"),
    "joining.threshold_yuan": ("threshold of joining", "参保门槛"),
    "joining.foresight_share": ("share who foresee a loss", "预知中断者比例"),
    "membership.lapse_rate_month": ("rate of stopping", "停保月率"),
    "declaring.floor_share": ("share who declare the floor", "按下限申报者比例"),
    "claiming.take_up": ("filing (take-up)", "提出申领比例"),
    "claiming.verified_share": ("share of claims verified", "审核通过比例"),
    "claiming.misreported_share": ("losses passed off as forced", "虚报非自愿比例"),
    "claiming.undeclared_work_share": ("undeclared work", "隐瞒就业比例"),
    "claiming.delay_months_mean": ("delay of registration", "登记延迟"),
    "law.medical_month_yuan.2022-01": ("medical contribution", "代缴医保费"),
    # groups
    "city": ("City", "城市"),
    "kind": ("Kind of work", "就业类型"),
    "income_decile": ("Income decile", "收入十分位"),
    "risk_quintile": ("Risk quintile", "风险五分位"),
    "all": ("All members", "全部参保人"),
    "ride_hailing": ("ride-hailing", "网约车"),
    "delivery": ("delivery", "外卖骑手"),
    "courier": ("courier", "快递员"),
    "ecommerce": ("e-commerce and other", "电商及其他平台"),
    "self_employed": ("self-employed", "无雇工个体工商户"),
    "guangzhou": ("Guangzhou", "广州"),
    "shenzhen": ("Shenzhen", "深圳"),
    "zhuhai": ("Zhuhai", "珠海"),
    "foshan": ("Foshan", "佛山"),
    "dongguan": ("Dongguan", "东莞"),
    "zhongshan": ("Zhongshan", "中山"),
    "huizhou": ("Huizhou", "惠州"),
    "jiangmen": ("Jiangmen", "江门"),
    "zhaoqing": ("Zhaoqing", "肇庆"),
    "shantou": ("Shantou", "汕头"),
}


def name(thing: str, lang: str) -> str:
    """Name of a choice, key or group; a number keeps its own."""
    return NAMES.get(thing, (thing, thing))[LANGS.index(lang)]


def listed(things: list[str], lang: str) -> str:
    """Enumerate names: `a, b and c`."""
    names = [name(thing, lang) for thing in things]
    if lang == "zh":
        return "、".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
