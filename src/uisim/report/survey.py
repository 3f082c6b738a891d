"""The table of a library of scenarios: for the terminal, and in Markdown."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from uisim.report.figures import DASH, in_unit, unit_for
from uisim.study.intervals import Interval
from uisim.study.survey import Entry, compared_with
from uisim.words import say

PERCENT = 100
FEN_PER_UNIT = {"en": 100_000_000, "zh": 1_000_000}
"""Fen in a million yuan, in ten thousand yuan: the units of docs/scenarios.md."""
DIGITS = {"en": 1, "zh": 0}
SIGNS = {"rises": "↑", "falls": "↓", "unchanged": "=", "open": "?"}


def print_library(console: Console, entries: Sequence[Entry], lang: str) -> None:
    """Print a line a scenario: its balance, its rate, the change and how many expectations hold."""
    changes = [entry.change("balance") for entry in entries]
    unit = unit_for((*map(_balance, entries), *(change.mean for change in changes)), lang)
    table = Table(
        title=say("Scenarios ({unit})", lang).format(unit=unit.name),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for number, heading in enumerate(
        (
            say("Scenario", lang),
            say("Balance", lang),
            say("Rate, %", lang),
            say("Change", lang),
            "± 99 %",
            say("Came out", lang),
        )
    ):
        table.add_column(heading, justify="right" if number else "left", overflow="fold")
    for entry, change in zip(entries, changes, strict=True):
        as_expected = [entry.direction(name) == way for name, way in _expected(entry)]
        table.add_row(
            entry.scenario.name,
            in_unit(_balance(entry), unit),
            _rate(entry),
            in_unit(change.mean, unit),
            in_unit(change.high - change.mean, unit),
            f"{sum(as_expected)}/{len(as_expected)}" if as_expected else "",
        )
    console.print(table)
    console.print(
        say("Rate: break-even. Change of balance: against the scenario that the file names.", lang),
        style="dim",
    )


def markdown_lines(entries: Sequence[Entry], folder: str, lang: str) -> Iterator[str]:
    """Write the table of docs/scenarios.md; titles link to the files in ``folder``."""
    yield _row(
        (
            say("Scenario", lang),
            say("Balance", lang),
            say("Break-even rate, %", lang),
            say("Change in balance (99 % interval)", lang),
            say("Against", lang),
            say("Expectation", lang),
        )
    )
    yield _row(["---", "---:", "---:", "---:", "---", "---"])
    for entry in entries:
        scenario = entry.scenario
        title = scenario.title.zh if lang == "zh" else scenario.title.en
        other = compared_with(scenario)
        yield _row(
            (
                f"[{title}](../{folder}/{scenario.name}.yaml)",
                _money(_balance(entry), lang),
                _rate(entry),
                "–" if other == scenario.name else _interval(entry.change("balance"), lang),
                "" if other in ("baseline", scenario.name) else f"`{other}`",
                ", ".join(_verdict(entry, name, way) for name, way in _expected(entry)),
            )
        )


def _expected(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from entry.scenario.about.expects.items()


def _verdict(entry: Entry, name: str, way: str) -> str:
    """Write an expectation, and what was found if that is something else."""
    found = entry.direction(name)
    return f"`{name}` {SIGNS[way]}" + ("" if found == way else f" ({SIGNS[found]})")


def _balance(entry: Entry) -> float:
    balances = entry.measures["balance"]
    return sum(balances) / len(balances)


def _rate(entry: Entry) -> str:
    """Write the mean break-even rate."""
    rates = entry.measures["break_even_rate"]
    mean = sum(rates) / len(rates)
    return DASH if mean != mean else f"{mean * PERCENT:.2f}"


def _interval(change: Interval, lang: str) -> str:
    mean, low, high = (_money(value, lang) for value in change)
    return mean if change.low != change.low else f"{mean} ({low} … {high})"


def _money(fen: float, lang: str) -> str:
    text = f"{fen / FEN_PER_UNIT[lang]:,.{DIGITS[lang]}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0.0 else text


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
