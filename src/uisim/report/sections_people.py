"""Middle of the report: why claims fail, who gains, κ, selection and moral hazard."""

from collections.abc import Sequence
from typing import Final

from uisim.report.assumed import listed
from uisim.report.blocks import Chart, Section, Sheet, Text
from uisim.report.charts_people import (
    denials,
    denials_chart,
    factor_steps,
    factors_chart,
    gains_chart,
    outside_words,
)
from uisim.report.differing import without_kinds
from uisim.report.figures import number, percent
from uisim.report.folder import Run
from uisim.report.other_runs import Other, runs_sheet
from uisim.report.value_words import evidence, grade_text, named, value_text
from uisim.study.beside import HAZARDS
from uisim.words import say

SOLE: Final = ("sole_voluntary", "sole_cause_not_covered", "sole_too_few_months")


def denied_section(run: Run, lang: str) -> Section:
    """Show why losses did not become claims, and what a single condition costs."""
    found = denials(run, lang)
    outside = {words: run.total(name) for name, words in outside_words(lang).items()}
    if not found and not any(outside.values()):
        text = say("Nobody lost all her work.", lang)
        return Section("denied", say("Why claims were denied", lang), (Text(text),))
    rows = [(words, number(losses), percent(share, 1)) for words, losses, share in found]
    of_members = sum(losses for _, losses, _ in found)
    whole = 1.0 if of_members else float("nan")
    rows.append((say("All losses of members", lang), number(of_members), percent(whole, 1)))
    rows += [(words, number(losses), "") for words, losses in outside.items() if losses]
    sheet = Sheet(
        say("Members' losses of all work, by what became of them", lang),
        (say("Outcome", lang), say("Losses", lang), say("Share", lang)),
        tuple(rows),
    )
    texts = {
        "sole_voluntary": say("being voluntary", lang),
        "sole_cause_not_covered": say("their cause", lang),
        "sole_too_few_months": say("too few months", lang),
    }
    counted = listed([f"{texts[name]} {number(run.total(name))}" for name in SOLE], lang)
    sole = say("Losses that failed by one condition alone: {counted}.", lang)
    several = say(
        "Besides, {people} losses of one of several platforms otherwise qualified (multi-platform "
        "rule).",
        lang,
    )
    blocks: list[Chart | Sheet | Text] = [sheet, Text(sole.format(counted=counted))]
    if run.total("denied_multi_platform"):
        people = number(run.total("denied_multi_platform"))
        blocks.append(Text(several.format(people=people)))
    if len(found) > 1:
        blocks.insert(0, denials_chart(run, lang))
    return Section("denied", say("Why claims were denied", lang), tuple(blocks))


def gains_section(run: Run, lang: str) -> Section:
    """Show benefit ÷ contribution by city, kind of work, income and risk."""
    text = Text(gains_sentence(run, lang))
    title = say("Who gains", lang)
    if not run.group_names("benefit_per_contribution", "risk_quintile"):
        return Section("gains", title, (text,))
    note = say(
        "Small groups are noisy: with few people simulated a group's figure may rest on a handful "
        "of claims.",
        lang,
    )
    return Section("gains", title, (text, gains_chart(run, lang), Text(note, "note")))


def gains_sentence(run: Run, lang: str) -> str:
    """Say who gets more than she pays in, and who less, by risk."""
    groups = run.group_names("benefit_per_contribution", "risk_quintile")
    if len(groups) < 2:
        return say("Too few people contributed to tell groups apart.", lang)
    low, high = (
        run.figure("benefit_per_contribution", f"risk_quintile={group}").mean
        for group in (groups[0], groups[-1])
    )
    text = say(
        "For each yuan contributed {whole} yuan is paid out: {low} in the lowest quintile of risk, "
        "{high} in the highest.",
        lang,
    )
    whole = run.figure("benefit_per_contribution").mean
    return text.format(whole=number(whole, 2), low=number(low, 2), high=number(high, 2))


def kappa_section(run: Run, lang: str) -> Section:
    """Show κ and its factors."""
    title = say("κ, the share of losses that become paid claims", lang)
    steps = factor_steps(run, lang)
    if steps[0][1] != steps[0][1]:
        text = say("No qualified member lost her work, so κ is not defined.", lang)
        return Section("kappa", title, (Text(text),))
    rows = tuple((words, percent(factor, 1), percent(left, 1)) for words, factor, left in steps)
    text = say(
        "Of all losses of the last platform of qualified members, {kappa} become paid claims. The "
        "break-even rate moves in proportion to κ.",
        lang,
    )
    sheet = Sheet(
        say("Factors of κ", lang),
        (say("Condition", lang), say("Share that passes", lang), say("Left", lang)),
        rows,
    )
    kappa = percent(run.figure("claim_share").mean, 1)
    return Section(
        "kappa", title, (Text(text.format(kappa=kappa)), factors_chart(run, lang), sheet)
    )


def selection_section(run: Run, others: Sequence[Other], lang: str) -> Section:
    """Tell who joins (selection) from what cover makes people do (moral hazard)."""
    values = [v for v in run.values if v.key.rpartition(".")[2] in HAZARDS]
    as_set = (
        (v.key, value_text(v.key, v.text, lang), grade_text(v, lang), evidence(v, lang))
        for v in values
    )
    sheet = Sheet(
        say("Moral hazard as set in this run", lang),
        (
            *(say("Input and its key", lang), say("Value", lang)),
            *(say("Grade", lang), say("Source and note", lang)),
        ),
        tuple((named(key, lang), *rest) for key, *rest in without_kinds(as_set)),
        texts=4,
    )
    without = [other for other in others if is_without_moral_hazard(other)]
    if without:
        caption = say("With and without moral hazard", lang)
        last: Sheet | Text = runs_sheet(run, without, caption, lang)
    else:
        missing = say(
            "How much of the outgo is moral hazard needs the same scenario with all of them at 0: "
            "uisim report {folder} --complete plays it.",
            lang,
        )
        last = Text(missing.format(folder=run.folder), "note")
    texts = (Text(selection_sentence(run, lang)), Text(hidden_sentence(run, lang)))
    return Section("selection", say("Selection and moral hazard", lang), (*texts, sheet, last))


def selection_sentence(run: Run, lang: str) -> str:
    """Say how much likelier members are to lose work than others; or that nobody joined."""
    index = run.figure("selection_index").mean
    members, eligible = (run.figure("loss_rate", group).mean for group in ("members", "eligible"))
    if members != members:
        return say("Selection: there was no member at work.", lang)
    text = say(
        "Selection: members lose platforms at {members} a month, all eligible at {eligible}; the "
        "index (members ÷ eligible non-members, at work) is {index}.",
        lang,
    )
    return text.format(members=percent(members), eligible=percent(eligible), index=number(index, 2))


def hidden_sentence(run: Run, lang: str) -> str:
    """Say which share of the months paid fell to those who worked undeclared."""
    paid = run.total("claimants_paid")
    if not paid:
        return say("No month of benefit was paid.", lang)
    text = say("Months paid while working undeclared: {share} of all months paid.", lang)
    return text.format(share=percent(run.total("undeclared_months") / paid, 1))


def is_without_moral_hazard(other: Other) -> bool:
    """Whether another run differs only in moral hazard, of which it has none."""
    names = {key.rpartition(".")[2] for key, _, _ in other.differs}
    there = [value for value in other.run.values if value.key.rpartition(".")[2] in HAZARDS]
    return bool(names) and names <= set(HAZARDS) and all(float(one.text) == 0 for one in there)
