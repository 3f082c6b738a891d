"""The path that a feedback rule settles on, for the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from uisim.report.figures import significant
from uisim.report.solution import figure, shown_unit, table_of
from uisim.study.feedback import Round, Settled
from uisim.units import format_month
from uisim.words import say


def print_settled(console: Console, key: str, settled: Sequence[Settled], lang: str) -> None:
    """Print the rounds of the first replication, then the path; fits 80 columns."""
    console.print(rounds_table(settled[0].rounds, lang))
    console.print(_path(key, settled, lang))
    if len(settled) > 1:
        line = say(
            "Each of {count} replications has its own path: mean, lowest and highest. The rounds "
            "are those of the first.",
            lang,
        )
        console.print(line.format(count=len(settled)), style="dim")


def rounds_table(rounds: Sequence[Round], lang: str) -> Table:
    """Lay out the runs of one replication, with what the rule then changed."""
    table = table_of(say("Runs until the path no longer changes", lang))
    among = max(abs(one.closing_fen) for one in rounds)
    unit = shown_unit("fen", lang, among)
    balance = say("Balance at the horizon ({unit})", lang).format(unit=unit)
    for heading in (say("Run", lang), say("Decisions changed", lang), say("First", lang), balance):
        table.add_column(heading, justify="right")
    for one in rounds:
        first = format_month(one.changed[0]) if one.changed else "–"
        closing = figure(one.closing_fen, "fen", lang, among)
        table.add_row(str(one.number), str(len(one.changed)), first, closing)
    return table


def _path(key: str, settled: Sequence[Settled], lang: str) -> Table:
    table = table_of(key)
    several = len(settled) > 1
    table.add_column(say("From", lang))
    headings = [say("Reserve, months", lang), say("Value", lang)]
    if several:
        headings += [say("Lowest", lang), say("Highest", lang)]
    for heading in headings:
        table.add_column(heading, justify="right")
    for month in settled[0].path:
        values = [one.path[month] for one in settled]
        reserve = sum(one.reserves[month] for one in settled) / len(settled)
        row = [f"{reserve:,.1f}", significant(sum(values) / len(values))]
        if several:
            row += [significant(min(values)), significant(max(values))]
        table.add_row(format_month(month), *row)
    return table
