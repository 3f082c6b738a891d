"""The library is played once for all its tests."""

import pytest
from library.sample import FILES, SAMPLE

from uisim.scenario.file import load
from uisim.study.survey import survey


@pytest.fixture(scope="session")
def library(kernel):
    """Every scenario of the library, played, by name."""
    entries = survey([load(file, SAMPLE) for file in FILES], threads=2)
    return {one.scenario.name: one for one in entries}
