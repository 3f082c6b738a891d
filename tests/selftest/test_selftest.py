"""The machinery of `uisim selftest`, and a small part of its cases."""

import importlib.util
import io
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from uisim.cli import main
from uisim.scenario.file import load
from uisim.selftest import claim, entitlement, membership, suite, work
from uisim.selftest.case import LABORATORY, Value, one
from uisim.selftest.judge import Z_MAX, judge, judge_case
from uisim.selftest.suite import CASES, as_data, seed_of
from uisim.selftest.table import table

VERIFICATION = Path(__file__).parents[2] / "verification"
SMALL = 2_000
PART = (
    work.two_state_chain,
    work.illness,
    membership.july_review,
    claim.award,
    entitlement.prior_months_do_not_count,
)


def wrong_case():
    """A case of the subset that expects a tenth too much."""
    case = work.two_state_chain()
    values = tuple(value._replace(expected=value.expected * 1.1) for value in case.values[2:4])
    return case._replace(values=values)


def command(monkeypatch, cases, *arguments):
    monkeypatch.setattr(suite, "CASES", cases)
    return CliRunner().invoke(main, ["selftest", *arguments])


@pytest.mark.parametrize("make", PART, ids=lambda make: make.__name__)
def test_a_part_of_the_cases_is_as_expected(kernel, make):
    case = make()
    judged = judge_case(case, seed=1, people=SMALL)
    assert [value.en for value in case.values] == [found.en for found in judged]
    assert all(found.passed for found in judged), judged


def test_a_wrong_expectation_is_reported_and_ends_with_1(kernel, monkeypatch):
    ran = command(monkeypatch, (wrong_case, work.illness), "--lang", "en")
    assert ran.exit_code == 1
    assert ran.stdout.count("FAIL") == 2 and ran.stdout.count("pass") == 2
    assert "4 values, 2 failed; seed 1" in ran.stdout


def test_right_expectations_end_with_0(kernel, monkeypatch):
    ran = command(monkeypatch, (work.illness,), "--lang", "zh")
    assert ran.exit_code == 0
    assert "不符" not in ran.stdout.replace("0项不符", "")


def test_json_holds_what_was_expected_and_found(kernel, monkeypatch):
    ran = command(monkeypatch, (wrong_case, work.illness), "--json", "--seed", "7")
    data = json.loads(ran.stdout)
    assert (data["seed"], data["failed"], len(data["values"])) == (7, 2, 4)
    wrong, exact = data["values"][0], data["values"][-1]
    assert wrong["z"] < -Z_MAX and not wrong["passed"]
    assert wrong["found"] == pytest.approx(wrong["expected"] / 1.1, rel=0.05)
    assert (exact["expected"], exact["found"], exact["standard_error"]) == (2.0, 2.0, 0.0)


def test_a_seed_that_is_none_is_refused():
    ran = CliRunner().invoke(main, ["selftest", "--seed", "now", "--lang", "en"])
    assert ran.exit_code == 2
    assert "neither a number" in ran.stderr


def test_the_seed_of_the_day_is_a_date():
    assert len(str(seed_of("day"))) == 8
    assert seed_of("12") == 12


@pytest.mark.parametrize("text", ["-1", str(2**32), "one"])
def test_no_seed_is_made_of(text):
    with pytest.raises(ValueError):
        seed_of(text)


def value(expected, error=0.0):
    return Value("value", "数值", expected, one, one, error)


def test_the_error_is_that_of_the_linearised_quotient():
    luck = np.random.default_rng(1)
    per = luck.uniform(50, 150, 2_000)
    found = 0.3 * per + luck.normal(0, 2, 2_000)
    judged = judge("1", value(0.3), found, per)
    assert judged.error == pytest.approx(2 / math.sqrt(2_000) / per.mean(), rel=0.05)
    assert judged.passed


def test_z_is_the_normal_score_of_students_t():
    judged = judge("1", value(1.0), np.array([1.0, 2.0, 3.0]), np.ones(3))
    assert judged.error == pytest.approx(1 / math.sqrt(3))
    # t of 1.732 with two degrees of freedom: probability 0.1127 beyond it.
    assert judged.z == pytest.approx(1.2122, abs=1e-3)


def test_far_too_much_is_off_and_far_too_little_too():
    found = np.linspace(0.99, 1.01, 20)
    assert judge("1", value(0.5), found, np.ones(20)).z > Z_MAX
    assert judge("1", value(2.0), found, np.ones(20)).z < -Z_MAX


def test_without_error_only_the_same_figure_passes():
    assert judge("1", value(2.0), np.full(4, 6.0), np.full(4, 3.0)).passed
    off = judge("1", value(2.1), np.full(4, 6.0), np.full(4, 3.0))
    assert not off.passed
    assert as_data(1, [off])["values"][0]["z"] is None


def test_an_error_by_theory_stands_for_that_of_replications():
    judged = judge("1", value(100.0, 2.0), np.full(4, 103.0), np.ones(4))
    assert (judged.error, judged.z) == (2.0, 1.5)


def test_the_table_fits_80_columns(kernel):
    judged = judge_case(wrong_case(), seed=1, people=200, replications=2)
    for lang in ("en", "zh"):
        console = Console(width=80, record=True, file=io.StringIO())
        console.print(table(judged, 1, lang))
        assert max(cell_len(line) for line in console.export_text().splitlines()) <= 80


@pytest.fixture(scope="module")
def made():
    return [make() for make in CASES]


def test_the_page_of_settings_is_what_its_command_writes(made):
    found = importlib.util.spec_from_file_location("settings_page", VERIFICATION / "settings.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    assert (VERIFICATION / "settings.md").read_text("utf-8") == module.page(made)


def test_every_value_has_a_name_of_its_own_in_both_languages(made):
    values = [one_value for case in made for one_value in case.values]
    assert len(values) >= 100
    assert len({one_value.en for one_value in values}) == len(values)
    assert len({one_value.zh for one_value in values}) == len(values)


def test_the_settings_of_every_case_are_a_scenario(made):
    for case in made:
        load(LABORATORY, case.settings)


def test_every_case_has_its_section_in_the_derivations(made):
    text = (VERIFICATION / "derivations.md").read_text("utf-8")
    sections = set(re.findall(r"^\*\*(\d+\.\d+)\b", text, re.MULTILINE))
    assert {case.section for case in made} <= sections
