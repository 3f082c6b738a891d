"""`uisim compare`: scenarios side by side, the same lives with the same luck in each."""

import json
import time
from pathlib import Path

import click

from uisim.cli.common import (
    AS_JSON,
    LANG,
    OUT,
    QUIET,
    SET,
    THREADS,
    at_once,
    load_scenario,
    writing,
)
from uisim.cli.figures import BY, INDICATORS, check_figures, check_width, print_figures
from uisim.words import AllError, ToldError


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="A B [C…]",
    type=click.Path(path_type=Path),
)
@SET
@LANG
@THREADS
@click.option(
    "--replications", type=click.IntRange(1), default=10, show_default=True, help="Of each."
)
@click.option("--first-difference", is_flag=True, help="Show the first event that differs.")
@click.option("--waterfall", is_flag=True, help="Say what each changed key makes up.")
@click.option(
    "--group",
    "named",
    multiple=True,
    metavar="NAME=KEY,KEY",
    help="With --waterfall: keys taken together, in the order of these options.",
)
@OUT
@INDICATORS
@BY
@AS_JSON
@QUIET
def compare(
    files: tuple[Path, ...],
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    replications: int,
    first_difference: bool,
    waterfall: bool,
    named: tuple[str, ...],
    out: Path,
    indicators: tuple[str, ...],
    by: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare the scenario files B, C… with A, life by life; write OUT/compare-A-B/.

    What is set with --set holds in all of them.
    """
    from uisim.study.figures import OF_A_COMPARISON

    with at_once() as step:
        scenarios = [step(load_scenario, file, settings) for file in files]
        asked = step(_groups, named, len(files) == 2 and waterfall)
        step(check_figures, OF_A_COMPARISON, indicators, by)
        if indicators and not as_json:
            step(check_width, len(files))

    from rich.console import Console

    from uisim.report import compare as printed
    from uisim.report.progress import progress
    from uisim.study.compare import unlike
    from uisim.study.compare_files import comparison_json, folder_name, write_comparison
    from uisim.study.compare_whole import Comparing
    from uisim.study.run import inputs_of_all
    from uisim.study.waterfall import groups_of

    started = time.perf_counter()
    problems = list(unlike(scenarios))
    if problems:
        raise AllError([ToldError("these cannot be compared:"), *problems])
    first, *others = scenarios
    attributed = others if waterfall else ()
    groups = {other.name: groups_of(first, other, asked) for other in attributed}
    comparing = Comparing(tuple(scenarios), replications, groups, first_difference)
    folder = out / folder_name([scenario.name for scenario in scenarios])
    with writing(out):
        with progress(comparing.lives, lang, quiet) as advance:
            found = comparing.played(threads=threads, advance=advance)
        timing = {"wall_seconds": round(time.perf_counter() - started, 3)}
        inputs = inputs_of_all(scenarios, files)
        write_comparison(folder, found.comparison, inputs, found.waterfalls, found.partings, timing)
    if indicators and (as_json or not quiet):
        print_figures(folder, indicators, by, as_json, lang)
    elif as_json:
        click.echo(json.dumps(comparison_json(*found), ensure_ascii=False))
    elif not quiet:
        console = Console()
        for part in printed.everything(*found, lang):
            console.print(part, highlight=False)
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


def _groups(named: tuple[str, ...], are_used: bool) -> dict[str, tuple[str, ...]]:
    if named and not are_used:
        raise ToldError("--group puts the keys of --waterfall together, with two scenarios")
    groups = {}
    for one in named:
        name, equals, keys = one.partition("=")
        if not equals or not keys:
            raise ToldError("--group {group}: write NAME=KEY,KEY", group=one)
        groups[name.strip()] = tuple(key.strip() for key in keys.split(","))
    return groups
