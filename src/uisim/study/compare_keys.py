"""How two scenarios differ: which keys, from which month on, and what lies between the two."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from uisim.scenario.file import load_plain
from uisim.scenario.resolved import as_plain
from uisim.scenario.schema import Scenario
from uisim.units import parse_month

PAIRED: Final = ("seed", "start", "months", "represents")
"""Keys of `projection` that have to be equal for the same lives to be lived twice."""
_SHOCKS: Final = {
    "economy.recessions": "from",
    "economy.closures": "month",
    "economy.force_majeure": "month",
}
"""Lists of what happens from a month on, and the name of that month."""


def values_by_key(scenario: Scenario) -> dict[str, Any]:
    """All values that lives or books read, as in a file, by dotted key."""
    plain = as_plain(scenario)
    dotted = [f"{block}.{name}" for block in ("population", "economy") for name in plain[block]]
    dotted += [f"work.{kind}.{name}" for kind, work in plain["work"].items() for name in work]
    dotted += [*scenario.dated, "law.scheme_ends", "fund.opening_balance_yuan"]
    return {key: _at(plain, key) for key in dotted}


def changed_keys(first: Scenario, second: Scenario) -> dict[str, tuple[Any, Any]]:
    """Both values of each key in which two scenarios differ, in the order of a file."""
    before, after = values_by_key(first), values_by_key(second)
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def first_changed_month(first: Scenario, second: Scenario) -> int | None:
    """First month (since the start) for which the keys of two scenarios differ; None: in none.

    A plain key that differs does so from the first month.
    """
    start, length = first.projection.start, first.projection.months
    months = []
    for key, (before, after) in changed_keys(first, second).items():
        if key in first.dated:
            one, other = first.dated[key], second.dated[key]
            at = (
                m
                for m in range(start, start + length)
                if one.entry_at(m)[1] != other.entry_at(m)[1]
            )
            # the month of a price says in whose money it is
            months.append(start if key == "law.medical_month_yuan" else next(at, start + length))
        elif key in _SHOCKS:
            lists = [json.dumps(shock) for shock in (*before, *after)]
            only = [json.loads(shock) for shock in lists if lists.count(shock) == 1]
            months += [parse_month(shock[_SHOCKS[key]]) for shock in only]
        elif key == "population.scheme_from":
            months += [
                parse_month(month)
                for city in before
                for month in (before[city], after[city])
                if month is not None and before[city] != after[city]
            ]
        elif key == "law.scheme_ends":
            months += [1 + parse_month(last) for last in (before, after) if last is not None]
        else:
            months.append(start)
    found = [max(0, month - start) for month in months if month < start + length]
    return min(found, default=None)


def between(first: Scenario, second: Scenario, keys: Iterable[str]) -> Scenario:
    """Scenario with the second's values for some keys and the first's for all others.

    It goes through the same door as a file: ScenarioError if these values do not go together.
    """
    plain, values = as_plain(first), values_by_key(second)
    for key in keys:
        *blocks, name = key.split(".")
        _at(plain, ".".join(blocks))[name] = values[key]
    return load_plain(plain, first.name)


def _at(plain: Mapping[str, Any], key: str) -> Any:
    found: Any = plain
    for name in key.split("."):
        found = found[name]
    return found
