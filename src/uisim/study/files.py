"""The files a run leaves (docs/model.md, section 9): written aside, hashed, put in place whole.

Equal results give equal bytes: no time of day, no duration and no path of a machine is in any file
but `timing.json`.
"""

import csv
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from uisim.fund.columns import Table
from uisim.fund.identities import Identity
from uisim.study.aside import set_aside
from uisim.study.columns import SUMMARY, TABLES
from uisim.study.played import Result
from uisim.study.sums import SUMS, TIMING, hashes_of, sealed, sha256, sums_of
from uisim.study.tables import shown
from uisim.words import ToldError

RUN, RESOLVED, BESIDE = "run.json", "scenario.resolved.yaml", "beside"
ANSWER = "answer.json"
REPORTED = ("report.html", "explorer.html", "charts", BESIDE)
"""What a report adds to a folder of results, in `SHA256SUMS` but not in `run.json`."""
RESULT_FILES = (
    RUN,
    SUMS,
    TIMING,
    RESOLVED,
    "monthly.csv",
    "monthly.parquet",
    "groups.parquet",
    "profiles.parquet",
    "workers.parquet",
    "summary.csv",
    "bands.parquet",
    "risk.csv",
    "first_hits.csv",
    "draws.csv",
    "variance.csv",
    *REPORTED,
)
"""What a folder of results may hold beside the outputs that its own `run.json` lists."""
NOTE = (
    "The balance is that of the flexible workers' notional sub-account in the provincial pool: "
    "below 0 means a transfer from employees' money, not insolvency."
)


class Provenance(NamedTuple):
    """Where a run comes from.

    inputs: content of each file read (scenario and its parents, law tables), by a path relative to
    the scenario or the package. engine: the clock that played it. study: what is said of a study
    beside it, such as the precision reached; read once all has been played.
    """

    scenario: str
    seed: int
    replications: int
    engine: str
    inputs: Mapping[str, bytes]
    study: Mapping[str, object] = MappingProxyType({})


class OccupiedError(ToldError, FileExistsError):
    """Where results are to be written lies what is none."""


