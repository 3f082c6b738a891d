"""Words a person reads, in English and Chinese: written in English, translated by one catalogue.

`locale/zh.po` is a gettext catalogue; a test holds that no text given to `say` lacks its Chinese.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
LOCALE = Path(__file__).parent / "locale"


def language() -> str:
    """Language of the environment: zh if LANG begins so, else en."""
    return "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"


def say(text: str, language: str) -> str:
    """Text in a language; ``{name}`` fields stay, to be filled with `str.format` afterwards."""
    return text if language == "en" else catalogue(language)[text]


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Read the catalogue: translation by English text; FileNotFoundError for another language."""
    from babel.messages.pofile import read_po

    with open(LOCALE / f"{language}.po", encoding="utf-8") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}
