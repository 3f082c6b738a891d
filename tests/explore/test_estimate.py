"""What the explorer shows of a sample: well enough told, true of everyone, saved as it is shown."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from explore.worlds import world

from uisim.cli import main
from uisim.explore.desk import Asked, Desk, question_of, titles
from uisim.explore.estimate import WANTED, Player, estimate, is_done, refine, sample_of
from uisim.explore.levers import LEVERS, levers_of, overrides_of
from uisim.explore.save import NotSavedError, save, text_of
from uisim.report.year_table import year_rows
from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError
from uisim.units import parse_month

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
SINCE = parse_month("2023-01")
MOVED = {"law.contribution_rate": 0.03, "law.sequence_rule": "{any_within_months: 6}"}


@pytest.fixture
def small(tmp_path):
    return world(tmp_path, people=1000)


def asked(file, moved=MOVED, since=SINCE):
    return question_of(Asked(file, since, moved), load(file))


def refined(question):
    """Play on until the break-even rate is told well enough."""
    own, other = Player(question.own), Player(question.other)
    return estimate(own, other, list(refine(own, other))[-1])


def rate(found):
    return next(row for row in found.rows if row.indicator == "break_even_rate")


@pytest.mark.parametrize(
    "moved",
    [
        {},
        {"law.waiting_months": 2, "claiming.take_up": 0.9},
        {"joining.rule": "exogenous", "law.cap_months": 3},
    ],
)
def test_the_run_of_everyone_lies_within_the_interval(moved, tmp_path, monkeypatch, kernel):
    monkeypatch.setattr("uisim.explore.estimate.LIVES", 5_000)
    question = asked(world(tmp_path, people=30_000), moved)
    assert question.own.projection.represents >= 10
    found = refined(question)
    assert found.done and rate(found).own.half_width <= 0.05 * rate(found).own.mean
    everyone = Player(load(question.asked.file, question.overrides))
    assert everyone.scenario.projection.represents == 1
    everyone.play_until(1)
    (figure,) = everyone.kept.figure("break_even_rate")
    assert rate(found).own.low <= figure <= rate(found).own.high


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["baseline", "rate-3-percent", "duration-cap-12", "recession-2029"]
)
def test_the_run_of_everyone_lies_within_the_interval_of_a_shipped_scenario(name):
    question = asked(SHIPPED / f"{name}.yaml", {})
    found = refined(question)
    everyone = Player(question.chosen)
    everyone.play_until(1)
    (figure,) = everyone.kept.figure("break_even_rate")
    assert rate(found).own.low <= figure <= rate(found).own.high


def test_planned_blocks_give_what_a_replication_gives_by_itself(small, kernel):
    from uisim.study.played import result_of
    from uisim.study.run import play

    player = Player(load(small))
    player.play_until(3)
    alone = result_of(play(player.scenario, 2))
    closing = alone.statement.monthly["closing_fen"]
    assert (player.kept.monthly["closing_fen"][2] == closing).all()


def test_a_difference_is_under_the_same_luck_and_nothing_moved_is_no_difference(small, kernel):
    same = refined(asked(small, {}))
    assert all(row.difference == (0.0, 0.0, 0.0) for row in same.rows)
    assert (same.balance[0].mean == same.balance[1].mean).all()
    found = refined(asked(small, {"law.contribution_rate": 0.02}))
    row = next(row for row in found.rows if row.indicator == "balance")
    assert row.difference.half_width < row.own.half_width
    months = list(found.balance[0].times)
    before = found.balance[0].mean - found.balance[1].mean
    assert (before[: months.index("2023-01")] == 0).all() and before[-1] > 0


def test_a_rate_that_is_not_defined_ends_the_search(small, kernel):
    found = refined(asked(small, {"joining.rule": "exogenous", "joining.probability": 0}, 0))
    assert np.isnan(rate(found).own.mean)
    assert found.done and found.replications == WANTED.least


def test_the_sample_is_a_round_number_and_never_finer_than_the_scenario(small, monkeypatch):
    scenario = load(small)
    assert sample_of(scenario) == 1
    monkeypatch.setattr("uisim.explore.estimate.LIVES", 300)
    assert sample_of(scenario) in (5, 10)
    assert sample_of(load(small, {"projection.represents": 700})) == 700


@pytest.mark.parametrize("key", LEVERS)
def test_every_lever_moves(key, small):
    lever = next(one for one in levers_of(load(small), SINCE) if one.key == key)
    assert lever.meaning.en and lever.meaning.zh
    if lever.reach:
        value = min(lever.reach, float(lever.value) + lever.step)
        value = round(value) if lever.step == 1 else value
        assert lever.low <= value <= lever.high
    else:
        value = next((n for n in lever.names if n != lever.text), "2024-06")
    moved = load(small, overrides_of(load(small), {key: value}, SINCE))
    assert next(one for one in levers_of(moved, SINCE) if one.key == key).value != lever.value


def test_a_lever_holds_from_its_month_whatever_the_scenario_says_of_later_ones(small):
    steps = small.with_name("steps.yaml")
    question = asked(steps, {"law.contribution_rate": 0.05}, parse_month("2023-06"))
    rates = question.own.dated["law.contribution_rate"]
    at = [rates.at(parse_month(month)) for month in ("2022-06", "2023-05", "2023-06", "2024-06")]
    assert at == [0.01, 0.02, 0.05, 0.05]
    whole = asked(steps, {"law.contribution_rate": 0.05}, parse_month("2022-01"))
    assert whole.own.dated["law.contribution_rate"].values == ((None, 0.05),)


@pytest.mark.parametrize(
    "moved",
    [
        {"law.cap_months": 2000},
        {"law.qualifying_months": 2.5},
        {"law.sequence_rule": "{any_within_months: 0}"},
        {"law.scheme_ends": "{2027"},
    ],
)
def test_what_the_door_refuses_is_told_in_its_words(moved, small):
    with pytest.raises(ScenarioError) as refused:
        asked(small, moved)
    (problem,) = refused.value.problems
    (key,) = moved
    assert problem.key.startswith(key) and "command line" in problem.written("en")


def test_a_saved_scenario_is_sound_and_runs_to_what_was_shown(small, tmp_path, kernel):
    question = asked(small)
    shown = refined(question)
    path = save("试一试-1", question, shown, "en")
    assert path == small.with_name("试一试-1.yaml")
    assert load(path) == replaced(question.own, shown, path)
    ran = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    out = tmp_path / "out"
    ran = CliRunner().invoke(main, ["run", str(path), "--out", str(out), "--quiet"])
    assert ran.exit_code == 0, ran.output
    for row in (row for row in shown.rows if row.indicator != "months_of_reserve"):
        assert mean_of(out / path.stem, row.indicator) == pytest.approx(row.own.mean, rel=1e-12)


def replaced(scenario, shown, path):
    """The scenario shown, with the replications and the title of the file."""
    from dataclasses import replace

    projection = scenario.projection.model_copy(update={"replications": shown.replications})
    return replace(scenario, projection=projection, title=load(path).title)


def mean_of(folder, indicator):
    import pandas as pd

    table = pd.read_csv(folder / "summary.csv", encoding="utf-8-sig")
    rows = table[(table["indicator"] == indicator) & (table["group"] == "all")]
    return rows["value"].mean()


def test_the_months_of_reserve_are_those_that_a_run_prints(small, kernel):
    question = asked(small)
    own, other = Player(question.own), Player(question.other)
    own.play_until(5), other.play_until(5)
    found = estimate(own, other, 5)
    rows = {str(row.year): row for row in year_rows(own.kept.mean_monthly())}
    assert found.reserve[0].times == tuple(rows)
    printed = [row.reserve_months for row in rows.values()]
    assert found.reserve[0].mean == pytest.approx(printed, rel=1e-4, nan_ok=True)
    last = next(row for row in found.rows if row.indicator == "months_of_reserve")
    assert last.own.mean == pytest.approx(printed[-1], rel=1e-4)
    assert last.own.low < last.own.mean < last.own.high
    assert last.difference.mean == pytest.approx(last.own.mean - last.other.mean)


def test_a_name_that_leads_elsewhere_or_is_taken_is_refused(small, kernel):
    question = asked(small)
    own = Player(question.own)
    own.play_until(2)
    shown = estimate(own, own, 2)
    for name in ("../elsewhere", "a/b", "", "a.b", "x" * 61):
        with pytest.raises(NotSavedError):
            save(name, question, shown, "en")
    before = small.read_bytes()
    with pytest.raises(NotSavedError, match="is there already"):
        save("baseline", question, shown, "en")
    assert small.read_bytes() == before
    assert text_of("x", question, shown, "zh").startswith("# 由 uisim explore 保存")


def test_the_scenarios_beside_it_are_listed_with_their_titles(small):
    (small.parent / "broken.yaml").write_text("title: [", "utf-8")
    assert titles(small.parent) == {
        "baseline.yaml": {"en": "Small world", "zh": "小世界"},
        "broken.yaml": {"en": "broken", "zh": "broken"},
        "steps.yaml": {"en": "Rate in steps", "zh": "分步费率"},
    }


def test_a_scenario_played_before_is_not_played_again(small, kernel):
    desk = Desk()
    first = desk.player(asked(small).own)
    first.play_until(2)
    assert desk.player(asked(small).own) is first
    assert desk.player(asked(small, {}).own) is not first
    assert is_done(first, 2) is False
    assert desk.player(asked(small).own).kept.count == 2
