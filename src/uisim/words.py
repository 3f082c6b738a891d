"""Words a person reads, in English and Chinese: written in English, translated by one catalogue.

`locale/zh.po` is a gettext catalogue; a test holds that no text given to `say` lacks its Chinese.
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Protocol, runtime_checkable

LANGUAGES = ("en", "zh")
LOCALE = Path(__file__).parent / "locale"
LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the locale of messages, as POSIX ranks them: the first not empty holds."""
LATIN = re.compile("[A-Za-z]")


def language() -> str:
    """Language of the environment: zh if the locale of messages begins so, else en."""
    first = next(filter(None, map(os.environ.get, LOCALE_NAMES)), "")
    return "zh" if first.lower().startswith("zh") else "en"


def say(text: str, language: str) -> str:
    """Text in a language; ``{name}`` fields stay, to be filled with `str.format` afterwards."""
    return text if language == "en" else catalogue(language)[text]


def of_grade(grade: str, language: str) -> str:
    """Grade of evidence in a language: its letter, and what kind of text it was found in."""
    kinds = {
        "A (secondary)": say("A (secondary)", language),
        "A (draft)": say("A (draft)", language),
    }
    return kinds.get(grade, grade)


def of_table(text: str, language: str) -> str:
    """Text of a table of the law in a language; what is in Chinese already stays."""
    return say(text, language) if LATIN.search(text) else text


@runtime_checkable
class Said(Protocol):
    """What can be written in any language."""

    def written(self, language: str, /) -> str:
        """Write it in a language."""


class ToldError(ValueError):
    """What is wrong, in any language: a text of the catalogue and what fills its ``{fields}``.

    near: what was probably meant. `str` gives it in English.
    """

    def __init__(self, text: str, near: str = "", /, **fields: object) -> None:
        self.text, self.near, self.fields = text, near, fields
        super().__init__(self.written("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with its parts, not only with its text."""
        return partial(type(self), self.text, self.near, **self.fields), ()

    def written(self, language: str) -> str:
        """Write it in a language."""
        filled = {
            name: value.written(language) if isinstance(value, Said) else value
            for name, value in self.fields.items()
        }
        said = say(self.text, language).format(**filled)
        hint = say("(did you mean {near}?)", language).format(near=self.near)
        return f"{said} {hint}" if self.near else said


class AllError(ToldError):
    """All that is wrong, a line each, the same line once."""

    def __init__(self, told: Iterable[Said]) -> None:
        self.told = tuple(told)
        ValueError.__init__(self, self.written("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with its parts."""
        return type(self), (self.told,)

    def written(self, language: str) -> str:
        """Write it in a language."""
        lines = (line for one in self.told for line in one.written(language).splitlines())
        return "\n".join(dict.fromkeys(lines))


class UndefinedError(ToldError, ArithmeticError):
    """A figure that a study needs is not defined in what it played."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Read the catalogue: translation by English text; FileNotFoundError for another language."""
    from babel.messages.pofile import read_po

    with open(LOCALE / f"{language}.po", encoding="utf-8") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}
