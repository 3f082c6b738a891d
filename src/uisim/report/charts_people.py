"""Charts of people: members and claimants, why claims fail, who gains, what κ is made of."""

import math
from typing import Any, Final

import numpy as np

from uisim.fund.measures import quotient
from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.charts_fund import label
from uisim.report.figures import number, percent
from uisim.report.folder import Run, spread
from uisim.report.sources import source
from uisim.words import say

DENIED: Final = (
    "denied_voluntary",
    "denied_cause_not_covered",
    "denied_too_few_months",
    "denied_did_not_file",
    "denied_not_verified",
    "denied_found_work_first",
    "denied_left_first",
)
"""In the order of the conditions; `denied_multi_platform` is counted beside them."""
BAR = 22
PANEL, LABELS = 130, 155


def members_chart(run: Run, lang: str) -> Chart:
    """Draw members and contributors, and below them the claimants, by month."""
    import altair as alt

    unit, people = _people_unit(run.mean_path("members").max(), lang)
    panels = []
    for names, height in ((("members", "contributors"), 150), (("claimants_paid",), 90)):
        by_name = {name: run.mean_path(name) for name in names}
        rows = [
            {"t": drawing.time(month), "v": value / people, "who": label(name, lang)}
            for name, column in by_name.items()
            for month, value in zip(run.months, column.tolist(), strict=True)
        ]
        domain = [label(name, lang) for name in names]
        dashes = alt.Scale(domain=domain, range=list(drawing.DASHES[: len(names)]))
        colours = alt.Scale(domain=domain, range=[drawing.BLUE, drawing.VERMILION][: len(names)])
        axis = alt.Axis(format=",~f", title=None)
        legend = alt.Legend(labelLimit=300, symbolSize=300)
        panels.append(
            alt.Chart(drawing.data(rows))
            .mark_line(strokeWidth=2)
            .encode(
                x=drawing.years_axis(run.months[0], run.months[-1]),
                y=alt.Y("v:Q", axis=axis, scale=alt.Scale(zero=True)),
                color=alt.Color("who:N", scale=colours, legend=legend),
                strokeDash=alt.StrokeDash("who:N", scale=dashes, legend=legend),
            )
            .properties(width=drawing.WIDTH, height=height)
        )
    both = alt.vconcat(*panels, spacing=18).resolve_scale(
        color="independent", strokeDash="independent"
    )
    end = run.mean_path("members")[-1]
    return drawing.framed(
        both,
        name="members",
        alt_text=say("Members and claimants by month; at the end {members} members.", lang).format(
            members=number(end)
        ),
        title=say("Members, contributors and claimants", lang),
        unit=say("{unit}; below: those paid a month of benefit", lang).format(unit=unit),
        source=source(run, "monthly: members, contributors, claimants_paid", lang),
        lang=lang,
    )


def denials(run: Run, lang: str) -> list[tuple[str, float, float]]:
    """Outcome of members' last losses: words, losses, share; the most frequent first."""
    names = [name for name in ("claims_awarded", *DENIED) if run.total(name)]
    whole = run.total(*names) if names else 0.0
    rows = [(label(name, lang), run.total(name), run.total(name) / whole) for name in names]
    return sorted(rows, key=lambda row: -row[1])


def outside_words(lang: str) -> dict[str, str]:
    """Say what losses are told apart from members': after the scheme's end nobody is one."""
    return {
        "denied_not_member": say("Besides: losses of those who were no members", lang),
        "denied_scheme_ended": say(
            "Besides: losses after the scheme's end, or not registered by then", lang
        ),
    }


def denials_chart(run: Run, lang: str) -> Chart:
    """Draw what became of the claims of members: one bar for each reason."""
    shares = [(words, share) for words, _, share in denials(run, lang)]
    awarded = label("claims_awarded", lang)
    return drawing.framed(
        _bars(shares, highlighted=awarded),
        name="denials",
        alt_text=say("Most frequent: {words}, {share}.", lang).format(
            words=shares[0][0], share=percent(shares[0][1], 1)
        ),
        title=say("What became of members' losses of all work", lang),
        unit=say("% of the last losses of members", lang),
        source=source(run, "monthly: claims_awarded, denied_*", lang),
        lang=lang,
    )


def factor_words(lang: str) -> dict[str, str]:
    """Name the factors of κ, in order."""
    return {
        "involuntary": say("lost against her will, or passed off so", lang),
        "covered": say("cause on the list", lang),
        "not_found_work_first": say("not back at work before registering", lang),
        "not_left_first": say("not gone before registering", lang),
        "not_ended_or_pending": say("day of registration reached", lang),
        "filed": say("filed", lang),
        "verified": say("verified", lang),
        "paid": say("paid at least once", lang),
    }


def factor_steps(run: Run, lang: str) -> list[tuple[str, float, float]]:
    """Steps to κ in order: words, the share that passes of those left, the share left after it.

    Shares left are means over the replications, as κ is.
    """
    before, left = 1.0, np.ones(run.replications)
    steps = []
    for group, text in factor_words(lang).items():
        left = np.where(left == 0, 0, left * np.array(run.summary["claim_share_factor", group]))
        mean = spread(tuple(left.tolist())).mean
        steps.append((text, quotient(mean, before), mean))
        before = mean
    return steps


