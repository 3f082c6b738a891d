"""The clauses of the law that hold more than one value: each a choice of forms or a block."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Tag, ValidationInfo, model_validator

from uisim.scenario.problems import wrong
from uisim.scenario.quantities import (
    Benefits,
    Block,
    ByMonth,
    Choice,
    Months,
    MonthsFromOne,
    NotEmpty,
    RateYear,
    Share,
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
        ...,
        "whether who can still work on another platform may claim: no, or at a share",
        "仍可在其他平台从业时能否申领：不予，或按比例发放",
    )
    benefit_share: ByMonth[Share] = key(
        ...,
        "share of the monthly benefit paid then, under `pays`",
        "取 `pays` 时发放失业保险金的比例",
    )


class JobSeeking(Block):
    """The job-seeking allowance (求职补贴)."""

    in_force: ByMonth[bool] = key(..., "whether the fund pays it", "基金是否发放")
    base_share: ByMonth[Share] = key(
        ...,
        "paid a month, as a share of her base at the loss",
        "每月发放，占中断就业时本人缴费基数的比例",
    )
    months_max: ByMonth[Months] = key(..., "most months in one claim", "每次申领最长月数")


class Maternity(Block):
    """The maternity benefit of women who give birth while on benefit (生育补助)."""

    in_force: ByMonth[bool] = key(..., "whether the fund pays it", "基金是否发放")
    benefits: ByMonth[Benefits] = key(
        ...,
        "paid once at a birth while on benefit, in monthly benefits",
        "领取期间生育一次性加发，相当于失业保险金的月数",
    )
    birth_rate_year: ByMonth[RateYear] = key(
        ..., "births a year of women under 45", "45岁以下女性每年生育率"
    )
