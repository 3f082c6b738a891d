"""The files beside a scenario that studies read: a feedback rule, targets of a calibration."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import ValidationInfo, model_validator

from uisim.scenario.problems import wrong
from uisim.scenario.quantities import (
    Block,
    Month,
    Months,
    MonthsFromOne,
    NotEmpty,
    Quantity,
    Text,
    key,
    together,
)

Reserve = Annotated[float, Quantity(-1200, 1200, "months")]
Number = Annotated[float, Quantity(-1e15, 1e15, "")]
Positive = Annotated[float, Quantity(1e-12, 1e15, "")]


class Step(Block):
    """What is added to the value beyond a mark of the reserve."""

    reserve_months: Reserve = key(..., "mark of the months of reserve", "备付月数的界限")
    add: Number = key(..., "what is added to the value, below 0: taken off", "取值的增减")


class Decided(Block):
    """When the value is decided, and which reserve is looked at."""

    from_month: Month = key(
        ..., "first decision, in force from its opening", "首次调整", alias="from"
    )
    every_months: MonthsFromOne = key(12, "months between decisions", "调整间隔")
    ahead_months: Months = key(
        0,
        "months after the decision whose reserve, as projected, is looked at",
        "所看备付的提前月数",
    )


class FeedbackRule(Block):
    """A key that follows the months of reserve."""

    moved: Text = key(..., "key of the scenario that moves", "调整的参数", alias="key")
    decided: Decided
    below: Step | None = key(None, "when the reserve is lower", "备付低于界限时")
    above: Step | None = key(None, "when the reserve is higher", "备付高于界限时")
    limits: tuple[Number, Number] = key(..., "lowest and highest value", "取值上下限")

    @model_validator(mode="after")
    def _sound(self, info: ValidationInfo) -> Self:
        moves = self.below is not None or self.above is not None
        together(info, moves, "", wrong("one of below and above has to be given"))
        rising = self.limits[0] < self.limits[1]
        together(info, rising, "limits", wrong("the limits have to rise"))
        if self.below is not None and self.above is not None:
            apart = self.below.reserve_months < self.above.reserve_months
            together(info, apart, "above", wrong("the marks of below and above have to rise"))
        return self


class ObservedTarget(Block):
    """A figure that the world has shown, and how sure that is."""

    figure: Text = key(..., "figure of a run, as in `uisim solve`", "指标")
    value: Number = key(..., "its value", "数值")
    error: Positive = key(..., "standard error or tolerance", "标准误或容差")
    source: Text = key(..., "where the value comes from", "来源")
    grade: Text = key("U", "grade of the evidence", "可信度等级")
    note: Text = key("none", "what else is to be known", "说明")


class Observed(Block):
    """What a calibration is held against."""

    answer: Text = key(..., "figure that is reported, and may be no target", "所求结果")
    uncertain: Mapping[str, Any] = key({}, "ranges, laid over the scenario's own", "参数范围")
    targets: Annotated[tuple[ObservedTarget, ...], NotEmpty] = key(..., "targets", "校准目标")
