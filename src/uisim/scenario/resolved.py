"""Writes a scenario out whole: every value, and beside it where it came from."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML

from uisim.scenario.assemble import simulated_cities
from uisim.scenario.layers import BEGINNING_WORD
from uisim.scenario.quantities import Block
from uisim.scenario.schema import Dated, Origin, Scenario, Uncertain
from uisim.units import format_month

_BARE = re.compile(r"(?!true$|false$|null$)[a-z][a-z_]*|\d{4}-\d\d")
"""Texts that YAML reads as texts without quotes: names and months."""


def resolved_yaml(scenario: Scenario) -> str:
    """Write the whole scenario as a file that loads to an equal one."""
    lines = [f"# {scenario.name}: every value of the scenario, and where it came from"]
    return "\n".join([*lines, *_lines(as_plain(scenario), scenario.origins, "", 0)]) + "\n"


def as_plain(scenario: Scenario) -> dict[str, Any]:
    """Turn all values (not the name, not the origins) into what JSON can hold, as in a file."""
    plain: dict[str, Any] = {
        "title": _plain(scenario.title),
        "about": _plain(scenario.about),
        "projection": _plain(scenario.projection),
        "population": _plain(scenario.population),
        "work": _plain(scenario.work),
        "economy": _plain(scenario.economy) | {"force_majeure": list(_force_majeure(scenario))},
    }
    for dotted, dated in scenario.dated.items():
        *blocks, name = dotted.split(".")
        below = plain
        for block in blocks:
            below = below.setdefault(block, {})
        below[name] = _plain(dated)
    plain["law"]["scheme_ends"] = _month(scenario.scheme_ends)
    plain["fund"]["opening_balance_yuan"] = scenario.opening_balance_yuan
    plain["uncertain"] = _plain(scenario.uncertain)
    return plain


def _force_majeure(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Shocks as in a file; one that strikes all cities simulated names none, whichever they are."""
    everywhere = simulated_cities(scenario.population, scenario.projection)
    for shock in scenario.economy.force_majeure:
        plain: dict[str, Any] = _plain(shock)
        if shock.cities == everywhere:
            del plain["cities"]
        yield plain


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        return _plain(value.model_dump(by_alias=True, exclude_none=isinstance(value, Uncertain)))
    if isinstance(value, Dated):
        if len(value.values) == 1 and value.values[0][0] is None:
            return _plain(value.values[0][1])
        return {_month(month) or BEGINNING_WORD: _plain(item) for month, item in value.values}
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _month(month: int | None) -> str | None:
    return None if month is None else format_month(month)


def _lines(
    plain: Mapping[str, Any], origins: Mapping[str, Origin], key: str, depth: int
) -> Iterator[str]:
    for name, value in plain.items():
        dotted = f"{key}.{name}" if key else name
        lead = f"{'  ' * depth}{name}:"
        origin = origins.get(dotted.removesuffix(f".{BEGINNING_WORD}"))
        if isinstance(value, Mapping) and value and not is_leaf(value):
            yield lead
            yield from _lines(value, origins, dotted, depth + 1)
        else:
            comment = f"  # {origin_text(origin)}" if origin else ""
            yield f"{lead} {flow(value)}{comment}"


def is_leaf(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is one value, as a reading with its number is."""
    return not set(value).isdisjoint({"any_within_months", "steps", "low", "mean", "values"})


def read_flow(text: str) -> Any:
    """Read what `flow` has written."""
    return YAML(typ="safe", pure=True).load(text)


def flow(value: Any) -> str:
    """Write a value in one line, as a scenario file may have it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _BARE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def origin_text(origin: Origin) -> str:
    """Say in one line where a value comes from: file and line, article or table, grade."""
    table = "the table of the cities" if origin.table == "cities" else origin.table
    parts = [
        f"{origin.file}:{origin.line}" if origin.line else origin.file,
        table or ("" if origin.file else "default"),
        f"grade {origin.grade}" if origin.grade else "",
        origin.source,
        origin.note,
    ]
    line = " ".join("; ".join(part for part in parts if part).split())
    return "".join(char if char.isprintable() else "?" for char in line)
