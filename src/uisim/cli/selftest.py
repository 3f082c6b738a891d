"""`uisim selftest`: the program against theory, in a minute."""

import json
import sys

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, refuse
from uisim.words import say


@click.command()
@click.option("--seed", default="1", metavar="N|day", help="Seed; `day`: one that changes daily.")
@AS_JSON
@QUIET
@LANG
def selftest(seed: str, as_json: bool, quiet: bool, lang: str) -> None:
    """Play small worlds whose answers are known, and compare; exit code 1 if any value is off."""
    from uisim.selftest.suite import as_data, judged_cases, seed_of

    try:
        number = seed_of(seed)
    except ValueError:
        refuse(say("--seed {seed}: neither a number below 2^32 nor `day`", lang).format(seed=seed))

    from rich.console import Console
    from rich.progress import track

    from uisim.selftest.table import table

    done = track(
        judged_cases(number),
        description=say("comparing", lang),
        total=None,
        console=Console(stderr=True),
        transient=True,
        disable=quiet,
    )
    try:
        judged = list(done)
    except KeyboardInterrupt:
        sys.exit(130)
    if as_json:
        click.echo(json.dumps(as_data(number, judged), ensure_ascii=False, indent=1))
    elif not quiet:
        Console().print(table(judged, number, lang))
    sys.exit(0 if all(one.passed for one in judged) else 1)
