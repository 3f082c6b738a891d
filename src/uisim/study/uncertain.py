"""Draws of what a scenario calls uncertain, each at an address: seed, key and number of the draw.

A draw depends on no other key and on no scenario: numpy's Philox4x64-10, keyed by the seed and by
the first eight bytes of the SHA-256 of the dotted key, its counter the number of the draw, gives
one uniform number, which the distribution's quantile function turns into the value.
"""

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from uisim.scenario.resolved import as_plain
from uisim.scenario.schema import Scenario, Uncertain


def drawn(scenario: Scenario, draw: int) -> dict[str, Any]:
    """Draw a value for each uncertain key; a key of whole numbers gets a whole one.

    Whole numbers between two limits have equal chances, limits included; others are rounded.
    """
    plain = as_plain(scenario)
    return {
        key: value_at(
            entry, uniform(scenario.projection.seed, key, draw), is_whole(plain, key.split("."))
        )
        for key, entry in scenario.uncertain.items()
    }


def uniform(seed: int, key: str, draw: int) -> float:
    """Uniform number in [0, 1) at an address."""
    word = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    stream = np.random.Philox(key=np.array([seed, word], np.uint64), counter=[0, 0, 0, draw])
    return float(np.random.Generator(stream).random())


def value_at(entry: Uncertain, share: float, whole: bool = False) -> Any:
    """Value of a distribution below which lies ``share`` (quantile function).

    Uniform between low and high, triangular with mode, normal (truncated between low and high if
    they are given), or one of a list with equal chances.
    """
    if entry.values is not None:
        return entry.values[int(share * len(entry.values))]
    if entry.mean is not None:
        found = _normal(entry, share)
    elif entry.mode is not None:
        found = _triangular(entry, share)
    else:
        assert entry.low is not None and entry.high is not None
        if whole:
            low, high = math.ceil(entry.low), math.floor(entry.high)
            return low + int(share * (high - low + 1))
        return entry.low + share * (entry.high - entry.low)
    return math.floor(found + 0.5) if whole else found


def _normal(entry: Uncertain, share: float) -> float:
    from scipy.special import ndtr, ndtri

    assert entry.mean is not None and entry.sd is not None
    if entry.sd == 0:
        return entry.mean
    below, upto = 0.0, 1.0
    if entry.low is not None and entry.high is not None:
        below, upto = ndtr((np.array([entry.low, entry.high]) - entry.mean) / entry.sd)
    found = entry.mean + entry.sd * float(ndtri(below + max(share, 2.0**-54) * (upto - below)))
    return (
        found if entry.low is None or entry.high is None else min(entry.high, max(entry.low, found))
    )


def _triangular(entry: Uncertain, share: float) -> float:
    assert entry.low is not None and entry.mode is not None and entry.high is not None
    low, mode, high = entry.low, entry.mode, entry.high
    if share * (high - low) < mode - low:
        return low + math.sqrt(share * (high - low) * (mode - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - mode))


def is_whole(plain: Any, path: list[str]) -> bool:
    """Whether a key holds whole numbers: of all kinds of work the first, of months the first."""
    for name in path:
        if isinstance(plain, Mapping) and plain:
            plain = plain.get(name, next(iter(plain.values())))
    while isinstance(plain, Mapping) and plain:
        plain = next(iter(plain.values()))
    return isinstance(plain, int) and not isinstance(plain, bool)
