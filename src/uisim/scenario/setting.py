"""From a scenario to what its lives read: numbers, month by month, for each cell."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from uisim.chance import CLOSURES_CELL, Address, Decision, draw
from uisim.law import tables as law_tables
from uisim.law.entitlement import schedule
from uisim.people.behaviour import JoiningRule
from uisim.scenario.distributions import income_mean_fen, tables_of
from uisim.scenario.months import add_next, add_shocks, monthly, months_of_city, scheme_window
from uisim.scenario.population import KINDS_OF_WORK, Cell
from uisim.scenario.schema import Scenario, Work
from uisim.setting import PLATFORMS_MAX, WORK, Setting
from uisim.units import NEVER, YEAR

__all__ = ["platform_closures", "settings"]

CHILDBEARING_MONTHS = 45 * YEAR
_PRIOR_MONTHS_MARGIN = 2


def settings(scenario: Scenario, cells: tuple[Cell, ...], replication: int) -> list[Setting]:
    """Build the `Setting` of each cell; the clocks, tables and schedules are shared."""
    closures = platform_closures(scenario, replication)
    schedules, schedule_rows = _schedules(scenario)
    clocks = _clocks(scenario)
    by_city: dict[str, NDArray[np.void]] = {}
    tables, offsets = tables_of(scenario, cells)
    found = []
    for cell in cells:
        if cell.city not in by_city:
            by_city[cell.city] = months_of_city(scenario, cell.city, schedule_rows)
        months = by_city[cell.city].copy()
        add_shocks(scenario, cell, months, closures[KINDS_OF_WORK.index(cell.kind)])
        if cell.kind == "self_employed":
            months["platform_share_ppm"] = 0
        add_next(months, scenario)
        work = _work(scenario, cell, months, offsets)
        found.append(Setting(work, months, clocks, tables, schedules))
    return found


def platform_closures(scenario: Scenario, replication: int) -> NDArray[np.float64]:
    """Draw the closures of platforms before any life, and add the dated ones.

    float64[kinds of work, months, PLATFORMS_MAX]: share of the holders who lose the platform.
    """
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


def _schedules(scenario: Scenario) -> tuple[NDArray[np.int64], list[int]]:
    """Tabulate each duration rule; and say for each month which one is in force."""
    durations = [
        duration if isinstance(duration, str) else {"steps": duration.steps}
        for duration in monthly(scenario, "law.duration")
    ]
    distinct: list[Any] = []
    for duration in durations:
        if duration not in distinct:
            distinct.append(duration)
    longest = (
        scenario.projection.months
        + scenario.population.prior_insurance.months_max
        + max(monthly(scenario, "joining.horizon_months"))
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
    speed[2] = monthly(scenario, "joining.attention_rate_month")[:-1]
    speed[3] = monthly(scenario, "membership.lapse_rate_month")[:-1]
    speed[4] = np.array(monthly(scenario, "law.maternity.birth_rate_year")[:-1]) / YEAR
    clocks = np.zeros((5, months + 1))
    np.cumsum(speed, axis=1, out=clocks[:, 1:])
    return clocks


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
    opens, ends = scheme_window(scenario, cell.city)
    retirement = law_tables.retirement()
    prior, ages = scenario.population.prior_insurance, scenario.population.entry_age
    shares = [*work.platform_market_shares, *[0.0] * PLATFORMS_MAX]
    causes = _cumulative_causes(work, cell.kind)
    numbers = {
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
        "income_fen": income_mean_fen(scenario, cell),
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
    }
    filled[0] = tuple(numbers[name] for name in WORK.names or ())
    return filled


def _cumulative_causes(work: Work, kind: str) -> tuple[float, float, float]:
    """Cumulative shares of the causes, in the order in which a draw is compared with them."""
    order = ("platform_closed", "no_work_offered", "account_suspended")
    if kind == "self_employed":
        order = ("licence", "business_failure", "business_failure")
    shares = [work.cause_shares.get(cause, 0.0) for cause in order]
    return shares[0], shares[0] + shares[1], shares[0] + shares[1] + shares[2]