class Checked(NamedTuple):
    """An identity over all replications: the one in which it holds worst."""

    replication: int
    worst: Identity


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder beside ``folder`` to write into; put it in place when all went well.

    Whatever fails inside leaves the old results as they were. FileExistsError if ``folder`` holds
    anything that is not a result.
    """
    folder = folder.resolve()
    _refuse_strangers(folder)
    with set_aside(folder) as fresh:
        yield fresh
        _refuse_strangers(folder)


def write_results(
    folder: Path,
    results: Iterable[Result],
    provenance: Provenance,
    resolved_yaml: str,
    timing: Mapping[str, object],
    more: Iterable[Callable[[Path], None]] = (),
) -> None:
    """Write all the files of a run but the report, in place of older ones.

    ``more``: what else to write into the new folder, once the results have been played.
    `run.json` says how many replications were played, whatever the provenance expected.

    ``timing`` is read last, when the results have been played.
    """
    played = 0

    def counted() -> Iterator[Result]:
        nonlocal played
        for result in results:
            played += 1
            yield result

    with replacing(folder) as fresh:
        identities = write_tables(fresh, counted())
        write_text(fresh / RESOLVED, resolved_yaml)
        for write in more:
            write(fresh)
        write_run(fresh, provenance._replace(replications=played), identities)
        write_timing(fresh, timing)


def write_tables(folder: Path, results: Iterable[Result]) -> tuple[Checked, ...]:
    """Write the tables and the summary, replication by replication, in ascending order.

    Only one replication is held in memory. Return the identities, each where it holds worst.
    """
    worst: dict[str, Checked] = {}
    with ExitStack() as open_files:
        writers: dict[str, Any] = {}
        lines, summary = (
            csv.writer(
                open_files.enter_context(open(folder / name, "w", encoding="utf-8", newline="")),
                lineterminator="\n",
            )
            for name in ("monthly.csv", "summary.csv")
        )
        summary.writerow(SUMMARY)
        for result in results:
            monthly = numbered(result, "monthly")
            if not writers:
                lines.writerow(monthly)
            lines.writerows(zip(*(column.tolist() for column in monthly.values()), strict=True))
            for name in TABLES:
                _write_parquet(folder, name, numbered(result, name), writers, open_files)
            for indicator, group, value, unit in result.summary:
                summary.writerow((result.replication, indicator, group, shown(value), unit))
            keep_worst(worst, result)
    return tuple(worst.values())


def keep_worst(worst: dict[str, Checked], result: Result) -> None:
    """Keep each identity, by name, of the replication in which it holds worst."""
    for identity in result.identities:
        kept = worst.get(identity.identity)
        if kept is None or identity.residual > kept.worst.residual:
            worst[identity.identity] = Checked(result.replication, identity)


def write_run(folder: Path, provenance: Provenance, identities: Iterable[Checked]) -> None:
    """Write `run.json`, after all other outputs: it holds the hash of each; then `SHA256SUMS`."""
    run = {
        "scenario": provenance.scenario,
        "seed": provenance.seed,
        "replications": provenance.replications,
        "engine": provenance.engine,
        "study": dict(provenance.study),
        "versions": {
            "python": platform.python_version(),
            **{package: _version(package) for package in ("uisim", "numpy", "numba", "pyarrow")},
        },
        "note": NOTE,
        "inputs": {name: sha256(text) for name, text in sorted(provenance.inputs.items())},
        "outputs": hashes_of(folder),
        "identities": [
            {**checked.worst._asdict(), "replication": checked.replication}
            for checked in identities
        ],
    }
    write_text(folder / RUN, json.dumps(run, ensure_ascii=False, indent=2) + "\n")
    write_text(folder / SUMS, sums_of(folder))


def write_timing(folder: Path, timing: Mapping[str, object]) -> None:
    """Write times of day and durations, with their own hash: no other covers them."""
    (folder / TIMING).write_bytes(sealed(timing))


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with line feeds, whatever the system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def numbered(result: Result, name: str) -> Table:
    """Take a table of the statement, with the replication before its columns."""
    table: Table = getattr(result.statement, name)
    rows = len(next(iter(table.values())))
    return {"replication": np.full(rows, result.replication, np.int64), **table}


def _write_parquet(
    folder: Path, name: str, table: Table, writers: dict[str, Any], open_files: ExitStack
) -> None:
    """Append a replication to a Parquet file, opened with the first."""
    import pyarrow as pa
    from pyarrow import parquet

    if name not in writers:
        fields = [
            pa.field(
                column,
                pa.string() if values.dtype.kind == "U" else pa.int64(),
                nullable=False,
                metadata=TABLES[name][column]._asdict(),
            )
            for column, values in table.items()
        ]
        schema = pa.schema(fields, metadata={"note": NOTE})
        writer = parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
        writers[name] = open_files.enter_context(writer)
    schema = writers[name].schema
    arrays = [pa.array(table[field.name].tolist(), field.type) for field in schema]
    writers[name].write_table(pa.Table.from_arrays(arrays, schema=schema))


def _refuse_strangers(folder: Path) -> None:
    """Never clear away what is not a result."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OccupiedError("{folder} is a file, not a folder of results", folder=folder)
    known = set(RESULT_FILES)
    if (folder / RUN).is_file():
        with suppress(ValueError, KeyError, TypeError):
            outputs = json.loads((folder / RUN).read_text("utf-8"))["outputs"]
            known |= {name.split("/")[0] for name in outputs}
    unfinished = {name for name in os.listdir(folder) if name.startswith(".")}
    strange = sorted(set(os.listdir(folder)) - known - unfinished)
    if strange:
        raise OccupiedError(
            "{folder} would be replaced, but holds {strange}, which is no result; move it away or "
            "choose another folder",
            folder=folder,
            strange=strange[0],
        )


def _version(package: str) -> str:
    """Version of a package; the project itself may be run without having been installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
