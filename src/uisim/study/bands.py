"""Bands by month over replications, the risk of running low, and when that first happens.

Months of reserve are the balance ÷ the mean monthly outgo of the last 12 months, of the months so
far in the first year (docs/outputs.md); where there is no outgo they are not defined,
and the reserve is low only if the balance is below 0.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.fund.columns import COLUMNS
from uisim.fund.measures import OUT_COLUMNS
from uisim.study.intervals import LEVEL, Interval, share_interval
from uisim.study.replications import Replications
from uisim.study.reserves import RESERVE, reserves
from uisim.study.tables import OF_THE_ROW, Described, shared, write_csv, write_parquet
from uisim.units import YEAR, format_month

BANDS: Final = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
"""Name and share of each quantile."""
LOW_RESERVES: Final = {"balance<0": 0, "reserve<6": 6, "reserve<12": 12, "reserve<24": 24}
"""Event by its name: fewer months of reserve than this."""
RISK_COLUMNS: Final = {
    **shared("month"),
    "event": Described("name", "low reserve meant: balance<0, reserve<6, <12, <24 months", "事件"),
    "probability": Described("share", "share of replications in which it is low", "概率"),
    "low": Described("share", "lower end of its 95 % interval (Wilson)", "概率区间下限"),
    "high": Described("share", "upper end of its 95 % interval (Wilson)", "概率区间上限"),
    "hit_by": Described("share", "share in which it has been low by then", "累计概率"),
}
FIRST_HIT_COLUMNS: Final = {
    "event": RISK_COLUMNS["event"],
    "ever": Described("share", "share in which it is low in any month", "任一月发生的概率"),
    "ever_low": RISK_COLUMNS["low"],
    "ever_high": RISK_COLUMNS["high"],
    **{
        name: Described(
            "YYYY-MM",
            f"month by which {100 * share:.0f} % of all replications have been low; empty: never",
            f"{share:.0%}的重复已发生的月份",
        )
        for name, share in BANDS.items()
    },
}
_UNITS = {column.name: column.unit for column in COLUMNS} | {RESERVE: "months"}
BAND_COLUMNS: Final = {
    **shared("month"),
    "column": Described("name", "column of monthly.parquet, or months_of_reserve", "列名"),
    **shared("unit"),
    "mean": Described(
        OF_THE_ROW,
        "mean over replications; months of reserve: mean balance ÷ mean monthly outgo",
        "均值；备付月数为平均结余÷平均月支出",
    ),
    **{
        name: Described(
            OF_THE_ROW, f"{100 * share:.0f} % quantile over replications", f"{share:.0%}分位"
        )
        for name, share in BANDS.items()
    },
}


class Risk(NamedTuple):
    """How often the fund runs low, and when first.

    probability: share of replications in which it is low at the close of each month, with Wilson's
    interval. hit_by: share[months] in which it has been so by then. ever: share in which it is so
    in any month. first: months since the start (quantiles of `BANDS`), None beyond the horizon.
    """

    event: str
    probability: tuple[Interval, ...]
    hit_by: tuple[float, ...]
    ever: Interval
    first: tuple[int | None, ...]


def write_bands(folder: Path, kept: Replications, note: str) -> None:
    """Write `bands.parquet`, `risk.csv` and `first_hits.csv` (docs/model.md, section 9)."""
    names, values = [*(column.name for column in COLUMNS), RESERVE], _by_column(kept)
    months = [format_month(kept.start + month) for month in range(kept.months)]
    # float64[columns, months] each; in the file month by month
    found = {"mean": _means(kept, values), **dict(zip(BANDS, quantiles(values), strict=True))}
    columns: dict[str, NDArray[Any]] = {
        "month": np.repeat(np.array(months, np.str_), len(names)),
        "column": np.tile(np.array(names, np.str_), len(months)),
        "unit": np.tile(np.array([_UNITS[name] for name in names], np.str_), len(months)),
        **{name: band.T.reshape(-1) for name, band in found.items()},
    }
    write_parquet(folder / "bands.parquet", columns, BAND_COLUMNS, note)
    low = tuple(risks(kept))
    write_csv(
        folder / "risk.csv",
        RISK_COLUMNS,
        (
            (month, risk.event, *risk.probability[at], risk.hit_by[at])
            for at, month in enumerate(months)
            for risk in low
        ),
    )
    write_csv(
        folder / "first_hits.csv",
        FIRST_HIT_COLUMNS,
        ((risk.event, *risk.ever, *(_month(kept, first) for first in risk.first)) for risk in low),
    )


def quantiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles of `BANDS` over replications, interpolated linearly (Hyndman and Fan, type 7).

    values: float64[columns, replications, months]; gives float64[bands, columns, months].
    """
    return np.quantile(values, list(BANDS.values()), axis=1)


def months_of_reserve(kept: Replications) -> NDArray[np.float64]:
    """Months of reserve: float64[replications, months]; nan where there was no outgo."""
    held, outgo = _held_and_outgo(kept)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(outgo > 0, held / outgo, np.nan)


def risks(kept: Replications) -> Iterator[Risk]:
    """Yield how often, and when first, the fund has less than each of `LOW_RESERVES`."""
    held, outgo = _held_and_outgo(kept)
    for event, reserve in LOW_RESERVES.items():
        low = held < reserve * outgo
        hit = np.maximum.accumulate(low, axis=1)
        count = len(low)
        first = np.sort(np.where(hit.any(axis=1), hit.argmax(axis=1), kept.months))
        # the smallest month by which at least this share of the replications has been hit
        at = [max(0, int(np.ceil(share * count - 1e-9)) - 1) for share in BANDS.values()]
        yield Risk(
            event,
            tuple(share_interval(int(hits), count, LEVEL) for hits in low.sum(axis=0)),
            tuple((hit.sum(axis=0) / count).tolist()),
            share_interval(int(hit[:, -1:].sum()), count, LEVEL),
            tuple(None if first[i] == kept.months else int(first[i]) for i in at),
        )


def _held_and_outgo(kept: Replications) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Balance times the months of outgo looked at, and that outgo: int64[replications, months]."""
    monthly = kept.monthly
    outgo = sum((monthly[name] for name in OUT_COLUMNS), np.zeros_like(monthly["closing_fen"]))
    summed = np.cumsum(outgo, axis=1)
    recent = summed.copy()
    recent[:, YEAR:] -= summed[:, :-YEAR]
    looked_at = np.minimum(np.arange(kept.months) + 1, YEAR)
    return monthly["closing_fen"] * looked_at, recent


def _by_column(kept: Replications) -> NDArray[np.float64]:
    """All columns and the months of reserve: float64[columns, replications, months]."""
    columns = [kept.monthly[column.name].astype(np.float64) for column in COLUMNS]
    return np.stack([*columns, months_of_reserve(kept)])


def _means(kept: Replications, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means over replications, float64[columns, months]; of the last row mean ÷ mean."""
    held, outgo = _held_and_outgo(kept)
    return np.concatenate([values[:-1].mean(axis=1), reserves(held, outgo).mean(axis=0)[None]])


def _month(kept: Replications, month: int | None) -> str:
    return "" if month is None else format_month(kept.start + month)
