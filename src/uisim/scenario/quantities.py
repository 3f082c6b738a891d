"""The kinds of value a scenario may hold: each names its range and unit once."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeVar

from annotated_types import Ge, GroupedMetadata, Le
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError, core_schema

from uisim.law.tables import cities
from uisim.scenario.problems import Message, Words, wrong
from uisim.units import format_month, parse_month

BEGINNING = 0
"""Stands, among months, for what holds from the beginning."""


class Block(BaseModel):
    """A block of keys: frozen, strict, without unknown keys."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        populate_by_name=False,
        hide_input_in_errors=True,
    )


UNITS = {
    unit.en: unit
    for unit in (
        Words("", ""),
        Words("share", "比例"),
        Words("per month", "次/月"),
        Words("per year", "/年"),
        Words("yuan", "元"),
        Words("yuan per month", "元/月"),
        Words("times", "倍"),
        Words("log points", "对数值"),
        Words("months", "个月"),
        Words("years", "岁"),
        Words("people", "人"),
        Words("benefits", "个月失业保险金"),
        Words("platforms", "个平台"),
        Words("true or false", "是或否"),
        Words("month", "月份"),
        Words("name", "名称"),
        Words("text", "文字"),
    )
}
"""Units of the values of a scenario, by their English name."""


@dataclass(frozen=True)
class Quantity(GroupedMetadata):
    """Range, ends included, and unit of a number."""

    low: float
    high: float
    unit: str

    def __iter__(self) -> Iterator[object]:
        """Hand the range to the validator."""
        yield Ge(self.low)
        yield Le(self.high)

    @property
    def allowed(self) -> Words:
        """The range and the unit, as an error names them."""
        low, high, unit = f"{self.low:.15g}", f"{self.high:.15g}", UNITS[self.unit]
        return Words(f"{low} to {high} {unit.en}".rstrip(), f"{low} 至 {high} {unit.zh}".rstrip())


@dataclass(frozen=True)
class Choice:
    """The names from which a text is chosen."""

    names: tuple[str | int, ...]

    def __call__(self, name: str | int) -> str | int:
        """Accept one of the names."""
        if name not in self.names:
            raise PydanticCustomError("choice", "not known", {"names": self.names})
        return name

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Hand the check to the validator."""
        return core_schema.no_info_after_validator_function(self, handler(source))

    @property
    def allowed(self) -> Words:
        """The names, as an error lists them."""
        names = " | ".join(map(str, self.names))
        return Words(names, names)


class MonthSpan(Quantity):
    """Range, ends included, of a calendar month."""

    @property
    def allowed(self) -> Words:
        """The range as an error names it."""
        low, high = format_month(int(self.low)), format_month(int(self.high))
        return Words(f"{low} to {high}", f"{low} 至 {high}")


class ByKind(NamedTuple):
    """A default that differs by kind of work."""

    ride_hailing: Any
    delivery: Any
    courier: Any
    ecommerce: Any
    self_employed: Any


def key(
    default: Any,
    en: str,
    zh: str,
    grade: str | ByKind = "U",
    alias: str | None = None,
    source: str = "",
) -> Any:
    """Describe a key: its default, its meaning in both languages, the default's grade and source.

    A default ``...`` has to be written, one of ``None`` may be left out; keys of the law take
    theirs from the law tables.
    """
    extra: dict[str, Any] = {"zh": zh, "source": source}
    extra["grade"] = grade._asdict() if isinstance(grade, ByKind) else grade
    if isinstance(default, ByKind):
        extra["by_kind"] = default._asdict()
        default = ...
    return Field(default, description=en, json_schema_extra=extra, alias=alias)


def month_of(text: str) -> int:
    """Count the month of a file's text, in ASCII digits; ValueError if it names none."""
    if not text.isascii():
        raise ValueError(f"{text!r} is not a month (YYYY-MM)")
    return parse_month(text)


def _month(text: object) -> int:
    if not isinstance(text, str):
        raise PydanticCustomError("month", "not a month (YYYY-MM)")
    try:
        return month_of(text)
    except ValueError as error:
        raise PydanticCustomError("month", "not a month (YYYY-MM)") from error


def _printable(text: str) -> str:
    if any(unicodedata.category(char)[0] == "C" or char in "\u2028\u2029" for char in text):
        raise PydanticCustomError("printable", "holds a character that cannot be printed")
    return text


T = TypeVar("T")


@dataclass(frozen=True)
class _DatedMark:
    """Marks a key whose value may change from month to month, or is a price of a month."""

    price: bool = False


