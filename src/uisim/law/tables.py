"""The dated tables of the law, read once from ``tables/*.yaml`` and checked.

Every value keeps its source and its grade: A found, D derived, K known but not found, U uncertain
or assumed. Months are counted as in `uisim.units`; wages are yuan in the tables and fen where
money is computed.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter
from ruamel.yaml import YAML

from uisim.units import FEN, PPM, YEAR, format_month, parse_month
from uisim.words import ToldError

TABLES: Final = Path(__file__).parent / "tables"
MINIMUM_WAGE_ROUNDING_FEN: Final = 10 * FEN
"""Projected minimum wages are whole tens of yuan, an assumption."""
JULY: Final = 6
"""Months from January to July, when a new average wage comes into force."""

Grade = Literal["A", "A (secondary)", "A (draft)", "A*", "D", "K", "U"]
Sex = Literal["men", "women"]


def _count_month(value: object) -> object:
    return parse_month(value) if isinstance(value, str) else value


def _freeze(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Month = Annotated[int, BeforeValidator(_count_month)]
"""A calendar month, written YYYY-MM in a table and counted as in `uisim.units`."""
Value = Annotated[Any, BeforeValidator(_freeze)]


class Form(BaseModel):
    """What a table may hold: types are checked strictly, unknown keys are errors."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_by_name=True)


class Name(Form):
    """A term in English and in the words of the law."""

    en: str
    zh: str


class DatedValue(Form):
    """A value of the law from the month ``since`` (YAML: ``from``) until the next one."""

    since: Month = Field(alias="from")
    value: Value
    source: str
    grade: Grade
    note: str = ""


class Parameter(Form):
    """A parameter of the law under its scenario key, with all its dated values."""

    key: str
    name_en: str = Field(validation_alias=AliasPath("name", "en"))
    name_zh: str = Field(validation_alias=AliasPath("name", "zh"))
    unit: str
    article: str
    values: tuple[DatedValue, ...]

    def at(self, month: int) -> DatedValue:
        """Value in force in the counted ``month``; ValueError before the first date."""
        return _in_force(self.key, self.values, month)


class City(Form):
    """A prefecture-level city; its position in `cities` is part of a worker's identity.

    ``wage_ratio``: on-post average wage over Guangzhou's, where its own is not known;
    ``platform_workers``: people in new forms of employment, end of 2021; ``scheme_from``: first
    counted month the measure applies, None where the city has not started.
    """

    name: str
    name_zh: str
    wage_ratio: float
    wage_ratio_grade: Grade
    platform_workers: int
    platform_workers_grade: Grade
    platform_workers_source: str
    scheme_from: Month | None
    scheme_from_grade: Grade
    scheme_from_source: str
    wage_classes: tuple[DatedValue, ...]

    def wage_class_at(self, month: int) -> DatedValue:
        """Its class of the minimum wage in the counted ``month``."""
        return _in_force(f"wage class of {self.name}", self.wage_classes, month)


class AverageWage(Form):
    """A city's on-post average monthly wage (yuan) of a calendar year."""

    wage_year: int
    yuan_month: int
    source: str
    grade: Grade
    note: str = ""


class MinimumWages(Form):
    """Minimum monthly wages (yuan) by class of city."""

    compiled: Month
    classes: dict[str, tuple[DatedValue, ...]]


class RetirementRise(Form):
    """The rise of the retirement age: a month later a step, up to a longest delay."""

    since: Month
    step_months: int
    delay_months_max: int


class Retirement(Form):
    """Statutory retirement ages (months) by sex, and their rise."""

    name: Name
    age_months: dict[Sex, int]
    rise: RetirementRise
    article: str
    source: str
    grade: Grade
    note: str


_Loaded = TypeVar("_Loaded")


def read(name: str, form: type[_Loaded]) -> _Loaded:
    """Read a table in its form. By way of JSON, where strict checking takes lists for tuples."""
    data = YAML(typ="safe", pure=True).load(TABLES / f"{name}.yaml")
    return TypeAdapter(form).validate_json(json.dumps(data))


@cache
def law_parameters() -> Mapping[str, Parameter]:
    """Every parameter of the law by its scenario key, such as ``multi_platform_rule.mode``."""
    parameters: dict[str, Parameter] = {}
    for chapter in ("contribution", "entitlement", "claim", "benefit"):
        blocks = YAML(typ="safe", pure=True).load(TABLES / f"{chapter}.yaml")
        for key, block in blocks.items():
            parameters[key] = Parameter.model_validate_json(json.dumps({"key": key, **block}))
    return parameters


@cache
def cities() -> tuple[City, ...]:
    """All 21 cities, in their fixed order."""
    return read("cities", tuple[City, ...])


