"""`uisim solve` as a person runs it."""

import csv
import json

import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from engine.worlds import BASELINE

from uisim.cli import main
from uisim.scenario.file import load
from uisim.study import solve
from uisim.study.outputs import SOLUTION
from uisim.study.solve_keys import range_of
from uisim.study.verify import verify

SMALL = ("--set", "projection.months=18", "--set", "projection.represents=100000")
RULES = ("exogenous", "logit", "strategic", "default_in")


def run(*arguments, code=0):
    ran = CliRunner().invoke(main, ["solve", str(BASELINE), *SMALL, *arguments])
    assert ran.exit_code == code, ran.output
    return ran


def ask(out, *more):
    return (
        "--for", "law.contribution_rate", "--target", "closing_balance = 0", "--between",
        "0.0001:0.9", "--points", "3", "--out", str(out), *more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def solved(kernel, tmp_path_factory):
    out = tmp_path_factory.mktemp("results")
    ran = run(*ask(out, "--over", "joining.rule", "--json"))
    return json.loads(ran.stdout), out / "solve-baseline"


def test_one_command_solves_under_each_joining_rule(solved):
    answer, folder = solved
    assert tuple(one["choice"] for one in answer["solutions"]) == RULES
    with open(folder / "points.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["choice"] for row in rows} == set(RULES)


def test_the_folder_is_a_result_whose_hashes_hold(solved):
    answer, folder = solved
    assert verify(folder) == ()
    assert undescribed(folder, SOLUTION) == NOTHING
    assert json.loads((folder / "answer.json").read_text("utf-8")) == answer
    assert (folder / "points.parquet").is_file()


def test_the_same_question_gives_the_same_bytes(kernel, tmp_path):
    for place, threads in (("first", "1"), ("second", "2")):
        run(*ask(tmp_path / place, "--quiet", "--threads", threads))
    files = sorted((tmp_path / "first" / "solve-baseline").iterdir())
    assert "answer.json" in {file.name for file in files}
    for file in files:
        again = tmp_path / "second" / "solve-baseline" / file.name
        assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_fit_80_columns(kernel, tmp_path, lang, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(*ask(tmp_path, "--over", "joining.rule=exogenous", "--lang", lang))
    lines = ran.stdout.splitlines()[:-1]  # the last one names the folder
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--for", "law.contribution_rat"), "did you mean contribution_rate"),
        (("--for", "joining.rule"), "its value is no number"),
        (("--for", "fund.opening_balance_yuan"), "--between LOW:HIGH"),
        (("--for", "law.cap_months", "--between", "5"), "two rising numbers"),
        (("--for", "law.cap_months", "--over", "law.waiting_months"), "KEY=V1,V2"),
        (("--for", "law.cap_months", "--between", "1:5000"), "1200"),
        (("--for", "law.cap_months", "--between", "1:1.5"), "whole numbers only"),
    ],
)
def test_what_cannot_be_solved_is_refused(tmp_path, arguments, said):
    ran = run(*arguments, "--target", "balance = 0", "--out", str(tmp_path), code=2)
    assert said in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_wrong_is_said_at_once_in_chinese(tmp_path):
    command = ("--for", "law.cap_months", "--target", "balance is 0", "--between", "3:1", "--over")
    settings = ("--set", "law.x=1", "--set", "law.y", "--out", str(tmp_path), "--lang", "zh")
    said = run(*command, "law.cap_months", *settings, code=2).stderr.splitlines()
    starts = ("--set law.y", "命令行: law.x: 未知的键", "--target：“balance is 0”不是目标")
    for line, start in zip(said, (*starts, "--between 3:1", "--over law.cap_months"), strict=True):
        assert line.startswith(start)


def test_a_range_left_out_stays_within_the_limits_of_its_key():
    scenario = load(BASELINE)
    assert range_of(scenario, "law.multi_platform_rule.benefit_share") == (0.05, 1, False)
    assert range_of(scenario, "law.cap_months") == (2, 240, True)
    assert range_of(scenario, "law.contribution_rate.2026-01") == (0.001, 0.1, False)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_played(tmp_path, monkeypatch):
    monkeypatch.setattr(solve, "play", None)
    (tmp_path / "file").touch()
    ran = run(*ask(tmp_path / "file" / "out"), "--lang", "zh", code=2)
    assert ran.stderr.startswith("无法写入") and "路径中有一级不是文件夹" in ran.stderr
