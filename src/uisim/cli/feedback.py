"""`uisim feedback`: a rate or benefit that follows the reserve."""

from __future__ import annotations

import sys
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
    refuse,
    writing,
)
from uisim.words import say

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario
    from uisim.scenario.studies import FeedbackRule
    from uisim.study.feedback import Settled


@click.command()
@FILE
@click.option(
    "--rule", "rule_file", required=True, type=click.Path(path_type=Path), help="File of the rule."
)
@SET
@LANG
@THREADS
@OUT
@AS_JSON
@QUIET
def feedback(
    file: Path,
    rule_file: Path,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> None:
    """Let a key of FILE follow the months of reserve, by the rule in a file of its own.

    FILE is rerun until the values decided no longer change. Writes OUT/feedback-<scenario>/.
    """
    with at_once() as step:
        scenario = step(load_scenario, file, settings)
        rule = step(_rule, rule_file)

    from rich.console import Console

    from uisim.report.counting import counting
    from uisim.report.feedback import print_settled, rounds_table
    from uisim.study.answer import as_json as written
    from uisim.study.feedback import OscillationError, decisions, setting, settle
    from uisim.study.feedback_files import write_settled

    with at_once() as step:
        for limit in rule.limits:  # refuses a key or a value that cannot be
            step(load_scenario, file, (*settings, f"{rule.moved}={{2100-01: {limit:g}}}"))
    if not decisions(rule, scenario):
        refuse(say("{file}: no decision falls in the projection", lang).format(file=rule_file))

    def scenario_with(path: dict[int, float]) -> Scenario:
        return load_scenario(file, (*settings, f"{rule.moved}={setting(path, rule, scenario)}"))

    folder = out / f"feedback-{scenario.name}"
    settled: list[Settled] = []
    try:
        with writing(out):
            with counting(lang, quiet) as advance:
                for replication in range(scenario.projection.replications):
                    settled.append(
                        settle(rule, scenario, scenario_with, replication, threads, advance)
                    )
            followed = scenario_with(settled[0].path)
            answer = write_settled(folder, followed, file, (rule, rule_file), settled, settings)
    except OscillationError as error:
        what = say(
            "no path settles (replication {replication}): after {rounds} runs {key} takes these "
            "values in turn: {turns}",
            lang,
        )
        click.echo(
            what.format(
                replication=error.replication,
                rounds=len(error.played),
                key=rule.moved,
                turns=error.alternating,
            ),
            err=True,
        )
        Console(stderr=True).print(rounds_table(error.played, lang))
        sys.exit(1)
    if as_json:
        click.echo(written(answer), nl=False)
    elif not quiet:
        console = Console()
        print_settled(console, rule.moved, settled, lang)
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


def _rule(path: Path) -> FeedbackRule:
    """Read the rule; every error at once and exit code 2 if it cannot be."""
    from uisim.scenario.file import load_as
    from uisim.scenario.studies import FeedbackRule

    return load_as(FeedbackRule, path)
