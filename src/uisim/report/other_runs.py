"""Runs given beside the one reported: what differs, and which question they answer."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from uisim.report.assumed import listed
from uisim.report.blocks import Chart, Section, Sheet, Text
from uisim.report.charts_runs import paths_chart, rates_chart
from uisim.report.differing import differing, without_kinds
from uisim.report.figures import in_unit, number, percent, unit_for
from uisim.report.folder import Run, read_run, title_of, value_of
from uisim.report.shock_words import SEPARATORS, SHOCKS
from uisim.report.value_words import meaning_text, rule_words, value_text
from uisim.study.beside import RULES
from uisim.study.files import BESIDE
from uisim.words import say

KEYS_SHOWN: Final = 4


class Other(NamedTuple):
    """Another run. differs: (key, value in the run reported, value in this one)."""

    run: Run
    differs: tuple[tuple[str, str, str], ...]


def read_others(run: Run, folders: Sequence[Path]) -> tuple[Other, ...]:
    """Read runs to be shown beside another; FileNotFoundError as `read_run`."""
    found = [read_run(folder) for folder in folders]
    return tuple(Other(one, tuple(differing(run.values, one.values))) for one in found)


def folders_beside(folder: Path) -> list[Path]:
    """List what `uisim report --complete` has played beside a run."""
    return sorted(path for path in (folder / BESIDE).glob("*") if path.is_dir())


def rule_of(run: Run) -> str:
    """Joining rule of a run, the first if it is dated."""
    return value_of(run.values, "joining.rule").text


def differs_only_in(other: Other, beginnings: tuple[str, ...]) -> bool:
    """Whether all that differs begins so, and something does."""
    return bool(other.differs) and all(key.startswith(beginnings) for key, _, _ in other.differs)


def joining_section(
    run: Run, others: Sequence[Other], solved: Sequence[Sheet], lang: str
) -> Section:
    """Show break-even under the four joining rules, and targets solved, as far as given."""
    by_rule = runs_by_rule(run, others)
    words = rule_words(lang)
    rows = []
    for rule in RULES:
        if rule in by_rule:
            one = by_rule[rule]
            rates = [
                one.figure(name).mean for name in ("break_even_rate", "break_even_rate_mature")
            ]
            rows.append(
                (
                    words[rule],
                    *(percent(rate) for rate in rates),
                    percent(one.figure("claim_share").mean, 1),
                    number(one.figure("selection_index").mean, 2),
                    number(one.figure("members").mean),
                )
            )
    headers = (
        say("Joining rule", lang),
        say("Break-even", lang),
        say("With accrued rights", lang),
        "κ",
        say("Selection index", lang),
        say("Members at the end", lang),
    )
    blocks: list[Chart | Sheet | Text] = [
        Sheet(say("Break-even rate by joining rule", lang), headers, tuple(rows))
    ]
    if len(rows) > 1:
        found = {rule: by_rule[rule] for rule in RULES if rule in by_rule}
        blocks.insert(0, rates_chart({words[rule]: one for rule, one in found.items()}, lang))
        blocks.append(Text(rules_sentence(by_rule, lang)))
    blocks += solved
    missing = [rule for rule in RULES if rule not in by_rule]
    if missing:
        text = say(
            "Not played: {rules}. A statement about the fund's sign has to say under which rules "
            "it holds; uisim report {folder} --complete plays them.",
            lang,
        )
        said = text.format(rules=listed([words[rule] for rule in missing], lang), folder=run.folder)
        blocks.append(Text(said, "note"))
    return Section("joining", say("Break-even under four joining rules", lang), tuple(blocks))


def runs_by_rule(run: Run, others: Sequence[Other]) -> dict[str, Run]:
    """Find the runs that differ in joining only, and the one reported, by joining rule."""
    varied = [other for other in others if differs_only_in(other, ("joining.",))]
    return {rule_of(run): run} | {rule_of(other.run): other.run for other in varied}


def rules_sentence(by_rule: Mapping[str, Run], lang: str) -> str:
    """Say whether the balance ends on the same side of 0 under all rules given."""
    words = rule_words(lang)
    below = [rule for rule, run in by_rule.items() if run.figure("balance").mean < 0]
    if not below:
        text = say("The balance ends at 0 or above under all {n} joining rules played.", lang)
    elif len(below) == len(by_rule):
        text = say(
            "The balance ends below 0 under all {n} joining rules played: a transfer from "
            "employees' money.",
            lang,
        )
    else:
        text = say(
            "The sign depends on who joins: of {n} joining rules played the balance ends below 0 "
            "(a transfer from employees' money) under {rules} only.",
            lang,
        )
    return text.format(n=len(by_rule), rules=listed([words[rule] for rule in below], lang))


def stress_section(run: Run, others: Sequence[Other], lang: str) -> Section:
    """Show recessions, closures and shocks given beside the run."""
    title = say("Stress tests", lang)
    shocks = [other for other in others if differs_only_in(other, SHOCKS)]
    if not shocks:
        text = say(
            "Not played: uisim report {folder} --complete plays a recession, the closure of the "
            "largest platforms, and both at once.",
            lang,
        )
        return Section("stress", title, (Text(text.format(folder=run.folder), "note"),))
    caption = say("With and without the shock", lang)
    runs = [run, *(other.run for other in shocks)]
    chart = paths_chart(runs, [title_of(one.values, lang) for one in runs], "stress", lang)
    return Section("stress", title, (chart, runs_sheet(run, shocks, caption, lang)))


def shocks_sentence(run: Run, others: Sequence[Other], lang: str) -> str:
    """Name the shocks under which the balance ends on the other side of 0; nothing without any."""
    ends_below = run.figure("balance").mean < 0
    moved = [
        title_of(other.run.values, lang)
        for other in others
        if differs_only_in(other, SHOCKS) and (other.run.figure("balance").mean < 0) != ends_below
    ]
    if not moved:
        return ""
    text = say("In these stress tests the balance ends on the other side of 0: {names}.", lang)
    return text.format(names=listed(moved, lang))


def more_runs_section(run: Run, others: Sequence[Other], lang: str) -> Section | None:
    """Show the other runs given, whatever they differ in; None if there are none."""
    shown = [
        other
        for other in others
        if not differs_only_in(other, SHOCKS) and not differs_only_in(other, ("joining.",))
    ]
    if not shown:
        return None
    caption = say("This run and others", lang)
    return Section("others", say("Other scenarios", lang), (runs_sheet(run, shown, caption, lang),))


def runs_sheet(run: Run, others: Sequence[Other], caption: str, lang: str) -> Sheet:
    """Put the main figures of runs side by side."""
    unit = unit_for([run.largest], lang)
    rows = []
    for one, changes in ((run, ()), *((other.run, other.differs) for other in others)):
        lowest = one.figure("lowest_balance").mean
        rows.append(
            (
                title_of(one.values, lang),
                changes_text(changes, lang),
                in_unit(one.figure("balance").mean, unit),
                in_unit(lowest, unit),
                percent(one.figure("break_even_rate").mean),
                number(one.figure("members").mean),
            )
        )
    headers = (
        say("Scenario", lang),
        say("What differs", lang),
        say("Balance at the end", lang),
        say("Lowest balance", lang),
        say("Break-even", lang),
        say("Members at the end", lang),
    )
    told = say("{caption} (balances in {unit})", lang).format(caption=caption, unit=unit.name)
    return Sheet(told, headers, tuple(rows), texts=2)


def changes_text(changes: Sequence[tuple[str, str, str]], lang: str) -> str:
    """Write the first few inputs that differ and their values, in words."""
    colon = "：" if lang == "zh" else ": "
    shown = [
        value_text(key, there, lang)
        if key in SHOCKS
        else f"{meaning_text(key, lang)}{colon}{value_text(key, there, lang)}"
        for key, there in without_kinds((key, b) for key, _, b in changes)
    ]
    return SEPARATORS[lang].join([*shown[:KEYS_SHOWN], "…"] if len(shown) > KEYS_SHOWN else shown)
