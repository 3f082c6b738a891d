"""What a folder of results holds, played again: a run, a comparison or a sweep.

Played is the resolved scenario that the folder keeps, as often and as far as its `run.json` says.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from uisim.scenario.file import load
from uisim.scenario.schema import Scenario
from uisim.scenario.sweep import Asked, Sample
from uisim.study.compare_files import write_comparison
from uisim.study.compare_whole import Comparing
from uisim.study.design import designed
from uisim.study.files import ANSWER, RESOLVED
from uisim.study.judged import Judging, judged
from uisim.study.kept import Kept, compared_in, kept_run, opened, record_of
from uisim.study.replications import Plan, Precision
from uisim.study.run import Advance, run, workers_of
from uisim.study.sweep import in_this_process, sweep
from uisim.study.sweep_processes import in_processes
from uisim.study.uncertain import drawn
from uisim.study.variance import Draws, write_variance
from uisim.words import ToldError


class Again(NamedTuple):
    """How to play again what a folder of results holds.

    record: its `run.json`. name: that the folder had when it was written. steps: lives to be
    played or, of a sweep, cells. play: write the results into a folder, telling the steps done.
    """

    record: Mapping[str, Any]
    name: str
    steps: int
    play: Callable[[Path, Advance], None]

    @property
    def is_sweep(self) -> bool:
        """Whether the steps are cells."""
        return "sweep" in self.record


def again_of(folder: Path) -> Again:
    """Find how to play a folder's results again; ToldError if they are no such results."""
    record = record_of(folder)
    if ANSWER in record["outputs"]:
        raise ToldError(
            "{folder} holds the answer of a search, which is not played again from its folder: "
            "give its command again",
            folder=folder,
        )
    if "sweep" in record:
        return _sweep(folder, record)
    return _comparison(folder, record) if compared_in(record) else _run(kept_run(folder))


def _run(kept: Kept) -> Again:
    played = kept.record["replications"]
    count = kept.record["study"].get("lucks", played)
    projection = kept.scenario.projection.model_copy(update={"replications": count})
    scenario = replace(kept.scenario, projection=projection)
    return Again(
        kept.record,
        scenario.name,
        workers_of(scenario) * played,
        partial(_play_run, replace(kept, scenario=scenario)),
    )


def _play_run(kept: Kept, fresh: Path, advance: Advance) -> None:
    scenario, path, study = kept.scenario, kept.folder / RESOLVED, kept.record["study"]
    plan = Plan()
    more: list[Callable[[Path], None]] = []
    if (kept.folder / "workers.parquet").is_file():
        from uisim.study.workers import write_workers

        more.append(partial(write_workers, scenario=scenario))
    if "precision" in study:
        wanted = Precision.of(study["precision"])
        plan.plays = ((number, scenario) for number in wanted.replications(plan.kept))
        more.append(lambda folder: plan.study.update(wanted.told(plan.kept)))
    if "draws" in study:
        draws = _draws(scenario, path, study["draws"])
        plan.plays = draws.plays()
        plan.study.update(draws.told())
        more.append(lambda folder: write_variance(folder, draws, plan.kept))
    engine = kept.record["engine"]
    run(scenario, path, fresh, engine=engine, advance=advance, more=more, plan=plan)


def _draws(scenario: Scenario, path: Path, count: int) -> Draws:
    values = tuple(drawn(scenario, draw) for draw in range(count))
    scenarios = tuple(load(path, each) for each in values)
    return Draws(values, scenarios, scenario.projection.replications)


def _comparison(folder: Path, record: Mapping[str, Any]) -> Again:
    study = record["study"]
    comparing = Comparing(
        tuple(opened(folder / f"{name}.resolved.yaml", name) for name in compared_in(record)),
        record["replications"],
        {
            name: {group: tuple(keys) for group, keys in groups.items()}
            for name, groups in study["waterfall"].items()
        },
        study["first_difference"],
    )

    def play(fresh: Path, advance: Advance) -> None:
        found = comparing.played(advance=advance)
        write_comparison(fresh, found.comparison, {}, found.waterfalls, found.partings)

    return Again(record, record["scenario"], comparing.lives, play)


def _sweep(folder: Path, record: Mapping[str, Any]) -> Again:
    said, path = record["design"], folder / RESOLVED
    own = opened(path, said["scenario"])
    sample = None if said["sample"] is None else Sample(**said["sample"])
    grid = {key: tuple(values) for key, values in said["grid"].items()}
    found = load(path, {"uncertain": said["sampled"]}).uncertain
    design = designed(
        own,
        Asked(said["fixed"], grid, {}, sample),
        {key: found[key] for key in said["sampled"]},
        {key: tuple(values) for key, values in said["dated"].items()},
    )
    cells = design.cells()
    processors = os.cpu_count() or 1
    processes = min(processors, len(cells))

    def play(fresh: Path, advance: Advance) -> None:
        players = in_processes(processes) if processes > 1 else in_this_process
        threads = max(1, processors // processes)
        sweep(path, design, own, cells, fresh, players=players, threads=threads, advance=advance)
        for asked in record["added"].values():
            judged(fresh, Judging.of(asked))

    return Again(record, record["sweep"], len(cells), play)
