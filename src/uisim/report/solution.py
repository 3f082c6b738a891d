"""What `uisim solve` found, for the terminal: roots under each choice, and the curve's points."""

import math
from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from uisim.report.figures import money_unit, significant
from uisim.report.unit_names import unit_name
from uisim.study.solve import Point, Root, Solution
from uisim.study.solve_over import Asked
from uisim.units import FEN
from uisim.words import say

RATE = "law.contribution_rate"
MARK = "→"


def print_solutions(
    console: Console,
    asked: Asked,
    other: str,
    found: Mapping[str, Solution],
    replications: int,
    lang: str,
) -> None:
    """Print the roots, what there is to say about them, and each curve; fits 80 columns."""
    told = say("{name}: {value}", lang)
    asking = told.format(name=f"[bold]{asked.key}[/bold]", value=asked.target.text)
    console.print(asking, highlight=False)
    console.print(_roots(asked, other, found, lang))
    for choice, solution in found.items():
        for line in _remarks(asked, solution, lang):
            told = say("{name}: {value}", lang).format(name=choice, value=line)
            console.print(told if choice else line, highlight=False, markup=False)
    if replications == 1:
        line = say("One replication gives no interval: set projection.replications.", lang)
    else:
        line = say(
            "Interval: the values at which the 95 % interval of the figure over {count} "
            "replications contains the number asked for.",
            lang,
        )
    console.print(line.format(count=replications), style="dim")
    if asked.key.startswith(RATE):
        line = say(
            "Accounting: outgo less subsidy over bases there, at the membership of that rate; it "
            "equals the rate where nothing but contributions comes in.",
            lang,
        )
        console.print(line, style="dim")
    for choice, solution in found.items():
        console.print(_curve(asked, choice, solution, lang))


def _roots(asked: Asked, other: str, found: Mapping[str, Solution], lang: str) -> Table:
    table = table_of(say("Where the target is just met", lang))
    if other:
        table.add_column(other)
    for heading in (
        say("Value", lang),
        say("Interval", lang),
        say("Target met", lang),
        say("Accounting", lang),
    ):
        table.add_column(heading, justify="right")
    for choice, solution in found.items():
        first = [choice] if other else []
        if not solution.roots:
            side = say("everywhere", lang) if solution.points[0].met else say("nowhere", lang)
            side = "" if asked.target.condition.sign == "=" else side
            table.add_row(*first, say("none", lang), "", side, "")
        for root in solution.roots:
            side = say("above", lang) if root.met_above else say("below", lang)
            table.add_row(
                *first,
                significant(root.at),
                _interval(asked, root),
                say("there", lang) if asked.target.condition.sign == "=" else side,
                _percent(root.accounting),
            )
    return table


def _remarks(asked: Asked, solution: Solution, lang: str) -> list[str]:
    ends = {"low": significant(asked.range.low), "high": significant(asked.range.high)}
    if not solution.roots:
        nearest = min(
            solution.points, key=lambda one: abs(one.value.mean - asked.target.condition.number)
        )
        line = say("No root between {low} and {high}; nearest: {value} at {at}.", lang)
        at = abs(nearest.value.mean)
        value = figure(nearest.value.mean, asked.target.unit, lang, at)
        if asked.target.unit == "fen":
            value += " " + shown_unit("fen", lang, at)
        return [line.format(**ends, value=value, at=significant(nearest.at))]
    if len(solution.roots) > 1:
        line = say("{count} roots between {low} and {high}: the figure turns.", lang)
        return [line.format(count=len(solution.roots), **ends)]
    return []


def _curve(asked: Asked, choice: str, solution: Solution, lang: str) -> Table:
    among = max(abs(point.value.mean) for point in solution.points)
    unit = shown_unit(asked.target.unit, lang, among)
    heading = say("The curve ({unit})", lang).format(unit=unit)
    told = say("{name}: {value}", lang).format(name=heading, value=choice)
    table = table_of(told if choice else heading)
    for name in (
        asked.key.rpartition(".")[2] if not asked.key[-1].isdigit() else say("Value", lang),
        asked.target.condition.figure.name if asked.target.event is None else "P",
        say("Interval", lang),
        say("Accounting", lang),
    ):
        table.add_column(name, justify="right", overflow="fold")
    roots = {root.at for root in solution.roots}
    scanned = [point for point in solution.points if point.at in roots or _is_told(point)]
    for point in scanned:
        table.add_row(
            (f"{MARK} " if point.at in roots else "") + significant(point.at),
            figure(point.value.mean, asked.target.unit, lang, among),
            _span(point, asked.target.unit, lang, among),
            _percent(point.accounting),
            style="bold" if point.at in roots else "",
        )
    return table


def _is_told(point: Point) -> bool:
    """Whether a point is of the scan: those of the search between have more digits."""
    return float(f"{point.at:.6g}") == point.at


def table_of(title: str) -> Table:
    """Make an empty table as all answers have it."""
    return Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )


def _interval(asked: Asked, root: Root) -> str:
    if root.low is not None and math.isnan(root.low):
        return "–"
    low = f"< {significant(asked.range.low)}" if root.low is None else significant(root.low)
    high = f"> {significant(asked.range.high)}" if root.high is None else significant(root.high)
    return f"{low} … {high}"


def _span(point: Point, unit: str, lang: str, among: float) -> str:
    if math.isnan(point.value.low):
        return "–"
    low, high = (figure(end, unit, lang, among) for end in (point.value.low, point.value.high))
    return f"{low} … {high}"


def figure(value: float, unit: str, lang: str, among: float) -> str:
    """Write a figure: money in the unit that suits the amount ``among``, shares in per cent."""
    if math.isnan(value):
        return "–"
    if unit == "fen":
        _, yuan, digits = money_unit(among, lang)
        return f"{value / FEN / yuan + 0.0:,.{digits + 1}f}"
    return _percent(value) if unit == "share" else significant(value)


def shown_unit(unit: str, lang: str, among: float) -> str:
    """Name the unit in which `figure` writes: of money, of shares, or of the files."""
    if unit == "share":
        return "%"
    return money_unit(among, lang)[0] if unit == "fen" else unit_name(unit, lang)


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{100 * value:.3f} %"
