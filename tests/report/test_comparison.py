"""The report of a comparison: what each scenario changes, how surely, and on which side of 0."""

import json
import math
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from report.conftest import ROOT, SMALL

from uisim.cli import main
from uisim.report.compared import Comparison, Line, is_comparison, read_comparison
from uisim.report.comparison import proof_sentence
from uisim.report.comparison_held import held_sentences, sign_sentence
from uisim.report.comparison_sentences import rate_sentence, sentences, side_sentence
from uisim.report.folder import Value
from uisim.report.page import write_report
from uisim.scenario.file import load
from uisim.study.compare import compare
from uisim.study.compare_files import write_comparison
from uisim.study.verify import verify
from uisim.words import LANGUAGES

NAN = math.nan
LEVELS = ("balance", "reserve", "members", "claimants_paid")
PAIR = ("baseline", "declaring-floor")
SECTIONS = (
    *("answer", "question", "levels", "path", "reserve", "flows", "members", "denied", "gains"),
    *("kappa", "selection", "assumptions", "domain", "identity", "provenance", "absent"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    scenarios = [
        load(ROOT / "scenarios" / f"{name}.yaml", SMALL) for name in ("baseline", "rate-3-percent")
    ]
    folder = tmp_path_factory.mktemp("compared") / "compare-baseline-rate-3-percent"
    write_comparison(folder, compare(scenarios, 2), {})
    return folder


def made(difference, low, high, after=1e9, before=2e9, rate=0.01):
    """A comparison that has only the figures of its sentences."""
    figures = {
        ("a", "balance", "all"): Line(before, NAN, NAN, NAN, NAN, NAN),
        ("b", "balance", "all"): Line(after, NAN, NAN, difference, low, high),
    }
    for name in "ab":
        figures[name, "break_even_rate", "all"] = Line(rate, *[NAN] * 5)
        figures[name, "members", "all"] = Line(1000, *[NAN] * 5)
    values = {name: (*_titled(name.upper()), Value("rate", name, "", "", "")) for name in "ab"}
    return Comparison("f", {}, ("a", "b"), values, figures, {}, {}, (), {})


def _titled(title):

    return tuple(Value(f"title.{lang}", f'"{title}"', "", "", "") for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((1e9, 5e8, 2e9), "The balance ends higher than in “A”; chance does not"),
        ((-1e9, -2e9, -5e8), "The balance ends lower than in “A”; chance does not"),
        ((1e9, -5e8, 2e9), "Chance may explain the difference to “A”"),
        ((-1e9, -5e9, 2e9), "Chance may explain the difference to “A”"),
        ((0.0, 0.0, 0.0), "The balance ends the same as in “A”."),
    ],
)
def test_the_direction_is_said_only_where_chance_leaves_no_doubt(figures, said):
    assert sentences(made(*figures), "b", "en")[0].startswith(said)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("before", "after", "transfer"),
    [(-1e9, -2e9, True), (1e9, -2e9, True), (-1e9, 2e9, True), (1e9, 2e9, False)],
)
def test_below_0_in_any_of_them_is_a_transfer(before, after, transfer, lang):
    lines = [Line(mean, mean - 1, mean + 1, NAN, NAN, NAN) for mean in (before, after)]
    said = side_sentence(*lines, lang)
    assert (("transfer from employees" in said) or ("职工缴费资金垫付" in said)) == transfer
    assert not re.search("insolven|资不抵债|破产", said)


def test_a_sign_that_chance_decides_is_not_said():
    lines = [Line(mean, mean - 2e9, mean + 2e9, NAN, NAN, NAN) for mean in (-1e9, 3e9)]
    said = side_sentence(*lines, "en")
    assert "chance decides" in said and "[-30.0 million yuan to 10.0" in said


def test_two_scenarios_alike_are_said_to_be_alike():
    found = made(0.0, 0.0, 0.0)
    alike = replace(found, values=dict.fromkeys("ab", found.values["a"]))
    assert sentences(alike, "b", "en") == ["“A”: nothing differs from “A”, no input and no result."]


def test_no_contribution_no_rate():
    assert "No break-even rate" in rate_sentence(made(1.0, 1.0, 1.0, rate=NAN), "b", "en")


