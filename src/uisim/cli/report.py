"""`uisim report`: a folder of results as one page to read, print and hand on."""

from pathlib import Path

import click

from uisim.cli.common import refuse
from uisim.words import LANGUAGES, language

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
IMAGES = ("png", "svg", "pdf")


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--lang", type=click.Choice([*LANGUAGES, "both"]), default=language, help="Language.")
@click.option("--against", type=FOLDER, help="A previous run to reconcile with.")
@click.option(
    "--with", "others", multiple=True, type=FOLDER, help="Another run to show beside it; repeat."
)
@click.option("--charts", metavar="KINDS", help="Also write every chart: png,svg,pdf.")
def report(
    folder: Path, lang: str, against: Path | None, others: tuple[Path, ...], charts: str | None
) -> None:
    """Write FOLDER/report.html about the results in FOLDER: one file, offline, fit to print."""
    kinds = tuple(kind.strip() for kind in charts.split(",")) if charts else ()
    unknown = sorted(set(kinds) - set(IMAGES))
    if unknown:
        refuse(f"--charts {charts}: {unknown[0]} is none of {', '.join(IMAGES)}")

    from uisim.report.page import write_report

    try:
        path = write_report(
            folder, LANGUAGES if lang == "both" else (lang,), against, others, kinds
        )
    except FileNotFoundError as error:
        refuse(str(error))
    click.echo(f"→ {path}")
