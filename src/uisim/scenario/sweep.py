"""What a sweep varies, as a person writes it: values, points of a range, a range to draw from.

    law.contribution_rate: 0.005:0.03:6     six points from 0.005 to 0.03, ends included
    law.waiting_months: 0,1,2               these values (in a file also [0, 1, 2])
    joining.cost_salience: 0.1:0.5          a range, to be sampled
    projection.represents: 1000             one value, the same in every cell

The block `sweep:` of a scenario file holds these under `set:`, and `sample:` beside it. It holds
for that file alone, and `uisim run` passes it by.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

from uisim.scenario.problems import COMMAND_LINE, Problem, Words, nearest, shown, wrong
from uisim.scenario.tree import Node, read_tree
from uisim.words import AllError, ToldError

_NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)"
_RANGE = re.compile(rf"\s*{_NUMBER}\s*:\s*{_NUMBER}\s*(?::\s*(\d{{1,6}})\s*)?")
_KEYS: Final = ("set", "sample")
_METHODS: Final = ("sobol", "lhs", "morris", "tornado")
_SAMPLE = re.compile(r"([a-z]+)(?::(\d{1,6}))?")


class Sample(NamedTuple):
    """How ranges are sampled: `sobol`, `lhs` or `morris` with a size, or `tornado` (size 0)."""

    method: str
    size: int

    def __str__(self) -> str:
        """Write the sample as it is read."""
        return f"{self.method}:{self.size}" if self.size else self.method


@dataclass(frozen=True)
class Asked:
    """What is varied.

    fixed: one value for all cells, by dotted key. grid: the values of each key of the grid.
    ranges: low and high of what is sampled.
    """

    fixed: Mapping[str, Any]
    grid: Mapping[str, tuple[Any, ...]]
    ranges: Mapping[str, tuple[float, float]]
    sample: Sample | None


class SweepError(ToldError):
    """What is wrong with a sweep that cannot be played."""


def read_sweep(path: Path, settings: Mapping[str, object], sample: str | None) -> Asked:
    """Read what is varied: the file's block `sweep:`, and over it what the command line says.

    settings: text by dotted key. SweepError holds everything that is wrong.
    """
    problems: list[ToldError] = []
    found: dict[str, tuple[object, Any]] = {}
    written = _block(path, problems)
    if sample is None and "sample" in written.items:
        node = written.items["sample"]
        place = f"{node.file}:{node.line}:{node.column}: sweep.sample"
        chosen = _sample(str(node.plain()), place, problems)
    else:
        chosen = _sample(sample, "--sample", problems) if sample else None
    keys = written.items["set"].items if "set" in written.items else {}
    for key, node in keys.items():
        found[str(key)] = (f"{node.file}:{node.line}:{node.column}", node.plain())
    for key, text in settings.items():
        found[key] = (SweepError("command line"), text)
    asked = Asked({}, {}, {}, chosen)
    for key, (at, value) in found.items():
        problems += [
            SweepError("{place}: {key}: {what}", place=at, key=key, what=what)
            for what in _add(asked, key, value)
        ]
    if problems:
        raise SweepError("{what}", what=AllError(problems))
    return asked


def _block(path: Path, problems: list[ToldError]) -> Node:
    """The block `sweep:` of a file that has been loaded already; empty where there is none."""
    unread: list[Problem] = []
    root = read_tree(path.read_text(encoding="utf-8-sig"), str(path), unread)
    block = root.items.get("sweep") if root else None
    if block is None:
        return Node({}, str(path))
    for name, node in block.items.items():
        if name not in _KEYS:
            near = nearest(name, _KEYS)
            keys = " | ".join(_KEYS)
            unknown = wrong("unknown key", allowed=Words(keys, keys), near=near)
            problems.append(_told(node.problem(unknown, at_key=True)))
    for node in (block, block.items.get("set", Node({}, ""))):
        if not isinstance(node.value, dict):
            problems.append(_told(node.problem(wrong("not a mapping", got=shown(node.plain())))))
    return block


def _told(problem: Problem) -> SweepError:
    return SweepError("{what}", what=problem)


def _sample(text: str, place: str, problems: list[ToldError]) -> Sample | None:
    match = _SAMPLE.fullmatch(text.strip())
    method, size = match.groups() if match else (text, None)
    if method not in _METHODS:
        near = nearest(method, _METHODS)
        problems.append(
            SweepError(
                "{place}: {text!r} is no sample: write sobol:256, lhs:200, morris:20 or tornado",
                near,
                place=place,
                text=text,
            )
        )
    elif (method == "tornado") != (size is None) or size == "0":
        told = (
            SweepError("{place}: {text!r}: tornado takes no size", place=place, text=text)
            if method == "tornado"
            else SweepError(
                "{place}: {text!r}: {method} takes a size, such as {method}:256",
                place=place,
                text=text,
                method=method,
            )
        )
        problems.append(told)
    elif method == "sobol" and int(size or 0).bit_count() != 1:
        below = 1 << int(size or 0).bit_length() - 1
        problems.append(
            SweepError(
                "{place}: {text!r}: sobol takes a power of 2, such as {below} or {above}",
                place=place,
                text=text,
                below=below,
                above=2 * below,
            )
        )
    else:
        return Sample(method, int(size or 0))
    return None


def _add(asked: Asked, key: str, value: Any) -> Iterator[ToldError]:
    """Sort a key's values in, or say what is wrong with them."""
    fixed, grid, ranges = asked.fixed, asked.grid, asked.ranges
    assert isinstance(fixed, dict) and isinstance(grid, dict) and isinstance(ranges, dict)
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        values = _values(value)
        if len(values) == 1:
            fixed[key] = values[0]
        elif len({repr(one) for one in values}) < len(values):
            yield SweepError("a value is written twice (got {value})", value=shown(value))
        else:
            grid[key] = values
        return
    low, high, points = match.groups()
    if Fraction(low) >= Fraction(high):
        yield SweepError("the range has to rise (got {value})", value=value)
    elif points is None:
        ranges[key] = (_number(low), _number(high))
        if asked.sample is None:
            yield SweepError(
                "a range needs a number of points, {value}:6, or --sample", value=value
            )
    elif int(points) < 2:
        yield SweepError("a range has at least 2 points (got {points})", points=points)
    else:
        step = (Fraction(high) - Fraction(low)) / (int(points) - 1)
        at = [Fraction(low) + n * step for n in range(int(points))]
        whole = all(isinstance(_number(end), int) for end in (low, high))
        whole = whole and all(one.denominator == 1 for one in at)
        grid[key] = tuple(int(one) if whole else float(one) for one in at)


def _number(text: str) -> float:
    """Read a number: whole if it is written so."""
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


def _values(value: Any) -> tuple[Any, ...]:
    """Values between commas, as a file would have them; a text that is no list is one value."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        return (value,)
    unread: list[Problem] = []
    node = read_tree(f"[{value}]", COMMAND_LINE, unread)
    values = node.plain() if node is not None and not unread else ()
    return values if len(values) > 1 else (value,)
