"""`uisim calibrate` as a person runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from engine.worlds import BASELINE
from scenario.files import write

from uisim.cli import main
from uisim.scenario.file import load, load_as
from uisim.scenario.studies import Observed
from uisim.study.calibrate import plan
from uisim.study.outputs import CALIBRATION
from uisim.study.verify import verify

pytestmark = pytest.mark.whole

SHIPPED = sorted((BASELINE.parent / "targets").glob("*.yaml"))
SMALL = ("--set", "projection.months=24", "--set", "projection.represents=20000")
TARGETS = """
    answer: break_even_rate
    uncertain: {declaring.floor_share: [0.2, 1], work.all.closure_hits: [0, 1]}
    targets:
      - {figure: share_at_floor, value: 0.6, error: 0.02, source: invented}
"""


def run(folder, text, *more):
    file = write(folder, text, "targets.yaml")
    command = ["calibrate", str(BASELINE), "--targets", str(file), "--waves", "1", *SMALL]
    settings = ("--set", "joining.rule=default_in", "--out", str(folder))
    return CliRunner().invoke(main, [*command, *settings, *more])


@pytest.fixture(scope="module")
def calibrated(kernel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    ran = run(folder, TARGETS, "--json")
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout), folder / "calibrate-baseline"


def test_a_key_is_narrowed_and_one_without_effect_is_said_not_to_be(calibrated):
    answer, _ = calibrated
    floor, closure = answer["parameters"]
    assert 0.2 < floor["left_low"] < 0.6 < floor["left_high"] < 1
    assert closure["share_left"] > 0.9  # without closures it decides nothing
    assert answer["not_identified"] == ["work.all.closure_hits"]


def test_the_folder_is_a_result_whose_hashes_hold(calibrated):
    answer, folder = calibrated
    assert verify(folder) == ()
    assert undescribed(folder, CALIBRATION) == NOTHING
    assert json.loads((folder / "answer.json").read_text("utf-8")) == answer
    assert (folder / "set.parquet").is_file()


def test_the_scenario_it_leaves_loads_and_may_be_extended(calibrated):
    answer, folder = calibrated
    child = load(write(folder, "extends: calibrated.yaml", "child.yaml"))
    (folder / "child.yaml").unlink()
    floor = answer["parameters"][0]
    assert child.dated["declaring.floor_share"].at(0) == floor["estimate"]
    left = child.uncertain["declaring.floor_share"]
    assert (left.low, left.high) == (floor["left_low"], floor["left_high"])
    origin = child.origins["declaring.floor_share"]
    assert origin.source == "uisim calibrate, targets.yaml"
    assert "left of 0.2 to 1" in origin.note
    assert child.dated["joining.rule"].at(0) == "default_in"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_fit_80_columns(kernel, tmp_path, lang, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(tmp_path, TARGETS, "--lang", lang)
    assert ran.exit_code == 0, ran.output
    assert max(map(len, ran.stdout.splitlines()[:-1])) <= 80


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("figure: share_at_floor", "figure: break_even_rate"), "can be no target"),
        (("share_at_floor", "share_at_flor"), "did you mean share_at_floor?"),
        (("[0.2, 1]", "{values: [0.2, 1]}"), "needs a range"),
        (("[0.2, 1]", "[0.2, 1.5]"), "0 to 1"),
        (("error: 0.02, ", ""), "error is missing"),
        (("source: invented", "sauce: invented"), "did you mean source"),
        (("uncertain: {declaring.floor_share: [0.2, 1], work.all.closure_hits: [0, 1]}", ""),
         "nothing is uncertain"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_targets_is_refused_before_anything_is_played(tmp_path, change, said):
    ran = run(tmp_path, TARGETS.replace(*change))
    assert ran.exit_code == 2, ran.output
    assert said in ran.stderr


def test_a_balance_by_another_name_is_the_answer_too(tmp_path):
    text = TARGETS.replace("break_even_rate", "balance at 2023-12")
    ran = run(tmp_path, text.replace("share_at_floor", "closing_balance"))
    assert ran.exit_code == 2
    assert "closing_balance is the answer" in ran.stderr


def test_targets_out_of_reach_end_with_1_and_leave_nothing(kernel, tmp_path):
    ran = run(tmp_path, TARGETS.replace("value: 0.6", "value: 6"))
    assert ran.exit_code == 1
    assert "no values reproduce the targets" in ran.stderr
    assert [path.name for path in Path(tmp_path).iterdir()] == ["targets.yaml"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_targets_that_are_shipped_can_be_calibrated(file):
    observed = load_as(Observed, file)
    scenario = load(BASELINE, {"uncertain": dict(observed.uncertain)})
    asked = plan(scenario, observed)
    assert all(seen.source and seen.grade in ("A", "D", "K", "U") for _, seen in asked.targets)
