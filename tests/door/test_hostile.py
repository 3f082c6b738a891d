"""Hostile files are refused cleanly: too large, too deep, out of the tree, too much to count."""

import os

import numpy as np
import pytest
from scenario.files import loaded, problems, write

from uisim.scenario.file import BYTES_MAX, FILES_MAX, load
from uisim.scenario.problems import ScenarioError

LARGE = {
    "a long list": ("law: [" + "1," * 500_000 + "]", "more than 3000 values"),
    "an open list": ("[" * 10**6, "nested deeper than 12 levels"),
    "an open mapping": ("{" * 10**6, "nested deeper than 12 levels"),
    "dashes": ("- " * 400_000, "nested deeper than 12 levels"),
    "keys": ("".join(f"k{n}: {{}}\n" for n in range(3_000)), "more than 3000 values"),
    "digits": ("projection: {months: " + "9" * 10**5 + "}", "not a whole number"),
    "a text": ("title: {en: '" + "x" * 10**5 + "'}", "longer than 200 characters"),
    "nothing": ("\n" * 10**5, "has to hold keys and values"),
    "documents": ("---\na: 1\n" * 10**5, "a second document"),
    "a large file": ("#" * (BYTES_MAX + 1), "larger than 1048576 bytes"),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_that_is_too_much_is_refused(tmp_path, name):
    text, expected = LARGE[name]
    assert any(expected in line for line in problems(write(tmp_path, text)))


def test_a_line_of_parents_has_an_end(tmp_path):
    for number in range(FILES_MAX + 1):
        write(tmp_path, f"extends: f{number + 1}.yaml", f"f{number}.yaml")
    (found,) = problems(tmp_path / "f0.yaml")
    assert found.endswith("extends: more than 20 files extend each other")


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "case.yaml")
    assert problems(tmp_path / "case.yaml") == ["case.yaml: not a file"]


def test_a_link_to_itself_is_no_file(tmp_path):
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    assert problems(tmp_path / "loop.yaml") == ["loop.yaml: no such file"]
    write(tmp_path, "extends: loop.yaml")
    assert problems(tmp_path / "case.yaml") == [
        "case.yaml:1:10: extends: no such file (got 'loop.yaml')"
    ]


def test_a_parent_is_named_in_a_file_only(tmp_path):
    write(tmp_path, "{}", "other.yaml")
    with pytest.raises(ScenarioError, match="extends: only a file may say it"):
        load(write(tmp_path, "{}"), {"extends": "other.yaml"})


def test_a_full_width_colon_is_named(tmp_path):
    case = write(tmp_path, "projection：\n  months： 3\n")
    assert problems(case) == [
        "case.yaml:1:11: a full-width colon; write it as in English, with a space behind"
    ]


def test_numbers_of_numpy_are_numbers(tmp_path):
    case = write(tmp_path, "{}")
    given = {"projection.months": np.int64(12), "claiming.take_up": np.float64(0.5)}
    scenario = load(case, given)
    assert (scenario.projection.months, scenario.dated["claiming.take_up"].at(0)) == (12, 0.5)


def test_a_parent_may_lie_anywhere_in_the_tree_of_scenario_files(tmp_path):
    write(tmp_path, "claiming: {take_up: .5}", "tree/base.yaml")
    write(tmp_path, "extends: ../base.yaml", "tree/rates/rate.yaml")
    case = write(tmp_path, "extends: ../rates/rate.yaml", "tree/joining/case.yaml")
    assert load(case).dated["claiming.take_up"].values == ((None, 0.5),)


@pytest.mark.parametrize("working", [".", "tree", "tree/rates"])
def test_the_tree_ends_where_folders_hold_no_scenarios_wherever_one_works(
    tmp_path, monkeypatch, working
):
    write(tmp_path, "title: {en: X}", "secret/base.yaml")
    write(tmp_path, "title: {en: X}", "tree/base.yaml")
    case = write(tmp_path, "extends: ../../secret/base.yaml", "tree/rates/case.yaml")
    monkeypatch.chdir(tmp_path / working)
    assert problems(case) == [
        "case.yaml:1:10: extends: lies outside the folder of the scenarios "
        "(got '../../secret/base.yaml')"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "projection: {months: 1200}\neconomy: {minimum_wage: {step: 1, step_months: 1}}",
            "2:32: economy.minimum_wage.step: ",
        ),
        (
            "projection:\n  months: 1200\neconomy: {average_wage_growth_year: .9}",
            "3:37: economy.average_wage_growth_year: ",
        ),
        (
            "law:\n  medical_month_yuan:\n    2026-01: 1e12",
            "3:5: law.medical_month_yuan: ",
        ),
        (
            "population:\n  growth_year: 1\nprojection: {months: 1200}",
            "2:16: population.growth_year: gives sums too large to be kept",
        ),
        (
            "fund: {interest_year: 1, opening_balance_yuan: -1e11}",
            "1:48: fund.opening_balance_yuan: gives a balance too large to be kept",
        ),
    ],
)
def test_what_the_books_could_not_hold_is_refused_with_key_and_line(tmp_path, text, place):
    (found,) = problems(write(tmp_path, text))
    assert "too large to be kept" in found
    assert found.startswith(f"case.yaml:{place}"), found


def test_the_longest_and_largest_scenario_in_range_is_foreseen(tmp_path):
    text = """\
        projection: {months: 1200, represents: 1000000}
        population: {growth_year: 0}
        economy: {average_wage_growth_year: .02, minimum_wage: {step: .02}}
        """
    assert loaded(tmp_path, text).projection.months == 1200
