"""The law, the habits, the wages and the shocks of a cell, month by month."""

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from uisim.law import tables as law_tables
from uisim.law.benefit import BenefitMonth, benefit_fen, medical_fen, partial_benefit_fen
from uisim.law.claim import Sequence, covered_causes_mask
from uisim.law.contribution import base_ceiling_fen, base_floor_fen
from uisim.law.retirement import retirement_delay_months
from uisim.people.behaviour import JoiningRule
from uisim.scenario.bounds import wage_of_a_price_yuan
from uisim.scenario.population import Cell
from uisim.scenario.schema import Scenario
from uisim.setting import MONTH, PLATFORMS_MAX
from uisim.units import FEN, PPM, YEAR

JULY = 6


def monthly(scenario: Scenario, key: str) -> list[Any]:
    """Values of a dated key in each month of the projection and, last, at the horizon."""
    dated = scenario.dated[key]
    start, months = scenario.projection.start, scenario.projection.months
    if len(dated.values) == 1:
        return [dated.values[0][1]] * (months + 1)
    return [dated.at(start + month) for month in range(months + 1)]


def _ppm(share: float) -> int:
    return round(share * PPM)


def _fen(yuan: float) -> int:
    return round(yuan * FEN)


_COPIED: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "rate_ppm": ("law.contribution_rate", _ppm),
    "platform_share_ppm": ("fund.platform_share", _ppm),
    "floor_binds_at_once": ("law.floor_binds_at_once", int),
    "old_base_until_july": ("law.rejoin_base", lambda value: int(value == "old_until_july")),
    "qualifying_months": ("law.qualifying_months", int),
    "cap_months": ("law.cap_months", int),
    "carry_over": ("law.carry_over", int),
    "keep_remainder": ("law.months_after_award", lambda value: int(value == "keep_remainder")),
    "prior_months_count": ("law.prior_months_count", int),
    "membership_required": ("law.membership_at_loss", lambda value: int(value == "required")),
    "covered_causes": ("law.covered_causes", covered_causes_mask),
    "several_pays": ("law.multi_platform_rule.mode", lambda value: int(value == "pays")),
    "suspension_months_min": ("law.suspension_months_min", int),
    "waiting_months": ("law.waiting_months", int),
    "benefit_month": ("law.benefit_month", lambda value: int(BenefitMonth[value.upper()])),
    "job_seeking_months": ("law.job_seeking.months_max", int),
    "rights_accrue": ("law.scheme_end_rights", lambda value: int(value == "accrued")),
    "joining_rule": ("joining.rule", lambda value: int(JoiningRule[value.upper()])),
    "horizon_months": ("joining.horizon_months", int),
    "probability": ("joining.probability", float),
    "belief_weight": ("joining.belief_weight", float),
    "cost_salience": ("joining.cost_salience", float),
    "threshold_fen": ("joining.threshold_yuan", lambda value: value * FEN),
    "scale_fen": ("joining.scale_yuan", lambda value: value * FEN),
    "foresight_share": ("joining.foresight_share", float),
    "foresight_months": ("joining.foresight_months", float),
    "opt_out_share": ("joining.opt_out_share", float),
    "july_review_share": ("membership.july_review_share", float),
    "resume_share": ("membership.resume_share", float),
    "floor_share": ("declaring.floor_share", float),
    "take_up": ("claiming.take_up", float),
    "verified_share": ("claiming.verified_share", float),
    "delay_months_mean": ("claiming.delay_months_mean", float),
    "misreported_share": ("claiming.misreported_share", float),
    "undeclared_work_share": ("claiming.undeclared_work_share", float),
    "detection_months": ("claiming.detection_months", float),
}
"""Field of a month: the dated key that fills it, and how."""


