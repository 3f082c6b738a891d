"""Income and outgo of the fund by year and kind, as a chart and as a table."""

from typing import Final

import numpy as np

from uisim.fund.measures import IN_COLUMNS, OUT_COLUMNS
from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.charts_fund import label
from uisim.report.figures import Unit, in_unit, money, number, unit_for
from uisim.report.folder import Run
from uisim.report.sources import source
from uisim.words import say

COLOURS: Final = {
    "contributions_own_fen": drawing.BLUE,
    "contributions_platform_fen": drawing.SKY,
    "subsidy_fen": drawing.YELLOW,
    "interest_fen": drawing.BLACK,
    "benefits_fen": drawing.VERMILION,
    "medical_fen": drawing.ORANGE,
    "job_seeking_fen": drawing.PURPLE,
    "maternity_fen": drawing.GREEN,
    "administration_fen": "#999999",
}


def yearly(run: Run, names: tuple[str, ...]) -> dict[str, dict[int, float]]:
    """Sum columns by calendar year, mean of the replications, in fen; empty ones left out."""
    years = np.array([int(month[:4]) for month in run.months])
    sums: dict[str, dict[int, float]] = {}
    for name in names:
        mean = run.mean_path(name)
        if mean.any():
            found = sorted(set(years.tolist()))
            sums[name] = {year: float(mean[years == year].sum()) for year in found}
    return sums


def flows_chart(run: Run, lang: str) -> Chart:
    """Draw income above and outgo below 0 by year and kind, and the net flow."""
    import altair as alt

    income, outgo = yearly(run, IN_COLUMNS), yearly(run, OUT_COLUMNS)
    signed = [(name, 1, by_year) for name, by_year in income.items()]
    signed += [(name, -1, by_year) for name, by_year in outgo.items()]
    unit = unit_for([run.largest], lang)
    rows = [
        {"year": year, "kind": label(name, lang), "v": sign * fen / unit.fen}
        for name, sign, by_year in signed
        for year, fen in by_year.items()
    ]
    kinds = [name for name, _, _ in signed]
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0))
    colours = alt.Scale(
        domain=[label(name, lang) for name in kinds], range=[COLOURS[name] for name in kinds]
    )
    y = alt.Y("v:Q", title=None, axis=alt.Axis(format=",~f"))
    # A legend without entries would be of infinite size.
    legend = alt.Legend(columns=3, labelLimit=300) if kinds else None
    bars = (
        alt.Chart(drawing.data(rows))
        .mark_bar(stroke="white", strokeWidth=0.8)
        .encode(x=x, y=y, color=alt.Color("kind:N", scale=colours, legend=legend))
    )
    net = [
        {"year": year, "v": fen / unit.fen} for year, fen in net_flow(income, outgo, run).items()
    ]
    line = (
        alt.Chart(drawing.data(net))
        .mark_line(color=drawing.BLACK, strokeDash=[5, 3], point=alt.OverlayMarkDef(color="black"))
        .encode(x=x, y="v:Q")
    )
    zero = alt.Chart(alt.Data(values=[{"v": 0}])).mark_rule(color=drawing.BLACK).encode(y="v:Q")
    total = sum(sum(by_year.values()) for by_year in income.values())
    spent = sum(sum(by_year.values()) for by_year in outgo.values())
    alt_text = say("Income of {income} above and outgo of {outgo} below 0, by year.", lang)
    return drawing.framed(
        (bars + zero + line).properties(width=drawing.WIDTH, height=drawing.HEIGHT + 20),
        name="flows",
        alt_text=alt_text.format(
            income=money(total, lang, run.largest), outgo=money(spent, lang, run.largest)
        ),
        title=say("Income (above 0) and outgo (below 0) of each year", lang),
        unit=say("{unit}; dashed with points: net flow", lang).format(unit=unit.name),
        source=source(run, "monthly: contributions_own_fen … administration_fen", lang),
        lang=lang,
    )


def net_flow(
    income: dict[str, dict[int, float]], outgo: dict[str, dict[int, float]], run: Run
) -> dict[int, float]:
    """Income less outgo by year, in fen."""
    years = sorted({int(month[:4]) for month in run.months})
    return {
        year: sum(by_year[year] for by_year in income.values())
        - sum(by_year[year] for by_year in outgo.values())
        for year in years
    }


def flow_rows(run: Run, unit: Unit, lang: str) -> tuple[tuple[str, ...], ...]:
    """Write income and outgo by kind over the horizon, and their shares."""
    rows = []
    for names, title in (
        (IN_COLUMNS, say("Income", lang)),
        (OUT_COLUMNS, say("Outgo", lang)),
    ):
        whole = run.total(*names)
        rows.append((title, in_unit(whole, unit), "100.0 %" if whole else "–"))
        for name in names:
            fen = run.total(name)
            share = f"{number(100 * fen / whole, 1)} %" if whole else "–"
            rows.append((f"  {label(name, lang)}", in_unit(fen, unit), share))
    rows.append((say("Net flow", lang), in_unit(run.total(*IN_COLUMNS) - whole, unit), ""))
    return tuple(rows)
