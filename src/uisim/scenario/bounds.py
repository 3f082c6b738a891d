"""Amounts that the books could not hold: refused before anything is played."""

from collections.abc import Iterator

from uisim.law import tables as law_tables
from uisim.scenario.problems import Problem, describe
from uisim.scenario.schema import Scenario
from uisim.units import FEN, parse_month

AMOUNT_FEN_MAX = 10**11
"""Largest amount of one person in one month; times ppm it fits in 64 bits."""
SUM_MAX = 2**63 - 1
"""Largest sum of the books."""
YEAR = 12
FIRST_KNOWN = parse_month("2018-07")
"""The earliest start of a projection; average wages are known from it on."""


def too_large(scenario: Scenario, file: str) -> Iterator[Problem]:
    """Find the keys whose amounts, in the last month or over the horizon, are too large."""
    projection, economy = scenario.projection, scenario.economy
    last = projection.start + projection.months
    largest = 0
    for city in law_tables.cities():
        minimum_wage = law_tables.minimum_wages_fen(
            city.name, last, 1, economy.minimum_wage.step_months, economy.minimum_wage.step
        )[0]
        growth = economy.average_wage_growth_year
        average_wage = FEN * law_tables.average_wages_in_force_yuan(city.name, last, 1, growth)[0]
        amounts = {
            "economy.minimum_wage": minimum_wage,
            "economy.average_wage_growth_year": average_wage,
            "law.base_floor_min_wages": minimum_wage * _most(scenario, "base_floor_min_wages"),
            "law.base_ceiling_average_wages": average_wage
            * _most(scenario, "base_ceiling_average_wages"),
            "law.base_floor_average_wages": average_wage
            * _most(scenario, "base_floor_average_wages"),
            "law.benefit_min_wages": minimum_wage * _most(scenario, "benefit_min_wages"),
            "law.medical_month_yuan": _medical_fen(scenario, city.name, average_wage),
        }
        worst = max(amounts, key=lambda key: amounts[key])
        largest = max(largest, int(amounts[worst]))
        if amounts[worst] > AMOUNT_FEN_MAX:
            allowed = f"at most {AMOUNT_FEN_MAX // FEN:,} yuan a month"
            got = f"{int(amounts[worst]) // FEN:.3g} yuan in {city.name} at the horizon"
            yield _problem(file, worst, "gives an amount too large to be kept", got, allowed)
            return
    people = float(sum(scenario.population.platform_workers.values()))
    people *= 1 + scenario.population.self_employed_per_platform_worker
    people *= max(1.0, (1.0 + scenario.population.growth_year) ** (projection.months / YEAR))
    if people * projection.months * largest > SUM_MAX:
        got = f"{people:.3g} people, {projection.months} months, {largest // FEN:,} yuan"
        key = "population.platform_workers"
        yield _problem(file, key, "gives sums too large to be kept", got, "less of one of them")


def _most(scenario: Scenario, key: str) -> float:
    """Largest value that a key of the law ever has."""
    return max(value for _, value in scenario.dated[f"law.{key}"].values)


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


def _problem(file: str, key: str, what: str, got: str, allowed: str) -> Problem:
    return Problem(file, 0, 0, key, describe(what, got=got, allowed=allowed))
