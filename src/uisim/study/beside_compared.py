"""The comparisons a report needs beside the one it is about, to say whether its difference holds.

Both scenarios are played as `uisim.study.beside` varies one: other joining rules, no moral hazard,
shocks, and each input that decides and is not known at the ends of its range. What the comparison
itself varies stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from uisim.law.tables import Name
from uisim.scenario.file import load
from uisim.scenario.schema import Scenario
from uisim.study.beside import RANGES, TORNADO, TORNADO_REPLICATIONS, Variation, beside, variations
from uisim.study.compare import compare
from uisim.study.compare_files import write_comparison
from uisim.study.compare_keys import changed_keys
from uisim.study.kept import record_of
from uisim.study.run import Advance, inputs_of_all, workers_of


class Varied(NamedTuple):
    """A comparison to play: name of its folder, its scenarios, replications of each."""

    name: str
    scenarios: tuple[Scenario, ...]
    replications: int


class PlannedComparisons(NamedTuple):
    """What is to be played beside a comparison. lives: of workers, over all."""

    comparisons: tuple[Varied, ...]
    lives: int


def plan_compared(folder: Path) -> PlannedComparisons:
    """Load all that is played beside a comparison; ScenarioError if something cannot be."""
    record = record_of(folder)
    names = record["study"]["compared"]
    first, *others = _loaded(folder, names, {})
    compared = {key for other in others for key in changed_keys(first, other)}
    found = []
    for one in (*variations(first), *_ends()):
        if not any(_same(key, changed) for key in one.settings for changed in compared):
            at_an_end = one.name.startswith(TORNADO)
            replications = int(record["replications"])
            few = min(replications, TORNADO_REPLICATIONS) if at_an_end else replications
            found.append(Varied(one.name, _loaded(folder, names, one.settings), few))
    lives = sum(sum(map(workers_of, one.scenarios)) * one.replications for one in found)
    return PlannedComparisons(tuple(found), lives)


def play_compared(
    folder: Path,
    planned: PlannedComparisons,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> None:
    """Play all that is planned and put it into `beside/`, whole or not at all."""
    with beside(folder) as aside:
        for name, scenarios, replications in planned.comparisons:
            found = compare(scenarios, replications, threads=threads, advance=advance)
            files = [folder / f"{scenario.name}.resolved.yaml" for scenario in scenarios]
            write_comparison(aside / name, found, inputs_of_all(scenarios, files))


def _ends() -> Iterator[Variation]:
    for key, ends in RANGES.items():
        for end in ends:
            yield Variation(f"{TORNADO}-{key}={end}", Name(en=key, zh=key), {key: end})


def _loaded(folder: Path, names: list[str], settings: Mapping[str, object]) -> tuple[Scenario, ...]:
    return tuple(
        replace(load(folder / f"{name}.resolved.yaml", settings), name=name) for name in names
    )


def _same(key: str, changed: str) -> bool:
    """Whether a key that is set is one that differs; `work.all` stands for every kind of work."""
    if key.startswith("work.all."):
        return changed.startswith("work.") and key.rpartition(".")[2] == changed.rpartition(".")[2]
    return changed == key or changed.startswith(f"{key}.") or key.startswith(f"{changed}.")
