"""The block `work` of a scenario file: the five kinds of work, each with all its keys."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator

from uisim.scenario.problems import wrong
from uisim.scenario.quantities import (
    AddToOne,
    Block,
    ByKind,
    IncomeYuan,
    LogSd,
    Multiple,
    OwnCause,
    PlatformCause,
    Platforms,
    PositiveShare,
    Power,
    RateMonth,
    RateYear,
    Shape,
    Share,
    key,
    together,
)


class Work(Block):
    """One kind of work. Its defaults by kind stand in the order of `ByKind`."""

    loss_rate_month: RateMonth = key(
        ByKind(0.03, 0.05, 0.03, 0.025, 0.012), "loss of one platform", "失去单个平台的频率"
    )
    gain_rate_month: RateMonth = key(
        ByKind(0.03, 0.02, 0.003, 0.012, 0.0), "gain of one more platform", "新增平台的频率"
    )
    platforms_max: Platforms = key(ByKind(3, 3, 2, 3, 1), "most platforms held", "最多平台数")
    several_share: Share = key(
        ByKind(0.4, 0.2, 0.05, 0.25, 0.0), "share who enter with two platforms", "多平台比例"
    )
    reemployment_rate_month: RateMonth = key(
        ByKind(0.35, 0.45, 0.3, 0.25, 0.15), "return to work", "再就业频率"
    )
    leave_rate_month: RateMonth = key(
        ByKind(0.015, 0.035, 0.02, 0.02, 0.008), "leaving for good", "永久离开的频率"
    )
    eligible_share: Share = key(
        ByKind(0.8, 0.5, 0.6, 0.7, 0.9), "share who may join", "符合参保条件者"
    )
    male_share: Share = key(ByKind(0.95, 0.95, 0.9, 0.5, 0.55), "share of men", "男性比例")
    income_month_yuan: IncomeYuan = key(
        ByKind(7000.0, 6600.0, 6800.0, 6000.0, 7000.0),
        "mean income in 2022",
        "2022年平均月收入",
        ByKind("A", "A", "U", "U", "U"),
        source="drivers 7,623 in 2025 (Yicai 2025-09-19), riders 6,803 in 2023 (CNFE report on "
        "blue-collar work), taken back to 2022",
    )
    income_log_sd: LogSd = key(
        ByKind(0.4, 0.45, 0.35, 0.6, 0.6), "spread of permanent income", "长期收入的对数标准差"
    )
    platform_market_shares: Annotated[tuple[PositiveShare, ...], Field(max_length=4), AddToOne] = (
        key(
            ByKind(
                (0.6, 0.2, 0.1, 0.1),
                (0.65, 0.3, 0.05),
                (0.35, 0.25, 0.2, 0.2),
                (0.4, 0.3, 0.2, 0.1),
                (1.0,),
            ),
            "market shares of platforms 1 to 4",
            "各平台市场份额",
        )
    )
    cause_shares: Mapping[str, Share]
    income_year_log_sd: LogSd = key(0.2, "spread of income by year", "年度收入波动")
    involuntary_share: Share = key(0.35, "involuntary losses", "非自愿比例")
    illness_rate_month: RateMonth = key(0.001, "loss of all by illness", "因病失业的频率")
    provoked_loss_rate_month: RateMonth = key(0.003, "losses provoked by cover", "诱发失业的频率")
    loss_shape: Shape = key(1.0, "Weibull shape of losses", "失去平台的形状参数")
    reemployment_shape: Shape = key(1.0, "Weibull shape of returns", "再就业的形状参数")
    search_effect: Share = key(0.1, "search slowed while on benefit", "领金期间求职放缓")
    risk_variance: Power = key(0.5, "variance of the risk z", "个人风险的方差")
    closure_rate_year: RateYear = key(0.0, "random closures, each platform", "平台随机关闭的频率")
    closure_hits: Share = key(1.0, "holders whom a closure hits", "平台关闭波及的比例")
    several_income: Multiple = key(0.4, "income of a further platform", "每增一个平台的收入增幅")
    city_income_power: Power = key(0.5, "power of the city's wage ratio", "城市收入的弹性")

    @model_validator(mode="after")
    def _enough_platforms(self, info: ValidationInfo) -> Self:
        held, known = self.platforms_max, len(self.platform_market_shares)
        message = wrong("{held} of {known} platforms cannot be held", held=held, known=known)
        together(info, held <= known, "platforms_max", message)
        return self


class PlatformWork(Work):
    """Work through platforms, of which there are up to four."""

    cause_shares: Annotated[Mapping[PlatformCause, Share], AddToOne] = key(
        {
            "platform_closed": 0.10,
            "no_work_offered": 0.25,
            "account_suspended": 0.30,
            "demand_drop": 0.35,
        },
        "causes of involuntary losses",
        "非自愿失去平台的原因",
    )


class OwnBusiness(Work):
    """Work in a household business: one platform, her own."""

    cause_shares: Annotated[Mapping[OwnCause, Share], AddToOne] = key(
        {"licence": 0.15, "business_failure": 0.85}, "causes of involuntary losses", "失业原因"
    )

    @model_validator(mode="after")
    def _one_business(self, info: ValidationInfo) -> Self:
        one = len(self.platform_market_shares) == 1
        message = wrong("the self-employed have one business: [1]")
        together(info, one, "platform_market_shares", message)
        return self


class Works(Block):
    """The five kinds of work."""

    ride_hailing: PlatformWork = key(..., "ride-hailing drivers", "网约车司机")
    delivery: PlatformWork = key(..., "delivery riders", "外卖骑手")
    courier: PlatformWork = key(..., "couriers", "快递员")
    ecommerce: PlatformWork = key(
        ..., "e-commerce and all other platform work", "电商、直播及其他平台就业"
    )
    self_employed: OwnBusiness = key(
        ..., "self-employed households without employees", "无雇工的个体工商户"
    )
