"""Adds every figure of a run again, from the events of all its lives, and by no code of the run's.

The run keeps differences between months while it plays (`uisim.outcome.tally`) and books them
(`uisim.fund.ledger`). Here every event is written down first and counted by the month in which it
begins and the month in which it is over; interest and administration are fractions.
"""

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import FIRST_PROFILED, KINDS
from uisim.fund.columns import COLUMNS, GROUP_COLUMNS, PROFILE_COLUMNS, Column
from uisim.fund.measures import IN_COLUMNS, OUT_COLUMNS, TRANSFER_COLUMNS
from uisim.scenario.population import cells
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES
from uisim.study.diary import diaries
from uisim.study.kept import Kept
from uisim.study.played import fund_policy
from uisim.study.run import Advance, Block, blocks
from uisim.units import PPM, format_month
from uisim.words import ToldError

if TYPE_CHECKING:
    import pandas as pd

KEYS = {
    "monthly.parquet": ["replication", "month"],
    "monthly.csv": ["replication", "month"],
    "groups.parquet": ["replication", "month", "city", "kind"],
    "profiles.parquet": ["replication", "income_decile", "risk_quintile", "tenure_years"],
}
"""The tables that are added again, and what names a line of each."""
LINES = "lines"
"""Stands for a column where lines are missing, or are there twice or for nothing."""

Sums = NDArray[np.int64]


class Residual(NamedTuple):
    """A column of a table where it is furthest from what its events add up to."""

    table: str
    column: str
    residual: int
    where: str
    written: int
    added: int


def audit(run: Kept, advance: Advance = lambda workers: None) -> tuple[Residual, ...]:
    """Add every figure again and compare; ValueError if a table cannot be read.

    advance: called with the number of workers whose events were just added.
    """
    import pandas as pd

    parts = [_again(run, replication, advance) for replication in _replications(run)]
    added = {
        name: pd.concat([part[name] for part in parts])
        for name in ("monthly.parquet", "groups.parquet", "profiles.parquet")
    }
    added["monthly.csv"] = added["monthly.parquet"]
    found: list[Residual] = []
    for table, keys in KEYS.items():
        found += _compare(table, _read(run.folder / table, keys), added[table].set_index(keys))
    return tuple(found)


def _replications(run: Kept) -> range:
    return range(run.scenario.projection.replications)


def _read(path: Path, keys: list[str]) -> "pd.DataFrame":
    import pandas as pd

    try:
        frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
        return frame.set_index(keys)
    except (OSError, ValueError, KeyError) as error:
        raise ToldError("{file} cannot be read: {why}", file=path, why=error) from None


def _again(run: Kept, replication: int, advance: Advance) -> dict[str, "pd.DataFrame"]:
    """Add up one replication: its three tables, with everything that names a line."""
    import pandas as pd

    scenario = run.scenario
    seed, months = scenario.projection.seed, scenario.projection.months
    simulated = cells(scenario)
    groups = np.zeros((len(simulated), months, KINDS, 2), np.int64)
    profile = np.zeros((INCOME_CLASSES * RISK_CLASSES * TENURES, KINDS, 2), np.int64)
    with ThreadPoolExecutor() as pool:
        planned = list(blocks(scenario, replication))
        added = pool.map(lambda block: _added(block, seed, replication, months), planned)
        for block, (by_cell, by_class) in zip(planned, added, strict=True):
            groups[block.row] += by_cell
            profile += by_class
            advance(block.count)
    names = [format_month(scenario.projection.start + month) for month in range(months)]
    monthly = {column.name: _column(groups.sum(axis=0), column) for column in GROUP_COLUMNS}
    by_group = {column.name: _column(groups, column).T.ravel() for column in GROUP_COLUMNS}
    by_profile = {column.name: _column(profile, column) for column in PROFILE_COLUMNS}
    decile, quintile, tenure = np.indices((INCOME_CLASSES, RISK_CLASSES, TENURES)).reshape(3, -1)
    profiles = pd.DataFrame(
        {"income_decile": decile + 1, "risk_quintile": quintile + 1, "tenure_years": tenure}
        | by_profile
    )
    tables = {
        "monthly.parquet": pd.DataFrame({"month": names, **_with_the_fund(run, monthly)}),
        "groups.parquet": pd.DataFrame(
            {
                "month": [name for name in names for _ in simulated],
                "city": [cell.city for cell in simulated] * months,
                "kind": [cell.kind for cell in simulated] * months,
                **by_group,
            }
        ),
        "profiles.parquet": profiles[(profiles[list(by_profile)] != 0).any(axis=1)],
    }
    return {name: table.assign(replication=replication) for name, table in tables.items()}


