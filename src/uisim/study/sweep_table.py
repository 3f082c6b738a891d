"""The tables of a sweep: one small file a cell, and all of them as one long, tidy table."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from uisim.fund.indicators import Indicator
from uisim.study.design import Design, Values, written
from uisim.study.files import NOTE
from uisim.study.tables import Described, shared
from uisim.study.whole import putting

SWEEP: Final = "sweep.parquet"
CELLS_AT_ONCE: Final = 100
"""Cells of a row group."""
KEY: Final = Described(
    "as in the scenario", "key varied; empty: the scenario's own value", "所变动的参数"
)
SWEEP_COLUMNS: Final = {
    "cell": Described("number", "cell of the design, from 0", "单元编号"),
    "replication": Described(
        "number", "repetition of the run; the same luck in every cell", "重复编号"
    ),
    **shared("indicator", "group", "value", "unit"),
}
"""Columns of a sweep; behind the cell comes one for each key varied."""


def cell_table(summaries: Sequence[Sequence[Indicator]]) -> bytes:
    """Lay out the indicators of each replication of a cell, as the content of a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    lines = [(number, *one) for number, summary in enumerate(summaries) for one in summary]
    types = {
        "replication": pa.int64(),
        "indicator": pa.string(),
        "group": pa.string(),
        "value": pa.float64(),
        "unit": pa.string(),
    }
    arrays = [
        pa.array([line[at] for line in lines], kind, from_pandas=True)
        for at, kind in enumerate(types.values())
    ]
    fields = [_field(name, kind) for name, kind in types.items()]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
    content = pa.BufferOutputStream()
    parquet.write_table(table, content, compression="zstd")
    return content.getvalue().to_pybytes()


def write_sweep(folder: Path, files: Sequence[Path], design: Design, cells: list[Values]) -> None:
    """Put the cells together, in order, each key that differs as a column behind the cell."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {key: _kind([values.get(key) for values in cells]) for key in design.keys}

    def lines(cell: int) -> Any:
        table = parquet.read_table(files[cell])
        first = {"cell": (cell, pa.int64())}
        for key, kind in types.items():
            first[key] = (_stored(cells[cell].get(key), kind), kind)
        for place, (name, (value, kind)) in enumerate(first.items()):
            repeated = pa.array([value] * len(table), kind)
            table = table.add_column(place, _field(name, kind), repeated)
        return table

    with putting(folder / SWEEP) as aside:
        fields = [_field(name, kind) for name, kind in {"cell": pa.int64(), **types}.items()]
        rest = list(parquet.read_schema(files[0]))
        schema = pa.schema([*fields, *rest], metadata={"note": NOTE})
        with parquet.ParquetWriter(aside, schema, compression="zstd") as writer:
            for since in range(0, len(files), CELLS_AT_ONCE):
                some = range(since, min(len(files), since + CELLS_AT_ONCE))
                writer.write_table(pa.concat_tables(map(lines, some)).cast(schema))


def _field(name: str, kind: Any) -> Any:
    import pyarrow as pa

    return pa.field(name, kind, metadata=SWEEP_COLUMNS.get(name, KEY)._asdict())


def _kind(values: Sequence[Any]) -> Any:
    """Type of a key's column: whole or real numbers, true or false, else text."""
    import pyarrow as pa

    found = {type(value) for value in values if value is not None}
    if found == {int}:
        return pa.int64()
    if found <= {int, float}:
        return pa.float64()
    return pa.bool_() if found == {bool} else pa.string()


def _stored(value: Any, kind: Any) -> Any:
    """Value of a key as its column holds it: texts as they are, what is no scalar as JSON."""
    if str(kind) == "string" and value is not None and not isinstance(value, str):
        return written(value)
    return value
