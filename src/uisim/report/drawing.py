"""Draws charts without a browser: one frame for all, and SVG, PNG and PDF from the same drawing.

Colours are Okabe and Ito's, told apart by the colour-blind; where they would look alike in grey,
dash, place or a label tells lines and bars apart. All words are of one weight: of two fonts the
converter would write either first, and a PDF would not come out the same twice.
Altair and vl-convert are imported when used.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from uisim.report.blocks import Chart
from uisim.units import YEAR

FONTS: Final = Path(__file__).parent / "fonts"
FONT: Final = FONTS / "NotoSansSC-Regular-GB2312.otf"
FAMILY: Final = {
    "en": "Liberation Sans, Arial, Helvetica, sans-serif",
    "zh": "Noto Sans SC, Liberation Sans, sans-serif",
}
"""Always ends in fonts that every system has: a list of missing fonts alone draws nothing."""
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY: Final = "#666666"
SOLID: Final = [1, 0]
DASHES: Final = (SOLID, [7, 3], [2, 2], [9, 3, 2, 3])
WIDTH, HEIGHT = 570, 230
SOURCE_CHARACTERS: Final = 115
"""Length of a line that names the source, so that it is no longer than a chart is wide."""
TICKS_MAX = 15
IN_YEAR: Final = 0.5
"""Where in its year a figure of the whole year, or of its end, is drawn: over the year's name."""
HALO: Final[tuple[dict[str, Any], ...]] = (
    {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"},
    {},
)
"""Marks of a text drawn twice: a white edge first, so that no line runs through it."""
SHARP: Final = 2.0
"""Pixels of a PNG for each of the drawing's."""

Rows = Sequence[Mapping[str, object]]
_REFERENCES = re.compile(rb"(?:^ +/\w+ \d+ 0 R\n)+", re.MULTILINE)
_CLIPS = re.compile(r'id="((?:clip|gradient)[_\d]*)"')


def data(rows: Rows) -> Any:
    """Put rows into a chart; a number that is not defined leaves a gap."""
    import altair as alt

    defined = [{name: None if v != v else v for name, v in row.items()} for row in rows]
    return alt.Data(values=defined)


def years_axis(first: str, last: str) -> Any:
    """Encode time ``t`` in years; a tick is where its year begins.

    first, last: the calendar months shown; a month's close lies a twelfth after the one before.
    """
    import altair as alt

    years = range(int(first[:4]), int(last[:4]) + 1)
    step = -(-len(years) // TICKS_MAX)
    axis = alt.Axis(format="d", values=list(years[::step]), grid=False, title=None)
    domain = [time(first) - 1 / YEAR, time(last)]
    return alt.X("t:Q", scale=alt.Scale(domain=domain, nice=False), axis=axis)


def time(month: str) -> float:
    """Place the close of a month on the axis of years."""
    return int(month[:4]) + int(month[5:]) / YEAR


LOOK: Final[Mapping[str, Any]] = {
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "gridColor": "#E5E5E5",
        "titleColor": "#222",
        "titleFontWeight": "normal",
        "labelFlush": False,
    },
    "title": {
        "fontSize": 15,
        "subtitleFontSize": 11.5,
        "subtitleColor": "#444",
        "offset": 10,
        "fontWeight": "normal",
    },
    "legend": {"labelFontSize": 11, "orient": "top", "title": None, "symbolStrokeWidth": 2.5},
}
"""What all charts share, as Vega-Lite's configuration."""


def framed(
    chart: Any, *, name: str, alt_text: str, title: str, unit: str, source: str, lang: str
) -> Chart:
    """Give a chart its title, unit and source, and the look that all share."""
    import altair as alt

    lines = textwrap.wrap(source, SOURCE_CHARACTERS, break_on_hyphens=False)
    foot = (
        alt.Chart(alt.Data(values=[{}]), width=1, height=12 * len(lines))
        .mark_text(align="left", baseline="top", fontSize=10.5, color=GREY, text=lines)
        .encode(x=alt.value(0), y=alt.value(0))
    )
    # All in one call: each `configure_…` would copy the whole chart with its data.
    whole = alt.concat(
        chart,
        foot,
        columns=1,
        spacing=8,
        align="none",
        title=alt.TitleParams(
            text=title, subtitle=unit.split("\n"), anchor="start", frame="bounds"
        ),
        config=alt.Config(font=FAMILY[lang], aria=False, padding=6, **LOOK),
    )
    return Chart(name, alt_text, whole.to_dict(validate=False))


@cache
def svg(spec_text: str, name: str) -> str:
    """Draw a specification (as JSON text); ids begin with ``name``, the same whenever drawn."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    drawn: str = vl_convert.vegalite_to_svg(spec_text)
    for number, found in enumerate(dict.fromkeys(_CLIPS.findall(drawn))):
        drawn = re.sub(rf'(id="|url\(#){found}(?=["\)])', rf"\g<1>{name}-{number}", drawn)
    return drawn


def images_of(
    charts: Iterable[tuple[str, str]], kinds: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Draw charts, given as file name and SVG, in each of the kinds ``svg``, ``png``, ``pdf``.

    Gives the name of each file and what it is to hold.
    """
    import vl_convert

    for name, drawn in charts:
        for kind in kinds:
            if kind == "svg":
                content = drawn.encode()
            elif kind == "png":
                content = vl_convert.svg_to_png(drawn, scale=SHARP)
            else:
                content = in_order(vl_convert.svg_to_pdf(drawn))
            yield f"{name}.{kind}", content


def in_order(pdf: bytes) -> bytes:
    """Put the names in the dictionaries of a PDF in order: the converter's order is by chance.

    A dictionary of a PDF has no order, and no length changes, so every offset stays right.
    """
    return _REFERENCES.sub(lambda run: b"".join(sorted(run[0].splitlines(keepends=True))), pdf)
