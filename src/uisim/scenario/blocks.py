"""The blocks of a scenario file that hold for the whole projection, and the file as a whole.

Each key has its range and unit in its type, its default and its meaning beside it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import ValidationInfo, model_validator

from uisim.scenario.problems import wrong
from uisim.scenario.quantities import (
    AddToOne,
    Age,
    Block,
    Choice,
    City,
    Count,
    GrowthYear,
    Kind,
    Month,
    Months,
    MonthsFromOne,
    Multiple,
    NotEmpty,
    People,
    PlatformKind,
    Platforms,
    Quantity,
    Represented,
    Rise,
    Seed,
    Share,
    StartMonth,
    Text,
    key,
    together,
)
from uisim.scenario.rules import Claiming, Declaring, Fund, Joining, Law, Membership
from uisim.scenario.work import Works

EXPECTED = (
    "balance",
    "break_even_rate",
    "coverage",
    "months_paid_per_award",
    "selection_index",
    "members",
    "joined",
    "contributions_own_fen",
    "contributions_platform_fen",
    "benefits_fen",
    "medical_fen",
    "job_seeking_fen",
    "claims_awarded",
    "months_awarded",
)
"""What a scenario may expect to change: indicators, and columns of the monthly books, summed."""


class Title(Block):
    """What the scenario is called."""

    en: Text = key("Untitled scenario", "title in English", "英文标题")
    zh: Text = key("未命名情景", "title in Chinese", "中文标题")


class Question(Block):
    """What the scenario asks."""

    en: Text = key("Not asked", "question in English", "英文问题")
    zh: Text = key("未提出", "question in Chinese", "中文问题")


class About(Block):
    """Who asks what, and what is expected. A child file does not inherit it; nothing reads it."""

    question: Question = key(..., "what the scenario asks", "情景所问")
    author: Text = key("not named", "who wrote the scenario", "作者")
    source: Text = key("assumption", "document it rests on, or assumption", "依据")
    against: Text = key("baseline.yaml", "file it is compared with, beside it", "对照情景文件")
    expects: Mapping[
        Annotated[str, Choice(EXPECTED)], Annotated[str, Choice(("rises", "falls", "unchanged"))]
    ] = key({}, "expected change by indicator or sum of a column", "预期变化方向")
    by_hand: Text = key("not derived", "magnitude derived by hand", "手工推算的幅度")


class Projection(Block):
    """Time, chance and scale of a run."""

    start: StartMonth = key("2022-01", "first month (absolute)", "起始月份")
    months: Months = key(180, "length", "测算月数")
    seed: Seed = key(1, "seed of all chance", "随机种子")
    replications: Count = key(1, "independent repetitions", "重复次数")
    represents: Represented = key(10, "people for whom one worker stands", "每个样本代表的人数")


class EntryAge(Block):
    """Triangular distribution of the age at entry, in years."""

    min: Age = key(18.0, "youngest on entry", "进入时最小年龄")
    mode: Age = key(30.0, "most frequent age on entry", "进入时众数年龄")
    max: Age = key(59.0, "oldest on entry, before retirement cuts it", "进入时最大年龄")

    @model_validator(mode="after")
    def _ordered(self, info: ValidationInfo) -> Self:
        rising = self.min <= self.mode <= self.max and self.min < self.max
        together(info, rising, "mode", wrong("min, mode and max have to rise"))
        early = wrong("women retire at 55: entry has to begin before")
        together(info, self.min < 55, "min", early)
        return self


class PriorInsurance(Block):
    """What workers bring from employee insurance."""

    share: Share = key(0.2, "share who bring months", "有职工参保记录者的比例")
    months_max: MonthsFromOne = key(60, "most months brought", "最多带入月数")
    unused_share: Share = key(0.1, "share of these with unused entitlement", "有未领月数的比例")


class Population(Block):
    """Who works flexibly, and where."""

    platform_workers: Mapping[City, People] = key(
        ..., "platform workers at the start, by city", "期初各市平台就业人数"
    )
    scheme_from: Mapping[City, Month | None] = key(
        ..., "first month of the scheme, by city", "各市开始实施的月份"
    )
    kind_shares: Annotated[Mapping[PlatformKind, Share], AddToOne] = key(
        {"ride_hailing": 0.27, "delivery": 0.11, "courier": 0.06, "ecommerce": 0.56},
        "kinds of platform work",
        "各类平台就业的比例",
    )
    self_employed_per_platform_worker: Multiple = key(
        0.3, "self-employed, on top", "每名平台就业者对应的个体经营者"
    )
    growth_year: GrowthYear = key(0.02, "growth of the stock", "就业人数年增长率")
    replace_leavers: bool = key(True, "entrants also replace leavers", "是否补足离开者")
    entry_age: EntryAge = key(..., "age at entry: triangular", "进入年龄（三角分布）")
    prior_insurance: PriorInsurance = key(
        ..., "what workers bring from employee insurance", "带入的职工参保记录"
    )


class ForceMajeure(Block):
    """A shock that takes all platforms of a share of the workers, at a month's opening."""

    month: Month = key(..., "month of the shock", "发生月份")
    share: Share = key(..., "workers struck", "受影响比例")
    cities: Annotated[tuple[City, ...], NotEmpty] = key(
        (), "cities struck; left out: all simulated", "受影响城市"
    )


