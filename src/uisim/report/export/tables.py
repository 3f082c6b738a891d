"""The tables of a folder of results, each with what its columns hold, ready for any format."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from uisim.fund.columns import COLUMNS
from uisim.law.tables import cities, last_known_month
from uisim.report.year_table import YearRow, year_rows
from uisim.scenario.schema import Scenario
from uisim.study.files import RESOLVED, RUN
from uisim.study.kept import kept_run, record_of
from uisim.units import FEN, format_month
from uisim.words import say

DATE: Final = f"{format_month(last_known_month())}-01"
"""Stands for the day of writing, so that equal results give equal bytes: the law tables' month."""


class Field(NamedTuple):
    """A column of a table: name, unit, what it holds; zh: heading in Chinese, empty if none."""

    name: str
    unit: str
    meaning: str
    zh: str = ""


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


_DESCRIBED: Final = {
    column.name: column
    for column in (
        Field("replication", "number", "repetition of the run", "重复编号"),
        Field("month", "YYYY-MM", "calendar month", "月份"),
        Field("year", "year", "calendar year", "年度"),
        Field("months", "months", "months of the year that were played", "月数"),
        Field("claimants", "people", "months paid, mean of the year's months", "领取人数"),
        Field("income_fen", "fen", "contributions, subsidy and interest", "收入"),
        Field("outgo_fen", "fen", "benefits and administration", "支出"),
        Field("net_flow_fen", "fen", "income less outgo", "当期结余"),
        Field("balance_fen", "fen", "balance at the year's end", "累计结余"),
        Field("reserve_months", "months", "balance in mean months of outgo", "备付月数"),
        Field("worker", "ID", "one simulated worker", "人员编号"),
        Field("city", "name", "city", "城市"),
        Field("kind", "name", "kind of work", "就业类型"),
        Field("people", "people", "people for whom she stands", "代表人数"),
        Field("income_month_yuan", "yuan", "permanent income a month, one platform", "月收入"),
        Field("risk", "ratio", "times the loss rate of the kind of work", "风险系数"),
        Field("entered_month", "months", "entry, months since the start", "进入时点（月）"),
        Field("months_present", "months", "closes of a month in the results", "在业月数"),
        Field("months_jobless", "months", "closes of a month without work", "失业月数"),
        Field("months_member", "months", "closes of a month as a member", "参保月数"),
        Field("times_joined", "events", "times she joined", "参保次数"),
        Field("months_contributed", "months", "own months, in the scheme", "缴费月数"),
        Field("months_brought", "months", "months of employee insurance", "转入月数"),
        Field("months_paid", "months", "months of benefit", "领取月数"),
        Field("indicator", "name", "indicator (docs/model.md, section 10)", "指标"),
        Field("group", "name", "to whom or when it applies", "分组"),
        Field("value", "see unit", "value, empty where not defined", "数值"),
        Field("unit", "name", "unit of the value", "单位"),
        Field("key", "name", "key of the scenario", "参数"),
        Field("grade", "grade", "grade of the evidence; U: uncertain", "证据等级"),
        Field("origin", "text", "file and line, article, grade and source", "来源"),
        Field("table", "name", "table", "表"),
        Field("column", "name", "column", "字段"),
        Field("meaning", "text", "what the column holds", "含义"),
        Field("chinese", "text", "its name in Chinese", "中文名称"),
        *(Field(one.name, one.unit, one.meaning, one.zh) for one in COLUMNS),
    )
}
NAMED: Final = ("city", "kind")
"""Columns whose names are called otherwise for a reader."""
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
        tables.append(_assumptions(folder, scenario))
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
        if column.unit == "fen":
            frame[column.name] = frame[column.name] / FEN
            yuan = column.name.removesuffix("_fen") + "_yuan"
            columns.append(column._replace(name=yuan, unit="yuan"))
        else:
            columns.append(column)
    frame.columns = pd.Index([column.name for column in columns])
    if {"value", "unit"} <= set(frame.columns) and is_number(frame["value"]):
        money = frame["unit"] == "fen"
        frame["value"] = frame["value"].where(~money, frame["value"] / FEN)
        frame["unit"] = frame["unit"].where(~money, "yuan")
    if table.name == "columns":
        frame.loc[frame["unit"] == "fen", "column"] = frame["column"].str.replace(
            "_fen$", "_yuan", regex=True
        )
        frame.loc[frame["unit"] == "fen", "unit"] = "yuan"
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
            columns.append(
                Field(field.name, said["unit"], said["meaning"], said.get("zh", ""))
                if {"unit", "meaning"} <= said.keys()
                else _described(field.name)
            )
        yield Table(path.stem, read.to_pandas(), tuple(columns))
    for path in sorted(folder.glob("*.csv")):
        if not path.with_suffix(".parquet").exists():
            frame = pd.read_csv(path)
            yield Table(path.stem, frame, tuple(map(_described, map(str, frame.columns))))


