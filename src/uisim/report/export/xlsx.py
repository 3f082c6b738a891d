"""An Excel workbook: a sheet a table, after one that says where the figures come from."""

import math
import unicodedata
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
import xlsxwriter

from uisim.report.export.columns import Field
from uisim.report.export.named import sheet_name, with_names
from uisim.report.export.tables import (
    DATE,
    Results,
    Table,
    described,
    in_yuan,
    is_number,
)
from uisim.report.keys import meaning
from uisim.study.tables import OF_THE_ROW, SQUARED
from uisim.words import say

ROWS_MAX: Final = 1_048_575
"""Rows of a sheet beside its heading."""
WIDEST: Final = 70
NARROWEST: Final = 9
_YUAN, _WHOLE, _SMALL, _ONE, _PLAIN, _TEXT, _QUOTED = range(7)
_FORMATS: Final[tuple[dict[str, Any], ...]] = (
    {"num_format": "#,##0.00;[Red]-#,##0.00"},
    {"num_format": "#,##0;[Red]-#,##0"},
    {"num_format": "0.0000;[Red]-0.0000"},
    {"num_format": "#,##0.0;[Red]-#,##0.0"},
    {"num_format": "0"},
    {"align": "left", "valign": "top", "text_wrap": True, "indent": 1},
    {"align": "left", "valign": "top", "text_wrap": True, "indent": 1, "quote_prefix": True},
)
_HEADING: Final = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "bottom": 1,
    "bg_color": "#E8EEF4",
}
_OPTIONS: Final = {
    "in_memory": True,  # no file of its own in the system's folder for such
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COUNTED: Final = (
    "people",
    "months",
    "months since the start",
    "months of people",
    "events",
    "platforms",
    "years",
)
"""Units of means that one digit after the point tells."""
_A4: Final = 9
_WIDE: Final = 14
"""Columns that still can be read if a sheet is printed one page wide."""
_KEYS: Final = (
    *("replication", "month", "year", "city", "city_name", "kind", "kind_name", "worker"),
    *("income_decile", "risk_quintile", "tenure_years"),
    *("indicator", "indicator_name", "column", "event", "event_name", "key"),
)


def write_xlsx(folder: Path, results: Results, lang: str) -> None:
    """Write the workbook; a table with too many rows for a sheet is left out and named."""
    tables = [in_yuan(table) for table in results.tables]
    fits = [table for table in tables if len(table.frame) <= ROWS_MAX]
    left_out = [table.name for table in tables if len(table.frame) > ROWS_MAX]
    written = BytesIO()  # a disk that fails is told once, by the write at the end
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        book.set_properties(
            {"title": results.title, "created": datetime.fromisoformat(DATE), "author": "uisim"}
        )
        formats = [book.add_format(one) for one in _FORMATS]
        heading = book.add_format({**_HEADING, "align": "left", "indent": 1})
        over_numbers = book.add_format({**_HEADING, "align": "right"})
        _write_about(book, results, left_out, formats, lang)
        for table in fits:
            sheet = book.add_worksheet(sheet_name(table.name, lang))
            _write_table(sheet, table, formats, (heading, over_numbers), lang)
    (folder / f"{results.name}.xlsx").write_bytes(written.getvalue())


def heading_of(column: Field, lang: str) -> str:
    """Write a heading: the Chinese name, or the column's own in words; yuan where it is money.

    A key of a scenario, which a sweep varied, is named by what it means.
    """
    if "." in column.name:
        return f"{meaning(column.name, lang)} {column.name}"
    yuan = column.is_yuan
    if lang == "zh" and column.zh:
        return f"{column.zh.partition('；')[0]}{'（元）' if yuan else ''}"
    words = column.name.removesuffix("_yuan").replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}{' (yuan)' if yuan else ''}"


def _write_about(
    book: xlsxwriter.Workbook,
    results: Results,
    left_out: list[str],
    formats: list[Any],
    lang: str,
) -> None:
    sheet = book.add_worksheet(say("About", lang))
    told = described(results, lang)
    if left_out:
        told[say("Too many rows for a sheet", lang)] = ", ".join(left_out)
    bold = book.add_format({"bold": True, "valign": "top"})
    for row, (name, text) in enumerate(told.items()):
        sheet.write_string(row, 0, name, bold)
        _write_text(sheet, row, 1, text, formats)
    sheet.set_column(0, 0, max(map(_width, told)) + 2)
    sheet.set_column(1, 1, WIDEST)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _write_table(
    sheet: Any, table: Table, formats: list[Any], headings: tuple[Any, Any], lang: str
) -> None:
    units = table.frame["unit"].tolist() if "unit" in table.frame else []
    table = with_names(table, lang)
    frame = table.frame
    for at, column in enumerate(table.columns):
        text = heading_of(column, lang)
        values = frame[column.name]
        sheet.write_string(0, at, text, headings[is_number(values)])
        if is_number(values):
            chosen = _formats_of(column, units, values, formats)
            for row, value in enumerate(values.tolist(), start=1):
                if math.isfinite(value):
                    sheet.write_number(row, at, value, chosen[row - 1])
            width = max((_number_width(value) for value in (values.min(), values.max())), default=0)
        elif pd.api.types.is_bool_dtype(values):
            for row, value in enumerate(values.tolist(), start=1):
                sheet.write_boolean(row, at, value)
            width = NARROWEST
        else:
            shown = values.fillna("").astype(str).tolist()
            for row, value in enumerate(shown, start=1):
                _write_text(sheet, row, at, value, formats)
            width = max(map(_width, shown), default=0)
        words = max(map(_width, text.split())) if lang == "en" else min(_width(text), 16)
        sheet.set_column(at, at, min(WIDEST, max(NARROWEST, width, words + 2) + 2))
    sheet.set_row(0, 48)
    keys = [column.name in _KEYS for column in table.columns]
    sheet.freeze_panes(1, keys.index(False) if False in keys else 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    if len(table.columns) <= _WIDE:
        sheet.fit_to_pages(1, 0)
    sheet.autofilter(0, 0, len(frame), len(table.columns) - 1)


def _formats_of(
    column: Field, units: list[str], values: "pd.Series[Any]", formats: list[Any]
) -> list[Any]:
    """Choose the format of each number by its unit, or by that of its row."""
    if column.unit in (OF_THE_ROW, SQUARED) and units:
        return [
            formats[_of_the_row(unit, value)]
            for unit, value in zip(units, values.tolist(), strict=True)
        ]
    if column.is_yuan:
        chosen = _YUAN
    elif column.name in _KEYS:
        chosen = _PLAIN
    else:
        real = _ONE if column.unit in _COUNTED else _SMALL
        chosen = _WHOLE if pd.api.types.is_integer_dtype(values) else real
    return [formats[chosen]] * len(values)


def _of_the_row(unit: str, value: float) -> int:
    if unit == "yuan":
        return _YUAN
    if value == value // 1:
        return _WHOLE
    return _ONE if unit in _COUNTED else _SMALL


def _write_text(sheet: Any, row: int, column: int, text: str, formats: list[Any]) -> None:
    """Write a text, never a formula, also once it is edited in Excel."""
    quoted = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    sheet.write_string(row, column, text, formats[_QUOTED if quoted else _TEXT])


def _number_width(value: float) -> int:
    return len(f"{value:,.2f}") + 1 if math.isfinite(value) else 0


def _width(text: str) -> int:
    """Columns a text fills; a Chinese character fills two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
