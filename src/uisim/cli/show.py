"""`uisim show`: every value of a scenario and where it came from, or what two do differently."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from uisim.cli.common import AS_JSON, FILE, LANG, SET, load_scenario
from uisim.words import ToldError

if TYPE_CHECKING:
    from rich.table import Table

    from uisim.scenario.schema import Origin, Scenario

WIDTHS = (25, 17, 10, None)
"""Widest columns of the table of values: it fits 80 columns."""
KEY_WIDTH = 23
"""Columns of a key below its block."""
DIFFERING_WIDTH = 34
"""Columns of a whole key beside its two values."""


@click.command()
@FILE
@SET
@click.option("--resolved", is_flag=True, help="As a scenario file that stands alone.")
@click.option("--diff", "other", type=click.Path(path_type=Path), metavar="OTHER", help="Compare.")
@AS_JSON
@LANG
def show(
    file: Path,
    settings: tuple[str, ...],
    resolved: bool,
    other: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Print every value of the scenario FILE with its unit and where it came from.

    --diff prints only what FILE and OTHER do differently.
    """
    if resolved + as_json + (other is not None) > 1 and not (as_json and other):
        raise ToldError("give one of --resolved, --diff and --json (--diff and --json go together)")
    scenario = load_scenario(file, settings)
    against = load_scenario(other, ()) if other else None

    from rich.console import Console

    from uisim.scenario.resolved import resolved_yaml

    if resolved:
        click.echo(resolved_yaml(scenario), nl=False)
    elif as_json:
        click.echo(_json(scenario, against, lang))
    else:
        table = _differences(scenario, against, lang) if against else _values(scenario, lang)
        Console().print(table)


def _values(scenario: Scenario, lang: str) -> Table:
    """All values, a heading a block."""
    from rich.table import Table
    from rich.text import Text

    from uisim.report.keys import in_lines
    from uisim.scenario.listing import values
    from uisim.scenario.resolved import flow
    from uisim.words import say

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    heads = (say("key", lang), say("value", lang), say("unit", lang), say("where from", lang))
    for head, width in zip(heads, WIDTHS, strict=True):
        table.add_column(head, overflow="fold", max_width=width)
    block = ""
    for value in values(scenario):
        above, _, name = value.key.rpartition(".")
        if above != block:
            block = above
            table.add_row(Text(_heading(block), style="bold"))
        since = f"{value.since}: " if value.since else ""
        unit = value.unit.zh if lang == "zh" else value.unit.en
        written = f"{since}{flow(value.value)}"
        cells = (indent(in_lines(name, KEY_WIDTH), "  "), written, unit, _place(value.origin, lang))
        table.add_row(*map(Text, cells))
    return table


def _heading(block: str) -> str:
    """Write a block's name; one that is too wide goes on, after its last dot, on the next line."""
    above, _, last = block.rpartition(".")
    return f"{above}.\n{last}" if len(block) > WIDTHS[0] else block


def _place(origin: Origin, lang: str) -> str:
    """File and line, the article or table of which the value is, and its grade."""
    from uisim.report.value_words import said_in, source_text
    from uisim.words import of_grade, say

    place = said_in(f"{origin.file}:{origin.line}" if origin.line else origin.file, lang)
    is_city = origin.table == "cities"
    source = say("city table", lang) if is_city else source_text(origin.table, lang)
    parts = [place, source] if place or source else [say("default", lang)]
    return say("; ", lang).join(part for part in (*parts, of_grade(origin.grade, lang)) if part)


def _differences(scenario: Scenario, other: Scenario, lang: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    from uisim.report.keys import in_lines
    from uisim.scenario.listing import differences
    from uisim.words import say

    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for head in (say("key", lang), scenario.name, other.name):
        table.add_column(head, overflow="fold")
    for row in differences(scenario, other):
        table.add_row(Text(in_lines(row[0], DIFFERING_WIDTH)), *map(Text, row[1:]))
    if not table.row_count:
        table.add_row(say("no difference", lang))
    return table


def _json(scenario: Scenario, other: Scenario | None, lang: str) -> str:
    import json
    from dataclasses import asdict

    from uisim.scenario.listing import differences, values

    rows: list[dict[str, object]] = []
    if other is not None:
        rows = [
            {"key": key, scenario.name: one, other.name: two}
            for key, one, two in differences(scenario, other)
        ]
    else:
        for value in values(scenario):
            words = {"unit": value.unit, "meaning": value.meaning}
            said = {name: text.zh if lang == "zh" else text.en for name, text in words.items()}
            row = {"key": value.key, "from": value.since, "value": value.value}
            rows.append({**row, **said, **asdict(value.origin)})
    return json.dumps(rows, ensure_ascii=False, indent=1)