class MinimumWage(Block):
    """How the minimum wage rises beyond its last known date."""

    step_months: MonthsFromOne = key(
        24, "months between rises of the minimum wage", "最低工资调整间隔"
    )
    step: Rise = key(0.075, "rise of the minimum wage each time", "最低工资每次涨幅")


class Recession(Block):
    """Months in which losses and returns to work run at another pace."""

    from_month: Month = key(..., "first month", "起始月份", alias="from")
    months: MonthsFromOne = key(..., "length", "持续月数")
    loss: Multiple = key(..., "losses, in times their pace", "失业倍数")
    reemployment: Multiple = key(..., "returns, in times their pace", "再就业倍数")


class Closure(Block):
    """A platform that closes at a month's opening."""

    kind: Kind = key(..., "kind of work", "就业类型")
    platform: Platforms = key(..., "platform, from 1 in order of market share", "平台序号")
    month: Month = key(..., "month of the closure", "关闭月份")
    hits: Share = key(1.0, "holders whom it hits", "波及的比例")


class Economy(Block):
    """Wages, cycles and shocks."""

    income_growth_year: GrowthYear = key(0.04, "growth of incomes", "收入年增长率")
    force_majeure: tuple[ForceMajeure, ...] = key((), "shocks", "不可抗力事件")
    minimum_wage: MinimumWage = key(
        ..., "minimum wages beyond their last known date", "最后已知日期之后的最低工资"
    )
    average_wage_growth_year: GrowthYear = key(0.04, "growth of average wages", "社平工资增长率")
    recessions: tuple[Recession, ...] = key((), "recessions", "经济衰退")
    closures: tuple[Closure, ...] = key((), "dated closures of platforms", "平台关闭事件")


class Uncertain(Block):
    """What a study draws for a key: uniform, triangular (with mode), normal, or one of a list."""

    low: float | None = key(None, "lowest value", "下限")
    high: float | None = key(None, "highest value", "上限")
    mode: float | None = key(None, "most likely value", "众数")
    mean: float | None = key(None, "mean of a normal distribution", "均值")
    sd: Annotated[float, Quantity(0, 1e12, "")] | None = key(
        None, "its standard deviation", "标准差"
    )
    values: tuple[Any, ...] | None = key(None, "values of equal chance", "候选值")

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: Any) -> Any:
        pair = isinstance(value, tuple) and len(value) == 2
        return {"low": value[0], "high": value[1]} if pair else value

    @model_validator(mode="after")
    def _one_distribution(self, info: ValidationInfo) -> Self:
        given = frozenset(self.model_fields_set)
        form = wrong(
            "has to be [low, high], {{low, mode, high}}, {{mean, sd}} (with low and high) "
            "or {{values: […]}}"
        )
        together(info, given in _DISTRIBUTIONS, "", form)
        ends = [end for end in (self.low, self.mode, self.high) if end is not None]
        together(info, ends == sorted(ends), "high", wrong("low, mode and high have to rise"))
        return self


_DISTRIBUTIONS = {
    frozenset(names.split())
    for names in ("low high", "low mode high", "mean sd", "mean sd low high", "values")
}


class Document(Block):
    """A whole scenario file, its parents and the built-in values merged into it."""

    title: Title = key(..., "what the scenario is called", "情景名称")
    about: About = key(..., "who asks what, and what is expected", "作者、问题与预期")
    projection: Projection = key(..., "time, chance and scale of a run", "测算期间、随机种子与规模")
    population: Population = key(..., "who works flexibly, and where", "灵活就业人员及其分布")
    work: Works = key(
        ..., "how work is lost and found, by kind of work", "各就业类型失去与获得工作的方式"
    )
    joining: Joining = key(..., "how a worker who may join decides", "参保决策")
    membership: Membership = key(..., "how long a member stays", "参保的持续")
    declaring: Declaring = key(..., "what a member declares", "缴费基数申报")
    claiming: Claiming = key(..., "how a loss becomes a claim", "待遇申领")
    economy: Economy = key(..., "wages, cycles and shocks", "工资、经济周期与冲击")
    law: Law = key(
        ..., "the law, where it differs from the law in force", "法规（与现行法规不同之处）"
    )
    fund: Fund = key(
        ..., "the notional sub-account of the flexible workers", "灵活就业人员的名义分账"
    )
    uncertain: Mapping[str, Uncertain] = key(..., "what studies draw, by dotted key", "不确定参数")
