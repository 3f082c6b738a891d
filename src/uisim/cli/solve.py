"""`uisim solve`: the value of a key at which a target is just met."""

from __future__ import annotations

from collections.abc import Callable
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
    load_scenario,
    refuse,
    writing,
)
from uisim.words import say

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario
    from uisim.study.solve_keys import Range


@click.command()
@FILE
@click.option("--for", "key", required=True, metavar="KEY", help="Key to solve for.")
@click.option("--target", "wanted", required=True, metavar="TARGET", help="What has to hold.")
@click.option("--between", metavar="LOW:HIGH", help="Range (a tenth to ten times its value).")
@click.option("--points", type=click.IntRange(2, 1000), default=11, help="Points of the scan (11).")
@click.option("--over", metavar="KEY[=V1,V2]", help="Solve under each value of another key.")
@SET
@LANG
@THREADS
@OUT
@AS_JSON
@QUIET
def solve(
    file: Path,
    key: str,
    wanted: str,
    between: str | None,
    points: int,
    over: str | None,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find the value of KEY at which TARGET is just met in FILE.

    TARGET compares a figure with a number: "closing_balance = 0",
    "reserve_months >= 12 always", "members at 2030-12 >= 200000",
    "P(balance < 0) <= 0.05". Writes OUT/solve-<scenario>/.
    """
    scenario = load_scenario(file, settings)

    from rich.console import Console

    from uisim.report.counting import counting
    from uisim.report.solution import print_solutions
    from uisim.study.answer import as_json as written
    from uisim.study.solve_over import Asked, solve_over, write_solutions
    from uisim.study.target import TargetError, target

    try:
        asked = Asked(
            key, target(wanted, lang), _range(scenario, file, settings, key, between, lang), points
        )
    except TargetError as error:
        refuse(f"--target: {error}")
    other, choices = _choices(over, lang)

    def scenario_at(choice: str, at: float) -> Scenario:
        also = (f"{other}={choice}",) if other else ()
        value = str(int(at)) if asked.range.whole else repr(at)
        return load_scenario(file, (*settings, *also, f"{key}={value}"))

    for choice in choices:
        for end in asked.range[:2]:
            scenario_at(choice, end)
    with writing():
        with counting(lang, quiet) as advance:
            found = solve_over(asked, choices, scenario_at, threads, advance)
        folder = out / f"solve-{scenario.name}"
        answer = write_solutions(folder, scenario, file, asked, other, found, settings)
    if as_json:
        click.echo(written(answer), nl=False)
    elif not quiet:
        console = Console()
        print_solutions(console, asked, other, found, scenario.projection.replications, lang)
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


def _range(
    scenario: Scenario,
    file: Path,
    settings: tuple[str, ...],
    key: str,
    between: str | None,
    lang: str,
) -> Range:
    """Range to scan, as it is given or around the value in force."""
    from uisim.study.solve_keys import Range, is_whole, range_of

    if between is None:
        found = range_of(scenario, key)
        if found is None:
            load_scenario(file, (*settings, f"{key}=0"))  # says what is wrong with the key
            refuse(say("--for {key}: name a range, --between LOW:HIGH", lang).format(key=key))
        return found
    low, _, high = between.partition(":")
    number: Callable[[str], float] = int if is_whole(scenario, key) else float
    try:
        found = Range(number(low), number(high), number is int)
    except ValueError:
        found = Range(0, 0, whole=False)
    if not found.low < found.high < float("inf"):
        what = say("--between {between}: write LOW:HIGH, two rising numbers", lang)
        refuse(what.format(between=between))
    return found


def _choices(over: str | None, lang: str) -> tuple[str, tuple[str, ...]]:
    """Key to solve over and its values; no key: one solution."""
    from uisim.study.solve_keys import choices

    if over is None:
        return "", ("",)
    key, equals, values = over.partition("=")
    found = tuple(values.split(",")) if equals else choices(key)
    if not found or "" in found:
        what = say("--over {over}: not chosen from a list; write KEY=V1,V2", lang)
        refuse(what.format(over=over))
    return key, found
