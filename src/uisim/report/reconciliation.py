"""Leads from a previous run's balance to this one's."""

import math

from uisim.fund.measures import IN_COLUMNS, OUT_COLUMNS
from uisim.report.blocks import Section, Sheet, Text
from uisim.report.charts_fund import label
from uisim.report.figures import DASH, in_unit, money, unit_for
from uisim.report.folder import Run, without_kinds
from uisim.report.other_runs import Other
from uisim.words import say


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
    if before.differs:
        headers3 = (say("Key", lang), say("Previous", lang), say("This run", lang))
        changed = tuple(without_kinds((key, there, here) for key, here, there in before.differs))
        blocks.append(Sheet(say("Inputs that changed", lang), headers3, changed, texts=3))
    else:
        blocks.append(Text(say("No input changed.", lang)))
    if len(run.months) != len(old.months):
        blocks.append(Text(say("The two runs end in different months.", lang), "warning"))
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
