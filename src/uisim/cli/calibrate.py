"""`uisim calibrate`: what targets leave of the uncertain keys, and of an answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
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
    writing,
)
from uisim.words import say

if TYPE_CHECKING:
    from uisim.scenario.schema import Scenario
    from uisim.scenario.studies import Observed


@click.command()
@FILE
@click.option(
    "--targets",
    "targets_file",
    required=True,
    type=click.Path(path_type=Path),
    help="File of the targets.",
)
@click.option("--waves", type=click.IntRange(1, 20), default=3, help="Waves of runs (3).")
@SET
@LANG
@THREADS
@OUT
@AS_JSON
@QUIET
def calibrate(
    file: Path,
    targets_file: Path,
    waves: int,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> None:
    """Rule out values of FILE's uncertain keys that do not reproduce targets.

    Prints what is left, and the range of an answer over it. Writes OUT/calibrate-<scenario>/,
    in it calibrated.yaml, a scenario that others may extend.
    """
    with at_once() as step:
        observed = step(_observed, targets_file)
        laid: dict[str, object] = {}
        if observed is not None and observed.uncertain:
            laid = {"uncertain": dict(observed.uncertain)}
        scenario = step(load_scenario, file, settings, laid)

    from rich.console import Console

    from uisim.report.calibration import print_calibration
    from uisim.report.counting import counting
    from uisim.study import calibrate as study
    from uisim.study.answer import as_json as written
    from uisim.study.calibrate_files import write_calibration
    from uisim.study.history import EmptySetError

    plan = told_of(targets_file, study.plan, scenario, observed)

    def scenario_with(values: Mapping[str, Any]) -> Scenario:
        return load_scenario(file, settings, {**laid, **values})

    folder = out / f"calibrate-{scenario.name}"
    seed = scenario.projection.seed
    try:
        with writing(out):
            with counting(lang, quiet) as advance:
                found = study.calibrate(plan, scenario_with, waves, seed, threads, advance)
            answer = write_calibration(
                folder, scenario, file, (plan, targets_file), found, settings
            )
    except EmptySetError as error:
        what = say(
            "no values reproduce the targets: in wave {wave} the lowest implausibility is {lowest}",
            lang,
        )
        click.echo(what.format(wave=error.wave, lowest=f"{error.lowest:.3g}"), err=True)
        sys.exit(1)
    if as_json:
        click.echo(written(answer), nl=False)
    elif not quiet:
        console = Console()
        print_calibration(console, plan, found, lang)
        console.print(f"→ {folder}", highlight=False, markup=False, soft_wrap=True)


def _observed(path: Path) -> Observed:
    """Read the targets; every error at once and exit code 2 if they cannot be."""
    from uisim.scenario.file import load_as
    from uisim.scenario.studies import Observed

    return load_as(Observed, path)
