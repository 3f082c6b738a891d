"""Whatever a file holds, the door answers with a scenario or with problems, nothing else."""

import tempfile
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scenario.files import problems, write

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError
from uisim.scenario.resolved import resolved_yaml

SOUND = dedent(
    """\
    title: {en: "Sound", zh: 好}
    projection: {start: 2022-01, months: 24}
    population:
      platform_workers: {shenzhen: 100, foshan: 20}
      kind_shares: {ride_hailing: .3, delivery: .08}
    work:
      all: {involuntary_share: {value: .35, source: none}, search_effect: 1e-1}
      courier: {platform_market_shares: [.5, .5], platforms_max: 2}
    joining: {rule: {2026-01: strategic}, probability: 1}
    economy:
      recessions: [{from: 2029-01, months: 24, loss: 2.0, reemployment: 0.6}]
    law:
      contribution_rate: {beginning: .02, 2026-01: 0.03}
      multi_platform_rule: {2026-01: {mode: pays}}
      sequence_rule: {any_within_months: 6}
      duration: {steps: [[12, 3], [60, 12]]}
      covered_causes: [licence]
      scheme_ends: null
    uncertain: {claiming.take_up: [.1, .6], joining.rule: {values: [logit]}}
    """
)
PIECES = [
    *"{}[]:,-#&*!|>%@`'\"?\n\t \x00\ufeff\u2028",
    *("null", "true", "~", "-1", "1e999", ".nan", "2026-13", "0x10", "1_000", "<<: *a", "&a", "*a"),
    *(
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "!!python/object:os.system",
        "value: ",
        "beginning: ",
        "all: ",
    ),
    *("work", "law", "2026-01", "{value: 1}", "[[[[[[[[[[[[[[[[", "extends: .\n", "💥", "9" * 40),
]
EDIT = st.tuples(
    st.integers(0, len(SOUND)),
    st.integers(0, 12),
    st.sampled_from(["", *PIECES]) | st.text(max_size=6),
)


def test_the_text_that_the_mutations_start_from_is_sound(tmp_path):
    assert load(write(tmp_path, SOUND)).projection.months == 24


@given(st.lists(EDIT, min_size=1, max_size=4))
@example([(0, 0, "%YAML 1.1\n---\n")])
@example([(0, 0, "extends: .\n")])
@settings(max_examples=150, deadline=None)
def test_a_mutated_file_gives_a_scenario_that_survives_or_problems_with_places(edits):
    text = SOUND
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.yaml")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            scenario = load(path)
        except ScenarioError as error:
            lines = text.count("\n") + text.count("\r") + text.count("\u2028") + 2
            assert error.problems
            assert all(problem.message for problem in error.problems)
            assert all(0 <= problem.line <= lines for problem in error.problems)
            assert len(str(error).splitlines()) == len(error.problems)
        else:
            resolved = Path(folder, "resolved.yaml")
            resolved.write_text(resolved_yaml(scenario), encoding="utf-8")
            assert load(resolved) == scenario


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_overrides_of_any_text_give_a_scenario_or_problems(overrides):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), SOUND)
        try:
            load(path, overrides)
        except ScenarioError as error:
            assert {problem.file for problem in error.problems} <= {"command line", str(path)}


@pytest.mark.parametrize(
    "value",
    [r'"a\x07b"', r'"\u2028"', r'"\ud800"', '"' + "x" * 201 + '"'],
)
def test_a_title_that_cannot_be_shown_is_refused(tmp_path, value):
    (found,) = problems(write(tmp_path, f"title: {{en: {value}}}"))
    assert found.startswith("case.yaml:1:13: title.en: ")


def test_a_key_with_line_breaks_stays_in_its_line(tmp_path):
    (found,) = problems(write(tmp_path, r'{"a\nb\u001b[2J": 1}'))
    assert found.startswith("case.yaml:1:2: a?b?[2J: unknown key (allowed title | ")


def test_a_source_with_line_breaks_stays_in_its_comment(tmp_path):
    text = r'claiming: {take_up: {value: .3, source: "a\nlaw: {}\x07", note: "#\u2028b"}}'
    scenario = load(write(tmp_path, text))
    assert "take_up: 0.3  # case.yaml:1; a law: {}?; # b\n" in resolved_yaml(scenario)
    assert load(write(tmp_path, resolved_yaml(scenario))) == scenario
