"""The law in force at a date, as a lawyer reads it: values, sources, grades, and what is open."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from uisim.law.benefit import benefit_fen
from uisim.law.contribution import base_ceiling_fen, base_floor_fen
from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.retirement import retirement_delay_months
from uisim.law.tables import (
    City,
    Grade,
    Parameter,
    average_wage_grade,
    average_wage_yuan,
    cities,
    is_projected,
    last_known_month,
    law_parameters,
    minimum_wage_at,
    retirement,
    wage_year_in_force,
)
from uisim.report.charts_people import group_name
from uisim.report.law_cells import (
    a_table,
    cell,
    graded,
    named,
    short,
    since,
    three_columns,
    written,
    yuan,
)
from uisim.report.law_measure import measure_parts
from uisim.report.value_words import value_words
from uisim.scenario.resolved import flow
from uisim.units import FEN, PPM, YEAR, format_month, parse_month
from uisim.words import of_table, say

CITIES_FROM = parse_month("2018-07")
"""Figures by city are complete from here on: the earliest start of a projection."""
INDENT = 4


def print_law(console: Console, at: int, city: str | None, lang: str) -> None:
    """Print the law in force in the counted month ``at``, for one city or for all."""
    _print_heading(console, at, lang)
    for part in _parameters(at, lang):
        console.print(part)
    console.print(_durations(lang))
    console.print(_retirement(at, lang))
    if at >= CITIES_FROM:
        chosen = [found for found in cities() if city in (None, found.name)]
        console.print(_cities(chosen, at, lang))
        console.print(_minimum_wages(chosen, at, lang))
        words = say(
            "s: in a secondary text. Average wage: on-post, of the year before the latest July. "
            "Where it is an assumption, the city's last known wage is carried forward, or "
            "Guangzhou's times the city's ratio is taken. Floor and ceiling limit a base declared "
            "in this month.",
            lang,
        )
        console.print(words + "\n", style="dim")
    else:
        words = say("Figures by city begin with {month}.", lang)
        console.print(words.format(month=format_month(CITIES_FROM)) + "\n")
    for part in measure_parts(at, lang):
        console.print(part)


def _print_heading(console: Console, at: int, lang: str) -> None:
    console.rule(say("The law in {month}", lang).format(month=format_month(at)))
    if is_projected(at):
        text = say("Assumption: the tables end in {known}; the law is taken as last known.", lang)
        console.print(text.format(known=format_month(last_known_month())))
        text = say(
            "A month beyond the tables: wages are the last known ones here. A run raises them as "
            "its scenario says (economy.minimum_wage, economy.average_wage_growth_year).",
            lang,
        )
        console.print(text + "\n")
    grades = say(
        "Grades: A found in a text (secondary: in a text quoting it; draft: in the draft of 2021); "
        "A* found indirectly; D derived; K known but not found; U uncertain. K and U are "
        "assumptions.",
        lang,
    )
    console.print(grades + "\n", style="dim")


def _parameters(at: int, lang: str) -> Iterator[RenderableType]:
    """Yield each parameter: its key on a line of its own, value and article, then the evidence."""
    yield "\n" + say("Parameters in force", lang)
    for parameter in law_parameters().values():
        name = parameter.name_zh if lang == "zh" else parameter.name_en
        yield Text.assemble((f"law.{parameter.key}", "bold"), "  ", name)
        yield Padding(cell(*_parameter_lines(parameter, at, lang)), (0, 0, 0, INDENT))


def _parameter_lines(parameter: Parameter, at: int, lang: str) -> tuple[str, ...]:
    article = of_table(parameter.article, lang)
    first = parameter.values[0].since
    if at < first:
        text = say("in the tables from {month}", lang).format(month=format_month(first))
        return f"{text} · {article}", ""
    dated = parameter.at(at)
    value = _value(parameter, dated.value, lang)
    separator = say("; ", lang)
    evidence = (graded(dated.grade, lang), *(of_table(t, lang) for t in (dated.source, dated.note)))
    return (
        f"{value} · {since(dated.since, lang)} · {article}",
        separator.join(filter(None, evidence)),
    )


def _value(parameter: Parameter, value: object, lang: str) -> str:
    """Write a value with its unit; a choice in words, with its name in a scenario."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        plain = list(value) if isinstance(value, tuple) else value
        return value_words(f"law.{parameter.key}", flow(plain), lang)
    number, unit = written(value, parameter.unit, lang), of_table(parameter.unit, lang)
    if parameter.unit.startswith("share of") and lang == "zh":
        return f"{unit.removesuffix('的比例')} {number}"
    return f"{number} {unit.removeprefix('share ')}"


def _evidence(lang: str) -> str:
    return say("Article, grade, source", lang)


def _durations(lang: str) -> Table:
    table = three_columns(
        say("Months of benefit by months of contribution", lang),
        (say("Schedule", lang), say("Rule", lang), _evidence(lang)),
    )
    guangdong, national = guangdong_duration(), national_duration()
    text = say("1 for every {first} of the first {until}, then 1 for every {later}", lang)
    guangdong_rule = text.format(
        first=guangdong.first_step_months,
        until=guangdong.first_until_months,
        later=guangdong.later_step_months,
    )
    step_text = say("{entitlement} from {months}", lang)
    steps = [
        step_text.format(entitlement=step.entitlement, months=step.months)
        for step in national.steps
    ]
    for form, rule in ((guangdong, guangdong_rule), (national, ", ".join(steps))):
        table.add_row(
            cell(named(form.name, lang)),
            cell(rule, since(form.since, lang)),
            cell(
                of_table(form.article, lang),
                graded(form.grade, lang),
                of_table(form.source, lang),
            ),
        )
    return table


