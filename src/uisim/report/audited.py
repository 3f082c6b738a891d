"""The residual of every column, for the terminal."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.study.audit import Residual
from uisim.words import say


def print_audit(console: Console, residuals: Iterable[Residual], workers: int, lang: str) -> None:
    """Print a line a column and a column a table; below, where a figure is off and both numbers."""
    by_column: dict[str, dict[str, Residual]] = {}
    for one in residuals:
        by_column.setdefault(one.column, {})[one.table] = one
    tables = list(dict.fromkeys(name for found in by_column.values() for name in found))
    shown = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    shown.add_column(say("Residual of", lang))
    for table in tables:
        shown.add_column(table.replace(".", "\n."), justify="right")
    for column, found in by_column.items():
        shown.add_row(column, *(_number(found.get(table)) for table in tables))
    console.print(shown)
    off = [one for found in by_column.values() for one in found.values() if one.residual]
    for one in off:
        words = say("{table}, {column}, {where}: written {written}, added again {added}", lang)
        console.print(Text(words.format(**one._asdict()), style="bold red"))
    words = say("Added again from all events of {workers} lives: {off} columns differ.", lang)
    console.print(Text(words.format(workers=f"{workers:,}", off=len(off))))


def _number(residual: Residual | None) -> Text:
    if residual is None:
        return Text("–", style="dim")
    return Text(f"{residual.residual:,}", style="bold red" if residual.residual else "")
