"""What a key of a scenario means, in the words of its schema or of the law's tables."""

import re
from collections.abc import Iterator
from functools import cache
from inspect import isclass
from typing import Final, NamedTuple

from uisim.law.tables import law_parameters
from uisim.report.figures import PERCENT
from uisim.scenario.blocks import Document, Uncertain
from uisim.scenario.forms import form_at, unit_of
from uisim.scenario.problems import Words
from uisim.scenario.quantities import KINDS, Block

SIGNIFICANT: Final = 4
WHOLE: Final = 10**SIGNIFICANT


class Meaning(NamedTuple):
    """A key's meaning in both languages."""

    en: str
    zh: str


@cache
def meanings() -> dict[str, Meaning]:
    """Meaning of every key of a scenario, by its dotted name; the law names its own."""
    law = {f"law.{key}": Meaning(one.name_en, one.name_zh) for key, one in law_parameters().items()}
    return dict(_below(Document, "")) | law


def meaning(key: str, lang: str) -> str:
    """Say what a key means; of an entry (a city, a date) the key above, of a block its first.

    ``work.all`` and ``work.*`` stand for any kind of work.
    """
    known = meanings()
    key = _of_one_kind(key)
    if key not in known:
        key = next((one for one in known if one.startswith(f"{key}.")), key)
    while key not in known and "." in key:
        key = key.rpartition(".")[0]
    found = known[key]
    return found.zh if lang == "zh" else found.en


def in_lines(key: str, width: int) -> str:
    """Break a key behind dots and underscores into lines, none longer than ``width`` if it can."""
    lines = [""]
    for part in re.findall(r"[^._]*[._]|[^._]+", key):
        if lines[-1] and len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def rounded(value: float) -> float:
    """Round to four digits, or to a whole number if that has more."""
    return round(value) if abs(value) >= WHOLE else float(f"{value:.{SIGNIFICANT}g}")


def amount(key: str, value: float) -> str:
    """Write a number of a key: a share in per cent, others with commas if they have a unit."""
    if is_share(key):
        return f"{PERCENT * value:.6g} %"
    return f"{value:,.15g}" if unit(key).en else f"{value:.15g}"


def part_of_range(name: str, lang: str) -> str:
    """Say what a number of a distribution is: its low or high end, mode or mean."""
    found = dict(_below(Uncertain, ""))[name]
    return found.zh if lang == "zh" else found.en


@cache
def unit(key: str) -> Words:
    """Unit of the values of a key, or what kind of value they are; of a date's, of its key."""
    above, _, last = key.rpartition(".")
    undated = above if last[:1].isdigit() else key
    return unit_of(form_at(Document, tuple(_of_one_kind(undated).split("."))))


def is_share(key: str) -> bool:
    """Whether the values of a key are shares of something."""
    return unit(key).en == "share"


def _of_one_kind(key: str) -> str:
    """Name a key of all kinds of work as that of the first."""
    return re.sub(r"^work\.(all|\*)", f"work.{KINDS[0]}", key)


def _below(block: type[Block], above: str) -> Iterator[tuple[str, Meaning]]:
    for name, field in block.model_fields.items():
        key = f"{above}.{name}" if above else name
        if isclass(field.annotation) and issubclass(field.annotation, Block):
            yield from _below(field.annotation, key)
        elif isinstance(field.json_schema_extra, dict):
            yield key, Meaning(str(field.description), str(field.json_schema_extra["zh"]))
