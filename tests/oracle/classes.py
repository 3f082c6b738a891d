"""The profile of one life by income, risk and tenure, against what the oracle has booked."""

from collections import Counter

import numpy as np
from oracle import oracle

from uisim.events import FIRST_PROFILED, Kind
from uisim.scenario.population import stock
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES

NEAR = 0.004
"""So near to the limit of a class, in shares of the people, she may be in either."""
AT_THE_END = (Kind.MEMBER, Kind.MEMBER_AT_FLOOR)
"""Stocks: a span is told, in one line of the profile, when it ends."""


class Limits:
    """Which share of the people earns less than she does, or loses platforms less often."""

    def __init__(self, scenario):
        ratios = {c.name: c.wage_ratio for c in oracle.tables.cities()}
        self.people, self.incomes, self.rates = [], [], []
        for cell, people in stock(scenario).items():
            work = scenario.work[cell.kind]
            mean = work.income_month_yuan * 100 * ratios[cell.city] ** work.city_income_power
            incomes = oracle.quantiles("lognormal", work.income_log_sd)
            rates = oracle.quantiles("gamma", work.risk_variance)
            self.people.append(people)
            self.incomes.append(mean * np.array(incomes))
            self.rates.append(work.loss_rate_month * np.array(rates))

    def shares(self, income, rate):
        at = np.linspace(0, 1, 4097)
        return [
            np.average([np.interp(value, one, at) for one in tables], weights=self.people)
            for value, tables in ((income, self.incomes), (rate, self.rates))
        ]


def differences(limits, her, profile):
    """Say where the profile of her life, as `life` has it, is not what the oracle has booked."""
    rows, kinds, parts = np.nonzero(profile)
    found = Counter()
    for row, kind, part in zip(rows.tolist(), kinds.tolist(), parts.tolist(), strict=True):
        tenure = row % TENURES if kind + FIRST_PROFILED not in AT_THE_END else -1
        amount = int(profile[row, kind, part])
        found[tenure, kind + FIRST_PROFILED, ("events", "amount")[part]] += amount
    booked = Counter()
    for (tenure, kind, part), amount in her.by_tenure.items():
        if kind >= FIRST_PROFILED and amount:
            booked[-1 if kind in AT_THE_END else tenure, int(kind), part] += amount
    if found != booked:
        yield f"by tenure: oracle {booked - found}, life {found - booked}"
    classes = {divmod(row // TENURES, RISK_CLASSES) for row in rows.tolist()}
    if classes:
        ((decile, quintile),) = classes if len(classes) == 1 else [(-1, -1)]
        rate = her.risk * her.world.work.loss_rate_month
        income, risk = limits.shares(her.income, rate)
        for what, share, one, of in (
            ("decile", income, decile, INCOME_CLASSES),
            ("quintile", risk, quintile, RISK_CLASSES),
        ):
            if not one / of - NEAR <= share <= (one + 1) / of + NEAR:
                yield f"{what} {sorted(classes)}: {share:.4f} of the people are below her"