def test_rows_that_differ_before_the_reform_are_not_passed_over():
    proof = {"reform": "2026-01", "rows": 1200, "differing": 3}
    assert "do not use" in proof_sentence(proof, "en")
    assert "the same" in proof_sentence(proof | {"differing": 0}, "en")


def test_a_comparison_is_reported_in_both_languages_and_says_what_differs(folder):
    assert is_comparison(folder)
    html = write_report(folder, LANGUAGES, images=("svg",)).files[0].read_text("utf-8")
    html = html.replace("<wbr>", "")
    assert "law.contribution_rate.2026-01" in html
    assert "Before 2026-01 all" in html and "uisim compare … --waterfall" in html
    charts = [*(f"levels-{name}" for name in LEVELS), "difference-1", "winners-1"]
    assert {path.stem for path in (folder / "charts").iterdir()} == {
        f"{name}-{lang}" for name in charts for lang in LANGUAGES
    }
    sections = re.findall(r'<section id="en-(\w+)"', html)
    assert set(SECTIONS) <= set(sections) and "--complete plays the comparison" in html
    assert verify(folder) == ()


def test_figures_of_the_report_are_those_of_the_files(folder):
    found = read_comparison(folder)
    line = found.indicators["rate-3-percent", "balance", "all"]
    first = found.indicators["baseline", "balance", "all"]
    assert line.mean - first.mean == pytest.approx(line.difference)
    last = found.differences["month"] == found.differences["month"][-1]
    closing = last & (found.differences["column"] == "closing_fen")
    assert found.differences["difference"][closing] == pytest.approx(line.difference)


def test_levels_of_both_scenarios_are_those_of_their_figures(folder):
    found = read_comparison(folder)
    for name in found.names:
        last = found.mean_path(name, "closing_fen")[-1]
        assert last == pytest.approx(found.indicators[name, "balance", "all"].mean)
    paid = found.total("baseline", "contributions_own_fen")
    assert 1.2 * paid < found.total("rate-3-percent", "contributions_own_fen") < 3 * paid


def test_a_difference_is_played_under_what_is_not_known_but_not_under_what_it_compares(tmp_path):
    small = SMALL | {"projection.represents": "20000", "projection.months": "24"}
    scenarios = [load(ROOT / "scenarios" / f"{name}.yaml", small) for name in PAIR]
    folder = tmp_path / "compare"
    write_comparison(folder, compare(scenarios, 1), {})
    ran = CliRunner().invoke(main, ["report", str(folder), "--complete", "--json", "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    sections = {
        one["anchor"]: one["blocks"] for one in json.loads(ran.stdout)["parts"][0]["sections"]
    }
    assert {"hazard", "tornado", "stress"} <= sections.keys()
    assert len(sections["stress"][0]["rows"]) == 4
    assert not list((folder / "beside").glob("*floor_share*"))  # it is what is compared
    assert len(list((folder / "beside").glob("joining-*"))) == 3
    assert verify(folder) == ()


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        ((1.0, 2.0), "the same sign under all 2 joining rules"),
        ((1.0, -2.0), "of 2 joining rules the balance is higher only under x"),
    ],
)
def test_whether_the_sign_of_a_difference_holds_is_said(differences, said):
    played = {name: made(value, NAN, NAN) for name, value in zip("xy", differences, strict=True)}
    assert said in sign_sentence(played["x"], played, "en")


@pytest.mark.parametrize(("ends", "hangs"), [((-1.0, 2.0), True), ((1.0, 2.0), False)])
def test_inputs_on_which_the_sign_of_a_difference_hangs_are_named_first(ends, hangs):
    rule = Value("joining.rule", "logit", "", "U", "")
    found = made(1.0, NAN, NAN)
    found = replace(found, values={name: (*of, rule) for name, of in found.values.items()})
    played = {
        f"tornado-claiming.take_up={at}": made(difference, NAN, NAN)
        for at, difference in zip(("0.3", "1"), ends, strict=True)
    }
    said = held_sentences(found, played, "en")
    if hangs:
        assert "(grade U): share who file, each alone" in said[0]
    else:
        assert "none changes its sign" in said[0] and "its sign may be" not in said[0]
