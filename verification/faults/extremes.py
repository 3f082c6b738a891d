"""Scenarios at the limits of the door: refused there, or the same sums without silent overflow.

python verification/faults/extremes.py [--worlds 300] [--seed 1] [--note]

Each world takes some keys to their lowest or highest allowed value, chosen at random, over a small
lively world. What the door lets in is played by compiled code, whose whole numbers wrap around
without a word, and by plain Python, where each overflow is an error: both have to give the same.
`tests/engine/test_extreme_lives.py` holds the chosen extremes.
"""

import random
import sys
import warnings
from collections import Counter
from typing import get_args

import numpy as np
from common import ROOT, arguments, say

sys.path.insert(0, str(ROOT / "tests"))

from engine.worlds import lively, shuffled_reference

from uisim.fund.identities import IdentityError
from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves, marks_of, quantity_of, unmarked
from uisim.scenario.problems import ScenarioError
from uisim.scenario.quantities import DATED, PRICE, Choice
from uisim.study.played import result_of
from uisim.study.run import play

KEYS_MAX = 8
PEOPLE, MONTHS = 3, 24
LEFT_ALONE = ("projection.", "population.growth", "uncertain", "work.")
"""The size of the world; rates of the kinds of work are set for all kinds at once."""


def main() -> int:
    """Play the worlds and print how many were refused and how many agree."""
    parser = arguments(__doc__)
    parser.add_argument("--worlds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warnings.simplefilter("error")
    luck = random.Random(asked.seed)
    limits = dict(limited())
    ends: Counter[str] = Counter()
    tried: set[str] = set()
    for number in range(asked.worlds):
        keys = luck.sample(sorted(limits), luck.randint(1, KEYS_MAX))
        settings = {key: luck.choice(limits[key]) for key in keys}
        how = judged({"projection.months": MONTHS, **settings})
        ends[how] += 1
        tried |= set(keys)
        if how not in ("refused at the door", "the same sums"):
            print(f"world {number}: {how}: {settings}", flush=True)
    done = f"{asked.worlds} worlds with {len(tried)} of {len(limits)} numeric keys at a limit"
    found = ", ".join(f"{count} {how}" for how, count in sorted(ends.items()))
    say(asked.note, f"{done}, compiled and in plain Python", found)
    return 1 if ends.keys() - {"refused at the door", "the same sums"} else 0


def limited():
    """Numbers of the schema with their lowest and highest value, by dotted key."""
    for key, field, form in leaves(Document):
        if key.startswith("work.") and not key.startswith("work.ride_hailing."):
            continue
        if key.startswith(LEFT_ALONE) and not key.startswith("work."):
            continue
        while DATED in marks_of(form) or PRICE in marks_of(form):
            form = get_args(unmarked(form))[1]
        plain = unmarked(form) in (int, float)
        if not plain or any(isinstance(mark, Choice) for mark in marks_of(form)):
            continue
        quantity = quantity_of(form)
        dated = {"2022-01": quantity.low}, {"2022-01": quantity.high}
        ends = dated if PRICE in field.metadata else (quantity.low, quantity.high)
        yield key.replace("work.ride_hailing.", "work.all."), ends


def judged(settings):
    """Say what comes of a world."""
    try:
        scenario = lively(settings, PEOPLE)
    except ScenarioError:
        return "refused at the door"
    played = play(scenario, threads=1)
    try:
        result_of(played)
    except IdentityError as error:
        return str(error)
    sums, together = shuffled_reference(scenario)
    same = np.array_equal(played.sums, sums) and np.array_equal(played.profile, together.profile)
    whole = played.sums[..., 0].min() >= 0 and not together.breaches.any()
    return "the same sums" if same and whole else "other sums"


if __name__ == "__main__":
    sys.exit(main())
