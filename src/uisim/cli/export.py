"""`uisim export`: results in the formats of others."""

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, RESULTS, refuse

FORMATS = ("xlsx", "dta", "csv", "parquet", "beancount", "datapackage")


@click.command()
@RESULTS
@click.option("--to", "to", required=True, metavar=",".join(FORMATS), help="One or several.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exports"),
    help="Where to write <name>/ (exports).",
)
@AS_JSON
@LANG
def export(folder: Path, to: str, out: Path, as_json: bool, lang: str) -> None:
    """Write the folder RESULTS as Excel, Stata, CSV, Parquet, beancount or data package."""
    from uisim.scenario.problems import describe, nearest

    wanted = [name.strip() for name in to.split(",") if name.strip()]
    wrong = [name for name in wanted if name not in FORMATS]
    if wrong or not wanted:
        said = [
            describe(f"--to {name}: no such format", near=nearest(name, FORMATS))
            for name in wrong or [to]
        ]
        refuse("\n".join([*said, f"formats: {', '.join(FORMATS)}"]))

    from uisim.report.export.write import export as write

    try:
        written = write(folder, wanted, out / folder.resolve().name, lang)
    except ValueError as error:
        refuse(str(error))
    if as_json:
        click.echo(json.dumps([str(path) for path in written], ensure_ascii=False))
    else:
        for path in written:
            click.echo(f"→ {path}")
