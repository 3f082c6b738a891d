"""The page: whole, offline, the same whenever written; it says what is not there."""

import dataclasses
import json
import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest
from click.testing import CliRunner
from report.conftest import ROOT, SMALL, played

from uisim.cli import main
from uisim.report.assumed import DECISIVE, assumed_of
from uisim.report.charts_fund import faded_words, reserve_path, reserve_since
from uisim.report.charts_people import factor_steps
from uisim.report.charts_runs import rates_chart
from uisim.report.differing import differing
from uisim.report.drawing import svg
from uisim.report.figures import number
from uisim.report.folder import own_values, read_run
from uisim.report.identity_names import identity_names
from uisim.report.other_runs import Other, joining_section
from uisim.report.page import html, write_report
from uisim.report.reconciliation import reconciliation_section
from uisim.report.sections_chance import variance_section
from uisim.report.sections_people import selection_section
from uisim.report.sentences import answer, answer_of
from uisim.report.year_table import year_rows
from uisim.study import sums
from uisim.study.verify import verify
from uisim.words import LANGUAGES

pytestmark = pytest.mark.whole

ORDER = (
    *("answer", "question", "path", "reserve", "flows", "members", "denied", "gains", "kappa"),
    *("selection", "joining", "stress", "assumptions", "domain", "reconciliation"),
    *("identity", "provenance", "absent"),
)
VOID = {"meta", "br", "wbr"}
ADDRESSES = {"href", "src", "xmlns", "data"}


class Reader(HTMLParser):
    """Checks that every element is closed, and gathers addresses, sections and charts."""

    def __init__(self):
        super().__init__()
        self.open, self.addresses, self.sections, self.figures = [], [], [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.addresses += [
            value
            for name, value in attrs
            if name.split(":")[-1] in ("href", "src", "xmlns", "data")
        ]
        if tag == "section":
            self.sections.append(attributes["id"])
        if tag == "figure":
            self.figures.append(attributes["aria-label"])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html):
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_the_page_holds_both_languages_in_the_order_of_the_profession(page):
    sections = read(page).sections
    assert sections == [f"{lang}-{name}" for lang in ("en", "zh") for name in ORDER]
    assert '<main lang="en"' in page and '<main lang="zh-Hans"' in page


def test_the_page_asks_nothing_of_the_network(page):
    addresses = read(page).addresses
    assert addresses and all(address.startswith("#") for address in addresses)
    assert "@import" not in page and "<script" not in page
    found = set(re.findall(r"url\(([^)]*)\)", page))
    fonts = {url for url in found if url.startswith("data:font/otf;base64,")}
    assert len(fonts) == 1 and {url[0] for url in found - fonts} <= {"#"}


def test_a_page_without_chinese_carries_no_font(parts):
    assert "base64" not in html(parts[:1])


def test_every_chart_is_told_in_words_and_has_its_own_ids(page):
    assert all(read(page).figures)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(ids)


def test_the_same_results_give_the_same_bytes(results, shocked, strategic, page):
    svg.cache_clear()
    again = write_report(results, LANGUAGES, shocked, (shocked, strategic))
    assert again.files[0].read_text("utf-8") == page


def test_a_report_and_its_charts_alter_no_result_and_are_covered_by_hashes(results):
    before = (results / "run.json").read_bytes()
    write_report(results, ("en",), images=("png",))
    assert (results / "run.json").read_bytes() == before
    assert verify(results) == ()
    chart = results / "charts" / "balance-en.png"
    chart.write_bytes(chart.read_bytes() + b" ")
    assert [found.file for found in verify(results)] == ["charts/balance-en.png"]


def test_hashes_of_a_report_and_its_charts_are_entered_all_or_none(results, monkeypatch):
    entered = []
    monkeypatch.setattr(sums, "put", lambda file, _: entered.append(file.name))
    written = write_report(results, ["en"], images=["svg"])
    assert len(written.files) > 1
    assert entered == ["SHA256SUMS"]


def test_no_field_is_left_open_and_no_number_undefined(page):
    text = re.sub(r"<style>.*?</style>|<[^>]*>", "|", page, flags=re.DOTALL)
    assert not re.search(r"\{[a-z_]+\}|\bnan\b|\|None\|", text)


