"""The tables of a folder of results, each with what its columns hold, ready for any format."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from uisim.law.tables import cities, last_known_month
from uisim.report.export.columns import ADDED, Field, field_of
from uisim.report.folder import read_values
from uisim.report.year_table import YearRow, year_rows
from uisim.scenario.schema import Scenario
from uisim.study.files import RESOLVED, RUN
from uisim.study.kept import kept_run, record_of
from uisim.study.tables import OF_THE_ROW, SQUARED, Described
from uisim.units import FEN, format_month
from uisim.words import say

DATE: Final = f"{format_month(last_known_month())}-01"
"""Stands for the day of writing, so that equal results give equal bytes: the law tables' month."""


@dataclass(frozen=True)
class Table:
    """A table; a column each of ``columns``, in order."""

    name: str
    frame: pd.DataFrame
    columns: tuple[Field, ...]


@dataclass(frozen=True)
class Results:
    """What a folder of results holds. scenario: of a run only."""

    folder: Path
    name: str
    title: str
    record: dict[str, Any]
    tables: tuple[Table, ...]
    scenario: Scenario | None


NAMED: Final = ("city", "kind")
"""Columns whose names are called otherwise for a reader."""
_SCALES: Final = {OF_THE_ROW: FEN, SQUARED: FEN * FEN}
"""By what money is divided in a column whose unit is that of the row."""
_ORDER: Final = ("years", "monthly", "groups", "profiles", "summary", "assumptions", "workers")


def read_results(folder: Path, lang: str) -> Results:
    """Read all tables of a folder of results; ValueError if it is none."""
    record = record_of(folder)
    scenario = (
        kept_run(folder).scenario
        if (folder / RESOLVED).is_file() and "sweep" not in record
        else None
    )
    tables = list(_files(folder))
    if scenario is not None:
        monthly = next((table.frame for table in tables if table.name == "monthly"), None)
        if monthly is not None:
            tables.append(_years(monthly))
        tables.append(_assumptions(folder))
    order = {name: place for place, name in enumerate(_ORDER)}
    tables.sort(key=lambda table: (order.get(table.name, len(order)), table.name))
    tables.append(_columns(tables))
    name = str(record.get("scenario") or folder.name)
    title = name if scenario is None else getattr(scenario.title, lang)
    return Results(folder, name, title, record, tuple(tables), scenario)


def in_yuan(table: Table) -> Table:
    """Turn fen into yuan: columns by their unit, values by the unit beside them."""
    frame, columns = table.frame.copy(), []
    for column in table.columns:
        if column.unit in ("fen", "fen a year"):
            frame[column.name] = frame[column.name] / FEN
            yuan = column.name.removesuffix("_fen") + "_yuan"
            columns.append(column._replace(name=yuan, unit=column.unit.replace("fen", "yuan")))
        else:
            columns.append(column)
    frame.columns = pd.Index([column.name for column in columns])
    if "unit" in frame:
        money = frame["unit"] == "fen"
        for column in table.columns:
            if column.unit in _SCALES and is_number(frame[column.name]):
                of_money = frame[column.name] / _SCALES[column.unit]
                frame[column.name] = frame[column.name].where(~money, of_money)
        frame["unit"] = frame["unit"].where(~money, "yuan")
        if "column" in frame:
            yuan_names = frame["column"].str.replace("_fen$", "_yuan", regex=True)
            frame["column"] = frame["column"].where(~money, yuan_names)
    return replace(table, frame=frame, columns=tuple(columns))


