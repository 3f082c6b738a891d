"""From figures to sentences: the words follow the figures, whatever their sign."""

import math
from typing import Final, NamedTuple

import numpy as np

from uisim.fund.measures import IN_COLUMNS, quotient
from uisim.report.assumed import assumed_of, rests_on
from uisim.report.figures import money, month_name, number, percent
from uisim.report.folder import BAND_FROM, Run, Spread, Values, value_of
from uisim.words import say

MORE_REPLICATIONS: Final = "--replications 20"


class Answer(NamedTuple):
    """What the sentences of the answer are made from.

    Money in fen; shares are of the base. last_month: of the projection. assumed: decisive inputs
    that rest on nothing found. first_below: first month by which half of the replications have been
    below 0, empty if none. ever_below: replications below 0 in some month; below: in the last.
    largest: amount by which the unit of money is chosen. charged: contributions ÷ bases. drawn:
    whether uncertain inputs differ between the replications. moved: inputs that change the sign of
    the balance each alone; None if that was not played. represents: people one worker stands for.
    """

    last_month: str
    months: int
    replications: int
    balance: Spread
    reserve: float
    first_below: str
    ever_below: int
    below: int
    largest: float
    break_even: Spread
    mature: Spread
    charged: float
    assumed: tuple[str, ...]
    drawn: bool = False
    moved: int | None = None
    represents: int = 1


def answer_of(run: Run) -> Answer:
    """Gather the figures of the answer."""
    below = run.paths("closing_fen") < 0
    has_been = np.logical_or.accumulate(below, axis=1)
    half = has_been.mean(axis=0) >= 0.5
    return Answer(
        last_month=run.months[-1],
        months=len(run.months),
        replications=run.replications,
        balance=run.figure("balance"),
        reserve=run.figure("months_of_reserve").mean,
        first_below=run.months[int(half.argmax())] if half.any() else "",
        ever_below=int(has_been[:, -1].sum()),
        below=int(below[:, -1].sum()),
        largest=run.largest,
        break_even=run.figure("break_even_rate"),
        mature=run.figure("break_even_rate_mature"),
        charged=charged_rate(run),
        assumed=assumed_of(run.values),
        drawn=bool(run.draws),
        represents=represents_of(run.values),
    )


def represents_of(values: Values) -> int:
    """People for whom one worker stands."""
    return int(value_of(values, "projection.represents").text)


def charged_rate(run: Run) -> float:
    """Contributions ÷ bases, over the horizon; not a number without bases."""
    return quotient(run.total(*IN_COLUMNS[:2]), run.total("base_sum_fen"))


def answer(a: Answer, lang: str) -> list[str]:
    """Write the answer: a line with its figure, then three sentences: what for, rate, how sure."""
    return [
        headline(a, lang),
        balance_sentence(a, lang),
        rate_sentence(a, lang),
        chance_sentence(a, lang),
    ]


def headline(a: Answer, lang: str) -> str:
    """Give the balance at the end with its band; first that it rests on what nobody found."""
    text = say("The balance at the end of {month} is {balance}{band}.", lang)
    first = rests_on(a.moved, lang) if a.assumed else ""
    return first + text.format(
        month=month_name(a.last_month, lang),
        balance=money(a.balance.mean, lang, a.largest),
        band=band(a.balance, a.replications, lang, a.largest),
    )


def balance_sentence(a: Answer, lang: str) -> str:
    """Say what the balance means: months of outgo held, or money that came from employees."""
    if a.balance.mean < 0:
        text = say(
            "The amount by which the balance ends below 0 is a transfer from employees' money; "
            "{first}.",
            lang,
        )
    elif math.isnan(a.reserve):
        text = say("Nothing was paid out in the last 12 months; {first}.", lang)
    else:
        text = say("At the end the sub-account holds {reserve} months of outgo; {first}.", lang)
    return text.format(reserve=number(a.reserve, 1), first=first_words(a, lang))


def first_words(a: Answer, lang: str) -> str:
    """Say when it is first below 0; of several replications when half of them have been."""
    if not a.ever_below:
        return say("it was never below 0", lang)
    if a.replications == 1 and a.below:
        text = say("it is first below 0 in {first}", lang)
    elif a.replications == 1:
        text = say(
            "from {first} on it was for a time below 0, a transfer from employees' money", lang
        )
    elif a.first_below:
        text = say("by {first} half of the replications have been below 0 at some time", lang)
    else:
        text = say("{ever} of {n} replications were below 0 at some time", lang)
    first = month_name(a.first_below, lang) if a.first_below else ""
    return text.format(first=first, ever=a.ever_below, n=a.replications)


