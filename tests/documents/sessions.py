"""What a page shows in its console blocks: commands, and what they printed.

A block holds one command after ``$``, continued after a backslash, and its output. A comment
before it says how: ``slow``, and which lines are shown, ``from TEXT`` and ``until TEXT``: the first
line with the one text to before the next with the other. A block of YAML that begins with
``# file: NAME`` is a file that the commands after it may name.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from uisim.cli import main

ROOT = Path(__file__).parents[2]
WIDTH = "88"
FENCED = re.compile(
    r"(?:<!-- (?P<how>[^\n]*) -->\n)?```(?P<form>console|yaml)\n(?P<body>.*?)```\n", re.DOTALL
)
FILE = re.compile(r"# file: (\S+)\n")
HOW = re.compile(r"(?P<slow>slow)?(?:; )?(?:from (?P<first>.+?))?(?: ?until (?P<last>.+))?")


@dataclass(frozen=True)
class Block:
    """A command of a page with the output shown, or a file to write."""

    command: str
    shown: str
    slow: bool = False
    first: str = ""
    last: str = ""
    file: str = ""

    def run(self, lang: str) -> str:
        """Run the command where we are; the lines of its output that the page shows."""
        words = shlex.split(self.command)
        assert words[0] == "uisim", self.command
        told = CliRunner(env={"COLUMNS": WIDTH, "LANG": LOCALES[lang]}).invoke(main, words[1:])
        assert told.exit_code in (0, 2) and not isinstance(told.exception, Exception), told.output
        return self.of(told.output)

    def of(self, output: str) -> str:
        """Keep the lines from the first with one text to before the next with the other."""
        lines = [line.rstrip() for line in output.strip("\n").splitlines()]
        begin = next((i for i, line in enumerate(lines) if self.first in line), len(lines))
        later = range(begin + 1, len(lines))
        end = next((i for i in later if self.last and self.last in lines[i]), len(lines))
        shown = "\n".join(lines[begin:end]).rstrip("\n")
        return f"{shown}\n" if shown else ""


LOCALES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}


def blocks(text: str) -> Iterator[tuple[re.Match[str], Block]]:
    """Find the blocks of a page that are run or written, each with its place."""
    for found in FENCED.finditer(text):
        how = HOW.fullmatch(found["how"] or "")
        assert how, f"what does {found['how']!r} say?"
        file = FILE.match(found["body"])
        if found["form"] == "console":
            command, shown = _parted(found["body"])
            slow, first, last = how["slow"] is not None, how["first"] or "", how["last"] or ""
            yield found, Block(command, shown, slow, first, last)
        elif file:
            yield found, Block("", found["body"], file=file[1])


def _parted(body: str) -> tuple[str, str]:
    """Part a block into its command, in one line, and what it shows."""
    assert body.startswith("$ "), body
    command, shown = re.fullmatch(r"((?:[^\n]*\\\n)*[^\n]*)\n?(.*)", body[2:], re.DOTALL).groups()
    return re.sub(r"\\\n\s*", "", command), shown


def approved(text: str, printed: dict[Block, str]) -> str:
    """The page with what was printed now."""
    for found, block in reversed(list(blocks(text))):
        if block in printed:
            body = found["body"]
            head = body[: len(body) - len(block.shown)]
            start, end = found.span("body")
            text = text[:start] + head + printed[block] + text[end:]
    return text
