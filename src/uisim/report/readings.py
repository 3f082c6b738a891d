"""What the readings of the open clauses decide, for the terminal."""

import math

from rich.console import Console
from rich.table import Table

from uisim.law.tables import Name
from uisim.report.indicator_names import indicator_name
from uisim.report.solution import figure, shown_unit, table_of
from uisim.study.intervals import Interval
from uisim.study.readings import WITHIN_MONTHS, Answers, Combined
from uisim.study.target import Figure
from uisim.words import say


def print_readings(
    console: Console, asked: Figure, found: Answers, replications: int, lang: str
) -> None:
    """Print the clauses, ranked, then the lowest and the highest combination; fits 80 columns."""
    among = _largest(found)
    own = figure(found.own.mean, asked.unit, lang, among)
    unit = "" if own.endswith("%") else f" {shown_unit(asked.unit, lang, among)}"
    told = say("{figure} ({name}): {value}", lang).format(
        figure=indicator_name(asked.name, lang), name=asked, value=own + unit
    )
    console.print(told, style="bold", highlight=False, markup=False)
    console.print(_ranked(asked, found, replications, among, lang))
    for title, combined in (
        (say("Lowest together", lang), found.lowest),
        (say("Highest together", lang), found.highest),
    ):
        answer = figure(combined.answer.mean, asked.unit, lang, among)
        apart = _difference(combined.difference, asked.unit, lang, among)
        told = say("{title}: {answer} ({apart})", lang)
        told = told.format(title=title, answer=answer, apart=apart)
        console.print(told, style="bold", highlight=False, markup=False)
        for line in _readings(combined):
            console.print("  " + line, highlight=False, markup=False)
    line = say(
        "{count} combinations played: each clause alone, then one clause after another while it "
        "helps. No change of one clause goes further; not all combinations were played.",
        lang,
    )
    console.print(line.format(count=found.combinations), style="dim")
    line = say("● as the scenario has it, ○ another reading; N is taken as {months} months.", lang)
    console.print(line.format(months=WITHIN_MONTHS), style="dim")


def _ranked(asked: Figure, found: Answers, replications: int, among: float, lang: str) -> Table:
    table = table_of(say("Which clause is most worth clarifying", lang))
    table.add_column("")
    table.add_column(say("Clause and reading", lang), ratio=1, overflow="fold")
    table.add_column(say("Answer", lang), justify="right", no_wrap=True)
    heading = say("Difference, 95 %", lang) if replications > 1 else say("Difference", lang)
    table.add_column(heading, justify="right", no_wrap=True)
    for rank, clause in enumerate(found.ranked, start=1):
        title = _in(clause.question.clause.title, lang)
        table.add_row(str(rank), f"[bold]{title}[/bold] {clause.question.clause.scenario_key}")
        for single in clause.singles:
            is_own = not single.option.setting
            table.add_row(
                "",
                ("● " if is_own else "○ ") + _in(single.option.meaning, lang),
                "" if is_own else figure(single.answer.mean, asked.unit, lang, among),
                "" if is_own else _difference(single.difference, asked.unit, lang, among),
            )
    return table


def _largest(found: Answers) -> float:
    """The largest of the answers written beside each other, whatever its sign."""
    return max(
        abs(answer.mean) for answer in (found.own, found.lowest.answer, found.highest.answer)
    )


def _difference(difference: Interval, unit: str, lang: str, among: float) -> str:
    low, mean, high = (
        figure(value, unit, lang, among)
        for value in (difference.low, difference.mean, difference.high)
    )
    sign = "+" if difference.mean > 0 else ""
    return f"{sign}{mean}" if math.isnan(difference.low) else f"{sign}{mean} [{low}, {high}]"


def _readings(combined: Combined) -> list[str]:
    return [f"{key}: {value}" for key, value in combined.settings.items()]


def _in(name: Name, lang: str) -> str:
    return name.zh if lang == "zh" else name.en
