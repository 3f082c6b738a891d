"""What a folder of results holds beside what the reference of the outputs describes."""

import csv
import json

from pyarrow import parquet

from uisim.study.outputs import column_of

NOTHING = (set(), set(), set())


def undescribed(folder, kind):
    """Names of files, of columns and of fields of run.json that the reference does not have."""
    files = {path for path in folder.iterdir() if path.is_file() and path.name != ".lock"}
    fields = next(output.columns for output in kind.outputs if output.name == "run")
    record = json.loads((folder / "run.json").read_text("utf-8"))
    return (
        {path.name for path in files if not any(_is(path, output) for output in kind.outputs)},
        {f"{path.name}: {n}" for path in files for n in _columns(path) if not _says(path, n)},
        set(record.keys() ^ fields.keys()),
    )


def _is(path, output):
    """Whether a file is an output, whose name may stand for those of scenarios or indicators."""
    named = [f"{output.name}{ending}" for ending in output.endings.split(", ")]
    if "NAME" in output.name:
        return path.name.endswith(named[0].removeprefix("NAME"))
    if output.name == "METHOD-INDICATOR":
        return "-" in path.stem and path.suffix in output.endings and _says(path, "indicator")
    return path.name in named


def _says(path, column):
    return column_of(path.stem, column) is not None


def _columns(path):
    if path.suffix == ".parquet":
        return parquet.read_schema(path).names
    if path.suffix == ".csv":
        with open(path, encoding="utf-8", newline="") as file:
            return next(csv.reader(file))
    return []
