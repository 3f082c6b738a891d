"""From a figure of a run to its lines in the ledger, the lives behind them, and the law's rules."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import Kind
from uisim.fund.accounts import ENTRIES, Account, FundEvent
from uisim.fund.columns import COLUMNS, Column
from uisim.law.city_names import CityNames
from uisim.scenario.population import cells, format_worker
from uisim.scenario.problems import nearest
from uisim.study.articles import rules_of
from uisim.study.diary import diaries
from uisim.study.kept import Kept
from uisim.study.run import Advance, Block, blocks
from uisim.units import format_month, parse_month
from uisim.words import AllError, ToldError

_FUND_ONLY: Final = {
    "subsidy_fen": FundEvent.SUBSIDISED,
    "interest_fen": FundEvent.EARNED_INTEREST,
    "administration_fen": FundEvent.ADMINISTERED,
}
"""Columns that no life fills, and what happens to the fund in them."""


class Place(NamedTuple):
    """Where a figure stands: column, calendar month, and all or one of the cities and kinds."""

    figure: str
    month: str
    city: str | None = None
    kind: str | None = None
    replication: int = 0


class Line(NamedTuple):
    """A line of the ledger: what happened, the accounts it moves (if money), how often, how much.

    events: in people, of a stock the people there; amount: in the unit of the kind.
    """

    what: str
    debit: str
    credit: str
    events: int
    amount: int


class Life(NamedTuple):
    """What one worker and the people she stands for add to a figure."""

    worker: str
    people: int
    value: int


class Explained(NamedTuple):
    """A figure taken apart. written: as in the results; workers: lives behind it, of which some."""

    place: Place
    column: Column
    written: int
    lines: tuple[Line, ...]
    workers: int
    lives: tuple[Life, ...]
    rules: dict[str, str]


def explain(
    run: Kept, place: Place, limit: int, advance: Advance = lambda workers: None
) -> Explained:
    """Take a figure apart; the ``limit`` largest lives are named, or the first of equal ones.

    ValueError says everything that is wrong with the place.
    """
    column = _column(run, place)
    written = _written(run, place)
    if not column.kinds:
        lines = tuple(_fund_lines(run, place, column))
        return Explained(place, column, written, lines, 0, (), {})
    month = parse_month(place.month) - run.scenario.projection.start
    sums = dict.fromkeys(column.kinds, (0, 0))
    workers, largest = 0, list[Life]()
    for block in blocks(run.scenario, place.replication):
        if place.city in (None, block.cell.city) and place.kind in (None, block.cell.kind):
            count, lives = _lives(run, place.replication, block, column, month, limit, sums)
            workers += count
            largest = sorted([*largest, *lives], key=lambda life: -life.value)[:limit]
        advance(block.count)
    kinds = [kind for kind in column.kinds if sums[kind] != (0, 0)]
    lines = tuple(_line(kind, *sums[kind]) for kind in kinds)
    return Explained(place, column, written, lines, workers, tuple(largest), rules_of(kinds))


def _column(run: Kept, place: Place) -> Column:
    columns = {column.name: column for column in COLUMNS}
    wrong = list(_wrong(run, place, sorted(columns)))
    grouped = place.city is not None or place.kind is not None
    if grouped and place.figure in columns and not columns[place.figure].kinds:
        wrong.append(
            ToldError("--figure {figure}: only the fund as a whole has it", figure=place.figure)
        )
    if wrong:
        raise AllError(wrong)
    return columns[place.figure]


def _wrong(run: Kept, place: Place, figures: list[str]) -> Iterator[ToldError]:
    """Say what of a place is not in the results, what was meant, and what they hold."""
    simulated = cells(run.scenario)
    cities = sorted({cell.city for cell in simulated})
    kinds = sorted({cell.kind for cell in simulated})
    start, months = run.scenario.projection.start, run.scenario.projection.months
    last = run.scenario.projection.replications - 1
    for option, value, known, listed in (
        ("--figure", place.figure, figures, ", ".join(figures)),
        ("--city", place.city, cities, CityNames.of(cities)),
        ("--kind", place.kind, kinds, ", ".join(kinds)),
        (
            "--month",
            place.month,
            [format_month(month) for month in range(start, start + months)],
            f"{format_month(start)} … {format_month(start + months - 1)}",
        ),
        ("--replication", place.replication, range(last + 1), f"0 … {last}"),
    ):
        if value is not None and value not in known:
            near = nearest(value, known) if isinstance(known, list) and option != "--month" else ""
            yield ToldError(
                "{option} {value}: is not in the results; they hold {listed}",
                near,
                option=option,
                value=value,
                listed=listed,
            )


def _written(run: Kept, place: Place) -> int:
    """Read the figure in the results."""
    from pyarrow import parquet

    grouped = place.city is not None or place.kind is not None
    filters = [("month", "=", place.month), ("replication", "=", place.replication)]
    for key, name in (("city", place.city), ("kind", place.kind)):
        if name is not None:
            filters.append((key, "=", name))
    file = run.folder / ("groups.parquet" if grouped else "monthly.parquet")
    table = parquet.read_table(file, columns=[place.figure], filters=filters)
    return sum(table[place.figure].to_pylist())


def _lives(
    run: Kept,
    replication: int,
    block: Block,
    column: Column,
    month: int,
    limit: int,
    sums: dict[Kind, tuple[int, int]],
) -> tuple[int, list[Life]]:
    """Count the workers of a block behind a column in a month, name the largest, add up kinds."""
    values: NDArray[np.int64] = np.zeros(block.count, np.int64)
    there = np.zeros(block.count, bool)
    for diary in diaries(block, run.scenario.projection.seed, replication):
        now = (diary.month <= month) & (month < diary.month + diary.months)
        for kind in column.kinds:
            at = now & (diary.kind == kind)
            people, amount = diary.people[diary.worker[at]], diary.amount[at]
            events, amounts = sums[kind]
            sums[kind] = events + int(people.sum()), amounts + int((people * amount).sum())
            np.add.at(values, diary.worker[at], people * amount if column.part else people)
            there[diary.worker[at]] = True
    largest = np.argsort(-values, kind="stable")[:limit]
    return int(there.sum()), [
        Life(
            format_worker(
                run.scenario, block.cell, int(diary.cohorts[row]), int(diary.ordinals[row])
            ),
            int(diary.people[row]),
            int(values[row]),
        )
        for row in largest
        if there[row]
    ]


def _line(what: Kind | FundEvent, events: int, amount: int) -> Line:
    if what not in ENTRIES:
        return Line(what.name.lower(), "", "", events, amount)
    debit, credit = (account.name.lower() for account in ENTRIES[what])
    return Line(what.name.lower(), debit, credit, events, amount)


def _fund_lines(run: Kept, place: Place, column: Column) -> Iterator[Line]:
    """Lines of a figure that no life fills; of the closing balance, every line of the month."""
    for name, event in _FUND_ONLY.items():
        if column.name == name:
            yield _line(event, 1, _written(run, place))
            return
    cash = Account.CASH.name.lower()
    yield Line("opening", cash, "", 1, _written(run, place._replace(figure="opening_fen")))
    if column.name == "closing_fen":
        for one in COLUMNS:
            if one.account is not None:
                fen = _written(run, place._replace(figure=one.name))
                sides = (cash, one.account.name.lower())
                debit, credit = sides if one.sign < 0 else sides[::-1]
                yield Line(one.name.removesuffix("_fen"), debit, credit, 1, fen)
