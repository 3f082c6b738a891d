"""The report of a sweep: on which side of 0 its cells end, and what the sign hangs on."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner
from report.conftest import ROOT, SMALL

from uisim.cli import main
from uisim.report.keys import in_lines
from uisim.report.page import part_of_sweep, write_report
from uisim.report.sweep import cells_plain
from uisim.report.swept import _values_of, is_sweep
from uisim.report.swept_answer import (
    assumed_sentence,
    balance_sentence,
    headline,
    rate_sentence,
    sign_sentence,
)
from uisim.report.value_words import swept_text
from uisim.scenario.sweep import read_sweep
from uisim.study.design import design_of
from uisim.study.sweep import sweep
from uisim.study.sweep_kept import read_kept
from uisim.study.verify import verify
from uisim.words import LANGUAGES

pytestmark = pytest.mark.whole

BASELINE = ROOT / "scenarios" / "baseline.yaml"
FIXED = SMALL | {"projection.replications": "1"}


def swept(folder, sample=None, **settings):
    """Sweep the baseline, made small; ``__`` in a setting stands for a dot."""
    varied = {name.replace("__", "."): text for name, text in settings.items()}
    design, own = design_of(BASELINE, read_sweep(BASELINE, FIXED | varied, sample))
    sweep(BASELINE, design, own, design.cells(), folder)
    return folder


@pytest.fixture(scope="module")
def tornado(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept") / "sweep-tornado"
    return swept(
        folder, "tornado", law__contribution_rate="0.0001:0.5", claiming__detection_months="1.9:2.1"
    )


def test_the_sign_over_the_cells_is_said():
    assert "in all 3 cells: a transfer" in balance_sentence(np.array([-1.0, -2, -3]), "en")
    assert balance_sentence(np.array([1.0, 0.0]), "en").startswith("The balance ends at 0 or above")
    mixed = balance_sentence(np.array([1.0, -1.0]), "en")
    assert "transfer from employees' money, in 1 of 2 cells" in mixed and "hangs on" in mixed


@pytest.mark.parametrize(
    ("keys", "means", "said"),
    [
        (["law.waiting_months"], [-1.0, 1.0], "none of them is varied"),
        (["work.all.involuntary_share"], [-1.0, 1.0], "will, the sign of the balance changes"),
        (["claiming.take_up"], [1.0, 1.0], "claim do, the sign of the balance does not change"),
    ],
)
def test_whether_what_nobody_found_changes_the_sign_in_the_cells_is_said(keys, means, said):
    assumed = ("work.*.involuntary_share", "claiming.take_up")
    assert said in assumed_sentence(assumed, keys, np.array(means), "en")


@pytest.mark.parametrize(
    ("hangs", "moved", "first"),
    [
        (True, None, "The answer rests on assumptions of grade U. "),
        (True, 0, "The answer rests on assumptions of grade U. "),
        (True, 4, "The sign of the answer hangs on assumptions of grade U. "),
        (False, None, ""),
    ],
)
def test_the_headline_says_first_what_hangs_on_grade_u(hangs, moved, first):
    assert headline(np.array([-1e9, 5e9]), hangs, moved, "en") == (
        f"{first}The balance at the end lies between -10.0 million yuan and 50.0 million yuan in 2 "
        "cells."
    )


def test_complete_adds_the_scenario_itself_and_leaves_the_sweep_as_it_was(tmp_path):
    tiny = {"projection__represents": "50000", "projection__months": "15"}
    tiny |= {"uncertain": "{claiming.take_up: [0.3, 1]}", "law__waiting_months": "0,2"}
    folder = swept(tmp_path / "sweep-tiny", **tiny)
    assert "--complete plays the scenario itself" in str(part_of_sweep(folder, "en").sections)
    table = (folder / "sweep.parquet").read_bytes()
    ran = CliRunner().invoke(main, ["report", str(folder), "--complete", "--json", "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    sections = {
        one["anchor"]: str(one["blocks"]) for one in json.loads(ran.stdout)["parts"][0]["sections"]
    }
    assert {"path", "reserve", "flows", "members", "denied", "kappa", "identity"} <= set(sections)
    assert "Not played" not in str(sections) and "share who file" in sections["scenario"]
    assert verify(folder) == () and (folder / "sweep.parquet").read_bytes() == table
    assert swept(folder, **tiny) == folder


def test_rates_that_are_not_defined_are_counted_and_not_averaged():
    said = rate_sentence(np.array([0.01, np.nan, 0.03]), "en")
    assert "between 1.00 % and 3.00 %" in said and "In 1 cells" in said
    assert "No break-even rate" in rate_sentence(np.array([np.nan]), "en")


def test_the_input_on_which_the_sign_hangs_is_named_first(tornado):
    assert is_sweep(tornado)
    said = sign_sentence(tornado, "en")
    assert "contribution rate, each alone" in said and "mean delay of detection" not in said
    html = write_report(tornado, LANGUAGES).files[0].read_text("utf-8")
    answer = re.search(r'id="en-answer".*?</section>', html, re.DOTALL)[0]
    assert answer.index("grade U") < answer.index("The break-even rate")
    assert "Closing balance" in html and not re.search(r"insolven|破产|资不抵债", html)


def test_a_cell_tells_its_values_rounded_in_words_and_with_units():
    cells = [("law.contribution_rate", 0.04 / 3), ("law.waiting_months", 2), ("work.a", None)]
    assert _values_of(cells, "zh") == ("1.333 %", "2 个月", "情景原值")
    assert _values_of([*cells, ("law.cap_months", None)], "en") == (
        "contribution rate: 1.333 %; waiting time: 2 months",
    )
    assert swept_text("fund.opening_balance_yuan", 12345678.9, "en") == "12,345,679 yuan"


def test_a_grid_is_drawn_over_its_keys_and_a_report_leaves_the_sweep_as_it_was(tmp_path):
    folder = swept(
        tmp_path / "sweep-grid", law__contribution_rate="0.01,0.03", law__waiting_months="0,2"
    )
    table = (folder / "sweep.parquet").read_bytes()
    first = write_report(folder, ("zh",), images=("svg",)).files[0].read_text("utf-8")
    assert (folder / "sweep.parquet").read_bytes() == table
    assert {path.name for path in (folder / "charts").iterdir()} == {
        "grid-balance-zh.svg",
        "grid-break_even_rate-zh.svg",
    }
    swept(folder, law__contribution_rate="0.01,0.03", law__waiting_months="0,2")
    assert write_report(folder, ("zh",)).files[0].read_text("utf-8") == first


def test_a_run_shows_a_sweep_given_beside_it(results, tornado):
    html = write_report(results, ("en",), others=[tornado]).files[0].read_text("utf-8")
    assert "How far each input alone moves: Closing balance" in html
    assert "Run uisim sweep SCENARIO" not in html


def test_a_sweep_shows_who_gains_its_figures_and_its_assumptions(tornado):
    part = part_of_sweep(tornado, "en")
    sections = {section.anchor: str(section.blocks) for section in part.sections}
    assert "Risk quintile" in sections["gains"] and "Guangzhou" in sections["gains"]
    assert "Selection index" in sections["figures"] and "κ" in sections["figures"]
    assert "claiming.take_up" in sections["assumptions"] and "U ⚠" in sections["assumptions"]


def test_the_cells_are_given_as_data(tornado):
    said = cells_plain(tornado)
    assert [cell["values"] for cell in said["cells"]][0] == {
        "claiming.detection_months": None,
        "law.contribution_rate": None,
    }
    kept = read_kept(tornado, "balance").values.mean(axis=1).tolist()
    assert [cell["means"]["balance"] for cell in said["cells"]] == kept
    assert said["units"]["balance"] == "fen"


def test_a_long_key_breaks_behind_a_dot_or_an_underscore_only():
    key = "work.ride_hailing.provoked_loss_rate_month"
    lines = in_lines(key, 20).split("\n")
    assert "".join(lines) == key and all(len(line) <= 20 for line in lines)
    assert all(line[-1] in "._" for line in lines[:-1])
    assert in_lines(key, 80) == key
