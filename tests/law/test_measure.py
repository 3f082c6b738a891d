"""The measure's clauses: what is known of each version, and every reading of an open clause."""

import ast
from pathlib import Path

import pytest

import uisim
from uisim.law.measure import measure
from uisim.law.tables import is_assumption, law_parameters
from uisim.units import parse_month

CLAUSES = {clause.key: clause for clause in measure().clauses}
VERSIONS = [version.key for version in measure().versions]
OPEN = {key: clause for key, clause in CLAUSES.items() if clause.readings}
"""Every clause marked ◇ in the model."""
SOURCES = Path(uisim.__file__).parent
WITH_A_NUMBER = {"any_within_months"}


@pytest.mark.parametrize("key", CLAUSES)
def test_a_clause_is_found_or_draft_only_or_unknown_in_each_version(key):
    clause = CLAUSES[key]
    assert sorted([*clause.found, *clause.draft_only, *clause.unknown]) == sorted(VERSIONS)


@pytest.mark.parametrize("key", CLAUSES)
def test_a_text_found_has_a_source_and_is_no_assumption(key):
    for evidence in CLAUSES[key].found.values():
        assert evidence.source in measure().sources
        assert not is_assumption(evidence.grade)


@pytest.mark.parametrize("key", CLAUSES)
def test_what_is_known_from_the_draft_only_was_found_in_the_draft(key):
    clause = CLAUSES[key]
    assert not clause.draft_only or "draft_2021" in clause.found
    assert "draft_2021" not in clause.draft_only


def test_clauses_are_named_once_and_every_source_is_used():
    assert len(CLAUSES) == len(measure().clauses)
    used = {e.source for c in CLAUSES.values() for e in c.found.values()}
    assert used | {version.source for version in measure().versions} == set(measure().sources)


def test_versions_follow_each_other_without_overlap_or_gap():
    _, *in_force = measure().versions
    assert in_force[0].since == parse_month("2022-01")
    for earlier, later in zip(in_force, in_force[1:], strict=False):
        assert later.since == earlier.until + 1
    assert in_force[-1].until == parse_month("2027-12")
    now = parse_month("2026-09")
    assert [v.key for v in measure().versions if v.is_in_force(now)] == ["v3_2026"]


def test_a_version_without_both_its_dates_is_not_in_force():
    *_, version = measure().versions
    assert version.is_in_force(version.since)
    assert version.is_in_force(version.until)
    assert not version.is_in_force(version.since - 1)
    assert not version.is_in_force(version.until + 1)
    for missing in ("since", "until"):
        assert not version.model_copy(update={missing: None}).is_in_force(version.since)


def test_exactly_the_open_clauses_of_the_model_have_readings():
    assert {clause.scenario_key for clause in OPEN.values()} == {
        "law.membership_at_loss",
        "law.suspension_months_min",
        "law.prior_months_count",
        "law.multi_platform_rule.mode",
        "law.sequence_rule",
        "law.floor_binds_at_once",
        "law.rejoin_base",
        "law.months_after_award",
        "law.carry_over",
        "law.benefit_month",
        "law.scheme_end_rights",
    }


@pytest.mark.parametrize("key", OPEN)
def test_the_default_reading_is_the_value_in_force(key):
    defaults = [reading.value for reading in OPEN[key].readings if reading.default]
    parameter = law_parameters()[OPEN[key].scenario_key.removeprefix("law.")]
    assert defaults == [parameter.values[-1].value]


def test_the_rule_on_several_platforms_is_known_from_the_draft_only():
    clause = CLAUSES["multi_platform_rule"]
    assert [clause.status(version) for version in VERSIONS] == ["found"] + ["draft only"] * 3


def test_every_rule_of_the_law_is_applied():
    """A rule that nothing calls could be changed, and tested, without a run taking notice."""
    sources = [p for p in SOURCES.rglob("*.py") if p.parts[-2:] != ("study", "articles.py")]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sources}
    used = {
        node.id for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.Name)
    }
    rules = {
        node.name
        for path, tree in trees.items()
        if path.parent.name == "law"
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Name) and d.id == "rule" for d in node.decorator_list)
    }
    assert len(rules) > 20
    assert rules - used == set()
