"""Indices against closed forms; tables of a sweep; decisions over all worlds."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from documents.outputs import NOTHING, undescribed
from sweep.worlds import small, swept

from uisim.cli import main
from uisim.scenario.sweep import Sample
from uisim.study.design import shares
from uisim.study.outputs import SWEEP
from uisim.study.regret import condition, regret
from uisim.study.sensitivity import morris_effects, sensitivity, sobol_indices
from uisim.study.sweep_kept import Kept, KeptError, read_kept
from uisim.study.verify import verify

A, B = 7, 0.1


def ishigami(points):
    """Ishigami and Homma 1990, on the unit cube."""
    x = math.pi * (2 * points - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def kept_of(values, cells, grid=(), drawn=(), sample=None, combinations=1, seed=1):
    values = np.asarray(values, float)
    if values.ndim == 1:
        values = values[:, None]
    keys = dict.fromkeys((*grid, *drawn))
    cells = tuple({**keys, **cell} for cell in cells)
    return Kept(
        None, "balance", "all", "fen", values, cells, grid, drawn, combinations, sample, seed
    )


def sampled(method, size, function, keys=3):
    sample = Sample(method, size)
    points = shares(sample, keys, 1)
    drawn = tuple(f"k{number}" for number in range(keys))
    return kept_of(function(points), [{}] * len(points), drawn=drawn, sample=sample)


def test_sobol_indices_are_those_of_ishigami_within_their_intervals():
    method, lines = sensitivity(sampled("sobol", 2048, ishigami))
    part = [0.5 * (1 + B * math.pi**4 / 5) ** 2, A**2 / 8, 0.0]
    both = 8 * B**2 * math.pi**8 / 225
    variance = sum(part) + both
    first = [one / variance for one in part]
    total = [first[0] + both / variance, first[1], both / variance]
    assert method == "sobol"
    for line, one, all_of_it in zip(lines, first, total, strict=True):
        assert line["first_low"] - 1e-9 <= one <= line["first_high"] + 1e-9
        assert line["total_low"] <= all_of_it <= line["total_high"]
        assert line["first_high"] - line["first_low"] < 0.2


def test_sobol_indices_of_a_sum_are_the_shares_of_the_squares():
    found = sobol_indices(shares(Sample("sobol", 4096), 3, 1) @ [1.0, 2.0, 3.0], 3)
    assert found["S1"] == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=0.01)
    assert found["ST"] == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=0.01)


def test_morris_effects_of_a_sum_are_its_coefficients():
    points = shares(Sample("morris", 20), 3, 1)
    found = morris_effects(points @ [1.0, -2.0, 3.0], points)
    assert list(found["mu"]) == pytest.approx([1, -2, 3])
    assert list(found["mu_star"]) == pytest.approx([1, 2, 3])
    assert list(found["sigma"]) == pytest.approx([0, 0, 0], abs=1e-9)


def test_first_indices_of_a_latin_sample_find_the_strong_key():
    method, lines = sensitivity(sampled("lhs", 1000, lambda x: x @ [1.0, 2.0, 3.0]))
    assert method == "lhs"
    assert [line["first"] for line in lines] == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=0.06)


def test_the_same_sample_gives_the_same_intervals():
    kept = sampled("sobol", 64, ishigami)
    assert sensitivity(kept) == sensitivity(kept)


def test_a_crossed_sample_is_judged_at_each_combination_of_the_grid():
    sample = Sample("morris", 4)
    points = shares(sample, 2, 1)
    values = np.concatenate([points @ [1.0, 2.0], points @ [5.0, 0.0]])
    cells = [{"g": g} for g in (0, 1) for _ in points]
    _, lines = sensitivity(kept_of(values, cells, ("g",), ("a", "b"), sample, 2))
    assert [(line["g"], line["key"]) for line in lines] == [(0, "a"), (0, "b"), (1, "a"), (1, "b")]
    assert [line["mu"] for line in lines] == pytest.approx([1, 2, 5, 0])


def test_the_tornado_puts_the_widest_swing_first_and_says_where():
    cells = [{}, {"a": 1.0}, {"a": 2.0}, {"b": "x"}, {"b": "y"}]
    kept = kept_of([10, 9, 12, 10, 30], cells, drawn=("a", "b"), sample=Sample("tornado", 0))
    _, (first, second) = sensitivity(kept)
    assert first == {
        "key": "b",
        "base": 10,
        "lowest": 10,
        "lowest_at": "",
        "highest": 30,
        "highest_at": "y",
        "swing": 20,
    }
    assert (second["key"], second["lowest_at"], second["highest_at"]) == ("a", "1.0", "2.0")


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (kept_of([1, 2], [{"a": 1}, {"a": 2}], ("a",)), "is a grid"),
        (sampled("sobol", 8, lambda x: np.ones(len(x))), "the same in every cell"),
        (sampled("sobol", 8, lambda x: np.full(len(x), np.nan)), "not defined in 40 of 40"),
        (sampled("lhs", 20, ishigami), "lhs:50"),
    ],
)
def test_what_cannot_be_judged_is_said(kept, says):
    with pytest.raises(KeptError, match=says):
        sensitivity(kept)


WORLDS = [{"law.rate": r, "work.loss": w} for r in ("low", "high") for w in (1, 2)]
GAINS = [[5, 4], [-3, 0], [2, 2], [1, 1]]  # low in worlds 1 and 2, high in 1 and 2, two lucks


def test_regret_is_what_the_best_decision_would_have_given_more():
    kept = kept_of(GAINS, WORLDS, ("law.rate", "work.loss"))
    first, second = regret(kept, satisfied=condition(">= 0", "fen"))
    assert first == {
        "law.rate": "high",
        "mean": 1.5,
        "worst": 1,
        "mean_regret": (3 + 2 + 0 + 0) / 4,
        "max_regret": 3,
        "satisfied_share": 1,
        "worlds": 4,
    }
    assert (second["law.rate"], second["max_regret"], second["satisfied_share"]) == ("low", 4, 0.75)


def test_regret_where_lower_is_better():
    kept = kept_of(GAINS, WORLDS, ("law.rate", "work.loss"))
    first, second = regret(kept, lower_is_better=True)
    assert (first["law.rate"], first["max_regret"], first["worst"]) == ("low", 3, 5)
    assert second["max_regret"] == 4


def test_what_is_decided_may_be_said():
    kept = kept_of(GAINS, WORLDS, ("law.rate", "work.loss"))
    assert [line["work.loss"] for line in regret(kept, ["work.loss"])] == [1, 2]
    with pytest.raises(KeptError, match=r"work.los is not varied .*mean work.loss\?"):
        regret(kept, ["work.los"])


def test_every_decision_has_to_meet_every_world():
    cells = [{"law.rate": 0.01, "work.loss": 1}, {"law.rate": 0.02, "work.loss": 2}]
    with pytest.raises(KeptError, match="not every decision was played in every world"):
        regret(kept_of([1, 2], cells, drawn=("law.rate", "work.loss")))


def test_a_condition_has_the_unit_of_the_indicator():
    assert condition(">= 1.5 yuan", "fen").number == 150
    assert condition("< 5 %", "share").number == pytest.approx(0.05)
    with pytest.raises(KeptError, match="no money"):
        condition("> 1 yuan", "share")
    with pytest.raises(KeptError, match="write <"):
        condition("about 1", "fen")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, kernel):
    world = small(tmp_path_factory.mktemp("world"))
    settings = {
        "law.benefit_min_wages": "0.5,1.0",
        "joining.probability": "0.2:0.9",
        "claiming.take_up": "0.2:1.0",
    }
    return swept(world, tmp_path_factory.mktemp("results") / "sweep-small", settings, "sobol:4")


def command(folder, *more):
    return CliRunner().invoke(main, ["sensitivity", str(folder), *more])


def test_the_command_prints_and_keeps_the_table(folder):
    ran = command(folder, "--json", "--indicator", "closing_balance")
    assert ran.exit_code == 0, ran.output
    said = json.loads(ran.output)
    assert (said["method"], said["indicator"], len(said["lines"])) == ("sobol", "balance", 4)
    for found in (
        pd.read_csv(folder / "sobol-balance.csv"),
        pd.read_parquet(folder / "sobol-balance.parquet"),
    ):
        assert found["total"].tolist() == [line["total"] for line in said["lines"]]
        assert set(found["unit"]) == {"fen"}
    assert verify(folder) == ()
    assert undescribed(folder, SWEEP) == NOTHING


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_fit_the_terminal(folder, lang):
    for more in ((), ("--regret", "--satisfied", ">= 0 yuan")):
        ran = command(folder, "--lang", lang, *more)
        assert ran.exit_code == 0, ran.output
        assert "0.5" in ran.output and max(map(len, ran.output.splitlines())) <= 80


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--indicator", "balnce"), "did you mean balance"),
        (("--indicator", "break_even_rate[al]"), "did you mean all"),
        (("--satisfied", ">= 0"), "go with --regret"),
        (("--regret", "--satisfied", "good"), "write <"),
    ],
)
def test_a_wrong_question_is_refused(folder, more, says):
    ran = command(folder, "--lang", "en", *more)
    assert ran.exit_code == 2 and says in ran.output


def test_a_folder_that_is_no_sweep_is_refused(tmp_path):
    with pytest.raises(KeptError, match="no finished sweep"):
        read_kept(tmp_path, "balance")
