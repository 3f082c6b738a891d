"""A comparison level by level: fund, reserve, money by kind, people, κ, selection."""

import math
from functools import partial

import numpy as np

from uisim.fund.measures import ALL, IN_COLUMNS, OUT_COLUMNS
from uisim.report.blocks import Section, Sheet, Text
from uisim.report.charts_comparison import Bands, levels_chart
from uisim.report.charts_fund import faded_words, label, outgo_path, reserve_path, reserve_since
from uisim.report.charts_people import DENIED, factor_words, outside_words
from uisim.report.compared import Comparison
from uisim.report.differing import without_kinds
from uisim.report.figures import in_unit, number, percent, unit_for
from uisim.report.sections_fund import not_yet
from uisim.report.value_words import grade_text, named, value_text
from uisim.study.beside import HAZARDS
from uisim.units import YEAR
from uisim.words import say


def reserve_section(found: Comparison, lang: str) -> Section:
    """Show the balances side by side and the months of reserve they make."""
    title = say("Months of reserve", lang)
    means = {found.title(name, lang): partial(found.mean_path, name) for name in found.names}
    since = reserve_since(np.stack([outgo_path(mean) for mean in means.values()]))
    if since >= len(found.months) - 1:
        return Section("reserve", title, (Text(not_yet(lang), "note"),))
    paths = {name: reserve_path(mean)[since - YEAR + 1 :] for name, mean in means.items()}
    months = found.months[since:]
    bands = bands_of(found, "months_of_reserve", months[0], 1, lang)
    drawn = {
        who: {month for month, value in zip(months, path, strict=True) if value == value}
        for who, path in paths.items()
    }
    chart = levels_chart(
        months,
        paths,
        name="reserve",
        title=say("Months of reserve", lang),
        unit=say("balance ÷ mean monthly outgo of the last 12 months", lang)
        + say("; of the means over replications", lang)
        + bands_words(lang)
        + faded_words(paths.values(), lang),
        folder=found.folder,
        lang=lang,
        bands={who: [end for end in band if end[0] in drawn[who]] for who, band in bands.items()},
    )
    return Section("reserve", title, (chart,))


def levels_section(found: Comparison, lang: str) -> Section:
    """Show the balance of every scenario by month."""
    paths = {found.title(name, lang): found.mean_path(name, "closing_fen") for name in found.names}
    unit = unit_for([found.largest], lang)
    chart = levels_chart(
        found.months,
        {title: path / unit.fen for title, path in paths.items()},
        name="balance",
        title=say("Balance of the notional sub-account", lang),
        unit=say("{unit}; below 0: transfer from employees", lang).format(unit=unit.name)
        + bands_words(lang),
        folder=found.folder,
        lang=lang,
        bands=bands_of(found, "balance", found.months[0], unit.fen, lang),
    )
    return Section("levels", say("The fund by month", lang), (chart,))


def bands_of(found: Comparison, indicator: str, first: str, unit: float, lang: str) -> Bands:
    """Interval of the mean of an indicator at the close of each whole year, by scenario."""
    years = [month for month in found.months if month >= first and month.endswith("-12")]
    bands = {}
    for name in found.names:
        lines = [found.indicators.get((name, indicator, f"year={year[:4]}")) for year in years]
        bands[found.title(name, lang)] = [
            (month, line.low / unit, line.high / unit)
            for month, line in zip(years, lines, strict=True)
            if line is not None and not math.isnan(line.low)
        ]
    return bands


def bands_words(lang: str) -> str:
    """Say what the bands of a chart of levels are."""
    return "\n" + say("bands: 95 % interval of the mean at the close of each year", lang)


