"""Several thousand wrong files, some for every key: each is refused, and the key is named."""

from collections import Counter

import pytest
from door.mutations import mutations

from uisim.scenario.blocks import Document
from uisim.scenario.file import load
from uisim.scenario.forms import leaves
from uisim.scenario.problems import ScenarioError

pytestmark = pytest.mark.whole


def refused(path, text):
    """Problems of a text; none if it loads."""
    path.write_text(text, encoding="utf-8")
    try:
        load(path)
    except ScenarioError as error:
        return error.problems
    return []


def named(key, problem):
    """Whether a problem stands at a key, above it in its block or in it."""
    block = key.split(".")[0]
    return f"{problem.key.lower()}.".startswith((f"{key}.", f"{key}s.")) or problem.key == block


def test_every_wrong_value_of_every_key_is_refused_with_the_key_named(tmp_path):
    path = tmp_path / "case.yaml"
    tried = Counter()
    wrongly = []
    for key, text in mutations():
        tried[key] += 1
        problems = refused(path, text)
        if not any(named(key, problem) for problem in problems):
            wrongly.append((key, text, [str(problem) for problem in problems]))
    assert wrongly == []
    assert tried.keys() == {key for key, _, _ in leaves(Document)}
    assert tried.total() > 4000
