"""`uisim report`: a folder of results as one page to read, print and hand on."""

from __future__ import annotations

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG_BOTH, QUIET, THREADS, spoken, writing
from uisim.cli.completing import listed
from uisim.words import LANGUAGES, ToldError

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
IMAGES = ("png", "svg", "pdf")


@click.command()
@click.argument("folder", type=FOLDER)
@LANG_BOTH
@click.option(
    "--complete",
    is_flag=True,
    help="First play what only other runs can tell: joining rules, moral hazard, tornado, shocks.",
)
@click.option("--against", type=FOLDER, help="A previous run to reconcile with.")
@click.option(
    "--with", "others", multiple=True, type=FOLDER, help="Another run to show beside it; repeat."
)
@click.option(
    "--charts",
    metavar="KINDS",
    shell_complete=listed(*IMAGES),
    help="Also write every chart: png,svg,pdf.",
)
@THREADS
@AS_JSON
@QUIET
def report(
    folder: Path,
    lang: str,
    complete: bool,
    against: Path | None,
    others: tuple[Path, ...],
    charts: str | None,
    threads: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write FOLDER/report.html about the results in FOLDER: one file, offline, fit to print.

    Of a sweep also FOLDER/explorer.html: its cells behind a slider for each key, offline too.
    """
    kinds = tuple(kind.strip() for kind in charts.split(",")) if charts else ()
    unknown = sorted(set(kinds) - set(IMAGES))
    if unknown:
        raise ToldError(
            "--charts {charts}: {kind} is none of {kinds}",
            charts=charts,
            kind=unknown[0],
            kinds=", ".join(IMAGES),
        )

    from uisim.report.page import as_plain, write_report

    if complete:
        _complete(folder, threads, quiet or as_json)
    languages = LANGUAGES if lang == "both" else (lang,)
    written = write_report(folder, languages, against, others, kinds)
    if as_json:
        click.echo(json.dumps(as_plain(written), ensure_ascii=False))
    elif not quiet:
        for file in written.files:
            if file.suffix == ".html":
                click.echo(f"→ {file}")


def _complete(folder: Path, threads: int | None, quiet: bool) -> None:
    """Play what the report of a run, a comparison or a sweep needs beside it."""
    from uisim.report.compared import is_comparison
    from uisim.report.progress import progress
    from uisim.report.swept import is_sweep
    from uisim.study.beside import plan, play_beside, play_own, swept
    from uisim.study.beside_compared import plan_compared, play_compared
    from uisim.study.kept import kept_run
    from uisim.study.run import workers_of

    if is_comparison(folder):
        comparisons = plan_compared(folder)
        with writing(folder), progress(comparisons.lives, spoken(), quiet) as advance:
            play_compared(folder, comparisons, threads, advance)
        return
    kept = swept(folder) if is_sweep(folder) else kept_run(folder)
    planned = plan(kept)
    lives, play = planned.lives, play_beside
    if is_sweep(folder):
        lives += workers_of(kept.scenario) * kept.scenario.projection.replications
        play = play_own
    with writing(folder), progress(lives, spoken(), quiet) as advance:
        play(kept, planned, threads, advance)
