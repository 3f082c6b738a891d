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
from uisim.study.columns import MONTHLY
from uisim.study.diary import diaries
from uisim.study.files import NOTE
from uisim.study.run import Block, blocks
from uisim.study.tables import Described, shared

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


_CLOSES: Final = "closes of a month"
COLUMNS: Final[dict[str, tuple[Described, _Column]]] = {
    "eligible": (
        Described("true or false", "whether she may join", "符合参保条件"),
        lambda her, sums: her["eligible"] == 1,
    ),
    "income_month_yuan": (
        Described("yuan", "permanent income a month, one platform, prices of 2022-01", "月收入"),
        lambda her, sums: her["income_fen"] / 100,
    ),
    "risk": (
        Described("ratio", "times the loss rate of the kind of work", "风险系数"),
        lambda her, sums: her["risk"],
    ),
    "entered_month": (
        Described("months since the start", "entry; 0 or more", "进入时点（月）"),
        lambda her, sums: her["entry"],
    ),
    "months_present": (
        Described("months", f"{_CLOSES} in flexible work", "在业月数"),
        _count(Kind.WORKER),
    ),
    "months_jobless": (
        Described("months", f"{_CLOSES} without any platform", "无业月数"),
        _count(Kind.JOBLESS),
    ),
    "months_member": (
        Described("months", f"{_CLOSES} as a member", "参保月数"),
        _count(Kind.MEMBER),
    ),
    "times_joined": (Described("events", "times she joined", "参保次数"), _count(Kind.JOINED)),
    "months_contributed": (
        Described("months", "own months contributed, in the scheme", "缴费月数"),
        _count(Kind.BASE),
    ),
    "months_brought": (
        Described("months", "months brought from employee insurance", "转入月数"),
        lambda her, sums: her["prior_months"],
    ),
    "months_paid": (Described("months", "months of benefit paid", "领取月数"), _count(*_PAID)),
    **{
        name: (MONTHLY[name]._replace(meaning=f"{MONTHLY[name].meaning}, of hers"), column)
        for name, column in {
            "last_losses": _count(Kind.LAST_LOSS),
            "claims_awarded": _count(Kind.AWARDED),
            "months_awarded": _amount(Kind.AWARDED),
            "contributions_own_fen": _amount(Kind.CONTRIBUTION_OWN),
            "contributions_platform_fen": _amount(Kind.CONTRIBUTION_PLATFORM),
        }.items()
    },
    "outgo_fen": (
        Described("fen", "benefits, medical, job-seeking, maternity paid for her", "支出"),
        _amount(*_OUTGO),
    ),
}
"""Columns after worker, city, kind, people: what each holds, and how it is had."""
WORKERS: Final = {
    **shared("replication"),
    "worker": Described("ID", "one simulated worker: CITY-KIND-COHORT-ORDINAL", "人员编号"),
    **shared("city", "kind"),
    "people": Described("people", "people for whom she stands", "代表人数"),
    **{name: described for name, (described, _) in COLUMNS.items()},
}
"""Columns of `workers.parquet`; figures are hers, not yet times the people she stands for."""


def write_workers(folder: Path, scenario: Scenario) -> None:
    """Play every replication again, worker by worker, and write a line for each."""
    path = folder / "workers.parquet"
    writer = None
    try:
        for replication in range(scenario.projection.replications):
            for block in blocks(scenario, replication):
                batch = _table(dict(_columns(block, scenario, replication)))
                writer = writer or parquet.ParquetWriter(path, batch.schema, compression="zstd")
                writer.write_table(batch)
    finally:
        if writer is not None:
            writer.close()


def _table(columns: dict[str, Any]) -> pa.Table:
    """Make a table whose columns say what they hold."""
    table = pa.table(columns)
    fields = [field.with_metadata(WORKERS[field.name]._asdict()) for field in table.schema]
    return table.cast(pa.schema(fields, metadata={"note": NOTE}))


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
