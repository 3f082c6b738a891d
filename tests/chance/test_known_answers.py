"""Philox4x32-10 gives the answers of its authors, in plain Python and compiled."""

import math
from collections.abc import Callable

import numba
import numpy as np
import pytest

from uisim.chance import Address, Decision, draw, exponential, philox

ZERO, ONES = "00000000", "ffffffff"
VECTORS = {  # Random123, kat_vectors, philox4x32 10: counter, key, answer.
    "all zero": ((ZERO,) * 4, (ZERO,) * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    "all ones": ((ONES,) * 4, (ONES,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    "digits of pi": (
        ("243f6a88", "85a308d3", "13198a2e", "03707344"),
        ("a4093822", "299f31d0"),
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
}
NUMBERS = 20_000


@numba.njit
def compiled_philox(c0, c1, c2, c3, k0, k1):
    return philox(c0, c1, c2, c3, k0, k1)


@numba.njit
def compiled_draw(seed, replication, ordinal, place, decision, occasion):
    return draw(Address(seed, replication, ordinal, place), decision, occasion)


@numba.njit
def many(count):
    found = np.zeros((count, 4))
    for i in range(count):
        found[i] = draw(Address(7, 0, i, 65536), Decision.SEARCH, 1)
    return found


@pytest.fixture(scope="module")
def numbers():
    return many(NUMBERS)


@pytest.mark.parametrize("generator", [philox, compiled_philox], ids=["plain", "compiled"])
@pytest.mark.parametrize("case", VECTORS)
def test_the_known_answers_come_out(generator: Callable, case: str):
    counter, key, answer = VECTORS[case]
    words = [np.uint64(int(word, 16)) for word in (*counter, *key)]
    assert " ".join(f"{int(word):08x}" for word in generator(*words)) == answer


def test_a_draw_is_the_middle_of_its_word_for_the_address_in_its_order():
    counter, key, answer = VECTORS["digits of pi"]
    ordinal, place, decision, occasion = (int(word, 16) for word in counter)
    seed, replication = (int(word, 16) for word in key)
    expected = tuple((int(word, 16) + 0.5) / 2**32 for word in answer.split())
    assert draw(Address(seed, replication, ordinal, place), decision, occasion) == expected
    assert compiled_draw(seed, replication, ordinal, place, decision, occasion) == expected


def test_no_draw_is_0_or_1_and_its_waiting_time_is_finite():
    least, most = 0.5 / 2**32, (2**32 - 0.5) / 2**32
    assert 0.0 < least < most < 1.0
    assert 0.0 < exponential(most) < exponential(least) < 23.0
    assert exponential(least) == -math.log(least)


def test_the_four_numbers_are_uniform(numbers):
    for word in numbers.T:
        counted = np.bincount((word * 64).astype(int), minlength=64)
        expected = NUMBERS / 64
        chi_square = ((counted - expected) ** 2 / expected).sum()
        assert 30 < chi_square < 110  # 63 degrees of freedom: beyond once in 10,000 either way


def test_numbers_of_an_address_and_of_neighbours_do_not_move_together(numbers):
    limit = 4 / math.sqrt(NUMBERS)
    words = np.corrcoef(numbers.T)
    assert np.abs(words[~np.eye(4, dtype=bool)]).max() < limit
    assert abs(np.corrcoef(numbers[:-1, 0], numbers[1:, 0])[0, 1]) < limit
