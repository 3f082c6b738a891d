"""Recovery of a calibration: in how many of 100 worlds do the true values lie in the set left?

Each world is a run with values drawn from the ranges, its figures are the targets, and history
matching has to keep the values. Then a case in which the targets cannot tell two keys apart.

    python benchmarks/recovery.py [--worlds 100]
"""

import argparse
from pathlib import Path

import numpy as np

from uisim.scenario.file import load
from uisim.scenario.studies import Observed, ObservedTarget
from uisim.study.calibrate import figures, plan
from uisim.study.calibrate_files import unidentified
from uisim.study.history import CUT, EmptySetError, match

BASELINE = Path(__file__).parents[1] / "scenarios" / "baseline.yaml"
SMALL = {
    "projection.months": 36,
    "projection.represents": 2000,
    "joining.rule": "exogenous",
    "joining.attention_rate_month": 0.05,
}
RANGES = {
    "joining.probability": [0.1, 0.5],
    "claiming.take_up": [0.2, 1.0],
    "declaring.floor_share": [0.2, 1.0],
}
TARGETS = {"coverage": 0.0005, "take_up": 0.05, "share_at_floor": 0.01}
"""Figures of a run that are targets, with the error of each."""
PRODUCT = {"joining.probability": [0.02, 0.5], "joining.attention_rate_month": [0.002, 0.05]}
"""Membership depends on their product alone: chance of joining once considered, and how often."""
FIRST_WORLD = 100_000
"""Replication of the first world: luck that no run of the matching has."""


def setup(ranges, targets, overrides=SMALL):
    """What to calibrate, and a function that plays a point with the luck of a replication."""
    aims = tuple(
        ObservedTarget.model_construct(figure=name, value=0.0, error=error, source="a run")
        for name, error in targets.items()
    )
    observed = Observed.model_construct(answer="break_even_rate", uncertain={}, targets=aims)
    overrides = {**overrides, "uncertain": ranges}
    asked = plan(load(BASELINE, overrides), observed)
    kept = {}

    def run(point, replication):
        settings = asked.settings(point)
        key = (*settings.values(), replication)
        if key not in kept:
            kept[key] = figures(asked, load(BASELINE, {**overrides, **settings}), replication)
        return kept[key]

    return asked, run


def recovered(asked, run, world, waves=2):
    """True values of a world (0 … 1), what is left, and their implausibility (inf: none)."""
    true = np.random.default_rng([world]).random(len(asked.parameters))
    seen = run(true, FIRST_WORLD + world)
    moments = [one._replace(value=value) for one, value in zip(asked.moments, seen, strict=False)]
    try:
        found = match(run, len(asked.parameters), moments, waves, seed=1)
    except EmptySetError:
        return true, None, np.inf
    return true, found, float(found.implausibility(true[None, :], moments)[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=100)
    worlds = parser.parse_args().worlds
    asked, run = setup(RANGES, TARGETS)
    kept, left = 0, []
    for world in range(worlds):
        _, found, worst = recovered(asked, run, world)
        kept += worst <= CUT
        if found is not None:
            left.append(found.waves[-1].left)
    print(f"true values in the set left: {kept} of {worlds} worlds")
    print(f"share of all values left: median {np.median(left):.3f}, highest {max(left):.3f}")
    asked, run = setup(PRODUCT, {"coverage": 0.0005})
    _, found, _ = recovered(asked, run, world=0)
    print("not identified by coverage alone:", *unidentified(asked, found))


if __name__ == "__main__":
    main()
