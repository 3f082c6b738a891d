"""workers.parquet: a line for each worker of a run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from uisim.events import KINDS, Kind
from uisim.scenario.population import format_worker
from uisim.scenario.schema import Scenario
from uisim.study.diary import diaries
from uisim.study.run import Block, blocks

_OUTGO = (
    Kind.BENEFIT,
    Kind.BENEFIT_UNDECLARED,
    Kind.BENEFIT_PARTIAL,
    Kind.MEDICAL,
    Kind.JOB_SEEKING,
    Kind.MATERNITY,
)
_PAID = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)

_Column = Callable[[NDArray[np.void], NDArray[np.int64]], NDArray[Any]]


def _count(*kinds: Kind) -> _Column:
    return lambda her, sums: sums[:, list(kinds), 0].sum(axis=1)


def _amount(*kinds: Kind) -> _Column:
    return lambda her, sums: sums[:, list(kinds), 1].sum(axis=1)


COLUMNS: Final[dict[str, tuple[str, _Column]]] = {
    "eligible": ("", lambda her, sums: her["eligible"] == 1),
    "income_month_yuan": (
        "permanent, one platform, prices of 2022-01",
        lambda her, sums: her["income_fen"] / 100,
    ),
    "risk": ("times the loss rate of the kind of work", lambda her, sums: her["risk"]),
    "entered_month": ("months since the start", lambda her, sums: her["entry"]),
    "months_present": ("closes of a month", _count(Kind.WORKER)),
    "months_jobless": ("closes of a month", _count(Kind.JOBLESS)),
    "months_member": ("closes of a month", _count(Kind.MEMBER)),
    "times_joined": ("", _count(Kind.JOINED)),
    "months_contributed": ("own, in the scheme", _count(Kind.BASE)),
    "months_brought": ("of employee insurance", lambda her, sums: her["prior_months"]),
    "months_paid": ("of benefit", _count(*_PAID)),
    "last_losses": ("", _count(Kind.LAST_LOSS)),
    "claims_awarded": ("", _count(Kind.AWARDED)),
    "months_awarded": ("", _amount(Kind.AWARDED)),
    "contributions_own_fen": ("fen", _amount(Kind.CONTRIBUTION_OWN)),
    "contributions_platform_fen": ("fen", _amount(Kind.CONTRIBUTION_PLATFORM)),
    "outgo_fen": ("benefits, medical, job-seeking, maternity", _amount(*_OUTGO)),
}
"""Columns after worker, city, kind, people: note on the unit, and how it is had."""


def write_workers(folder: Path, scenario: Scenario) -> None:
    """Play every replication again, worker by worker, and write a line for each."""
    path = folder / "workers.parquet"
    writer = None
    try:
        for replication in range(scenario.projection.replications):
            for block in blocks(scenario, replication):
                batch = pa.table(dict(_columns(block, scenario, replication)))
                writer = writer or parquet.ParquetWriter(path, batch.schema, compression="zstd")
                writer.write_table(batch)
    finally:
        if writer is not None:
            writer.close()


def _columns(block: Block, scenario: Scenario, replication: int) -> Iterator[tuple[str, Any]]:
    """Play a block and give its columns in order."""
    sums = np.zeros((block.count, KINDS, 2), np.int64)
    for diary in diaries(block, scenario.projection.seed, replication):
        np.add.at(sums[..., 0], (diary.worker, diary.kind), diary.months)
        np.add.at(sums[..., 1], (diary.worker, diary.kind), diary.months * diary.amount)
    names = zip(diary.cohorts.tolist(), diary.ordinals.tolist(), strict=True)
    yield "replication", np.full(block.count, replication)
    yield "worker", [format_worker(scenario, block.cell, *name) for name in names]
    yield "city", [block.cell.city] * block.count
    yield "kind", [block.cell.kind] * block.count
    yield "people", diary.people
    for name, (_, column) in COLUMNS.items():
        yield name, column(diary.traits, sums)
