"""The statement of one replication: what was played, the books drawn up on it, and its tables."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uisim.events import Kind
from uisim.fund.columns import Table, groups_table, monthly_table, profiles_table
from uisim.fund.ledger import Books, FundPolicy, keep_books


@dataclass(frozen=True)
class Statement:
    """All that identities and indicators read.

    start: calendar month of month 0. cells: (city, kind) of each cell.
    sums: int64[cells, months, KINDS, 2], (events, amounts) booked in each month, in people.
    total: int64[months, KINDS, 2], of all cells.
    profile: int64[INCOME_CLASSES * RISK_CLASSES * TENURES, PROFILED, 2], over the horizon.
    breaches: int64[cells, len(BREACHES)]. rate_ppm: contribution rate of each month.
    income_growth_year: the growth by which balances are brought to the wages of the start.
    """

    start: int
    cells: tuple[tuple[str, str], ...]
    sums: NDArray[np.int64]
    total: NDArray[np.int64]
    profile: NDArray[np.int64]
    breaches: NDArray[np.int64]
    rate_ppm: tuple[int, ...]
    policy: FundPolicy
    income_growth_year: float
    books: Books
    monthly: Table
    groups: Table
    profiles: Table

    @property
    def months(self) -> int:
        """Months of the projection."""
        return self.sums.shape[1]

    def count(self, *kinds: Kind) -> int:
        """Events of these kinds over the horizon (of a stock: months of people)."""
        return int(self.total[:, kinds, 0].sum())

    def amount(self, *kinds: Kind) -> int:
        """Amounts of these kinds over the horizon."""
        return int(self.total[:, kinds, 1].sum())


def draw_up(
    *,
    start: int,
    cells: tuple[tuple[str, str], ...],
    sums: NDArray[np.int64],
    profile: NDArray[np.int64],
    breaches: NDArray[np.int64],
    rate_ppm: tuple[int, ...],
    policy: FundPolicy,
    income_growth_year: float,
) -> Statement:
    """Keep the books of one replication and make its tables; arguments as in `Statement`."""
    total = sums.sum(axis=0, dtype=np.int64)
    books = keep_books(total, policy)
    return Statement(
        start,
        cells,
        sums,
        total,
        profile,
        breaches,
        rate_ppm,
        policy,
        income_growth_year,
        books,
        monthly_table(total, books, start),
        groups_table(sums, cells, start),
        profiles_table(profile),
    )
