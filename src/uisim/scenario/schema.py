"""A scenario as the rest of the project reads it: complete, checked and frozen.

The keys a file may hold, each with its range, unit, meaning and default, are in `blocks` and, for
what may change from month to month, in `rules` and `clauses`. Nothing behind the door checks them
again.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from uisim.scenario.blocks import (
    About,
    Closure,
    Economy,
    ForceMajeure,
    MinimumWage,
    Population,
    Projection,
    Recession,
    Title,
    Uncertain,
)
from uisim.scenario.problems import Problem
from uisim.scenario.quantities import BEGINNING
from uisim.scenario.work import Work

__all__ = [
    "About",
    "Closure",
    "Dated",
    "Economy",
    "ForceMajeure",
    "MinimumWage",
    "Origin",
    "Population",
    "Projection",
    "Recession",
    "Scenario",
    "Title",
    "Uncertain",
    "Work",
]


@dataclass(frozen=True)
class Dated:
    """A value by the month from which it holds, ascending; None: from the beginning."""

    values: tuple[tuple[int | None, Any], ...]

    def at(self, month: int) -> Any:
        """Value in force in a calendar month (absolute); before the first date, the first."""
        return self.entry_at(month)[1]

    def entry_at(self, month: int) -> tuple[int | None, Any]:
        """Date and value of the entry in force in a calendar month (absolute)."""
        later = bisect_right(self.values, month, key=lambda entry: entry[0] or BEGINNING)
        return self.values[max(0, later - 1)]


@dataclass(frozen=True)
class Origin:
    """Where a value comes from."""

    file: str = ""
    """Scenario file, relative to the scenario; empty for a built-in value."""
    line: int = 0
    """Line in that file, from 1."""
    table: str = ""
    """Article of the law or name of the table; empty if the value is not the table's."""
    grade: str = ""
    """Grade of the evidence; empty if the value is not the built-in one."""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Scenario:
    """One scenario, complete and checked. Two are equal when all their values are."""

    name: str = field(compare=False)
    """Stem of the file."""
    title: Title
    about: About
    projection: Projection
    population: Population
    work: Mapping[str, Work]
    """By kind of work, the self-employed last."""
    economy: Economy
    dated: Mapping[str, Dated]
    """By dotted key, such as ``law.multi_platform_rule.mode``."""
    scheme_ends: int | None
    """Last month of the scheme (absolute); None: it is renewed."""
    opening_balance_yuan: float
    uncertain: Mapping[str, Uncertain]
    """What studies may draw, by dotted key."""
    origins: Mapping[str, Origin] = field(compare=False)
    """By dotted key; an entry of a dated key has its month behind (``….2026-01``)."""
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    """What is legal but odd, in the order of the files."""
