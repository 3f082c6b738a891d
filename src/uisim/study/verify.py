"""Whether a folder of results is still what was written, and whether it can be made again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from uisim.study.again import Again
from uisim.study.cells import DESIGN
from uisim.study.files import RESOLVED, RUN
from uisim.study.kept import record_of
from uisim.study.run import Advance
from uisim.study.sums import SUMS, TIMING, hashes_of, is_sealed, sums_of
from uisim.words import ToldError

What = Literal["altered", "missing", "unlisted", "unmatched", "not reproduced"]
_NOT_REPRODUCED = {"versions", "inputs", "outputs"}
"""What `run.json` says of the program, the files read, and of outputs, which are compared."""


class Finding(NamedTuple):
    """What is wrong with a file of a folder of results.

    unmatched: a file for which `run.json` does not vouch differs from its line in `SHA256SUMS`, and
    either may have been altered.
    """

    file: str
    what: What


def verify(folder: Path) -> tuple[Finding, ...]:
    """Compare every file with its hash; ValueError if there is no run.json."""
    if not (folder / RUN).is_file():
        raise ToldError(
            "{folder} holds no {file}: it is not a folder of results", folder=folder, file=RUN
        )
    return (*_against_hashes(folder), *_against_themselves(folder))


def _against_hashes(folder: Path) -> tuple[Finding, ...]:
    if not (folder / SUMS).is_file():
        return (Finding(SUMS, "missing"), *_against_record(folder, {}))
    if (folder / SUMS).read_bytes() == sums_of(folder).encode():
        return tuple(_against_record(folder, hashes_of(folder)))
    lines = (folder / SUMS).read_text("utf-8", errors="replace").split("\n")
    said = {line[66:]: line[:64] for line in lines if line}
    found = hashes_of(folder)
    if said.get(RUN) != found[RUN]:
        others = {name for name in said.keys() | found.keys() if said.get(name) != found.get(name)}
        listed = sorted((others & said.keys() & found.keys()) - {RUN})
        return tuple(Finding(name, "unmatched") for name in (RUN, *listed))
    return tuple(_against_record(folder, said)) or (Finding(SUMS, "altered"),)


def _against_themselves(folder: Path) -> Iterator[Finding]:
    """Compare each `timing.json` with the hash in it."""
    for path in sorted(folder.rglob(TIMING)):
        if not is_sealed(path.read_bytes()):
            yield Finding(path.relative_to(folder).as_posix(), "altered")


def rerun(folder: Path, again: Again, advance: Advance = lambda steps: None) -> tuple[Finding, ...]:
    """Play again what a folder holds and compare the bytes of all that it leaves.

    Left out are the versions and the hashes of inputs, and the report, which is no output.
    """
    with TemporaryDirectory() as aside:
        fresh = Path(aside) / (Path(again.name).name or "again")
        again.play(fresh, advance)
        return tuple(_differing(folder, again.record, fresh))


def _differing(folder: Path, record: Mapping[str, Any], fresh: Path) -> Iterator[Finding]:
    again = record_of(fresh)
    for name in sorted(record["outputs"].keys() | again["outputs"].keys()):
        old, new = folder / name, fresh / name
        if not (old.is_file() and new.is_file() and _is_same(old, new)):
            yield Finding(name, "not reproduced")
    if _of_the_results(record) != _of_the_results(again):
        yield Finding(RUN, "not reproduced")


def _is_same(old: Path, new: Path) -> bool:
    """Whether two files have the same bytes; resolved scenarios tell which file they came from."""
    if old.name.endswith(RESOLVED.partition(".")[2]):
        return True
    if old.name == DESIGN:
        one, other = (json.loads(path.read_text("utf-8")) for path in (old, new))
        return _of_the_results({"design": one}) == _of_the_results({"design": other})
    return old.read_bytes() == new.read_bytes()


def _of_the_results(record: Mapping[str, Any]) -> dict[str, Any]:
    """What of a `run.json` is no word about the program, the files read or the other files."""
    found = {key: value for key, value in record.items() if key not in _NOT_REPRODUCED}
    if "design" in found:
        found["design"] = {k: v for k, v in found["design"].items() if k != "program"}
    return found


def _against_record(folder: Path, said: dict[str, str]) -> Iterator[Finding]:
    """Compare the files with the hashes in `run.json`, and those it does not list with ``said``."""
    outputs, found = record_of(folder)["outputs"], hashes_of(folder)
    for name in sorted(outputs.keys() | found.keys() - {RUN}):
        if name not in found:
            yield Finding(name, "missing")
        elif name in outputs and outputs[name] != found[name]:
            yield Finding(name, "altered")
        elif name not in outputs and said.get(name) != found[name]:
            yield Finding(name, "unmatched" if name in said else "unlisted")
