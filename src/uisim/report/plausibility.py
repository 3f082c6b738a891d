"""The figures of a baseline beside their expected ranges: for the terminal, and in Markdown."""

import math
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.report.unit_names import unit_name
from uisim.study.plausibility import Check
from uisim.words import of_grade, of_table, say

PERCENT = 100
IN = "in"
HEADINGS = ("Figure", "指标", "Value", "Expected", "", "Grade", "Source of the range", "Why")


def print_checks(console: Console, checks: Sequence[Check], markdown: bool, lang: str) -> None:
    """Print the table, misses marked, and below it where each range comes from.

    With ``markdown`` print the table of docs/plausibility.md instead, one line a figure.
    """
    if markdown:
        for line in markdown_lines(checks):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return
    console.print(_table(checks, lang))
    for number, check in enumerate(checks, start=1):
        console.print(_evidence(number, check, lang))
    misses = sum(check.is_miss for check in checks)
    text = say("{count} figures, {misses} outside the range", lang)
    console.print(
        "\n" + text.format(count=len(checks), misses=misses),
        style="bold red" if misses else "bold",
        highlight=False,
    )
    grades = say(
        "Grade of the range: A found in a text, D derived, K known but not found, U an assumption. "
        "A range is in the unit of the value.",
        lang,
    )
    console.print(grades, style="dim", highlight=False)


def markdown_lines(checks: Sequence[Check]) -> Iterator[str]:
    """Write a Markdown table; a miss is bold."""
    yield _row(HEADINGS)
    yield _row(["---"] * len(HEADINGS))
    for check in checks:
        yield _row(
            (
                check.name_en,
                check.name_zh,
                _written(check.value, check.unit, "en"),
                _range(check, "en"),
                "**miss**" if check.is_miss else IN,
                check.grade,
                check.source,
                check.note,
            )
        )


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _table(checks: Sequence[Check], lang: str) -> Table:
    table = Table(
        title=say("Plausibility", lang),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    table.add_column("", justify="right", style="dim")
    table.add_column(say("Figure", lang), overflow="fold")
    table.add_column(say("Value", lang), justify="right", no_wrap=True)
    table.add_column(say("Expected", lang), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(say("Grade", lang), no_wrap=True)
    for number, check in enumerate(checks, start=1):
        style = "bold red" if check.is_miss else ""
        table.add_row(
            str(number),
            Text(check.name_zh if lang == "zh" else check.name_en),
            Text(_written(check.value, check.unit, lang), style=style),
            Text(_range(check, lang)),
            Text(say("MISS", lang) if check.is_miss else say("in", lang), style=style),
            Text(of_grade(check.grade, lang)),
        )
    return table


def _evidence(number: int, check: Check, lang: str) -> Table:
    """Source and note of a range, hanging beside its number."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", width=2, style="dim")
    grid.add_column(overflow="fold")
    source = of_table(check.source, lang) + ("。" if lang == "zh" else ". ")
    note = of_table(check.note, lang)
    grid.add_row(str(number), Text.assemble((source, "italic"), note))
    return grid


def _range(check: Check, lang: str) -> str:
    """Write the range in the unit of the value beside it."""
    low, high = (_number(bound, check.unit) for bound in (check.low, check.high))
    return low if low == high else say("{low} to {high}", lang).format(low=low, high=high)


def _written(value: float, unit: str, lang: str) -> str:
    """Write a value with its unit; a dash where it is not defined."""
    if math.isnan(value):
        return "–"
    if unit == "share":
        return f"{_number(value, unit)} %"
    return _number(value, unit) + ("" if unit == "ratio" else f" {unit_name(unit, lang)}")


def _number(value: float, unit: str) -> str:
    """Write three significant digits, shares in per cent."""
    shown = value * PERCENT if unit == "share" else value
    if shown == 0.0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(shown))))
    text = f"{shown:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