def factors_chart(run: Run, lang: str) -> Chart:
    """Draw how many of 100 last losses of qualified members are left after each condition."""
    steps = factor_steps(run, lang)
    rows = [(say("qualified members' last losses", lang), 1.0)]
    rows += [(f"→ {words}", left) for words, _, left in steps]
    return drawing.framed(
        _bars(rows, highlighted=rows[-1][0]),
        name="kappa",
        alt_text=say("Of 100 last losses {kappa} become paid claims.", lang).format(
            kappa=number(100 * steps[-1][2], 1)
        ),
        title=say("κ: how many losses become paid claims", lang),
        unit=say("% of the last losses of qualified members left after each step", lang),
        source=source(run, "summary: claim_share_factor", lang),
        lang=lang,
    )


def gains_chart(run: Run, lang: str) -> Chart:
    """Draw benefit ÷ contribution by city, kind of work, income decile and risk quintile."""
    import altair as alt

    names = {
        "city": say("City", lang),
        "kind": say("Kind of work", lang),
        "income_decile": say("Income decile (1 lowest)", lang),
        "risk_quintile": say("Risk quintile (1 lowest)", lang),
    }
    rows = {by: _ratios(run, by, lang) for by in names}
    most = max((row["v"] for shown in rows.values() for row in shown), default=1.0)
    scale = alt.Scale(domain=[0, max(1.0, most)])
    panels = [_panel(rows[by], title, scale) for by, title in names.items()]
    whole = run.figure("benefit_per_contribution").mean
    return drawing.framed(
        alt.concat(*panels, columns=2, spacing=18),
        name="gains",
        alt_text=say("Benefit ÷ contribution by group; over all {whole}.", lang).format(
            whole=number(whole, 2)
        ),
        title=say("Who gains: benefit ÷ contribution", lang),
        unit=say("yuan paid for each yuan contributed, over the horizon; line: 1", lang),
        source=source(run, "summary: benefit_per_contribution", lang),
        lang=lang,
    )


def group_name(key: str, name: str, lang: str) -> str:
    """Name a city or a kind of work; numbers stay."""
    from uisim.law.tables import cities

    if key == "city":
        found = {city.name: city.name_zh for city in cities()}
        return found[name] if lang == "zh" else name.capitalize()
    kinds = {
        "ride_hailing": say("ride-hailing driver", lang),
        "delivery": say("delivery rider", lang),
        "courier": say("courier", lang),
        "ecommerce": say("e-commerce, live-streaming", lang),
        "self_employed": say("self-employed household", lang),
    }
    return kinds.get(name, name)


def _ratios(run: Run, key: str, lang: str) -> list[dict[str, Any]]:
    rows = []
    for name in run.group_names("benefit_per_contribution", key):
        ratio = run.figure("benefit_per_contribution", f"{key}={name}").mean
        if not math.isnan(ratio):
            rows.append({"g": group_name(key, name, lang), "v": ratio, "shown": number(ratio, 2)})
    return rows


def _panel(rows: list[dict[str, Any]], title: str, scale: Any) -> object:
    import altair as alt

    y = alt.Y(
        "g:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelLimit=LABELS, minExtent=LABELS, maxExtent=LABELS, labelPadding=5, ticks=False
        ),
    )
    base = alt.Chart(drawing.data(rows)).encode(y=y)
    bars = base.mark_bar(color=drawing.SKY, size=11).encode(
        x=alt.X("v:Q", title=None, axis=alt.Axis(tickCount=4, format="~f"), scale=scale)
    )
    words = [
        base.mark_text(align="left", dx=3, fontSize=10.5, **halo).encode(x="v:Q", text="shown:N")
        for halo in drawing.HALO
    ]
    one = alt.Chart(alt.Data(values=[{"v": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="v:Q")
    return alt.layer(bars, one, *words).properties(
        width=PANEL,
        height=alt.Step(16),
        title=alt.TitleParams(text=title, fontSize=12, anchor="start"),
    )


def _bars(rows: list[tuple[str, float]], highlighted: str) -> object:
    """Draw shares as bars with their figures; one of them stands out."""
    import altair as alt

    shown = [
        {"g": words, "v": 100 * share, "shown": number(100 * share, 1), "is": words == highlighted}
        for words, share in rows
    ]
    axis = alt.Axis(labelLimit=320, labelPadding=5, ticks=False)
    base = alt.Chart(drawing.data(shown)).encode(y=alt.Y("g:N", sort=None, title=None, axis=axis))
    colour = alt.condition("datum.is", alt.value(drawing.BLUE), alt.value("#BDBDBD"))
    bars = base.mark_bar(size=15).encode(x=alt.X("v:Q", title=None), color=colour)
    words = base.mark_text(align="left", dx=4, fontSize=11).encode(x="v:Q", text="shown:N")
    return (bars + words).properties(width=330, height=alt.Step(BAR))


def _people_unit(largest: float, lang: str) -> tuple[str, int]:
    """Choose people or 10,000 people."""
    if lang == "zh" and largest >= 10_000:
        return say("people, in ten thousands", lang), 10_000
    return say("people", lang), 1
