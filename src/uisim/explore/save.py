"""Saves what is explored as a scenario file, which `uisim run` plays to the same figures."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from uisim.explore.desk import Question
from uisim.explore.estimate import Estimate
from uisim.report.figures import percent
from uisim.scenario.resolved import flow
from uisim.scenario.starter import SCHEMA_LINE
from uisim.words import say

SCHEMA: Final = "schema.json"
_NAME: Final = re.compile(r"[\w-]{1,60}")
BASELINE: Final = "baseline.yaml"


class NotSavedError(Exception):
    """Why a scenario was not saved."""


def save(name: str, question: Question, shown: Estimate, lang: str) -> Path:
    """Write a scenario beside the one it extends; NotSavedError if it cannot be, or is there.

    It states the sample and the replications of what is shown.
    """
    if _NAME.fullmatch(name) is None:
        what = say("A name is made of letters, digits, - and _ (got {name})", lang)
        raise NotSavedError(what.format(name=name[:80]))
    path = question.asked.file.parent / f"{name}.yaml"
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text_of(name, question, shown, lang))
    except FileExistsError:
        what = say("{file}: is there already; nothing was written", lang)
        raise NotSavedError(what.format(file=path)) from None
    except OSError as error:
        what = say("{file} cannot be written: {why}", lang)
        raise NotSavedError(what.format(file=path, why=error.strerror)) from None
    return path


def text_of(name: str, question: Question, shown: Estimate, lang: str) -> str:
    """Write the file."""
    return "\n".join(_lines(name, question, shown, lang)) + "\n"


def _lines(name: str, question: Question, shown: Estimate, lang: str) -> Iterator[str]:
    file = question.asked.file
    if (file.parent / SCHEMA).is_file():
        yield SCHEMA_LINE + SCHEMA
    yield "# " + say("Saved by uisim explore. uisim run plays the sample that was shown:", lang)
    rate = next(row.own for row in shown.rows if row.indicator == "break_even_rate")
    text = say("break-even rate {rate}, 95 % interval {low} to {high}", lang)
    ends = {"rate": rate.mean, "low": rate.low, "high": rate.high}
    yield "# " + text.format(**{end: percent(value, 3) for end, value in ends.items()})
    yield "# " + say("For the figures of everyone, take away the line projection.", lang)
    yield f"title: {{en: {flow(name)}, zh: {flow(name)}}}"
    yield f"extends: {file.name}"
    if question.chosen.about.against != BASELINE:
        yield f"about: {{against: {flow(question.chosen.about.against)}}}"
    projection = shown.scenario.projection
    yield (
        f"projection: {{seed: {projection.seed}, replications: {shown.replications}, "
        f"represents: {projection.represents}}}"
    )
    yield from _nested(_tree(question.overrides), 0)


def _tree(overrides: Mapping[str, str]) -> dict[str, Any]:
    """Values by dotted key as mappings of mappings."""
    tree: dict[str, Any] = {}
    for key, text in overrides.items():
        *blocks, name = key.split(".")
        below = tree
        for block in blocks:
            below = below.setdefault(block, {})
        below[name] = text
    return tree


def _nested(tree: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, below in tree.items():
        lead = f"{'  ' * depth}{name}:"
        if isinstance(below, str):
            yield f"{lead} {below}"
        else:
            yield lead
            yield from _nested(below, depth + 1)
