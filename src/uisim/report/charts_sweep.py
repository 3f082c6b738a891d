"""Charts of a sweep: the tornado, indices of a sample, figures over a grid."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from uisim.report import drawing
from uisim.report.blocks import Chart
from uisim.report.figures import PERCENT, digits_of, number, unit_for
from uisim.report.folder import name_of
from uisim.report.indicator_names import labels
from uisim.report.keys import meaning
from uisim.report.sources import source_of
from uisim.report.value_words import short_text
from uisim.study.kept import record_of
from uisim.study.sweep_kept import Kept
from uisim.words import say

Line = Mapping[str, Any]
KEYS_MAX: Final = 12
SHARES_OF: Final = {"sobol": "total", "lhs": "first", "morris": "mu_star"}
"""The column of a method that says how much a key matters."""
_BARS_WIDTH: Final = 330
_END_SIZE: Final = 10.5
"""Font size of the values at the ends of a tornado's bars."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


class Scale(NamedTuple):
    """How an indicator is shown: by what it is divided, its unit, digits after the point."""

    divisor: float
    unit: str
    digits: int

    def text(self, value: float) -> str:
        """Write a value, without its unit."""
        return number(value / self.divisor, self.digits)


def scale_of(kept: Kept, values: Sequence[float], lang: str, among: float | None = None) -> Scale:
    """Choose how to show values of an indicator; of money as `unit_for` does."""
    if kept.unit == "fen":
        unit = unit_for(values, lang, among)
        return Scale(unit.fen, unit.name, unit.digits)
    if kept.unit == "share":
        return Scale(1 / PERCENT, "%", 2)
    return Scale(1, "", digits_of(kept.indicator, kept.unit))


def cells_scale(kept: Kept, largest: float, lang: str) -> Scale:
    """Choose how to show an indicator of all cells, so that the smallest of them can be read.

    largest: amount by which the unit of money is chosen.
    """
    sizes = np.abs(kept.cell_means)
    return scale_of(kept, [float(min(sizes[sizes > 0], default=0))], lang, largest)


def tornado_chart(kept: Kept, lines: Sequence[Line], largest: float, lang: str) -> Chart:
    """Draw how far each key alone moves an indicator from the scenario's own value.

    Over a grid at one place of it: where most of its keys have the scenario's own values. largest:
    amount by which the unit of money is chosen.
    """
    scale = scale_of(kept, [largest], lang)
    own = record_of(kept.folder)["design"]["own"]
    nearest = max(lines, key=lambda line: sum(line[key] == own.get(key) for key in kept.grid))
    place = {key: nearest[key] for key in kept.grid}
    shown = [line for line in lines if {key: line[key] for key in place} == place][:KEYS_MAX]
    rows = [
        {
            "g": meaning(line["key"], lang),
            "low": line["lowest"] / scale.divisor,
            "high": line["highest"] / scale.divisor,
            "at_low": _value_at(line["key"], line["lowest_at"], own, lang),
            "at_high": _value_at(line["key"], line["highest_at"], own, lang),
        }
        for line in shown
    ]
    return bars_chart(
        rows,
        shown[0]["base"] / scale.divisor,
        scale,
        name=f"tornado-{kept.indicator}",
        figure=labels(lang)[kept.indicator],
        source=source_of(name_of(kept.folder), "sweep.parquet", lang),
        lang=lang,
        place=_place_words(place, lang),
    )


def _place_words(place: Mapping[str, Any], lang: str) -> str:
    """Say at which values of a grid a tornado is drawn; nothing without a grid."""
    pair = say("{name}: {value}", lang)
    values = [
        pair.format(name=meaning(key, lang), value=short_text(key, value, lang))
        for key, value in place.items()
    ]
    if not values:
        return ""
    return say("drawn at {values}", lang).format(values=say("; ", lang).join(values))


