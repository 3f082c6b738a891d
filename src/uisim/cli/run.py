"""`uisim run`: play a scenario and write its results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    warn,
    writing,
)
from uisim.cli.figures import BY, INDICATORS, check_figures, print_figures
from uisim.words import ToldError, say

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario
    from uisim.study.replications import Plan, Precision
    from uisim.study.variance import Draws


@click.command()
@FILE
@SET
@LANG
@THREADS
@OUT
@click.option("--engine", type=click.Choice(["compiled", "reference"]), default="compiled")
@click.option("--replications", type=click.IntRange(1), help="Independent repetitions.")
@click.option(
    "--precision",
    metavar="WANTED",
    help="Repeat until the 95 % interval is as narrow: 'closing_balance: 1%'.",
)
@click.option(
    "--draws",
    type=click.IntRange(2),
    help="Draw what is `uncertain:` so often, each with all the replications.",
)
@click.option("--workers", is_flag=True, help="Also write workers.parquet, a line per worker.")
@INDICATORS
@BY
@AS_JSON
@QUIET
def run(
    file: Path,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    engine: Any,
    replications: int | None,
    precision: str | None,
    draws: int | None,
    workers: bool,
    indicators: tuple[str, ...],
    by: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Play the scenario FILE, print the fund by year, write OUT/<scenario>/."""
    if replications is not None:
        settings = (*settings, f"projection.replications={replications}")
    from uisim.study.figures import OF_A_RUN
    from uisim.study.replications import Plan, Precision

    with at_once() as step:
        scenario = step(load_scenario, file, settings)
        wanted = step(told_of, "--precision", Precision.parse, precision) if precision else None
        step(_one_at_a_time, precision, draws, workers, replications)
        step(check_figures, OF_A_RUN, indicators, by)
    warn(scenario.warnings, lang)

    from uisim.report.progress import progress
    from uisim.study.run import run as run_scenario
    from uisim.study.run import workers_of

    plan, drawn = Plan(), None
    more: list[Callable[[Path], None]] = []
    lives = workers_of(scenario) * scenario.projection.replications
    if workers:
        from uisim.study.workers import write_workers

        more.append(partial(write_workers, scenario=scenario))
    if wanted is not None:
        numbers = wanted.replications(plan.kept)
        plan.plays = ((number, scenario) for number in numbers)
        lives = workers_of(scenario) * wanted.most
        more.append(lambda folder: plan.study.update(wanted.told(plan.kept)))
    if draws is not None:
        drawn = _draws(scenario, file, settings, draws)
        plan.plays = drawn.plays()
        plan.study |= drawn.told()
        lives = sum(workers_of(one) for one in drawn.scenarios) * drawn.lucks
        from uisim.study.variance import write_variance

        more.append(lambda folder: write_variance(folder, drawn, plan.kept))
    folder = out / scenario.name
    with writing(out), progress(lives, lang, quiet) as advance:
        result = run_scenario(
            scenario,
            file,
            folder,
            engine=engine,
            threads=threads,
            advance=advance,
            more=more,
            plan=plan,
        )
    if indicators and (as_json or not quiet):
        print_figures(folder, indicators, by, as_json, lang)
    elif as_json:
        from uisim.report.run_json import run_json
        from uisim.study.answer import as_json as written

        click.echo(written(run_json(scenario, folder, result, plan, drawn)), nl=False)
    elif not quiet:
        title = scenario.title.zh if lang == "zh" else scenario.title.en
        _print(title, _tables(result.statement.monthly, plan, wanted, drawn, lang), folder)


def _one_at_a_time(
    precision: str | None, draws: int | None, workers: bool, replications: int | None
) -> None:
    if (precision is not None) + (draws is not None) + workers > 1:
        raise ToldError("--precision, --draws and --workers: one at a time")
    if precision is not None and replications is not None:
        raise ToldError("--precision chooses the replications: leave out --replications")


def _draws(scenario: Scenario, file: Path, settings: tuple[str, ...], draws: int) -> Draws:
    """Load the scenario of each draw; a value out of its range ends with exit code 2."""
    from uisim.study.uncertain import drawn
    from uisim.study.variance import Draws

    if not scenario.uncertain:
        raise ToldError("--draws: the scenario has no `uncertain:` block to draw from")
    if scenario.projection.replications < 2:
        raise ToldError("--draws: luck can be told from parameters with --replications 2 or more")
    values = [drawn(scenario, draw) for draw in range(draws)]
    with at_once() as step:
        scenarios = [step(load_scenario, file, settings, each) for each in values]
    return Draws(tuple(values), tuple(scenarios), scenario.projection.replications)


def _print(title: str, shown: Iterable[Any], folder: Path) -> None:
    """Print the scenario's title, what is shown of its results and where they are."""
    from rich.console import Console

    console = Console()
    console.print(f"[bold]{title}[/bold]", highlight=False)
    for one in shown:
        console.print(one)
    console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


def _tables(
    monthly: Any, plan: Plan, wanted: Precision | None, drawn: Draws | None, lang: str
) -> Iterator[Any]:
    """Yield the table by year and, of several replications, what they spread over."""
    from uisim.report.year_table import year_table

    kept = plan.kept
    if kept.count == 1 or not kept.months:
        yield year_table(monthly, lang, kept.residual)
        return
    from uisim.report.replications import bands_table, precision_line, variance_table

    yield say("Means of {count} replications", lang).format(count=kept.count)
    yield year_table(kept.mean_monthly(), lang, kept.residual)
    yield bands_table(kept, lang, drawn.lucks if drawn else 1)
    if wanted is not None:
        yield precision_line(wanted, wanted.reached(kept), kept, lang)
    if drawn is not None:
        from uisim.study.variance import splits

        found = list(splits(kept, drawn.lucks))
        yield variance_table(found, len(drawn.scenarios), drawn.lucks, lang)
