"""A comparison for the terminal: what differs, the proof, indicators, winners, causes."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from uisim.events import Kind
from uisim.report.charts_people import group_name
from uisim.report.figures import money_unit
from uisim.report.indicator_names import labels
from uisim.report.life_words import BOOK
from uisim.report.replications import plain_table
from uisim.scenario.problems import shown
from uisim.study.compare import Comparison, IndicatorLine, NetLine, Proof
from uisim.study.compare_first import Parting
from uisim.study.compare_keys import changed_keys
from uisim.study.intervals import Interval
from uisim.study.lives import Story
from uisim.study.waterfall import Waterfall
from uisim.units import FEN, format_month
from uisim.words import say

KEYS_SHOWN = 12
CHARACTERS = 10
"""Of a scenario's name in the head of a column."""
MONEY = frozenset(kind for kind, words in BOOK.items() if words.money in ("in", "out", "base"))
MONEY |= {Kind.BASE, Kind.OUTGO_ON_BROUGHT_MONTHS}
"""Kinds of event whose amount is fen."""


def everything(
    comparison: Comparison,
    waterfalls: Sequence[Waterfall],
    partings: Mapping[str, Parting | None],
    lang: str,
) -> Iterator[RenderableType]:
    """Yield all that is printed of a comparison, in order."""
    yield from tables(comparison, lang)
    for found in waterfalls:
        yield waterfall_table(found, lang)
    for name, parting in partings.items():
        yield from parting_lines((comparison.scenarios[0].name, name), parting, lang)


def tables(comparison: Comparison, lang: str) -> Iterator[RenderableType]:
    """Yield, for each scenario but the first, its changed keys, its proof and its tables."""
    first, *others = comparison.scenarios
    for other, proof in zip(others, comparison.proofs, strict=True):
        yield Text(f"{first.name} → {other.name}", style="bold")
        changed = list(changed_keys(first, other).items())
        for key, (before, after) in changed[:KEYS_SHOWN]:
            yield Text(f"  {key}: {_written(before)} → {_written(after)}", style="dim")
        if len(changed) > KEYS_SHOWN:
            more = say("… and {count} keys more", lang).format(count=len(changed) - KEYS_SHOWN)
            yield Text(f"  {more}", style="dim")
        yield proof_line(proof, first.projection.start, lang)
        yield _indicators(comparison, other.name, lang)
        yield _winners(comparison, other.name, lang)


def _written(value: Any) -> str:
    """Write a value as in a file, a block of values in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_written(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return shown(value)


def proof_line(proof: Proof, start: int, lang: str) -> Text:
    """Say what differs before the first month in which anything may."""
    if proof.reform is None:
        text = say("No key differs in any month: {differing} of {rows} rows differ.", lang)
        month = ""
    elif proof.reform == 0:
        text = say("Their keys differ from the first month on: no month before to check.", lang)
        month = ""
    else:
        text = say(
            "Before {month}, when their keys first differ, {differing} of {rows} rows (month, "
            "city, kind of work, replication) differ.",
            lang,
        )
        month = format_month(start + proof.reform)
    line = text.format(month=month, differing=f"{proof.differing:,}", rows=f"{proof.rows:,}")
    return Text(line, style="bold red" if proof.differing else "")


def _indicators(comparison: Comparison, name: str, lang: str) -> Table:
    first = comparison.scenarios[0].name
    found: dict[tuple[str, str], IndicatorLine] = {
        (line.scenario, line.indicator): line
        for line in comparison.indicators
        if line.group == "all"
    }
    money = [abs(line.value.mean) for line in found.values() if line.indicator == "balance"]
    unit = money_unit(max(money), lang)
    title = (
        say("Indicators, one replication; money in {unit}", lang)
        if comparison.replications == 1
        else say("Indicators, means of {count} replications; money in {unit}", lang)
    )
    table = plain_table(
        title.format(count=comparison.replications, unit=unit[0]),
        (
            say("Indicator", lang),
            _short(first),
            _short(name),
            say("Difference", lang),
            say("95 % interval", lang),
        ),
        left=1,
    )
    for indicator, label in labels(lang).items():
        before, after = found[first, indicator], found[name, indicator]
        assert after.difference is not None
        table.add_row(
            label,
            _figure(before.value.mean, before.unit, unit),
            _figure(after.value.mean, before.unit, unit),
            _figure(after.difference.mean, before.unit, unit),
            _limits(after.difference, before.unit, unit),
            style="" if is_sure(after.difference) else "dim",
        )
    return table


def _winners(comparison: Comparison, name: str, lang: str) -> Table:
    first = comparison.scenarios[0].name
    before = {(line.by, line.group): line for line in comparison.nets if line.scenario == first}
    title = say("Who gains: benefit less own contributions, yuan per year of membership", lang)
    table = plain_table(
        title,
        (
            say("Group", lang),
            _short(first),
            _short(name),
            say("Difference", lang),
            say("95 % interval", lang),
            "",
        ),
        left=1,
    )
    by = ""
    for line in comparison.nets:
        if line.scenario == name and line.difference is not None:
            if line.by != by:
                table.add_section()
                by = line.by
            table.add_row(*_winner(before[line.by, line.group], line, line.difference, lang))
    return table


def _winner(
    before: NetLine, after: NetLine, difference: Interval, lang: str
) -> tuple[str, str, str, str, str, str]:
    fen = "fen", ("", 1, 0)
    by = {
        "all": say("all", lang),
        "city": "{group}",
        "kind": "{group}",
        "income_decile": say("income decile {group}", lang),
        "risk_quintile": say("risk quintile {group}", lang),
    }[after.by]
    mark = "–"
    if is_sure(difference) and difference.mean != 0:
        mark = say("gains", lang) if difference.mean > 0 else say("loses", lang)
    return (
        by.format(group=group_name(after.by, after.group, lang) if lang == "zh" else after.group),
        _figure(before.net.mean, *fen),
        _figure(after.net.mean, *fen),
        _figure(difference.mean, *fen),
        _limits(difference, *fen),
        mark,
    )


def waterfall_table(found: Waterfall, lang: str) -> Table:
    """Lay out what of the closing balance's difference each group of changed keys makes up."""
    _, difference, parts = next(one for one in found.attributions if one.line[0] == "balance")
    amounts = [abs(float(fen)) for part in parts for fen in (part.in_order, part.shapley)]
    unit = money_unit(max([*amounts, abs(float(difference))]), lang)
    title = say("{first} → {second}: closing balance by changed key ({unit})", lang)
    table = plain_table(
        title.format(first=found.first, second=found.second, unit=unit[0]),
        (
            say("Changed", lang),
            say("In this\norder", lang),
            "95%",
            say("Shapley\n(any order)", lang),
            "95%",
        ),
        left=1,
    )
    for part in parts:
        table.add_row(
            part.group,
            _figure(float(part.in_order), "fen", unit),
            _limits(part.in_order_interval, "fen", unit),
            _figure(float(part.shapley), "fen", unit),
            _limits(part.shapley_interval, "fen", unit),
        )
    table.add_section()
    whole = _figure(float(difference), "fen", unit)
    table.add_row(say("whole difference", lang), whole, "", whole, "")
    return table


