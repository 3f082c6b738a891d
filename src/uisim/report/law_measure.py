"""The measure in print: its versions, clauses and readings, and what is known of their text."""

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from uisim.law.measure import Clause, Reading, Status, Version, measure
from uisim.report.law_cells import a_table, cell, graded, named, short, three_columns, written
from uisim.units import format_month
from uisim.words import of_table, say

INDENT: Final = 4
MARKS: Final[dict[Status, str]] = {"found": "●", "draft only": "◐", "unknown": "○"}


def measure_parts(at: int, lang: str) -> Iterator[RenderableType]:
    """Yield the tables of the measure as of a month, and its sources."""
    yield _versions(at, lang)
    if not any(version.is_in_force(at) for version in measure().versions):
        words = say("No version is in force in {month}; a projection assumes renewal.", lang)
        yield Text(words.format(month=format_month(at)))
    yield _clauses(at, lang)
    words = say(
        "● text found (grade and number of the source; s: secondary, d: draft)   "
        "◐ known from the draft only   ○ unknown",
        lang,
    )
    yield Text(words, style="dim")
    for number, source in enumerate(measure().sources.values(), start=1):
        yield Text(f"[{number}] {of_table(source, lang)}", style="dim")
    yield from _readings(lang)


def _versions(at: int, lang: str) -> Table:
    table = three_columns(
        say("The measure for flexible workers", lang),
        (say("Version", lang), say("Valid", lang), say("Number, grade, source", lang)),
    )
    in_force = say("in force", lang)
    for version in measure().versions:
        table.add_row(
            cell(named(version.title, lang)),
            cell(_in_force(version, lang), in_force if version.is_in_force(at) else ""),
            cell(
                version.number,
                graded(version.grade, lang),
                of_table(measure().sources[version.source], lang),
                named(version.note, lang),
            ),
        )
    return table


def _in_force(version: Version, lang: str) -> str:
    if version.since is None or version.until is None:
        return say("never", lang)
    first, last = format_month(version.since), format_month(version.until)
    return say("{first} to {last}", lang).format(first=first, last=last)


def _clauses(at: int, lang: str) -> Table:
    table = a_table(say("Clauses: is the text known?", lang))
    table.add_column(say("Clause", lang), overflow="fold", ratio=2)
    table.add_column(say("What it says", lang), overflow="fold", ratio=4)
    for version in measure().versions:
        in_force = say("now", lang) if version.is_in_force(at) else ""
        table.add_column(cell(version.key.replace("_", " "), in_force), overflow="fold", ratio=1)
    for clause in measure().clauses:
        table.add_row(
            cell(("◇ " if clause.readings else "") + named(clause.title, lang)),
            cell(named(clause.text, lang), named(clause.note, lang)),
            *(_mark(clause, version, lang) for version in measure().versions),
        )
    return table


def _mark(clause: Clause, version: Version, lang: str) -> Text:
    mark = MARKS[clause.status(version.key)]
    evidence = clause.found.get(version.key)
    if evidence is None:
        return cell(mark)
    number = list(measure().sources).index(evidence.source) + 1
    return cell(f"{mark} {short(evidence.grade)} [{number}]", of_table(evidence.article, lang))


def _readings(lang: str) -> Iterator[RenderableType]:
    """Yield each open clause, its key on a line of its own, and its readings."""
    yield "\n" + say("◇ Open clauses and their readings", lang)
    for clause in measure().clauses:
        if clause.readings:
            yield Text.assemble(
                (clause.scenario_key, "bold"), "  ", "◇ ", named(clause.title, lang)
            )
        for reading in clause.readings:
            words = say("{event}: {detail}", lang).format(
                event=_reading(reading, lang), detail=named(reading.meaning, lang)
            )
            yield Padding(cell(words), (0, 0, 0, INDENT))


def _reading(reading: Reading, lang: str) -> str:
    default = " " + say("(default)", lang) if reading.default else ""
    return written(reading.value, "", lang) + default