def test_titles_cannot_become_markup(tmp_path, results):
    folder = tmp_path / "hostile"
    shutil.copytree(results, folder)
    resolved = folder / "scenario.resolved.yaml"
    text = resolved.read_text("utf-8").replace('"Baseline"', '"<script>alert(1)</script>"')
    resolved.write_text(text, "utf-8")
    html = write_report(folder, ("en",)).files[0].read_text("utf-8")
    assert "<script" not in html and "&lt;script&gt;" in html


def test_other_runs_answer_the_question_they_differ_in(page):
    assert "With and without the shock" in page
    assert "Not played: exogenous: by chance, default_in: insured" in page
    assert "--complete plays a recession" not in page


def test_what_is_missing_is_said_with_the_way_to_it(small_run):
    sections = (
        selection_section(small_run, (), "en"),
        joining_section(small_run, (), (), "en"),
        reconciliation_section(small_run, None, "en"),
    )
    said = " ".join(str(block) for section in sections for block in section.blocks)
    for words in ("--complete", "--against", "exogenous", "provoked_loss_rate_month"):
        assert words in said


def test_a_run_equal_to_the_baseline_differs_from_no_law(small_run, page):
    assert not [value for value in own_values(small_run.values) if value.key.startswith("law.")]
    assert "Nothing differs from the law in force." in page


def test_a_reform_is_listed_as_such_and_reconciled(small_run, tmp_path):
    reform = played(
        tmp_path / "reform",
        law__contribution_rate="{2024-01: 0.03}",
        claiming__take_up="1",
    )
    other = read_run(reform)
    assert {value.key for value in own_values(other.values)} >= {
        "law.contribution_rate.2024-01",
        "claiming.take_up",
    }
    assert ("claiming.take_up", "0.6", "1.0") in differing(small_run.values, other.values)


def test_decisive_inputs_without_evidence_are_named(small_run):
    assert set(assumed_of(small_run.values)) == set(DECISIVE)


def test_a_scheme_without_members_has_a_report(tmp_path):
    nobody = {"joining__rule": "exogenous", "joining__probability": "0"}
    empty = played(tmp_path / "empty", projection__months="24", **nobody)
    written = write_report(empty, ("en",), images=("png",))
    html = written.files[0].read_text("utf-8")
    read(html)
    assert "no rate at which income and outgo would break even" in html
    assert "Nothing was paid out in the last 12 months" in html
    assert max(float(high) for high in re.findall(r'viewBox="0 0 \S+ (\S+)"', html)) < 600
    assert {path.stem for path in written.files} > {"balance-en", "flows-en"}
    assert "there was no member at work" in html and "No month of benefit was paid" in html
    run = read_run(empty)
    json.dumps(rates_chart({"as it is": run, "again": run}, "en").spec, allow_nan=False)


