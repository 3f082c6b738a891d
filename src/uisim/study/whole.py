"""Files that are written whole or not at all, whatever happens to the process or the disk."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, whatever happens."""
    with putting(path) as aside:
        aside.write_bytes(content)


@contextmanager
def putting(path: Path) -> Iterator[Path]:
    """Give a file beside ``path`` to write; force it to the disk and put it in place."""
    aside = path.with_name(f".{path.name}.part")
    try:
        yield aside
        with open(aside, "r+b") as file:
            os.fsync(file.fileno())
        aside.replace(path)
        _force_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


if sys.platform == "win32":

    def _force_folder(folder: Path) -> None:
        """A folder cannot be forced to the disk on this system."""

else:

    def _force_folder(folder: Path) -> None:
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
