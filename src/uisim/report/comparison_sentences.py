"""The sentences of a comparison's answer: they follow its figures and their intervals."""

import math

from uisim.fund.measures import ALL
from uisim.report.compared import Comparison, Line
from uisim.report.differing import differing
from uisim.report.figures import money, number, percent
from uisim.words import say


def headline(found: Comparison, name: str, first: str, lang: str) -> str:
    """Give a scenario's difference with its interval; ``first`` says what that rests on."""
    line = found.indicators[name, "balance", ALL]
    text = say("“{title}” changes the balance at the end by {change} ({low} to {high}).", lang)
    change, low, high = (
        money(fen, lang, found.largest)
        for fen in (line.difference, line.difference_low, line.difference_high)
    )
    title = found.title(name, lang)
    return first + text.format(title=title, change=change, low=low, high=high)


def sentences(found: Comparison, name: str, lang: str) -> list[str]:
    """Three sentences on a scenario: balance, rate, members; against the first scenario."""
    title, first = found.title(name, lang), found.title(found.names[0], lang)
    if is_same(found, name):
        text = say("“{title}”: nothing differs from “{first}”, no input and no result.", lang)
        return [text.format(title=title, first=first)]
    before, line = (found.indicators[one, "balance", ALL] for one in (found.names[0], name))
    return [
        direction_sentence(line, lang).format(first=first),
        side_sentence(before, line, lang, found.largest),
        rate_sentence(found, name, lang),
    ]


def direction_sentence(line: Line, lang: str) -> str:
    """Say which balance is higher, as far as chance lets; {first} stands for the first scenario."""
    if line.difference == line.difference_low == line.difference_high == 0:
        return say("The balance ends the same as in “{first}”.", lang)
    if not line.is_certain:
        return say("Chance may explain the difference to “{first}”: its interval holds 0.", lang)
    if line.difference > 0:
        return say("The balance ends higher than in “{first}”; chance does not explain that.", lang)
    return say("The balance ends lower than in “{first}”; chance does not explain that.", lang)


def is_same(found: Comparison, name: str) -> bool:
    """Whether no input of a scenario differs from the first one's."""
    return not differing(found.values[found.names[0]], found.values[name])


def side_sentence(before: Line, after: Line, lang: str, among: float | None = None) -> str:
    """Say on which side of 0 the mean balance ends in the two scenarios, as far as chance lets."""
    if any(line.low <= 0 < line.high for line in (before, after)):
        text = say(
            "The two balances end at {before} and {after}; where an interval holds 0, chance "
            "decides whether that balance ends below 0, a transfer from employees' money.",
            lang,
        )
    elif before.mean < 0 and after.mean < 0:
        text = say(
            "Both balances end below 0 ({before}, {after}): a transfer from employees' money.", lang
        )
    elif before.mean >= 0 and after.mean >= 0:
        text = say("Both balances end at 0 or above ({before}, {after}).", lang)
    elif after.mean < 0:
        text = say(
            "The balance falls below 0 (from {before} to {after}): a transfer from employees' "
            "money.",
            lang,
        )
    else:
        text = say(
            "The balance rises from below 0, a transfer from employees' money, to 0 or above (from "
            "{before} to {after}).",
            lang,
        )
    return text.format(before=_level(before, lang, among), after=_level(after, lang, among))


def _level(line: Line, lang: str, among: float | None) -> str:
    """Write a mean balance with its interval, if there is one."""
    mean, low, high = (money(fen, lang, among) for fen in line[:3])
    if math.isnan(line.low):
        return mean
    return say("{mean} [{low} to {high}]", lang).format(mean=mean, low=low, high=high)


def rate_sentence(found: Comparison, name: str, lang: str) -> str:
    """Compare break-even rates and members."""
    rates = [found.indicators[one, "break_even_rate", ALL] for one in (found.names[0], name)]
    members = [found.indicators[one, "members", ALL] for one in (found.names[0], name)]
    if any(math.isnan(rate.mean) for rate in rates):
        return say("No break-even rate can be given where no contribution fell due.", lang)
    text = say(
        "The break-even rate at given membership goes from {before} to {after}, members at the end "
        "from {few} to {many}.",
        lang,
    )
    return text.format(
        before=percent(rates[0].mean),
        after=percent(rates[1].mean),
        few=number(members[0].mean),
        many=number(members[1].mean),
    )
