"""Charts: as files without a browser, in a font of our own that has the Chinese characters."""

import json
import re
from dataclasses import replace

import pytest
import vl_convert

from uisim.report.charts_fund import balance_chart
from uisim.report.charts_sweep import _BARS_WIDTH, _domain, _width
from uisim.report.drawing import FONTS, images_of, svg
from uisim.report.page import drawn_charts
from uisim.report.sources import source_of_runs


@pytest.fixture(scope="session")
def chart(small_run):
    return balance_chart(small_run, "zh")


@pytest.fixture(scope="session")
def drawn(chart):
    return svg(json.dumps(chart.spec), chart.name)


def png(drawn):
    return vl_convert.svg_to_png(drawn)


def test_a_chinese_title_is_not_drawn_as_empty_boxes(drawn):
    without_the_font = drawn.replace("Noto Sans SC", "No Such Font")
    assert "名义分账" in drawn
    other_characters = drawn.replace("名义分账", "累计结余")
    assert png(drawn) != png(without_the_font)
    assert png(drawn) != png(other_characters)


def test_every_kind_of_file_is_written_and_the_pdf_embeds_our_font(drawn):
    files = dict(images_of([("balance", drawn)], ("svg", "png", "pdf")))
    assert files["balance.png"].startswith(b"\x89PNG") and b"NotoSansSC" in files["balance.pdf"]
    assert files["balance.svg"].decode("utf-8") == drawn


def test_drawing_again_gives_the_same_bytes(chart, drawn):
    svg.cache_clear()
    again = svg(json.dumps(chart.spec), chart.name)
    assert again == drawn
    once, *more = (dict(images_of([("balance", drawn)], ("png", "pdf"))) for _ in range(3))
    assert all(files == once for files in more)


@pytest.mark.parametrize(("number", "source"), [(0, "Source: uisim"), (1, "资料来源：uisim")])
def test_every_chart_has_words_and_source_in_its_language(parts, number, source):
    charts = list(drawn_charts([parts[number]]))
    assert len(charts) == 10
    for name, image in charts:
        words = [re.sub(r"<[^>]*>", "", text) for text in re.findall(r"<text.*?</text>", image)]
        chinese = [word for word in words if re.search(r"[\u4e00-\u9fff]", word)]
        assert any(word.startswith(source) for word in words), name
        assert len(chinese) >= 3 if number == 1 else chinese == [], name


def test_money_is_in_the_units_of_the_language(small_run):
    english, chinese = (balance_chart(small_run, lang) for lang in ("en", "zh"))
    assert "million yuan" in json.dumps(english.spec)
    assert re.search("万元|亿元", json.dumps(chinese.spec, ensure_ascii=False))


def test_font_lists_end_in_fonts_that_are_everywhere(drawn):
    families = set(re.findall(r'font-family="([^"]*)"', drawn))
    assert families and all(f.endswith(("sans-serif", "Liberation Sans")) for f in families)


def test_the_font_comes_with_its_licence_and_is_small():
    (font,) = FONTS.glob("*.otf")
    assert font.stat().st_size < 2_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


def test_the_source_of_a_chart_of_several_runs_names_each(small_run):
    beside = [
        replace(small_run, folder=f"small/beside/{name}") for name in ("closures", "recession")
    ]
    said = source_of_runs([small_run, *beside], "monthly: closing_fen", "en")
    assert f"results {small_run.folder}, small/beside/{{closures, recession}}, monthly" in said


@pytest.mark.parametrize("text", ["0.005 per month", "0.005 次/月", "0"])
def test_values_at_the_ends_of_a_tornado_lie_inside_its_axis(text):
    rows = [
        {"low": low, "high": high, "at_low": text, "at_high": text}
        for low, high in ((3.0, 90.0), (40.0, 41.0), (0.0, 0.0))
    ]
    for some in (rows, rows[1:], rows[2:]):
        first, last = _domain(some, 0.0)
        pixel = (last - first) / _BARS_WIDTH
        for row in some:
            assert row["low"] - _width(text) * pixel >= first
            assert row["high"] + _width(text) * pixel <= last
