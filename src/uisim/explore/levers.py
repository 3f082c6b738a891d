"""The levers: keys of a scenario that the explorer moves, with range and unit from its schema."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, get_args, get_origin

from uisim.scenario.blocks import Document
from uisim.scenario.forms import (
    form_at,
    hints_of,
    is_block,
    marks_of,
    options_of,
    quantity_of,
    unit_of,
    unmarked,
)
from uisim.scenario.layers import BEGINNING_WORD
from uisim.scenario.listing import described
from uisim.scenario.problems import COMMAND_LINE, Problem, Words
from uisim.scenario.quantities import DATED, Choice, Quantity
from uisim.scenario.reference import limits_of
from uisim.scenario.resolved import as_plain, flow
from uisim.scenario.schema import Scenario
from uisim.scenario.tree import read_tree
from uisim.units import format_month, parse_month

LEVERS: Final = (
    "law.contribution_rate",
    "law.base_floor_min_wages",
    "law.qualifying_months",
    "law.waiting_months",
    "law.duration",
    "law.cap_months",
    "law.benefit_min_wages",
    "law.multi_platform_rule.mode",
    "law.multi_platform_rule.benefit_share",
    "law.sequence_rule",
    "law.job_seeking.in_force",
    "law.scheme_ends",
    "joining.rule",
    "joining.attention_rate_month",
    "joining.probability",
    "membership.lapse_rate_month",
    "declaring.floor_share",
    "claiming.take_up",
    "claiming.verified_share",
    "fund.platform_share",
    "fund.fiscal_subsidy_month_yuan",
)
REACH: Final = 3
"""A slider reaches so many times the value in force,"""
ROOM: Final = {"months": 12.0, "times": 1.0, "per month": 0.1, "yuan": 1e7}
"""but at least so far, by unit; where both are 0, over the whole range of the key."""
STEPS: Final = 100
WIDE: Final = 1e9
"""A range that ends so far out is not shown: nobody reaches its end."""


class Lever(NamedTuple):
    """A key as the explorer shows it.

    value: in force in the scenario, as JSON holds it. names: to choose from. free: whether the
    value may also be written as in a file. low, high: where its number lies; reach: where its
    slider ends, 0 without one.
    """

    key: str
    block: Words
    meaning: Words
    limits: Words
    value: Any
    names: tuple[str, ...] = ()
    free: bool = False
    low: float = 0.0
    high: float = 0.0
    reach: float = 0.0
    step: float = 0.0

    @property
    def text(self) -> str:
        """The value as a file has it."""
        return flow(self.value)


def levers_of(scenario: Scenario, since: int) -> Iterator[Lever]:
    """Describe each lever, with the value in force in the month ``since`` (absolute)."""
    plain = as_plain(scenario)
    for key in LEVERS:
        loc = tuple(key.split("."))
        form, value = form_at(Document, loc), _value_at(plain, loc, since)
        if DATED in marks_of(form):
            form = get_args(unmarked(form))[1]
        lever = Lever(key, described(loc[:1]), _meaning(loc), _limits(form), value)
        yield lever._replace(**_control(form, value))


def overrides_of(scenario: Scenario, moved: Mapping[str, Any], since: int) -> dict[str, str]:
    """Write what is laid over a scenario for moved levers: YAML by key, as a file has it.

    A value holds from the month ``since`` (absolute) on, whatever the scenario says of later
    months; from the start on if that is not later.
    """
    found: dict[str, str] = {}
    for key, value in moved.items():
        text = _written(value)
        dated = scenario.dated.get(key)
        if dated is not None and since > scenario.projection.start:
            later = [month for month, _ in dated.values if month is not None and month > since]
            months = [since, *later]
            text = "{" + ", ".join(f"{format_month(month)}: {text}" for month in months) + "}"
        found[key] = text
    return found


def _written(value: Any) -> str:
    """Write a value; a text as a file has it, or as it is if the door has to refuse it."""
    if not isinstance(value, str):
        return flow(value)
    problems: list[Problem] = []
    node = read_tree(value, COMMAND_LINE, problems)
    return value if node is None or problems else flow(node.plain())


def _limits(form: Any) -> Words:
    """Range and unit of a number, and the forms that a value may also be written in."""
    blocks = [one for one in map(unmarked, get_args(unmarked(form))) if is_block(one)]
    more = [f"{{{name}: …}}" for block in blocks for name in hints_of(block)]
    quantity = quantity_of(form)
    if quantity is None:
        limits = Words("", "")
    else:
        limits = limits_of(form) if quantity.high < WIDE else unit_of(form)
    return Words(
        " | ".join(filter(None, [limits.en, *more])), " | ".join(filter(None, [limits.zh, *more]))
    )


def _meaning(loc: tuple[str, ...]) -> Words:
    """Meaning of a key, after that of a block within the block."""
    above, own = described(loc[:-1]), described(loc)
    return Words(f"{above.en}: {own.en}", f"{above.zh}：{own.zh}") if len(loc) > 2 else own


def _value_at(plain: Mapping[str, Any], loc: tuple[str, ...], since: int) -> Any:
    value: Any = plain
    for name in loc:
        value = value[name]
    if not isinstance(value, Mapping) or not (months := _months(value)):
        return value
    reached = [name for month, name in months if month <= since]
    return value[reached[-1] if reached else months[0][1]]


def _months(value: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Months of a dated value, ascending."""
    names = [name for name in value if name == BEGINNING_WORD or name[:1].isdigit()]
    return [(0 if name == BEGINNING_WORD else parse_month(name), name) for name in names]


def _control(form: Any, value: Any) -> dict[str, Any]:
    """Choose how a value of a type is entered."""
    bare = unmarked(form)
    if bare is bool:
        return {"names": ("true", "false")}
    choices = [mark.names for mark in marks_of(form) if isinstance(mark, Choice)]
    if choices:
        return {"names": tuple(map(str, choices[0]))}
    options = options_of(bare) if get_origin(bare) is not tuple else []
    if options:
        names = [mark.names for mark in marks_of(options[0]) if isinstance(mark, Choice)]
        return {"names": tuple(map(str, names[0])) if names else (), "free": True}
    quantity = quantity_of(form)
    assert quantity is not None
    return _number(quantity, float(value), bare is int)


def _number(quantity: Quantity, value: float, whole: bool) -> dict[str, Any]:
    reach = max(REACH * value, ROOM.get(quantity.unit, 0.0))
    reach = min(quantity.high, reach or quantity.high)
    step = 1.0 if whole else 10.0 ** math.floor(math.log10(reach / STEPS))
    return {"low": quantity.low, "high": quantity.high, "reach": reach, "step": step}
