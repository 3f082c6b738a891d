"""`uisim explore`: move the law's levers in a browser, offline."""

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from uisim.cli.common import LANG, load_scenario, refuse
from uisim.words import say

EXTRA = "shiny"


@click.command()
@click.argument(
    "file",
    metavar="[SCENARIO]",
    type=click.Path(path_type=Path),
    default=Path("scenarios", "baseline.yaml"),
)
@LANG
def explore(file: Path, lang: str) -> None:
    """Open SCENARIO (scenarios/baseline.yaml) and those beside it in a browser, with its levers.

    Each move is played on a sample, in the background, and can be saved as a scenario. Only this
    machine can open the page. Ctrl+C ends it.
    """
    if find_spec(EXTRA) is None:
        what = say("uisim explore needs the extra `explore`: pip install 'uisim[explore]'", lang)
        refuse(what)
    scenario = load_scenario(file, ())

    import webbrowser

    from uisim.explore.serve import serve
    from uisim.study.sweep import warm

    def told(address: str) -> None:
        click.echo(address)  # on a line of its own, so that a terminal can open it
        click.echo(say("Open this address in a browser; Ctrl+C ends.", lang))
        if sys.stdout.isatty():
            webbrowser.open(address)

    try:
        warm(scenario)
        serve(file, lang, told)
    except KeyboardInterrupt:  # the only way it ends; what was saved stays
        sys.exit(130)