def bars_chart(
    rows: Sequence[Mapping[str, Any]],
    base: float,
    scale: Scale,
    *,
    name: str,
    figure: str,
    source: str,
    lang: str,
    place: str = "",
) -> Chart:
    """Draw a tornado: from ``low`` to ``high`` a bar for each input ``g``, its values at the ends.

    base: what the scenario itself has. place: where in a grid that is.
    """
    import altair as alt

    axis = alt.Axis(labelLimit=230, ticks=False)
    bar = alt.Chart(drawing.data(rows)).encode(y=alt.Y("g:N", sort=None, title=None, axis=axis))
    is_money = "%" not in scale.unit
    ticks = alt.Axis(format=",~f", tickCount=6, labelOverlap=False)
    if not is_money:
        ticks.labelExpr = "datum.value < 0 ? '' : datum.label"
    domain = _domain(rows, base)
    x = alt.X("low:Q", title=None, axis=ticks, scale=alt.Scale(domain=domain, nice=False))
    bars = bar.mark_bar(color=drawing.SKY, size=15).encode(x=x, x2="high:Q")
    texts = [
        bar.mark_text(align=align, dx=dx, fontSize=_END_SIZE, **halo).encode(
            x=f"{end}:Q", text=f"at_{end}:N"
        )
        for end, align, dx in (("low", "right", -4), ("high", "left", 4))
        for halo in drawing.HALO
    ]
    own = alt.Chart(alt.Data(values=[{"v": base}]))
    rule = own.mark_rule(color=drawing.BLACK, strokeWidth=1.5).encode(x="v:Q")
    nought = (
        alt.Chart(alt.Data(values=[{"v": 0}]))
        .mark_rule(color=drawing.GREY, strokeDash=[4, 3])
        .encode(x="v:Q")
    )
    layers = [bars, rule, *([nought] if is_money else []), *texts]
    unit = say("{unit}; at the ends: the input's value; line: this scenario", lang)
    if is_money:
        unit += say("; dashed: 0", lang)
    text = say("Widest: {key}, from {low} to {high} {unit}.", lang)
    low, high = (number(float(rows[0][end]), scale.digits) for end in ("low", "high"))
    return drawing.framed(
        alt.layer(*layers).properties(width=_BARS_WIDTH, height=alt.Step(24)),
        name=name,
        alt_text=text.format(key=rows[0]["g"], low=low, high=high, unit=scale.unit),
        title=say("How far each input alone moves: {figure}", lang).format(figure=figure),
        unit="\n".join(filter(None, (unit.format(unit=scale.unit), place))),
        source=source,
        lang=lang,
    )


def _domain(rows: Sequence[Mapping[str, Any]], base: float) -> list[float]:
    """Span 0, the scenario and all bars, and so much more that the texts at their ends fit in."""
    lows, highs = (np.array([row[end] for row in rows]) for end in ("low", "high"))
    left, right = (np.array([_width(row[end]) for row in rows]) for end in ("at_low", "at_high"))
    low, high = min(0.0, base, *lows), max(0.0, base, *highs)
    pixels = max(_BARS_WIDTH - left.max() - right.max(), _BARS_WIDTH / 4)
    first, last = low, low + (high - low or 1) * _BARS_WIDTH / pixels
    for _ in range(3):  # from too far on either side towards what the texts need
        pixel = (last - first) / _BARS_WIDTH
        first, last = min(low, *(lows - left * pixel)), max(high, *(highs + right * pixel))
    return [float(first), float(last)]


def _width(text: str) -> float:
    """Pixels that a text at the end of a bar takes with the room around it, rather too many."""
    ems = sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.56 for char in text)
    return 10 + ems * _END_SIZE


def indices_chart(
    kept: Kept, method: str, lines: Sequence[Line], title: str, largest: float, lang: str
) -> Chart:
    """Draw the index of each sampled key with its interval."""
    import altair as alt

    column = SHARES_OF[method]
    by_key = {line["key"]: line for line in reversed(lines)}
    found = sorted(by_key.values(), key=lambda line: -line[column])[:KEYS_MAX]
    ends = ("", "_low", "_high")
    scale = scale_of(kept, [largest], lang) if method == "morris" else Scale(1, "", 2)
    rows = [
        {
            "g": meaning(line["key"], lang),
            **{f"v{end}": line[column + end] / scale.divisor for end in ends},
        }
        for line in found
    ]
    axis = alt.Axis(labelLimit=230, ticks=False)
    base = alt.Chart(drawing.data(rows)).encode(y=alt.Y("g:N", sort=None, title=None, axis=axis))
    x = alt.X("v:Q", title=None, axis=alt.Axis(format=",~f"))
    bars = base.mark_bar(color=drawing.SKY, size=13).encode(x=x)
    spans = base.mark_rule(color=drawing.BLACK).encode(x="v_low:Q", x2="v_high:Q")
    names = {
        "sobol": say("total index: share of the variance with all it acts through", lang),
        "lhs": say("first index: share of the variance by the input alone", lang),
        "morris": say("mean size of the effect over the input's range, {unit}", lang),
    }
    figure = labels(lang)[kept.indicator]
    return drawing.framed(
        (bars + spans).properties(width=330, height=alt.Step(22)),
        name=f"{method}-{kept.indicator}",
        alt_text=say("Matters most: {key}.", lang).format(key=rows[0]["g"]),
        title=say("{name}: {value}", lang).format(name=title, value=figure),
        unit=names[method].format(unit=scale.unit) + say("; line: 95 % interval", lang),
        source=source_of(name_of(kept.folder), "sweep.parquet", lang),
        lang=lang,
    )


