"""`uisim verify`: whether results are still what was written, and can be made again."""

import json
import sys
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, RESULTS
from uisim.words import say


@click.command()
@RESULTS
@click.option("--rerun", "again", is_flag=True, help="Play it again, compare the bytes.")
@AS_JSON
@QUIET
@LANG
def verify(folder: Path, again: bool, as_json: bool, quiet: bool, lang: str) -> None:
    """Check the hash of every file in the folder RESULTS; name each file that is not as written."""
    from uisim.report.progress import progress
    from uisim.study.again import again_of
    from uisim.study.verify import rerun
    from uisim.study.verify import verify as findings_of

    words = {
        "altered": say("altered since it was written", lang),
        "missing": say("missing", lang),
        "unlisted": say("not listed in run.json or SHA256SUMS", lang),
        "unmatched": say("does not match its line in SHA256SUMS; one of the two was altered", lang),
        "not reproduced": say("not what the scenario gives when it is played again", lang),
    }
    findings = list(findings_of(folder))
    if again and not findings:
        found = again_of(folder)
        counted = say("cells played", lang) if found.is_sweep else ""
        with progress(found.steps, lang, quiet or as_json, counted) as advance:
            findings += rerun(folder, found, advance)
    if as_json:
        click.echo(json.dumps([found._asdict() for found in findings], ensure_ascii=False))
    else:
        for file, what in findings:
            click.echo(f"{file}: {words[what]}")
        if not findings and not quiet:
            click.echo(
                say("Every file is as it was played, to the byte.", lang)
                if again
                else say("Every file is as it was written.", lang)
            )
    sys.exit(1 if findings else 0)
