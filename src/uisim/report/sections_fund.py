"""First half of the report: the answer, the question, the fund by month and year, people."""

import math
from collections.abc import Sequence

from uisim.fund.measures import ALL, OUT_COLUMNS
from uisim.report.assumed import hangs_on
from uisim.report.blocks import Section, Sheet, Text
from uisim.report.charts_flows import flow_rows, flows_chart
from uisim.report.charts_fund import (
    balance_chart,
    low_words,
    reserve_chart,
    risk_chart,
)
from uisim.report.charts_people import members_chart
from uisim.report.figures import (
    DASH,
    in_unit,
    money,
    month_after,
    month_name,
    number,
    percent,
    unit_for,
)
from uisim.report.folder import Run, own_values, title_of
from uisim.report.sentences import MORE_REPLICATIONS, answer, answer_of, band_words, outgo_sentence
from uisim.report.value_words import named, said_in, value_text
from uisim.report.year_table import year_rows
from uisim.words import say


def answer_section(run: Run, played: Sequence[str], moved: int | None, lang: str) -> Section:
    """Write the answer: its figure, three sentences, and below them what it hangs on.

    played: what other runs say of the sign of the balance. moved: how many inputs that are not
    known change it each alone. None: that was not played, which is said.
    """
    found = answer_of(run)._replace(moved=moved)
    head, *leads = answer(found, lang)
    hangs = found.assumed and moved is None
    below = [*([hangs_on(found.assumed, lang)] if hangs else []), *played]
    note = say(
        "The sub-account is notional: by law there is one fund for the province. A balance below 0 "
        "is a transfer from employees' money; it is no inability to pay.",
        lang,
    )
    texts = (Text(head, "headline"), *(Text(lead, "lead") for lead in leads), *map(Text, below))
    return Section("answer", say("The answer", lang), (*texts, Text(note, "note")))


def question_section(run: Run, lang: str) -> Section:
    """Say what was asked, and what differs from the law in force and from the baseline."""
    own = own_values(run.values)
    law = [value for value in own if value.key.startswith("law.")]
    rest = [value for value in own if not value.key.startswith("law.")]
    text = say(
        "What becomes of the flexible workers' sub-account from {first} to {last} ({months} "
        "months) in the scenario “{title}”?",
        lang,
    ).format(
        first=month_name(run.months[0], lang),
        last=month_name(run.months[-1], lang),
        months=len(run.months),
        title=title_of(run.values, lang),
    )
    blocks: list[Text | Sheet] = [Text(text)]
    for values, caption, none in (
        (
            law,
            say("What differs from the law in force", lang),
            say("Nothing differs from the law in force.", lang),
        ),
        (
            rest,
            say("What else differs from the baseline", lang),
            say("Nothing else differs from the baseline.", lang),
        ),
    ):
        if not values:
            blocks.append(Text(none))
            continue
        headers = (say("Input and its key", lang), say("Value", lang), say("Set in", lang))
        rows = tuple(
            (named(v.key, lang), value_text(v.key, v.text, lang), said_in(v.place, lang))
            for v in values
        )
        blocks.append(Sheet(caption, headers, rows, texts=len(headers)))
    return Section("question", say("The question", lang), tuple(blocks))


def path_section(run: Run, lang: str) -> Section:
    """Show the balance by month and the years in the layout of a year-end account."""
    rows = list(year_rows(run.mean_monthly()))
    unit = unit_for([run.largest], lang)
    shown = tuple(
        (
            f"{row.year}" + ("*" if row.months < 12 else ""),
            number(row.members),
            number(row.contributors),
            number(row.claimants),
            *(in_unit(fen, unit) for fen in (row.income, row.outgo)),
            in_unit(row.income - row.outgo, unit),
            in_unit(row.balance, unit),
            number(row.reserve_months, 1),
        )
        for row in rows
    )
    headers = (
        say("Year", lang),
        say("Members", lang),
        say("Contributors", lang),
        say("Claimants", lang),
        say("Income", lang),
        say("Outgo", lang),
        say("Net flow", lang),
        say("Balance", lang),
        say("Months of reserve", lang),
    )
    caption = say("The fund by year ({unit})", lang).format(unit=unit.name)
    notes = [
        say("Members and contributors at the year's end; claimants: mean of its months.", lang)
    ]
    if run.replications > 1:
        notes.append(say("Means of {n} replications.", lang).format(n=run.replications))
    if any(row.months < 12 for row in rows):
        notes.append(say("* Part of a year.", lang))
    band = []
    if run.replications == 1:
        text = say("One replication: no band of uncertainty; run with {option}.", lang)
        band.append(Text(text.format(option=MORE_REPLICATIONS), "note"))
    return Section(
        "path",
        say("The fund by month and year", lang),
        (
            balance_chart(run, lang),
            *band,
            Sheet(caption, headers, shown),
            Text(" ".join(notes), "note"),
        ),
    )