def months_of_city(scenario: Scenario, city: str, schedule_rows: list[int]) -> NDArray[np.void]:
    """The law, the habits and the wages of a city, month by month."""
    start, months = scenario.projection.start, scenario.projection.months
    economy = scenario.economy
    filled = np.zeros(months + 1, MONTH).view(np.recarray)
    for name, (key, convert) in _COPIED.items():
        filled[name] = [convert(value) for value in monthly(scenario, key)]
    filled.schedule = schedule_rows
    for m, sequence in enumerate(monthly(scenario, "law.sequence_rule")):
        if isinstance(sequence, str):
            filled.sequence[m] = Sequence[sequence.upper()]
        else:
            filled.sequence[m] = Sequence.ANY_WITHIN_MONTHS
            filled.sequence_months[m] = sequence.any_within_months
    minimum_wages = law_tables.minimum_wages_fen(
        city, start, months + 1, economy.minimum_wage.step_months, economy.minimum_wage.step
    )
    average_wages = law_tables.average_wages_in_force_yuan(
        city, start, months + 1, economy.average_wage_growth_year
    )
    value = {
        key: monthly(scenario, f"law.{key}")
        for key in (
            "base_floor_min_wages",
            "base_floor_average_wages",
            "base_ceiling_average_wages",
            "benefit_min_wages",
            "multi_platform_rule.benefit_share",
            "job_seeking.in_force",
            "job_seeking.base_share",
            "maternity.in_force",
            "maternity.benefits",
        )
    }
    aversion = monthly(scenario, "joining.risk_aversion")
    consumption = monthly(scenario, "joining.jobless_consumption")
    medical_price = scenario.dated["law.medical_month_yuan"]
    floor, ceiling, benefit, partial_benefit, medical, job_seeking, maternity, utility = (
        filled[name]
        for name in (
            "floor_fen",
            "ceiling_fen",
            "benefit_fen",
            "partial_benefit_fen",
            "medical_fen",
            "job_seeking_ppm",
            "maternity_benefits",
            "marginal_utility",
        )
    )
    for m, (minimum_wage, average_wage) in enumerate(
        zip(minimum_wages, average_wages, strict=True)
    ):
        floor[m] = base_floor_fen(
            minimum_wage,
            _ppm(value["base_floor_min_wages"][m]),
            average_wage * FEN,
            _ppm(value["base_floor_average_wages"][m]),
        )
        ceiling_ppm = _ppm(value["base_ceiling_average_wages"][m])
        ceiling[m] = base_ceiling_fen(average_wage * FEN, ceiling_ppm)
        full = benefit_fen(minimum_wage, _ppm(value["benefit_min_wages"][m]))
        share = _ppm(value["multi_platform_rule.benefit_share"][m])
        benefit[m], partial_benefit[m] = full, partial_benefit_fen(full, share)
        since, price = medical_price.entry_at(start + m)
        wage_then = average_wage
        if since is not None:
            wage_then = wage_of_a_price_yuan(city, since, economy.average_wage_growth_year)
        medical[m] = medical_fen(_fen(price), average_wage, wage_then)
        if value["job_seeking.in_force"][m]:
            job_seeking[m] = _ppm(value["job_seeking.base_share"][m])
        if value["maternity.in_force"][m]:
            maternity[m] = value["maternity.benefits"][m]
        utility[m] = math.pow(consumption[m], -aversion[m])
    opens, ends = scheme_window(scenario, city)
    relative = np.arange(months + 1)
    filled.scheme_open = (relative >= opens) & (relative < ends)
    _add_age_limits(scenario, filled)
    return filled


def scheme_window(scenario: Scenario, city: str) -> tuple[int, int]:
    """First month of the scheme in a city, and the month at whose opening it has ended."""
    start, after = scenario.projection.start, scenario.projection.months + YEAR
    since = scenario.population.scheme_from[city]
    last = scenario.scheme_ends
    return (
        after if since is None else max(0, since - start),
        after if last is None else max(0, last + 1 - start),
    )


def _add_age_limits(scenario: Scenario, months: NDArray[np.void]) -> None:
    """Truncate the ages at entry at the age of those who retire at the opening of the month."""
    ages = scenario.population.entry_age
    sexes: tuple[Literal["men", "women"], ...] = ("men", "women")
    for sex in sexes:
        field = f"age_limit_{sex}"
        statutory_age = law_tables.retirement_age_months(sex)
        start = scenario.projection.start
        limits = [(statutory_age + _late(start + m)) / YEAR for m in range(len(months))]
        months[field] = [_triangular_share(ages.min, ages.mode, ages.max, age) for age in limits]


@cache
def _late(month: int) -> int:
    """Months by which those who retire at the opening of the counted ``month`` are late."""
    rise = law_tables.retirement().rise
    late = 0
    while late < rise.delay_months_max and late + 1 <= retirement_delay_months(
        month - late - 1, rise.since, rise.step_months, rise.delay_months_max
    ):
        late += 1
    return late


def _triangular_share(low: float, mode: float, high: float, age: float) -> float:
    """Share of the triangular ages at entry that lies below ``age``."""
    if age >= high:
        return 1.0
    if age <= mode:
        return (age - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - age) ** 2 / ((high - low) * (high - mode))


def add_shocks(
    scenario: Scenario, cell: Cell, months: NDArray[np.void], closures: NDArray[np.float64]
) -> None:
    """Write the closures of the kind's platforms and the force majeure of the city."""
    for platform in range(PLATFORMS_MAX):
        months[f"closure_hits_{platform + 1}"][:-1] = closures[:, platform]
    spared = np.ones(len(months))
    for shock in scenario.economy.force_majeure:
        m = shock.month - scenario.projection.start
        if 0 <= m < len(months) - 1 and (not shock.cities or cell.city in shock.cities):
            spared[m] *= 1.0 - shock.share
    months["force_majeure_share"] = 1.0 - spared


def add_next(months: NDArray[np.void], scenario: Scenario) -> None:
    """Write, for each month, the next later one in which something of interest happens."""
    horizon = len(months) - 1
    shocks = months["force_majeure_share"] > 0
    for platform in range(PLATFORMS_MAX):
        shocks = shocks | (months[f"closure_hits_{platform + 1}"] > 0)
    july = (scenario.projection.start + np.arange(horizon + 1)) % YEAR == JULY
    by_default = (months["joining_rule"] == JoiningRule.DEFAULT_IN) & (months["scheme_open"] == 1)
    changes = np.zeros(horizon + 1, bool)
    binds = np.where(months["floor_binds_at_once"] == 1, months["floor_fen"], 0)
    for series in (months["rate_ppm"], months["platform_share_ppm"], binds):
        changes[1:] |= series[1:] != series[:-1]
    begins = np.zeros(horizon + 1, bool)
    begins[1:] = by_default[1:] & ~by_default[:-1]
    for field, marks in (
        ("next_shock", shocks),
        ("next_july", july),
        ("next_default", begins),
        ("next_change", changes),
    ):
        found, upcoming = [], horizon + YEAR
        for m in range(horizon, -1, -1):
            found.append(upcoming)
            if marks[m]:
                upcoming = m
        months[field] = found[::-1]
