"""The report of a comparison: what each scenario changes, with its interval, and who pays."""

from collections.abc import Mapping
from typing import Any

from uisim.fund.measures import ALL
from uisim.report import comparison_levels as levels
from uisim.report.assumed import assumed_of, hangs_on, rests_on
from uisim.report.blocks import Block, Section, Sheet, Text
from uisim.report.charts_comparison import difference_chart, winners_chart
from uisim.report.compared import Comparison
from uisim.report.comparison_held import held_sections, held_sentences, moving
from uisim.report.comparison_sentences import headline, is_same, sentences
from uisim.report.differing import differing, without_kinds
from uisim.report.figures import digits_of, from_to, in_unit, month_name, number, percent, unit_for
from uisim.report.indicator_names import labels
from uisim.report.keys import meaning
from uisim.report.sentences import represents_of, sample_words
from uisim.report.value_words import named, value_text
from uisim.study.compare_files import WHOLE
from uisim.words import say


def comparison_sections(
    found: Comparison, beside: Mapping[str, Comparison], lang: str
) -> tuple[Section, ...]:
    """Write the sections of a comparison, but those that every report ends with.

    beside: the same comparison under what `--complete` varies, by the name of its folder.
    """
    sections = [answer_section(found, beside, lang), question_section(found, lang)]
    sections += [indicators_section(found, lang), levels.levels_section(found, lang)]
    sections += [path_section(found, lang), levels.reserve_section(found, lang)]
    sections += [levels.flows_section(found, lang), levels.members_section(found, lang)]
    sections += [levels.denied_section(found, lang), winners_section(found, lang)]
    sections += [levels.kappa_section(found, lang), levels.selection_section(found, lang)]
    return (*sections, *held_sections(found, beside, lang), causes_section(found, lang))


def answer_section(found: Comparison, beside: Mapping[str, Comparison], lang: str) -> Section:
    """Say for each scenario what it changes, and how sure that is; below, what that hangs on."""
    differ = [name for name in found.names[1:] if not is_same(found, name)]
    assumed = assumed_of(found.values[found.names[0]]) if differ else ()
    below = [hangs_on(assumed, lang, is_difference=True)] if assumed else []
    below = held_sentences(found, beside, lang) or below
    texts: list[Text] = []
    for name in found.names[1:]:
        if name in differ:
            moved = moving(beside, name)
            untold = moved is not None or name == differ[0]
            first = (
                rests_on(None if moved is None else len(moved), lang) if assumed and untold else ""
            )
            texts.append(Text(headline(found, name, first, lang), "headline"))
        texts += [Text(text, "lead") for text in sentences(found, name, lang)]
    note = say(
        "Intervals hold the mean, or the mean difference, with 95 % confidence, over {n} "
        "replications of the same lives with the same luck; they show chance alone{sample}.",
        lang,
    ).format(
        n=found.record["replications"],
        sample=sample_words(represents_of(found.values[found.names[0]]), lang),
    )
    blocks = (*texts, *map(Text, below), Text(note, "note"))
    return Section("answer", say("The answer", lang), blocks)


def question_section(found: Comparison, lang: str) -> Section:
    """List what differs between the scenarios, and from when on the books may differ."""
    first = found.names[0]
    blocks: list[Block] = []
    for name, proof in zip(found.names[1:], found.record["study"]["proofs"], strict=True):
        changes = without_kinds(differing(found.values[first], found.values[name]))
        caption = say("From “{first}” to “{title}”", lang).format(
            first=found.title(first, lang), title=found.title(name, lang)
        )
        rows = tuple(
            (named(key, lang), *(value_text(key, text, lang) for text in texts))
            for key, *texts in changes
        )
        headers = (
            say("Input and its key", lang),
            found.title(first, lang),
            found.title(name, lang),
        )
        blocks.append(Sheet(caption, headers, rows, texts=3))
        blocks.append(Text(proof_sentence(proof, lang), "warning" if proof["differing"] else ""))
    return Section("question", say("The question: what differs", lang), tuple(blocks))


def proof_sentence(proof: Mapping[str, Any], lang: str) -> str:
    """Say that nothing differs before the first month that can differ; or that something does."""
    if proof["differing"]:
        text = say(
            "{differing} of {rows} rows before {month} differ, where none may: do not use.", lang
        )
    elif not proof["rows"]:
        text = say("Their keys differ from the first month on: no month before to check.", lang)
    elif proof["reform"] is None:
        text = say("No key differs in any month; all {rows} rows by city and kind agree.", lang)
    else:
        text = say("Before {month} all {rows} rows by city and kind of work are the same.", lang)
    month = month_name(proof["reform"], lang) if proof["reform"] else ""
    rows, differing_rows = number(proof["rows"]), number(proof["differing"])
    return text.format(month=month, rows=rows, differing=differing_rows)


