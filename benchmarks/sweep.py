"""What a sweep adds to its runs, and what a second process gives: python benchmarks/sweep.py.

A grid of rates over the baseline, the same cells each time, in turns: played as bare runs, as a
sweep in one process, and as a sweep in two; one thread each. Prints ratios, and what 10,000 cells
of the whole province cost by the figures measured.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from uisim.scenario.file import load
from uisim.scenario.sweep import read_sweep
from uisim.study.design import design_of
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.sweep import in_this_process, sweep
from uisim.study.sweep_processes import in_processes

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "scenarios/baseline.yaml"
REPRESENTS, CELLS, ROUNDS = 10, 16, 2
OVERHEAD_MAX, SPEED_UP_MIN = 1.05, 1.8
PROVINCE_CELLS = 10_000


def main():
    """Print the measured ratios; False if a target is missed."""
    print(f"{platform.machine()}, {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}")
    design, own, cells = grid(CELLS)
    scenarios = [load(FILE, {**design.fixed, **cell}) for cell in cells]
    play(scenarios[0], threads=1)
    walls = {"runs": [], "sweep of two": [], "one process": [], "two processes": []}
    for _ in range(ROUNDS):
        walls["runs"].append(seconds(lambda: [result_of(play(s, threads=1)) for s in scenarios]))
        walls["sweep of two"].append(swept(2, in_this_process))
        walls["one process"].append(swept(CELLS, in_this_process))
        walls["two processes"].append(swept(CELLS, in_processes(2)))
    best = {name: min(times) for name, times in walls.items()}
    print(f"{CELLS} cells of the baseline, represents {REPRESENTS}, best of {ROUNDS}, seconds:")
    for name, wall in best.items():
        print(f"  {name:<16}{wall:8.2f}")
    more = (best["one process"] - best["sweep of two"]) / (CELLS - 2)
    met = say("a cell more in a sweep ÷ its run", more * CELLS / best["runs"], OVERHEAD_MAX, False)
    met &= say("one process ÷ two", best["one process"] / best["two processes"], SPEED_UP_MIN, True)
    hours = best["two processes"] / CELLS * PROVINCE_CELLS / 3600
    print(f"{PROVINCE_CELLS} cells on this machine: {hours:.1f} h with represents {REPRESENTS},")
    print(
        f"  {hours * REPRESENTS:.0f} h with everyone (represents 1), in proportion to the workers"
    )
    return met


def grid(points):
    """Lay out a sweep over rates: design, scenario, cells."""
    settings = {
        "law.contribution_rate": f"0.005:0.03:{points}",
        "projection.represents": str(REPRESENTS),
    }
    design, own = design_of(FILE, read_sweep(FILE, settings, None))
    return design, own, design.cells()


def swept(points, players):
    """Time of a sweep over rates, one thread a process."""
    design, own, cells = grid(points)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sweep-rates"
        return seconds(sweep, FILE, design, own, cells, place, players=players, threads=1)


def seconds(work, *arguments, **options):
    """Time of a call on the clock on the wall."""
    started = time.perf_counter()
    work(*arguments, **options)
    return time.perf_counter() - started


def say(what, ratio, target, at_least):
    """Print a ratio beside its target; whether it is met."""
    met = ratio >= target if at_least else ratio <= target
    sign = ">=" if at_least else "<="
    print(f"{what:<32}{ratio:6.2f}   target {sign} {target}   {'pass' if met else 'MISS'}")
    return met


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(not main())
