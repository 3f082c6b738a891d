"""Whether a comparison's difference holds: under other joining rules, shocks, unknown inputs."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from uisim.fund.measures import ALL
from uisim.report.assumed import listed
from uisim.report.blocks import Block, Section, Sheet, Text
from uisim.report.charts_sweep import Scale, bars_chart
from uisim.report.compared import Comparison
from uisim.report.figures import from_to, in_unit, money, percent, unit_for
from uisim.report.folder import value_of
from uisim.report.keys import meaning
from uisim.report.sources import source_of
from uisim.report.value_words import amount_text, rule_words
from uisim.study.beside import NO_HAZARD, RULE, RULES, SHOCKS, TORNADO
from uisim.words import say

Beside = Mapping[str, Comparison]


class End(NamedTuple):
    """An input at an end of its range, and the difference there."""

    key: str
    value: str
    difference: float


def held_sections(found: Comparison, beside: Beside, lang: str) -> tuple[Section, ...]:
    """Write what other runs tell of the differences: hazard, tornado, joining rules, shocks."""
    if not beside:
        text = say(
            "Not played: uisim report {folder} --complete plays the comparison under the other "
            "joining rules, without moral hazard, under shocks, and with each input that decides "
            "and is not known at its ends.",
            lang,
        ).format(folder=found.folder)
        title = say("Whether the difference holds", lang)
        return (Section("held", title, (Text(text, "note"),)),)
    by_rule = _by_rule(found, beside, lang)
    own = say("as compared", lang)
    hazard = {own: found} | _titled(beside, (NO_HAZARD,), lang)
    shocks = {own: found} | _titled(beside, SHOCKS, lang)
    joining = (_sheet(found, by_rule, lang), Text(sign_sentence(found, by_rule, lang)))
    return (
        Section(
            "hazard",
            say("The difference without moral hazard", lang),
            (_sheet(found, hazard, lang),),
        ),
        Section("tornado", say("Sensitivity", lang), tuple(_tornados(found, beside, lang))),
        Section("joining", say("The difference under four joining rules", lang), joining),
        Section("stress", say("Stress tests", lang), (_sheet(found, shocks, lang),)),
    )


def held_sentences(found: Comparison, beside: Beside, lang: str) -> list[str]:
    """Say first on which inputs the sign of a difference hangs, and on which joining rules.

    Where none changes the sign, how far they move the size. Nothing if no inputs were played.
    """
    said = []
    for name in found.names[1:]:
        keys = moving(beside, name)
        if keys == []:
            reached = [end.difference for _, two in _ends(beside, name) for end in two]
            text = say(
                "“{title}”: the size of the difference hangs on what is not known (grade U): each "
                "input alone within its range moves it between {low} and {high}; none changes its "
                "sign.",
                lang,
            )
            low, high = (money(end, lang, found.largest) for end in (min(reached), max(reached)))
            said.append(text.format(title=found.title(name, lang), low=low, high=high))
        if keys:
            text = say(
                "“{title}”: the sign of the difference hangs on what is not known (grade U): "
                "{names}, each alone within its range, change it.",
                lang,
            )
            names = listed([meaning(key, lang) for key in keys], lang)
            said.append(text.format(title=found.title(name, lang), names=names))
    return [*said, sign_sentence(found, _by_rule(found, beside, lang), lang)] if said else []


def moving(beside: Beside, name: str) -> list[str] | None:
    """Inputs that change a difference's sign each alone; None if none was played."""
    ends = _ends(beside, name)
    moved = [key for key, (low, high) in ends if low.difference < 0 < high.difference]
    return moved if ends else None


def _by_rule(found: Comparison, beside: Beside, lang: str) -> dict[str, Comparison]:
    """Comparisons under each joining rule played, by the rule's name in words."""
    rule = value_of(found.values[found.names[0]], "joining.rule").text
    words = rule_words(lang)
    return {
        words[one]: found if one == rule else beside[RULE + one]
        for one in RULES
        if one == rule or RULE + one in beside
    }


