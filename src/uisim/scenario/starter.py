"""A commented scenario to start from: it changes nothing until a line loses its ``#``."""

from collections.abc import Iterator, Mapping
from typing import Any

from uisim.scenario.blocks import Document
from uisim.scenario.forms import form_at, is_block
from uisim.scenario.listing import described
from uisim.scenario.reference import limits_of
from uisim.scenario.resolved import as_plain, flow, is_leaf
from uisim.scenario.schema import Scenario
from uisim.words import say

SCHEMA_LINE = "# yaml-language-server: $schema="
"""How the first line of a scenario file names its schema to an editor."""
LEVERS = (
    "projection",
    "law",
    "joining",
    "membership",
    "declaring",
    "claiming",
    "economy",
    "fund",
)
"""Blocks that a starter writes out."""


def starter(name: str, parent: str, schema: str, scenario: Scenario, lang: str) -> str:
    """Write a starter.

    parent and schema: their files, relative to the new one; no parent: the built-in values.
    scenario: the parent, whose values are shown.
    """
    return "\n".join(_lines(name, parent, schema, as_plain(scenario), lang)) + "\n"


def _lines(
    name: str, parent: str, schema: str, plain: Mapping[str, Any], lang: str
) -> Iterator[str]:
    yield SCHEMA_LINE + schema
    yield "# " + say("Question: what does this scenario ask?", lang)
    yield f"title: {{en: {flow(name)}, zh: {flow(name)}}}"
    if parent:
        yield f"extends: {parent}"
    yield ""
    yield "# " + say("Nothing differs yet. Take away the # before a block's name", lang)
    yield "# " + say("and before the keys in it that shall differ.", lang)
    yield "# " + say("A date holds from the opening of its month:", lang) + " {2027-01: 0.03}"
    for block in LEVERS:
        yield ""
        yield f"# {block}:  # {_said((block,), lang)}"
        yield from _keys(plain[block], (block,), lang)


def _keys(plain: Mapping[str, Any], above: tuple[str, ...], lang: str) -> Iterator[str]:
    for name, value in plain.items():
        loc = (*above, name)
        lead = f"# {'  ' * len(above)}{name}:"
        if is_block(form_at(Document, loc)) and not is_leaf(value):
            yield f"{lead}  # {_said(loc, lang)}"
            yield from _keys(value, loc, lang)
        else:
            yield f"{lead} {flow(value)}  # {_said(loc, lang)}"


def _said(loc: tuple[str, ...], lang: str) -> str:
    """Meaning, range and unit of a key."""
    form = form_at(Document, loc)
    words = [described(loc)] if is_block(form) else [described(loc), limits_of(form)]
    return "; ".join(text for one in words if (text := one.zh if lang == "zh" else one.en))
