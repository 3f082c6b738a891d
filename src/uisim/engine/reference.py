"""The reference clock: SimPy plays all lives side by side, one process a worker, event by event.

Slow and plain. That it gives the sums of the compiled clock, which plays one life after the other,
shows that lives touch each other only through sums.
"""

from collections.abc import Generator, Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from uisim.chance import Address
from uisim.events import LOG, LOG_ROOM, Event
from uisim.life import life
from uisim.outcome import SEEN, Outcome, audit, tally
from uisim.setting import HELD, HER, PLATFORMS_MAX, Setting


def play(workers: list[tuple[Address, int]], setting: Setting, outcome: Outcome) -> None:
    """Play ``workers`` (address, people she stands for) of one cell; add to ``outcome``."""
    clock = simpy.Environment()
    for who, weight in workers:
        events = one_life(who, setting)
        clock.process(_process(clock, events, weight, setting.months, outcome))
    clock.run()


class Turn(NamedTuple):
    """A turn of a life: its events; what is remembered of her, and her platforms, after it."""

    events: list[Event]
    her: Any
    platforms: tuple[int, ...]


def turns(who: Address, world: Setting) -> Iterator[Turn]:
    """Yield the turns of one life, in plain Python; its memory is plain too, which is faster."""
    her, held, log = _memory(HER, 1), _memory(HELD, PLATFORMS_MAX), _memory(LOG, LOG_ROOM)
    for _ in life(who, world, her, held, log):
        written = [Event(**vars(event)) for event in log[: her[0].noted]]
        her[0].noted = 0
        yield Turn(written, her[0], tuple(one.platform for one in held[: her[0].platforms]))


def one_life(who: Address, world: Setting) -> Iterator[Event]:
    """Yield the events of one life."""
    for turn in turns(who, world):
        yield from turn.events


def _memory(kind: np.dtype[np.void], count: int) -> Any:
    """Make ``count`` records of a kind, all zero, as objects whose integers cannot overflow."""
    zero = {name: kind[name].type(0).item() for name in kind.names or ()}
    return [SimpleNamespace(**zero) for _ in range(count)]


def _process(
    clock: simpy.Environment,
    events: Iterator[Event],
    weight: int,
    months: NDArray[np.void],
    outcome: Outcome,
) -> Generator[simpy.Event, Any, None]:
    seen = np.zeros(SEEN, np.int64)
    for event in events:
        yield clock.timeout(max(0.0, event.time - clock.now))
        tally(outcome.sums, outcome.profile, weight, event)
        audit(seen, outcome.breaches, months, weight, event)
