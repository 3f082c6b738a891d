"""Charts of the fund: its path, its months of reserve, how likely a low one is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.fund.columns import COLUMNS
from uisim.fund.measures import OUT_COLUMNS
from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.figures import (
    PERCENT,
    money,
    month_name,
    number,
    percent,
    unit_for,
)
from uisim.report.folder import BAND_FROM, Run
from uisim.report.sources import source
from uisim.study.reserves import RESERVE
from uisim.units import YEAR
from uisim.words import say

_LABELS = {column.name: (column.meaning, column.zh) for column in COLUMNS}
Path = NDArray[np.float64]
"""float64[months], or a row a replication."""
FADED: Final = 0.25
"""Outgo of the last 12 months ÷ its highest until then, under which no reserve is drawn."""


def label(column: str, lang: str) -> str:
    """Name a column as its own description does."""
    meaning, zh = _LABELS[column]
    return zh if lang == "zh" else meaning.removesuffix(", at the close of the month")


def reserve_path(mean_path: Callable[[str], Path]) -> Path:
    """Mean balance ÷ mean monthly outgo of the last 12 months, from the twelfth month on.

    Not a number once that outgo has `FADED`: what remains of a scheme that lapsed would lie so far
    from 0 that no other month could be read.
    """
    summed = np.concatenate([[0.0], np.cumsum(outgo_path(mean_path))])
    outgo = (summed[YEAR:] - summed[:-YEAR]) / YEAR
    drawn = (outgo > 0) & (outgo >= FADED * np.maximum.accumulate(outgo))
    empty = np.full(len(outgo), np.nan)
    return np.divide(mean_path("closing_fen")[YEAR - 1 :], outgo, out=empty, where=drawn)


def faded_words(paths: Iterable[Path], lang: str) -> str:
    """Say which months of reserve are left out, if some of a path are."""
    if not any(np.isnan(path).any() and not np.isnan(path).all() for path in paths):
        return ""
    text = say(
        "left out: months whose outgo of the last 12 months is under a quarter of its highest "
        "until then",
        lang,
    )
    return "\n" + text


def outgo_path(path: Callable[[str], Path]) -> Path:
    """All outgo by month, from the path of each of its columns."""
    return np.asarray(np.sum([path(name) for name in OUT_COLUMNS], axis=0))


def reserve_since(outgo: Path) -> int:
    """First month (since the start) by which each row of outgo that pays has done so for a year.

    outgo: float64[rows, months]. Before that a month or two of payments are no year's outgo.
    """
    has_paid = np.logical_or.accumulate(outgo > 0, axis=1)
    first = has_paid.argmax(axis=1)[has_paid[:, -1]]
    return int(first.max(initial=0)) + YEAR - 1


def balance_chart(run: Run, lang: str) -> Chart:
    """Draw the balance by month, with a fan if there are replications."""
    bands = {"mean": run.mean_path("closing_fen")}
    bands |= _bands(run, "closing_fen", lambda: run.paths("closing_fen"))
    unit = unit_for([run.largest], lang)
    end = bands["mean"][-1]
    alt_text = say("Balance by month from {first} to {last}; at the end {end}.", lang)
    return drawing.framed(
        _fan(run.months, {name: path / unit.fen for name, path in bands.items()}),
        name="balance",
        alt_text=alt_text.format(
            first=month_name(run.months[0], lang),
            last=month_name(run.months[-1], lang),
            end=money(end, lang, run.largest),
        ),
        title=say("Balance of the notional sub-account", lang),
        unit=_unit_line(
            say("{unit}; below 0: transfer from employees", lang).format(unit=unit.name),
            run,
            lang,
            say("mean", lang),
        ),
        source=source(run, _table(run, "closing_fen"), lang),
        lang=lang,
    )


def reserve_chart(run: Run, lang: str) -> Chart | None:
    """Draw the months of reserve by month, from `reserve_since` on; None if no month is left."""
    since = reserve_since(outgo_path(run.paths))
    if since >= len(run.months) - 1:
        return None
    bands = {"mean": reserve_path(run.mean_path)[since - YEAR + 1 :]}
    found = _bands(run, RESERVE, lambda: _reserve_paths(run))
    left_out = np.isnan(bands["mean"])
    for name, path in found.items():
        bands[name] = np.where(left_out, np.nan, path[-len(left_out) :])
    end = bands["mean"][-1]
    unit = say("balance ÷ mean monthly outgo of the last 12 months", lang)
    unit += say("; below 0: transfer from employees", lang)
    alt_text = say("Months of reserve by month; at the end {end}.", lang)
    return drawing.framed(
        _fan(run.months[since:], bands),
        name="reserve",
        alt_text=alt_text.format(end=number(end, 1)),
        title=say("Months of reserve", lang),
        unit=_unit_line(unit, run, lang, say("ratio of the means", lang))
        + faded_words([bands["mean"]], lang),
        source=source(run, _table(run, RESERVE), lang),
        lang=lang,
    )


def risk_chart(run: Run, lang: str) -> Chart:
    """Draw how likely a low reserve is at the close of each month."""
    import altair as alt

    words = low_words(lang)
    rows = [
        {
            "t": drawing.time(row["month"]),
            "v": PERCENT * float(row["probability"]),
            "who": words[row["event"]],
        }
        for row in run.risk
    ]
    domain = list(words.values())
    legend = alt.Legend(labelLimit=250, symbolSize=300, columns=2)
    colours = alt.Scale(
        domain=domain,
        range=[drawing.BLACK, drawing.VERMILION, drawing.BLUE, drawing.GREEN],
    )
    dashes = alt.Scale(domain=domain, range=list(drawing.DASHES))
    lines = (
        alt.Chart(drawing.data(rows))
        .mark_line(strokeWidth=2)
        .encode(
            x=drawing.years_axis(run.months[0], run.months[-1]),
            y=alt.Y("v:Q", axis=alt.Axis(title=None), scale=alt.Scale(domain=[0, PERCENT])),
            color=alt.Color("who:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("who:N", scale=dashes, legend=legend),
        )
    )
    last = percent(float(run.risk[-len(words)]["probability"]), 0)
    return drawing.framed(
        lines.properties(width=drawing.WIDTH, height=180),
        name="risk",
        alt_text=say("Balance below 0 at the end in {share} of replications.", lang).format(
            share=last
        ),
        title=say("How likely a low reserve is, month by month", lang),
        unit=say("% of {n} replications", lang).format(n=run.replications),
        source=source(run, "risk: probability", lang),
        lang=lang,
    )


def low_words(lang: str) -> dict[str, str]:
    """Name the events of a low reserve."""
    return {
        "balance<0": say("balance below 0", lang),
        "reserve<6": say("reserve under 6 months", lang),
        "reserve<12": say("reserve under 12 months", lang),
        "reserve<24": say("reserve under 24 months", lang),
    }


def _unit_line(unit: str, run: Run, lang: str, line: str) -> str:
    """Unit, and beneath it what line and bands are."""
    if run.replications == 1:
        return unit
    text = say("line: {line} of {n} replications; bands: 50 and 90 % of them", lang)
    if run.replications < BAND_FROM:
        text = say("line: {line} of {n} replications; band: lowest to highest of them", lang)
    return f"{unit}\n{text.format(line=line, n=run.replications)}"


def _table(run: Run, column: str) -> str:
    """Say from which table of a run a band is drawn."""
    if run.replications >= BAND_FROM:
        return f"bands: {column}"
    return "monthly: closing_fen" + (", benefits_fen …" if column == RESERVE else "")


def _bands(run: Run, column: str, paths: Callable[[], Path]) -> dict[str, Path]:
    """Quantiles by month; of few replications the lowest and the highest of their ``paths``."""
    if run.replications == 1:
        return {}
    if run.replications < BAND_FROM:
        return {"low": np.fmin.reduce(paths()), "high": np.fmax.reduce(paths())}
    return {name: path for name, path in run.bands[column].items() if name != "mean"}


def _reserve_paths(run: Run) -> Path:
    """Months of reserve from the twelfth month on, a row a replication."""
    tables = map(run.of_replication, range(run.replications))
    return np.stack([reserve_path(table.__getitem__) for table in tables])


def _fan(months: list[str], bands: Mapping[str, Path]) -> Any:
    """Draw the mean over time, bands if there are any, and where 0 lies."""
    import altair as alt

    rows = [
        {"t": drawing.time(month), **dict(zip(bands, values, strict=True))}
        for month, *values in zip(months, *(path.tolist() for path in bands.values()), strict=True)
    ]
    base = alt.Chart(drawing.data(rows)).encode(x=drawing.years_axis(months[0], months[-1]))
    y = alt.Axis(format=",~f", title=None)
    layers = [base.mark_line(color=drawing.BLUE, strokeWidth=2).encode(y=alt.Y("mean:Q", axis=y))]
    for low, high, opacity in (("low", "high", 0.4), ("p25", "p75", 0.6), ("p05", "p95", 0.3)):
        if low in bands:
            area = base.mark_area(color=drawing.SKY, opacity=opacity)
            layers.insert(0, area.encode(y=f"{low}:Q", y2=f"{high}:Q"))
    zero = alt.Chart(alt.Data(values=[{"v": 0}]))
    layers.append(zero.mark_rule(color=drawing.BLACK).encode(y="v:Q"))
    return alt.layer(*layers).properties(width=drawing.WIDTH, height=drawing.HEIGHT)
