"""`uisim verify`: whether results are still what was written, and can be made again."""

import json
import sys
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, RESULTS
from uisim.words import say


@click.command()
@RESULTS
@click.option("--rerun", "again", is_flag=True, help="Play the scenario again, compare the bytes.")
@AS_JSON
@QUIET
@LANG
def verify(folder: Path, again: bool, as_json: bool, quiet: bool, lang: str) -> None:
    """Check the hash of every file in the folder RESULTS; name each file that is not as written."""
    from uisim.report.progress import progress
    from uisim.study.kept import played_run
    from uisim.study.run import workers_of
    from uisim.study.verify import rerun
    from uisim.study.verify import verify as findings_of

    words = {
        "altered": say("altered since it was written", lang),
        "missing": say("missing", lang),
        "unlisted": say("not listed in run.json or SHA256SUMS", lang),
        "unmatched": say("does not match its line in SHA256SUMS", lang),
        "not reproduced": say("not what the scenario gives when it is played again", lang),
    }
    findings = list(findings_of(folder))
    if again and not findings:
        run = played_run(folder)
        workers = workers_of(run.scenario) * run.scenario.projection.replications
        with progress(workers, lang, quiet or as_json) as advance:
            findings += rerun(run, advance)
    if as_json:
        click.echo(json.dumps([found._asdict() for found in findings], ensure_ascii=False))
    else:
        for found in findings:
            click.echo(f"{found.file}: {words[found.what]}")
        if not findings and not quiet:
            click.echo(
                say("Every file is as it was played, to the byte.", lang)
                if again
                else say("Every file is as it was written.", lang)
            )
    sys.exit(1 if findings else 0)
