"""`uisim sweep`: play a scenario in every cell of a grid or a sample."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from uisim.cli.common import (
    AS_JSON,
    FILE,
    LANG,
    OUT,
    QUIET,
    THREADS,
    at_once,
    load_scenario,
    overrides_of,
)
from uisim.cli.disk import reason
from uisim.cli.figures import BY, INDICATORS, check_figures, check_width, print_figures
from uisim.cli.sensitivity import print_sensitivity
from uisim.words import ToldError, say


@click.command()
@FILE
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUES",
    help="A,B,C or LOW:HIGH:POINTS (grid), LOW:HIGH (to be sampled), or one value.",
)
@click.option("--sample", metavar="METHOD", help="sobol:256, lhs:200, morris:20 or tornado.")
@click.option("--replications", type=click.IntRange(1), help="Independent repetitions.")
@OUT
@click.option("--name", help="Of the folder OUT/sweep-NAME (the scenario's name).")
@click.option("--processes", type=click.IntRange(1), help="Processes (one each processor).")
@click.option("--cluster", metavar="WHERE", help="local:2, tcp://HOST:PORT or a jobqueue file.")
@THREADS
@LANG
@INDICATORS
@BY
@click.option(
    "--sensitivity",
    "judged",
    metavar="NAME",
    help="Print what this figure depends on, not the cells; as `uisim sensitivity` does.",
)
@AS_JSON
@QUIET
def sweep(
    file: Path,
    settings: tuple[str, ...],
    sample: str | None,
    replications: int | None,
    out: Path,
    name: str | None,
    processes: int | None,
    cluster: str | None,
    threads: int | None,
    lang: str,
    indicators: tuple[str, ...],
    by: tuple[str, ...],
    judged: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Play the scenario FILE in every cell of a grid or a sample, under the same luck.

    Cells played stay if the command is stopped; the same command goes on from them. FILE may say
    in a block `sweep:` what --set and --sample say.
    """
    if replications is not None:
        settings = (*settings, f"projection.replications={replications}")
    with at_once() as step:
        step(load_scenario, file, ())
        overrides = step(overrides_of, settings)
        step(_check_shown, indicators, by, judged)

    from uisim.report.progress import progress
    from uisim.scenario.sweep import read_sweep
    from uisim.study.cluster import on_cluster
    from uisim.study.design import checked, design_of
    from uisim.study.sensitivity import check_asked
    from uisim.study.sweep import in_this_process
    from uisim.study.sweep import sweep as play_sweep
    from uisim.study.sweep_processes import in_processes

    processors = os.cpu_count() or 1
    with at_once() as step:
        asked = step(read_sweep, file, overrides, sample)
        players = in_this_process if cluster is None else step(on_cluster, cluster)
    if judged is not None:
        check_asked(judged, asked.sample)
    design, own = design_of(file, asked)
    cells = design.cells()
    if indicators and not as_json:
        check_width(len(cells))
    with progress(len(cells), lang, quiet, say("cells checked", lang)) as advance:
        checked(file, design, cells, advance)
    processes = min(processes or processors, len(cells))
    if cluster is not None:
        threads = threads or 1
    elif processes > 1:
        players = in_processes(processes)
    folder = out / f"sweep-{name or own.name}"
    with (
        _explained(folder, lang),
        progress(len(cells), lang, quiet, say("cells played", lang)) as advance,
    ):
        play_sweep(
            file,
            design,
            own,
            cells,
            folder,
            players=players,
            threads=threads or max(1, processors // processes),
            advance=advance,
        )
    if quiet and not as_json:
        return
    if indicators:
        print_figures(folder, indicators, by, as_json, lang)
    elif judged is not None:
        print_sensitivity(folder, as_json, lang, judged)
    else:
        _print_cells(folder, as_json, lang)


def _check_shown(indicators: tuple[str, ...], by: tuple[str, ...], judged: str | None) -> None:
    from uisim.study.figures import OF_A_SWEEP

    if indicators and judged is not None:
        raise ToldError("give --indicator or --sensitivity, not both")
    check_figures(OF_A_SWEEP, indicators, by)


def _print_cells(folder: Path, as_json: bool, lang: str) -> None:
    from rich.console import Console

    from uisim.report.sweep import cells_plain, cells_shown

    if as_json:
        click.echo(json.dumps(cells_plain(folder), ensure_ascii=False))
    else:
        Console().print(cells_shown(folder, lang))
        click.echo(f"→ {folder}")


@contextmanager
def _explained(folder: Path, lang: str) -> Iterator[None]:
    """Say what stopped a sweep, that the cells played stay, and how to go on."""
    from concurrent.futures import BrokenExecutor

    from uisim.fund.identities import IdentityError
    from uisim.report.identity_names import told_broken
    from uisim.study.cells import OtherSweepError
    from uisim.study.cluster import ClusterError
    from uisim.study.sweep import OtherProgramError

    code = 1
    try:
        yield
        return
    except (OtherSweepError, ClusterError):
        raise
    except BrokenExecutor:
        what = say("a process was ended from outside, perhaps for want of memory", lang)
    except OSError as error:
        what = say("{folder} cannot be written: {why}", lang)
        what = what.format(folder=folder, why=reason(error, lang))
    except OtherProgramError as error:
        what = error.written(lang)
    except IdentityError as error:
        what = told_broken(error, lang)
    except KeyboardInterrupt:
        what, code = say("interrupted", lang), 130
    kept = say("the cells played are kept; the same command goes on from them", lang)
    click.echo(f"{what}{say('; ', lang)}{kept}", err=True)
    sys.exit(code)
