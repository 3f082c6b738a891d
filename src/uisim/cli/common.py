"""What every command shares: its options, reading a scenario, refusing what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

import click

from uisim.words import LANGUAGES, language, say

if TYPE_CHECKING:
    from uisim.scenario.problems import Problem
    from uisim.scenario.schema import Scenario


NOTHING: Mapping[str, object] = MappingProxyType({})


def refuse(text: str) -> NoReturn:
    """Say what is wrong with what was asked, and end with exit code 2."""
    click.echo(text, err=True)
    sys.exit(2)


def overrides_of(settings: tuple[str, ...]) -> dict[str, object]:
    """Read what was set on the command line: value by dotted key."""
    overrides: dict[str, object] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            refuse(f"--set {setting}: write KEY=VALUE, for example law.contribution_rate=0.03")
        if key.strip() in overrides:
            refuse(f"--set {setting}: {key.strip()} is set twice")
        overrides[key.strip()] = value.strip()
    return overrides


def load_scenario(
    path: Path, settings: tuple[str, ...], more: Mapping[str, object] = NOTHING
) -> Scenario:
    """Load a scenario; every error at once and exit code 2 if it cannot be.

    more: what is laid over what was set, value by dotted key.
    """
    from uisim.scenario.file import load
    from uisim.scenario.problems import ScenarioError

    try:
        return load(path, {**overrides_of(settings), **more})
    except ScenarioError as error:
        lang = click.get_current_context().params.get("lang") or language()
        refuse("\n".join(problem.written(lang) for problem in error.problems))


def warn(problems: Iterable[Problem], lang: str) -> None:
    """Tell what is legal but odd, beside the results."""
    label = say("warning", lang)
    for problem in problems:
        click.echo(f"{label}: {problem.written(lang)}", err=True)


def unwritten(error: OSError, lang: str) -> str:
    """Say what could not be written, and why: the system's reason, or our own words."""
    if error.errno is None:
        return str(error)
    if error.filename is None:
        return say("writing failed: {why}", lang).format(why=error.strerror)
    what = say("{file} cannot be written: {why}", lang)
    return what.format(file=error.filename, why=error.strerror)


@contextmanager
def playing(lang: str) -> Iterator[None]:
    """End with exit code 1 if the books do not balance, 2 over strange files, 130 if stopped."""
    from uisim.fund.identities import IdentityError

    try:
        yield
    except IdentityError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        refuse(unwritten(error, lang))
    except KeyboardInterrupt:
        click.echo(say("interrupted; nothing was written", lang), err=True)
        sys.exit(130)


FILE = click.argument("file", type=click.Path(path_type=Path))
SET = click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Change a key.")
LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=language, help="Language of the tables."
)
THREADS = click.option("--threads", type=click.IntRange(1), help="Threads (all processors).")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
RESULTS = click.argument(
    "folder",
    metavar="RESULTS",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("results"),
    help="Where to write a folder of its own (results).",
)
QUIET = click.option("--quiet", is_flag=True, help="Print no talk, no table and no progress.")
