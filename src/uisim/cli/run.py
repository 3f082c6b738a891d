"""`uisim run`: play a scenario and write its results."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from uisim.cli.common import FILE, LANG, SET, THREADS, load_scenario, refuse, warn
from uisim.words import say


@click.command()
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
    scenario = load_scenario(file, settings)
    warn(scenario.warnings, lang)

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
        refuse(str(error))
    except KeyboardInterrupt:
        click.echo(say("interrupted; nothing was written", lang), err=True)
        sys.exit(130)
    if not quiet:
        residual = max((identity.residual for identity in result.identities), default=0)
        title = scenario.title.zh if lang == "zh" else scenario.title.en
        console.print(f"[bold]{title}[/bold]", highlight=False)
        console.print(year_table(result.statement.monthly, lang, residual))
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)