def is_number(values: "pd.Series[Any]") -> bool:
    """Whether a column holds numbers, and not true and false."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def in_words(values: "pd.Series[Any]", lang: str) -> "pd.Series[Any]":
    """Turn the names in a column of cities or kinds of work into what they are called."""
    called = names(lang) if values.name in NAMED else {}
    return values.astype(object).map(lambda name: called.get(name, name)) if called else values


def names(lang: str) -> dict[str, str]:
    """Name each city and kind of work as it is called."""
    kinds = {
        "ride_hailing": say("ride-hailing", lang),
        "delivery": say("delivery", lang),
        "courier": say("courier", lang),
        "ecommerce": say("e-commerce", lang),
        "self_employed": say("self-employed", lang),
    }
    called = {city.name: city.name_zh if lang == "zh" else city.name for city in cities()}
    return called | kinds


def _files(folder: Path) -> Iterator[Table]:
    """Read every table; of one that is there as Parquet and as CSV, the Parquet file."""
    from pyarrow import parquet

    for path in sorted(folder.glob("*.parquet")):
        read = parquet.read_table(path)
        columns = []
        for field in read.schema:
            said = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
            written = Described(**said) if said.keys() == set(Described._fields) else None
            columns.append(field_of(path.stem, field.name, written))
        yield Table(path.stem, read.to_pandas(), tuple(columns))
    for path in sorted(folder.glob("*.csv")):
        if not path.with_suffix(".parquet").exists():
            frame = pd.read_csv(path)
            yield Table(path.stem, frame, tuple(field_of(path.stem, str(c)) for c in frame))


def _added(name: str, rows: list[dict[str, Any]]) -> Table:
    columns = tuple(field_of(name, column) for column in ADDED[name])
    frame = pd.DataFrame(rows, columns=pd.Index([column.name for column in columns]))
    return Table(name, frame, columns)


def _years(monthly: pd.DataFrame) -> Table:
    """Sum the months to calendar years, in the layout officials know."""
    rows = []
    for replication, months in monthly.groupby("replication"):
        for row in year_rows({str(name): months[name].to_numpy() for name in months}):
            rows.append({"replication": replication, **_year(row)})
    return _added("years", rows)


def _year(row: YearRow) -> dict[str, Any]:
    fen = {"income": row.income, "outgo": row.outgo, "balance": row.balance}
    fen["net_flow"] = row.income - row.outgo
    return row._asdict() | {f"{name}_fen": value for name, value in fen.items()}


def _assumptions(folder: Path) -> Table:
    """Read every value of the scenario but who asks what, and the seed: grade, source, place."""
    rows = [
        {
            "key": value.key,
            "value": _bare(value.text),
            "grade": value.grade,
            "source": value.source,
            "origin": value.place,
        }
        for value in read_values(folder / RESOLVED)
        if value.place and not value.key.startswith(("about.", "projection.seed"))
    ]
    return _added("assumptions", rows)


def _bare(text: str) -> str:
    """Take a text out of its quotes."""
    return str(json.loads(text)) if text.startswith('"') else text


def _columns(tables: list[Table]) -> Table:
    """Say what every column of every table holds."""
    rows = [
        {"table": table.name, "column": column.name, **column._asdict(), "chinese": column.zh}
        for table in tables
        for column in table.columns
    ]
    return _added("columns", rows)


def described(results: Results, lang: str) -> dict[str, str]:
    """Say where the results come from: what, by which version, with which seed, from which file."""
    from hashlib import sha256

    record = results.record
    versions = record.get("versions", {})
    hashed = sha256((results.folder / RUN).read_bytes()).hexdigest()
    other = "" if results.title == results.name else f" ({results.name})"
    told = {
        say("Scenario", lang): f"{results.title}{other}",
        say("Seed", lang): str(record.get("seed", "")),
        say("Replications", lang): str(record.get("replications", "")),
        say("Versions", lang): ", ".join(f"{name} {what}" for name, what in versions.items()),
        say("SHA-256 of run.json", lang): hashed,
        say("Money", lang): say("in yuan; results hold it in whole fen", lang),
        say("The balance", lang): balance_words(lang),
    }
    return {name: text for name, text in told.items() if text}


def balance_words(lang: str) -> str:
    """Say what the balance is and is not."""
    return say(
        "that of the flexible workers' notional sub-account in the provincial pool: below 0 "
        "means a transfer from employees' money, not insolvency",
        lang,
    )
