"""`uisim sensitivity`: what an indicator of a sweep depends on; what is regretted least."""

import json
from pathlib import Path
from typing import Any

import click

from uisim.cli.common import AS_JSON, LANG
from uisim.words import ToldError


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--indicator", default="balance", help="NAME or NAME[GROUP] of summary.csv (balance)."
)
@click.option("--regret", "by_regret", is_flag=True, help="Compare decisions over all worlds.")
@click.option("--decide", multiple=True, metavar="KEY", help="Keys decided (of law and fund).")
@click.option("--lower-is-better", is_flag=True, help="The lower the indicator, the better.")
@click.option("--satisfied", metavar="CONDITION", help="What satisfies, such as '>= 0 yuan'.")
@AS_JSON
@LANG
def sensitivity(
    folder: Path,
    indicator: str,
    by_regret: bool,
    decide: tuple[str, ...],
    lower_is_better: bool,
    satisfied: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Print what an indicator of the sweep in FOLDER depends on, and keep the table there.

    The sample decides how: indices of Sobol or Morris, first indices, or a tornado.
    """
    if not by_regret and (decide or lower_is_better or satisfied):
        raise ToldError("--decide, --lower-is-better and --satisfied go with --regret")
    print_sensitivity(
        folder, as_json, lang, indicator, by_regret, decide, lower_is_better, satisfied
    )


def print_sensitivity(folder: Path, as_json: bool, lang: str, *asked: Any) -> None:
    """Print the answer to what is asked of a sweep, a `Judging`; keep the table in its folder."""
    from rich.console import Console

    from uisim.report.sweep import lines_table
    from uisim.study.judged import Judging, judged

    kept, method, lines = judged(folder, Judging(*asked))
    if as_json:
        click.echo(json.dumps({"method": method, "indicator": kept.name, "lines": lines}))
    else:
        Console().print(lines_table(kept, method, lines, lang))
