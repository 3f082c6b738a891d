"""Amounts that the books could not hold: refused before anything is played.

The memory of a run needs no such check: it grows with cities, kinds of work and months, whose
ranges bound it (0.6 GB at all 21 cities and 1,200 months, measured), and not with the number of
workers, who are played in blocks.
"""

from collections.abc import Iterator
from typing import NamedTuple

from uisim.law import tables as law_tables
from uisim.scenario.check import written_at
from uisim.scenario.problems import COMMAND_LINE, Problem, Words, wrong
from uisim.scenario.quantities import BEGINNING
from uisim.scenario.schema import Scenario
from uisim.scenario.tree import Node
from uisim.units import FEN, YEAR, parse_month

AMOUNT_FEN_MAX = 10**11
"""Largest amount of one person in one month; times ppm it fits in 64 bits."""
WAGE_FEN_MAX = 10**20
"""A wage beyond it is refused all the same, and is not multiplied any further."""
SUM_MAX = 2**63 - 1
"""Largest sum of the books."""
FIRST_KNOWN = parse_month("2018-07")
"""The earliest start of a projection; average wages are known from it on."""
_MINIMUM_WAGE = ("economy.minimum_wage.step", "economy.minimum_wage.step_months")
_AVERAGE_WAGE = ("economy.average_wage_growth_year",)
_LONG = ("projection.months", "projection.start")
_SUBSIDY = "fund.fiscal_subsidy_month_yuan"
_RATES = ("fund.interest_year", "fund.borrowing_rate_year")
_DATED = (_SUBSIDY, *_RATES)
_FUND = ("fund.opening_balance_yuan", *_DATED)


class _Amount(NamedTuple):
    """A largest amount, and the keys that make it large, the likeliest first."""

    fen: float
    keys: tuple[str, ...]


def too_large(scenario: Scenario, tree: Node) -> Iterator[Problem]:
    """Find the keys whose amounts, in the last month or over the horizon, are too large."""
    largest = 0
    for city in law_tables.cities():
        worst = max(_amounts(scenario, city.name), key=lambda amount: amount.fen)
        largest = max(largest, int(worst.fen))
        if worst.fen > AMOUNT_FEN_MAX:
            most = f"{AMOUNT_FEN_MAX // FEN:,}"
            what = wrong(
                "gives an amount too large to be kept: {yuan} yuan in {city} at the horizon",
                allowed=Words(f"at most {most} yuan a month", f"每月不超过 {most} 元"),
                yuan=f"{int(worst.fen) // FEN:.3g}",
                city=city.name,
            )
            yield _written(tree, (*worst.keys, *_LONG)).problem(what)
            return
    projection, population = scenario.projection, scenario.population
    people = float(sum(population.platform_workers.values()))
    people *= 1 + population.self_employed_per_platform_worker
    people *= max(1.0, (1.0 + population.growth_year) ** (projection.months / YEAR))
    if people * projection.months * largest > SUM_MAX:
        what = wrong(
            "gives sums too large to be kept: {people} people, {months} months, {yuan} yuan",
            people=f"{people:.3g}",
            months=projection.months,
            yuan=f"{largest // FEN:,}",
        )
        keys = ("population.growth_year", "population.platform_workers", *_LONG)
        yield _written(tree, keys).problem(what)
    held = _held_fen(scenario)
    if held > SUM_MAX:
        what = wrong(
            "gives a balance too large to be kept: {yuan} yuan at the horizon",
            yuan=f"{held / FEN:.3g}",
        )
        yield _written(tree, (*_FUND, *_LONG)).problem(what)


def _held_fen(scenario: Scenario) -> float:
    """Largest balance that the opening one and the subsidies grow to, whoever joins."""
    largest = {key: max(abs(value) for _, value in scenario.dated[key].values) for key in _DATED}
    growth = 1 + max(largest[key] for key in _RATES) / YEAR
    held = abs(scenario.opening_balance_yuan)
    for _ in range(scenario.projection.months):
        held = held * growth + largest[_SUBSIDY]
    return held * FEN


def _amounts(scenario: Scenario, city: str) -> Iterator[_Amount]:
    """Largest amounts of a person in the last month."""
    economy = scenario.economy
    last = scenario.projection.start + scenario.projection.months
    minimum_wage = law_tables.minimum_wages_fen(
        city, last, 1, economy.minimum_wage.step_months, economy.minimum_wage.step
    )[0]
    growth = economy.average_wage_growth_year
    average_wage = FEN * law_tables.average_wages_in_force_yuan(city, last, 1, growth)[0]
    minimum_wage, average_wage = (min(wage, WAGE_FEN_MAX) for wage in (minimum_wage, average_wage))
    yield _Amount(minimum_wage, _MINIMUM_WAGE)
    yield _Amount(average_wage, _AVERAGE_WAGE)
    for key, wage, keys in (
        ("law.base_floor_min_wages", minimum_wage, _MINIMUM_WAGE),
        ("law.base_ceiling_average_wages", average_wage, _AVERAGE_WAGE),
        ("law.base_floor_average_wages", average_wage, _AVERAGE_WAGE),
        ("law.benefit_min_wages", minimum_wage, _MINIMUM_WAGE),
    ):
        yield _Amount(wage * max(value for _, value in scenario.dated[key].values), (key, *keys))
    medical = ("law.medical_month_yuan", *_AVERAGE_WAGE)
    yield _Amount(_medical_fen(scenario, city, average_wage), medical)


def _medical_fen(scenario: Scenario, city: str, average_wage_fen: int) -> float:
    """Largest medical contribution at the horizon: each price moves with the average wage."""
    growth = scenario.economy.average_wage_growth_year
    found = 0.0
    for since, yuan in scenario.dated["law.medical_month_yuan"].values:
        then = average_wage_fen
        if since is not None:
            then = FEN * wage_of_a_price_yuan(city, since, growth)
        found = max(found, yuan * FEN * average_wage_fen / then)
    return found


def wage_of_a_price_yuan(city: str, since: int, growth_year: float) -> int:
    """Average wage with which a price of the month ``since`` moves, from the first known one on."""
    known = max(since, FIRST_KNOWN)
    return law_tables.average_wages_in_force_yuan(city, known, 1, growth_year)[0]


def _written(tree: Node, keys: tuple[str, ...]) -> Node:
    """Find the first of the keys set with the command, else of those that a file wrote."""
    nodes = [written_at(tree, (*key.split("."), BEGINNING)) for key in keys]
    asked = (node for node in nodes if node.file == COMMAND_LINE)
    return [*asked, *(node for node in nodes if node.key), nodes[0]][0]
