"""Charts of several runs beside each other."""

from collections.abc import Mapping, Sequence

from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.figures import PERCENT, money, percent, unit_for
from uisim.report.folder import Run
from uisim.report.sentences import charged_rate
from uisim.report.sources import source_of_runs
from uisim.words import say

COLOURS = (drawing.BLUE, drawing.VERMILION, drawing.GREEN, drawing.PURPLE)


def paths_chart(runs: Sequence[Run], names: Sequence[str], chart: str, lang: str) -> Chart:
    """Draw the balances of runs by month, told apart by colour and dash."""
    import altair as alt

    shown = list(zip(names, runs, strict=True))[: len(COLOURS)]
    means = {name: run.mean_path("closing_fen").tolist() for name, run in shown}
    unit = unit_for([runs[0].largest], lang)
    rows = [
        {"t": drawing.time(month), "v": fen / unit.fen, "who": name}
        for name, run in shown
        for month, fen in zip(run.months, means[name], strict=True)
    ]
    ends = [run.months[-1] for _, run in shown]
    legend = alt.Legend(labelLimit=250, symbolSize=300, columns=3)
    domain, many = list(means), len(means)
    colours = alt.Scale(domain=domain, range=list(COLOURS[:many]))
    dashes = alt.Scale(domain=domain, range=list(drawing.DASHES[:many]))
    lines = (
        alt.Chart(drawing.data(rows))
        .mark_line(strokeWidth=2)
        .encode(
            x=drawing.years_axis(runs[0].months[0], max(ends)),
            y=alt.Y("v:Q", axis=alt.Axis(format=",~f", title=None)),
            color=alt.Color("who:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("who:N", scale=dashes, legend=legend),
        )
    )
    zero = alt.Chart(alt.Data(values=[{"v": 0}])).mark_rule(color=drawing.BLACK).encode(y="v:Q")
    said = [f"{name} {money(path[-1], lang, runs[0].largest)}" for name, path in means.items()]
    return drawing.framed(
        (zero + lines).properties(width=drawing.WIDTH, height=drawing.HEIGHT),
        name=chart,
        alt_text=say("Balance at the end: {ends}.", lang).format(ends="; ".join(said)),
        title=say("Balance of the notional sub-account", lang),
        unit=say("{unit}; below 0: transfer from employees", lang).format(unit=unit.name),
        source=source_of_runs([run for _, run in shown], "monthly: closing_fen", lang),
        lang=lang,
    )


def rates_chart(runs: Mapping[str, Run], lang: str) -> Chart:
    """Draw the break-even rates of runs: a bar over the horizon, a point with accrued rights."""
    import altair as alt

    rows = []
    for name, run in runs.items():
        rate = run.figure("break_even_rate").mean
        mature = run.figure("break_even_rate_mature").mean
        rows.append({"g": name, "v": PERCENT * rate, "m": PERCENT * mature, "shown": percent(rate)})
    axis = alt.Axis(labelLimit=260, labelPadding=5, ticks=False)
    base = alt.Chart(drawing.data(rows)).encode(y=alt.Y("g:N", sort=None, title=None, axis=axis))
    x = alt.X("v:Q", title=None, axis=alt.Axis(format="~g"))
    bars = base.mark_bar(color=drawing.SKY, size=14).encode(x=x)
    words = base.mark_text(align="left", dx=4, dy=-12, fontSize=10.5).encode(
        x=alt.value(0), text="shown:N"
    )
    points = base.mark_point(color=drawing.BLACK, filled=True, size=60, shape="diamond").encode(
        x="m:Q"
    )
    rate = PERCENT * charged_rate(next(iter(runs.values())))
    charged = [{"v": rate}] if rate == rate else []
    line = alt.Chart(alt.Data(values=charged)).mark_rule(strokeDash=[5, 3]).encode(x="v:Q")
    said = [f"{row['g']} {row['shown']}" for row in rows]
    return drawing.framed(
        (bars + line + points + words).properties(width=330, height=alt.Step(36)),
        name="joining",
        alt_text="; ".join(said),
        title=say("Break-even rate by joining rule", lang),
        unit=say("%; bar: over the horizon; diamond: with accrued rights; dashed: charged", lang),
        source=source_of_runs(list(runs.values()), "summary: break_even_rate", lang),
        lang=lang,
    )
