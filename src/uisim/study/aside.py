"""Folders beside results, in which new ones are written before they take their place.

A process that is killed leaves its folder behind; the next one that writes to the same place puts
back the older results that may lie in it, and clears it away.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from uisim.study.locks import is_held, lock
from uisim.words import ToldError

LOCK: Final = ".lock"
FRESH, OLD = "new", "old"
"""What such a folder holds: what is being written, and older results while they change places."""
_RANDOM: Final = "[a-z0-9_]{8}"
"""What `tempfile.mkdtemp` adds to a prefix."""


class LostError(ToldError, OSError):
    """Older results could not be put back where they stood."""


@contextmanager
def set_aside(folder: Path, place: Path | None = None) -> Iterator[Path]:
    """Give a new folder to write into; put it in place of ``folder`` when all went well.

    Whatever fails inside leaves what was there as it was. It lies beside ``folder``, or beside
    ``place`` and bears its name.
    """
    place = place or folder
    place.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(folder, place)
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    fresh, old = aside / FRESH, aside / OLD
    try:
        with open(aside / LOCK, "xb") as file:
            lock(file.fileno(), wait=True)
            fresh.mkdir()
            yield fresh
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
    finally:
        _put_back(old, folder)
        shutil.rmtree(aside, ignore_errors=True)


def _clear_abandoned(folder: Path, place: Path) -> None:
    """Clear away what processes that have ended left when they wrote to ``folder``."""
    own = re.compile(re.escape(f".{place.name}-") + _RANDOM)
    for aside in list(place.parent.iterdir()):
        held = aside / LOCK
        if own.fullmatch(aside.name) and held.is_file() and not is_held(held):
            _put_back(aside / OLD, folder)
            shutil.rmtree(aside, ignore_errors=True)


def _put_back(old: Path, folder: Path) -> None:
    """Put older results where they stood; LostError says where they lie if the disk refuses it."""
    if not old.exists() or folder.exists():
        return
    try:
        old.rename(folder)
    except OSError as error:
        raise LostError(
            "{folder} could not be put back: its files lie in {old}", folder=folder, old=old
        ) from error
