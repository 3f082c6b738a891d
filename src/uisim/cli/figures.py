"""`uisim figures`: indicators of a folder of results, by group; its options for other commands."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import click

from uisim.cli import completing
from uisim.cli.common import AS_JSON, LANG
from uisim.words import ToldError

COLUMNS_MAX: Final = 8
"""Columns that fit beside each other."""
INDICATORS: Final = click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="NAME",
    shell_complete=completing.indicators,
    help="Print this figure, not the usual table; as `uisim figures` does. Repeat.",
)
BY: Final = click.option(
    "--by", multiple=True, metavar="GROUPS", help="Groups, such as city or income_decile. Repeat."
)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="NAME",
    shell_complete=completing.indicators,
    help="Of summary.csv, all if none is given; of a comparison also a sum of money such as "
    "benefits_fen. Repeat.",
)
@BY
@AS_JSON
@LANG
def figures(
    folder: Path, indicators: tuple[str, ...], by: tuple[str, ...], as_json: bool, lang: str
) -> None:
    """Print indicators of the run, comparison or sweep in FOLDER: of all, or by group."""
    check_by(indicators, by)
    print_figures(folder, indicators, by, as_json, lang)


def print_figures(
    folder: Path, indicators: tuple[str, ...], by: tuple[str, ...], as_json: bool, lang: str
) -> None:
    """Print indicators of the results in a folder: of all, or by group."""
    from rich.console import Console

    from uisim.report.figures_table import figures_plain, figures_tables, figures_title
    from uisim.study.figures import figures as taken

    found = taken(folder, indicators, by)
    if as_json:
        click.echo(json.dumps(figures_plain(found)))
        return
    check_width(len(found.columns))
    click.echo(figures_title(found, lang))
    console = Console()
    for table in figures_tables(found, console.width, lang):
        console.print(table, highlight=False)


def check_width(columns: int) -> None:
    """Refuse to lay out more columns than fit beside each other."""
    if columns > COLUMNS_MAX:
        raise ToldError("{count} cells: --json gives them", count=columns)


def check_figures(
    held: Mapping[str, Collection[str]], indicators: tuple[str, ...], by: tuple[str, ...]
) -> None:
    """Refuse figures that the results to be played will not hold.

    held: what each indicator is told by.
    """
    from uisim.study.figures import check_names

    check_by(indicators, by)
    check_names(held, indicators, by)


def check_by(indicators: tuple[str, ...], by: tuple[str, ...]) -> None:
    """Refuse groups without the figures to be told by them."""
    if by and not indicators:
        raise ToldError("give --by together with --indicator")
