"""Every scenario of the library does what it is expected to, and says all it has to say."""

import pytest
from library.sample import LIBRARY, SAMPLE, SCENARIOS

from uisim.scenario.blocks import EXPECTED

pytestmark = pytest.mark.whole

SIGNED = [name for name in LIBRARY if name != "baseline"]
WHO_JOINS = {"members", "joined", "selection_index", "coverage"}
JOINING_CANNOT_RESPOND = {  # why nobody decides otherwise
    "duration-cap-12": "caps beyond the 24 months that the decision looks ahead",
    "duration-cap-18": "caps beyond the 24 months that the decision looks ahead",
    "platform-closure-2028": "nobody knows of it before",
    "two-closures-2028": "nobody knows of it before",
    "reading-accrued-rights": "nobody joins after the end",
    "reading-keep-remainder": "the decision counts the first claim alone",
    "reading-membership-not-required": "the decision does not know the reading",
    "reading-sequence-all": "the decision does not know the reading",
    "reading-sequence-any-6": "the decision does not know the reading",
    "reading-suspension-waits": "the decision does not know the reading",
}


EXPECTATIONS = [
    pytest.param(scenario, name, way, id=f"{scenario}: {name} {way}")
    for scenario, loaded in LIBRARY.items()
    for name, way in loaded.about.expects.items()
]


@pytest.mark.parametrize(("scenario", "name", "way"), EXPECTATIONS)
def test_the_expected_direction_comes_out(library, scenario, name, way):
    entry = library[scenario]
    assert entry.direction(name) == way, (entry.change(name), entry.measures[name])


@pytest.mark.parametrize("name", SIGNED)
def test_a_scenario_says_question_author_source_and_expectation(name):
    about = LIBRARY[name].about
    assert about.question.en and about.question.en.endswith("?")
    assert about.question.zh and about.question.zh.endswith("？")
    assert about.author != "not named" and about.expects
    lines = (SCENARIOS / f"{name}.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if line.endswith((": rises", ": falls", ": unchanged"))] == []


@pytest.mark.parametrize("name", SIGNED)
def test_a_scenario_says_who_joins_wherever_joining_can_respond(library, name):
    expects = library[name].scenario.about.expects
    assert bool(WHO_JOINS & expects.keys()) != (name in JOINING_CANNOT_RESPOND)


def test_titles_and_questions_are_asked_once():
    scenarios = LIBRARY.values()
    for said in (
        [one.title.en for one in scenarios],
        [one.title.zh for one in scenarios],
        [one.about.question.en for one in scenarios],
        [one.about.question.zh for one in scenarios],
    ):
        assert len(set(said)) == len(said)


def test_every_name_that_may_be_expected_is_expected_somewhere(library):
    named = {name for one in library.values() for name in one.scenario.about.expects}
    assert named == set(EXPECTED)


def test_every_change_of_a_scenario_is_its_own(library):
    """No scenario is a copy of another, but for the three that restate the baseline."""
    same = {"baseline", "coverage-2-percent", "joining-logit", "qualifying-12-months"}
    measures = {name: tuple(one.measures.items()) for name, one in library.items()}
    assert {name for name in measures if measures[name] == measures["baseline"]} == same
    assert len(set(measures.values())) == len(measures) - len(same) + 1


def test_the_sample_changes_no_rule():
    assert all(key.startswith(("projection.", "population.")) for key in SAMPLE)
