"""From a scenario to what its lives read: numbers, month by month, for each cell."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from uisim.chance import CLOSURES_CELL, Address, Decision, draw
from uisim.law import tables as law_tables
from uisim.law.benefit import BenefitMonth, benefit_fen, medical_fen, partial_benefit_fen
from uisim.law.claim import covered_causes_mask
from uisim.law.contribution import base_ceiling_fen, base_floor_fen
from uisim.law.entitlement import schedule
from uisim.law.retirement import retirement_delay_months
from uisim.life import Sequence
from uisim.people.behaviour import JoiningRule
from uisim.scenario.population import KINDS_OF_WORK, Cell, stock
from uisim.scenario.schema import Scenario, Work
from uisim.setting import (
    INCOME_CLASSES,
    MONTH,
    PLATFORMS_MAX,
    QUANTILES,
    RISK_CLASSES,
    WORK,
    Setting,
)
from uisim.units import FEN, NEVER, PPM, parse_month

__all__ = ["platform_closures", "settings"]

YEAR = 12
JULY = 6
INCOME_YEAR = parse_month("2022-01")
"""Incomes are in prices of this month."""
CHILDBEARING_MONTHS = 45 * YEAR
_PRIOR_MONTHS_MARGIN = 2

Closures = NDArray[np.float64]
"""float64[kinds of work, months, PLATFORMS_MAX]: share of the holders who lose the platform."""


def settings(scenario: Scenario, cells: tuple[Cell, ...], replication: int) -> list[Setting]:
    """Build the `Setting` of each cell; the clocks, tables and schedules are shared."""
    closures = platform_closures(scenario, replication)
    schedules, schedule_rows = _schedules(scenario)
    clocks = _clocks(scenario)
    by_city: dict[str, NDArray[np.void]] = {}
    tables, offsets = _tables(scenario, cells)
    found = []
    for cell in cells:
        if cell.city not in by_city:
            by_city[cell.city] = _months_of_city(scenario, cell.city, schedule_rows)
        months = by_city[cell.city].copy()
        _add_shocks(scenario, cell, months, closures[KINDS_OF_WORK.index(cell.kind)])
        if cell.kind == "self_employed":
            months.platform_share_ppm = 0
        _add_next(months, scenario)
        work = _work(scenario, cell, months, offsets)
        found.append(Setting(work, months, clocks, tables, schedules))
    return found


def platform_closures(scenario: Scenario, replication: int) -> Closures:
    """Draw the closures of platforms before any life (MODEL section 3) and add the dated ones."""
    months = scenario.projection.months
    spared = np.ones((len(KINDS_OF_WORK), months, PLATFORMS_MAX))
    for k, kind in enumerate(KINDS_OF_WORK):
        work = scenario.work[kind]
        monthly = 1.0 - math.exp(-work.closure_rate_year / YEAR)
        for platform in range(len(work.platform_market_shares)):
            place = (CLOSURES_CELL << 16) | k
            who = Address(scenario.projection.seed, replication, platform, place)
            for month in range(months):
                calendar = scenario.projection.start + month
                if monthly > 0.0 and draw(who, Decision.CLOSURE, calendar)[0] < monthly:
                    spared[k, month, platform] *= 1.0 - work.closure_hits
    for closure in scenario.economy.closures:
        month = closure.month - scenario.projection.start
        if 0 <= month < months:
            kind_row = KINDS_OF_WORK.index(closure.kind)
            spared[kind_row, month, closure.platform - 1] *= 1.0 - closure.hits
    return 1.0 - spared


def _monthly(scenario: Scenario, key: str) -> list[Any]:
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


def _months_of_city(scenario: Scenario, city: str, schedule_rows: list[int]) -> NDArray[np.void]:
    """The law, the habits and the wages of a city, month by month."""
    start, months = scenario.projection.start, scenario.projection.months
    economy = scenario.economy
    filled = np.zeros(months + 1, MONTH).view(np.recarray)
    for name, (key, convert) in _COPIED.items():
        filled[name] = [convert(value) for value in _monthly(scenario, key)]
    filled.schedule = schedule_rows
    for m, sequence in enumerate(_monthly(scenario, "law.sequence_rule")):
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
        key: _monthly(scenario, f"law.{key}")
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
    aversion = _monthly(scenario, "joining.risk_aversion")
    consumption = _monthly(scenario, "joining.jobless_consumption")
    medical = scenario.dated["law.medical_month_yuan"]
    for m, (minimum_wage, average_wage) in enumerate(
        zip(minimum_wages, average_wages, strict=True)
    ):
        row = filled[m]
        row.floor_fen = base_floor_fen(
            minimum_wage,
            _ppm(value["base_floor_min_wages"][m]),
            average_wage * FEN,
            _ppm(value["base_floor_average_wages"][m]),
        )
        ceiling = _ppm(value["base_ceiling_average_wages"][m])
        row.ceiling_fen = base_ceiling_fen(average_wage * FEN, ceiling)
        row.benefit_fen = benefit_fen(minimum_wage, _ppm(value["benefit_min_wages"][m]))
        share = _ppm(value["multi_platform_rule.benefit_share"][m])
        row.partial_benefit_fen = partial_benefit_fen(int(row.benefit_fen), share)
        since, price = medical.entry_at(start + m)
        wage_then = average_wage
        if since is not None:
            growth = economy.average_wage_growth_year
            wage_then = law_tables.average_wages_in_force_yuan(city, since, 1, growth)[0]
        row.medical_fen = medical_fen(_fen(price), average_wage, wage_then)
        if value["job_seeking.in_force"][m]:
            row.job_seeking_ppm = _ppm(value["job_seeking.base_share"][m])
        if value["maternity.in_force"][m]:
            row.maternity_benefits = value["maternity.benefits"][m]
        row.marginal_utility = math.pow(consumption[m], -aversion[m])
    opens, ends = _scheme_window(scenario, city)
    relative = np.arange(months + 1)
    filled.scheme_open = (relative >= opens) & (relative < ends)
    _add_age_limits(scenario, filled)
    return filled


def _scheme_window(scenario: Scenario, city: str) -> tuple[int, int]:
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
    rise = law_tables.retirement().rise
    ages = scenario.population.entry_age
    for field, sex in (("age_limit_men", "men"), ("age_limit_women", "women")):
        statutory_age = law_tables.retirement_age_months(sex)
        for m in range(len(months)):
            month = scenario.projection.start + m
            late = 0
            while late < rise.delay_months_max and late + 1 <= retirement_delay_months(
                month - late - 1, rise.since, rise.step_months, rise.delay_months_max
            ):
                late += 1
            limit = (statutory_age + late) / YEAR
            months[field][m] = _triangular_share(ages.min, ages.mode, ages.max, limit)


def _triangular_share(low: float, mode: float, high: float, age: float) -> float:
    """Share of the triangular ages at entry that lies below ``age``."""
    if age >= high:
        return 1.0
    if age <= mode:
        return (age - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - age) ** 2 / ((high - low) * (high - mode))


def _add_shocks(
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


def _add_next(months: NDArray[np.void], scenario: Scenario) -> None:
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
        upcoming = horizon + YEAR
        for m in range(horizon, -1, -1):
            months[field][m] = upcoming
            if marks[m]:
                upcoming = m


def _schedules(scenario: Scenario) -> tuple[NDArray[np.int64], list[int]]:
    """Tabulate each duration rule; and say for each month which one is in force."""
    durations = [
        duration if isinstance(duration, str) else {"steps": duration.steps}
        for duration in _monthly(scenario, "law.duration")
    ]
    distinct: list[Any] = []
    for duration in durations:
        if duration not in distinct:
            distinct.append(duration)
    longest = (
        scenario.projection.months
        + scenario.population.prior_insurance.months_max
        + max(_monthly(scenario, "joining.horizon_months"))
        + _PRIOR_MONTHS_MARGIN
    )
    tabulated = np.stack([schedule(duration, longest) for duration in distinct])
    return tabulated, [distinct.index(duration) for duration in durations]


def _clocks(scenario: Scenario) -> NDArray[np.float64]:
    """Operational time at the opening of each month: losses, search, and the dated streams."""
    start, months = scenario.projection.start, scenario.projection.months
    speed = np.ones((5, months))
    for recession in scenario.economy.recessions:
        first = max(0, recession.from_month - start)
        until = max(0, recession.from_month - start + recession.months)
        speed[0, first:until] *= recession.loss
        speed[1, first:until] *= recession.reemployment
    speed[2] = _monthly(scenario, "joining.attention_rate_month")[:-1]
    speed[3] = _monthly(scenario, "membership.lapse_rate_month")[:-1]
    speed[4] = np.array(_monthly(scenario, "law.maternity.birth_rate_year")[:-1]) / YEAR
    clocks = np.zeros((5, months + 1))
    np.cumsum(speed, axis=1, out=clocks[:, 1:])
    return clocks


def _quantiles(quantile: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Any:
    """Tabulate a distribution of mean 1: the mean of the table, read linearly, is 1 exactly."""
    shares = np.linspace(0.0, 1.0, QUANTILES + 1)
    shares[0], shares[-1] = 0.25 / QUANTILES, 1.0 - 0.25 / QUANTILES
    values = quantile(shares)
    return values / ((values[1:] + values[:-1]) / 2).mean()


def _lognormal(log_sd: float) -> Any:
    return _quantiles(lambda shares: np.exp(log_sd * special.ndtri(shares)))


def _gamma(variance: float) -> Any:
    if variance == 0.0:
        return np.ones(QUANTILES + 1)
    shape = 1.0 / variance
    return _quantiles(lambda shares: special.gammaincinv(shape, shares) * variance)


def _income_mean_fen(scenario: Scenario, cell: Cell) -> float:
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


def _tables(
    scenario: Scenario, cells: tuple[Cell, ...]
) -> tuple[NDArray[np.float64], dict[str, int]]:
    """Lay all tables end to end; offsets by name: ``income.courier``, ``growth``, ``deciles`` …"""
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
        incomes.append(parts[f"income.{cell.kind}"][1::8] * _income_mean_fen(scenario, cell))
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


def _interval(rate: float) -> float:
    """Mean interval of a stream; beyond every projection if the rate is 0."""
    return 1.0 / rate if rate > 0.0 else NEVER * NEVER


def _scale(rate: float, shape: float) -> float:
    """Scale of a mean-preserving Weibull duration of mean 1 / rate."""
    return _interval(rate) / math.gamma(1.0 + 1.0 / shape)


def _work(
    scenario: Scenario, cell: Cell, months: NDArray[np.void], offsets: Mapping[str, int]
) -> NDArray[np.void]:
    """The numbers of a cell that do not change with the month."""
    work = scenario.work[cell.kind]
    filled = np.zeros(1, WORK).view(np.recarray)
    opens, ends = _scheme_window(scenario, cell.city)
    retirement = law_tables.retirement()
    prior, ages = scenario.population.prior_insurance, scenario.population.entry_age
    shares = [*work.platform_market_shares, *[0.0] * PLATFORMS_MAX]
    causes = _cumulative_causes(work, cell.kind)
    filled[0] = tuple(
        {
            "months": scenario.projection.months,
            "start": scenario.projection.start,
            "scheme_end": ends,
            "scheme_start": opens,
            "strategic": int((months["joining_rule"] == JoiningRule.STRATEGIC).any()),
            "platforms": len(work.platform_market_shares),
            "platforms_max": work.platforms_max,
            "self_employed": int(cell.kind == "self_employed"),
            "prior_months_max": prior.months_max,
            "income_table": offsets[f"income.{cell.kind}"],
            "year_table": offsets[f"year.{cell.kind}"],
            "risk_table": offsets[f"risk.{cell.kind}"],
            "growth_table": offsets["growth"],
            "decile_table": offsets["deciles"],
            "quintile_table": offsets["quintiles"],
            "retirement_men_months": law_tables.retirement_age_months("men"),
            "retirement_women_months": law_tables.retirement_age_months("women"),
            "rise_start": retirement.rise.since,
            "rise_step_months": retirement.rise.step_months,
            "rise_months_max": retirement.rise.delay_months_max,
            "childbearing_months": CHILDBEARING_MONTHS,
            "loss_rate": work.loss_rate_month,
            "loss_scale": _scale(work.loss_rate_month, work.loss_shape),
            "loss_power": 1.0 / work.loss_shape,
            "find_rate": work.reemployment_rate_month,
            "find_scale": _scale(work.reemployment_rate_month, work.reemployment_shape),
            "find_power": 1.0 / work.reemployment_shape,
            "gain_rate": work.gain_rate_month,
            "gain_interval": _interval(work.gain_rate_month),
            "illness_interval": _interval(work.illness_rate_month),
            "provoked_interval": _interval(work.provoked_loss_rate_month),
            "leave_interval": _interval(work.leave_rate_month),
            "several_share": work.several_share,
            "eligible_share": work.eligible_share,
            "male_share": work.male_share,
            "income_fen": _income_mean_fen(scenario, cell),
            "several_income": work.several_income,
            "involuntary_share": work.involuntary_share,
            "cause_1": causes[0],
            "cause_2": causes[1],
            "cause_3": causes[2],
            "search_effect": work.search_effect,
            "market_1": shares[0],
            "market_2": shares[1],
            "market_3": shares[2],
            "market_4": shares[3],
            "prior_share": prior.share,
            "prior_unused_share": prior.unused_share,
            "age_min": ages.min * YEAR,
            "age_mode": ages.mode * YEAR,
            "age_max": ages.max * YEAR,
        }[name]
        for name in WORK.names or ()
    )
    return filled


def _cumulative_causes(work: Work, kind: str) -> tuple[float, float, float]:
    """Cumulative shares of the causes, in the order in which a draw is compared with them."""
    order = ("platform_closed", "no_work_offered", "account_suspended")
    if kind == "self_employed":
        order = ("licence", "business_failure", "business_failure")
    shares = [work.cause_shares.get(cause, 0.0) for cause in order]
    return shares[0], shares[0] + shares[1], shares[0] + shares[1] + shares[2]
