"""Small tables of a study as files: CSV, and Parquet whose columns say what they hold."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Described(NamedTuple):
    """What a column holds: its unit, and its meaning in both languages."""

    unit: str
    meaning: str
    zh: str


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write UTF-8 with line feeds; empty where a number is not defined or a value is None."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([shown(value) for value in row] for row in rows)


def shown(value: object) -> str:
    """Write a value so that reading it gives the same; nothing where it is not defined."""
    if value is None or value != value:
        return ""
    if isinstance(value, np.generic):
        value = value.item()
    return value if isinstance(value, str) else repr(value)


def write_parquet(
    path: Path, columns: Mapping[str, NDArray[Any]], described: Mapping[str, Described], note: str
) -> None:
    """Write texts, integers and real numbers (not defined: null), each column described."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"U": pa.string(), "i": pa.int64(), "f": pa.float64()}
    fields, arrays = [], []
    for name, values in columns.items():
        kind = kinds[np.asarray(values).dtype.kind]
        fields.append(pa.field(name, kind, metadata=described[name]._asdict()))
        arrays.append(pa.array(values.tolist(), kind, from_pandas=True))
    schema = pa.schema(fields, metadata={"note": note})
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")
