"""Click's own words (usage, errors, headings), in the language of the reader.

Click asks gettext, which knows compiled catalogues only; its modules are given ours instead.
"""

from collections.abc import Mapping
from typing import Any, Final

from click import core, decorators, exceptions, formatting, parser, types
from rich.cells import cell_len

from uisim.cli import wide
from uisim.words import catalogue

MODULES = (core, decorators, exceptions, formatting, parser, types)
CLICK: Any = formatting
LAYOUTS: Final[dict[str, tuple[Any, ...]]] = {
    "en": (CLICK.wrap_text, CLICK.term_len, CLICK.HelpFormatter),
    "zh": (wide.wrapped, cell_len, wide.WideFormatter),
}
"""How help is laid out: what breaks lines, what counts columns, what writes headings."""


def let_click_speak(language: str) -> None:
    """Let click speak a language; what the catalogue lacks stays English."""
    known: Mapping[str, str] = {} if language == "en" else catalogue(language)

    def one(text: str) -> str:
        return known.get(text, text)

    def counted(text: str, texts: str, count: int) -> str:
        return one(text if count == 1 else texts)

    CLICK.wrap_text, CLICK.term_len, core.Context.formatter_class = LAYOUTS[language]
    for module in MODULES:
        for name, words in (("_", one), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, words)
