"""Small tables of a study as files: CSV, and Parquet whose columns say what they hold."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Described(NamedTuple):
    """What a column holds: its unit, its meaning, and its name in Chinese."""

    unit: str
    meaning: str
    zh: str


Columns = Mapping[str, Described]
"""Columns of a table, by name, in order."""
OF_THE_ROW: Final = "see unit"
"""Unit of a column whose rows each name their own, in the column `unit`."""
ANY_KEY: Final = "KEY"
"""Stands for the columns that are called as the keys of a scenario they hold."""
SQUARED: Final = "see unit, squared"
_SHARED: Final = {
    "replication": Described("number", "repetition of the run", "重复编号"),
    "month": Described("YYYY-MM", "calendar month", "月份"),
    "city": Described("name", "city", "城市"),
    "kind": Described("name", "kind of work", "就业类型"),
    "scenario": Described("name", "scenario", "情景"),
    "column": Described("name", "column of monthly.parquet", "列名"),
    "indicator": Described("name", "indicator", "指标"),
    "group": Described("name", "to whom or when it applies; all: over all", "分组"),
    "value": Described(OF_THE_ROW, "value, empty where not defined", "数值"),
    "unit": Described("name", "unit of the value", "单位"),
    "mean": Described(OF_THE_ROW, "mean over replications", "均值"),
    "low": Described(OF_THE_ROW, "lower end of its 95 % interval", "均值区间下限"),
    "high": Described(OF_THE_ROW, "upper end of its 95 % interval", "均值区间上限"),
    "difference": Described(OF_THE_ROW, "mean paired difference to the first", "配对差均值"),
    "difference_low": Described(OF_THE_ROW, "lower end of its 95 % interval", "配对差区间下限"),
    "difference_high": Described(OF_THE_ROW, "upper end of its 95 % interval", "配对差区间上限"),
}


def shared(*names: str) -> dict[str, Described]:
    """Describe columns that hold the same in every table."""
    return {name: _SHARED[name] for name in names}


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
    path: Path, columns: Mapping[str, NDArray[Any]], described: Columns, note: str
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
