"""One life as an account book: each event, its date, its article, what it moved."""

import calendar
import json
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.events import Event, Kind
from uisim.law.claim import Cause, Reason
from uisim.report.cause_names import causes
from uisim.report.cited import cited_article, cited_clause, cited_parameter
from uisim.report.life_words import BOOK, WRITTEN, Words
from uisim.study.lives import Story
from uisim.units import FEN, YEAR, format_month
from uisim.words import say

UNITS: Final = {"in": "fen", "out": "fen", "base": "fen", "months": "months", "left": "months"}
"""Unit of the amount of an event; of a loss it is platforms, of a denial a mask of conditions."""


class Entry(NamedTuple):
    """An event of the book. cause: of the loss that it follows from; failed: conditions not met."""

    event: Event
    kind: Kind
    told: Words
    platforms: tuple[int, ...]
    day: date
    cause: Cause | None
    failed: tuple[Reason, ...]


def entries(story: Story) -> Iterator[Entry]:
    """Take the events that belong into the book, in order, each with what it rests on."""
    opened = None
    for event, platforms in zip(story.events, story.platforms, strict=True):
        kind = Kind(event.kind)
        told = BOOK.get(kind)
        if told is None:
            continue
        denied = kind.name.startswith("DENIED")
        cause = Cause(event.note) if told.money in ("cause", "lost") else None
        if kind in (Kind.LAST_LOSS, Kind.PARTIAL_LOSS, Kind.CLAIM_OPENED):
            opened = cause
        elif denied:
            cause = Cause(event.note) if kind == Kind.DENIED_MULTI_PLATFORM else opened
        tested = kind == Kind.CLAIM_OPENED or (denied and kind != Kind.DENIED_MULTI_PLATFORM)
        failed = tuple(one for one in Reason if tested and event.amount >> (one - 1) & 1)
        yield Entry(event, kind, told, platforms, day_of(story.start, event), cause, failed)


def runs(story: Story) -> Iterator[Entry]:
    """Give the rows of the book: contributions in runs of one amount under one text of the law."""
    rows: list[Entry] = []
    for entry in entries(story):
        if entry.told.money != "in":
            yield from rows
            rows = []
            yield entry
            continue
        for month in range(entry.event.month, entry.event.month + entry.event.months):
            event = entry.event._replace(month=month, months=1)
            one = entry._replace(event=event, day=day_of(story.start, event))
            at = next((i for i, row in enumerate(rows) if _continues(row, one, story.start)), None)
            if at is None:
                rows.append(one)
            else:
                longer = rows[at].event._replace(months=rows[at].event.months + 1)
                rows[at] = one._replace(event=longer)
    yield from rows


def _continues(row: Entry, one: Entry, start: int) -> bool:
    """Whether a month's contribution goes on with those of a row."""
    follows = row.event.month + row.event.months == one.event.month
    alike = (row.kind, row.event.amount) == (one.kind, one.event.amount)
    return follows and alike and cited(row, start, "en") == cited(one, start, "en")


def print_book(console: Console, story: Story, lang: str) -> None:
    """Print a life as an account book; amounts in yuan."""
    console.print(Text(story.worker, "bold"))
    console.print(Text(_who(story, lang)))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    headers = (say("Date", lang), say("Event", lang), say("Text", lang), say("Paid in", lang))
    for place, header in enumerate((*headers, say("Paid out", lang))):
        right = place in (3, 4)
        table.add_column(
            header,
            justify="right" if right else "left",
            no_wrap=place != 1,
            overflow="fold",
        )
    paid = {"in": 0, "out": 0}
    for entry in runs(story):
        total = entry.event.amount * entry.event.months
        money = entry.told.money
        if money in paid:
            paid[money] += total
        detail = _detail(entry, story.start, lang)
        if entry.kind == Kind.LEFT:
            passed = entry.event.time - story.traits.entry
            detail = _age(story.age_months + passed, lang)
        happened = entry.told.zh if lang == "zh" else entry.told.en
        both = say("{event}: {detail}", lang).format(event=happened, detail=detail)
        table.add_row(
            str(entry.day),
            both if detail else happened,
            cited(entry, story.start, lang),
            _yuan(total) if money == "in" else "",
            _yuan(total) if money == "out" else "",
        )
    console.print(table)
    sums = say("In {paid_in}, out {paid_out} yuan. She stands for {people} people.", lang)
    console.print(
        Text(
            sums.format(paid_in=_yuan(paid["in"]), paid_out=_yuan(paid["out"]), people=story.people)
        )
    )
    note = say(
        "Text: the version of the measure in force at the date, or, where the clause was not "
        "found in it, the nearest version in which it was; Regulation: Guangdong's on "
        "unemployment insurance; SI Law: Social Insurance Law. What is assumed of each: "
        "`uisim law`.",
        lang,
    )
    console.print(Text(note, "dim"))


