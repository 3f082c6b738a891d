"""What pages of HTML are laid out with."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).parent / "templates"
HTML_LANGUAGE: Final = {"en": "en", "zh": "zh-Hans"}


def environment(*folders: Path) -> "Environment":
    """Make an environment that escapes what it is given and knows no undefined name.

    folders: where templates lie, beside those of the report.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
