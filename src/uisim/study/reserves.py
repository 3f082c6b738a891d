"""Months of reserve of several replications: mean balance ÷ mean outgo, as a table of means has it.

The mean of each replication's own months of reserve would hang on those in which little was paid.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uisim.fund.solvency import balance, months_of_reserve

RESERVE: Final = months_of_reserve.__name__
BALANCE: Final = balance.__name__


def reserves(held: ArrayLike, outgo: ArrayLike) -> NDArray[np.float64]:
    """Values by replication whose mean is mean balance ÷ mean outgo; nan where nothing was paid.

    held: balance; outgo: mean monthly outgo of the last 12 months; float64[replications, …]. The
    values are linearised, so their spread is that of the ratio (Cochran, Sampling Techniques, 6).
    """
    balances, spent = np.asarray(held, np.float64), np.asarray(outgo, np.float64)
    mean = np.where(spent.mean(axis=0) > 0, spent.mean(axis=0), np.nan)
    ratio = balances.mean(axis=0) / mean
    return np.asarray(ratio + (balances - ratio * spent) / mean)


def reserves_of(held: ArrayLike, months: ArrayLike) -> NDArray[np.float64]:
    """Values of `reserves` from the balance and the months of reserve of each replication.

    months: nan where nothing was paid, so that there the outgo is 0.
    """
    balances, ratios = np.asarray(held, np.float64), np.asarray(months, np.float64)
    known = ~np.isnan(ratios) & (ratios != 0)
    outgo = np.divide(balances, ratios, out=np.zeros_like(balances), where=known)
    return reserves(balances, outgo)
