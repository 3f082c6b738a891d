"""Charts of a comparison: the difference by month, and by group of members."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from uisim.fund.columns import Table
from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.charts_people import group_name
from uisim.report.charts_runs import COLOURS
from uisim.report.compared import Line
from uisim.report.figures import money, number, unit_for
from uisim.report.sources import source_of
from uisim.units import FEN
from uisim.words import say

PANEL = 165
LABELS = {"city": 90, "income_decile": 90, "kind": 155, "risk_quintile": 155}
"""Room for the names of a panel's groups: the same in a column of panels."""
Band = Sequence[tuple[str, float, float]]
Bands = Mapping[str, Band]
LIMITS = ("difference", "difference_low", "difference_high")


def difference_chart(
    differences: Table,
    name: str,
    title: str,
    folder: str,
    place: int,
    largest: float,
    lang: str,
) -> Chart:
    """Draw the difference of the balance to the first scenario by month, with its interval.

    largest: amount by which the unit of money is chosen.
    """
    import altair as alt

    rows = (differences["scenario"] == name) & (differences["column"] == "closing_fen")
    months = differences["month"][rows].tolist()
    limits = [differences[limit][rows] for limit in LIMITS]
    unit = unit_for((fen for limit in limits for fen in limit.tolist()), lang, largest)
    mean, low, high = ((limit / unit.fen).tolist() for limit in limits)
    shown = [
        {"t": drawing.time(month), "v": v, "low": a, "high": b}
        for month, v, a, b in zip(months, mean, low, high, strict=True)
    ]
    base = alt.Chart(drawing.data(shown)).encode(x=drawing.years_axis(months[0], months[-1]))
    y = alt.Y("v:Q", axis=alt.Axis(format=",~f", title=None))
    area = base.mark_area(color=drawing.SKY, opacity=0.5).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=drawing.BLUE, strokeWidth=2).encode(y=y)
    zero = alt.Chart(alt.Data(values=[{"v": 0}])).mark_rule(color=drawing.BLACK).encode(y="v:Q")
    end = money(mean[-1] * unit.fen, lang, largest)
    return drawing.framed(
        (area + zero + line).properties(width=drawing.WIDTH, height=drawing.HEIGHT),
        name=f"difference-{place}",
        alt_text=say("Difference of the balance at the end: {end}.", lang).format(end=end),
        title=say("Difference of the balance: {title}", lang).format(title=title),
        unit=say("{unit}; band: 95 % interval of the mean difference", lang).format(unit=unit.name),
        source=source_of(folder, "differences: closing_fen", lang),
        lang=lang,
    )


def winners_chart(
    lines: Mapping[tuple[str, str], Line], title: str, folder: str, place: int, lang: str
) -> Chart:
    """Draw by group the change of what members get net of what they pay, yuan a member-year."""
    import altair as alt

    names = {
        "city": say("City", lang),
        "kind": say("Kind of work", lang),
        "income_decile": say("Income decile (1 lowest)", lang),
        "risk_quintile": say("Risk quintile (1 lowest)", lang),
    }
    shown = (line[3:] for (by, _), line in lines.items() if by in names)
    ends = [fen / FEN for limits in shown for fen in limits if not math.isnan(fen)]
    scale = alt.Scale(domain=[min([0.0, *ends]), max([0.0, *ends])])
    panels = [_panel(lines, by, title, scale, lang) for by, title in names.items()]
    whole = number(lines["all", "all"].difference / FEN)
    return drawing.framed(
        alt.concat(*panels, columns=2, spacing=18),
        name=f"winners-{place}",
        alt_text=say("Change of net benefit over all: {whole} yuan.", lang).format(whole=whole),
        title=say("Change of net benefit: {title}", lang).format(title=title),
        unit=say("yuan a year of membership; line: 95 % interval", lang),
        source=source_of(folder, "winners: difference", lang),
        lang=lang,
    )


