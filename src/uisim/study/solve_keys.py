"""Keys of a scenario as studies vary them: the value in force, a range to scan, the choices."""

from typing import Any, Final, NamedTuple, get_args

from uisim.scenario.blocks import Document
from uisim.scenario.forms import form_at, quantity_of
from uisim.scenario.quantities import Choice
from uisim.scenario.resolved import as_plain
from uisim.scenario.schema import Scenario

WIDTH: Final = 10
"""A range left out goes from a WIDTH-th of the value in force to WIDTH times it."""


class Range(NamedTuple):
    """Range of a key, ends included; whole: the key takes whole numbers only."""

    low: float
    high: float
    whole: bool


def value_of(scenario: Scenario, key: str) -> Any:
    """Value in force at the projection's start; None where the key has none of its own."""
    found: Any = as_plain(scenario)
    for name in _undated(key).split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if _undated(key) in scenario.dated:
        found = scenario.dated[_undated(key)].at(scenario.projection.start)
    return found


def range_of(scenario: Scenario, key: str) -> Range | None:
    """Range around the value in force, within its limits; None where it is 0 or no number."""
    value = value_of(scenario, key)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return None
    whole = isinstance(value, int)
    low, high = max(1, value // WIDTH) if whole else value / WIDTH, value * WIDTH
    allowed = quantity_of(form_at(Document, tuple(_undated(key).split("."))))
    if allowed is not None:
        low, high = max(low, allowed.low), min(high, allowed.high)
    return Range(low, high, whole)


def is_whole(scenario: Scenario, key: str) -> bool:
    """Whether a key takes whole numbers only."""
    return isinstance(value_of(scenario, key), int)


def choices(key: str) -> tuple[str, ...]:
    """Values from which a key is chosen, as a file writes them; none for a number or a text."""
    form: Any = Document
    for name in key.split("."):
        fields = getattr(form, "model_fields", {})
        form = fields[name].annotation if name in fields else None
    for inner in (form, *get_args(form)):
        for mark in getattr(inner, "__metadata__", ()):
            if isinstance(mark, Choice):
                return tuple(map(str, mark.names))
        if inner is bool:
            return ("false", "true")
    return ()


def _undated(key: str) -> str:
    """Key without the month from which a value holds."""
    block, _, last = key.rpartition(".")
    return block if last[:1].isdigit() else key
