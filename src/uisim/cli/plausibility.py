"""`uisim plausibility`: figures of a run beside the ranges expected."""

import json
import math
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, FILE, LANG, SET, THREADS, load_scenario


@click.command()
@FILE
@SET
@THREADS
@click.option("--markdown", is_flag=True, help="Print the table of docs/plausibility.md.")
@AS_JSON
@LANG
def plausibility(
    file: Path,
    settings: tuple[str, ...],
    threads: int | None,
    markdown: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Print figures of the scenario FILE beside the range expected of each, with its source."""
    scenario = load_scenario(file, settings)

    from rich.console import Console

    from uisim.report.plausibility import print_checks
    from uisim.study.plausibility import checks

    varied = [
        load_scenario(file, (*settings, f"law.contribution_rate={rate}")) for rate in (0.009, 0.011)
    ]
    found = checks(scenario, varied[0], varied[1], threads)
    if as_json:
        lines = [
            {
                **check._asdict(),
                "value": None if math.isnan(check.value) else check.value,
                "is_miss": check.is_miss,
            }
            for check in found
        ]
        click.echo(json.dumps(lines, ensure_ascii=False))
    else:
        print_checks(Console(), found, markdown, lang)