def path_section(found: Comparison, lang: str) -> Section:
    """Show the difference of the balance by month with its interval."""
    charts = tuple(
        difference_chart(
            found.differences,
            name,
            found.title(name, lang),
            found.folder,
            number_of,
            found.largest,
            lang,
        )
        for number_of, name in enumerate(found.names[1:], start=1)
    )
    return Section("path", say("Difference of the balance by month", lang), charts)


def indicators_section(found: Comparison, lang: str) -> Section:
    """Set the main indicators side by side, with the difference and its interval."""
    first = found.names[0]
    sheets = []
    for name in found.names[1:]:
        rows = tuple(
            indicator_cells(found, first, name, indicator, lang)
            for indicator in labels(lang)
            if (name, indicator, ALL) in found.indicators
        )
        headers = (
            say("Figure", lang),
            found.title(first, lang),
            found.title(name, lang),
            say("Difference", lang),
            say("95 % interval", lang),
        )
        sheets.append(Sheet(found.title(name, lang), headers, rows))
    return Section("indicators", say("Main figures side by side", lang), tuple(sheets))


def indicator_cells(
    found: Comparison, first: str, name: str, indicator: str, lang: str
) -> tuple[str, ...]:
    """Write an indicator, with its unit if it is money, and its figures.

    In both scenarios, the difference and the interval of that.
    """
    before, line = (found.indicators[one, indicator, ALL] for one in (first, name))
    interval = (line.difference_low, line.difference_high)
    figures = (before.mean, line.mean, line.difference, *interval)
    unit, words = found.units[indicator], labels(lang)[indicator]
    if unit == "fen":
        in_money = unit_for(figures, lang, found.largest)
        words += f" ({in_money.name})"
        shown = [in_unit(fen, in_money) for fen in figures]
    elif unit == "share":
        shown = [percent(share) for share in figures]
        points = say("pp", lang)  # a difference of shares is in percentage points
        shown[2:] = [text.replace("%", points) for text in shown[2:]]
    else:
        shown = [number(value, digits_of(indicator, unit)) for value in figures]
    low = shown[3].partition(" ")[0]  # the unit stands behind the upper end
    return (words, *shown[:3], from_to(low, shown[4], lang))


def winners_section(found: Comparison, lang: str) -> Section:
    """Show by group how much more or less members get, net of what they pay."""
    charts = tuple(
        winners_chart(
            {(by, group): line for (one, by, group), line in found.winners.items() if one == name},
            found.title(name, lang),
            found.folder,
            number_of,
            lang,
        )
        for number_of, name in enumerate(found.names[1:], start=1)
    )
    text = say(
        "Benefit, medical contributions and allowances less own contributions, yuan a year of "
        "membership; bars of error: 95 %. Membership may differ too, so a group's gain is not that "
        "of fixed persons.",
        lang,
    )
    return Section("gains", say("Who gains and who loses", lang), (Text(text), *charts))


def causes_section(found: Comparison, lang: str) -> Section:
    """Show which changed key makes up what of the difference, if that was asked for."""
    title = say("What each change makes up", lang)
    rows = [row for row in found.waterfall if row["indicator"] == "balance"]
    if not rows:
        text = say("Not asked for: uisim compare … --waterfall gives it.", lang)
        return Section("causes", title, (Text(text, "note"),))
    unit = unit_for((float(row["shapley"]) for row in rows), lang, found.largest)
    shown = tuple(
        (
            found.title(row["scenario"], lang),
            changed_words(row, lang),
            in_unit(float(row["in_order"]), unit),
            in_unit(float(row["shapley"]), unit),
        )
        for row in rows
    )
    headers = (
        say("Scenario", lang),
        say("Change", lang),
        say("In this order", lang),
        say("Mean of all orders", lang),
    )
    caption = say("Difference of the balance at the end ({unit})", lang).format(unit=unit.name)
    return Section("causes", title, (Sheet(caption, headers, shown, texts=2),))


def changed_words(row: Mapping[str, str], lang: str) -> str:
    """Name a change of the waterfall: a key with its meaning, a group of keys, or all of them."""
    group = row["group"]
    if group == WHOLE:
        return say("whole difference", lang)
    return f"{meaning(group, lang)}\n{group}" if row["keys"] == group else group