def _added(block: Block, seed: int, replication: int, months: int) -> tuple[Sums, Sums]:
    """Add up a block: int64[months, KINDS, 2], and int64[profiles, KINDS, 2] over the horizon."""
    shape = (months, months + 1, KINDS)
    ran = [np.zeros(math.prod(shape), np.int64) for _ in range(2)]
    profile_shape = (INCOME_CLASSES * RISK_CLASSES * TENURES, KINDS)
    profile = [np.zeros(math.prod(profile_shape), np.int64) for _ in range(2)]
    for diary in diaries(block, seed, replication):
        people = diary.people[diary.worker]
        at = np.ravel_multi_index((diary.month, diary.month + diary.months, diary.kind), shape)
        profiled = diary.kind >= FIRST_PROFILED
        row = np.ravel_multi_index((diary.note[profiled], diary.kind[profiled]), profile_shape)
        for part, each in enumerate((people, people * diary.amount)):
            np.add.at(ran[part], at, each)
            np.add.at(profile[part], row, (each * diary.months)[profiled])
    sums = [_running(one.reshape(shape)) for one in ran]
    return np.stack(sums, axis=-1), np.stack([p.reshape(profile_shape) for p in profile], axis=-1)


def _running(ran: Sums) -> Sums:
    """Add up what had begun and was not over, month by month.

    ran: int64[first month, month after the last, KINDS].
    """
    not_over = ran[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.stack([not_over[: month + 1, month + 1].sum(axis=0) for month in range(len(ran))])


def _column(sums: Sums, column: Column) -> Sums:
    """Take a column's kinds and part out of int64[…, KINDS, 2]."""
    return np.sum([sums[..., kind, column.part] for kind in column.kinds], axis=0)


def _with_the_fund(run: Kept, flows: dict[str, Sums]) -> dict[str, list[int]]:
    """Add the columns that only the fund as a whole has, in exact fractions."""
    policy = fund_policy(run.scenario)
    fen = {name: values.tolist() for name, values in flows.items()}
    fen |= {column.name: [] for column in COLUMNS if column.name not in fen}
    balance = policy.opening_fen
    for month in range(run.scenario.projection.months):
        rate = policy.interest_ppm[month] if balance >= 0 else policy.borrowing_ppm[month]
        outgo = sum(fen[name][month] for name in TRANSFER_COLUMNS)
        fen["opening_fen"].append(balance)
        fen["subsidy_fen"].append(policy.subsidy_fen[month])
        fen["interest_fen"].append(_rounded(Fraction(balance) * Fraction(rate, PPM) / 12))
        share = Fraction(policy.administration_ppm[month], PPM)
        fen["administration_fen"].append(_rounded(outgo * share))
        balance += sum(fen[name][month] for name in IN_COLUMNS)
        balance -= sum(fen[name][month] for name in OUT_COLUMNS)
        fen["closing_fen"].append(balance)
    return {column.name: fen[column.name] for column in COLUMNS}


def _rounded(fen: Fraction) -> int:
    """Round to whole fen, a half towards plus infinity (assumption of the model, section 6)."""
    return math.floor(fen + Fraction(1, 2))


def _compare(table: str, written: "pd.DataFrame", added: "pd.DataFrame") -> Iterator[Residual]:
    """Compare a table with what was added: the lines it has, then column by column."""
    strange = list(written.index.symmetric_difference(added.index))
    strange += list(written.index[written.index.duplicated()])
    where = _named(strange[0]) if strange else ""
    yield Residual(table, LINES, len(strange), where, len(written), len(added))
    written = written[~written.index.duplicated()].reindex(added.index, fill_value=0)
    for column in written.columns.union(added.columns, sort=False):
        left, right = (
            frame[column].tolist() if column in frame else [0] * len(added)
            for frame in (written, added)
        )
        off = [abs(a - b) for a, b in zip(left, right, strict=True)]
        worst = max(range(len(off)), key=off.__getitem__, default=None)
        if worst is None:
            yield Residual(table, str(column), 0, "", 0, 0)
        else:
            where = _named(added.index[worst]) if off[worst] else ""
            yield Residual(table, str(column), off[worst], where, left[worst], right[worst])


def _named(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
