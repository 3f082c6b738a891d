"""Every reading of every open clause is played, ranked and combined."""

import json
from itertools import product

import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from engine.worlds import BASELINE, lively

from uisim.cli import main
from uisim.law.measure import measure
from uisim.scenario.file import load
from uisim.study.outputs import READINGS
from uisim.study.played import result_of
from uisim.study.readings import Played, answers, questions
from uisim.study.run import play
from uisim.study.target import figure
from uisim.study.verify import verify

OPEN = [clause for clause in measure().clauses if clause.readings]
ASKED = figure("break_even_rate")


@pytest.fixture(scope="module")
def asked():
    return questions(load(BASELINE))


def made_up(asked, value):
    """Readings that are not played but given as a function of the combination."""
    found = Played(asked, None, ASKED)
    sizes = [range(len(question.options)) for question in asked]
    found.values = {choice: [value(choice)] for choice in product(*sizes)}
    return found


def test_every_reading_of_every_open_clause_is_asked(asked):
    assert [question.clause for question in asked] == OPEN
    assert [len(question.options) for question in asked] == [len(one.readings) for one in OPEN]


def test_a_scenario_with_its_own_value_keeps_it_beside_all_readings():
    own = load(BASELINE, {"law.sequence_rule": "{any_within_months: 3}"})
    dated = load(BASELINE, {"law.benefit_month": "{2026-01: completed_month}"})
    for scenario, key in ((own, "law.sequence_rule"), (dated, "law.benefit_month")):
        (question,) = (one for one in questions(scenario) if one.clause.scenario_key == key)
        assert [one.setting for one in question.options][0] == ""
        assert len(question.options) == 1 + len(question.clause.readings)


def test_a_reading_alone_is_the_plain_run_of_it(asked, kernel):
    two = [one for one in asked if one.clause.key in ("carry_over", "scheme_end_rights")]
    few = {"projection.months": 30, "projection.replications": 2}

    def scenario_with(settings):
        return lively({**few, **settings}, 20)

    found = answers(Played(tuple(two), scenario_with, ASKED))
    assert [one.question.clause.key for one in found.ranked] == ["carry_over", "scheme_end_rights"]
    changed, still = (one.singles[1] for one in found.ranked)
    runs = [
        [ASKED.of(result_of(play(scenario_with(settings), number))) for number in range(2)]
        for settings in ({}, {"law.carry_over": "false"})
    ]
    assert changed.answer.mean == pytest.approx(sum(runs[1]) / 2, rel=1e-12)
    assert changed.difference.mean == pytest.approx((sum(runs[1]) - sum(runs[0])) / 2, rel=1e-9)
    assert changed.difference.low <= changed.difference.mean <= changed.difference.high
    assert still.difference == (0, 0, 0)  # the scheme does not end
    assert found.ranked[1].spread == 0


def test_clauses_that_add_up_are_combined_to_the_true_extremes(asked):
    three = asked[:3]
    found = made_up(three, lambda choice: sum((i + 2) * c for i, c in enumerate(choice)) - 5)
    best = answers(found)
    assert best.own.mean == -5
    assert best.lowest.settings == {}
    assert best.highest.answer.mean == max(value for (value,) in found.values.values())
    spreads = [one.spread for one in best.ranked]
    assert spreads == sorted(spreads, reverse=True)


def test_a_clause_that_only_helps_beside_another_is_found(asked):
    """Alone, the second reading of clause 2 lowers the answer; after clause 1 it raises it."""
    answer = {(0, 0): 0, (1, 0): 1, (0, 1): -1, (1, 1): 3}
    found = answers(made_up(asked[:2], lambda choice: answer[choice]))
    assert found.highest.answer.mean == 3
    assert len(found.highest.settings) == 2
    assert found.lowest.answer.mean == -1


def test_the_command_ranks_all_clauses(kernel, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    small = ("--set", "projection.months=18", "--set", "projection.represents=100000")
    command = ["readings", str(BASELINE), *small, "--out", str(tmp_path)]
    ran = CliRunner().invoke(main, [*command, "--lang", "zh", "--indicator", "balance"])
    assert ran.exit_code == 0, ran.output
    assert all(clause.title.zh in ran.stdout for clause in OPEN)
    answer = json.loads((tmp_path / "readings-baseline" / "answer.json").read_text("utf-8"))
    assert {row["clause"] for row in answer["readings"]} == {clause.key for clause in OPEN}
    assert answer["lowest"]["answer"]["mean"] <= answer["answer"]["mean"]
    assert answer["highest"]["answer"]["mean"] >= answer["answer"]["mean"]
    assert verify(tmp_path / "readings-baseline") == ()
    assert undescribed(tmp_path / "readings-baseline", READINGS) == NOTHING


def test_an_unknown_indicator_is_refused_with_the_nearest_name(tmp_path):
    ran = CliRunner().invoke(main, ["readings", str(BASELINE), "--indicator", "brake_even_rate"])
    assert ran.exit_code == 2
    assert "did you mean break_even_rate?" in ran.stderr
