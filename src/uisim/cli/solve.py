"""`uisim solve`: the value of a key at which a target is just met."""

from __future__ import annotations

import math
from contextlib import suppress
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
from uisim.words import ToldError

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
    from uisim.study.solve_over import Asked, solve_over, write_solutions
    from uisim.study.target import target

    with at_once() as step:
        scenario = step(load_scenario, file, settings)
        goal = step(told_of, "--target", target, wanted)
        ends = step(_ends, between)
        other, choices = step(_choices, over) or ("", ())
    with at_once() as step:
        step(told_of, "--target", goal.condition.figure.check, scenario)
        range_ = step(_range, scenario, file, settings, key, ends)
    asked = Asked(key, goal, range_, points)

    def scenario_at(choice: str, at: float) -> Scenario:
        also = (f"{other}={choice}",) if other else ()
        value = str(int(at)) if asked.range.whole else repr(at)
        return load_scenario(file, (*settings, *also, f"{key}={value}"))

    with at_once() as step:
        for choice in choices:
            for end in asked.range[:2]:
                step(scenario_at, choice, end)

    from rich.console import Console

    from uisim.report.counting import counting
    from uisim.report.solution import print_solutions
    from uisim.study.answer import as_json as written

    with writing(out):
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


def _ends(between: str | None) -> tuple[str, str] | None:
    """Ends of the range as they are written."""
    if between is None:
        return None
    low, _, high = between.partition(":")
    with suppress(ValueError):
        if -math.inf < float(low) < float(high) < math.inf:
            return low, high
    raise ToldError("--between {between}: write LOW:HIGH, two rising numbers", between=between)


def _range(
    scenario: Scenario,
    file: Path,
    settings: tuple[str, ...],
    key: str,
    ends: tuple[str, str] | None,
) -> Range:
    """Range to scan, as it is given or around the value in force."""
    from uisim.study.solve_keys import Range, is_whole, range_of, value_of

    if ends is None:
        found = range_of(scenario, key)
        if found is None and isinstance(value_of(scenario, key), str | bool):
            raise ToldError("--for {key}: its value is no number", key=key)
        if found is None:
            load_scenario(file, (*settings, f"{key}=0"))  # says what is wrong with the key
            raise ToldError("--for {key}: name a range, --between LOW:HIGH", key=key)
        return found
    if not is_whole(scenario, key):
        return Range(float(ends[0]), float(ends[1]), whole=False)
    if not all(float(end).is_integer() for end in ends):
        raise ToldError("--for {key}: takes whole numbers only", key=key)
    return Range(int(float(ends[0])), int(float(ends[1])), whole=True)


def _choices(over: str | None) -> tuple[str, tuple[str, ...]]:
    """Key to solve over and its values; no key: one solution."""
    from uisim.study.solve_keys import choices

    if over is None:
        return "", ("",)
    key, equals, values = over.partition("=")
    found = tuple(values.split(",")) if equals else choices(key)
    if not found or "" in found:
        raise ToldError("--over {over}: not chosen from a list; write KEY=V1,V2", over=over)
    return key, found
