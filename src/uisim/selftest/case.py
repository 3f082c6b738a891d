"""What a case of verification is: a scenario, and what is read from its tables beside theory."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.fund.indicators import indicators
from uisim.fund.statement import Statement

LABORATORY = Path(__file__).with_name("laboratory.yaml")
"""The scenario in which every mechanism is switched off; a case says what differs."""
KINDS = ("ride_hailing", "delivery", "courier", "ecommerce")
"""The kinds of platform work, which share no luck: several samples of one replication."""
EVERY_KIND = {"population.kind_shares": dict.fromkeys(KINDS, 0.25)}
Amount = Callable[[Statement], float]
"""A number of one replication's statement."""


class Value(NamedTuple):
    """A figure of a run, ``found`` ÷ ``per`` summed over replications, beside its expected value.

    exact_error: standard error by theory where replications do not differ (of rounding, say).
    """

    en: str
    zh: str
    expected: float
    found: Amount
    per: Amount
    exact_error: float = 0.0


class Case(NamedTuple):
    """A scenario and its values.

    section: of verification/derivations.md. settings: what is laid over the laboratory, by dotted
    key. people: lives in a replication of the quick subset. luck: what a smaller error needs more
    of, since what happens to all the people of a replication at once is drawn only once in it.
    """

    section: str
    settings: Mapping[str, object]
    people: int
    values: tuple[Value, ...]
    luck: Literal["people", "replications"] = "people"


def at(column: str, time: int) -> Amount:
    """Read a column of the month that closes at ``time`` (months since the start)."""
    return lambda statement: float(statement.monthly[column][time - 1])


def total(*columns: str, since: int = 0, until: int | None = None) -> Amount:
    """Add up columns over the months from ``since`` to ``until`` (not included)."""
    return lambda s: float(sum(int(s.monthly[name][since:until].sum()) for name in columns))


def less(first: Amount, second: Amount) -> Amount:
    """Subtract one number from another."""
    return lambda statement: first(statement) - second(statement)


def figure(indicator: str) -> Amount:
    """Read an indicator of the summary, over all."""

    def read(statement: Statement) -> float:
        found = [one for one in indicators(statement, ()) if one.indicator == indicator]
        return float(found[0].value)

    return read


def by_kind(statement: Statement, column: str) -> NDArray[np.int64]:
    """Read a column of the kinds of platform work: int64[kinds, months]."""
    return statement.groups[column].reshape(statement.months, -1).T[: len(KINDS)]


def one(statement: Statement) -> float:
    """Count a replication: for a figure that is a quotient already."""
    return 1.0


ENTERED = total("entered")