def parting_lines(
    names: Sequence[str], parting: Parting | None, lang: str
) -> Iterator[RenderableType]:
    """Say which life parts first, and set the events in which it does beside each other."""
    if parting is None:
        yield Text(say("No life differs in any event.", lang))
        return
    text = say("First difference: {month}, worker {worker}, after {alike} equal events", lang)
    month = format_month(parting.first.start + parting.month)
    yield Text(text.format(month=month, worker=parting.first.worker, alike=parting.alike))
    headers = say("Scenario", lang), say("Event", lang), say("Booked in", lang), say("Amount", lang)
    table = plain_table("", headers, left=2)
    for name, story in zip(names, (parting.first, parting.second), strict=True):
        table.add_row(name, *_event(story, parting.alike, lang))
    yield table


def _event(story: Story, at: int, lang: str) -> tuple[str, str, str]:
    if at >= len(story.events):
        return say("nothing more", lang), "", ""
    event = story.events[at]
    kind = Kind(event.kind)
    told = BOOK.get(kind)
    words = _stock(kind, lang)
    if told is not None:
        words = f"{told.zh if lang == 'zh' else told.en} ({kind.name.lower()})"
    since, last = (
        format_month(story.start + int(m)) for m in (event.month, event.month + event.months - 1)
    )
    amount = f"{int(event.amount):,}"
    if kind in MONEY:
        amount = say("{amount} yuan", lang).format(amount=f"{event.amount / FEN:,.2f}")
    return words, since if since == last else f"{since} – {last}", amount


def _stock(kind: Kind, lang: str) -> str:
    """Name a kind of event that the account book leaves out; most count months of a state."""
    name = kind.name.lower()
    words = {
        Kind.WORKER: say("works or seeks work", lang),
        Kind.ELIGIBLE: say("may join", lang),
        Kind.JOBLESS: say("is without work", lang),
        Kind.MEMBER: say("is a member", lang),
        Kind.MEMBER_AT_FLOOR: say("declares the floor", lang),
        Kind.BASE: say("her declared base", lang),
        Kind.PENDING: say("her claim is pending", lang),
    }
    return f"{words[kind]} ({name})" if kind in words else name


def is_sure(difference: Interval) -> bool:
    """Whether an interval leaves 0 out (or is nothing but 0)."""
    return difference.low > 0 or difference.high < 0 or difference.low == difference.high


def _limits(found: Interval, unit: str, money: tuple[str, int, int]) -> str:
    if math.isnan(found.low):
        return "–"
    return f"{_figure(found.low, unit, money)} … {_figure(found.high, unit, money)}"


def _figure(value: float, unit: str, money: tuple[str, int, int]) -> str:
    """Write money in the unit of the table, shares in per cent; a dash where not defined."""
    _, unit_yuan, digits = money
    if math.isnan(value):
        return "–"
    if unit == "fen":
        return f"{round(value / (FEN * unit_yuan), digits) + 0.0:,.{digits}f}"
    if unit == "people":
        return f"{round(value) + 0.0:,.0f}"
    if unit == "share":
        return f"{round(value, 4) + 0.0:.2%}"
    return f"{round(value, 2) + 0.0:.2f}"


def _short(name: str) -> str:
    return name if len(name) <= CHARACTERS else name[: CHARACTERS - 1] + "…"
