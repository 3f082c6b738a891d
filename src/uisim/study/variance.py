"""How much of the variance of an answer is luck, and how much the parameters one does not know.

The law of total variance, Var(Y) = E[Var(Y | parameters)] + Var(E[Y | parameters]), estimated
without bias from N draws of the parameters times R lucks each, all lucks apart (nested analysis of
variance with random effects: Searle, Casella, McCulloch, Variance Components, 1992, chapter 3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.scenario.schema import Scenario
from uisim.study.intervals import LEVEL, Interval
from uisim.study.replications import Line, Replications
from uisim.study.tables import SQUARED, Described, shared, write_csv

DRAW_COLUMNS: Final = {
    "draw": Described("number", "draw of the parameters", "抽样编号"),
    "first_replication": Described("number", "first replication of the draw", "首个重复编号"),
    "key": Described("name", "key of the scenario", "参数"),
    "value": Described("as in the scenario", "value drawn", "取值"),
}
VARIANCE_COLUMNS: Final = {
    **shared("indicator", "group", "unit", "mean"),
    "variance": Described(SQUARED, "variance: luck and inputs", "方差"),
    "variance_luck": Described(SQUARED, "part that is luck", "偶然波动的方差"),
    "variance_parameters": Described(
        SQUARED, "part of the inputs drawn; may be below 0", "所抽参数的方差"
    ),
    "share_parameters": Described("share", "variance due to the inputs drawn", "参数所占份额"),
    "share_low": Described("share", "lower end of its 95 % interval", "份额区间下限"),
    "share_high": Described("share", "upper end of its 95 % interval", "份额区间上限"),
}


class Split(NamedTuple):
    """Variance of a quantity, parted; the part of the parameters may come out below 0.

    share_parameters: part of the parameters ÷ both parts, with its interval (exact if both layers
    are normal); nan where nothing varies.
    """

    mean: float
    luck: float
    parameters: float
    share_parameters: Interval


@dataclass(frozen=True)
class Draws:
    """Scenarios with drawn parameters; each is played with ``lucks`` replications of its own."""

    values: tuple[Mapping[str, Any], ...]
    scenarios: tuple[Scenario, ...]
    lucks: int

    def told(self) -> dict[str, object]:
        """What `run.json` says of the draws."""
        return {"draws": len(self.scenarios), "lucks": self.lucks}

    def plays(self) -> Iterator[tuple[int, Scenario]]:
        """Number replications through: draw d has d · lucks to (d + 1) · lucks - 1."""
        for draw, scenario in enumerate(self.scenarios):
            for luck in range(self.lucks):
                yield draw * self.lucks + luck, scenario


def split(values: NDArray[np.float64], level: float = LEVEL) -> Split:
    """Part the variance of values; float64[draws, lucks], both at least 2.

    Within: mean square W = Σ (y − draw's mean)² ÷ N(R − 1). Between: B = R Σ (draw's mean − mean)²
    ÷ (N − 1). Luck: W. Parameters: (B − W) ÷ R. The interval of the share is that of F = B ÷ W.
    """
    from scipy.special import fdtri

    draws, lucks = values.shape
    means = values.mean(axis=1)
    within = float(((values - means[:, None]) ** 2).sum()) / (draws * (lucks - 1))
    between = lucks * float(((means - means.mean()) ** 2).sum()) / (draws - 1)
    parameters = (between - within) / lucks
    nan = float("nan")
    share = Interval(nan, nan, nan)
    if within == 0 and between > 0:
        share = Interval(1.0, 1.0, 1.0)
    elif within > 0:
        found = between / within
        freedom = draws - 1, draws * (lucks - 1)
        ends = [found / fdtri(*freedom, (1 + sign * level) / 2) for sign in (1, -1)]
        low, high = ((end - 1) / (lucks - 1 + end) for end in ends)
        share = Interval(parameters / (parameters + within), max(0.0, low), max(0.0, high))
    return Split(float(values.mean()), within, parameters, share)


def splits(kept: Replications, lucks: int) -> Iterator[tuple[Line, Split]]:
    """Part the variance of each indicator that is defined in every replication."""
    for line, values in kept.summary.items():
        found = np.array(values, np.float64)
        if line[0] != "identity_residual" and not np.isnan(found).any():
            yield line, split(found.reshape(-1, lucks))


def write_variance(folder: Path, draws: Draws, kept: Replications) -> None:
    """Write `draws.csv` and `variance.csv` (docs/model.md, section 9)."""
    write_csv(
        folder / "draws.csv",
        DRAW_COLUMNS,
        (
            (draw, draw * draws.lucks, key, value)
            for draw, values in enumerate(draws.values)
            for key, value in values.items()
        ),
    )
    write_csv(
        folder / "variance.csv",
        VARIANCE_COLUMNS,
        (
            (*line, s.mean, s.luck + s.parameters, s.luck, s.parameters, *s.share_parameters)
            for line, s in splits(kept, draws.lucks)
        ),
    )
