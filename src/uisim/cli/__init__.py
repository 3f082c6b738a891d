"""The command line, a module a command. What is slow is imported inside the command needing it."""

import click

import uisim
from uisim.cli.audit import audit
from uisim.cli.calibrate import calibrate
from uisim.cli.check import check
from uisim.cli.common import Commands
from uisim.cli.compare import compare
from uisim.cli.explain import explain
from uisim.cli.explore import explore
from uisim.cli.export import export
from uisim.cli.feedback import feedback
from uisim.cli.figures import figures
from uisim.cli.law import law
from uisim.cli.library import library
from uisim.cli.life import life
from uisim.cli.new import new
from uisim.cli.plausibility import plausibility
from uisim.cli.readings import readings
from uisim.cli.report import report
from uisim.cli.run import run
from uisim.cli.schema import schema
from uisim.cli.selftest import selftest
from uisim.cli.sensitivity import sensitivity
from uisim.cli.show import show
from uisim.cli.solve import solve
from uisim.cli.sweep import sweep
from uisim.cli.verify import verify


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(uisim.__version__)
def main() -> None:
    """Voluntary unemployment insurance of Guangdong's flexible workers, life by life."""


for command in (
    new,
    check,
    show,
    schema,
    run,
    compare,
    sweep,
    figures,
    sensitivity,
    solve,
    calibrate,
    readings,
    feedback,
    library,
    report,
    export,
    explore,
    explain,
    audit,
    verify,
    life,
    law,
    plausibility,
    selftest,
):
    main.add_command(command)
