"""What a sweep varies is read as a scenario is: all that is wrong at once, with its place."""

import pytest
from scenario.files import write
from sweep.worlds import asked, small

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError
from uisim.scenario.sweep import SweepError, read_sweep
from uisim.study.design import checked

IN_A_FILE = """
title: {en: A sweep, zh: 扫描}
projection: {months: 6}
sweep:
  set: {law.contribution_rate: 0.01:0.03:3, law.waiting_months: [0, 1], joining.probability: 0:1}
  sample: lhs:4
"""


def read(folder, settings, sample=None):
    return read_sweep(small(folder), settings, sample)


def wrong(folder, settings, sample=None, text=None):
    path = write(folder, text, "wrong.yaml") if text else small(folder)
    with pytest.raises(SweepError) as caught:
        read_sweep(path, settings, sample)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_points_are_the_numbers_one_would_write(tmp_path):
    grid = read(tmp_path, {"a": "0.005:0.03:6", "b": "0:24:3", "c": "1e-2:2e-2:2"}).grid
    assert grid["a"] == (0.005, 0.01, 0.015, 0.02, 0.025, 0.03)
    assert repr(grid["b"]) == "(0, 12, 24)"
    assert grid["c"] == (0.01, 0.02)


def test_values_are_read_as_in_a_file(tmp_path):
    found = read(
        tmp_path,
        {
            "law.duration": "guangdong,national",
            "law.contribution_rate": "0.01,{2026-01: 0.03}",
            "law.carry_over": "true,false",
            "projection.represents": "1000",
        },
    )
    assert found.grid["law.duration"] == ("guangdong", "national")
    assert found.grid["law.contribution_rate"] == (0.01, {"2026-01": 0.03})
    assert found.grid["law.carry_over"] == (True, False)
    assert found.fixed == {"projection.represents": "1000"}


def test_a_file_says_what_the_command_line_would(tmp_path):
    path = write(tmp_path, IN_A_FILE)
    written = {
        "law.contribution_rate": "0.01:0.03:3",
        "law.waiting_months": "0,1",
        "joining.probability": "0:1",
    }
    assert read_sweep(path, {}, None) == read(tmp_path, written, "lhs:4")
    assert read_sweep(path, {"law.waiting_months": "2,3"}, "lhs:9").grid["law.waiting_months"] == (
        2,
        3,
    )


def test_a_run_passes_the_sweep_by(tmp_path):
    plain = IN_A_FILE.partition("sweep:")[0]
    assert load(write(tmp_path, IN_A_FILE)) == load(write(tmp_path, plain, "plain.yaml"))


def test_a_child_does_not_inherit_the_sweep(tmp_path):
    write(tmp_path, IN_A_FILE, "parent.yaml")
    child = write(tmp_path, "extends: parent.yaml", "child.yaml")
    assert read_sweep(child, {}, None).grid == {}


def test_everything_wrong_is_said_at_once_with_its_place(tmp_path):
    text = """
    projection: {months: 6}
    sweep:
      sets: {a: 1}
      set:
        law.contribution_rate: 0.03:0.01:3
        law.waiting_months: [1, 1]
      sample: sobol:100
    """
    assert wrong(tmp_path, {"fund.interest_year": "0.01:0.02:1"}, text=text) == [
        "wrong.yaml:4:3: sweep.sets: unknown key (allowed set | sample; did you mean set)",
        "wrong.yaml:8:11: sweep.sample: 'sobol:100': sobol takes a power of 2, such as 64 or 128",
        "wrong.yaml:6:28: law.contribution_rate: the range has to rise (got 0.03:0.01:3)",
        "wrong.yaml:7:25: law.waiting_months: a value is written twice (got [1, 1])",
        "command line: fund.interest_year: a range has at least 2 points (got 1)",
    ]


@pytest.mark.parametrize(
    ("sample", "says"),
    [
        ("sobl:8", "did you mean sobol"),
        ("lhs", "lhs takes a size"),
        ("tornado:3", "tornado takes no size"),
        ("morris:0", "morris takes a size"),
        ("8", "write sobol:256"),
    ],
)
def test_a_sample_that_is_none_is_refused(tmp_path, sample, says):
    assert says in wrong(tmp_path, {"joining.probability": "0:1"}, sample)[0]


def test_a_range_needs_points_or_a_sample(tmp_path):
    assert "number of points" in wrong(tmp_path, {"joining.probability": "0:1"})[0]


def test_a_value_that_its_key_does_not_allow_is_refused_for_every_key(tmp_path):
    settings = {"law.contribution_rate": "0.01,5", "law.wating_months": "0,1"}
    with pytest.raises(ScenarioError) as caught:
        asked(small(tmp_path), settings)
    assert {problem.key for problem in caught.value.problems} == {
        "law.contribution_rate",
        "law.wating_months",
    }


def test_an_end_of_a_range_that_its_key_does_not_allow_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="out of range"):
        asked(small(tmp_path), {"joining.probability": "0.5:2"}, "lhs:4")


def test_values_that_do_not_go_together_name_their_cell(tmp_path):
    path = small(tmp_path)
    ages = {"population.entry_age.min": "18,30", "population.entry_age.mode": "20,40"}
    design, _ = asked(path, ages)
    with pytest.raises(SweepError) as caught:
        checked(path, design, design.cells(), lambda cells: None)
    first, last = str(caught.value).splitlines()
    assert first.startswith("cell 2 (population.entry_age.min=30, population.entry_age.mode=20): ")
    assert last == "1 of 4 cells cannot be played"


def test_nothing_to_vary_or_to_sample_is_refused(tmp_path):
    with pytest.raises(SweepError, match="nothing to vary"):
        asked(small(tmp_path), {"law.waiting_months": "1"})
    with pytest.raises(SweepError, match="nothing to sample"):
        asked(small(tmp_path), {}, "lhs:4")
