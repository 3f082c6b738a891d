"""Every draw has an address: the same one gives the same luck, another one another."""

import itertools

import pytest

from uisim.chance import CLOSURES_CELL, Address, Decision, draw
from uisim.law.tables import cities
from uisim.scenario.population import KINDS_OF_WORK

HOME = {"seed": 1, "replication": 0, "ordinal": 17, "place": 3 * 65536 + 2}
NUMBERS = {  # never renumbered: every result ever published stands on them
    "TRAITS": 1,
    "START": 2,
    "HABITS": 3,
    "PRIOR": 4,
    "PLATFORM": 5,
    "SEARCH": 6,
    "RETURN": 7,
    "OFFER": 8,
    "ATTENTION": 9,
    "ILLNESS": 10,
    "LAPSE": 11,
    "PROVOKED": 12,
    "BIRTH": 13,
    "YEAR": 14,
    "CLOSURE_HITS": 15,
    "FORCE_MAJEURE": 16,
    "CLOSURE": 17,
    "PARTIAL": 18,
}


def drawn(decision=Decision.PLATFORM, occasion=4, **changed):
    return draw(Address(**HOME | changed), decision, occasion)


def test_decisions_keep_their_numbers():
    assert {name: Decision[name].value for name in NUMBERS} == NUMBERS
    numbers = [decision.value for decision in Decision]
    assert len(numbers) == len(set(numbers))
    assert all(Decision[name] > 18 for name in Decision.__members__.keys() - NUMBERS)


def test_the_same_address_gives_the_same_luck():
    assert drawn() == drawn() == draw(Address(1, 0, 17, 196610), 5, 4)


@pytest.mark.parametrize(
    "changed",
    [
        *({name: value + step} for name, value in HOME.items() for step in (1, 2**31)),
        {"place": HOME["place"] + 65536},
        {"occasion": 5},
        *({"decision": other} for other in Decision if other != Decision.PLATFORM),
    ],
    ids=str,
)
def test_one_coordinate_changed_gives_other_luck(changed):
    assert not set(drawn(**changed)) & set(drawn())


def test_neighbouring_addresses_share_no_number():
    seen = [
        number
        for ordinal, place, occasion in itertools.product(range(8), range(8), range(8))
        for number in drawn(ordinal=ordinal, place=place, occasion=occasion)
    ]
    assert len(set(seen)) == len(seen)


def test_no_cell_of_workers_is_the_cell_of_closures():
    assert len(cities()) * len(KINDS_OF_WORK) < CLOSURES_CELL < 2**16
