"""`uisim report`: a folder of results as one page to read, print and hand on."""

from __future__ import annotations

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, QUIET, THREADS, playing, refuse
from uisim.words import LANGUAGES, language, say

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
IMAGES = ("png", "svg", "pdf")


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--lang", type=click.Choice([*LANGUAGES, "both"]), default=language, help="Language.")
@click.option(
    "--complete",
    is_flag=True,
    help="First play what only other runs can tell: joining rules, moral hazard, tornado, shocks.",
)
@click.option("--against", type=FOLDER, help="A previous run to reconcile with.")
@click.option(
    "--with", "others", multiple=True, type=FOLDER, help="Another run to show beside it; repeat."
)
@click.option("--charts", metavar="KINDS", help="Also write every chart: png,svg,pdf.")
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
    talk = LANGUAGES[0] if lang == "both" else lang
    kinds = tuple(kind.strip() for kind in charts.split(",")) if charts else ()
    unknown = sorted(set(kinds) - set(IMAGES))
    if unknown:
        what = say("--charts {charts}: {kind} is none of {kinds}", talk)
        refuse(what.format(charts=charts, kind=unknown[0], kinds=", ".join(IMAGES)))

    from uisim.report.page import as_plain, write_report

    try:
        if complete:
            _complete(folder, threads, talk, quiet or as_json)
        languages = LANGUAGES if lang == "both" else (lang,)
        written = write_report(folder, languages, against, others, kinds)
    except (FileNotFoundError, ValueError) as error:
        refuse(str(error))
    if as_json:
        click.echo(json.dumps(as_plain(written), ensure_ascii=False))
    elif not quiet:
        for file in written.files:
            if file.suffix == ".html":
                click.echo(f"→ {file}")


def _complete(folder: Path, threads: int | None, lang: str, quiet: bool) -> None:
    """Play what the report of a run needs beside it; ValueError if FOLDER is no run's."""
    from uisim.report.progress import progress
    from uisim.study.beside import plan, play_beside
    from uisim.study.kept import kept_run

    planned = plan(kept_run(folder))
    with playing(lang), progress(planned.lives, lang, quiet) as advance:
        play_beside(kept_run(folder), planned, threads, advance)
