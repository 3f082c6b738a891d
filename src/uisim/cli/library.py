"""`uisim library`: all scenarios of a folder, each beside the one it is compared with."""

import json
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, SET, THREADS, load_scenario


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@SET
@LANG
@THREADS
@click.option("--markdown", is_flag=True, help="Print the table of docs/scenarios.md.")
@AS_JSON
@QUIET
def library(
    folder: Path,
    settings: tuple[str, ...],
    lang: str,
    threads: int | None,
    markdown: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Play all scenarios of FOLDER and print what each changes, beside what it expects to."""
    scenarios = [load_scenario(file, settings) for file in sorted(folder.glob("*.yaml"))]

    from rich.console import Console

    from uisim.report.progress import progress
    from uisim.report.survey import markdown_lines, print_library
    from uisim.study.answer import defined
    from uisim.study.run import workers_of
    from uisim.study.survey import compared_with, survey

    lives = sum(workers_of(one) * one.projection.replications for one in scenarios)
    with progress(lives, lang, quiet) as advance:
        entries = survey(scenarios, threads, advance)
    if as_json:
        rows = [
            {
                "scenario": one.scenario.name,
                "against": compared_with(one.scenario),
                "expects": dict(one.scenario.about.expects),
                "measures": one.measures,
            }
            for one in entries
        ]
        click.echo(json.dumps(defined(rows), ensure_ascii=False))
    elif markdown:
        click.echo("\n".join(markdown_lines(entries, folder.as_posix(), lang)))
    else:
        print_library(Console(), entries, lang)
