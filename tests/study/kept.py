"""Replications made by hand, and small runs."""

from dataclasses import replace

from engine.worlds import BASELINE, lively
from fund.small import POLICY, small_statement

from uisim.fund.indicators import Indicator
from uisim.scenario.file import load
from uisim.study.played import Result
from uisim.study.replications import Replications

NO_LUCK = {
    "joining.rule": "exogenous",
    "joining.probability": 0,
    "fund.interest_year": 0,
    "fund.borrowing_rate_year": 0,
}
"""Nobody joins: the fund moves by its own rules alone."""


def result(number, balance=0.0, opening_fen=POLICY.opening_fen):
    """Give the three lives' replication another balance in its summary, or another opening."""
    statement = small_statement(policy=POLICY._replace(opening_fen=opening_fen))
    return Result(number, statement, (), (Indicator("balance", "all", balance, "fen"),))


def kept_of(results):
    kept = Replications()
    for one in results:
        kept.add(one)
    return kept


def renamed(scenario, name):
    return replace(scenario, name=name)


def short(overrides=None, people=30, months=30):
    return lively({"projection.months": months, **(overrides or {})}, people)


__all__ = ["BASELINE", "NO_LUCK", "kept_of", "load", "renamed", "result", "short"]
