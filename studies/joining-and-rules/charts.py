"""The charts of the report, as SVG; their colours are told apart by the colour-blind."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import altair as alt
import pandas as pd
import vl_convert
from findings import (
    GROUPED,
    JOINING,
    LAW_RATE,
    LAW_SEVERAL,
    READING,
    RULES,
    SCREENING,
    SEVERAL,
    SHARE,
)
from names import name

COLOURS: Final = dict(zip(RULES, ("#0072B2", "#D55E00", "#CC79A7", "#009E73"), strict=True))
SHAPES: Final = dict(zip(RULES, ("circle", "square", "triangle-up", "diamond"), strict=True))
FAMILY: Final = {
    "en": "Liberation Sans, Arial, Helvetica, sans-serif",
    "zh": "Noto Sans SC, Microsoft YaHei, PingFang SC, Liberation Sans, sans-serif",
}
SHOWN: Final = 8
WORDS: Final = {
    "rate": ("break-even rate, %", "收支平衡费率，%"),
    "forced": ("losses forced, %", "非自愿比例，%"),
    "several": ("beside another platform: ", "仍有其他平台时："),
    "gain": ("benefit ÷ contribution", "待遇缴费比"),
    "kappa": ("κ, share of last losses that become paid claims", "κ：失业获付比例"),
    "index": ("share of the variance it would take away, %", "可消除的方差比例，%"),
    "even": ("Break-even rate by joining rule", "各参保决策规则下的收支平衡费率"),
    "even_sub": (
        "dotted line: rate in force; bars: 95 % interval over replications",
        "虚线：现行费率；线段：重复模拟的95%置信区间",
    ),
    "gains": ("Who gains: benefit ÷ contribution", "谁受益：待遇缴费比"),
    "gains_sub": (
        "law in force; dotted line: as much out as in",
        "现行法规；虚线：所得等于所缴",
    ),
    "screening": ("Break-even rate against κ", "收支平衡费率与κ"),
    "screening_sub": (
        "law as the baseline reads it, claims examined less and less strictly; dots: rate in force",
        "基准理解，审核由严到宽；虚线：现行费率",
    ),
    "inputs": ("What each datum would tell", "各数据的信息价值"),
    "inputs_sub": (
        "first index of the break-even rate over all worlds; bars: 95 % interval",
        "收支平衡费率的一阶指数；线段：95%置信区间",
    ),
}


def write(tables: Mapping[str, pd.DataFrame], folder: Path, lang: str) -> None:
    """Draw the four charts of a language into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    vl_convert.register_font_directory(str(files("uisim.report") / "fonts"))
    for stem, chart in (
        ("break-even", _break_even(tables["break-even"], lang)),
        ("gains", _gains(tables["gains"], lang)),
        ("screening", _screening(tables["screening"], lang)),
        ("inputs", _inputs(tables["inputs"], lang)),
    ):
        framed = chart.configure(font=FAMILY[lang], padding=8, background="white")
        framed = framed.configure_view(stroke="#DDDDDD").configure_axis(
            gridColor="#EEEEEE", titleFontWeight="normal", labelFontSize=11, titleFontSize=11
        )
        framed = framed.configure_title(
            anchor="start", fontWeight="normal", fontSize=15, subtitleFontSize=11, offset=8
        ).configure_legend(orient="top", title=None, labelFontSize=11, columns=4)
        framed = framed.configure_header(title=None, labelFontSize=11, labelFontWeight="normal")
        drawn = vl_convert.vegalite_to_svg(framed.to_json(indent=None))
        (folder / f"{stem}.{lang}.svg").write_text(drawn, encoding="utf-8", newline="\n")


def _word(key: str, lang: str) -> str:
    return WORDS[key][0 if lang == "en" else 1]


def _title(key: str, lang: str) -> Any:
    return alt.TitleParams(_word(key, lang), subtitle=_word(f"{key}_sub", lang))


