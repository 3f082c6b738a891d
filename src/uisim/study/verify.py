"""Whether a folder of results is still what was written, and whether it can be made again."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from uisim.study.files import RESOLVED, RUN
from uisim.study.kept import Kept, record_of
from uisim.study.run import Advance, run
from uisim.study.sums import SUMS, TIMING, hashes_of, is_sealed, sums_of
from uisim.words import ToldError

What = Literal["altered", "missing", "unlisted", "unmatched", "not reproduced"]
_NOT_REPRODUCED = {"versions", "inputs", "outputs", "study"}
"""What `run.json` says of the machine, the files read and the command; outputs are compared."""


class Finding(NamedTuple):
    """What is wrong with a file of a folder of results.

    unmatched: `run.json` and its line in `SHA256SUMS` differ, and either may have been altered.
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
        altered = sorted((others & said.keys() & found.keys()) - {RUN})
        return (Finding(RUN, "unmatched"), *(Finding(name, "altered") for name in altered))
    return tuple(_against_record(folder, said)) or (Finding(SUMS, "altered"),)


def _against_themselves(folder: Path) -> Iterator[Finding]:
    """Compare each `timing.json` with the hash in it."""
    for path in sorted(folder.rglob(TIMING)):
        if not is_sealed(path.read_bytes()):
            yield Finding(path.relative_to(folder).as_posix(), "altered")


def rerun(kept: Kept, advance: Advance = lambda workers: None) -> tuple[Finding, ...]:
    """Play the scenario of a folder again and compare the bytes of all it leaves.

    The resolved scenario is what is played; versions and hashes of inputs are left out.
    """
    more: list[Callable[[Path], None]] = []
    if (kept.folder / "workers.parquet").is_file():
        from uisim.study.workers import write_workers

        more.append(partial(write_workers, scenario=kept.scenario))
    with TemporaryDirectory() as aside:
        fresh = Path(aside) / "again"
        run(
            kept.scenario,
            kept.folder / RESOLVED,
            fresh,
            engine=kept.record["engine"],
            advance=advance,
            more=more,
        )
        return tuple(_differing(kept, fresh))


def _differing(kept: Kept, fresh: Path) -> Iterator[Finding]:
    again = record_of(fresh)
    names = (kept.record["outputs"].keys() | again["outputs"].keys()) - {RESOLVED}
    for name in sorted(names):
        old, new = kept.folder / name, fresh / name
        if not (old.is_file() and new.is_file() and old.read_bytes() == new.read_bytes()):
            yield Finding(name, "not reproduced")
    keys = (kept.record.keys() | again.keys()) - _NOT_REPRODUCED
    if any(kept.record.get(key) != again.get(key) for key in keys):
        yield Finding(RUN, "not reproduced")


def _against_record(folder: Path, said: dict[str, str]) -> Iterator[Finding]:
    """Compare the files with the hashes in `run.json`, and those it does not list with ``said``."""
    outputs, found = record_of(folder)["outputs"], hashes_of(folder)
    for name in sorted(outputs.keys() | found.keys() - {RUN}):
        if name not in found:
            yield Finding(name, "missing")
        elif name in outputs and outputs[name] != found[name]:
            yield Finding(name, "altered")
        elif name not in outputs and said.get(name) != found[name]:
            yield Finding(name, "altered" if name in said else "unlisted")