def _panel(
    lines: Mapping[tuple[str, str], Line], by: str, title: str, scale: Any, lang: str
) -> object:
    import altair as alt

    rows = [
        {
            "g": group_name(by, group, lang),
            "v": line.difference / FEN,
            "low": line.difference_low / FEN,
            "high": line.difference_high / FEN,
        }
        for (key, group), line in lines.items()
        if key == by
    ]
    room = LABELS[by]
    axis = alt.Axis(labelLimit=room, minExtent=room, maxExtent=room, ticks=False)
    base = alt.Chart(drawing.data(rows)).encode(y=alt.Y("g:N", sort=None, title=None, axis=axis))
    ticks = alt.Axis(tickCount=3, format=",~f", labelOverlap=True, labelSeparation=4)
    x = alt.X("low:Q", title=None, axis=ticks, scale=scale)
    spans = base.mark_rule(color=drawing.GREY, strokeWidth=2).encode(x=x, x2="high:Q")
    points = base.mark_point(color=drawing.BLUE, filled=True, size=45).encode(x="v:Q")
    zero = alt.Chart(alt.Data(values=[{"v": 0}])).mark_rule(strokeDash=[4, 3]).encode(x="v:Q")
    heading = alt.TitleParams(text=title, fontSize=12, anchor="start")
    return (zero + spans + points).properties(width=PANEL, height=alt.Step(16), title=heading)


def levels_chart(
    months: Sequence[str],
    paths: Mapping[str, NDArray[np.float64]],
    *,
    name: str,
    title: str,
    unit: str,
    folder: str,
    lang: str,
    bands: Bands = MappingProxyType({}),
) -> Chart:
    """Draw a figure by month in several scenarios, told apart by colour and dash.

    bands: by scenario, months and the two ends of the interval in them.
    """
    import altair as alt

    shown = dict(list(paths.items())[: len(COLOURS)])
    rows = [
        {"t": drawing.time(month), "v": value, "who": who}
        for who, path in shown.items()
        for month, value in zip(months, path.tolist(), strict=True)
    ]
    legend = alt.Legend(labelLimit=300, symbolSize=300, columns=2)
    colours = alt.Scale(domain=list(shown), range=list(COLOURS[: len(shown)]))
    dashes = alt.Scale(domain=list(shown), range=list(drawing.DASHES[: len(shown)]))
    lines = (
        alt.Chart(drawing.data(rows))
        .mark_line(strokeWidth=2)
        .encode(
            x=drawing.years_axis(months[0], months[-1]),
            y=alt.Y("v:Q", axis=alt.Axis(format=",~f", title=None)),
            color=alt.Color("who:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("who:N", scale=dashes, legend=legend),
        )
    )
    areas = [
        _band(months, bands[who], hue)
        for who, hue in zip(shown, COLOURS, strict=False)
        if who in bands
    ]
    zero = alt.Chart(alt.Data(values=[{"v": 0}])).mark_rule(color=drawing.BLACK).encode(y="v:Q")
    what = "differences: mean" + ("; indicators: low, high" if bands else "")
    ends = [f"{who} {number(float(path[-1]), 1)}" for who, path in shown.items()]
    return drawing.framed(
        alt.layer(*areas, zero, lines).properties(width=drawing.WIDTH, height=drawing.HEIGHT - 50),
        name=f"levels-{name}",
        alt_text=say("{title} at the end: {ends}.", lang).format(title=title, ends="; ".join(ends)),
        title=title,
        unit=unit,
        source=source_of(folder, what, lang),
        lang=lang,
    )


def _band(months: Sequence[str], band: Band, colour: str) -> Any:
    import altair as alt

    rows = [{"t": drawing.time(month), "low": low, "high": high} for month, low, high in band]
    y = alt.Y("low:Q", axis=alt.Axis(format=",~f", title=None))
    x = drawing.years_axis(months[0], months[-1])
    area = alt.Chart(drawing.data(rows)).mark_area(color=colour, opacity=0.15)
    return area.encode(x=x, y=y, y2="high:Q")
