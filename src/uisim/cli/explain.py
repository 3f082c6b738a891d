"""`uisim explain`: from a figure to the ledger, the lives and the law behind it."""

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, RESULTS


@click.command()
@RESULTS
@click.option("--figure", required=True, metavar="COLUMN", help="Column, such as benefits_fen.")
@click.option("--month", required=True, metavar="YYYY-MM")
@click.option("--city", help="One city only.")
@click.option("--kind", help="One kind of work only.")
@click.option("--replication", type=click.IntRange(0), default=0)
@click.option("--limit", type=click.IntRange(1), default=20, help="How many lives to name.")
@AS_JSON
@QUIET
@LANG
def explain(
    folder: Path,
    figure: str,
    month: str,
    city: str | None,
    kind: str | None,
    replication: int,
    limit: int,
    as_json: bool,
    quiet: bool,
    lang: str,
) -> None:
    """Take a figure of the folder RESULTS apart: ledger lines, lives behind them, the articles."""
    from uisim.law.city_names import city_named
    from uisim.report.progress import progress
    from uisim.study.explain import Place
    from uisim.study.explain import explain as taken_apart
    from uisim.study.kept import played_run
    from uisim.study.run import workers_of

    run = played_run(folder)
    with progress(workers_of(run.scenario), lang, quiet or as_json) as advance:
        asked = None if city is None else city_named(city)
        place = Place(figure, month, asked, kind, replication)
        found = taken_apart(run, place, limit, advance)

    from uisim.report.explained import as_plain, print_explained

    if as_json:
        click.echo(json.dumps(as_plain(found), ensure_ascii=False))
    else:
        from rich.console import Console

        print_explained(Console(), found, folder, lang)
