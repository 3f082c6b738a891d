"""The folder of a study's answer: its tables, the answer as JSON, and where it comes from."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from uisim.scenario.resolved import resolved_yaml
from uisim.scenario.schema import Scenario
from uisim.study.files import ANSWER, NOTE, RESOLVED, Provenance, replacing, write_run, write_text
from uisim.study.run import inputs
from uisim.study.tables import Described, write_csv, write_parquet


class Table(NamedTuple):
    """A table: what its columns hold, by name, and its rows in their order."""

    columns: Mapping[str, Described]
    rows: Iterable[tuple[Any, ...]]


def as_json(answer: Mapping[str, Any]) -> str:
    """Write an answer as JSON; null where a number is not defined."""
    return json.dumps(defined(answer), ensure_ascii=False, indent=2) + "\n"


def write_answer(
    folder: Path,
    scenario: Scenario,
    path: Path,
    answer: Mapping[str, Any],
    tables: Mapping[str, Table],
    asked: Iterable[Path] = (),
    more: Iterable[Callable[[Path], None]] = (),
) -> None:
    """Write `answer.json`, each table as CSV and Parquet, the scenario and `run.json`.

    asked: further files that were read. more: what else to write into the new folder.
    FileExistsError if ``folder`` holds what is not a result.
    """
    read = inputs(scenario, path) | {file.name: file.read_bytes() for file in asked}
    projection = scenario.projection
    provenance = Provenance(
        scenario.name, projection.seed, projection.replications, "compiled", read
    )
    with replacing(folder) as fresh:
        write_text(fresh / ANSWER, as_json(answer))
        write_text(fresh / RESOLVED, resolved_yaml(scenario))
        for name, table in tables.items():
            rows = [tuple(defined(value) for value in row) for row in table.rows]
            write_csv(fresh / f"{name}.csv", table.columns, rows)
            columns = dict(zip(table.columns, map(_array, zip(*rows, strict=True)), strict=False))
            if columns:
                write_parquet(fresh / f"{name}.parquet", columns, table.columns, NOTE)
        for write in more:
            write(fresh)
        write_run(fresh, provenance, ())


def _array(values: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """Texts as texts, all else as real numbers, nan where there is none."""
    if any(isinstance(value, str) for value in values):
        return np.array([value or "" for value in values], np.str_)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def defined(value: Any) -> Any:
    """Turn numbers that are not defined into None, below mappings and lists too."""
    if isinstance(value, Mapping):
        return {name: defined(below) for name, below in value.items()}
    if isinstance(value, list | tuple):
        return [defined(below) for below in value]
    return None if isinstance(value, float) and value != value else value
