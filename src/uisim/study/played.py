"""One replication as it was played, and the fund's statement of it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.fund.identities import Identity, check_identities, require
from uisim.fund.indicators import Indicator, indicators
from uisim.fund.ledger import FundPolicy
from uisim.fund.statement import Statement, draw_up
from uisim.scenario.population import Cell
from uisim.scenario.schema import Scenario
from uisim.units import FEN, PPM


@dataclass(frozen=True)
class Played:
    """The sums of one replication, in people.

    sums: int64[cells, months, KINDS, 2], (events, amounts) booked in each month.
    profile: int64[INCOME_CLASSES * RISK_CLASSES * TENURES, PROFILED, 2], over the horizon.
    breaches: int64[cells, len(BREACHES)].
    """

    scenario: Scenario
    replication: int
    cells: tuple[Cell, ...]
    sums: NDArray[np.int64]
    profile: NDArray[np.int64]
    breaches: NDArray[np.int64]


class Result(NamedTuple):
    """What is written of one replication."""

    replication: int
    statement: Statement
    identities: tuple[Identity, ...]
    summary: tuple[Indicator, ...]


def result_of(played: Played) -> Result:
    """Draw up the statement and its summary; IdentityError if an identity does not hold."""
    statement = statement_of(played)
    identities = check_identities(statement)
    require(identities)
    return Result(played.replication, statement, identities, indicators(statement, identities))


def statement_of(played: Played) -> Statement:
    """Draw up the fund's statement of a replication."""
    scenario = played.scenario
    return draw_up(
        start=scenario.projection.start,
        cells=tuple((cell.city, cell.kind) for cell in played.cells),
        sums=played.sums,
        profile=played.profile,
        breaches=played.breaches,
        rate_ppm=_monthly(scenario, "law.contribution_rate", PPM),
        policy=fund_policy(scenario),
        income_growth_year=scenario.economy.income_growth_year,
    )


def fund_policy(scenario: Scenario) -> FundPolicy:
    """Read the fund's rules, month by month, in fen and ppm."""
    return FundPolicy(
        round(scenario.opening_balance_yuan * FEN),
        _monthly(scenario, "fund.interest_year", PPM),
        _monthly(scenario, "fund.borrowing_rate_year", PPM),
        _monthly(scenario, "fund.fiscal_subsidy_month_yuan", FEN),
        _monthly(scenario, "fund.administration_share", PPM),
    )


def _monthly(scenario: Scenario, key: str, unit: int) -> tuple[int, ...]:
    """Values of a dated key in each month, in whole units."""
    start = scenario.projection.start
    months = range(start, start + scenario.projection.months)
    return tuple(round(scenario.dated[key].at(month) * unit) for month in months)
