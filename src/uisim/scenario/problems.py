"""What is wrong with a scenario: every error at once, each with its place and its remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

COMMAND_LINE = "command line"
"""Stands for a file where a value was given with the command."""


@dataclass(frozen=True, order=True)
class Problem:
    """One error of a scenario, where it stands and what would be right."""

    file: str
    """The file as the user named it, or `COMMAND_LINE`."""
    line: int
    """Counted from 1; 0 where the error has no line, as on the command line."""
    column: int
    """Counted from 1; 0 where the error has no column."""
    key: str
    """Dotted key as it was written; empty where the file as a whole is meant."""
    message: str

    def __str__(self) -> str:
        """Write ``file:line:column: key: message``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        line = ": ".join(part for part in (place, self.key, self.message) if part)
        return "".join(char if char.isprintable() else "?" for char in line)


class ScenarioError(Exception):
    """A scenario that cannot be loaded, with all its problems, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[list[Problem]]]:
        """Travel between processes with the problems, not only with their text."""
        return ScenarioError, (self.problems,)


def describe(what: str, *, got: str = "", allowed: str = "", near: str = "") -> str:
    """Write ``what (got …; allowed …; did you mean …)``, leaving out what is not known."""
    parts = [
        f"{label} {text}"
        for label, text in (("got", got), ("allowed", allowed), ("did you mean", near))
        if text
    ]
    return f"{what} ({'; '.join(parts)})" if parts else what


def nearest(name: object, names: Iterable[str]) -> str:
    """Find the name that was probably meant; empty if none is close."""
    return next(iter(get_close_matches(str(name), list(names), n=1, cutoff=0.6)), "")


def shown(value: object) -> str:
    """Write a value as it stands in a scenario file, shortened to one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case str():
            return f"'{_short(value)}'"
        case Sequence():
            return _short("[" + ", ".join(map(shown, value)) + "]")
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
