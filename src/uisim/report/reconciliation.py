"""Leads from a previous run's balance to this one's."""

import math
from typing import Final

from uisim.fund.measures import IN_COLUMNS, OUT_COLUMNS
from uisim.report.blocks import Section, Sheet, Text
from uisim.report.charts_fund import label
from uisim.report.differing import differing, without_kinds
from uisim.report.figures import DASH, in_unit, money, unit_for
from uisim.report.folder import WORDING, Run
from uisim.report.other_runs import Other
from uisim.report.value_words import named, value_text
from uisim.words import say

LUCK: Final = frozenset(f"projection.{key}" for key in ("seed", "represents", "replications"))
"""Keys that change which lives are drawn, or how often."""


def reconciliation_section(run: Run, before: Other | None, lang: str) -> Section:
    """Lead from a previous run's balance to this one's, kind by kind; or say how to."""
    title = say("Reconciliation with a previous run", lang)
    if before is None:
        text = say("No previous run was given (--against FOLDER).", lang)
        return Section("reconciliation", title, (Text(text, "note"),))
    return Section("reconciliation", title, tuple(reconciliation_blocks(run, before, lang)))


def reconciliation_blocks(run: Run, before: Other, lang: str) -> list[Sheet | Text]:
    """Sentence, steps from balance to balance, and inputs that changed."""
    old = before.run
    ends = [one.figure("balance").mean for one in (old, run)]
    unit = unit_for(ends, lang, run.largest)
    openings = [float(one.paths("opening_fen")[:, 0].mean()) for one in (old, run)]
    rows = [(say("Balance at the end, previous run", lang), in_unit(ends[0], unit))]
    steps = [(say("opening balance", lang), openings[1] - openings[0])]
    steps += [(label(name, lang), run.total(name) - old.total(name)) for name in IN_COLUMNS]
    steps += [(label(name, lang), old.total(name) - run.total(name)) for name in OUT_COLUMNS]
    rows += [(f"  {words}", in_unit(fen, unit)) for words, fen in steps if fen]
    rows.append((say("Balance at the end, this run", lang), in_unit(ends[1], unit)))
    blocks: list[Sheet | Text] = [Text(difference(ends[0], ends[1], lang, run.largest))]
    caption = say("From the previous balance to this one ({unit})", lang).format(unit=unit.name)
    headers = (say("Step (+ raises the balance)", lang), unit.name)
    blocks.append(Sheet(caption, headers, tuple(rows)))
    blocks += changed_blocks(run, old, lang)
    if len(run.months) != len(old.months):
        blocks.append(Text(say("The two runs end in different months.", lang), "warning"))
    return blocks


def changed_blocks(run: Run, old: Run, lang: str) -> list[Sheet | Text]:
    """List the inputs that changed, and say when the two runs differ by chance too."""
    differs = differing(run.values, old.values, WORDING)
    if not differs:
        return [Text(say("No input changed.", lang))]
    headers = (say("Input and its key", lang), say("Previous", lang), say("This run", lang))
    changed = tuple(
        (named(key, lang), value_text(key, there, lang), value_text(key, here, lang))
        for key, there, here in without_kinds((key, b, a) for key, a, b in differs)
    )
    blocks: list[Sheet | Text] = [
        Sheet(say("Inputs that changed", lang), headers, changed, texts=3)
    ]
    if not LUCK.isdisjoint(key for key, _, _ in differs):
        text = say(
            "The two runs do not draw the same lives as often: part of the difference is chance.",
            lang,
        )
        blocks.append(Text(text, "warning"))
    return blocks


def difference(before: float, after: float, lang: str, among: float | None = None) -> str:
    """Write a change of the balance in words: who pays more."""
    change = after - before
    if math.isnan(change):
        return DASH
    if change == 0:
        return say("The balance at the end is the same, to the fen.", lang)
    if change > 0:
        text = say("The balance at the end is {change} higher.", lang)
    else:
        text = say("The balance at the end is {change} lower.", lang)
    if (before < 0) != (after < 0):
        text += say(" Its sign changes.", lang)
    return text.format(change=money(abs(change), lang, among))
