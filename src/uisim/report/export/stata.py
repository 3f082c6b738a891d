"""Stata files (format 118, which Stata 14 and later read), labelled in the language asked for."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from uisim.report.export.tables import DATE, NAMED, Results, Table, in_words, in_yuan, is_number
from uisim.report.export.xlsx import heading_of

NAME_MAX: Final = 32
LABEL_MAX: Final = 80
TEXT_BYTES_MAX: Final = 2045
INT32: Final = 2**31 - 101
"""Largest whole number that Stata's long holds; beyond it a double, exact up to 2**53."""
_MONTH = re.compile(r"\d{4}-\d{2}")


def write_dta(folder: Path, results: Results, lang: str) -> None:
    """Write a file a table, money in yuan, months as Stata's monthly dates."""
    (folder / "dta").mkdir()
    for table in map(in_yuan, results.tables):
        _write(folder / "dta" / f"{table.name}.dta", table, results.title, lang)


def _write(path: Path, table: Table, title: str, lang: str) -> None:
    made: dict[str, Any] = {}
    labels, months, long_texts = {}, [], []
    for column in table.columns:
        values, name = table.frame[column.name], stata_name(column.name)
        if is_number(values):
            whole = pd.api.types.is_integer_dtype(values)
            large = whole and len(values) and values.abs().max() > INT32
            made[name] = values.astype("float64" if large or not whole else "int32")
        elif pd.api.types.is_bool_dtype(values):
            made[name] = values.astype("int8")
        elif len(values) and values.astype(str).str.fullmatch(_MONTH).all():
            made[name] = pd.to_datetime(values.astype(str), format="%Y-%m")
            months.append(name)
        elif column.name in NAMED and len(values):
            called = in_words(values, lang)
            made[name] = pd.Categorical(called, categories=list(dict.fromkeys(called)))
        else:
            made[name] = values.fillna("").astype(str).astype(object)
            longest = max((len(text.encode()) for text in made[name]), default=0)
            long_texts += [name] if longest > TEXT_BYTES_MAX else []
        labels[name] = (heading_of(column, lang) if lang == "zh" else column.meaning)[:LABEL_MAX]
    pd.DataFrame(made).to_stata(
        path,
        version=118,
        write_index=False,
        time_stamp=datetime.fromisoformat(DATE),
        data_label=title[:LABEL_MAX],
        variable_labels=labels,
        convert_dates=dict.fromkeys(months, "tm"),
        convert_strl=long_texts,
    )


def stata_name(name: str) -> str:
    """Make a name that Stata takes: letters, digits and underscores, not a digit first."""
    name = re.sub(r"\W", "_", name)
    return (f"_{name}" if name[:1].isdigit() else name)[:NAME_MAX]
