"""CSV for Excel, in yuan, and Parquet, in fen."""

from pathlib import Path
from typing import Any

import pandas as pd

from uisim.report.export.columns import Field
from uisim.report.export.tables import Results, in_yuan, is_number

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(folder: Path, results: Results, lang: str) -> None:
    """Write a file a table, UTF-8 with a byte order mark, money in yuan with two decimals.

    A text that Excel would take for a formula gets an apostrophe before it.
    """
    (folder / "csv").mkdir()
    for table in map(in_yuan, results.tables):
        frame = table.frame.copy()
        for column in table.columns:
            values = frame[column.name]
            if column.is_yuan and is_number(values):
                frame[column.name] = ["" if v != v else f"{v:.2f}" for v in values.tolist()]
            elif not is_number(values) and not pd.api.types.is_bool_dtype(values):
                frame[column.name] = [guarded(value) for value in values.fillna("").astype(str)]
        frame.to_csv(
            folder / "csv" / f"{table.name}.csv",
            index=False,
            encoding="utf-8-sig",
            lineterminator="\n",
        )


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) and not _is_number(text) else text


def write_parquet(folder: Path, results: Results, lang: str) -> None:
    """Write a file a table, money in fen; each column says its unit and what it holds."""
    import pyarrow as pa
    from pyarrow import parquet

    (folder / "parquet").mkdir()
    for table in results.tables:
        read = pa.Table.from_pandas(table.frame, preserve_index=False)
        schema = pa.schema(list(map(_field, read.schema, table.columns)))
        parquet.write_table(
            read.cast(schema), folder / "parquet" / f"{table.name}.parquet", compression="zstd"
        )


def _field(field: Any, column: Field) -> Any:
    return field.with_metadata({"unit": column.unit, "meaning": column.meaning, "zh": column.zh})


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
