"""What a scenario comes to, on a sample, and beside another one under the same luck.

The sample is a scenario like any other, of fewer workers and more replications: what is shown is
what `uisim run` gives of it. Replications are added until the break-even rate is told well enough.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.fund.measures import OUT_COLUMNS
from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval, interval, intervals, paired
from uisim.study.played import result_of
from uisim.study.replications import UNITS, Precision, Replications
from uisim.study.reserves import RESERVE, reserves
from uisim.study.run import Block, blocks, play, same_blocks, workers_of
from uisim.units import YEAR, format_month

LIVES: Final = 50_000
"""Workers of a replication, at most; a larger world is sampled."""
NICE: Final = (1, 2, 5, 10)
WANTED: Final = Precision("break_even_rate", 0.05, relative=True)
"""How well the break-even rate has to be told before no more is played."""
SHOWN: Final = (
    "break_even_rate",
    "months_of_reserve",
    "balance",
    "members",
    "coverage",
    "benefit_per_contribution",
    "claim_share",
    "selection_index",
)
"""No extremes: the lowest balance of a small sample lies below that of everyone."""


def sample_of(scenario: Scenario) -> int:
    """Choose for how many people a worker stands, so that a replication is played at once.

    Never fewer than in the scenario; otherwise 1, 2 or 5 times a power of ten.
    """
    represents = scenario.projection.represents
    wanted = represents * workers_of(scenario) / LIVES
    if wanted <= represents:
        return represents
    power = 10 ** math.floor(math.log10(wanted))
    return next(factor * power for factor in NICE if factor * power >= wanted)


class Player:
    """Plays a scenario, one replication after another, and keeps what came of them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.kept = Replications()
        self._blocks: tuple[Block, ...] | None = None

    def play_until(self, count: int) -> None:
        """Play on until so many replications are kept."""
        if self._blocks is None and same_blocks(self.scenario):
            self._blocks = tuple(blocks(self.scenario, 0))
        while self.kept.count < count:
            self.kept.add(result_of(play(self.scenario, self.kept.count, planned=self._blocks)))


class Row(NamedTuple):
    """An indicator of a scenario and of the one it is compared with, and their difference."""

    indicator: str
    unit: str
    own: Interval
    other: Interval
    difference: Interval


class Series(NamedTuple):
    """A figure over time: float64[times], nan where not defined; the ends of 95 % intervals.

    times: months or years, as they are written.
    """

    times: tuple[str, ...]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


class Estimate(NamedTuple):
    """What is known after some replications; of pairs the second is the one compared with.

    done: whether the break-even rate is told as well as wanted, or cannot be.
    """

    scenario: Scenario
    replications: int
    done: bool
    rows: tuple[Row, ...]
    balance: tuple[Series, Series]
    reserve: tuple[Series, Series]


def refine(own: Player, other: Player) -> Iterator[int]:
    """Play a replication more of both, one after another, until the estimate is done.

    own and other may be the same. Yields the number played.
    """
    for count in range(1, WANTED.most + 1):
        own.play_until(count)
        other.play_until(count)
        yield count
        if is_done(own, count):
            return


def is_done(player: Player, replications: int) -> bool:
    """Whether so many replications tell the break-even rate as well as wanted, or never will."""
    reached = interval(player.kept.figure(WANTED.indicator)[:replications])
    enough = WANTED.is_met(reached) or math.isnan(reached.mean)
    return replications >= WANTED.most or (replications >= WANTED.least and enough)


def estimate(own: Player, other: Player, replications: int) -> Estimate:
    """Sum up the first replications of two players; more than one."""
    rows = []
    for name in SHOWN:
        one, two = (_values(player, name, replications) for player in (own, other))
        rows.append(Row(name, UNITS[name], interval(one), interval(two), paired(two, one)))
    return Estimate(
        own.scenario,
        replications,
        is_done(own, replications),
        tuple(rows),
        (_balance(own, replications), _balance(other, replications)),
        (_reserve(own, replications), _reserve(other, replications)),
    )


def _values(player: Player, indicator: str, replications: int) -> Sequence[float]:
    """Values of an indicator whose mean is shown."""
    if indicator == RESERVE:
        values: list[float] = _reserve_values(player, replications)[:, -1].tolist()
        return values
    return player.kept.figure(indicator)[:replications]


def _balance(player: Player, replications: int) -> Series:
    """Balance at the close of each month, in fen."""
    closing = player.kept.monthly["closing_fen"][:replications]
    return Series(tuple(map(format_month, _months(player))), *intervals(closing))


def _reserve(player: Player, replications: int) -> Series:
    """Months of reserve at the end of each year."""
    years = dict.fromkeys(format_month(month)[:4] for month in _months(player))
    return Series(tuple(years), *intervals(_reserve_values(player, replications)))


def _reserve_values(player: Player, replications: int) -> NDArray[np.float64]:
    """Months of reserve at the end of each year, float64[replications, years], nan without outgo.

    Of the means over replications: in a small sample the outgo of a year may be 0.
    """
    monthly = player.kept.monthly
    outgo = np.sum([monthly[name][:replications] for name in OUT_COLUMNS], axis=0)
    months = _months(player)
    last = len(months) - 1
    ends = [at for at, month in enumerate(months) if month % YEAR == YEAR - 1 or at == last]
    recent = [outgo[:, max(0, end + 1 - YEAR) : end + 1].mean(axis=1) for end in ends]
    return reserves(monthly["closing_fen"][:replications, ends], np.stack(recent, axis=1))


def _months(player: Player) -> range:
    """Months of the projection (absolute)."""
    return range(player.kept.start, player.kept.start + player.kept.months)
