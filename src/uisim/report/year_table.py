"""The table by year for the terminal, in the year-end layout that officials know."""

from collections.abc import Iterator
from typing import NamedTuple

from rich import box
from rich.console import Group
from rich.table import Table as RichTable
from rich.text import Text

from uisim.fund.columns import Table
from uisim.fund.measures import IN_COLUMNS, OUT_COLUMNS, quotient
from uisim.report.figures import WAN, money_unit, number
from uisim.units import FEN, YEAR
from uisim.words import say

PEOPLE_MANY = 10_000_000
"""From here on people are told in thousands (万人), so that a year fits its line."""


class YearRow(NamedTuple):
    """One year of the fund; money in fen."""

    year: int
    months: int
    members: int
    contributors: int
    claimants: float
    income: int
    outgo: int
    balance: int
    reserve_months: float


def year_rows(monthly: Table) -> Iterator[YearRow]:
    """Sum a table by month (of one replication) to calendar years, cut ones too.

    Members and contributors at the year's end, claimants as the mean of months paid a month,
    months of reserve as balance ÷ mean monthly outgo of the last 12 months (docs/model.md).
    """
    columns = {name: values.tolist() for name, values in monthly.items()}
    outgo = [sum(fen) for fen in zip(*(columns[name] for name in OUT_COLUMNS), strict=True)]
    since = 0
    while since < len(outgo):
        until = since + 1
        while until < len(outgo) and columns["month"][until][:4] == columns["month"][since][:4]:
            until += 1
        recent = outgo[max(0, until - YEAR) : until]
        balance = columns["closing_fen"][until - 1]
        yield YearRow(
            int(columns["month"][since][:4]),
            until - since,
            columns["members"][until - 1],
            columns["contributors"][until - 1],
            sum(columns["claimants_paid"][since:until]) / (until - since),
            sum(sum(columns[name][since:until]) for name in IN_COLUMNS),
            sum(outgo[since:until]),
            balance,
            quotient(balance * len(recent), sum(recent)),
        )
        since = until


def year_table(monthly: Table, lang: str = "en", residual: int = 0) -> Group:
    """Lay out the years of one replication, and beneath what has to be said; fits 80 columns."""
    rows = list(year_rows(monthly))
    fen = (fen for row in rows for fen in (row.income, row.outgo, row.balance))
    unit, unit_yuan, digits = money_unit(max(map(abs, fen), default=0), lang)
    title = say("The fund by year ({unit})", lang)
    people = max((max(row.members, row.claimants) for row in rows), default=0)
    each, fraction = 1, 0
    if people >= PEOPLE_MANY:
        title = say("The fund by year ({unit}; thousand people)", lang)
        each, fraction = (WAN, 1) if lang == "zh" else (1_000, 0)
    table = RichTable(
        title=title.format(unit=unit),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for header in _headers(lang):
        table.add_column(header, justify="right", vertical="bottom", no_wrap=True)
    for row in rows:
        mark = "*" if row.months < YEAR else ""
        money = (row.income, row.outgo, row.income - row.outgo, row.balance)
        table.add_row(
            f"{row.year}{mark}",
            *(number(n / each, fraction) for n in (row.members, row.contributors, row.claimants)),
            *(coloured(fen / (FEN * unit_yuan), digits) for fen in money),
            coloured(row.reserve_months, 1),
        )
    return Group(table, *_notes(monthly, rows, lang, residual))


def _notes(monthly: Table, rows: list[YearRow], lang: str, residual: int) -> Iterator[Text]:
    stocks = say("Members and contributors at the year's end; claimants: mean of its months.", lang)
    yield Text(stocks, style="dim")
    if any(row.months < YEAR for row in rows):
        yield Text(say("* Part of a year.", lang), style="dim")
    account = say("The balance is that of a notional sub-account in the provincial pool.", lang)
    yield Text(account, style="dim")
    if (monthly["closing_fen"] < 0).any():
        below = say("Below 0 means a transfer from employees' money, not insolvency.", lang)
        yield Text(below, style="bold")
    style = "dim" if residual == 0 else "bold red"
    told = say("{name}: {value}", lang)
    yield Text(told.format(name=say("Identity residual", lang), value=residual), style=style)


def _headers(lang: str) -> tuple[str, ...]:
    return (
        say("Year", lang),
        say("Members", lang),
        say("Contri-\nbutors", lang),
        say("Claim-\nants", lang),
        say("Income", lang),
        say("Outgo", lang),
        say("Net\nflow", lang),
        say("Balance", lang),
        say("Reserve\nmonths", lang),
    )


def coloured(value: float, digits: int) -> Text:
    """Write a number as `number` does, red below 0."""
    shown = number(value, digits)
    return Text(shown, style="red" if shown.startswith("-") else "")
