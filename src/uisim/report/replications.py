"""Tables of many replications for the terminal: bands, risk, and what the variance is made of."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from uisim.report.figures import money_unit
from uisim.report.indicator_names import indicator_name
from uisim.report.unit_names import with_unit
from uisim.report.year_table import coloured
from uisim.study.bands import Risk, risks
from uisim.study.intervals import Interval, intervals
from uisim.study.replications import UNITS, Line, Precision, Replications
from uisim.study.variance import Split
from uisim.units import FEN, YEAR, format_month
from uisim.words import say

SHOWN = (
    "balance",
    "lowest_balance",
    "break_even_rate",
    "break_even_rate_mature",
    "members",
    "claim_share",
    "selection_index",
)
"""Indicators of group `all` in the table of the variance."""


def plain_table(title: str, headers: tuple[str, ...], left: int = 0) -> Table:
    """Make an empty table in the layout of the house; the first ``left`` columns are texts."""
    table = Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for at, header in enumerate(headers):
        justify: Literal["left", "right"] = "left" if at < left else "right"
        table.add_column(
            header, justify=justify, vertical="bottom", no_wrap=at >= left, overflow="fold"
        )
    return table


def bands_table(kept: Replications, lang: str, lucks: int = 1) -> Group:
    """Lay out the balance at each year's end: mean, interval, band; and the risk of running low.

    lucks: replications of one draw of the parameters; the interval is that of draws' means.
    """
    closing = kept.monthly["closing_fen"]
    ends = [at for at in range(kept.months) if (kept.start + at) % YEAR == YEAR - 1]
    ends += [kept.months - 1] if kept.months - 1 not in ends else []
    mean, below, above = intervals(closing.reshape(-1, lucks, kept.months).mean(axis=1))
    low, high = np.quantile(closing, [0.05, 0.95], axis=0)
    unit, unit_yuan, digits = money_unit(float(np.abs([low, high]).max()), lang)
    title = say("Balance over {count} replications ({unit})", lang)
    table = plain_table(
        title.format(count=kept.count, unit=unit),
        (
            say("Year", lang),
            say("Mean", lang),
            "± 95%",
            "5%",
            "95%",
            "P(<0)",
            *(say("P(res.\n<{months})", lang).format(months=months) for months in (6, 12, 24)),
        ),
    )
    listed = list(risks(kept))
    for at in ends:
        money = (mean[at], (above[at] - below[at]) / 2, low[at], high[at])
        table.add_row(
            format_month(kept.start + at)[:4],
            *(coloured(fen / (FEN * unit_yuan), digits) for fen in money),
            *(f"{risk.probability[at].mean:.0%}" for risk in listed),
        )
    return Group(table, *_first_hits(listed, kept, lang))


def _first_hits(listed: list[Risk], kept: Replications, lang: str) -> Iterator[Text]:
    text = say("P: share of replications; res.: months of reserve, at the close of the year.", lang)
    yield Text(text, style="dim")
    below = listed[0]
    ever = say("Balance below 0 in some month: {share} of replications ({low} to {high})", lang)
    yield Text(
        ever.format(
            share=f"{below.ever.mean:.0%}",
            low=f"{below.ever.low:.0%}",
            high=f"{below.ever.high:.0%}",
        )
    )
    if below.ever.mean > 0:
        never = say("never", lang)
        early, _, middle, _, late = (
            never if month is None else format_month(kept.start + month) for month in below.first
        )
        first = say("first month: median {middle}, 5 % {early}, 95 % {late}", lang)
        yield Text("  " + first.format(middle=middle, early=early, late=late))


def precision_line(wanted: Precision, found: Interval, kept: Replications, lang: str) -> Text:
    """Say what half-width was reached, and whether it is the one wanted."""
    met = wanted.is_met(found)
    text = say("{name}: half-width {half} of a mean of {mean}, after {count} replications", lang)
    unit = UNITS[wanted.indicator]
    line = text.format(
        name=indicator_name(wanted.indicator, lang),
        half=with_unit(found.half_width, unit, lang, found.mean),
        mean=with_unit(found.mean, unit, lang),
        count=kept.count,
    )
    if not met:
        line += say("; not as narrow as wanted: {most} are the most played", lang).format(
            most=wanted.most
        )
    return Text(line, style="" if met else "bold")


def variance_table(found: list[tuple[Line, Split]], draws: int, lucks: int, lang: str) -> Group:
    """Lay out what share of the variance is luck and what the parameters, of some indicators."""
    title = say("Variance over {draws} draws of the parameters × {lucks} lucks", lang)
    table = plain_table(
        title.format(draws=draws, lucks=lucks),
        (
            say("Indicator", lang),
            say("Mean", lang),
            say("Std. dev.", lang),
            say("Luck", lang),
            say("Para-\nmeters", lang),
            "95%",
        ),
        left=1,
    )
    for (indicator, group, unit), split in found:
        if (
            indicator in SHOWN
            and group == "all"
            and split.share_parameters.mean == (split.share_parameters.mean)
        ):
            share = split.share_parameters
            spread = max(0.0, split.luck + split.parameters) ** 0.5
            table.add_row(
                indicator_name(indicator, lang),
                with_unit(split.mean, unit, lang, spread),
                with_unit(spread, unit, lang, split.mean),
                f"{1 - share.mean:.0%}",
                f"{share.mean:.0%}",
                f"{share.low:.0%}–{share.high:.0%}",
            )
    note = say("A share below 0 means: nothing to be told from luck. All in variance.csv.", lang)
    return Group(table, Text(note, style="dim"))
