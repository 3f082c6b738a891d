"""What a page is made of: sections of texts, tables and charts, whatever it is written to."""

from typing import Any, Literal, NamedTuple


class Text(NamedTuple):
    """A paragraph. headline, lead: of the answer; note: small; warning: must not be missed."""

    text: str
    kind: Literal["", "headline", "lead", "note", "warning"] = ""


class Sheet(NamedTuple):
    """A table of words and numbers already written out.

    texts: leading columns that hold words; the columns after them hold numbers.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1


class Chart(NamedTuple):
    """A chart: file name, what it shows in words, and its Vega-Lite specification."""

    name: str
    alt: str
    spec: dict[str, Any]


Block = Text | Sheet | Chart


class Section(NamedTuple):
    """A part of the report under one heading."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
