"""How many there are: the stock at the start, the entrants, and whom each worker stands for."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.law.tables import cities
from uisim.scenario.schema import Scenario
from uisim.units import YEAR, format_month, parse_month
from uisim.words import ToldError

KINDS_OF_WORK = ("ride_hailing", "delivery", "courier", "ecommerce", "self_employed")
"""The kinds of work, in the order that addresses them."""


class Cell(NamedTuple):
    """A kind of work in a city; ``number`` addresses it whatever else is simulated."""

    number: int
    city: str
    kind: str


class Cohorts(NamedTuple):
    """The cohorts of a cell: the stock, then one for each month.

    people: int64[months + 1], workers: int64[months + 1]: of each cohort, in the world and played.
    """

    people: NDArray[np.int64]
    workers: NDArray[np.int64]


def cells(scenario: Scenario) -> tuple[Cell, ...]:
    """List the cells of the cities in which the scheme starts before the horizon."""
    horizon = scenario.projection.start + scenario.projection.months
    found = []
    for c, city in enumerate(cities()):
        since = scenario.population.scheme_from[city.name]
        if since is not None and since < horizon:
            for k, kind in enumerate(KINDS_OF_WORK):
                found.append(Cell(c * len(KINDS_OF_WORK) + k, city.name, kind))
    return tuple(found)


def stock(scenario: Scenario) -> dict[Cell, int]:
    """Count the people of each cell at the start; the platform kinds add up to the city's table."""
    return {cell: _stock_of(scenario, cell) for cell in cells(scenario)}


def _stock_of(scenario: Scenario, cell: Cell) -> int:
    people = scenario.population.platform_workers.get(cell.city, 0)
    if cell.kind == "self_employed":
        return _half_up(people * scenario.population.self_employed_per_platform_worker)
    shares = scenario.population.kind_shares
    before = KINDS_OF_WORK[: KINDS_OF_WORK.index(cell.kind)]
    below = math.fsum(shares[kind] for kind in before)
    upto = math.fsum([*(shares[kind] for kind in before), shares[cell.kind]])
    return _half_up(people * upto) - _half_up(people * below)


def cohorts(scenario: Scenario, cell: Cell) -> Cohorts:
    """Count the stock, the entrants of each month (docs/model.md, section 2), the workers played.

    Entrants of month m: S(m+1) - S(m) * exp(-leave), or S(m+1) - S(m) where leavers are not
    replaced; whole people are the steps of the rounded running sum.
    """
    months = scenario.projection.months
    people = [_stock_of(scenario, cell) if months > 0 else 0]
    stay = 1.0
    if scenario.population.replace_leavers:
        stay = math.exp(-scenario.work[cell.kind].leave_rate_month)
    growth = 1.0 + scenario.population.growth_year
    sizes = [people[0] * math.pow(growth, m / YEAR) for m in range(months + 1)]
    expected, counted = 0.0, 0
    for now, then in pairwise(sizes):
        expected += then - now * stay
        people.append(max(0, _half_up(expected) - counted))
        counted += people[-1]
    counts = np.array(people, np.int64)
    workers = np.maximum(1, counts // scenario.projection.represents)
    return Cohorts(counts, np.where(counts > 0, workers, 0))


def parse_worker(text: str, scenario: Scenario) -> tuple[Cell, int, int]:
    """Find cell, cohort and ordinal of a worker's ID; ValueError says what is wrong with it."""
    by_name = {f"{cell.city}-{cell.kind}": cell for cell in cells(scenario)}
    name, _, rest = "", "", ""
    for candidate in by_name:
        if text.startswith(candidate + "-"):
            name, rest = candidate, text[len(candidate) + 1 :]
    if not name:
        raise ToldError("{text!r} names no city and kind of work of this scenario", text=text)
    entered, _, digits = rest.rpartition("-")
    if not digits.isdecimal():
        raise ToldError("{text!r} does not end in a number", text=text)
    cohort = 0
    if entered != "stock":
        cohort = parse_month(entered) - scenario.projection.start + 1
    counts = cohorts(scenario, by_name[name])
    if not 0 <= cohort < len(counts.workers) or (entered != "stock" and cohort == 0):
        raise ToldError("nobody enters in {month} in this scenario", month=entered)
    if int(digits) >= counts.workers[cohort]:
        raise ToldError(
            "{group} has workers 000000 to {last:06d}, not {number}",
            group=f"{name}-{entered}",
            last=int(counts.workers[cohort]) - 1,
            number=digits,
        )
    return by_name[name], cohort, int(digits)


def format_worker(scenario: Scenario, cell: Cell, cohort: int, ordinal: int) -> str:
    """Write a worker's ID: CITY-KIND-COHORT-ORDINAL."""
    entered = "stock"
    if cohort > 0:
        entered = format_month(scenario.projection.start + cohort - 1)
    return f"{cell.city}-{cell.kind}-{entered}-{ordinal:06d}"


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)
