"""What an indicator of a sweep depends on: indices of Sobol and of Morris, and the tornado.

Each looks at the indicator's mean over replications; luck is the same in every cell. Where chosen
values (a grid) are crossed with a sample, the sample is judged at each of their combinations.
Estimates are SALib's, their intervals its bootstrap's with a fixed seed, at 95 %.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.scenario.problems import nearest
from uisim.scenario.sweep import Sample
from uisim.study.design import MORRIS_LEVELS, said, salib_problem, shares
from uisim.study.figures import OF_A_SWEEP
from uisim.study.sweep_kept import Kept, KeptError, parted, unknown

RESAMPLES: Final = 1000
BOOTSTRAP_SEED: Final = 1
LHS_MIN: Final = 50
"""Points below which RBD-FAST says nothing."""

Line = dict[str, Any]
"""A line of a table by column."""


def sensitivity(kept: Kept) -> tuple[str, list[Line]]:
    """Name of the method that fits the sweep's sample, and its table, a line a key.

    KeptError if nothing was sampled, or an index is not defined.
    """
    if kept.sample is None:
        raise KeptError(
            "{folder} is a grid: it has no sample to judge; ask for --regret, or sweep with "
            "--sample sobol:256, morris:20, lhs:200 or tornado",
            folder=kept.folder,
        )
    by_method: Mapping[str, Callable[[Kept, int, NDArray[np.float64]], Iterator[Line]]] = {
        "sobol": _sobol,
        "morris": _morris,
        "lhs": _lhs,
        "tornado": _tornado,
    }
    means = kept.means()
    points = len(means) // kept.combinations
    found = []
    for combination in range(kept.combinations):
        first = combination * points
        chosen = {key: kept.cells[first].get(key) for key in kept.grid}
        lines = by_method[kept.sample.method](kept, first, means[first : first + points])
        found += [{**chosen, **line} for line in lines]
    return kept.sample.method, found


def check_asked(indicator: str, sample: Sample | None) -> None:
    """KeptError if a sweep to be played will not tell what an indicator depends on."""
    name, group = parted(indicator)
    if name not in OF_A_SWEEP:
        raise unknown(name, OF_A_SWEEP)
    if (by := group.partition("=")[0]) not in OF_A_SWEEP[name]:
        near = nearest(by, OF_A_SWEEP[name])
        raise KeptError("{name} has no group {group}", near, name=name, group=group)
    if sample is None:
        raise KeptError(
            "nothing is sampled that could be judged: give --sample sobol:256, morris:20, lhs:200 "
            "or tornado"
        )
    _refuse_few(sample)


def _refuse_few(sample: Sample) -> None:
    if sample.method == "lhs" and sample.size < LHS_MIN:
        raise KeptError("first indices take a sample of {n} points: lhs:{n}", n=LHS_MIN)


def sobol_indices(values: NDArray[np.float64], keys: int) -> dict[str, NDArray[np.float64]]:
    """First and total indices (Saltelli et al. 2010) of a sample of `shares`: S1, ST, …_conf."""
    from SALib.analyze import sobol

    return sobol.analyze(
        salib_problem(keys),
        values,
        calc_second_order=False,
        num_resamples=RESAMPLES,
        seed=BOOTSTRAP_SEED,
    )


def morris_effects(
    values: NDArray[np.float64], points: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Elementary effects over the whole range of a key: mu, mu_star, sigma, mu_star_conf."""
    from SALib.analyze import morris

    return morris.analyze(
        salib_problem(points.shape[1]),
        points,
        values,
        num_resamples=RESAMPLES,
        num_levels=MORRIS_LEVELS,
        seed=BOOTSTRAP_SEED,
    )


def _sobol(kept: Kept, first: int, values: NDArray[np.float64]) -> Iterator[Line]:
    found = sobol_indices(_varying(kept, values), len(kept.drawn))
    for at, key in enumerate(kept.drawn):
        yield {
            "key": key,
            **_with_limits("first", found["S1"][at], found["S1_conf"][at]),
            **_with_limits("total", found["ST"][at], found["ST_conf"][at]),
        }


def _lhs(kept: Kept, first: int, values: NDArray[np.float64]) -> Iterator[Line]:
    from SALib.analyze import rbd_fast

    assert kept.sample is not None
    _refuse_few(kept.sample)
    found = rbd_fast.analyze(
        salib_problem(len(kept.drawn)),
        _points(kept),
        _varying(kept, values),
        num_resamples=RESAMPLES,
        seed=BOOTSTRAP_SEED,
    )
    for at, key in enumerate(kept.drawn):
        yield {"key": key, **_with_limits("first", found["S1"][at], found["S1_conf"][at])}


def _morris(kept: Kept, first: int, values: NDArray[np.float64]) -> Iterator[Line]:
    found = morris_effects(values, _points(kept))
    for at, key in enumerate(kept.drawn):
        yield {
            "key": key,
            "mu": float(found["mu"][at]),
            **_with_limits("mu_star", found["mu_star"][at], found["mu_star_conf"][at]),
            "sigma": float(found["sigma"][at]),
        }


def _tornado(kept: Kept, first: int, values: NDArray[np.float64]) -> Iterator[Line]:
    """The widest swing first; the scenario itself is the first cell, and one of each key's."""
    found: list[Line] = []
    for key in kept.drawn:
        tried = [(float(values[0]), "")]
        for value, cell in zip(values, kept.cells[first : first + len(values)], strict=True):
            if cell.get(key) is not None:
                tried.append((float(value), said({key: cell[key]}).partition("=")[2]))
        (lowest, lowest_at), (highest, highest_at) = min(tried), max(tried)
        found.append(
            {
                "key": key,
                "base": float(values[0]),
                "lowest": lowest,
                "lowest_at": lowest_at,
                "highest": highest,
                "highest_at": highest_at,
                "swing": highest - lowest,
            }
        )
    yield from sorted(found, key=lambda line: -line["swing"])


def _with_limits(name: str, value: float, half: float) -> Line:
    return {
        name: float(value),
        f"{name}_low": float(value - half),
        f"{name}_high": float(value + half),
    }


def _varying(kept: Kept, values: NDArray[np.float64]) -> NDArray[np.float64]:
    if np.ptp(values) == 0:
        raise KeptError(
            "{name} is the same in every cell: none of the keys moves it", name=kept.name
        )
    return values


def _points(kept: Kept) -> NDArray[np.float64]:
    assert isinstance(kept.sample, Sample)
    return shares(kept.sample, len(kept.drawn), kept.seed)
