"""The note of an event says what its kind says, and nothing where there is nothing to say."""

import tempfile
from functools import cache
from pathlib import Path

import pytest
from oracle.scenarios import COMMON, SCENARIOS

from uisim.chance import Address
from uisim.engine import reference
from uisim.events import Kind
from uisim.scenario.file import load
from uisim.study.run import blocks

WORKERS = 8
WORLDS = ("everyday", "pays", "long delays", "a hectic life", "default_in, some may not join")
NOTHING = {
    Kind.ELIGIBLE,
    Kind.ELIGIBLE_JOBLESS,
    Kind.MEMBER_JOBLESS,
    Kind.SEVERAL_PLATFORMS,
    Kind.PENDING,
    Kind.ENTERED,
    Kind.LEFT,
    Kind.LEFT_JOBLESS,
    Kind.DENIED_DID_NOT_FILE,
    Kind.DENIED_NOT_VERIFIED,
    Kind.DENIED_FOUND_WORK_FIRST,
    Kind.DENIED_LEFT_FIRST,
    Kind.FIRST_PAYMENT,
    Kind.SURVIVED_A_YEAR,
    Kind.OUTGO_ON_BROUGHT_MONTHS,
    Kind.CLAIM_ENDED,
}


@cache
def lives(name):
    """Some lives of a scenario: setting and address."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "common.yaml").write_text(COMMON)
        (Path(place) / "world.yaml").write_text(f"extends: common.yaml\n{SCENARIOS[name]}")
        scenario = load(Path(place) / "world.yaml")
    return [
        (block.setting, Address(scenario.projection.seed, 0, ordinal, block.cell.number * 65536))
        for block in blocks(scenario, 0)
        for ordinal in range(min(WORKERS, int(block.cohorts.workers[0])))
    ]


@pytest.mark.parametrize("name", WORLDS)
def test_a_note_names_a_platform_or_nothing(name):
    for setting, who in lives(name):
        platforms = setting.work[0].platforms
        found, alone = 0, False
        for event in reference.one_life(who, setting):
            assert event.months > 0 or event.kind not in (Kind.ELIGIBLE, Kind.ELIGIBLE_JOBLESS)
            if event.kind in NOTHING:
                assert event.note == 0, Kind(event.kind).name
            elif event.kind == Kind.FOUND_WORK:
                assert 1 <= event.note <= platforms
                found, alone = event.note, True
            elif event.kind == Kind.GAINED_PLATFORM:
                assert 1 <= event.note <= platforms
                assert not (alone and event.note == found)
            elif event.kind in (Kind.LOST_INVOLUNTARY, Kind.LOST_VOLUNTARY):
                alone = False
