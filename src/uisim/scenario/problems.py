"""What is wrong with a scenario: every error at once, each with its place and its remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from uisim.words import say

COMMAND_LINE = "command line"
"""Stands for a file where a value was given with the command."""


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, order=True)
class Message:
    """What is wrong, in any language: a text of the catalogue and what fills it."""

    text: str
    """In English, with ``{fields}``."""
    fields: tuple[tuple[str, str], ...] = ()
    got: str = ""
    allowed: Words = Words("", "")
    near: str = ""
    """What was probably meant."""

    def written(self, lang: str) -> str:
        """Write ``what (got …; allowed …; did you mean …)``, leaving out what is not known."""
        said = say(self.text, lang).format(**dict(self.fields))
        allowed = self.allowed.zh if lang == "zh" else self.allowed.en
        return describe(said, got=self.got, allowed=allowed, near=self.near, lang=lang)


def describe(
    what: str, *, got: str = "", allowed: str = "", near: str = "", lang: str = "en"
) -> str:
    """Write ``what (got …; allowed …; did you mean …)``, leaving out what is not known."""
    parts = [
        say("{what} {value}", lang).format(what=label, value=value)
        for label, value in (
            (say("got", lang), got),
            (say("allowed", lang), allowed),
            (say("did you mean", lang), near),
        )
        if value
    ]
    if not parts:
        return what
    return say("{what} ({parts})", lang).format(what=what, parts=say("; ", lang).join(parts))


def wrong(
    text: str,
    *,
    got: str = "",
    allowed: Words | None = None,
    near: str = "",
    **fields: object,
) -> Message:
    """State what is wrong; the first argument is a text of the catalogue (`uisim.words`)."""
    filled = tuple((name, str(value)) for name, value in fields.items())
    return Message(text, filled, got, allowed or Words("", ""), near)


@dataclass(frozen=True, order=True)
class Problem:
    """One error of a scenario, or one oddity, where it stands and what would be right."""

    file: str
    """The file as the user named it, or `COMMAND_LINE`."""
    line: int
    """Counted from 1; 0 where the error has no line, as on the command line."""
    column: int
    """Counted from 1; 0 where the error has no column."""
    key: str
    """Dotted key as it was written; empty where the file as a whole is meant."""
    message: Message

    def __str__(self) -> str:
        """Write it in English."""
        return self.written("en")

    def written(self, lang: str) -> str:
        """Write ``file:line:column: key: message``."""
        file = say("command line", lang) if self.file == COMMAND_LINE else self.file
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        said = self.message.written(lang)
        line = ": ".join(part for part in (place, self.key, said) if part)
        return "".join(char if char.isprintable() else "?" for char in line)

    def as_json(self, lang: str) -> dict[str, str | int]:
        """Give its parts, the message in a language."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "key": self.key,
            "message": self.message.written(lang),
        }


class ScenarioError(Exception):
    """A scenario that cannot be loaded, with all its problems, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(self.written("en"))

    def written(self, lang: str, /) -> str:
        """Write all problems, a line each."""
        return "\n".join(problem.written(lang) for problem in self.problems)

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[list[Problem]]]:
        """Travel between processes with the problems, not only with their text."""
        return ScenarioError, (self.problems,)


def nearest(name: object, names: Iterable[str]) -> str:
    """Find the name that was probably meant; empty if none is close."""
    return _nearest(str(name)[:60], tuple(names))


@lru_cache(maxsize=10_000)
def _nearest(name: str, names: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(name, names, n=1, cutoff=0.6)), "")


def shown(value: object) -> str:
    """Write a value as it stands in a scenario file, shortened to one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "{…}"
        case str():
            return f"'{_short(value)}'"
        case Sequence():
            return _short("[" + ", ".join(map(shown, value[:60])) + "]")
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
