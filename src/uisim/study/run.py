"""Play a scenario: plan the blocks, hand them to a clock, add up; one replication after another."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from uisim.chance import Address
from uisim.events import KINDS
from uisim.law.tables import TABLES
from uisim.outcome import BREACHES, Outcome, by_month, empty_outcome
from uisim.scenario.population import Cell, Cohorts, cells, cohorts
from uisim.scenario.resolved import resolved_yaml
from uisim.scenario.schema import Scenario
from uisim.scenario.setting import settings
from uisim.setting import Setting
from uisim.study.bands import write_bands
from uisim.study.files import NOTE, Provenance, write_results
from uisim.study.played import Played, Result, result_of
from uisim.study.replications import Plan

Engine = Literal["compiled", "reference"]
Advance = Callable[[int], None]
"""Called with the number of workers just played."""

BLOCK = 50_000
"""Workers a block: large enough to hide its cost, small enough to keep all threads busy."""


@dataclass(frozen=True)
class Block:
    """Workers ``first`` to ``first + count`` of a cell, counted through its cohorts."""

    row: int
    cell: Cell
    cohorts: Cohorts
    setting: Setting
    first: int
    count: int


def workers_of(scenario: Scenario) -> int:
    """Count the workers of one replication."""
    return sum(int(cohorts(scenario, cell).workers.sum()) for cell in cells(scenario))


def blocks(scenario: Scenario, replication: int) -> Iterator[Block]:
    """Plan a replication, cell by cell."""
    simulated = cells(scenario)
    for row, (cell, setting) in enumerate(
        zip(simulated, settings(scenario, simulated, replication), strict=True)
    ):
        counted = cohorts(scenario, cell)
        workers = int(counted.workers.sum())
        for first in range(0, workers, BLOCK):
            yield Block(row, cell, counted, setting, first, min(BLOCK, workers - first))


def same_blocks(scenario: Scenario) -> bool:
    """Whether all replications have the same blocks: no platform closes at random."""
    return all(work.closure_rate_year == 0 for work in scenario.work.values())


def play_block(block: Block, seed: int, replication: int) -> Outcome:
    """Play a block on the compiled clock."""
    from uisim.engine import compiled

    outcome = empty_outcome(len(block.setting.months) - 1)
    compiled.play(
        seed,
        replication,
        block.cell.number,
        block.cohorts.people,
        block.cohorts.workers,
        block.first,
        block.count,
        block.setting,
        *outcome,
    )
    return outcome


def addresses(block: Block, seed: int, replication: int) -> Iterator[tuple[Address, int]]:
    """Address and weight of each worker of a block, in order."""
    skipped = block.first
    left = block.count
    for cohort, (people, workers) in enumerate(
        zip(block.cohorts.people.tolist(), block.cohorts.workers.tolist(), strict=True)
    ):
        for ordinal in range(min(skipped, workers), min(workers, skipped + left)):
            place = block.cell.number * 65536 + cohort
            weight = people // workers + (ordinal < people % workers)
            yield Address(seed, replication, ordinal, place), weight
            left -= 1
        skipped = max(0, skipped - workers)


def play_reference(block: Block, seed: int, replication: int) -> Outcome:
    """Play a block on the SimPy clock."""
    from uisim.engine import reference

    outcome = empty_outcome(len(block.setting.months) - 1)
    reference.play(list(addresses(block, seed, replication)), block.setting, outcome)
    return outcome


def play(
    scenario: Scenario,
    replication: int = 0,
    *,
    engine: Engine = "compiled",
    threads: int | None = None,
    advance: Advance = lambda workers: None,
    planned: Iterable[Block] | None = None,
) -> Played:
    """Play one replication; the sums depend on no engine, thread or order of blocks.

    planned: its blocks, where another replication has the same ones (`same_blocks`).
    """
    simulated = cells(scenario)
    months, seed = scenario.projection.months, scenario.projection.seed
    sums = np.zeros((len(simulated), months + 1, KINDS, 2), np.int64)
    profile = np.zeros_like(empty_outcome(months).profile)
    breaches = np.zeros((len(simulated), len(BREACHES)), np.int64)
    clock = play_block if engine == "compiled" else play_reference
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        started = {
            pool.submit(clock, block, seed, replication): block
            for block in planned or blocks(scenario, replication)
        }
        try:
            for done in as_completed(started):
                block, outcome = started.pop(done), done.result()
                sums[block.row] += outcome.sums
                profile += outcome.profile
                breaches[block.row] += outcome.breaches
                advance(block.count)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    monthly = np.stack([by_month(one) for one in sums]) if simulated else sums[:, :-1]
    return Played(scenario, replication, simulated, monthly, profile, breaches)


def run(
    scenario: Scenario,
    path: Path,
    folder: Path,
    *,
    engine: Engine = "compiled",
    threads: int | None = None,
    advance: Advance = lambda workers: None,
    more: Iterable[Callable[[Path], None]] = (),
    plan: Plan | None = None,
    seen: Callable[[Result], None] = lambda result: None,
) -> Result:
    """Play all replications, check the identities and write the results into ``folder``.

    more: what else to write into the folder of the results; seen: told each replication's result.
    plan: what to play, and where to keep it; without one, the replications that the scenario asks
    for.
    Returns the first replication's result. IdentityError if an identity does not hold;
    FileExistsError if ``folder`` holds what is not a result.
    """
    started = time.perf_counter()
    timing: dict[str, object] = {}
    first: list[Result] = []
    plan = plan or Plan()
    asked = ((number, scenario) for number in range(scenario.projection.replications))

    def played() -> Iterator[Result]:
        for replication, one in plan.plays or asked:
            result = result_of(
                play(one, replication, engine=engine, threads=threads, advance=advance)
            )
            if not first:
                first.append(result)
            seen(result)
            plan.kept.add(result)
            yield result
        timing["wall_seconds"] = round(time.perf_counter() - started, 3)
        timing["threads"] = threads or os.cpu_count()

    provenance = Provenance(
        scenario.name,
        scenario.projection.seed,
        scenario.projection.replications,
        engine,
        inputs(scenario, path),
        plan.study,
    )

    def bands(fresh: Path) -> None:
        if plan.kept.count > 1 and plan.kept.months:
            write_bands(fresh, plan.kept, NOTE)

    write_results(folder, played(), provenance, resolved_yaml(scenario), timing, (bands, *more))
    return first[0]


def inputs(scenario: Scenario, path: Path) -> dict[str, bytes]:
    """Content of the files a scenario was read from, and of the law tables."""
    named = {origin.file for origin in scenario.origins.values()} | {path.name}
    files = {name: path.parent / name for name in sorted(named)}
    read = {name: file.read_bytes() for name, file in files.items() if name and file.is_file()}
    for table in sorted(TABLES.glob("*.yaml")):
        read[f"law/tables/{table.name}"] = table.read_bytes()
    return read


def inputs_of_all(scenarios: Sequence[Scenario], paths: Sequence[Path]) -> dict[str, bytes]:
    """Content of the files several scenarios were read from; of equal names, the scenario's too."""
    found: dict[str, bytes] = {}
    for scenario, path in zip(scenarios, paths, strict=True):
        for name, content in inputs(scenario, path).items():
            own = found.get(name, content) == content
            found[name if own else f"{scenario.name}: {name}"] = content
    return found
