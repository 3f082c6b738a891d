"""`uisim audit`: every figure added again from the events."""

import json
import sys
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, RESULTS


@click.command()
@RESULTS
@AS_JSON
@QUIET
@LANG
def audit(folder: Path, as_json: bool, quiet: bool, lang: str) -> None:
    """Add every figure of the folder RESULTS again from the events of all its lives."""
    from uisim.report.progress import progress
    from uisim.study.audit import audit as residuals_of
    from uisim.study.kept import played_run
    from uisim.study.run import workers_of

    run = played_run(folder)
    workers = workers_of(run.scenario) * run.scenario.projection.replications
    with progress(workers, lang, quiet or as_json) as advance:
        residuals = residuals_of(run, advance)
    if as_json:
        click.echo(json.dumps([one._asdict() for one in residuals], ensure_ascii=False))
    elif not quiet:
        from rich.console import Console

        from uisim.report.audited import print_audit

        print_audit(Console(), residuals, workers, lang)
    sys.exit(1 if any(one.residual for one in residuals) else 0)
