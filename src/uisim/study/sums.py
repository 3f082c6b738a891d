"""Hashes of the files of a folder of results, as `sha256sum --check` reads them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from uisim.study.whole import put

SUMS, TIMING = "SHA256SUMS", "timing.json"
_SEALED = slice(-68, -4)
"""Where `timing.json` has its own hash: 64 digits before the quotation mark and the brace."""


def sums_of(folder: Path) -> str:
    """Lines of `SHA256SUMS`, as `sha256sum --check` reads them: of every file, `run.json` too."""
    hashes = hashes_of(folder)
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def hashes_of(folder: Path) -> dict[str, str]:
    """SHA-256 by name of every file but its `SHA256SUMS`, times of day and hidden ones (a lock)."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path != folder / SUMS
        and path.name != TIMING
        and not path.name.startswith(".")
    }


def cover(folder: Path, *names: str) -> None:
    """Enter files that were written after the run into `SHA256SUMS`, all or none of them."""
    _enter(folder, {name: sha256((folder / name).read_bytes()) for name in names}, *names)


def cover_all(folder: Path, name: str) -> None:
    """Enter all files of a folder in ``folder`` in place of its lines; the other lines stay."""
    found = {f"{name}/{below}": hashed for below, hashed in hashes_of(folder / name).items()}
    _enter(folder, found, name)


def _enter(folder: Path, hashes: Mapping[str, str], *replaced: str) -> None:
    """Put lines into `SHA256SUMS` in place of those of the files, or folders, ``replaced``."""
    lines = (folder / SUMS).read_text("utf-8").splitlines()
    gone = tuple(f"{name}/" for name in replaced)
    kept = {line[66:]: line[:64] for line in lines if not f"{line[66:]}/".startswith(gone)}
    entered = sorted({**kept, **hashes}.items())
    lines = [f"{hashed}  {name}\n" for name, hashed in entered]
    put(folder / SUMS, "".join(lines).encode())


def sealed(timing: Mapping[str, object]) -> bytes:
    """Content of `timing.json`: times of day and durations, last the hash of all but that hash.

    `SHA256SUMS` leaves it out, so that the hashes of a run played again are the same.
    """
    written = {**timing, "sha256": "0" * 64}
    content = (json.dumps(written, ensure_ascii=False, indent=2) + "\n").encode()
    return _sealed(content)


def is_sealed(content: bytes) -> bool:
    """Whether a `timing.json` is as it was written."""
    return content == _sealed(content)


def _sealed(content: bytes) -> bytes:
    head, tail = content[: _SEALED.start], content[_SEALED.stop :]
    return head + sha256(head + tail).encode() + tail


def sha256(content: bytes) -> str:
    """Hash of a content."""
    return hashlib.sha256(content).hexdigest()
