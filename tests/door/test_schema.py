"""Schema and reference are written from the classes, and are those committed."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from uisim.cli import main
from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves
from uisim.scenario.json_schema import json_schema
from uisim.scenario.problems import Problem
from uisim.scenario.reference import reference
from uisim.scenario.starter import SCHEMA_LINE
from uisim.scenario.tree import read_tree

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator():
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def in_json(text):
    """What a YAML text holds, as an editor sees it."""
    problems: list[Problem] = []
    tree = read_tree(text, "case.yaml", problems)
    assert problems == []
    return json.loads(json.dumps(tree.plain()))


def test_the_committed_schema_is_what_the_command_prints():
    printed = CliRunner().invoke(main, ["schema"])
    assert printed.exit_code == 0
    assert (ROOT / "scenarios" / "schema.json").read_text("utf-8") == printed.output


@pytest.mark.parametrize(
    ("lang", "page"),
    [("en", "docs/scenario-reference.md"), ("zh", "docs/zh/scenario-reference.md")],
)
def test_the_reference_is_what_the_command_prints(lang, page):
    printed = CliRunner().invoke(main, ["schema", "--markdown", "--lang", lang])
    assert printed.exit_code == 0
    assert (ROOT / page).read_text("utf-8") == printed.output


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_has_a_row_for_every_key(lang):
    rows = {line.split("|")[1].strip() for line in reference(lang).splitlines() if "|" in line}
    keys = {
        f"work.*.{key.split('.', 2)[2]}" if key.startswith("work.") else key
        for key, _, _ in leaves(Document)
    }
    assert {f"`{key}`" for key in keys} - rows == set()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_scenario_holds_to_the_schema_and_its_first_line_points_there(path, validator):
    text = path.read_text("utf-8")
    first = text.splitlines()[0]
    assert first.startswith(SCHEMA_LINE)
    assert (path.parent / first.removeprefix(SCHEMA_LINE)).resolve() == ROOT / "scenarios" / (
        "schema.json"
    )
    validator.validate(in_json(text))


@pytest.mark.parametrize(
    "text",
    [
        "law: {contribution_rate: {beginning: .02, 2026-01: {value: .03, source: a, note: b}}}",
        "law: {contribution_rate: {value: {2026-01: 0.03}, note: x}}",
        "law: {multi_platform_rule: {2026-01: {mode: pays, benefit_share: 1}}}",
        "law: {duration: {steps: [[12, 3], [60, 12]]}, sequence_rule: {any_within_months: 6}}",
        "law: {medical_month_yuan: {2022-01: 400}, scheme_ends: 2027-12}",
        "work: {all: {involuntary_share: .2}, courier: {platform_market_shares: [.5, .5]}}",
        "uncertain: {claiming.take_up: [.1, .6], joining.rule: {values: [logit]}}",
        "economy: {recessions: [{from: 2029-01, months: 24, loss: 2, reemployment: .6}]}",
        "population: {scheme_from: {yunfu: null, shantou: 2026-01}}",
    ],
)
def test_the_schema_takes_what_a_file_may_say(text, validator):
    validator.validate(in_json(text))


@pytest.mark.parametrize(
    "text",
    [
        "lwa: {}",
        "law: {contribution_rte: 0.01}",
        "law: {contribution_rate: 3}",
        "law: {contribution_rate: {2026-13: .01}}",
        "law: {contribution_rate: {1999-01: .01}}",
        "law: {contribution_rate: {value: .01, sorce: a}}",
        "law: {medical_month_yuan: 400}",
        "law: {carry_over: no}",
        "joining: {rule: logitt}",
        "population: {platform_workers: {shenzen: 5}}",
        "economy: {recessions: [{from: 2029-01, months: 24, loss: 2.0}]}",
        "work: {zzz: {}}",
        "fund: [1]",
    ],
)
def test_the_schema_refuses_what_the_door_refuses(text, validator):
    assert not validator.is_valid(in_json(text))