DATED = _DatedMark()
PRICE = _DatedMark(price=True)
ByMonth = Annotated[dict[int, T], DATED]
"""Values by the month from which they hold, ``BEGINNING`` for what holds before the others."""

PriceByMonth = Annotated[dict[int, T], DATED, PRICE]
"""Prices of the months given; before the first of them, that one."""

_CalendarMonth = Annotated[int, BeforeValidator(_month), PlainSerializer(format_month)]
MONTHS = MonthSpan(parse_month("2000-01"), parse_month("2100-12"), "month")
"""The months that a scenario may name."""
Month = Annotated[_CalendarMonth, MONTHS]
"""A calendar month, written YYYY-MM, counted year * 12 + month - 1."""
StartMonth = Annotated[
    _CalendarMonth, MonthSpan(parse_month("2018-07"), parse_month("2100-12"), "month")
]
City = Annotated[str, Choice(tuple(city.name for city in cities()))]
PLATFORM_KINDS = ("ride_hailing", "delivery", "courier", "ecommerce")
KINDS = (*PLATFORM_KINDS, "self_employed")
PlatformKind = Annotated[str, Choice(PLATFORM_KINDS)]
Kind = Annotated[str, Choice(KINDS)]
PLATFORM_CAUSES = ("platform_closed", "no_work_offered", "account_suspended", "demand_drop")
OWN_CAUSES = ("licence", "business_failure")
PlatformCause = Annotated[str, Choice(PLATFORM_CAUSES)]
OwnCause = Annotated[str, Choice(OWN_CAUSES)]
Cause = Annotated[str, Choice((*PLATFORM_CAUSES, *OWN_CAUSES, "illness", "force_majeure"))]

Share = Annotated[float, Quantity(0, 1, "share")]
PositiveShare = Annotated[float, Quantity(0.001, 1, "share")]
RateMonth = Annotated[float, Quantity(0, 100, "per month")]
RateYear = Annotated[float, Quantity(0, 100, "per year")]
GrowthYear = Annotated[float, Quantity(-0.5, 1, "per year")]
Rise = Annotated[float, Quantity(-0.5, 1, "share")]
Yuan = Annotated[float, Quantity(0, 1e12, "yuan")]
YuanEitherSign = Annotated[float, Quantity(-1e12, 1e12, "yuan")]
IncomeYuan = Annotated[float, Quantity(1, 1e6, "yuan per month")]
ScaleYuan = Annotated[float, Quantity(0.01, 1e9, "yuan")]
Multiple = Annotated[float, Quantity(0, 100, "times")]
LogSd = Annotated[float, Quantity(0, 3, "log points")]
Shape = Annotated[float, Quantity(0.2, 10, "")]
Power = Annotated[float, Quantity(0, 10, "")]
Months = Annotated[int, Quantity(0, 1200, "months")]
MonthsFromOne = Annotated[int, Quantity(1, 1200, "months")]
Time = Annotated[float, Quantity(0, 1200, "months")]
Age = Annotated[float, Quantity(16, 63, "years")]
People = Annotated[int, Quantity(0, 100_000_000, "people")]
Represented = Annotated[int, Quantity(1, 1_000_000, "people")]
Count = Annotated[int, Quantity(1, 1_000_000, "")]
Seed = Annotated[int, Quantity(0, 2**32 - 1, "")]
Benefits = Annotated[int, Quantity(0, 100, "benefits")]
Platforms = Annotated[int, Quantity(1, 4, "platforms")]
Text = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]


def together(info: ValidationInfo, holds: bool, at: str, message: Message) -> None:
    """Refuse, at a key below the block, values that do not go together.

    Only of the whole scenario: what one file says alone may be completed by another.
    """
    if _is_whole(info) and not holds:
        raise PydanticCustomError("together", "together", {"message": message, "at": at})


def _is_whole(info: ValidationInfo) -> bool:
    context: dict[str, bool] = info.context  # type: ignore[assignment]  # always given, by `check`
    return context["whole"]


def _add_to_one(shares: Any, info: ValidationInfo) -> Any:
    total = sum(shares.values() if isinstance(shares, Mapping) else shares)
    message = wrong("the shares sum to {total}, not to 1", total=f"{total:.6g}")
    together(info, abs(total - 1) < 1e-6, "", message)
    return shares


def _not_empty(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise PydanticCustomError("too_short", "too few values")
    return values


NotEmpty = AfterValidator(_not_empty)
"""A list with at least one value; asked once its values are known to be sound."""

AddToOne = AfterValidator(_add_to_one)
"""Shares, in a mapping or a list, that make up a whole."""
