"""What a subsidy of contributions buys: a scenario with more of it beside one with less."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.study.replications import Replications
from uisim.units import FEN, YEAR

MILLION: Final = 10**6
UNITS: Final = {
    "member_years_per_subsidy": "member-years per million yuan",
    "subsidy_dead_weight": "share",
}
"""Figures of a comparison alone, and their units."""


class Bought(NamedTuple):
    """A figure by replication; not a number where platforms pay no more than in the first."""

    name: str
    values: NDArray[np.float64]


def bought(first: Replications, other: Replications) -> Iterator[Bought]:
    """Tell what comes of what platforms pay more in a scenario than in the first.

    Member-years gained for each million yuan; the share paid for those who would be members
    anyway: in each month members in the first ÷ members, at most 1, weighted by what is paid then.
    """
    paid = _of("contributions_platform_fen", other) - _of("contributions_platform_fen", first)
    before, after = _of("members", first), _of("members", other)
    anyway = np.minimum(1.0, before / np.maximum(after, 1.0))
    total = paid.sum(axis=1)
    total[total <= 0] = np.nan
    gained = (after - before).sum(axis=1) / YEAR
    per_million, dead_weight = UNITS
    yield Bought(per_million, gained / (total / FEN / MILLION))
    yield Bought(dead_weight, (anyway * paid).sum(axis=1) / total)


def _of(column: str, kept: Replications) -> NDArray[np.float64]:
    """A column of `monthly`: float64[replications, months]."""
    return kept.monthly[column].astype(np.float64)
