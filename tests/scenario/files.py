"""Scenario files for the tests of the door."""

from textwrap import dedent

import pytest

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError


def write(folder, text, name="case.yaml"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return path


def loaded(folder, text, **overrides):
    return load(write(folder, text), overrides)


def problems(path, overrides=None):
    """Lines of the error that a file gives, without the folder."""
    with pytest.raises(ScenarioError) as caught:
        load(path, overrides or {})
    return [line.replace(f"{path.parent}/", "") for line in str(caught.value).splitlines()]
