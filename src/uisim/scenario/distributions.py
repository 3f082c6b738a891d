"""Distributions as tables: incomes, risks, growth, and the limits of their classes."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from uisim.law import tables as law_tables
from uisim.scenario.population import KINDS_OF_WORK, Cell, stock
from uisim.scenario.schema import Scenario
from uisim.setting import INCOME_CLASSES, QUANTILES, RISK_CLASSES
from uisim.units import FEN, YEAR, parse_month

INCOME_YEAR = parse_month("2022-01")
"""Incomes are in prices of this month."""


def tables_of(
    scenario: Scenario, cells: tuple[Cell, ...]
) -> tuple[NDArray[np.float64], dict[str, int]]:
    """Lay all tables end to end; and their offsets by name, such as ``income.courier``."""
    parts: dict[str, NDArray[np.float64]] = {}
    for kind in KINDS_OF_WORK:
        work = scenario.work[kind]
        parts[f"income.{kind}"] = _lognormal(work.income_log_sd)
        parts[f"year.{kind}"] = _lognormal(work.income_year_log_sd)
        parts[f"risk.{kind}"] = _gamma(work.risk_variance)
    months = np.arange(scenario.projection.months + YEAR)
    years = (scenario.projection.start + months - INCOME_YEAR) / YEAR
    growth = np.power(1.0 + scenario.economy.income_growth_year, years)
    parts["growth"] = np.concatenate([[0.0], np.cumsum(growth)])
    people = stock(scenario)
    incomes, rates, weights = [], [], []
    for cell in cells:
        incomes.append(parts[f"income.{cell.kind}"][1::8] * income_mean_fen(scenario, cell))
        rates.append(parts[f"risk.{cell.kind}"][1::8] * scenario.work[cell.kind].loss_rate_month)
        weights.append(np.full(len(incomes[-1]), float(people[cell])))
    weight = np.concatenate([[1.0], *weights])
    income, rate = np.concatenate([[0.0], *incomes]), np.concatenate([[0.0], *rates])
    parts["deciles"] = _class_limits(income, weight, INCOME_CLASSES)
    parts["quintiles"] = _class_limits(rate, weight, RISK_CLASSES)
    offsets, length = {}, 0
    for name, part in parts.items():
        offsets[name] = length
        length += len(part)
    return np.concatenate(list(parts.values())), offsets


def _quantiles(quantile: Callable[[NDArray[np.float64]], Any]) -> Any:
    """Tabulate a distribution of mean 1: the mean of the table, read linearly, is 1 exactly."""
    shares = np.linspace(0.0, 1.0, QUANTILES + 1)
    shares[0], shares[-1] = 0.25 / QUANTILES, 1.0 - 0.25 / QUANTILES
    values = quantile(shares)
    return values / ((values[1:] + values[:-1]) / 2).mean()


@lru_cache(maxsize=256)
def _lognormal(log_sd: float) -> Any:
    return _quantiles(lambda shares: np.exp(log_sd * special.ndtri(shares)))


@lru_cache(maxsize=256)
def _gamma(variance: float) -> Any:
    if variance == 0.0:
        return np.ones(QUANTILES + 1)
    shape = 1.0 / variance
    return _quantiles(lambda shares: special.gammaincinv(shape, shares) * variance)


def income_mean_fen(scenario: Scenario, cell: Cell) -> float:
    """Mean permanent income (fen a month, one platform) of a cell in prices of 2022-01."""
    work = scenario.work[cell.kind]
    ratio = {city.name: city.wage_ratio for city in law_tables.cities()}[cell.city]
    return work.income_month_yuan * FEN * math.pow(ratio, work.city_income_power)


def _class_limits(
    values: NDArray[np.float64], weights: NDArray[np.float64], classes: int
) -> NDArray[np.float64]:
    """Limits between ``classes`` classes of equal weight."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order]) / weights.sum()
    places = np.searchsorted(below, np.arange(1, classes) / classes)
    return values[order][places]
