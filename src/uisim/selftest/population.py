"""The population (section 3): entrants and leavers; losses that come like a Poisson process."""

import math

import numpy as np
from scipy.integrate import quad
from scipy.linalg import expm

from uisim.fund.statement import Statement
from uisim.selftest.case import EVERY_KIND, Case, Value, at, by_kind, one, total
from uisim.selftest.theory import generator, jobless


def open_population() -> Case:
    """The stock grows, leavers are replaced, entrants come at a uniform time of their month."""
    growth, loss, find, leave, months = 0.05, 0.05, 0.25, 0.03, 24
    stay = math.exp(-leave)
    rates = [(0, 1, loss), (1, 0, find), (0, 2, leave), (1, 2, leave)]
    moves = generator(3, rates)
    month = expm(moves)
    # A month's entrants: those alive at its close, integrated over the time of entry.
    fresh = np.array([quad(lambda u, i=i: expm(moves * u)[0, i], 0, 1)[0] for i in range(2)])
    people, entered = np.array([1.0, 0.0]), []
    for m in range(months):
        now, then = ((1 + growth) ** (k / 12) for k in (m, m + 1))
        entered.append(then - now * stay)
        people = people @ month[:2, :2] + entered[-1] * fresh
    first = total("entered", until=1)
    settings = {
        "population.growth_year": growth,
        "population.replace_leavers": True,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
        "work.all.leave_rate_month": leave,
    }
    values = (
        Value(
            "Open population: workers after 24 months",
            "开放人口：24个月末从业者",
            float(people.sum() / (1 + entered[0])),
            at("workers", months),
            first,
        ),
        Value(
            "Open population: jobless after 24 months",
            "开放人口：24个月末失业者",
            float(people[1] / (1 + entered[0])),
            at("jobless", months),
            first,
        ),
    )
    return Case("3.1", settings, 3_600, values)


def poisson_losses() -> Case:
    """Rare losses of many: their number in a month is all but Poisson, variance ÷ mean below 1."""
    loss, find, months, begin = 0.002, 1.0, 120, 12
    working = 1 - jobless(loss, find, begin)
    mean = loss * working
    # Two losses of one worker in a month: she has to be back at work in between.
    again = quad(
        lambda u: (1 - u) * (1 - loss / (loss + find)) * -math.expm1(-(loss + find) * u), 0, 1
    )
    pairs = 2 * loss**2 * working * again[0]
    dispersion = 1 + (pairs - mean**2) / mean

    def spread(statement: Statement) -> float:
        losses = by_kind(statement, "last_losses")[:, begin:]
        expected = mean * by_kind(statement, "workers")[:, :1]
        return float((np.square(losses - expected) / expected).mean())

    settings = EVERY_KIND | {
        "projection.months": months,
        "work.all.loss_rate_month": loss,
        "work.all.reemployment_rate_month": find,
    }
    value = Value(
        "Losses a month: variance ÷ mean", "每月失业人次的方差÷均值", dispersion, spread, one
    )
    return Case("3.2", settings, 4_000, (value,), "replications")


CASES = (open_population, poisson_losses)
