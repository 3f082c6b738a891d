"""Every case worked by hand from the text of the law comes out as worked, compiled or not."""

import importlib
import math
from pathlib import Path

import numba
import pytest
from ruamel.yaml import YAML

import uisim.law

CASES = Path(__file__).parent / "cases"
LAW = Path(uisim.law.__file__).parent


def rules_of_a_chapter(chapter):
    """Functions under the `rule` decorator, by the text of the chapter's file."""
    module = importlib.import_module(f"uisim.law.{chapter}")
    lines = (LAW / f"{chapter}.py").read_text("utf-8").splitlines()
    names = [
        after.removeprefix("def ").partition("(")[0]
        for line, after in zip(lines, lines[1:], strict=False)
        if line == "@rule"
    ]
    return {name: getattr(module, name) for name in names}


CHAPTERS = ("contribution", "entitlement", "claim", "benefit", "retirement")
RULES = {name: rule for chapter in CHAPTERS for name, rule in rules_of_a_chapter(chapter).items()}
TABLES = {
    chapter: YAML(typ="safe", pure=True).load(CASES / f"{chapter}.yaml") for chapter in CHAPTERS
}
WORKED = [
    pytest.param(name, case, id=f"{name}-{number}")
    for table in TABLES.values()
    for name, block in table.items()
    for number, case in enumerate(block["cases"], start=1)
]
COMPILED = {name: numba.njit(rule) for name, rule in RULES.items()}
ON_SCHEDULES = {"last_full_step", "remainder_months"}


@pytest.mark.parametrize(("name", "case"), WORKED)
def test_the_case_comes_out_as_worked(name, case):
    inputs = {key: value for key, value in case.items() if key != "expected"}
    assert RULES[name](**inputs) == case["expected"]


@pytest.mark.parametrize(("name", "case"), WORKED)
def test_the_compiled_rule_says_the_same(name, case):
    inputs = [value for key, value in case.items() if key != "expected"]
    assert COMPILED[name](*inputs) == case["expected"]


def test_every_rule_has_worked_cases_and_every_case_an_article():
    worked = {name for table in TABLES.values() for name in table}
    assert worked == set(RULES) - ON_SCHEDULES  # these have their own test below
    assert all(block["article"] for table in TABLES.values() for block in table.values())


@pytest.mark.parametrize("name", ["due_time", "over_time"])
def test_readings_order_the_months_alike(name):
    times = [RULES[name](reading, 10.25, 0.0, 2) for reading in range(3)]
    assert times == sorted(times)
    assert all(math.isfinite(time) for time in times)
