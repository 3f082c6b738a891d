"""`uisim export`: results in the formats of others."""

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, RESULTS
from uisim.cli.completing import listed
from uisim.words import AllError, ToldError

FORMATS = ("xlsx", "dta", "csv", "parquet", "beancount", "datapackage")


@click.command()
@RESULTS
@click.option(
    "--to",
    "to",
    required=True,
    metavar=",".join(FORMATS),
    shell_complete=listed(*FORMATS),
    help="One or several.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exports"),
    help="Where to write <name>/ (exports).",
)
@AS_JSON
@QUIET
@LANG
def export(folder: Path, to: str, out: Path, as_json: bool, quiet: bool, lang: str) -> None:
    """Write the folder RESULTS as Excel, Stata, CSV, Parquet, beancount or data package."""
    from uisim.scenario.problems import nearest

    wanted = [name.strip() for name in to.split(",") if name.strip()]
    wrong = [name for name in wanted if name not in FORMATS]
    if wrong or not wanted:
        raise AllError(
            ToldError(
                "--to {format}: no such format, but one of {known}",
                nearest(name, FORMATS),
                format=name,
                known=", ".join(FORMATS),
            )
            for name in wrong or [to]
        )

    from uisim.report.export.write import export as write

    written = write(folder, wanted, out / folder.resolve().name, lang)
    if as_json:
        click.echo(json.dumps([str(path) for path in written], ensure_ascii=False))
    elif not quiet:
        for path in written:
            click.echo(f"→ {path}")
