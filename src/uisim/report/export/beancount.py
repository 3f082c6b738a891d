"""The fund's double entry as a beancount file: a transaction a movement, a balance a year's end."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pandas as pd

from uisim.fund.accounts import Account
from uisim.fund.columns import COLUMNS
from uisim.report.export.tables import Results, balance_words
from uisim.study.files import write_text
from uisim.units import FEN
from uisim.words import ToldError, say

NAMES: Final = {
    Account.CASH: "Assets:SubAccount",
    Account.RESERVE: "Equity:Reserve",
    Account.CONTRIBUTIONS_WORKERS: "Income:Contributions:Workers",
    Account.CONTRIBUTIONS_PLATFORMS: "Income:Contributions:Platforms",
    Account.SUBSIDY: "Income:Subsidy",
    Account.INTEREST: "Income:Interest",
    Account.BENEFITS: "Expenses:Benefits",
    Account.MEDICAL: "Expenses:Medical",
    Account.JOB_SEEKING: "Expenses:JobSeeking",
    Account.MATERNITY: "Expenses:Maternity",
    Account.ADMINISTRATION: "Expenses:Administration",
}
"""How beancount names the accounts of `uisim.fund.accounts`."""
DECEMBER: Final = 12


def write_beancount(folder: Path, results: Results, lang: str) -> None:
    """Write a file a replication; ValueError if the results are not those of one run."""
    monthly = next((table.frame for table in results.tables if table.name == "monthly"), None)
    if results.scenario is None or monthly is None:
        raise ToldError(
            "--to beancount: only the results of one run have books to export; these can be had as "
            "xlsx, dta, csv, parquet and datapackage"
        )
    for replication, months in monthly.groupby("replication"):
        name = results.name if replication == 0 else f"{results.name}-{replication:03d}"
        lines = _lines(months, results.title, lang)
        write_text(folder / f"{name}.beancount", "\n".join(lines) + "\n")


def _lines(months: pd.DataFrame, title: str, lang: str) -> Iterator[str]:
    rows = months.to_dict("records")
    first = date.fromisoformat(f"{rows[0]['month']}-01")
    yield f"; {say('The balance', lang)}: {balance_words(lang)}"
    yield f'option "title" {_quoted(title)}'
    yield 'option "operating_currency" "CNY"'
    for account in NAMES.values():
        yield f"{first} open {account} CNY"
    if rows[0]["opening_fen"]:
        what = say("opening balance", lang)
        yield from _moved(first, what, Account.RESERVE, -int(rows[0]["opening_fen"]))
    for row in rows:
        year, month = map(int, str(row["month"]).split("-"))
        day = date(year, month, calendar.monthrange(year, month)[1])
        for column in COLUMNS:
            if column.account is not None and row[column.name]:
                what = column.zh if lang == "zh" else column.meaning
                yield from _moved(day, what, column.account, column.sign * int(row[column.name]))
        if month == DECEMBER or row is rows[-1]:
            closing = _yuan(int(row["closing_fen"]))
            yield ""
            yield f"{day + timedelta(days=1)} balance {NAMES[Account.CASH]}  {closing} CNY"


def _moved(day: date, what: str, account: Account, fen: int) -> Iterator[str]:
    """Write a transaction that debits an account with ``fen`` (below 0: credits) against cash."""
    yield ""
    yield f"{day} * {_quoted(what)}"
    yield f"  {NAMES[account]}  {_yuan(fen)} CNY"
    yield f"  {NAMES[Account.CASH]}  {_yuan(-fen)} CNY"


def _yuan(fen: int) -> str:
    """Write fen as yuan, exactly."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // FEN}.{abs(fen) % FEN:02d}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
