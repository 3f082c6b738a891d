"""The cells of a design: as many as the method wants, within the ranges, the same every time."""

import numpy as np
import pytest
from scenario.files import write
from sweep.worlds import asked, small

from uisim.scenario.sweep import Sample, SweepError
from uisim.study import design as designs
from uisim.study.design import shares

TWO = {"joining.probability": "0.2:0.6", "claiming.take_up": "0:1"}
UNCERTAIN = """
projection: {months: 6}
uncertain:
  joining.probability: [0.2, 0.6]
  joining.belief_weight: {low: 0, mode: 0.2, high: 1}
  joining.cost_salience: {mean: 0.3, sd: 0.01}
  law.benefit_month: {values: [registration_day, completed_month]}
  law.waiting_months: [0, 2]
"""


def cells(path, settings, sample=None):
    return asked(path, settings, sample)[0].cells()


def test_a_grid_holds_every_combination_the_last_key_fastest(tmp_path):
    found = cells(small(tmp_path), {"law.waiting_months": "0,1", "law.carry_over": "true,false"})
    assert [tuple(cell.values()) for cell in found] == [
        (0, True),
        (0, False),
        (1, True),
        (1, False),
    ]


@pytest.mark.parametrize(
    ("sample", "count"), [("sobol:8", 8 * 4), ("lhs:7", 7), ("morris:5", 5 * 3), ("tornado", 5)]
)
def test_a_sample_has_the_size_its_method_takes(tmp_path, sample, count):
    found = cells(small(tmp_path), TWO, sample)
    assert len(found) == count
    drawn = [cell["joining.probability"] for cell in found if "joining.probability" in cell]
    assert 0.2 <= min(drawn) < 0.3 and 0.5 < max(drawn) <= 0.6


def test_a_sample_is_crossed_with_the_grid(tmp_path):
    found = cells(small(tmp_path), {**TWO, "law.waiting_months": "0,1"}, "lhs:5")
    assert [cell["law.waiting_months"] for cell in found] == [0] * 5 + [1] * 5
    without = [{key: cell[key] for key in TWO} for cell in found]
    assert without[:5] == without[5:]


def test_the_same_design_gives_the_same_cells_and_another_seed_others(tmp_path):
    path = small(tmp_path)
    seeded = {**TWO, "projection.seed": "2"}
    assert cells(path, TWO, "sobol:4") == cells(path, TWO, "sobol:4")
    assert cells(path, TWO, "sobol:4") != cells(path, seeded, "sobol:4")


def test_what_is_uncertain_is_sampled_by_its_distribution(tmp_path):
    found = cells(write(tmp_path, UNCERTAIN), {}, "lhs:1000")
    values = {key: [cell[key] for cell in found] for key in found[0]}
    assert np.mean(values["joining.probability"]) == pytest.approx(0.4, abs=0.001)
    assert np.mean(values["joining.belief_weight"]) == pytest.approx(0.4, abs=0.001)
    assert np.std(values["joining.cost_salience"]) == pytest.approx(0.01, rel=0.02)
    assert values["law.benefit_month"].count("completed_month") == 500
    waits = values["law.waiting_months"]
    assert {type(wait) for wait in waits} == {int}
    assert [waits.count(wait) for wait in (0, 1, 2)] == pytest.approx([333] * 3, abs=1)


def test_a_range_given_is_sampled_instead_of_what_is_uncertain(tmp_path):
    found = cells(write(tmp_path, UNCERTAIN), {"claiming.take_up": "0:1"}, "lhs:3")
    assert [list(cell) for cell in found] == [["claiming.take_up"]] * 3


def test_the_tornado_moves_one_key_at_a_time_to_its_ends(tmp_path):
    first, *others = cells(write(tmp_path, UNCERTAIN), {}, "tornado")
    assert first == {}
    assert [cell["joining.probability"] for cell in others[:2]] == [0.2, 0.6]
    assert {tuple(cell) for cell in others[:2]} == {("joining.probability",)}
    salience = [c["joining.cost_salience"] for c in others if "joining.cost_salience" in c]
    assert salience == pytest.approx([0.3 - 0.01645, 0.3 + 0.01645], abs=1e-4)


def test_morris_visits_the_ends_of_every_list_and_range(tmp_path):
    text = UNCERTAIN.replace("{mean: 0.3, sd: 0.01}", "[0.1, 0.2]")
    found = cells(write(tmp_path, text), {}, "morris:30")
    assert {cell["law.waiting_months"] for cell in found} == {0, 1, 2}
    assert {cell["joining.cost_salience"] for cell in found} >= {0.1, 0.2}


def test_morris_refuses_what_has_no_ends(tmp_path):
    with pytest.raises(SweepError, match="joining.cost_salience: morris needs an end"):
        asked(write(tmp_path, UNCERTAIN), {}, "morris:4")


def test_more_cells_than_the_limit_are_refused_before_they_are_made(tmp_path, monkeypatch):
    monkeypatch.setattr(designs, "CELLS_MAX", 31)
    with pytest.raises(SweepError, match="32 cells are more than 31"):
        asked(small(tmp_path), TWO, "sobol:8")


def test_a_key_is_in_the_grid_or_sampled_not_both(tmp_path):
    with pytest.raises(SweepError, match="both in the grid and sampled"):
        asked(write(tmp_path, UNCERTAIN), {"joining.probability": "0.2,0.4"}, "lhs:3")


def test_shares_fill_the_unit_cube():
    for method in ("sobol", "lhs", "morris"):
        found = shares(Sample(method, 16), 3, 1)
        assert found.min() >= 0 and found.max() <= 1
        assert found.mean(axis=0) == pytest.approx(0.5, abs=0.12)


def test_the_ends_of_a_whole_number_are_whole(tmp_path):
    points = cells(small(tmp_path), {"law.cap_months": "23:24"}, "tornado")
    assert repr(points) == "[{}, {'law.cap_months': 23}, {'law.cap_months': 24}]"
