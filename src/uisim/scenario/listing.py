"""Every value of a scenario with its unit, its meaning and where it came from."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from uisim.scenario.blocks import Document
from uisim.scenario.forms import form_at, hints_of, is_block, unit_of
from uisim.scenario.layers import BEGINNING_WORD
from uisim.scenario.problems import Words
from uisim.scenario.resolved import as_plain, flow, is_leaf
from uisim.scenario.schema import Origin, Scenario

_NO_ORIGIN = Origin()


class Value(NamedTuple):
    """One value of a scenario, or one date of it."""

    key: str
    """Dotted key."""
    since: str
    """Month from which a dated value holds, or ``beginning``; empty if it has no dates."""
    value: Any
    unit: Words
    meaning: Words
    origin: Origin


def values(scenario: Scenario) -> Iterator[Value]:
    """List all values, in the order of the file, those of a dated key by month."""
    return _below(as_plain(scenario), scenario.origins, ())


def differences(one: Scenario, other: Scenario) -> Iterator[tuple[str, str, str]]:
    """List the keys at which two scenarios do something else: key and both values as written.

    A value that is not set at one of them is empty. Titles do nothing.
    """
    here, there = _written(one), _written(other)
    for key in dict.fromkeys((*here, *there)):
        if key.split(".")[0] not in _SAYS_ONLY and here.get(key) != there.get(key):
            yield key, here.get(key, ""), there.get(key, "")


_SAYS_ONLY = ("title", "about")
"""Blocks that say something about a scenario and change nothing in it."""


def described(loc: tuple[str, ...]) -> Words:
    """Meaning of a key, as its class has it; nothing for an entry of a table."""
    above = form_at(Document, loc[:-1])
    if not is_block(above) or loc[-1] not in hints_of(above):
        return Words("", "")
    fields = above.model_fields.items()
    field = next(field for name, field in fields if (field.alias or name) == loc[-1])
    return Words(field.description, field.json_schema_extra["zh"])


def _below(
    plain: Mapping[str, Any], origins: Mapping[str, Origin], above: tuple[str, ...]
) -> Iterator[Value]:
    for name, value in plain.items():
        loc = (*above, name)
        key = ".".join(loc)
        form = form_at(Document, loc)
        months = isinstance(value, Mapping) and any(_is_date(month) for month in value)
        if months:
            for month, entry in value.items():
                dated = key if month == BEGINNING_WORD else f"{key}.{month}"
                origin = origins.get(dated, _NO_ORIGIN)
                yield Value(key, month, entry, unit_of(form), described(loc), origin)
        elif isinstance(value, Mapping) and not is_leaf(value):
            yield from _below(value, origins, loc)
        else:
            origin = origins.get(key, _NO_ORIGIN)
            yield Value(key, "", value, unit_of(form), described(loc), origin)


def _is_date(name: str) -> bool:
    return name[:1].isdigit() or name == BEGINNING_WORD


def _written(scenario: Scenario) -> dict[str, str]:
    """Each key's value as a file may have it, dates included."""
    written: dict[str, str] = {}
    for value in values(scenario):
        if value.since and value.key in written:
            written[value.key] = f"{written[value.key][:-1]}, {value.since}: {flow(value.value)}}}"
        elif value.since:
            written[value.key] = f"{{{value.since}: {flow(value.value)}}}"
        else:
            written[value.key] = flow(value.value)
    return written
