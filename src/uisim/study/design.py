"""The cells of a sweep: a grid of chosen values, crossed with a sample of what is uncertain.

The same design gives the same cells in the same order, the grid's last key and then the sample's
points running fastest. Samples are drawn in shares, from 0 to 1, of each key's distribution.
"""

import hashlib
import itertools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.scenario.file import load
from uisim.scenario.problems import Problem, ScenarioError
from uisim.scenario.resolved import as_plain
from uisim.scenario.schema import Scenario, Uncertain
from uisim.scenario.sweep import Asked, Sample, SweepError
from uisim.study.uncertain import is_whole, value_at
from uisim.words import AllError, ToldError

CELLS_MAX: Final = 100_000
PROBLEMS_MAX: Final = 20
"""Errors printed of cells whose values do not go together."""
MORRIS_LEVELS: Final = 4
TAILS: Final = (0.05, 0.95)
"""Shares that stand for low and high where a distribution has no ends."""

Values = dict[str, Any]
"""Value by dotted key; a key left out has the scenario's own."""


@dataclass(frozen=True)
class Design:
    """What is varied, and how.

    fixed: the same in every cell. grid: values of each chosen key. drawn: distribution of each
    sampled key; whole: those of them that hold whole numbers. seed: of the sample. dated: of keys
    of the grid that are given by month or by name, each value as it then stands in the scenario.
    """

    fixed: Mapping[str, Any]
    grid: Mapping[str, tuple[Any, ...]]
    drawn: Mapping[str, Uncertain]
    whole: frozenset[str]
    sample: Sample | None
    seed: int
    dated: Mapping[str, tuple[Any, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys that differ between cells, those of the grid first."""
        return (*self.grid, *self.drawn)

    def grid_points(self) -> list[Values]:
        """Every combination of the grid's values."""
        return [
            dict(zip(self.grid, values, strict=True))
            for values in itertools.product(*self.grid.values())
        ]

    def drawn_points(self) -> list[Values]:
        """Values of the sampled keys at each point; one point without any if none is sampled."""
        if self.sample is None:
            return [{}]
        if self.sample.method == "tornado":
            ends = [{key: end} for key in self.drawn for end in self.ends(key)]
            return [{}, *ends]
        return [
            {key: self._value(key, share) for key, share in zip(self.drawn, point, strict=True)}
            for point in shares(self.sample, len(self.drawn), self.seed).tolist()
        ]

    def cells(self) -> list[Values]:
        """Values of each cell, without the fixed ones."""
        points = self.drawn_points()
        return [{**chosen, **drawn} for chosen in self.grid_points() for drawn in points]

    def laid(self, values: Values) -> Values:
        """What is laid over the scenario for a cell: what is fixed, and the cell's whole values."""
        whole = {
            key: all_of[self.grid[key].index(values[key])] for key, all_of in self.dated.items()
        }
        return {**self.fixed, **values, **whole}

    def ends(self, key: str) -> tuple[Any, ...]:
        """Low and high of a sampled key, or every value of a list."""
        entry = self.drawn[key]
        if entry.values is not None:
            return entry.values
        if entry.low is not None and entry.high is not None:
            ends = entry.low, entry.high
            return tuple(map(round, ends)) if key in self.whole else ends
        return tuple(value_at(entry, share, key in self.whole) for share in TAILS)

    def _value(self, key: str, share: float) -> Any:
        entry, whole = self.drawn[key], key in self.whole
        within = math.nextafter(1, 0) if whole or entry.values is not None else 1.0
        return value_at(entry, min(share, within), whole)

    def as_plain(self) -> dict[str, Any]:
        """What JSON can hold of the design; the hash is that of all cells' values."""
        cells = self.cells()
        return {
            "fixed": dict(self.fixed),
            "grid": {key: list(values) for key, values in self.grid.items()},
            "sampled": {
                key: entry.model_dump(exclude_none=True) for key, entry in self.drawn.items()
            },
            "sample": None if self.sample is None else self.sample._asdict(),
            "seed": self.seed,
            "dated": {key: list(values) for key, values in self.dated.items()},
            "cells": len(cells),
            "sha256": hashlib.sha256(written(cells).encode()).hexdigest(),
        }


def shares(sample: Sample, keys: int, seed: int) -> NDArray[np.float64]:
    """Points of a sample as SALib draws them: float64[points, keys], from 0 to 1."""
    from SALib.sample import latin, morris, sobol

    problem = salib_problem(keys)
    if sample.method == "sobol":
        return sobol.sample(problem, sample.size, calc_second_order=False, seed=seed)
    if sample.method == "morris":
        return morris.sample(problem, sample.size, num_levels=MORRIS_LEVELS, seed=seed)
    return latin.sample(problem, sample.size, seed=seed)


def salib_problem(keys: int) -> dict[str, Any]:
    """State so many keys as SALib does; each runs from 0 to 1."""
    return {
        "num_vars": keys,
        "names": [f"x{number}" for number in range(keys)],
        "bounds": [[0.0, 1.0]] * keys,
    }


def written(value: Any) -> str:
    """Write a value as JSON."""
    return json.dumps(value, ensure_ascii=False)


def design_of(path: Path, asked: Asked) -> tuple[Design, Scenario]:
    """Make the design and the scenario that its cells change; check all values, one by one.

    ScenarioError holds every value that its key does not allow; SweepError says what cannot be
    sampled.
    """
    uncertain = {"uncertain": dict(asked.ranges)} if asked.ranges else {}
    singly = [{key: value} for key, values in asked.grid.items() for value in values]
    scenario = _all_loaded(path, [{**asked.fixed, **uncertain, **one} for one in singly or [{}]])
    drawn: dict[str, Uncertain] = {}
    if asked.sample is not None:
        drawn = {key: scenario.uncertain[key] for key in asked.ranges or scenario.uncertain}
        if not drawn:
            raise SweepError(
                "--sample {sample}: nothing to sample; give a range, --set KEY=LOW:HIGH, or write "
                "`uncertain:` in the scenario",
                sample=asked.sample,
            )
    own = load(path, asked.fixed)
    design = designed(own, asked, drawn, _dated(path, asked))
    _refuse_what_cannot_be(design)
    return design, own


def designed(
    own: Scenario,
    asked: Asked,
    drawn: Mapping[str, Uncertain],
    dated: Mapping[str, tuple[Any, ...]],
) -> Design:
    """Put a design together; ``own`` is the scenario that its cells change."""
    plain, seed = as_plain(own), own.projection.seed
    whole = frozenset(key for key in drawn if is_whole(plain, key.split(".")))
    return Design(asked.fixed, asked.grid, drawn, whole, asked.sample, seed, dated)


def own_value(plain: Mapping[str, Any], key: str) -> Any:
    """Find the value of a dotted key in a scenario; None for a key that stands for several."""
    found: Any = plain
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _dated(path: Path, asked: Asked) -> dict[str, tuple[Any, ...]]:
    """Values of grid keys that merge with what the scenario holds, each as it then stands."""
    return {
        key: tuple(
            own_value(as_plain(load(path, {**asked.fixed, key: value})), key) for value in values
        )
        for key, values in asked.grid.items()
        if "all" not in key.split(".") and any(isinstance(value, Mapping) for value in values)
    }


def checked(
    path: Path, design: Design, cells: list[Values], advance: Callable[[int], None]
) -> None:
    """Load the scenario of every cell; SweepError names the cells and what is wrong."""
    found: list[ToldError] = []
    wrong = 0
    for number, values in enumerate(cells):
        try:
            load(path, design.laid(values))
        except ScenarioError as error:
            wrong += 1
            if len(found) < PROBLEMS_MAX:
                found += [
                    SweepError(
                        "cell {number} ({values}): {key}: {what}",
                        number=number,
                        values=said(values),
                        key=problem.key,
                        what=problem.message,
                    )
                    for problem in error.problems
                ]
        advance(1)
    if found:
        count = SweepError(
            "{wrong} of {cells} cells cannot be played", wrong=wrong, cells=len(cells)
        )
        raise SweepError("{what}", what=AllError([*found[:PROBLEMS_MAX], count]))


def said(values: Mapping[str, Any]) -> str:
    """Write a cell's values in one line."""
    return ", ".join(f"{key}={_bare(value)}" for key, value in values.items())


def _bare(value: Any) -> str:
    return value if isinstance(value, str) else written(value)


def _all_loaded(path: Path, all_overrides: list[Values]) -> Scenario:
    """Load with each of the overrides; every error of all at once."""
    problems: list[Problem] = []
    for overrides in all_overrides:
        try:
            scenario = load(path, overrides)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return scenario


def _refuse_what_cannot_be(design: Design) -> None:
    both = sorted(design.grid.keys() & design.drawn.keys())
    if both:
        raise SweepError("{key}: cannot be both in the grid and sampled", key=both[0])
    if design.sample is None and not design.grid:
        raise SweepError("nothing to vary: give --set KEY=LOW:HIGH:POINTS, KEY=A,B or --sample")
    method = "" if design.sample is None else design.sample.method
    for key, entry in design.drawn.items():
        if method == "morris" and entry.mean is not None and entry.low is None:
            raise SweepError(
                "uncertain: {key}: morris needs an end at both sides: low and high", key=key
            )
    size = 1 if design.sample is None else design.sample.size
    more = {"sobol": len(design.drawn) + 2, "morris": len(design.drawn) + 1}.get(method, 1)
    count = math.prod(map(len, design.grid.values())) * size * more
    if count > CELLS_MAX:
        raise SweepError("{count:,} cells are more than {most:,}", count=count, most=CELLS_MAX)