def test_a_report_that_fails_leaves_the_folder_as_it_was(tmp_path, results, monkeypatch):
    folder = shutil.copytree(results, tmp_path / "good")
    before = sums.hashes_of(folder)
    monkeypatch.setattr("uisim.report.drawing.in_order", lambda pdf: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(folder, ("zh",), images=("png", "pdf"))
    assert sums.hashes_of(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--charts", "gif"], "gif is none of png, svg, pdf"),
        (["--against", "."], "holds no run.json: it is not a folder of results"),
    ],
)
def test_what_cannot_be_reported_is_refused(results, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(main, ["report", str(results), *arguments])
    assert ran.exit_code == 2
    assert said in ran.output


def test_a_reconciliation_lists_what_of_the_projection_changed(small_run):
    values = tuple(
        value._replace(text="1") if value.key == "projection.replications" else value
        for value in small_run.values
    )
    old = Other(dataclasses.replace(small_run, values=values), ())
    *_, sheet, warning = reconciliation_section(small_run, old, "en").blocks
    assert [row[0].split("\n")[1] for row in sheet.rows] == ["projection.replications"]
    assert "part of the difference is chance" in warning.text


def test_fans_and_the_table_by_year_are_those_of_all_replications(small_run, monkeypatch):
    from uisim.report.charts_fund import balance_chart
    from uisim.report.sections_fund import path_section

    last = small_run.paths("closing_fen")[:, -1]
    chart = str(balance_chart(small_run, "en").spec)
    low, high = last.min() / 1e8, last.max() / 1e8
    assert f"'low': {low}" in chart and f"'high': {high}" in chart
    assert "band: lowest to highest" in chart and "bands: closing_fen" not in chart
    monkeypatch.setattr("uisim.report.charts_fund.BAND_FROM", 2)
    chart = str(balance_chart(small_run, "en").spec)
    low, high = np.quantile(last, [0.05, 0.95]) / 1e8
    assert f"'p05': {low}" in chart and f"'p95': {high}" in chart
    assert "bands: 50 and 90 %" in chart and "bands: closing_fen" in chart
    sheet = next(block for block in path_section(small_run, "en").blocks if hasattr(block, "rows"))
    assert sheet.rows[-1][-2] == number(last.mean() / 1e8, 1)


def test_draws_part_the_spread_into_luck_and_inputs(tmp_path):
    arguments = ["run", str(ROOT / "scenarios" / "baseline.yaml"), "--out", str(tmp_path)]
    small = SMALL | {"projection.represents": "20000", "projection.months": "30"}
    small["uncertain"] = "{claiming.take_up: [0.3, 1], joining.rule: {values: [logit, exogenous]}}"
    for key, value in small.items():
        arguments += ["--set", f"{key}={value}"]
    ran = CliRunner().invoke(main, [*arguments, "--draws", "3", "--quiet"])
    assert ran.exit_code == 0, ran.output
    run = read_run(tmp_path / "baseline")
    for lang in LANGUAGES:
        section = variance_section(run, lang)
        text, parts, what = section.blocks
        assert "3" in text.text and len(parts.rows) >= 5
        assert {row[0] for row in what.rows} == {"claiming.take_up", "joining.rule"}
    assert "in the uncertain inputs drawn" in " ".join(answer(answer_of(run), "en"))
    assert "nan" not in str(parts) and "np." not in (tmp_path / "baseline/variance.csv").read_text()


def test_every_identity_of_a_run_has_its_name_in_both_languages(small_run):
    checked = {one["identity"] for one in small_run.run["identities"]}
    assert checked == identity_names("en").keys()
    assert all(re.search("[\u4e00-\u9fff]", name) for name in identity_names("zh").values())


def test_kappa_is_what_its_factors_leave_over_all_replications(small_run):
    left = factor_steps(small_run, "en")[-1][2]
    assert left == pytest.approx(small_run.figure("claim_share").mean, rel=1e-12)


def test_the_months_of_reserve_are_one_figure_wherever_they_stand(small_run):
    last = [row.reserve_months for row in year_rows(small_run.mean_monthly())][-1]
    assert small_run.figure("months_of_reserve").mean == pytest.approx(last, rel=1e-6)
    assert small_run.bands["months_of_reserve"]["mean"][-1] == pytest.approx(last, rel=1e-6)
    assert reserve_path(small_run.mean_path)[-1] == pytest.approx(last, rel=1e-6)
    assert reserve_since(np.array([[0, 0, 0, 5, 0], [0, 7, 0, 0, 0], [0, 0, 0, 0, 0]])) == 3 + 11


def test_months_of_almost_no_outgo_have_no_reserve_drawn_and_that_is_said():
    paid, lapsed = np.full(36, 4.0), np.array([4.0] * 18 + [0.0] * 18)

    def drawn(outgo):
        zero = np.zeros(36)
        return reserve_path(lambda name: outgo if name in ("benefits_fen", "closing_fen") else zero)

    assert not np.isnan(drawn(paid)).any() and faded_words([drawn(paid)], "en") == ""
    assert np.isnan(drawn(lapsed)).tolist() == [False] * (18 + 9 - 11) + [True] * 9
    assert "under a quarter" in faded_words([drawn(paid), drawn(lapsed)], "en")
