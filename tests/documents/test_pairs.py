"""Pages in English and Chinese: what both must have in common."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ZH = DOCS / "zh"
NAMES = [path.relative_to(ZH).as_posix() for path in sorted(ZH.rglob("*.md"))]
PAIRS = {name: (DOCS / name, ZH / name) for name in NAMES}
PAIRS |= {
    f"{folder}/README.md": (ROOT / folder / "README.md", ROOT / folder / "README.zh.md")
    for folder in (".", "results", "benchmarks", "benchmarks/peers")
}
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:uisim|python3? \S+\.py) [^`#\n]*[^`#\s]")


def commands(text):
    """Every command named, in a block or within a line, in order; without its comment."""
    spans = [found.strip("`") for found in re.findall(r"`[^`\n]+`", CODE.sub("", text))]
    lines = [line for block in CODE.findall(text) for line in block.splitlines()]
    return sorted(COMMAND.search(one)[0] for one in [*spans, *lines] if COMMAND.match(one))


def headings(text):
    return [line.partition(" ")[0] for line in CODE.sub("", text).splitlines() if line[:1] == "#"]


def rows(text):
    return sum(line.startswith("|") for line in CODE.sub("", text).splitlines())


@pytest.mark.parametrize("name", PAIRS)
def test_both_name_the_same_commands(name):
    english, chinese = (path.read_text("utf-8") for path in PAIRS[name])
    in_english, in_chinese = (
        sorted(one.replace("--lang en", "--lang zh") for one in commands(text))
        for text in (english, chinese)
    )
    assert in_english == in_chinese


@pytest.mark.parametrize("name", PAIRS)
def test_both_have_the_same_headings_and_tables(name):
    english, chinese = (path.read_text("utf-8") for path in PAIRS[name])
    assert headings(english) == headings(chinese)
    assert rows(english) == rows(chinese)


def test_the_readmes_name_more_than_a_few_commands():
    assert len(commands((ROOT / "README.md").read_text("utf-8"))) > 15


@pytest.mark.parametrize("docs", [DOCS, ZH])
def test_every_decision_is_listed(docs):
    listed = (docs / "decisions" / "README.md").read_text("utf-8")
    assert [
        path.name for path in (DOCS / "decisions").glob("0*.md") if path.name not in listed
    ] == []