@cache
def retirement() -> Retirement:
    """Statutory retirement ages and their rise."""
    return read("retirement", Retirement)


@cache
def _minimum_wages() -> MinimumWages:
    return read("minimum_wage", MinimumWages)


@cache
def _average_wages() -> Mapping[str, tuple[AverageWage, ...]]:
    return read("average_wage", dict[str, tuple[AverageWage, ...]])


def _city(name: str) -> City:
    return {city.name: city for city in cities()}[name]


def minimum_wage_at(city: str, month: int) -> DatedValue:
    """Minimum monthly wage (yuan) of ``city`` last published before or in the counted ``month``."""
    return _in_force(f"minimum wage of {city}", _published_minimum_wages(city, month), month)


def minimum_wages_fen(
    city: str, first_month: int, months: int, step_months: int, step: float
) -> list[int]:
    """Minimum wages (fen) of ``months`` months from the counted ``first_month``.

    Beyond the last known date they rise by ``step`` every ``step_months`` after it, each from the
    rounded one before, half up to 10 yuan.
    """
    step_ppm = round(step * PPM)
    wages_fen = []
    for month in range(first_month, first_month + months):
        known = minimum_wage_at(city, month)
        is_last = known == _published_minimum_wages(city, month)[-1]
        steps = (month - known.since) // step_months if is_last else 0
        wages_fen.append(_projected_minimum_wage_fen(known, steps, step_ppm))
    return wages_fen


def _published_minimum_wages(city: str, month: int) -> tuple[DatedValue, ...]:
    return _minimum_wages().classes[_city(city).wage_class_at(month).value]


def _projected_minimum_wage_fen(known: DatedValue, steps: int, step_ppm: int) -> int:
    wage_fen = int(known.value) * FEN
    unit = MINIMUM_WAGE_ROUNDING_FEN * PPM
    for _ in range(steps):
        wage_fen = (wage_fen * (PPM + step_ppm) + unit // 2) // unit * MINIMUM_WAGE_ROUNDING_FEN
    return wage_fen


@cache
def average_wage_yuan(city: str, wage_year: int, growth_year: float) -> int:
    """On-post average monthly wage (yuan) of ``city`` in a calendar year.

    As published; later than the city's last known year, grown from it at ``growth_year``; else
    the city's ratio times Guangzhou's of that year. Whole yuan, half up, once.
    """
    known = {wage.wage_year: wage.yuan_month for wage in _average_wages().get(city, ())}
    if wage_year in known:
        return known[wage_year]
    last_year = max(known, default=wage_year)
    if wage_year > last_year:
        growth = (1 + Fraction(str(growth_year))) ** (wage_year - last_year)
        return _half_up(known[last_year] * growth)
    assert city != "guangzhou", f"no average wage is known for {wage_year}"
    guangzhou_yuan = average_wage_yuan("guangzhou", wage_year, growth_year)
    return _half_up(guangzhou_yuan * Fraction(str(_city(city).wage_ratio)))


def average_wages_in_force_yuan(
    city: str, first_month: int, months: int, growth_year: float
) -> list[int]:
    """On-post wages (yuan) that limit the base in ``months`` months from ``first_month``."""
    return [
        average_wage_yuan(city, wage_year_in_force(month), growth_year)
        for month in range(first_month, first_month + months)
    ]


def wage_year_in_force(month: int) -> int:
    """Year before the latest July on or before the counted ``month``: its wage is in force."""
    return (month - JULY) // YEAR - 1


def average_wage_grade(city: str, wage_year: int) -> Grade:
    """Grade of a city's average wage; U where it is grown or taken from Guangzhou's."""
    grades = {wage.wage_year: wage.grade for wage in _average_wages().get(city, ())}
    return grades.get(wage_year, "U")


def last_known_month() -> int:
    """Counted month in which the tables were compiled: what is dated later is assumed."""
    return _minimum_wages().compiled


def is_projected(month: int) -> bool:
    """Say whether the law of the counted ``month`` is assumed to stay as last known."""
    return month > last_known_month()


def is_assumption(grade: Grade) -> bool:
    """Say whether a grade is no finding: general knowledge only (K) or uncertain (U)."""
    return grade in ("K", "U")


def retirement_age_months(sex: Sex) -> int:
    """Statutory retirement age (months) before the rise: men 60, women 55 years."""
    return retirement().age_months[sex]


def _in_force(what: str, values: tuple[DatedValue, ...], month: int) -> DatedValue:
    reached = [dated for dated in values if dated.since <= month]
    if not reached:
        first, now = format_month(values[0].since), format_month(month)
        raise ToldError(
            "{what} is known from {first} on, not in {month}", what=what, first=first, month=now
        )
    return reached[-1]


def _half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
