"""The auditor of the events objects to what no sum of a month would show."""

import numpy as np
import pytest
from engine.worlds import small

from uisim.events import Event, Kind
from uisim.outcome import BREACHES, NOT_WHAT_IS_DUE, SEEN, audit
from uisim.scenario.population import cells
from uisim.scenario.setting import settings

BASE_FEN = 250_049
DUE_FEN = 2_500
"""1 % of it, half a fen up."""
OTHER = Event(0, Kind.MEMBER, 0, 1, 1, 0)


@pytest.fixture(scope="module")
def months():
    scenario = small({"projection.months": 12})
    return settings(scenario, cells(scenario), 0)[0].months


def objections(months, own, platform):
    """People to whose contributions of two months the auditor objects; she is three people."""
    heard = [Event(0, Kind.BASE, 0, 2, BASE_FEN, 0), Event(0, Kind.CONTRIBUTION_OWN, 0, 2, own, 0)]
    if platform:
        heard.append(Event(0, Kind.CONTRIBUTION_PLATFORM, 0, 2, platform, 0))
    breaches = np.zeros(len(BREACHES), np.int64)
    seen = np.zeros(SEEN, np.int64)
    for event in (*heard, OTHER):
        audit(seen, breaches, months, 3, event)
    return int(breaches[NOT_WHAT_IS_DUE])


@pytest.mark.parametrize(("own", "platform"), [(DUE_FEN, 0), (1_500, 1_000)])
def test_what_is_due_to_the_fen_is_sound(months, own, platform):
    assert objections(months, own, platform) == 0


@pytest.mark.parametrize(
    ("own", "platform"), [(DUE_FEN + 1, 0), (DUE_FEN - 1, 0), (1_500, 999), (DUE_FEN, 1)]
)
def test_a_fen_more_or_less_is_objected_to(months, own, platform):
    assert objections(months, own, platform) == 6
