"""Every event of a block of lives, as rows of numbers; added up by whoever reads them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import Kind
from uisim.setting import HER
from uisim.study.run import Block, addresses

ROOM = 500_000
"""Events held at once."""


class Diary(NamedTuple):
    """Some events of a block, in the order of its workers and of time; int64[events] each.

    worker: row of ``cohorts``, ``ordinals``, ``people`` (int64[workers of the block]) and of
    ``traits`` (HER[workers]: what is remembered of those told so far). amount: of each month, of
    one worker. A stock that counts in two ways has a row for each kind.
    """

    cohorts: NDArray[np.int64]
    ordinals: NDArray[np.int64]
    people: NDArray[np.int64]
    traits: NDArray[np.void]
    worker: NDArray[np.int64]
    kind: NDArray[np.int64]
    month: NDArray[np.int64]
    months: NDArray[np.int64]
    amount: NDArray[np.int64]
    note: NDArray[np.int64]


def diaries(block: Block, seed: int, replication: int) -> Iterator[Diary]:
    """Play a block on the compiled clock and give all its events, in parts."""
    from uisim.engine import compiled

    workers = [(who.place, who.ordinal, n) for who, n in addresses(block, seed, replication)]
    places, ordinals, people = np.array(workers, np.int64).reshape(-1, 3).T.copy()
    room, traits = np.zeros((ROOM, 6), np.int64), np.zeros(len(workers), HER)
    first = 0
    while first < len(workers):
        first, rows = compiled.write_down(
            seed, replication, places, ordinals, first, block.setting, room, traits
        )
        written = room[:rows]
        twice = written[(written[:, 1] < Kind.ENTERED) & (written[:, 5] > 0)]
        twice[:, 1] = twice[:, 5]
        yield Diary(places & 0xFFFF, ordinals, people, traits, *np.concatenate([written, twice]).T)