def rate_sentence(a: Answer, lang: str) -> str:
    """Say which rate would pay for the outgo, and whether the rate charged does."""
    rate, charged = a.break_even.mean, a.charged
    if math.isnan(rate) or math.isnan(charged):
        return say(
            "No contribution fell due, so there is no rate at which income and outgo would break "
            "even.",
            lang,
        )
    if rate > charged:
        text = say(
            "At this membership the outgo of the {months} months takes a rate of {rate}{band} of "
            "the bases, more than the {charged} charged; with the rights accrued at the end it "
            "takes {mature}.",
            lang,
        )
    elif a.mature.mean > charged:
        text = say(
            "At this membership the outgo of the {months} months takes a rate of {rate}{band} of "
            "the bases, no more than the {charged} charged; but with the rights accrued at the end "
            "it takes {mature}, which is more.",
            lang,
        )
    else:
        text = say(
            "At this membership the outgo of the {months} months takes a rate of {rate}{band} of "
            "the bases, no more than the {charged} charged; with the rights accrued at the end it "
            "takes {mature}, which the rate charged covers too.",
            lang,
        )
    if math.isnan(a.mature.mean):
        text = say(
            "At this membership the outgo of the {months} months takes a rate of {rate}{band} of "
            "the bases, against the {charged} charged; the rights accrued at the end were not "
            "valued, for want of awards.",
            lang,
        )
    return text.format(
        months=a.months,
        rate=percent(rate),
        band=band(a.break_even, a.replications, lang),
        charged=percent(charged),
        mature=percent(a.mature.mean),
    )


def chance_sentence(a: Answer, lang: str) -> str:
    """Say how far chance alone moves the answer, and that it is not all that is uncertain."""
    sample = sample_words(a.represents, lang)
    if a.replications == 1:
        text = say(
            "One replication: there is no band of uncertainty; run with {option} for one, which "
            "shows chance alone{sample} and not what is unknown of the inputs.",
            lang,
        )
        return text.format(option=MORE_REPLICATIONS, sample=sample)
    if a.drawn:
        text = say(
            "The balance ends below 0 in {below} of {n} replications, which differ in luck{sample} "
            "and in the uncertain inputs drawn.",
            lang,
        )
    elif a.below == a.replications:
        text = say(
            "The balance ends below 0 in all {n} replications; chance alone{sample} does not "
            "change its sign{inputs}.",
            lang,
        )
    elif a.below == 0:
        text = say(
            "The balance ends at 0 or above in all {n} replications; chance alone{sample} does "
            "not change its sign{inputs}.",
            lang,
        )
    else:
        text = say(
            "The balance ends below 0 in {below} of {n} replications: chance alone{sample} "
            "decides its sign, before anything unknown of the inputs does.",
            lang,
        )
    inputs = inputs_words(a, lang)
    return text.format(n=a.replications, below=a.below, inputs=inputs, sample=sample)


def sample_words(represents: int, lang: str) -> str:
    """Say in brackets that chance has the noise of a sample in it; nothing where all are played."""
    if represents == 1:
        return ""
    text = say(" (with a sample's noise: one worker stands for {n} people)", lang)
    return text.format(n=represents)


def inputs_words(a: Answer, lang: str) -> str:
    """Say whether what is unknown of the inputs changes the sign, as far as that was played.

    Nothing if it was not played and every decisive input was found.
    """
    if a.moved is None:
        return say(", what is unknown of the inputs may", lang) if a.assumed else ""
    if a.moved == 0:
        return say(", no unknown input does alone within its range", lang)
    text = say(", unknown inputs do ({moved}, each alone within its range)", lang)
    return text.format(moved=a.moved)


def band(spread: Spread, replications: int, lang: str, money_among: float | None = None) -> str:
    """Write a band in brackets, of shares or of money; nothing if there is none."""
    if not spread.is_band:
        return ""
    ends = spread.low, spread.high
    low, high = (
        percent(end) if money_among is None else money(end, lang, money_among) for end in ends
    )
    return say(" ({which}: {low} to {high})", lang).format(
        which=band_words(replications, lang), low=low, high=high
    )


def band_words(replications: int, lang: str) -> str:
    """Say what a band is: of few replications the range."""
    if replications >= BAND_FROM:
        return say("90 % of replications", lang)
    return say("lowest to highest of {n} replications", lang).format(n=replications)


def outgo_sentence(run: Run, lang: str) -> str:
    """Say how much of the outgo rests on months brought from employee insurance."""
    share = run.figure("outgo_on_brought_months").mean
    if math.isnan(share):
        return say("Nothing was paid.", lang)
    text = say(
        "{share} of benefit, medical and job-seeking money rests on months brought from employee "
        "insurance, for which this sub-account received nothing.",
        lang,
    )
    return text.format(share=percent(share, 1))