def _described(name: str) -> Field:
    unit = "fen" if name.endswith("_fen") else "yuan" if name.endswith("_yuan") else ""
    return _DESCRIBED.get(name, Field(name, unit, name.replace("_", " ")))


def _table(name: str, rows: list[dict[str, Any]], columns: list[str]) -> Table:
    frame = pd.DataFrame(rows, columns=pd.Index(columns))
    return Table(name, frame, tuple(map(_described, columns)))


def _years(monthly: pd.DataFrame) -> Table:
    """Sum the months to calendar years, in the layout officials know."""
    rows = []
    for replication, months in monthly.groupby("replication"):
        for row in year_rows({str(name): months[name].to_numpy() for name in months}):
            rows.append({"replication": replication, **_year(row)})
    money = ["income_fen", "outgo_fen", "net_flow_fen", "balance_fen"]
    people = ["members", "contributors", "claimants"]
    return _table(
        "years", rows, ["replication", "year", "months", *people, *money, "reserve_months"]
    )


def _year(row: YearRow) -> dict[str, Any]:
    fen = {"income": row.income, "outgo": row.outgo, "balance": row.balance}
    fen["net_flow"] = row.income - row.outgo
    return row._asdict() | {f"{name}_fen": value for name, value in fen.items()}


def _assumptions(folder: Path, scenario: Scenario) -> Table:
    """Read every value of the scenario, its grade, and the note on where it came from."""
    lines = (folder / RESOLVED).read_text("utf-8").splitlines()
    keys = {one.line: (key, one.grade) for key, one in scenario.origins.items() if one.line}
    rows = []
    for number, (key, grade) in sorted(keys.items()):
        text, _, origin = lines[number - 1].rpartition("  # ")
        _, _, value = (text or origin).partition(":")
        rows.append({"key": key, "value": value.strip(), "grade": grade, "origin": origin})
    return _table("assumptions", rows, ["key", "value", "grade", "origin"])


def _columns(tables: list[Table]) -> Table:
    """Say what every column of every table holds."""
    rows = [
        {"table": table.name, "column": column.name, **column._asdict(), "chinese": column.zh}
        for table in tables
        for column in table.columns
    ]
    return _table("columns", rows, ["table", "column", "unit", "meaning", "chinese"])


def described(results: Results, lang: str) -> dict[str, str]:
    """Say where the results come from: what, by which version, with which seed, from which file."""
    from hashlib import sha256

    record = results.record
    versions = record.get("versions", {})
    hashed = sha256((results.folder / RUN).read_bytes()).hexdigest()
    told = {
        say("Scenario", lang): f"{results.title} ({results.name})",
        say("Seed", lang): str(record.get("seed", "")),
        say("Replications", lang): str(record.get("replications", "")),
        say("Versions", lang): ", ".join(f"{name} {what}" for name, what in versions.items()),
        say("SHA-256 of run.json", lang): hashed,
        say("Money", lang): say("in yuan; results hold it in whole fen", lang),
        say("The balance", lang): say(
            "that of the flexible workers' notional sub-account in the provincial pool: below 0 "
            "means a transfer from employees' money, not insolvency",
            lang,
        ),
    }
    return {name: text for name, text in told.items() if text}
