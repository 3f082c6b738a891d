"""Which decision does least badly whatever the world: regret and satisficing over a sweep.

Some keys of a sweep are decided, the others are the world; a replication is a world of its own,
with its own luck. The regret of a decision in a world is what the best decision would have given
there more (Savage 1951; for simulated futures Lempert, Popper and Bankes, Shaping the Next One
Hundred Years, 2003).
"""

import operator
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.scenario.problems import nearest
from uisim.study.design import written
from uisim.study.sweep_kept import Kept, KeptError
from uisim.units import FEN

DECIDED: Final = ("law.", "fund.")
"""Blocks whose keys are decided unless it is said otherwise."""
_SIGNS: Final = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
_CONDITION = re.compile(r"\s*(<=|>=|<|>)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(yuan|%)?\s*")


class Condition(NamedTuple):
    """What satisfies, in the unit of the files."""

    holds: Callable[[Any, float], Any]
    number: float


def condition(text: str, unit: str) -> Condition:
    """Read what satisfies, such as ``>= 0 yuan``; KeptError if it cannot be read."""
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise KeptError("{text!r}: write <, <=, > or >= and a number, such as '>= 0'", text=text)
    sign, number, written_in = match.groups()
    if written_in == "yuan" and unit != "fen":
        raise KeptError("{text!r}: the indicator is no money, but in {unit}", text=text, unit=unit)
    return Condition(_SIGNS[sign], float(number) * {"yuan": FEN, "%": 0.01}.get(written_in, 1))


def regret(
    kept: Kept,
    decided: Sequence[str] = (),
    lower_is_better: bool = False,
    satisfied: Condition | None = None,
) -> list[dict[str, Any]]:
    """Table of decisions, the smallest largest regret first.

    decided: keys decided; left out, those of `law` and `fund`. KeptError if a decision was not
    played in every world.
    """
    keys = (*kept.grid, *kept.drawn)
    for key in decided:
        if key not in keys:
            near = nearest(key, keys)
            raise KeptError("{key} is not varied in this sweep", near, key=key)
    chosen = tuple(decided) or tuple(key for key in keys if key.startswith(DECIDED))
    if not chosen:
        raise KeptError("no key of `law` or `fund` is varied: say what is decided by --decide KEY")
    values, first_cells = _by_decision(kept, chosen)
    sign = -1.0 if lower_is_better else 1.0
    regrets = (sign * values).max(axis=0) - sign * values
    lines = []
    for row, cell in enumerate(first_cells):
        line: dict[str, Any] = {key: kept.cells[cell][key] for key in chosen}
        line["mean"] = float(values[row].mean())
        line["worst"] = float(sign * (sign * values[row]).min())
        line["mean_regret"] = float(regrets[row].mean())
        line["max_regret"] = float(regrets[row].max())
        if satisfied is not None:
            share = satisfied.holds(values[row], satisfied.number).mean()
            line["satisfied_share"] = float(share)
        line["worlds"] = values.shape[1]
        lines.append(line)
    return sorted(lines, key=lambda line: line["max_regret"])


def _by_decision(kept: Kept, chosen: Sequence[str]) -> tuple[NDArray[np.float64], list[int]]:
    """Values as float64[decisions, worlds · replications], and a cell of each decision."""
    decisions: dict[str, int] = {}
    worlds: dict[str, int] = {}
    first_cells: list[int] = []
    placed: dict[tuple[int, int], NDArray[np.float64]] = {}
    for number, (cell, values) in enumerate(zip(kept.cells, kept.values, strict=True)):
        decision = written({key: cell[key] for key in chosen})
        world = written({key: value for key, value in cell.items() if key not in chosen})
        if decision not in decisions:
            first_cells.append(number)
        row = decisions.setdefault(decision, len(decisions))
        placed[row, worlds.setdefault(world, len(worlds))] = values
    if len(placed) < len(decisions) * len(worlds):
        raise KeptError(
            "not every decision was played in every world: set the decisions by --set KEY=A,B or "
            "LOW:HIGH:POINTS and sample the rest"
        )
    found = np.array(
        [[placed[row, column] for column in range(len(worlds))] for row in range(len(decisions))]
    )
    if np.isnan(found).any():
        raise KeptError("{name} is not defined in every cell", name=kept.name)
    return found.reshape(len(decisions), -1), first_cells