def _ends(beside: Beside, name: str) -> list[tuple[str, list[End]]]:
    """Lowest and highest difference of a scenario by the input at its ends, the widest first."""
    ends: dict[str, list[End]] = {}
    for folder, one in beside.items():
        if folder.startswith(f"{TORNADO}-"):
            key, _, value = folder.removeprefix(f"{TORNADO}-").partition("=")
            line = one.indicators[name, "balance", ALL]
            ends.setdefault(key, []).append(End(key, value, line.difference))
    bars = []
    for key, two in ends.items():
        low, *_, high = sorted(two, key=lambda end: end.difference)
        bars.append((key, [low, high]))
    return sorted(bars, key=lambda bar: bar[1][0].difference - bar[1][1].difference)


def sign_sentence(found: Comparison, played: Beside, lang: str) -> str:
    """Say whether each scenario's difference has the same sign in all that was played."""
    said = []
    for name in found.names[1:]:
        lines = {words: one.indicators[name, "balance", ALL] for words, one in played.items()}
        higher = [words for words, line in lines.items() if line.difference > 0]
        if not higher or len(higher) == len(lines):
            text = say(
                "“{title}”: the difference has the same sign under all {n} joining rules.", lang
            )
        else:
            text = say(
                "“{title}”: of {n} joining rules the balance is higher only under {names}.", lang
            )
        said.append(
            text.format(title=found.title(name, lang), n=len(lines), names=listed(higher, lang))
        )
    return " ".join(said)


def _titled(beside: Beside, names: Iterable[str], lang: str) -> dict[str, Comparison]:
    words = {
        NO_HAZARD: say("without moral hazard", lang),
        "recession": say("recession of two years", lang),
        "closures": say("largest platforms close", lang),
        "recession-and-closures": say("recession and closures", lang),
    }
    return {words[name]: beside[name] for name in names if name in beside}


def _sheet(found: Comparison, played: Beside, lang: str) -> Sheet:
    """Set the differences of the balance side by side, with intervals and break-even rates."""
    lines = {
        (words, name): one.indicators[name, "balance", ALL]
        for words, one in played.items()
        for name in found.names[1:]
    }
    unit = unit_for((line.difference for line in lines.values()), lang, found.largest)
    rows = []
    for (words, name), line in lines.items():
        rates = [
            played[words].indicators[one, "break_even_rate", ALL].mean
            for one in (found.names[0], name)
        ]
        rows.append(
            (
                words,
                found.title(name, lang),
                in_unit(line.difference, unit),
                from_to(
                    in_unit(line.difference_low, unit), in_unit(line.difference_high, unit), lang
                ),
                *map(percent, rates),
            )
        )
    caption = say("Difference of the balance at the end ({unit})", lang).format(unit=unit.name)
    headers = (
        say("Played", lang),
        say("Scenario", lang),
        say("Difference", lang),
        say("95 % interval", lang),
        say("Break-even, first scenario", lang),
        say("Break-even, this one", lang),
    )
    return Sheet(caption, headers, tuple(rows), texts=2)


def _tornados(found: Comparison, beside: Beside, lang: str) -> Iterable[Block]:
    for place, name in enumerate(found.names[1:], start=1):
        base = found.indicators[name, "balance", ALL].difference
        bars = _ends(beside, name)
        ends = (end.difference for _, two in bars for end in two)
        unit = unit_for(ends, lang, found.largest)
        yield bars_chart(
            [
                {
                    "g": meaning(key, lang),
                    "low": low.difference / unit.fen,
                    "high": high.difference / unit.fen,
                    "at_low": amount_text(key, low.value, lang),
                    "at_high": amount_text(key, high.value, lang),
                }
                for key, (low, high) in bars
            ],
            base / unit.fen,
            Scale(unit.fen, unit.name, unit.digits),
            name=f"tornado-{place}",
            figure=say("Difference of the balance: {title}", lang).format(
                title=found.title(name, lang)
            ),
            source=source_of(f"{found.folder}/beside", "indicators: balance", lang),
            lang=lang,
        )
