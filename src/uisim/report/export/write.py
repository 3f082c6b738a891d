"""Writes results in the formats asked for: all aside first, then file by file into place."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from uisim.report.export.beancount import write_beancount
from uisim.report.export.package import write_package
from uisim.report.export.plain import write_csv, write_parquet
from uisim.report.export.stata import write_dta
from uisim.report.export.tables import Results, read_results
from uisim.report.export.xlsx import write_xlsx

FORMATS: Final[dict[str, Callable[[Path, Results, str], None]]] = {
    "xlsx": write_xlsx,
    "dta": write_dta,
    "csv": write_csv,
    "parquet": write_parquet,
    "beancount": write_beancount,
    "datapackage": write_package,
}
"""What writes each format into a folder, in a language."""


def export(folder: Path, formats: Iterable[str], out: Path, lang: str) -> list[Path]:
    """Write the results in ``folder`` into ``out``, over what is there; the files written.

    ValueError if they cannot be read or have no such form; then nothing is written.
    """
    results = read_results(folder, lang)
    out.parent.mkdir(parents=True, exist_ok=True)
    written = []
    with tempfile.TemporaryDirectory(prefix=".export-", dir=out.parent) as aside:
        for name in dict.fromkeys(formats):
            FORMATS[name](Path(aside), results, lang)
        for file in sorted(path for path in Path(aside).rglob("*") if path.is_file()):
            target = out / file.relative_to(aside)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, target)
            written.append(target)
    return written
