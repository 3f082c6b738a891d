"""What pages of HTML are laid out with."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Final

from uisim.report.drawing import FONT

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).parent / "templates"
HTML_LANGUAGE: Final = {"en": "en", "zh": "zh-Hans"}


def environment(*folders: Path) -> "Environment":
    """Make an environment that escapes what it is given and knows no undefined name.

    folders: where templates lie, beside those of the report.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals["chinese_font"] = chinese_font
    return pages


def chinese_font() -> str:
    """The font that is shipped, in Base64: a page in Chinese shows and prints on any machine."""
    return base64.b64encode(FONT.read_bytes()).decode("ascii")