def flows_section(found: Comparison, lang: str) -> Section:
    """Show income and outgo by kind in every scenario."""
    columns = (*IN_COLUMNS, *OUT_COLUMNS)
    sums = {name: {column: found.total(name, column) for column in columns} for name in found.names}
    unit = unit_for([found.largest], lang)
    rows = []
    for names, title in ((IN_COLUMNS, say("Income", lang)), (OUT_COLUMNS, say("Outgo", lang))):
        whole = [sum(sums[name][column] for column in names) for name in found.names]
        rows.append((title, *(in_unit(fen, unit) for fen in whole)))
        rows += [
            (
                f"  {label(column, lang)}",
                *(in_unit(sums[name][column], unit) for name in found.names),
            )
            for column in names
            if any(sums[name][column] for name in found.names)
        ]
    caption = say("Income and outgo over the horizon ({unit})", lang).format(unit=unit.name)
    headers = (say("Kind", lang), *_titles(found, lang))
    title = say("Income and outgo by kind", lang)
    return Section("flows", title, (Sheet(caption, headers, tuple(rows)),))


def members_section(found: Comparison, lang: str) -> Section:
    """Show members and months of benefit paid in every scenario."""
    charts = tuple(
        levels_chart(
            found.months,
            {found.title(name, lang): found.mean_path(name, column) for name in found.names},
            name=column,
            title=label(column, lang).capitalize(),
            unit=unit,
            folder=found.folder,
            lang=lang,
        )
        for column, unit in (
            ("members", say("people", lang)),
            ("claimants_paid", say("months paid", lang)),
        )
    )
    return Section("members", say("Members and claimants", lang), charts)


def denied_section(found: Comparison, lang: str) -> Section:
    """Show what became of last losses in every scenario."""
    inside = {outcome: label(outcome, lang) for outcome in ("claims_awarded", *DENIED)}
    words = inside | outside_words(lang)
    counts = {
        name: {outcome: found.total(name, outcome) for outcome in words} for name in found.names
    }
    rows = tuple(
        (words[outcome], *(number(counts[name][outcome]) for name in found.names))
        for outcome in words
        if any(counts[name][outcome] for name in found.names)
    )
    caption = say("Members' losses of all work (number), by what became of them", lang)
    sheet = Sheet(caption, (say("Outcome", lang), *_titles(found, lang)), rows)
    return Section("denied", say("Why claims were denied", lang), (sheet,))


def kappa_section(found: Comparison, lang: str) -> Section:
    """Show κ and its factors in every scenario."""
    words = factor_words(lang)
    rows = [
        (
            text,
            *(percent(_mean(found, name, "claim_share_factor", group), 1) for name in found.names),
        )
        for group, text in words.items()
    ]
    rows.append(
        ("κ", *(percent(_mean(found, name, "claim_share", ALL), 1) for name in found.names))
    )
    title = say("κ, the share of losses that become paid claims", lang)
    headers = (say("Condition", lang), *_titles(found, lang))
    return Section("kappa", title, (Sheet(say("Factors of κ", lang), headers, tuple(rows)),))


def selection_section(found: Comparison, lang: str) -> Section:
    """Tell who joins (selection) from what cover makes people do (moral hazard)."""
    rates = tuple(
        (words, *(percent(_mean(found, name, "loss_rate", group)) for name in found.names))
        for group, words in (
            ("members", say("Members' losses of platforms a month", lang)),
            ("eligible", say("Losses of all eligible a month", lang)),
        )
    )
    indices = [number(_mean(found, name, "selection_index", ALL), 2) for name in found.names]
    rows = (*rates, (say("Selection index", lang), *indices))
    who = Sheet(
        say("Selection: who joins", lang), (say("Figure", lang), *_titles(found, lang)), rows
    )
    values = [v for v in found.values[found.names[0]] if v.key.rpartition(".")[2] in HAZARDS]
    as_set = ((v.key, value_text(v.key, v.text, lang), grade_text(v, lang)) for v in values)
    hazard = Sheet(
        say("Moral hazard as set in the first scenario", lang),
        (say("Input and its key", lang), say("Value", lang), say("Grade", lang)),
        tuple((named(key, lang), *rest) for key, *rest in without_kinds(as_set)),
        texts=3,
    )
    return Section("selection", say("Selection and moral hazard", lang), (who, hazard))


def _titles(found: Comparison, lang: str) -> tuple[str, ...]:
    return tuple(found.title(name, lang) for name in found.names)


def _mean(found: Comparison, name: str, indicator: str, group: str) -> float:
    return found.indicators[name, indicator, group].mean
