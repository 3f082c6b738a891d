"""Help in Chinese: lines broken by the columns that characters take on a terminal."""

import re
from collections.abc import Iterator
from typing import Final

from click import HelpFormatter
from rich.cells import cell_len

OPENING: Final = "（《「“"
CLOSING: Final = "，。；：、！？）》」”"
WIDE: Final = r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
PIECE: Final = re.compile(
    rf"\s+|[{OPENING}]*(?:(?![{OPENING}{CLOSING}])[{WIDE}]|[^\s{OPENING}{CLOSING}{WIDE}]+)?"
    rf"[{CLOSING}]*"
)
"""What stays on one line: a space, a word or a wide character, with the marks that go with it."""


class WideFormatter(HelpFormatter):
    """Writes headings with the colon of Chinese."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


def wrapped(
    text: str,
    width: int = 78,
    initial_indent: str = "",
    subsequent_indent: str = "",
    preserve_paragraphs: bool = False,
) -> str:
    """Break a text, or each of its paragraphs, into lines; takes the place of click's own."""
    paragraphs = text.split("\n\n") if preserve_paragraphs else [text]
    return "\n\n".join(
        "\n".join(
            _lines(re.sub(r"\s*\n\s*", " ", one.strip()), width, initial_indent, subsequent_indent)
        )
        for one in paragraphs
    )


def _lines(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    line, is_empty = first, True
    for piece in PIECE.findall(text):
        if not is_empty and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line, is_empty = rest, True
        if piece.strip() or not is_empty:
            line, is_empty = line + piece, False
    yield line.rstrip()
