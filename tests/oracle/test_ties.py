"""A uniform number that is exactly a share is not below it: `life` and the oracle agree there too.

For each share a worker is sought whose book changes if the share grows by the last bit of a float:
she has drawn exactly this share.
"""

import math
import tempfile
from functools import cache
from pathlib import Path

import pytest
from oracle import oracle
from oracle.scenarios import COMMON

from uisim.chance import Address
from uisim.engine import reference
from uisim.outcome import by_month, empty_outcome
from uisim.scenario.file import load
from uisim.study.run import blocks

JULY_2024 = 2024 * 12 + 6
WORKERS = 24
SHARES = {
    # What is written, and where she draws: decision, occasion, word.
    "claiming: {take_up: SHARE}": (oracle.HABITS, 0, 1),
    "claiming: {take_up: 1, verified_share: SHARE}": (oracle.SEARCH, 1, 3),
    "work: {all: {involuntary_share: 0}}\nclaiming: {misreported_share: SHARE, take_up: 1}": (
        oracle.SEARCH,
        1,
        2,
    ),
    "claiming: {undeclared_work_share: SHARE, take_up: 1, verified_share: 1}": (
        oracle.RETURN,
        1,
        0,
    ),
    "joining: {rule: default_in, opt_out_share: SHARE}": (oracle.HABITS, 0, 2),
    "joining: {rule: {2022-01: default_in}, opt_out_share: {2022-01: 0, 2024-07: SHARE}}\n"
    "membership: {july_review_share: 1}": (oracle.HABITS, 0, 2),
    "joining: {probability: SHARE}": (oracle.ATTENTION, 0, 1),
    "joining: {probability: .3}\nmembership: {july_review_share: SHARE}": (oracle.YEAR, 2024, 1),
    "membership: {resume_share: SHARE}": (oracle.RETURN, 1, 2),
    "declaring: {floor_share: SHARE}": (oracle.HABITS, 0, 0),
    "population: {prior_insurance: {share: SHARE}}": (oracle.PRIOR, 0, 0),
    "population: {prior_insurance: {share: 1, unused_share: SHARE}}": (oracle.PRIOR, 0, 2),
    "work: {all: {eligible_share: SHARE}}": (oracle.START, 0, 1),
    "work: {all: {several_share: SHARE}}": (oracle.START, 0, 2),
    "work: {all: {involuntary_share: SHARE}}": (oracle.PLATFORM, 0, 1),
    "work: {all: {male_share: SHARE}}": (oracle.TRAITS, 0, 0),
    "economy: {force_majeure: [{month: 2024-07, share: SHARE}]}": (
        oracle.FORCE_MAJEURE,
        JULY_2024,
        0,
    ),
    **{
        f"economy: {{closures: [{{kind: delivery, platform: {platform + 1}, month: 2024-07, "
        "hits: SHARE}]}": (oracle.CLOSURE_HITS, JULY_2024, platform)
        for platform in range(2)
    },
}


@cache
def exactly(text):
    """A worker who has drawn the share, her setting, her book by the oracle, and one bit more."""
    decision, occasion, word = SHARES[text]
    for ordinal in range(WORKERS):
        _, anybody = lived("", 0, ordinal)
        share = anybody.draw(decision, occasion)[word]
        setting, her = lived(text, share, ordinal)
        _, one_bit_more = lived(text, math.nextafter(share, 1), ordinal)
        if (her.counts != one_bit_more.counts).any():
            return setting, her
    raise LookupError(text)


def lived(text, share, ordinal):
    """Her setting, and her as the oracle tells her."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "common.yaml").write_text(COMMON)
        file = Path(place) / "world.yaml"
        file.write_text(f"extends: common.yaml\n{text.replace('SHARE', repr(share))}\n")
        scenario = load(file)
    (block,) = [
        block for block in blocks(scenario, 0) if block.cell[1:3] == ("guangzhou", "delivery")
    ]
    world = oracle.World(scenario, *block.cell[1:3])
    return block.setting, oracle.Worker(world, block.cell.number, 0, ordinal).live()


@pytest.mark.parametrize("text", SHARES)
def test_who_draws_exactly_the_share_is_not_below_it(text):
    setting, her = exactly(text)
    outcome = empty_outcome(len(setting.months) - 1)
    reference.play([(Address(*her.address), 1)], setting, outcome)
    life = by_month(outcome.sums)
    assert (life[..., 0] == her.counts).all()
    assert (life[..., 1] == her.amounts).all()
