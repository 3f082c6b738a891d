"""`uisim sensitivity`: what an indicator of a sweep depends on; what is regretted least."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from uisim.cli.common import AS_JSON, LANG
from uisim.words import ToldError

if TYPE_CHECKING:
    from uisim.study.sweep_kept import Kept


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
    from uisim.study.regret import condition, regret
    from uisim.study.sweep_kept import read_kept

    if by_regret:
        kept = read_kept(folder, indicator)
        wanted = condition(satisfied, kept.unit) if satisfied else None
        _keep_and_print(
            kept, "regret", regret(kept, decide, lower_is_better, wanted), as_json, lang
        )
    elif decide or lower_is_better or satisfied:
        raise ToldError("--decide, --lower-is-better and --satisfied go with --regret")
    else:
        print_sensitivity(folder, indicator, as_json, lang)


def print_sensitivity(folder: Path, indicator: str, as_json: bool, lang: str) -> None:
    """Print what an indicator of a sweep depends on, and keep the table in its folder."""
    from uisim.study.sensitivity import sensitivity as judged
    from uisim.study.sweep_kept import read_kept

    kept = read_kept(folder, indicator)
    _keep_and_print(kept, *judged(kept), as_json, lang)


def _keep_and_print(
    kept: Kept, method: str, lines: list[dict[str, Any]], as_json: bool, lang: str
) -> None:
    from rich.console import Console

    from uisim.report.sweep import lines_table
    from uisim.study.sweep_kept import write_added

    write_added(kept, method, lines)
    if as_json:
        click.echo(json.dumps({"method": method, "indicator": kept.name, "lines": lines}))
    else:
        Console().print(lines_table(kept, method, lines, lang))
