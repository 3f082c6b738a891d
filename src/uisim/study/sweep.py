"""Sweeps: play a scenario in every cell of a design, under the same luck, and lay out one table.

All files are written by the one process that holds the folder; cells are played by it, by other
processes, or on other machines, and give the same bytes wherever and in whatever order.
"""

import hashlib
import itertools
import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import uisim
from uisim.fund.indicators import Indicator
from uisim.fund.solvency import balance
from uisim.fund.statement import Statement
from uisim.scenario.file import load
from uisim.scenario.resolved import as_plain, resolved_yaml
from uisim.scenario.schema import Scenario
from uisim.study.cells import DESIGN, Cells, locked, open_design
from uisim.study.design import Design, Values, own_value
from uisim.study.files import NOTE, REPORTED, RESOLVED, RUN
from uisim.study.locks import one_at_a_time
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.sums import SUMS, TIMING, hashes_of, sealed, sums_of
from uisim.study.sweep_table import cell_table, write_sweep
from uisim.study.whole import put
from uisim.units import format_month
from uisim.words import ToldError

PACKAGES: Final = ("numpy", "numba", "pyarrow")
REPRESENTS_MAX: Final = 1_000_000
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_PLAYED: Final = itertools.count()


class Task(NamedTuple):
    """A cell to play; it travels to other processes and machines."""

    cell: int
    scenario: Scenario
    threads: int | None


class Answer(NamedTuple):
    """What came of a cell: the indicators of each replication and its path, in order.

    program: what played it.
    """

    cell: int
    program: dict[str, str]
    summaries: tuple[tuple[Indicator, ...], ...]


Players = Callable[[Iterator[Task]], Iterator[Answer]]
"""Plays cells and yields what came of them, in any order."""


class OtherProgramError(ToldError):
    """A cell was played by another version of the program."""


def play_cell(task: Task) -> Answer:
    """Play all replications of a cell."""
    scenario = task.scenario
    warm(scenario)
    results = [
        result_of(play(scenario, replication, threads=task.threads))
        for replication in range(scenario.projection.replications)
    ]
    found = ((*one.summary, *path_of(one.statement)) for one in results)
    return Answer(task.cell, program(), tuple(found))


def path_of(statement: Statement) -> Iterator[Indicator]:
    """List the closing balance of each month, as groups of the indicator `balance`."""
    for month in range(statement.months):
        name = format_month(statement.start + month)
        yield Indicator(balance.__name__, f"month={name}", statement.books.closing(month), "fen")


def in_this_process(tasks: Iterator[Task]) -> Iterator[Answer]:
    """Play cell after cell."""
    return map(play_cell, tasks)


def sweep(
    path: Path,
    design: Design,
    own: Scenario,
    cells: list[Values],
    folder: Path,
    *,
    players: Players = in_this_process,
    threads: int | None = None,
    advance: Callable[[int], None] = lambda cells: None,
) -> None:
    """Play the cells that are not complete yet, and write `sweep.parquet` and `run.json`.

    path: the scenario file; own: the scenario without what differs between cells. OtherSweepError
    if the folder is held by another process or holds anything else; OSError if it cannot be
    written: complete cells stay, and the same call goes on from them.
    """
    started = time.perf_counter()
    with locked(folder):
        open_design(folder, _identity(design, own))
        kept = Cells(folder)
        advance(len(kept.complete))
        left = [cell for cell in range(len(cells)) if cell not in kept.complete]
        tasks = (Task(cell, load(path, design.laid(cells[cell])), threads) for cell in left)
        for answer in players(tasks):
            if answer.program != program():
                raise OtherProgramError(
                    "cell {cell} was played by another version of the program", cell=answer.cell
                )
            kept.keep(answer.cell, cell_table(answer.summaries))
            advance(1)
        kept.close()
        write_sweep(folder, [kept.path(cell) for cell in range(len(cells))], design, cells)
        put(folder / RESOLVED, resolved_yaml(own).encode())
        write_run(folder)
        timing = {
            "wall_seconds": round(time.perf_counter() - started, 3),
            "cells_played": len(left),
        }
        put(folder / TIMING, sealed(timing))


def write_run(folder: Path, added: Mapping[str, Any] = NOTHING) -> None:
    """Write `run.json`: the design, versions, and the hash of each output; then `SHA256SUMS`.

    added: by the name of a table that is added, what it was asked for; those of before stay.
    """
    before = json.loads((folder / RUN).read_text("utf-8")) if (folder / RUN).is_file() else {}
    run = {
        "sweep": folder.name,
        "design": json.loads((folder / DESIGN).read_text("utf-8")),
        "added": {**before.get("added", {}), **added},
        "note": NOTE,
        "outputs": {
            name: digest
            for name, digest in hashes_of(folder).items()
            if name != RUN and name.split("/")[0] not in REPORTED
        },
    }
    put(folder / RUN, (json.dumps(run, ensure_ascii=False, indent=2) + "\n").encode())
    put(folder / SUMS, sums_of(folder).encode())


@cache
def program() -> dict[str, str]:
    """What, beside the scenario, decides the bytes: sources and tables, and the libraries."""
    root = Path(uisim.__file__).parent
    found = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.yaml")]):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return {
        "uisim": uisim.__version__,
        "source_sha256": found.hexdigest(),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def _identity(design: Design, own: Scenario) -> dict[str, Any]:
    """All that decides the bytes of the results."""
    scenario = json.dumps(as_plain(own), ensure_ascii=False, sort_keys=True)
    return {
        "scenario": own.name,
        "scenario_sha256": hashlib.sha256(scenario.encode()).hexdigest(),
        **design.as_plain(),
        "own": {key: own_value(as_plain(own), key) for key in design.keys},
        "replications": own.projection.replications,
        "program": program(),
    }


def warm(scenario: Scenario) -> None:
    """Load the compiled code, or compile it; the processes of a machine one after another.

    Two that write the same cache at once can spoil it.
    """
    if next(_PLAYED) > 0:
        return
    from uisim.engine.compiled import cache_folder

    smallest = {"months": 1, "represents": REPRESENTS_MAX}
    projection = scenario.projection.model_copy(update=smallest)
    with one_at_a_time(cache_folder() / "lock"):
        play(replace(scenario, projection=projection), threads=1)
