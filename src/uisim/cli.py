"""The command line. Everything slow is imported inside the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

import uisim

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario

LANGUAGES = click.Choice(["en", "zh"])


def _language() -> str:
    return "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"


def _refuse(text: str) -> NoReturn:
    """Say what is wrong with what was asked, and end with exit code 2."""
    click.echo(text, err=True)
    sys.exit(2)


def _load(path: Path, settings: tuple[str, ...]) -> Scenario:
    """Load a scenario; every error at once and exit code 2 if it cannot be."""
    from uisim.scenario.file import load
    from uisim.scenario.problems import ScenarioError

    overrides = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            _refuse(f"--set {setting}: write KEY=VALUE, for example law.contribution_rate=0.03")
        overrides[key.strip()] = value.strip()
    try:
        return load(path, overrides)
    except ScenarioError as error:
        _refuse(str(error))


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
SET = click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Change a key.")
LANG = click.option("--lang", type=LANGUAGES, default=_language, help="Language of the tables.")
THREADS = click.option("--threads", type=click.IntRange(1), help="Threads (all processors).")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(uisim.__version__)
def main() -> None:
    """Voluntary unemployment insurance of Guangdong's flexible workers, life by life."""


@main.command()
@FILE
@SET
@LANG
@THREADS
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("results"))
@click.option("--engine", type=click.Choice(["compiled", "reference"]), default="compiled")
@click.option("--workers", is_flag=True, help="Also write workers.parquet, a line per worker.")
@click.option("--quiet", is_flag=True, help="Print no table and no progress.")
def run(
    file: Path,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    engine: Any,
    workers: bool,
    quiet: bool,
) -> None:
    """Play the scenario FILE, print the fund by year, write OUT/<scenario>/."""
    scenario = _load(file, settings)

    from rich.console import Console

    from uisim.fund.identities import IdentityError
    from uisim.report.progress import progress
    from uisim.report.year_table import year_table
    from uisim.study.run import run as run_scenario
    from uisim.study.run import workers_of

    more: list[Callable[[Path], None]] = []
    if workers:
        from uisim.study.workers import write_workers

        more.append(partial(write_workers, scenario=scenario))
    console = Console()
    replications = scenario.projection.replications
    folder = out / scenario.name
    try:
        with progress(workers_of(scenario) * replications, lang, quiet) as advance:
            result = run_scenario(
                scenario,
                file,
                folder,
                engine=engine,
                threads=threads,
                advance=advance,
                more=more,
            )
    except IdentityError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except FileExistsError as error:
        _refuse(str(error))
    except KeyboardInterrupt:
        click.echo("interrupted; nothing was written", err=True)
        sys.exit(130)
    if not quiet:
        residual = max((identity.residual for identity in result.identities), default=0)
        title = scenario.title.zh if lang == "zh" else scenario.title.en
        console.print(f"[bold]{title}[/bold]", highlight=False)
        console.print(year_table(result.statement.monthly, lang, residual))
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


@main.command()
@FILE
@SET
@click.option("--worker", help="ID: CITY-KIND-COHORT-ORDINAL.")
@click.option("--find", "kind", metavar="KIND", help="List workers to whom this happened.")
@click.option("--limit", type=click.IntRange(1), default=10, help="How many to find.")
@click.option("--replication", type=click.IntRange(0), default=0)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON per event.")
@LANG
def life(
    file: Path,
    settings: tuple[str, ...],
    worker: str | None,
    kind: str | None,
    limit: int,
    replication: int,
    as_json: bool,
    lang: str,
) -> None:
    """Print one worker's life in the scenario FILE as an account book, or find workers."""
    if (worker is None) == (kind is None):
        _refuse("give either --worker ID or --find KIND")
    scenario = _load(file, settings)

    from rich.console import Console

    from uisim.report.life_book import print_book, print_json
    from uisim.study.lives import find_workers, kind_named, life_of

    try:
        if kind is not None:
            for found in find_workers(scenario, kind_named(kind), limit, replication):
                click.echo(found)
        else:
            story = life_of(scenario, str(worker), replication)
            if as_json:
                print_json(story)
            else:
                print_book(Console(), story, lang)
    except ValueError as error:
        _refuse(str(error))


@main.command()
@click.option("--at", default="2026-11", metavar="YYYY-MM", help="Month (2026-11).")
@click.option("--city", help="One city only.")
def law(at: str, city: str | None) -> None:
    """Print the law in force, with sources and grades, and what is known of each clause."""
    from rich.console import Console

    from uisim.law.tables import cities
    from uisim.report.law import print_law
    from uisim.units import parse_month

    names = [one.name for one in cities()]
    if city is not None and city not in names:
        from difflib import get_close_matches

        near = get_close_matches(city, names, 1)
        _refuse(
            f"--city {city}: is not a city of Guangdong"
            + (f"; did you mean {near[0]}?" if near else "")
            + f" (one of {', '.join(names)})"
        )
    try:
        print_law(Console(), parse_month(at), city)
    except ValueError as error:
        _refuse(f"--at {at}: {error}")


@main.command()
@FILE
@SET
@THREADS
@click.option("--markdown", is_flag=True, help="Print the table of docs/plausibility.md.")
def plausibility(
    file: Path, settings: tuple[str, ...], threads: int | None, markdown: bool
) -> None:
    """Print figures of the scenario FILE beside the range expected of each, with its source."""
    scenario = _load(file, settings)

    from rich.console import Console

    from uisim.report.plausibility import print_checks
    from uisim.study.plausibility import checks

    varied = [_load(file, (*settings, f"law.contribution_rate={rate}")) for rate in (0.009, 0.011)]
    print_checks(Console(), checks(scenario, varied[0], varied[1], threads), markdown)
