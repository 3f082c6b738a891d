"""`uisim life`: one worker's account book."""

import json
from pathlib import Path

import click

from uisim.cli.common import FILE, LANG, SET, load_scenario
from uisim.words import ToldError, say


@click.command()
@FILE
@SET
@click.option("--worker", help="ID: CITY-KIND-COHORT-ORDINAL.")
@click.option("--find", "kind", metavar="KIND", help="List workers to whom this event happened.")
@click.option("--limit", type=click.IntRange(1), default=10, help="How many to find (10).")
@click.option("--replication", type=click.IntRange(0), default=0)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line an event or worker.")
@LANG
def life(
    file: Path,
    settings: tuple[str, ...],
    worker: str | None,
    kind: str | None,
    limit: int,
    replication: int,
    as_json: bool,
    lang: str,
) -> None:
    """Print one worker's life in the scenario FILE as an account book, or find workers."""
    if (worker is None) == (kind is None):
        raise ToldError("give either --worker ID or --find KIND")
    scenario = load_scenario(file, settings)

    from rich.console import Console

    from uisim.report.life_book import found, print_book, print_json
    from uisim.report.life_words import BOOK
    from uisim.study.lives import find_workers, kind_named, life_of

    if kind is not None:
        searched, shown = kind_named(kind, BOOK), 0
        for name in find_workers(scenario, searched, limit, replication):
            first, times = found(life_of(scenario, name, replication), searched)
            line = {"worker": name, "first": str(first), "times": times}
            click.echo(json.dumps(line) if as_json else f"{name}  {first}  × {times}")
            shown += 1
        if shown == limit:
            click.echo(say("The first {n}; more with --limit.", lang).format(n=limit), err=True)
        if shown == 0:
            click.echo(say("This happened to no worker of the scenario.", lang), err=True)
        return
    story = life_of(scenario, str(worker), replication)
    if as_json:
        print_json(story)
    else:
        print_book(Console(), story, lang)
