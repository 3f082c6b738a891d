"""A rule that follows the reserve settles on a path, or says what oscillates."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from engine.worlds import BASELINE
from scenario.files import write

from uisim.cli import main
from uisim.fund.measures import OUT_COLUMNS
from uisim.scenario.file import load, load_as
from uisim.scenario.problems import ScenarioError
from uisim.scenario.schema import Dated
from uisim.scenario.studies import FeedbackRule
from uisim.study import feedback
from uisim.study.feedback import OscillationError, decisions, next_path, setting, settle
from uisim.study.outputs import FEEDBACK
from uisim.study.verify import verify
from uisim.units import parse_month

KEY = "law.contribution_rate"
START = parse_month("2030-01")
MONTHS = 48
RULE = """
    key: law.contribution_rate
    decided: {{from: 2031-01, every_months: 12, ahead_months: {ahead}}}
    below: {{reserve_months: {below}, add: {step}}}
    above: {{reserve_months: {above}, add: -{step}}}
    limits: [{low}, 0.02]
"""
BY_HAND = {"ahead": 0, "below": 12, "above": 15, "step": 0.005, "low": 0.005}
LOOKS_AHEAD = {"ahead": 12, "below": 10, "above": 15, "step": 0.01, "low": 0.01}


def rule_of(folder, numbers):
    return load_as(FeedbackRule, write(folder, RULE.format(**numbers), "rule.yaml"))


@pytest.fixture
def toy(monkeypatch):
    """A fund that holds 600, pays 100 a month and receives 10,000 times the rate."""

    def result_of(path):
        rates = Dated(((None, 0.01), *path.items()))
        flows = [round(10_000 * rates.at(START + month)) - 100 for month in range(MONTHS)]
        closing = 600 + np.cumsum(flows)
        monthly = dict.fromkeys(OUT_COLUMNS, np.zeros(MONTHS, np.int64))
        monthly |= {"benefits_fen": np.full(MONTHS, 100), "closing_fen": closing}
        books = SimpleNamespace(closing=lambda month: int(closing[month]))
        statement = SimpleNamespace(monthly=monthly, start=START, months=MONTHS, books=books)
        return SimpleNamespace(statement=statement)

    monkeypatch.setattr(feedback, "play", lambda path, replication, threads: path)
    monkeypatch.setattr(feedback, "result_of", result_of)
    projection = SimpleNamespace(start=START, months=MONTHS)
    return SimpleNamespace(projection=projection, dated={KEY: Dated(((None, 0.01),))})


def test_a_case_worked_by_hand_settles_in_three_runs(toy, tmp_path):
    """6 months in hand: up to 1.5 %; a year on 12: stay; then 18: down to 1 %."""
    settled = settle(rule_of(tmp_path, BY_HAND), toy, lambda path: path)
    assert list(settled.reserves.values()) == [6, 12, 18]
    assert list(settled.path.values()) == [0.015, 0.015, 0.01]
    assert [list(one.path.values()) for one in settled.rounds] == [
        [0.01, 0.01, 0.01],
        [0.015, 0.02, 0.02],
        [0.015, 0.015, 0.01],
    ]
    assert [len(one.changed) for one in settled.rounds] == [3, 2, 0]


def test_a_rule_that_undoes_what_it_looks_at_is_named(toy, tmp_path):
    """At 1 % the reserve a year on is too low, at 2 % too high."""
    with pytest.raises(OscillationError) as caught:
        settle(rule_of(tmp_path, LOOKS_AHEAD), toy, lambda path: path)
    first = caught.value.turns[parse_month("2031-01")]
    assert sorted(first) == [0.01, 0.02]
    assert "2031-01: " in caught.value.alternating


def test_decisions_lie_within_the_projection(toy, tmp_path):
    months = decisions(rule_of(tmp_path, BY_HAND), toy)
    assert months == [START + 12, START + 24, START + 36]


def test_values_stay_within_the_limits_and_without_outgo_nothing_moves(tmp_path):
    rule = rule_of(tmp_path, BY_HAND)
    assert list(next_path(rule, 0.018, {1: 0, 2: 0}).values()) == [0.02, 0.02]
    assert list(next_path(rule, 0.006, {1: 99, 2: 99}).values()) == [0.005, 0.005]
    assert next_path(rule, 0.01, {1: float("nan")}) == {1: 0.01}


def test_the_scenarios_own_later_dates_no_longer_count(tmp_path):
    scenario = load(BASELINE, {KEY: "{2022-01: 0.01, 2027-01: 0.03}"})
    path = {parse_month("2026-01"): 0.02, parse_month("2028-01"): 0.015}
    written = setting(path, rule_of(tmp_path, BY_HAND), scenario)
    assert written == "{2026-01: 0.02, 2027-01: 0.02, 2028-01: 0.015}"
    followed = load(BASELINE, {KEY: written}).dated[KEY]
    months = ("2025-12", "2026-01", "2027-06", "2028-01")
    assert [followed.at(parse_month(month)) for month in months] == [0.01, 0.02, 0.02, 0.015]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("above: {reserve_months: 15", "above: {reserve_months: 5"), "have to rise"),
        (("limits: [0.005, 0.02]", "limits: [0.02, 0.005]"), "the limits have to rise"),
        (("every_months: 12", "every_month: 12"), "did you mean every_months"),
        (("2031-01", "2031-13"), "not a month"),
        (("below: {reserve_months: 12", "below: {reserve: 12"), "below.reserve: unknown key"),
        (("{from: 2031-01", "{form: 2031-01"), "did you mean from"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_with_its_place(tmp_path, change, said):
    path = write(tmp_path, RULE.format(**BY_HAND).replace(*change), "rule.yaml")
    with pytest.raises(ScenarioError, match=said) as caught:
        load_as(FeedbackRule, path)
    assert caught.value.problems[0].line > 0


def run(folder, numbers, *more):
    rule = write(folder, RULE.format(**numbers).replace("2031-01", "2023-01"), "rule.yaml")
    small = ("--set", "projection.months=36", "--set", "projection.represents=50000")
    small += ("--set", "joining.rule=default_in")
    command = ["feedback", str(BASELINE), "--rule", str(rule), "--out", str(folder), *small, *more]
    return CliRunner().invoke(main, command)


def test_the_command_leaves_the_path_and_the_results_under_it(kernel, tmp_path):
    numbers = {**BY_HAND, "below": 1000, "above": 1100}
    ran = run(tmp_path, numbers, "--json", "--set", "projection.replications=2")
    assert ran.exit_code == 0, ran.output
    folder = tmp_path / "feedback-baseline"
    assert verify(folder) == ()
    assert undescribed(folder, FEEDBACK) == NOTHING
    answer = json.loads(ran.stdout)
    rule = load_as(FeedbackRule, tmp_path / "rule.yaml")
    for replication in range(2):
        rows = [row for row in answer["path"] if row["replication"] == replication]
        reserves = {row["month"]: row["reserve_months"] for row in rows}
        path = {row["month"]: row["value"] for row in rows}
        assert next_path(rule, 0.01, reserves) == path
        assert set(path.values()) != {0.01}
    followed = load(folder / "scenario.resolved.yaml").dated[KEY]
    for row in answer["path"][:2]:
        assert followed.at(parse_month(row["month"])) == row["value"]
    assert len((folder / "monthly.csv").read_text("utf-8").splitlines()) == 1 + 2 * 36


def test_a_key_that_does_not_exist_is_refused_before_anything_is_played(tmp_path):
    rule = write(tmp_path, RULE.format(**BY_HAND).replace("_rate", "_rat"), "rule.yaml")
    ran = CliRunner().invoke(main, ["feedback", str(BASELINE), "--rule", str(rule)])
    assert ran.exit_code == 2
    assert "did you mean contribution_rate" in ran.stderr