def reserve_section(run: Run, lang: str) -> Section:
    """Show the months of reserve, and the capital that would have kept it above 0."""
    lowest, month = run.figure("lowest_balance").mean, run.figure("lowest_balance_month").mean
    texts = []
    if lowest < 0:
        text = say(
            "To stay at 0 or above in every month the sub-account would have needed {capital} at "
            "the start (interest on it left out).",
            lang,
        )
        if run.replications > 1:
            text = say(
                "To stay at 0 or above in every month the sub-account would have needed {capital} "
                "at the start (interest on it left out) on average, {most} in the replication that "
                "needed most: with the average, part of them still fall below 0.",
                lang,
            )
        most = money(-min(run.summary["lowest_balance", ALL]), lang, run.largest)
        capital = money(-lowest, lang, run.largest)
        texts.append(Text(text.format(capital=capital, most=most)))
        if run.replications == 1:
            text = say("Its lowest point is in {month}.", lang)
            lowest_month = month_after(run.months[0], round(month))
            texts.append(Text(text.format(month=month_name(lowest_month, lang))))
    else:
        texts.append(Text(say("The sub-account needed no capital at the start.", lang)))
    if run.total(*OUT_COLUMNS) == 0:
        texts.append(Text(say("Nothing was paid, so months of reserve are not defined.", lang)))
        return Section("reserve", say("Months of reserve", lang), tuple(texts))
    chart = reserve_chart(run, lang)
    if chart is None:
        texts.insert(0, Text(not_yet(lang), "note"))
        return Section("reserve", say("Months of reserve", lang), tuple(texts))
    low = (risk_chart(run, lang), *low_sheet(run, lang)) if run.hits else ()
    return Section("reserve", say("Months of reserve", lang), (chart, *texts, *low))


def not_yet(lang: str) -> str:
    """Say why no months of reserve are drawn."""
    return say("Months of reserve are drawn from the first year of payments on.", lang)


def low_sheet(run: Run, lang: str) -> tuple[Sheet, Text]:
    """Show how often the reserve is low in some month, and when first."""
    events = low_words(lang)
    rows = tuple(
        (
            events[row["event"]],
            percent(float(row["ever"]), 0),
            f"{percent(float(row['ever_low']), 0)} – {percent(float(row['ever_high']), 0)}",
            *(row[quantile] or DASH for quantile in ("p05", "p50", "p95")),
        )
        for row in run.hits
    )
    headers = (
        say("Event", lang),
        say("Probability", lang),
        say("95 % interval", lang),
        say("First in: 5 %", lang),
        say("Median", lang),
        say("95 %", lang),
    )
    caption = say("How likely a low reserve is in any month, and when first", lang)
    note = say(
        "First in: the month by which 5 %, half (median) and 95 % of the replications have been so "
        "low at some time; a dash: fewer ever are.",
        lang,
    )
    return Sheet(caption, headers, rows), Text(note, "note")


def flows_section(run: Run, lang: str) -> Section:
    """Show income and outgo by kind, and the rates that would pay for the outgo."""
    unit = unit_for([run.largest], lang)
    caption = say("Income and outgo over the horizon ({unit})", lang).format(unit=unit.name)
    headers = (say("Kind", lang), unit.name, say("Share", lang))
    sheet = Sheet(caption, headers, flow_rows(run, unit, lang))
    rates = (
        ("cost_rate", say("Benefit alone ÷ bases", lang)),
        ("pay_as_you_go_rate", say("Outgo ÷ bases", lang)),
        ("break_even_rate", say("Break-even rate over the horizon, at this membership", lang)),
        (
            "break_even_rate_last_60_months",
            say("Break-even rate of the last 60 months", lang),
        ),
        ("break_even_rate_mature", say("Break-even rate with accrued rights", lang)),
    )
    rows = tuple(
        (words, percent(run.figure(name).mean), band_text(run, name)) for name, words in rates
    )
    kappa = (say("κ, to be read beside every rate", lang), percent(run.figure("claim_share").mean))
    heads = (say("Rate", lang), say("Mean", lang), band_words(run.replications, lang))
    shown = 2 if run.replications == 1 else len(heads)
    rows += ((*kappa, band_text(run, "claim_share")),)
    rate_sheet = Sheet(say("Rates", lang), heads[:shown], tuple(row[:shown] for row in rows))
    return Section(
        "flows",
        say("Income and outgo by kind", lang),
        (flows_chart(run, lang), sheet, Text(outgo_sentence(run, lang)), rate_sheet),
    )


def band_text(run: Run, indicator: str) -> str:
    """Write the band of a share; a dash for one replication."""
    spread = run.figure(indicator)
    if not spread.is_band or math.isnan(spread.low):
        return "–"
    return f"{percent(spread.low)} – {percent(spread.high)}"


def members_section(run: Run, lang: str) -> Section:
    """Show members and claimants, and the shares officials ask for."""
    shares = (
        ("coverage", say("Coverage: members ÷ eligible, at the end", lang)),
        ("contribution_density", say("Contribution density", lang)),
        ("share_at_floor", say("Members whose base is the floor", lang)),
        ("members_after_a_year", say("Members still insured a year after joining", lang)),
        ("recipiency_of_members", say("Months paid ÷ members' months without work", lang)),
        ("exhaustion_rate", say("Claims that use up their entitlement", lang)),
        ("replacement_rate", say("Benefit ÷ declared base", lang)),
    )
    months = (
        ("months_paid_per_award", say("Months paid an award", lang)),
        ("months_to_first_payment", say("Months from the loss to the first payment", lang)),
    )
    rows = [(words, percent(run.figure(name).mean, 1)) for name, words in shares]
    rows += [(words, number(run.figure(name).mean, 2)) for name, words in months]
    sheet = Sheet(
        say("Members and claims over the horizon", lang),
        (say("Figure", lang), say("Value", lang)),
        tuple(rows),
    )
    return Section("members", say("Members and claimants", lang), (members_chart(run, lang), sheet))