def grid_chart(kept: Kept, largest: float, lang: str) -> Chart:
    """Draw an indicator over the first chosen key, a line for each value of the second.

    Means over replications, and over all else that is varied.
    """
    import altair as alt

    first, second = kept.grid[0], kept.grid[1] if len(kept.grid) > 1 else None
    means = kept.cell_means
    by_place: dict[tuple[str, str], list[float]] = {}
    for cell, value in zip(kept.cells, means.tolist(), strict=True):
        name = short_text(second, cell[second], lang) if second else ""
        by_place.setdefault((short_text(first, cell[first], lang), name), []).append(value)
    scale = scale_of(kept, [largest], lang)
    rows = [
        {"x": x, "who": who, "v": float(np.mean(values)) / scale.divisor}
        for (x, who), values in by_place.items()
    ]
    names = list(dict.fromkeys(who for _, who in by_place))
    colours = (drawing.BLUE, drawing.VERMILION, drawing.GREEN, drawing.PURPLE)
    legend = None
    if second:
        legend = alt.Legend(
            title=_named(second, lang),
            titleLimit=drawing.WIDTH,
            titleFontWeight="normal",
            symbolType="stroke",
            columns=6,
        )
    dashes = [drawing.DASHES[at % len(drawing.DASHES)] for at in range(len(names))]
    hues = [colours[at // len(drawing.DASHES) % len(colours)] for at in range(len(names))]
    if len(names) <= len(colours):
        hues = list(colours[: len(names)])
    lines = (
        alt.Chart(drawing.data(rows))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=35))
        .encode(
            x=alt.X("x:N", sort=None, title=_named(first, lang), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("v:Q", title=None, axis=alt.Axis(format=",~f")),
            color=alt.Color("who:N", scale=alt.Scale(domain=names, range=hues), legend=legend),
            strokeDash=alt.StrokeDash(
                "who:N", scale=alt.Scale(domain=names, range=dashes), legend=legend
            ),
        )
    )
    layers = [lines]
    if kept.indicator == "balance":
        zero = alt.Chart(alt.Data(values=[{"v": 0}]))
        layers.insert(0, zero.mark_rule(color=drawing.BLACK).encode(y="v:Q"))
    low, high = (scale.text(value) for value in (means.min(), means.max()))
    return drawing.framed(
        alt.layer(*layers).properties(width=drawing.WIDTH, height=drawing.HEIGHT),
        name=f"grid-{kept.indicator}",
        alt_text=say("From {low} to {high} {unit}.", lang).format(
            low=low, high=high, unit=scale.unit
        ),
        title=labels(lang)[kept.indicator],
        unit=say("{unit}; means over replications and over what else is varied", lang).format(
            unit=scale.unit
        ),
        source=source_of(name_of(kept.folder), "sweep.parquet", lang),
        lang=lang,
    )


def _value_at(key: str, text: str, own: Mapping[str, Any], lang: str) -> str:
    """Write the value of a key at an end; without one it is the scenario's own."""
    if text:
        return short_text(key, float(text) if _NUMBER.fullmatch(text) else text, lang)
    return say("as in the scenario", lang) if own[key] is None else short_text(key, own[key], lang)


def _named(key: str, lang: str) -> str:
    return f"{meaning(key, lang)} ({key})"