def _rules(rows: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Name the joining rules, and give each its colour and shape."""
    there = [rule for rule in RULES if rows[JOINING].eq(rule).any()]
    names = [name(rule, lang) for rule in there]
    rows = rows.assign(rule=rows[JOINING].map(lambda rule: name(rule, lang)))
    colour = alt.Scale(domain=names, range=[COLOURS[rule] for rule in there])
    shape = alt.Scale(domain=names, range=[SHAPES[rule] for rule in there])
    legend = alt.Legend()
    return rows.drop(columns=JOINING), {
        "color": alt.Color("rule:N", scale=colour, legend=legend),
        "shape": alt.Shape("rule:N", scale=shape, legend=legend),
        "yOffset": alt.YOffset("rule:N", sort=names),
    }


def _points(rows: pd.DataFrame, look: dict[str, Any], y: Any, x: Any, mark: float) -> Any:
    """Draw points with their intervals, and a dotted line at a value that matters."""
    base = alt.Chart(rows).encode(y=y, color=look["color"], yOffset=look["yOffset"])
    bars = base.mark_rule(strokeWidth=1.5).encode(x=x, x2="high:Q")
    points = base.mark_point(filled=True, size=45, opacity=1)
    points = points.encode(x="mean:Q", shape=look["shape"])
    return alt.layer(_dotted(rows).encode(x=alt.datum(mark)), bars, points)


def _dotted(rows: pd.DataFrame) -> Any:
    return alt.Chart(rows).mark_rule(strokeDash=[3, 3], strokeWidth=1)


def _x(title: str, rows: pd.DataFrame) -> Any:
    """Encode values and their intervals on one axis, from 0 or the lowest."""
    ends = [min(0.0, float(rows["low"].min())), float(rows["high"].max())]
    axis = alt.Axis(title=title, format="~f", tickCount=6, labelFlush=False)
    return alt.X("low:Q", scale=alt.Scale(domain=ends, nice=6), axis=axis)


def _times(rows: pd.DataFrame, factor: float) -> pd.DataFrame:
    return rows.assign(**{end: rows[end] * factor for end in ("mean", "low", "high")})


def _break_even(even: pd.DataFrame, lang: str) -> Any:
    rows, look = _rules(_times(even, 100), lang)
    several = _word("several", lang)
    rows["several"] = rows[SEVERAL].map(lambda rule: several + name(rule, lang))
    rows["forced"] = (rows[SHARE] * 100).round().astype(int)
    rows = rows[["rule", "several", "forced", "mean", "low", "high"]]
    y = alt.Y("forced:O", title=_word("forced", lang))
    layers = _points(rows, look, y, _x(_word("rate", lang), rows), LAW_RATE * 100)
    header = alt.Header(labelOrient="top", labelAnchor="start", labelAngle=0, labelPadding=2)
    row = alt.Row("several:N", sort=list(rows["several"].unique()), header=header)
    faceted = layers.properties(width=560, height=130).facet(row=row)
    return faceted.properties(title=_title("even", lang), spacing=6)


def _gains(gains: pd.DataFrame, lang: str) -> Any:
    of_law = gains[gains[SEVERAL].eq(LAW_SEVERAL)]
    rows, look = _rules(of_law.assign(what=of_law["group"].map(lambda g: name(g, lang))), lang)
    rows = rows[rows["by"].isin(GROUPED)]

    def panel(by: str) -> Any:
        chosen = rows[rows["by"].eq(by)][["rule", "what", "mean", "low", "high"]]
        order = list(chosen["what"].unique())
        y = alt.Y("what:N", sort=order, title=None)
        drawn = _points(chosen, look, y, _x(_word("gain", lang), rows), 1)
        title = alt.TitleParams(name(by, lang), fontSize=12)
        return drawn.properties(width=230, height=30 * len(order), title=title)

    left = alt.vconcat(panel("kind"), panel("risk_quintile"))
    right = alt.hconcat(panel("income_decile"), panel("city"))
    return alt.hconcat(left, right).properties(title=_title("gains", lang))


def _screening(curves: pd.DataFrame, lang: str) -> Any:
    own = curves[curves[READING].eq(curves[READING].iloc[0])]
    wide = own.pivot_table(index=[JOINING, SCREENING], columns="indicator", values="mean")
    rows, look = _rules(wide.reset_index(), lang)
    rows = rows.assign(rate=rows["break_even_rate"] * 100)[["rule", "claim_share", "rate"]]
    base = alt.Chart(rows.sort_values(["rule", "claim_share"])).encode(
        x=alt.X("claim_share:Q", title=_word("kappa", lang)),
        y=alt.Y("rate:Q", title=_word("rate", lang)),
        color=look["color"],
    )
    points = base.mark_point(filled=True, size=45, opacity=1).encode(shape=look["shape"])
    line = _dotted(rows).encode(y=alt.datum(LAW_RATE * 100))
    drawn = alt.layer(line, base.mark_line(strokeWidth=1.5), points)
    return drawn.properties(width=560, height=260, title=_title("screening", lang))


def _inputs(inputs: pd.DataFrame, lang: str) -> Any:
    of_rules = inputs[inputs[JOINING].ne("any")]
    mean = of_rules.groupby("key")["first"].mean().sort_values(ascending=False, kind="stable")
    keys = list(mean.index[:SHOWN])
    chosen = of_rules[of_rules["key"].isin(keys)].rename(
        columns={"first": "mean", "first_low": "low", "first_high": "high"}
    )
    rows, look = _rules(_times(chosen, 100), lang)
    rows["what"] = rows["key"].map(lambda key: name(key, lang))
    rows = rows[["rule", "what", "mean", "low", "high"]]
    order = [name(key, lang) for key in keys]
    y = alt.Y("what:N", sort=order, axis=alt.Axis(title=None, labelLimit=260))
    drawn = _points(rows, look, y, _x(_word("index", lang), rows), 0)
    height = 40 * len(order)
    return drawn.properties(width=430, height=height, title=_title("inputs", lang))
