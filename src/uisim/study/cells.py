"""The folder of a sweep: a file a cell, kept so that no crash and no second process can spoil it.

A file is written aside, forced to the disk and renamed; only then does the manifest, which is
appended to, name it with its hash. A cell is complete if its file has the hash in the manifest.
"""

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from uisim.study.locks import lock
from uisim.study.sums import sha256
from uisim.study.whole import put
from uisim.words import ToldError

CELLS, MANIFEST, DESIGN, LOCK = "cells", "manifest.csv", "design.json", ".lock"
_HEADER: Final = "cell,sha256\n"


class OtherSweepError(ToldError):
    """A folder that is in use, or holds something else than this very sweep."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder, made if need be; the system lets go of it when the process ends, however."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / LOCK, "a+b") as file:
        try:
            lock(file.fileno(), wait=False)
        except OSError as error:
            raise OtherSweepError(
                "{folder}: another process is playing this sweep", folder=folder
            ) from error
        yield


class Cells:
    """The cells kept in a folder that this process holds."""

    def __init__(self, folder: Path) -> None:
        """Find what is complete; forget the rest."""
        self._folder = folder / CELLS
        self._folder.mkdir(exist_ok=True)
        self._manifest = self._folder / MANIFEST
        self.complete: dict[int, str] = {}
        """Hash of the file of each complete cell."""
        for cell, digest in self._said():
            path = self.path(cell)
            if path.is_file() and sha256(path.read_bytes()) == digest:
                self.complete[cell] = digest
        self.close()

    def path(self, cell: int) -> Path:
        """File of a cell."""
        return self._folder / f"{cell:06d}.parquet"

    def keep(self, cell: int, content: bytes) -> None:
        """Keep a cell; OSError leaves all that was kept before."""
        put(self.path(cell), content)
        digest = sha256(content)
        with open(self._manifest, "a", encoding="utf-8", newline="") as file:
            file.write(f"{cell},{digest}\n")
            file.flush()
            os.fsync(file.fileno())
        self.complete[cell] = digest

    def close(self) -> None:
        """Write the manifest in the order of the cells, and clear away what it does not name."""
        lines = [f"{cell},{digest}\n" for cell, digest in sorted(self.complete.items())]
        put(self._manifest, "".join([_HEADER, *lines]).encode())
        known = {self._manifest, *map(self.path, self.complete)}
        for path in set(self._folder.iterdir()) - known:
            path.unlink()

    def _said(self) -> Iterator[tuple[int, str]]:
        """Lines of the manifest; the last may have been cut off by a crash."""
        if self._manifest.is_file():
            for row in csv.reader(io.StringIO(self._manifest.read_text("utf-8", "replace"))):
                if len(row) == 2 and row[0].isdecimal():
                    yield int(row[0]), row[1]


def open_design(folder: Path, design: Mapping[str, Any]) -> None:
    """Write what is swept into an empty folder; refuse a folder that holds anything else."""
    path = folder / DESIGN
    text = json.dumps(design, ensure_ascii=False, indent=2) + "\n"
    if path.is_file():
        kept, ours = json.loads(path.read_text("utf-8")), json.loads(text)
        other = sorted(part for part in kept | ours if kept.get(part) != ours.get(part))
        if other:
            raise OtherSweepError(
                "{folder} holds another sweep (different: {parts}); choose another --name, "
                "or remove the folder",
                folder=folder,
                parts=", ".join(other),
            )
        return
    strange = sorted(set(os.listdir(folder)) - {LOCK, f".{DESIGN}.part"})
    if strange:
        raise OtherSweepError(
            "{folder} holds {strange}, which is no sweep; choose another --name",
            folder=folder,
            strange=strange[0],
        )
    put(path, text.encode())
