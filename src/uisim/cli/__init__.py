"""The command line, a module a command. What is slow is imported inside the command needing it."""

import click

import uisim
from uisim.cli.compare import compare
from uisim.cli.law import law
from uisim.cli.life import life
from uisim.cli.plausibility import plausibility
from uisim.cli.run import run
from uisim.cli.sensitivity import sensitivity
from uisim.cli.sweep import sweep


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(uisim.__version__)
def main() -> None:
    """Voluntary unemployment insurance of Guangdong's flexible workers, life by life."""


for command in (run, compare, life, law, plausibility, sweep, sensitivity):
    main.add_command(command)