def _retirement(at: int, lang: str) -> Table:
    ages = retirement()
    rise = ages.rise
    delay = retirement_delay_months(at, rise.since, rise.step_months, rise.delay_months_max)
    table = three_columns(
        named(ages.name, lang),
        (
            say("Reaches in this month", lang),
            say("Retires at", lang),
            say("Article, grade, note", lang),
        ),
    )
    sexes = {"men": say("men", lang), "women": say("women", lang)}
    for sex, months in ages.age_months.items():
        years, left = divmod(months + delay, YEAR)
        retires_at = say("{years} years {months} months", lang).format(years=years, months=left)
        reached = say("{sex}, {years} years", lang)
        table.add_row(
            cell(reached.format(sex=sexes[sex], years=months // YEAR)),
            cell(retires_at),
            cell(
                of_table(ages.article, lang),
                graded(ages.grade, lang),
                of_table(ages.note, lang),
            ),
        )
    return table


def _cities(chosen: Sequence[City], at: int, lang: str) -> Table:
    table = a_table(say("Cities, yuan a month", lang), show_lines=False)
    table.add_column(say("City", lang), overflow="fold")
    table.add_column(say("Measure since", lang), no_wrap=True)
    average = say("Average wage {year}", lang).format(year=wage_year_in_force(at))
    headings = (say("Minimum wage", lang), average, say("Floor", lang), say("Ceiling", lang))
    for heading in (*headings, say("Benefit", lang)):
        table.add_column(heading, justify="right", overflow="fold")
    for city in chosen:
        table.add_row(*_city_row(city, at, lang))
    return table


def _class_name(wage_class: str, lang: str) -> str:
    """Name a class of the minimum wage: a number, or the city that is a class of its own."""
    number = wage_class.removeprefix("class")
    if number.isdigit():
        return say("class {number}", lang).format(number=number)
    return group_name("city", wage_class, lang)


def _minimum_wages(chosen: Sequence[City], at: int, lang: str) -> Table:
    table = a_table(say("Minimum wages by class of city", lang), show_lines=False)
    headings = (say("Class", lang), say("Yuan a month", lang), say("Since", lang))
    for heading in (*headings, say("Grade and source", lang)):
        table.add_column(heading, overflow="fold")
    by_class = {city.wage_class_at(at).value: minimum_wage_at(city.name, at) for city in chosen}
    for wage_class, dated in by_class.items():
        table.add_row(
            cell(_class_name(wage_class, lang)),
            cell(yuan(dated.value * FEN)),
            cell(format_month(dated.since)),
            cell(
                graded(dated.grade, lang),
                of_table(dated.source, lang),
                of_table(dated.note, lang),
            ),
        )
    return table


class CityFigures(NamedTuple):
    """What a city's wages come to in a month, in fen; begins: the scheme's first month there."""

    city: str
    begins: str | None
    begins_grade: Grade
    minimum_wage_fen: int
    minimum_wage_grade: Grade
    average_wage_fen: int
    average_wage_grade: Grade
    floor_fen: int
    ceiling_fen: int
    benefit_fen: int


def city_figures(city: City, at: int) -> CityFigures:
    """Find a city's wages, limits of the base and benefit in the counted month ``at``."""
    law = {key: parameter.at(at).value for key, parameter in law_parameters().items()}
    wage_year = wage_year_in_force(at)
    minimum_wage = minimum_wage_at(city.name, at)
    average_yuan = average_wage_yuan(city.name, wage_year, 0)
    minimum_fen, average_fen = minimum_wage.value * FEN, average_yuan * FEN
    return CityFigures(
        city.name,
        None if city.scheme_from is None else format_month(city.scheme_from),
        city.scheme_from_grade,
        minimum_fen,
        minimum_wage.grade,
        average_fen,
        average_wage_grade(city.name, wage_year),
        base_floor_fen(
            minimum_fen,
            round(law["base_floor_min_wages"] * PPM),
            average_fen,
            round(law["base_floor_average_wages"] * PPM),
        ),
        base_ceiling_fen(average_fen, round(law["base_ceiling_average_wages"] * PPM)),
        benefit_fen(minimum_fen, round(law["benefit_min_wages"] * PPM)),
    )


def _city_row(city: City, at: int, lang: str) -> list[Text]:
    found = city_figures(city, at)
    begins = found.begins or say("not yet", lang)
    return [
        cell(city.name_zh if lang == "zh" else city.name.capitalize()),
        cell(f"{begins} {short(found.begins_grade)}"),
        cell(f"{yuan(found.minimum_wage_fen)} {short(found.minimum_wage_grade):<3}"),
        cell(f"{yuan(found.average_wage_fen)} {short(found.average_wage_grade):<3}"),
        cell(yuan(found.floor_fen)),
        cell(yuan(found.ceiling_fen)),
        cell(yuan(found.benefit_fen)),
    ]
