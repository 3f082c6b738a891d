"""Chance by address: Philox4x32-10 (Salmon et al. 2011), one block of four numbers a decision.

Key = (seed, replication); counter = (ordinal; cell and cohort; decision; occasion). The same
address gives the same luck under every scenario, in every order, on every machine.
"""

import math
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from uisim.rule import rule


class Decision(IntEnum):
    """What is decided; the comment gives the occasion and the four words. Never renumbered."""

    TRAITS = 1  # once: sex, age, permanent income, risk
    START = 2  # once: day of entry, eligible, two platforms, leaving
    HABITS = 3  # once: declaring at the floor, filing claims, opting out, foresight
    PRIOR = 4  # once: brings months, how many, brings unused entitlement, how much
    PLATFORM = 5  # spell of a platform: duration, voluntary, cause, identity
    SEARCH = 6  # spell out of work: duration, delay, passed off as forced, verified
    RETURN = 7  # spell out of work: undeclared, detection, resumes
    OFFER = 8  # number of the offer: wait
    ATTENTION = 9  # number: wait, joins
    ILLNESS = 10  # number: wait
    LAPSE = 11  # number: wait
    PROVOKED = 12  # number: wait
    BIRTH = 13  # number: wait
    YEAR = 14  # calendar year: income, July review, decides to stay
    CLOSURE_HITS = 15  # calendar month: platform 1, 2, 3, 4
    FORCE_MAJEURE = 16  # calendar month: hit
    CLOSURE = 17  # calendar month (cell CLOSURES; ordinal: platform): closes
    PARTIAL = 18  # spell of the platform lost: delay, passed off as forced, verified


CLOSURES_CELL = 0xFFFF
"""The cell kept for the closures of platforms, which are drawn before any life."""


class Address(NamedTuple):
    """Whose chance: four 32-bit numbers. ``place`` = cell * 65536 + cohort."""

    seed: int
    replication: int
    ordinal: int
    place: int


_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ROUNDS = 10
_STEP = 2.0**-32


@rule
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Philox4x32-10: four 32-bit words (in uint64) from counter c0..c3 and key k0, k1."""
    for _ in range(_ROUNDS):
        p0 = _MULTIPLIER_0 * c0
        p1 = _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> _HALF) ^ c1 ^ k0, p1 & _LOW, (p0 >> _HALF) ^ c3 ^ k1, p0 & _LOW
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


@rule
def draw(who: Address, decision: int, occasion: int) -> tuple[float, float, float, float]:
    """Draw the four uniform numbers in (0, 1) that lie at an address: (word + 1/2) / 2**32."""
    a, b, c, d = philox(
        np.uint64(who.ordinal),
        np.uint64(who.place),
        np.uint64(decision + 0),
        np.uint64(occasion),
        np.uint64(who.seed),
        np.uint64(who.replication),
    )
    return (
        (int(a) + 0.5) * _STEP,
        (int(b) + 0.5) * _STEP,
        (int(c) + 0.5) * _STEP,
        (int(d) + 0.5) * _STEP,
    )


@rule
def exponential(uniform: float) -> float:
    """Turn a uniform number into a waiting time of mean 1."""
    return -math.log(uniform)
