"""A figure taken apart, for the terminal and as plain values."""

from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.events import Kind
from uisim.fund.accounts import Account
from uisim.fund.columns import COLUMNS, Column
from uisim.report.charts_people import group_name
from uisim.report.life_words import BOOK
from uisim.report.rule_names import account_name, rule_names
from uisim.study.explain import Explained, Line
from uisim.study.files import RESOLVED
from uisim.units import FEN
from uisim.words import say


def as_plain(found: Explained) -> dict[str, Any]:
    """Turn what was found into what JSON holds; money in fen."""
    return {
        **found.place._asdict(),
        "value": found.written,
        "unit": found.column.unit,
        "lines": [line._asdict() for line in found.lines],
        "workers": found.workers,
        "lives": [life._asdict() for life in found.lives],
        "rules": found.rules,
    }


def print_explained(console: Console, found: Explained, folder: Path, lang: str) -> None:
    """Print the figure, its lines in the ledger, the lives and the rules; money in yuan."""
    column, place = found.column, found.place
    places = (("city", place.city), ("kind", place.kind))
    named = [group_name(key, name, lang) for key, name in places if name is not None]
    replication = say("replication {number}", lang).format(number=place.replication)
    where = say(", ", lang).join([place.month, *named, replication])
    meaning = column.zh if lang == "zh" else column.meaning
    told = say("{column} ({meaning}) {where}: {value}", lang).format(
        column=column.name,
        meaning=meaning,
        where=where,
        value=_value(found.written, found, lang),
    )
    console.print(Text(told, "bold"))
    lines = _table(say("Ledger line", lang), say("Debit", lang), say("Credit", lang))
    lines.add_column(say("Events", lang), justify="right")
    lines.add_column(say("Value", lang), justify="right")
    for line in found.lines:
        lines.add_row(
            _told(line.what, found, lang),
            *_accounts(line, lang),
            f"{line.events:,}" if column.kinds else "",
            _value(_of(line, column), found, lang),
        )
    console.print(lines)
    if column.kinds:
        added = sum(_of(line, column) for line in found.lines)
        _print_lives(console, found, added, folder, lang)
        if added != found.written:
            words = say(
                "These differ (see `uisim audit`): the folder holds {written}, the lines add up to "
                "{added}.",
                lang,
            )
            here, there = (_value(value, found, lang) for value in (added, found.written))
            console.print(Text(words.format(added=here, written=there)))
    said = rule_names(lang)
    for name in found.rules:
        console.print(Text.assemble((f"{name}\n", "bold"), said[name]))


def _of(line: Line, column: Column) -> int:
    """Take what a line adds to a column."""
    return line.amount if column.part or not column.kinds else line.events


def _print_lives(console: Console, found: Explained, added: int, folder: Path, lang: str) -> None:
    lives = _table(say("Worker", lang))
    lives.add_column(say("People", lang), justify="right")
    lives.add_column(say("Value", lang), justify="right")
    for life in found.lives:
        lives.add_row(life.worker, f"{life.people:,}", _value(life.value, found, lang))
    console.print(lives)
    rest = added - sum(life.value for life in found.lives)
    words = say("{shown} of {workers} lives; the others: {rest}.", lang)
    shown, workers = len(found.lives), f"{found.workers:,}"
    console.print(words.format(shown=shown, workers=workers, rest=_value(rest, found, lang)))
    if found.lives:
        command = f"uisim life {folder / RESOLVED} \\\n  --worker {found.lives[0].worker}"
        if found.place.replication:
            command += f" --replication {found.place.replication}"
        words = say("One of them:", lang)
        console.print(Text(f"{words}\n{command}", "dim"), soft_wrap=True)


def _table(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for header in headers:
        table.add_column(header)
    return table


def _told(what: str, found: Explained, lang: str) -> str:
    """Say what a line is: an event of a life, a movement of the fund, or a column."""
    words = BOOK.get(Kind[what.upper()]) if what.upper() in Kind.__members__ else None
    if words is not None:
        return words.zh if lang == "zh" else words.en
    names = {column.name.removesuffix("_fen"): column for column in COLUMNS}
    column = names.get(what, found.column)
    return column.zh if lang == "zh" else column.meaning


def _accounts(line: Line, lang: str) -> tuple[str, ...]:
    """Name the accounts that a line debits and credits; empty where it moves no money."""
    sides = (line.debit, line.credit)
    return tuple(account_name(Account[side.upper()], lang) if side else "" for side in sides)


def _value(value: int, found: Explained, lang: str) -> str:
    """Write a value with its unit: money in yuan."""
    if found.column.unit == "fen":
        return say("{amount} yuan", lang).format(amount=f"{value / FEN:,.2f}")
    return f"{value:,}"