def _who(story: Story, lang: str) -> str:
    """Say what was drawn of her at entry."""
    her = story.traits
    words = say(
        "Income of {yuan} yuan a month on one platform (prices of 2022-01), {risk} times the "
        "loss rate usual in this kind of work.",
        lang,
    ).format(yuan=f"{her.income_fen / FEN:,.0f}", risk=f"{her.risk:.2f}")
    eligible = say("May join the scheme.", lang)
    if not her.eligible:
        eligible = say("No platform confirms the work: may not join the scheme.", lang)
    brought = say(
        "From employee insurance: contribution months {months}, unused benefit months {unused}.",
        lang,
    ).format(months=her.prior_months, unused=her.unused_brought)
    born = say("A man of {age}.", lang) if story.is_man else say("A woman of {age}.", lang)
    born = born.format(age=_age(story.age_months, lang))
    return say("{born} {income} {eligible} {brought}", lang).format(
        born=born, income=words, eligible=eligible, brought=brought
    )


def _age(months: float, lang: str) -> str:
    years, left = divmod(int(months), YEAR)
    return say("{years} years and {months} months", lang).format(years=years, months=left)


def found(story: Story, kind: Kind) -> tuple[date, int]:
    """Say when something first happened to her, and how many times it did."""
    events = [event for event in story.events if event.kind == kind]
    return day_of(story.start, events[0]), len(events)


def print_json(story: Story) -> None:
    """Print each event as a line of JSON; a run of months gives a line for each month."""
    for line in lines(story):
        print(json.dumps(line, ensure_ascii=False))


def lines(story: Story) -> Iterator[dict[str, object]]:
    """Give the events as plain values: ``month, kind, fen`` and more.

    fen: what was paid into the fund or out of it. amount: what the event counts, in ``unit``.
    """
    for entry in entries(story):
        money = entry.told.money
        paid = money in ("in", "out")
        unit = "platforms" if entry.platforms else UNITS.get(money, "")
        for month in range(entry.event.month, entry.event.month + entry.event.months):
            one = entry.event._replace(month=month, months=1)
            yield {
                "worker": story.worker,
                "month": format_month(story.start + month),
                "kind": entry.kind.name.lower(),
                "fen": int(entry.event.amount) if paid else 0,
                "known": str(day_of(story.start, one)),
                "article": cited(entry._replace(event=one), story.start, "en"),
                "amount": int(entry.event.amount) if unit else 0,
                "unit": unit,
                "paid": money if paid else None,
                "platforms": list(entry.platforms),
                "cause": None if entry.cause is None else entry.cause.name.lower(),
                "failed": [reason.name.lower() for reason in entry.failed],
            }


def cited(entry: Entry, start: int, lang: str) -> str:
    """Cite the text that an event rests on; nothing for what is not of the law."""
    told = entry.told
    if told.clause:
        return cited_clause(told.clause, start + entry.event.month, lang)
    used_up = entry.kind == Kind.CLAIM_ENDED and entry.event.amount == 0
    text = "cap_months" if used_up else told.text
    if not text:
        return ""
    return cited_article(text, lang) if text in WRITTEN else cited_parameter(text, lang)


def day_of(start: int, event: Event) -> date:
    """Give the day of an event; what comes at the close of a month is of its last day."""
    close = event.month + event.months
    year, month = divmod(start + min(int(event.time), close - 1), YEAR)
    days = calendar.monthrange(year, month + 1)[1]
    share = event.time - int(event.time) if event.time < close else 1.0
    return date(year, month + 1, min(days, 1 + int(share * days)))


def _detail(entry: Entry, start: int, lang: str) -> str:
    event, money = entry.event, entry.told.money
    if entry.platforms:
        text = say("platform {n}", lang)
        words = [text.format(n=say(", ", lang).join(str(n) for n in entry.platforms))]
        return say(", ", lang).join(words + ([causes(lang)[entry.cause]] if entry.cause else []))
    if money == "cause":
        return causes(lang)[Cause(event.note)]
    if money == "base":
        return say("{yuan} yuan", lang).format(yuan=_yuan(event.amount))
    if money in ("months", "left"):
        text = say("{n} month", lang) if event.amount == 1 else say("{n} months", lang)
        if money == "left":
            text = say("unused months: {n}", lang)
        return text.format(n=event.amount)
    if entry.kind.name.startswith("DENIED"):
        return _also_failed(entry, lang)
    if event.months > 1:
        last = format_month(start + event.month + event.months - 1)
        return say("{n} months to {last}", lang).format(n=event.months, last=last)
    return format_month(start + event.month) if money in ("in", "out") else ""


def _also_failed(entry: Entry, lang: str) -> str:
    """Name the conditions that fail beside the one that is the recorded reason."""
    names = {
        Reason.NOT_MEMBER: say("no member", lang),
        Reason.VOLUNTARY: say("own will", lang),
        Reason.CAUSE_NOT_COVERED: say("cause not listed", lang),
        Reason.TOO_FEW_MONTHS: say("too few months", lang),
        Reason.DID_NOT_FILE: say("would not file", lang),
        Reason.NOT_VERIFIED: say("would not be verified", lang),
    }
    told = entry.kind.name.removeprefix("DENIED_")
    others = [names[reason] for reason in entry.failed if reason.name != told]
    return say("also {failed}", lang).format(failed=say(", ", lang).join(others)) if others else ""


def _yuan(fen: int) -> str:
    return f"{fen / FEN:,.2f}"
