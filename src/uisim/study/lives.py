"""Single lives: play one again in plain Python, or find those to whom something happened."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from typing import Any, NamedTuple

from uisim.chance import Address
from uisim.events import Event, Kind
from uisim.outcome import by_month
from uisim.people.worker import sex_and_age
from uisim.scenario.population import (
    Cell,
    cells,
    cohorts,
    format_worker,
    parse_worker,
)
from uisim.scenario.problems import nearest
from uisim.scenario.schema import Scenario
from uisim.scenario.setting import settings
from uisim.study.run import Block, addresses, blocks, play_block
from uisim.words import ToldError

SEARCHED = 1024
"""Lives searched at once for an event."""


class Story(NamedTuple):
    """One worker and the events of her life, in order of time.

    traits: what is remembered of her at entry (a HER). age_months: at entry. platforms: by event,
    those that she began, took or lost with it.
    """

    worker: str
    people: int
    start: int
    is_man: bool
    age_months: float
    traits: Any
    events: tuple[Event, ...]
    platforms: tuple[tuple[int, ...], ...]


def life_of(scenario: Scenario, worker: str, replication: int = 0) -> Story:
    """Play one worker's life; ValueError if there is no such worker."""
    from uisim.engine.reference import turns

    cell, cohort, ordinal = parse_worker(worker, scenario)
    counted = cohorts(scenario, cell)
    simulated = cells(scenario)
    setting = settings(scenario, simulated, replication)[simulated.index(cell)]
    who = Address(scenario.projection.seed, replication, ordinal, cell.number * 65536 + cohort)
    people, workers = int(counted.people[cohort]), int(counted.workers[cohort])
    traits: Any = None
    held: tuple[int, ...] = ()
    told: list[tuple[Event, tuple[int, ...]]] = []
    for turn in turns(who, setting):
        traits = traits or copy(turn.her)
        told += [(event, _moved(event, held, turn.platforms)) for event in turn.events]
        held = turn.platforms
    events, platforms = zip(*told, strict=True)
    return Story(
        format_worker(scenario, cell, cohort, ordinal),
        people // workers + (ordinal < people % workers),
        scenario.projection.start,
        *sex_and_age(who, setting.work[0], setting.months[int(traits.entry)]),
        traits,
        events,
        platforms,
    )


def _moved(event: Event, before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, ...]:
    """Name the platforms that she began, took or lost with an event."""
    if event.kind in (Kind.ENTERED, Kind.GAINED_PLATFORM, Kind.FOUND_WORK):
        return tuple(platform for platform in after if platform not in before)
    if event.kind in (Kind.LOST_INVOLUNTARY, Kind.LOST_VOLUNTARY):
        return tuple(platform for platform in before if platform not in after)
    return ()


def kind_named(name: str, kinds: Iterable[Kind]) -> Kind:
    """Find which of some kinds of event ``name`` means; ValueError names the nearest and all."""
    names = [kind.name.lower() for kind in kinds]
    if name.lower() in names:
        return Kind[name.upper()]
    known = ", ".join(names)
    near = nearest(name.lower(), names)
    raise ToldError("{name!r} is no kind of event; those are {known}", near, name=name, known=known)


def find_workers(scenario: Scenario, kind: Kind, limit: int, replication: int = 0) -> Iterator[str]:
    """Name the first workers, in order of city, kind of work and entry, who had such an event."""
    found = 0
    for block in blocks(scenario, replication):
        for first in range(block.first, block.first + block.count, SEARCHED):
            count = min(SEARCHED, block.first + block.count - first)
            searched = replace(block, first=first, count=count)
            for cell, cohort, ordinal in _having(searched, scenario, kind, replication):
                yield format_worker(scenario, cell, cohort, ordinal)
                found += 1
                if found == limit:
                    return


def _having(
    block: Block, scenario: Scenario, kind: Kind, replication: int
) -> Iterator[tuple[Cell, int, int]]:
    """Halve a block until each part that has the event is one worker."""
    seed = scenario.projection.seed
    if by_month(play_block(block, seed, replication).sums)[:, kind, 0].any():
        if block.count == 1:
            who, _ = next(addresses(block, seed, replication))
            yield block.cell, who.place & 0xFFFF, who.ordinal
        else:
            half = block.count // 2
            yield from _having(replace(block, count=half), scenario, kind, replication)
            rest = replace(block, first=block.first + half, count=block.count - half)
            yield from _having(rest, scenario, kind, replication)
