"""`uisim readings`: the answer under every reading of every open clause."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uisim.cli.common import (
    AS_JSON,
    FILE,
    LANG,
    OUT,
    QUIET,
    SET,
    THREADS,
    at_once,
    load_scenario,
    told_of,
    writing,
)

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario


@click.command()
@FILE
@click.option("--indicator", default="break_even_rate", help="Answer (break_even_rate).")
@SET
@LANG
@THREADS
@OUT
@AS_JSON
@QUIET
def readings(
    file: Path,
    indicator: str,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> None:
    """Play FILE under every reading of every open clause, and rank the clauses.

    Which clause of the law is most worth clarifying? Writes OUT/readings-<scenario>/.
    """
    from uisim.study.target import figure

    with at_once() as step:
        scenario = step(load_scenario, file, settings)
        asked = step(told_of, "--indicator", figure, indicator)
    told_of("--indicator", asked.check, scenario)

    from rich.console import Console

    from uisim.report.counting import counting
    from uisim.report.readings import print_readings
    from uisim.study.answer import as_json as written
    from uisim.study.readings import Played, answers, questions
    from uisim.study.readings_files import write_readings

    def scenario_with(read: Mapping[str, str]) -> Scenario:
        return load_scenario(file, (*settings, *(f"{key}={value}" for key, value in read.items())))

    folder = out / f"readings-{scenario.name}"
    with writing(out):
        with counting(lang, quiet) as advance:
            found = answers(Played(questions(scenario), scenario_with, asked, threads, advance))
        answer = write_readings(folder, scenario, file, asked, found, settings)
    if as_json:
        click.echo(written(answer), nl=False)
    elif not quiet:
        console = Console()
        print_readings(console, asked, found, scenario.projection.replications, lang)
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)
