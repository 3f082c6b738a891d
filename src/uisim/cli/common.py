"""What every command shares: its options, reading a scenario, refusing what is wrong."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from uisim.cli.click_words import let_click_speak
from uisim.cli.disk import unwritten
from uisim.words import LANGUAGES, AllError, Said, ToldError, UndefinedError, language, say

if TYPE_CHECKING:
    from uisim.scenario.problems import Problem
    from uisim.scenario.schema import Scenario


SPOKEN = "uisim.language"
NOTHING: Mapping[str, object] = MappingProxyType({})


class Commands(click.Group):
    """Tells whatever ends a command early in the language of the reader, with its exit code.

    2: what was asked cannot be; 1: it failed; 130: interrupted. A character that the terminal
    does not have is shown as a question mark.
    """

    def main(self, args: Sequence[str] | None = None, *more: Any, **kwargs: Any) -> Any:
        """Read the words of the command and run it."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        lang = _asked(sys.argv[1:] if args is None else args)
        let_click_speak(lang)
        try:
            return super().main(args, *more, **kwargs)
        except OSError as error:  # a version or a help text that could not be printed
            _fall_silent()
            click.echo(unwritten(error, lang), err=True)
            sys.exit(1)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command; the language asked for is known from the start."""
        ctx.meta[SPOKEN] = _asked(args)
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is, in the language of the reader."""
        said = copy(self)
        said.help = say(str(self.help), spoken(ctx))
        click.Group.format_help_text(said, ctx, formatter)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """List the options of the program itself, in the language of the reader."""
        found = super().get_params(ctx)
        lang = spoken(ctx)
        return [_translated(one, lang) if one in self.params else one for one in found]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command, with its help in the language of the reader."""
        command = super().get_command(ctx, cmd_name)
        if command is None:
            return None
        translated, lang = copy(command), spoken(ctx)
        translated.help = say(cleandoc(command.help or ""), lang)
        translated.params = [_translated(parameter, lang) for parameter in command.params]
        return translated

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(say("interrupted; nothing was written", spoken()), err=True)
            sys.exit(130)
        except Exception as error:
            told, code = _told(error)
            if not told:
                raise
            click.echo(told, err=True)
            if isinstance(error, OSError):
                _fall_silent()
            sys.exit(code)


def _fall_silent() -> None:
    """Let what is still to be printed go nowhere, lest it fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _translated(parameter: click.Parameter, lang: str) -> click.Parameter:
    """Put what an option says of itself into a language."""
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    found = copy(parameter)
    found.help = say(parameter.help, lang)
    return found


def _told(error: Exception) -> tuple[str, int]:
    """What a user is told of an error, and the exit code; empty for one that is the program's."""
    from uisim.fund.identities import IdentityError
    from uisim.scenario.problems import ScenarioError

    if isinstance(error, ScenarioError):
        return error.written(spoken()), 2
    if isinstance(error, ToldError):
        return error.written(spoken()), 1 if isinstance(error, UndefinedError) else 2
    if isinstance(error, OSError) and error.errno != errno.EPIPE:  # else the reader had enough
        return unwritten(error, spoken()), 1
    if isinstance(error, IdentityError):
        from uisim.report.identity_names import told_broken

        nothing = say("The books do not close: nothing was written.", spoken())
        return f"{told_broken(error, spoken())}\n{nothing}", 1
    return "", 1


def refuse(text: str) -> NoReturn:
    """Say what is wrong with what was asked, and end with exit code 2."""
    click.echo(text, err=True)
    sys.exit(2)


def spoken(ctx: click.Context | None = None) -> str:
    """Language in which a command, or else the one at work, speaks to its user."""
    told: str = (ctx or click.get_current_context()).meta.get(SPOKEN, language())
    return told


def _asked(words: Sequence[str]) -> str:
    """Language that the words of a command ask for, wherever --lang stands among them."""
    found = language()
    for option, value in pairwise([*words, ""]):
        asked = value if option == "--lang" else option.removeprefix("--lang=")
        found = asked if asked in LANGUAGES and option.startswith("--lang") else found
    return found


def _speak(ctx: click.Context, option: click.Parameter, value: str) -> str:
    """Keep the language of a command, for whatever it may have to tell."""
    ctx.meta[SPOKEN] = value if value in LANGUAGES else language()
    return value


@contextmanager
def at_once() -> Iterator[Callable[..., Any]]:
    """Give a function that does a step; what steps refuse is told together at the end.

    A step that is refused gives None, which nothing must use before the end.
    """
    from uisim.scenario.problems import ScenarioError

    told: list[Said] = []

    def step(do: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return do(*arguments)
        except (ScenarioError, ToldError) as error:
            told.append(error)
            return None

    yield step
    if told:
        raise AllError(told)


def told_of(place: object, do: Callable[..., Any], *arguments: Any) -> Any:
    """Do something; what is wrong is told with the option or the file that asked for it."""
    try:
        return do(*arguments)
    except ToldError as error:
        raise ToldError("{place}: {what}", place=place, what=error) from None


def overrides_of(settings: tuple[str, ...]) -> dict[str, object]:
    """Read what was set on the command line: value by dotted key."""
    overrides, told = _read(settings)
    if told:
        raise AllError(told)
    return overrides


def _read(settings: tuple[str, ...]) -> tuple[dict[str, object], list[Said]]:
    overrides: dict[str, object] = {}
    told: list[Said] = []
    for setting in settings:
        key, equals, value = setting.partition("=")
        key = key.strip()
        if not equals:
            told.append(
                ToldError(
                    "--set {setting}: write KEY=VALUE, for example law.contribution_rate=0.03",
                    setting=setting,
                )
            )
        elif key in overrides:
            told.append(ToldError("--set {setting}: {key} is set twice", setting=setting, key=key))
        else:
            overrides[key] = value.strip()
    return overrides, told


def load_scenario(
    path: Path, settings: tuple[str, ...], more: Mapping[str, object] = NOTHING
) -> Scenario:
    """Load a scenario; ScenarioError holds every error, AllError those of the settings too.

    more: what is laid over what was set, value by dotted key.
    """
    from uisim.scenario.file import load
    from uisim.scenario.problems import ScenarioError

    overrides, told = _read(settings)
    try:
        scenario = load(path, {**overrides, **more})
    except ScenarioError as error:
        raise (AllError([*told, error]) if told else error) from None
    if told:
        raise AllError(told)
    return scenario


def warn(problems: Iterable[Problem], lang: str) -> None:
    """Tell what is legal but odd, beside the results."""
    label = say("warning", lang)
    told = say("{name}: {value}", lang)
    for problem in problems:
        click.echo(told.format(name=label, value=problem.written(lang)), err=True)


def _try_out(folder: Path) -> None:
    """OSError if nothing can be written into a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder):
            pass
    except OSError as error:
        error.filename = str(folder)
        raise


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """End with exit code 2 if a file cannot be written; before any work if none can in ``out``.

    A folder that was made for what failed does not stay.
    """
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        _try_out(out)
        yield
    except ToldError:
        raise
    except OSError as error:
        refuse(unwritten(error, spoken()))
    finally:
        for folder in made:
            with suppress(OSError):  # it holds something, or could not be made
                folder.rmdir()


FILE = click.argument("file", type=click.Path(path_type=Path))
SET = click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Change a key.")
LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=language,
    is_eager=True,
    callback=_speak,
    help="Language of tables and messages.",
)
LANG_BOTH = click.option(
    "--lang",
    type=click.Choice([*LANGUAGES, "both"]),
    default=language,
    is_eager=True,
    callback=_speak,
    help="Language; both: one after the other.",
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
