"""The law in force at a date, as a lawyer reads it: values, sources, grades, and what is open."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.law.benefit import benefit_fen
from uisim.law.contribution import base_ceiling_fen, base_floor_fen
from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.measure import Clause, Reading, Status, Version, measure
from uisim.law.retirement import retirement_delay_months
from uisim.law.tables import (
    City,
    Grade,
    Parameter,
    average_wage_grade,
    average_wage_yuan,
    cities,
    is_assumption,
    is_projected,
    last_known_month,
    law_parameters,
    minimum_wage_at,
    retirement,
    wage_year_in_force,
)
from uisim.units import FEN, PPM, format_month, parse_month

__all__ = ["print_law"]

CITIES_FROM = parse_month("2018-07")
"""Figures by city are complete from here on: the earliest start of a projection."""
YEAR = 12
PERCENT = 100
MARKS: dict[Status, str] = {"found": "●", "draft only": "◐", "unknown": "○"}
SHORT_GRADES: dict[Grade, str] = {"A (secondary)": "A s", "A (draft)": "A d"}
GRADES_MEAN = (
    "Grades: A found in a text (secondary: in a text quoting it; draft: in the draft of 2021); "
    "A* found indirectly; D derived; K known but not found; U uncertain. K and U are assumptions."
)
WAGES_MEAN = (
    "s: in a secondary text. Average wage: on-post, of the year before the latest July. Where it "
    "is an assumption, the city's last known wage is carried forward, or Guangzhou's times the "
    "city's ratio is taken. Floor and ceiling limit a base declared in this month."
)
MARKS_MEAN = (
    "● text found (grade and number of the source; s: secondary, d: draft)   "
    "◐ known from the draft only   ○ unknown"
)


def print_law(console: Console, at: int, city: str | None) -> None:
    """Print the law in force in the counted month ``at``, for one city or for all."""
    _print_heading(console, at)
    console.print(_parameters(at))
    console.print(_durations())
    console.print(_retirement(at))
    if at >= CITIES_FROM:
        chosen = [found for found in cities() if city in (None, found.name)]
        console.print(_cities(chosen, at))
        console.print(_minimum_wages(chosen, at))
        console.print(WAGES_MEAN + "\n", style="dim")
    else:
        console.print(f"Figures by city begin with {format_month(CITIES_FROM)}.\n")
    console.print(_versions(at))
    console.print(_clauses(at))
    console.print(MARKS_MEAN, style="dim")
    for number, source in enumerate(measure().sources.values(), start=1):
        console.print(_cell(f"[{number}] {source}"), style="dim")
    console.print(_readings())


def _print_heading(console: Console, at: int) -> None:
    console.rule(f"The law in {format_month(at)}  ·  {format_month(at)} 的有关规定")
    if is_projected(at):
        known = format_month(last_known_month())
        console.print(f"Assumption: the tables end in {known}; the law is taken as last known.\n")
    console.print(GRADES_MEAN + "\n", style="dim")


def _parameters(at: int) -> Table:
    table = _three_columns(
        "Parameters in force · 现行参数",
        "Parameter | Value and since when | Article, grade, source",
    )
    for parameter in law_parameters().values():
        name = _cell(parameter.name_en, parameter.name_zh, f"law.{parameter.key}")
        table.add_row(name, *_parameter_cells(parameter, at))
    return table


def _parameter_cells(parameter: Parameter, at: int) -> tuple[Text, Text]:
    first = parameter.values[0].since
    if at < first:
        return _cell(f"in the tables from {format_month(first)}"), _cell(parameter.article)
    dated = parameter.at(at)
    return (
        _cell(_written(dated.value, parameter.unit), parameter.unit, _since(dated.since)),
        _cell(parameter.article, _graded(dated.grade), dated.source, dated.note),
    )


def _durations() -> Table:
    table = _three_columns(
        "Months of benefit by months of contribution · 领取期限",
        "Schedule | Rule | Article, grade, source",
    )
    guangdong, national = guangdong_duration(), national_duration()
    guangdong_rule = (
        f"1 for every {guangdong.first_step_months} of the first {guangdong.first_until_months}, "
        f"then 1 for every {guangdong.later_step_months}"
    )
    national_rule = ", ".join(f"{step.entitlement} from {step.months}" for step in national.steps)
    for form, rule in ((guangdong, guangdong_rule), (national, national_rule)):
        table.add_row(
            _cell(form.name.en, form.name.zh),
            _cell(rule, _since(form.since)),
            _cell(form.article, _graded(form.grade), form.source),
        )
    return table


def _retirement(at: int) -> Table:
    ages = retirement()
    rise = ages.rise
    delay = retirement_delay_months(at, rise.since, rise.step_months, rise.delay_months_max)
    table = _three_columns(
        f"{ages.name.en} · {ages.name.zh}",
        "Reaches in this month | Retires at | Article, grade, note",
    )
    for sex, months in ages.age_months.items():
        retires_at = f"{(months + delay) // YEAR} years {(months + delay) % YEAR} months"
        table.add_row(
            _cell(f"{sex}, {months // YEAR} years"),
            _cell(retires_at),
            _cell(ages.article, _graded(ages.grade), ages.note),
        )
    return table


def _cities(chosen: Sequence[City], at: int) -> Table:
    table = _table("Cities, yuan a month · 各市标准（元/月）", show_lines=False)
    table.add_column("City", overflow="fold")
    table.add_column("Measure since", overflow="fold")
    wage_year = wage_year_in_force(at)
    for heading in ("Minimum wage", f"Average wage {wage_year}", "Floor", "Ceiling", "Benefit"):
        table.add_column(heading, justify="right", overflow="fold")
    for city in chosen:
        table.add_row(*_city_row(city, at))
    return table


def _minimum_wages(chosen: Sequence[City], at: int) -> Table:
    table = _table("Minimum wages by class of city · 最低工资标准类别", show_lines=False)
    for heading in ("Class", "Yuan a month", "Since", "Grade and source"):
        table.add_column(heading, overflow="fold")
    by_class = {city.wage_class_at(at).value: minimum_wage_at(city.name, at) for city in chosen}
    for wage_class, dated in by_class.items():
        table.add_row(
            _cell(wage_class),
            _cell(_yuan(dated.value * FEN)),
            _cell(format_month(dated.since)),
            _cell(_graded(dated.grade), dated.source, dated.note),
        )
    return table


def _city_row(city: City, at: int) -> list[Text]:
    law = {key: parameter.at(at).value for key, parameter in law_parameters().items()}
    wage_year = wage_year_in_force(at)
    minimum_wage = minimum_wage_at(city.name, at)
    average_yuan = average_wage_yuan(city.name, wage_year, 0)
    minimum_fen, average_fen = minimum_wage.value * FEN, average_yuan * FEN
    floor_fen = base_floor_fen(
        minimum_fen,
        round(law["base_floor_min_wages"] * PPM),
        average_fen,
        round(law["base_floor_average_wages"] * PPM),
    )
    ceiling_fen = base_ceiling_fen(average_fen, round(law["base_ceiling_average_wages"] * PPM))
    benefit = benefit_fen(minimum_fen, round(law["benefit_min_wages"] * PPM))
    since = "not yet" if city.scheme_from is None else format_month(city.scheme_from)
    average_grade = average_wage_grade(city.name, wage_year)
    return [
        _cell(f"{city.name.capitalize()} {city.name_zh}"),
        _cell(f"{since} {_short(city.scheme_from_grade)}"),
        _cell(f"{_yuan(minimum_fen)} {_short(minimum_wage.grade):<3}"),
        _cell(f"{_yuan(average_fen)} {_short(average_grade):<3}"),
        _cell(_yuan(floor_fen)),
        _cell(_yuan(ceiling_fen)),
        _cell(_yuan(benefit)),
    ]


def _versions(at: int) -> Table:
    table = _three_columns(
        "The measure · 广东省灵活就业人员参加失业保险办法",
        "Version | Valid | Number, grade, source",
    )
    for version in measure().versions:
        table.add_row(
            _cell(version.title.en, version.title.zh),
            _cell(_in_force(version), "in force" if version.is_in_force(at) else ""),
            _cell(version.number, _graded(version.grade), _source(version), version.note),
        )
    return table


def _source(version: Version) -> str:
    return measure().sources[version.source]


def _in_force(version: Version) -> str:
    if version.since is None or version.until is None:
        return "never"
    return f"{format_month(version.since)} to {format_month(version.until)}"


def _clauses(at: int) -> Table:
    table = _table("Clauses: is the text known? · 条款文本是否可见")
    table.add_column("Clause", overflow="fold", ratio=2)
    table.add_column("What it says", overflow="fold", ratio=4)
    for version in measure().versions:
        in_force = "now" if version.is_in_force(at) else ""
        table.add_column(_cell(version.key.replace("_", " "), in_force), overflow="fold", ratio=1)
    for clause in measure().clauses:
        table.add_row(
            _cell(("◇ " if clause.readings else "") + clause.title.en, clause.title.zh),
            _cell(clause.text.en, clause.text.zh, clause.note),
            *(_mark(clause, version) for version in measure().versions),
        )
    return table


def _mark(clause: Clause, version: Version) -> Text:
    mark = MARKS[clause.status(version.key)]
    evidence = clause.found.get(version.key)
    if evidence is None:
        return _cell(mark)
    number = list(measure().sources).index(evidence.source) + 1
    return _cell(f"{mark} {_short(evidence.grade)} [{number}]", evidence.article)


def _readings() -> Table:
    table = _three_columns(
        "◇ Open clauses and their readings · 存疑条款的各种解读",
        "Clause and scenario key | Reading | Meaning",
        show_lines=False,
    )
    for clause in measure().clauses:
        for reading in clause.readings:
            is_first = reading == clause.readings[0]
            clause_lines = (clause.title.en, clause.title.zh, clause.scenario_key)
            table.add_row(
                _cell(*clause_lines) if is_first else "",
                _cell(_reading(reading)),
                _cell(reading.meaning.en, reading.meaning.zh),
                end_section=reading == clause.readings[-1],
            )
    return table


def _reading(reading: Reading) -> str:
    return _written(reading.value, "") + (" (default)" if reading.default else "")


def _three_columns(title: str, headings: str, *, show_lines: bool = True) -> Table:
    table = _table(title, show_lines=show_lines)
    for heading, ratio in zip(headings.split(" | "), (3, 2, 4), strict=True):
        table.add_column(heading, ratio=ratio, overflow="fold")
    return table


def _table(title: str, *, show_lines: bool = True) -> Table:
    return Table(
        title="\n" + title,
        title_justify="left",
        box=box.HORIZONTALS,
        show_lines=show_lines,
        expand=True,
    )


def _cell(*lines: str) -> Text:
    """Join the lines that say something, as plain text: brackets are no markup."""
    return Text("\n".join(line for line in lines if line))


def _since(month: int) -> str:
    return f"since {format_month(month)}"


def _graded(grade: Grade) -> str:
    return f"grade {grade}" + (", an assumption" if is_assumption(grade) else "")


def _short(grade: Grade) -> str:
    return SHORT_GRADES.get(grade, grade)


def _yuan(fen: int) -> str:
    return f"{fen / FEN:,.2f}".removesuffix(".00")


def _written(value: Any, unit: str) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if unit.startswith("share"):
        return f"{value * PERCENT:g} %"
    return str(value)
