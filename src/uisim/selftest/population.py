"""The population (section 3): entrants and leavers; losses that come like a Poisson process."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.linalg import expm

from uisim.fund.statement import Statement
from uisim.selftest.benefit import one_claim
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


def poisson_claimants() -> Case:
    """Claimants of a month in an open population: one claim each, of rare losses.

    Everyone is paid in a month or not, whatever happens to others: variance ÷ mean is one less the
    mean chance of being paid, weighed with itself.
    """
    loss, find, leave, entitled, months, begin = 0.01, 0.25, 0.03, 6, 240, 12
    went, goes = loss + leave, find + leave
    stay = math.exp(-went)
    begun = loss / went * (1 - (1 - stay) / went)
    later = loss / went * (1 - stay) * (math.exp(went) - 1) / went
    # By whole months from the entry to a loss: of the stock, and of those who enter in a month.
    lost = np.array([loss / went * (1 - stay) * stay**k for k in range(months)])
    fresh = np.array([begun, *(later * stay**k for k in range(1, months))])
    due = np.exp(-goes * np.arange(entitled))
    paid, paid_fresh = (np.convolve(one, due)[:months] for one in (lost, fresh))
    entrants = -math.expm1(-leave)

    def chances(month: int) -> NDArray[np.float64]:
        """Of the stock, then of the entrants of each month so far."""
        return np.array([paid[month], *paid_fresh[: month + 1]])

    weights = [np.array([1.0, *[entrants] * (month + 1)]) for month in range(months)]
    means = np.array([weights[m] @ chances(m) for m in range(months)])
    squares = np.array([weights[m] @ chances(m) ** 2 for m in range(months)])

    def spread(statement: Statement) -> float:
        claimants = by_kind(statement, "claimants_paid")[:, begin:]
        stock = by_kind(statement, "entered")[:, :1] / (1 + entrants)
        expected = stock * means[begin:]
        return float((np.square(claimants - expected) / expected).mean())

    settings = (
        EVERY_KIND
        | one_claim(entitled)
        | {
            "projection.months": months,
            "population.replace_leavers": True,
            "work.all.loss_rate_month": loss,
            "work.all.reemployment_rate_month": find,
            "work.all.leave_rate_month": leave,
        }
    )
    value = Value(
        "Claimants a month: variance ÷ mean",
        "每月领取人数的方差÷均值",
        float(1 - (squares / means)[begin:].mean()),
        spread,
        one,
    )
    return Case("3.3", settings, 800, (value,), "replications")


CASES = (open_population, poisson_losses, poisson_claimants)
