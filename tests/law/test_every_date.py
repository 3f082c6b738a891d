"""At every date the law is complete: no overlap, no gap, and every value says whence it comes."""

import pytest

from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.tables import (
    AverageWage,
    MinimumWages,
    cities,
    is_assumption,
    is_projected,
    last_known_month,
    law_parameters,
    minimum_wage_at,
    read,
    retirement,
)
from uisim.scenario.rules import Law
from uisim.units import parse_month

MINIMUM_WAGES = read("minimum_wage", MinimumWages).classes
AVERAGE_WAGES = read("average_wage", dict[str, tuple[AverageWage, ...]])
EARLIEST_START = parse_month("2018-07")
DATED = {
    **{f"law.{key}": parameter.values for key, parameter in law_parameters().items()},
    **{f"minimum wage {name}": rows for name, rows in MINIMUM_WAGES.items()},
    **{f"wage class {city.name}": city.wage_classes for city in cities()},
}
CHANGES = sorted({row.since for rows in DATED.values() for row in rows})


def keys_of_the_scenario(form, prefix=""):
    for key, field in form.model_fields.items():
        if hasattr(field.annotation, "model_fields"):
            yield from keys_of_the_scenario(field.annotation, f"{prefix}{key}.")
        else:
            yield prefix + key


def test_every_key_of_a_scenario_has_a_parameter_and_every_parameter_a_key():
    assert set(law_parameters()) == set(keys_of_the_scenario(Law))


@pytest.mark.parametrize("what", DATED)
def test_dates_rise_strictly_so_that_one_value_holds_in_each_month(what):
    dates = [row.since for row in DATED[what]]
    assert dates == sorted(set(dates))


@pytest.mark.parametrize("month", [m for m in CHANGES if m >= EARLIEST_START])
def test_the_law_is_complete_wherever_it_changes(month):
    for parameter in law_parameters().values():
        assert parameter.at(month).since <= month
    for city in cities():
        assert minimum_wage_at(city.name, month).value > 0


@pytest.mark.parametrize("key", law_parameters())
def test_a_value_holds_until_the_month_before_the_next(key):
    parameter = law_parameters()[key]
    for earlier, later in zip(parameter.values, parameter.values[1:], strict=False):
        assert parameter.at(later.since - 1) == earlier
        assert parameter.at(later.since) == later


def test_before_its_first_date_a_parameter_says_what_is_missing():
    with pytest.raises(ValueError, match=r"cap_months is known from 2011-07 on, not in 2010-01"):
        law_parameters()["cap_months"].at(parse_month("2010-01"))


@pytest.mark.parametrize("what", DATED)
def test_every_value_has_a_source_or_is_marked_an_assumption(what):
    assert [row for row in DATED[what] if not row.source and not is_assumption(row.grade)] == []


@pytest.mark.parametrize("key", law_parameters())
def test_every_parameter_has_names_unit_and_article(key):
    parameter = law_parameters()[key]
    assert parameter.name_en and parameter.name_zh and parameter.unit and parameter.article


def test_every_other_figure_has_a_source_or_is_marked_an_assumption():
    graded = [
        *((wage.source, wage.grade) for wages in AVERAGE_WAGES.values() for wage in wages),
        *((city.scheme_from_source, city.scheme_from_grade) for city in cities()),
        *((form.source, form.grade) for form in (guangdong_duration(), national_duration())),
        (retirement().source, retirement().grade),
    ]
    assert [grade for source, grade in graded if not source and not is_assumption(grade)] == []


@pytest.mark.parametrize("city", AVERAGE_WAGES)
def test_known_average_wages_have_no_gap(city):
    years = [wage.wage_year for wage in AVERAGE_WAGES[city]]
    assert years == list(range(years[0], years[0] + len(years)))


def test_nothing_is_dated_after_the_month_of_compilation():
    assert max(CHANGES) <= last_known_month() == parse_month("2026-11")
    assert not is_projected(last_known_month())
    assert is_projected(last_known_month() + 1)
