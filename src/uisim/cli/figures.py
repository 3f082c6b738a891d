"""`uisim figures`: indicators of a folder of results, by group."""

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG
from uisim.words import ToldError

COLUMNS_MAX = 8
"""Columns that fit beside each other."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    required=True,
    metavar="NAME",
    help="Of summary.csv; of a comparison also a sum of money such as benefits_fen. Repeat.",
)
@click.option(
    "--by", multiple=True, metavar="GROUPS", help="Groups, such as city or income_decile. Repeat."
)
@AS_JSON
@LANG
def figures(
    folder: Path, indicators: tuple[str, ...], by: tuple[str, ...], as_json: bool, lang: str
) -> None:
    """Print indicators of the run, comparison or sweep in FOLDER: of all, or by group."""
    from rich.console import Console

    from uisim.report.figures_table import figures_plain, figures_table, figures_title
    from uisim.study.figures import figures as taken

    found = taken(folder, indicators, by)
    if as_json:
        click.echo(json.dumps(figures_plain(found)))
    elif len(found.columns) > COLUMNS_MAX:
        raise ToldError("{count} cells: --json gives them", count=len(found.columns))
    else:
        click.echo(figures_title(found, lang))
        Console().print(figures_table(found, lang), highlight=False)
