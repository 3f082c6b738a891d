"""The compiled clock: plays blocks of lives one after another, in machine code, on threads.

`play` adds lives up by month, `write_down` writes down every event of each.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

import uisim
from uisim.chance import Address
from uisim.events import LOG, LOG_ROOM
from uisim.life import life
from uisim.outcome import SEEN, audit, tally
from uisim.setting import HELD, HER, PLATFORMS_MAX, Setting

COMPILED = (".", "law", "people", "acts", "engine")
"""Folders that hold what is compiled; a change elsewhere compiles nothing anew."""


def cache_folder() -> Path:
    """Folder of the compiled code, named by the hash of sources and tables: no stale law."""
    root = Path(uisim.__file__).parent
    digest = hashlib.sha256()
    sources = [file for part in COMPILED for file in (root / part).glob("*.py")]
    for source in sorted([*sources, *root.rglob("*.yaml")]):
        digest.update(source.relative_to(root).as_posix().encode() + b"\0" + source.read_bytes())
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "uisim" / digest.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "uisim" / folder.name
        folder.mkdir(parents=True, exist_ok=True)
    return folder


numba.config.CACHE_DIR = str(cache_folder())
_NONE_HELD = np.zeros(PLATFORMS_MAX, HELD).view(np.recarray)
_NOTHING = np.zeros(LOG_ROOM, LOG).view(np.recarray)
_NOBODY = np.zeros(1, HER).view(np.recarray)


@numba.njit(nogil=True, cache=True, error_model="numpy")
def play(
    seed: int,
    replication: int,
    cell: int,
    people: NDArray[np.int64],
    workers: NDArray[np.int64],
    first: int,
    count: int,
    world: Setting,
    sums: NDArray[np.int64],
    profile: NDArray[np.int64],
    breaches: NDArray[np.int64],
) -> None:
    """Play the workers ``first`` to ``first + count`` of a cell, counted through its cohorts.

    people, workers: see `uisim.scenario.population.Cohorts`. sums, profile, breaches: `Outcome`,
    added to.
    """
    her, held, log = _NOBODY.copy(), _NONE_HELD.copy(), _NOTHING.copy()
    seen = np.zeros(SEEN, np.int64)
    cohort, ordinal, counted, each, left = 0, first, -1, 0, 0
    for _ in range(count):
        while ordinal >= workers[cohort]:
            ordinal -= workers[cohort]
            cohort += 1
        if cohort != counted:
            each, left, counted = people[cohort] // workers[cohort], people[cohort], cohort
            left -= each * workers[cohort]
        weight = each + (ordinal < left)
        who = Address(seed, replication, ordinal, cell * 65536 + cohort)
        seen[:] = 0
        her[0] = _NOBODY[0]
        for _ in life(who, world, her, held, log):
            for i in range(her[0].noted):
                tally(sums, profile, weight, log[i])
                audit(seen, breaches, world.months, weight, log[i])
            her[0].noted = 0
        ordinal += 1


@numba.njit(nogil=True, cache=True, error_model="numpy")
def write_down(
    seed: int,
    replication: int,
    places: NDArray[np.int64],
    ordinals: NDArray[np.int64],
    first: int,
    world: Setting,
    events: NDArray[np.int64],
    traits: NDArray[np.void],
) -> tuple[int, int]:
    """Write down the events of the workers from ``first`` on, of as many as there is room for.

    places, ordinals: int64[workers], see `Address`. events: int64[room, 6], a row an event: worker,
    kind, month, months, amount, note. traits: HER[workers], each as she is at her end. Return the
    next worker to play and the rows written.
    """
    her, held, log = _NOBODY.copy(), _NONE_HELD.copy(), _NOTHING.copy()
    rows = 0
    for i in range(first, len(ordinals)):
        began = rows
        who = Address(seed, replication, ordinals[i], places[i])
        her[0] = _NOBODY[0]
        for _ in life(who, world, her, held, log):
            if rows + her[0].noted > len(events):
                return i, began
            for event in log[: her[0].noted]:
                events[rows, 0], events[rows, 1], events[rows, 2] = i, event.kind, event.month
                events[rows, 3], events[rows, 4] = event.months, event.amount
                events[rows, 5] = event.note
                rows += 1
            her[0].noted = 0
        traits[i] = her[0]
    return len(ordinals), rows
