"""Scenarios at the limits of the door: refused there, or the same sums without silent overflow.

python verification/faults/extremes.py [--worlds 300] [--funds 200] [--seed 1] [--note]

Each world takes some keys to their lowest or highest allowed value, chosen at random, over a small
lively world. What the door lets in is played by compiled code, whose whole numbers wrap around
without a word, and by plain Python, where each overflow is an error: both have to give the same.
`tests/engine/test_extreme_lives.py` holds the chosen extremes.

Each fund takes the keys of the fund, and some of the others, to a limit or to a power of ten below
it, and is kept for up to 100 years: its books, tables and indicators have to be those of
Python's own whole numbers. A balance that outgrows its table is to be refused with a message.
"""

import random
import sys
import warnings
from collections import Counter
from dataclasses import replace
from typing import get_args

import numpy as np
from common import ROOT, arguments, say

sys.path.insert(0, str(ROOT / "tests"))

from engine.worlds import lively, shuffled_reference

from uisim.fund.identities import IdentityError
from uisim.fund.indicators import indicators
from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves, marks_of, quantity_of, unmarked
from uisim.scenario.problems import ScenarioError
from uisim.scenario.quantities import DATED, PRICE, Choice
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.words import ToldError

KEYS_MAX = 8
PEOPLE, MONTHS = 3, 24
FUND_MONTHS = (120, 600, 1200)
BELOW = (1, 1, 1e-2, 1e-4, 1e-6, 1e-8)
"""What a key of the fund may be of its limit."""
DOOR, TOLD, SAME = "refused at the door", "refused as the books were drawn up", "the same sums"
GOOD = {DOOR, TOLD, SAME}
LEFT_ALONE = ("projection.months", "projection.start", "projection.replications", "uncertain")
"""The horizon is set for each world; of the replications the first is played."""
CROWDED = ("population.growth_year", "_per_platform_worker", "_rate_month")
"""At these limits there are far more people, or far more happens: too much for a century."""


def main() -> int:
    """Play the worlds and the funds, and print how many were refused and how many agree."""
    parser = arguments(__doc__)
    parser.add_argument("--worlds", type=int, default=300)
    parser.add_argument("--funds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warnings.simplefilter("error")
    luck = random.Random(asked.seed)
    limits = dict(limited())
    ends: Counter[str] = Counter()
    tried: set[str] = set()
    drawn = [world(luck, limits) for _ in range(asked.worlds)]
    drawn += [fund(luck, limits) for _ in range(asked.funds)]
    for number, settings in enumerate(drawn):
        how = judged(settings)
        ends[how] += 1
        tried |= settings.keys() & limits.keys()
        if how not in GOOD:
            print(f"world {number}: {how}: {settings}", flush=True)
    done = f"{asked.worlds} worlds and {asked.funds} funds of 10 to 100 years with {len(tried)} "
    done += f"of {len(limits)} numeric keys at a limit, compiled and in plain Python"
    found = ", ".join(f"{count} {how}" for how, count in sorted(ends.items()))
    say(asked.note, done, found)
    return 1 if ends.keys() - GOOD else 0


def world(luck, limits):
    """Draw some keys at a limit, over a short horizon."""
    keys = luck.sample(sorted(limits), luck.randint(1, KEYS_MAX))
    return {"projection.months": MONTHS} | {key: luck.choice(limits[key]) for key in keys}


def fund(luck, limits):
    """Draw keys of the fund, at a limit or below it, and up to two others, over a long horizon."""
    own = sorted(key for key in limits if key.startswith("fund."))
    quiet = sorted(key for key in limits.keys() - own if not key.endswith(CROWDED))
    others = luck.sample(quiet, luck.randint(0, 2))
    keys = luck.sample(own, luck.randint(1, len(own)))
    return (
        {"projection.months": luck.choice(FUND_MONTHS)}
        | {key: luck.choice(limits[key]) for key in others}
        | {key: luck.choice(limits[key]) * luck.choice(BELOW) for key in keys}
    )


def limited():
    """Numbers of the schema with their lowest and highest value, by dotted key.

    Those of the kinds of work are set for all kinds at once.
    """
    for key, field, form in leaves(Document):
        if key.startswith("work.") and not key.startswith("work.ride_hailing."):
            continue
        if key.startswith(LEFT_ALONE):
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
        scenario = lively(settings, PEOPLE * settings.get("projection.represents", 1))
    except ScenarioError:
        return "refused at the door"
    played = play(scenario, threads=1)
    try:
        result = result_of(played)
    except ToldError:
        return TOLD
    except IdentityError as error:
        return str(error)
    sums, together = shuffled_reference(scenario)
    same = np.array_equal(played.sums, sums) and np.array_equal(played.profile, together.profile)
    whole = played.sums[..., 0].min() >= 0 and not together.breaches.any()
    exact = repr(result.summary) == repr(summary_in_python(result))
    return SAME if same and whole and exact else "other sums"


def summary_in_python(result):
    """Draw up the indicators from tables of Python's whole numbers, which do not overflow."""
    drawn = result.statement
    exact = {
        name: {column: values.astype(object) for column, values in getattr(drawn, name).items()}
        for name in ("monthly", "groups", "profiles")
    }
    arrays = {name: getattr(drawn, name).astype(object) for name in ("sums", "total", "profile")}
    return indicators(replace(drawn, **exact, **arrays), result.identities)


if __name__ == "__main__":
    sys.exit(main())
