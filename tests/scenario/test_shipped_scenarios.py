"""The scenarios that come with the project say what their titles promise."""

import subprocess
import sys
from pathlib import Path

import pytest
from scenario.files import write

from uisim.scenario.file import load
from uisim.scenario.layers import built_in
from uisim.scenario.resolved import as_plain, resolved_yaml
from uisim.units import parse_month

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*.yaml"))


def load_shipped(name):
    return load(SCENARIOS / f"{name}.yaml")


def differing(name):
    """Parts of a scenario that differ from the baseline."""
    plain, baseline = as_plain(load_shipped(name)), as_plain(load_shipped("baseline"))
    return [
        part for part in plain if part not in ("title", "about") and plain[part] != baseline[part]
    ]


def test_the_five_scenarios_are_there():
    assert {path.stem for path in FILES} >= {
        "baseline",
        "rate-3-percent",
        "no-multi-platform-rule",
        "recession-2029",
        "platform-closure-2028",
    }


def test_the_baseline_equals_the_defaults(tmp_path):
    path = write(tmp_path, "title: {en: Baseline, zh: 基准情景}")
    assert as_plain(load_shipped("baseline")) == as_plain(load(path))
    assert load_shipped("baseline") == load(path)


def test_the_baseline_writes_every_key_out():
    baseline = load_shipped("baseline")
    silent = [key for key, origin in baseline.origins.items() if origin.file != "baseline.yaml"]
    assert [key for key in silent if not key.startswith("about.")] == []


def test_the_baseline_is_the_projection_of_fifteen_years():
    projection = load_shipped("baseline").projection
    assert projection.start == parse_month("2022-01")
    assert (projection.months, projection.seed, projection.represents) == (180, 1, 10)


def test_rate_3_percent_is_the_rate_from_2026():
    assert differing("rate-3-percent") == ["law"]
    rate = load_shipped("rate-3-percent").dated["law.contribution_rate"]
    assert rate.values == ((None, 0.01), (parse_month("2026-01"), 0.03))


def test_no_multi_platform_rule_pays_in_full_from_2026():
    assert differing("no-multi-platform-rule") == ["law"]
    dated = load_shipped("no-multi-platform-rule").dated
    before, after = parse_month("2025-12"), parse_month("2026-01")
    rule = dated["law.multi_platform_rule.mode"]
    assert (rule.at(before), rule.at(after)) == ("blocks", "pays")
    assert dated["law.multi_platform_rule.benefit_share"].at(after) == 1


def test_recession_2029_is_two_years():
    assert differing("recession-2029") == ["economy"]
    (recession,) = load_shipped("recession-2029").economy.recessions
    assert (recession.from_month, recession.months) == (parse_month("2029-01"), 24)
    assert (recession.loss, recession.reemployment) == (2.0, 0.6)


def test_platform_closure_2028_is_the_second_ride_hailing_platform():
    assert differing("platform-closure-2028") == ["economy"]
    (closure,) = load_shipped("platform-closure-2028").economy.closures
    assert (closure.kind, closure.platform) == ("ride_hailing", 2)
    assert (closure.month, closure.hits) == (parse_month("2028-03"), 1.0)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_scenario_extends_another_and_changes_something_else_than_its_title(path):
    restated = {"baseline", "coverage-2-percent", "joining-logit", "qualifying-12-months"}
    assert bool(differing(path.stem)) != (path.stem in restated)
    assert ("\nextends: " in path.read_text("utf-8")) == (path.stem != "baseline")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_resolved_file_loads_to_an_equal_scenario(tmp_path, path):
    scenario = load(path)
    again = load(write(tmp_path, resolved_yaml(scenario), "scenario.resolved.yaml"))
    assert again == scenario
    assert as_plain(again) == as_plain(scenario)


def test_the_resolved_file_says_where_every_value_came_from():
    lines = resolved_yaml(load_shipped("rate-3-percent")).splitlines()
    values = [line for line in lines[1:] if not line.endswith((":", "{}"))]
    assert len(values) > 180
    assert [line for line in values if "  # " not in line] == []
    at = next(n for n, line in enumerate(lines) if line.startswith("  contribution_rate:"))
    assert lines[at + 1].startswith("    beginning: 0.01  # baseline.yaml:")
    assert "; measure Art. 6; grade " in lines[at + 1]
    assert lines[at + 2] == "    2026-01: 0.03  # rate-3-percent.yaml:16"


def test_loading_starts_no_compiler():
    code = "import sys, uisim.scenario.file, uisim.scenario.resolved; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {"numba", "numpy", "pandas", "scipy"} & set(loaded) == set()


def test_the_built_in_values_are_read_once():
    assert built_in() is built_in()
