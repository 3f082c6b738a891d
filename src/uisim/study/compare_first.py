"""The first life, and the first event in it, in which two scenarios part."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from uisim.outcome import by_month
from uisim.scenario.population import format_worker
from uisim.scenario.schema import Scenario
from uisim.study.lives import Story, life_of
from uisim.study.run import Block, addresses, blocks, play_block
from uisim.words import ToldError

Pair = tuple[Block, Block]
"""The same lives in two scenarios."""


@dataclass(frozen=True)
class Parting:
    """Where two runs part: the earliest month, and in it a first life by city, kind and entry.

    month: the first month whose sums differ (since the start). alike: events that both lives begin
    with; the next one is the first that differs.
    """

    month: int
    first: Story
    second: Story
    alike: int


class OtherPeopleError(ToldError):
    """Two scenarios without the same people: there is no life to set beside a life."""


def first_difference(
    first: Scenario, second: Scenario, replication: int = 0, threads: int | None = None
) -> Parting | None:
    """Find where two scenarios part; None if all lives are the same (the books may differ yet).

    All blocks are played once in each to find the month, then one is halved until one life is left.
    Cells that only one of them simulates are passed over; OtherPeopleError if the counts of people
    in a cell of both differ.
    """
    seed = first.projection.seed

    def month_of(pair: Pair) -> int | None:
        one, other = (by_month(play_block(block, seed, replication).sums) for block in pair)
        differing = np.flatnonzero((one != other).any(axis=(1, 2)))
        return int(differing[0]) if len(differing) else None

    pairs = list(_pairs(first, second, replication))
    with ThreadPoolExecutor(threads) as pool:
        months = list(pool.map(month_of, pairs))
    parted = [(month, at) for at, month in enumerate(months) if month is not None]
    if not parted:
        return None
    month, at = min(parted)
    pair = pairs[at]
    while pair[0].count > 1:
        halves = _halves(pair)
        parted = [(m, at) for at, m in enumerate(map(month_of, halves)) if m is not None]
        month, at = min(parted)
        pair = halves[at]
    who, _ = next(addresses(pair[0], seed, replication))
    worker = format_worker(first, pair[0].cell, who.place & 0xFFFF, who.ordinal)
    one, other = (life_of(scenario, worker, replication) for scenario in (first, second))
    shorter = min(len(one.events), len(other.events))
    same = (at for at in range(shorter) if one.events[at] != other.events[at])
    return Parting(month, one, other, next(same, shorter))


def _pairs(first: Scenario, second: Scenario, replication: int) -> Iterator[Pair]:
    others = {(block.cell.number, block.first): block for block in blocks(second, replication)}
    shared = {number for number, _ in others}
    for block in blocks(first, replication):
        other = others.get((block.cell.number, block.first))
        if block.cell.number not in shared:
            continue
        if other is None or not np.array_equal(block.cohorts, other.cohorts):
            where = f"{block.cell.city}, {block.cell.kind}"
            raise OtherPeopleError(
                "{first} and {second} do not have the same people ({where}): no life of one "
                "stands beside a life of the other",
                first=first.name,
                second=second.name,
                where=where,
            )
        yield block, other


def _halves(pair: Pair) -> tuple[Pair, Pair]:
    half = pair[0].count // 2
    one, other = pair
    rest = one.first + half
    return (
        (replace(one, count=half), replace(other, count=half)),
        (
            replace(one, first=rest, count=one.count - half),
            replace(other, first=rest, count=other.count - half),
        ),
    )
