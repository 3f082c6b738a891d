"""The library is played once for all its tests."""

import pytest
from library.sample import LIBRARY, sampled

from uisim.study.survey import survey


@pytest.fixture(scope="session")
def library(kernel):
    """Every scenario of the library, played, by name."""
    entries = survey([sampled(name) for name in LIBRARY], threads=2)
    return {one.scenario.name: one for one in entries}
