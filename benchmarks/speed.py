"""How fast `uisim` is, in one run on one machine: python benchmarks/speed.py [--quick].

Ratios are of processor seconds over all threads, which other work on the machine hardly moves;
the speed of the baseline is by the clock on the wall, the best of three rounds.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import core_numba
import core_numpy
import numba
import numpy as np
from core import AT, COLUMNS, core_of

from uisim.events import Kind
from uisim.outcome import by_month
from uisim.scenario.file import load
from uisim.study.run import blocks, play, play_block, play_reference

ROOT = Path(__file__).resolve().parents[1]
THREADS = 2
ROUNDS = 3
USUAL = 0.002
"""Attention a month with which the core has about the baseline's share of members."""
LOOPS = ("numpy", "numba, addressed", "numba")
RATES = ("loss_rate_month", "reemployment_rate_month", "leave_rate_month")
HALF_SPEED = {
    "projection.months": 360,
    "population.growth_year": 0.01,
    "joining.attention_rate_month": 0.001,
    "membership.lapse_rate_month": 0.005,
}
STOCKS = {Kind.WORKER, Kind.ELIGIBLE, Kind.JOBLESS, Kind.ELIGIBLE_JOBLESS, Kind.MEMBER_JOBLESS,
          Kind.SEVERAL_PLATFORMS, Kind.PENDING, Kind.MEMBER, Kind.MEMBER_AT_FLOOR, Kind.BASE,
          Kind.CONTRIBUTION_OWN, Kind.CONTRIBUTION_PLATFORM}  # fmt: skip
COLUMN = AT._asdict()
COMPARED = ("jobless", "members", "contributions_fen", "last_losses", "claims_awarded",
            "claimants_paid", "benefits_fen")  # fmt: skip
HAPPENINGS = [kind for kind in Kind if kind not in STOCKS]


def main(quick):
    """Measure everything; False if a target is missed."""
    os.chdir(ROOT)
    print(
        f"{_processor()}, {os.cpu_count()} cores, {THREADS} threads; "
        f"Python {platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}; "
        f"load before the run {os.getloadavg()[0]:.1f}{'; --quick' if quick else ''}\n"
    )
    passed = [everyone(quick), two_clocks(quick), month_loops(quick), linear(quick)]
    print(f"\n{'all targets met' if all(passed) else 'some targets MISSED'}")
    return all(passed)


def everyone(quick):
    """Play the baseline in a process of its own, so that its memory is its own."""
    represents = 10 if quick else 1
    command = [sys.executable, __file__, "--baseline", str(represents)]
    run = json.loads(subprocess.check_output(command, cwd=ROOT, text=True))
    millions, seconds, busy = run["worker_years"] / 1e6, run["seconds"], run["processor_seconds"]
    print(
        f"Baseline, represents: {represents}: {millions:.1f} million worker-years, lives of "
        f"{run['years']:.1f} years on average, {seconds:.1f} s, {busy:.1f} processor seconds "
        f"({millions / busy * THREADS:.2f} million a second if {THREADS} processors were free)"
    )
    fast = _row("million worker-years a second (aim 10)", millions / seconds, ">=", 6)
    return _row("peak memory, GiB", run["peak_kib"] / 2**20, "<", 2) and fast


def baseline(represents):
    """Print what the quickest run of the baseline took: the body of the process of its own."""
    play(load(Path("scenarios/baseline.yaml"), {"projection.represents": 100_000}))  # compile
    scenario = load(Path("scenarios/baseline.yaml"), {"projection.represents": represents})
    times = []
    for _ in range(ROUNDS):
        started, busy = time.perf_counter(), time.process_time()
        played = play(scenario, threads=THREADS)
        times.append((time.perf_counter() - started, time.process_time() - busy))
    seconds, busy = min(times)
    people = played.sums[:, :, [Kind.WORKER, Kind.ENTERED], 0].sum(axis=(0, 1))
    found = {
        "seconds": seconds,
        "processor_seconds": busy,
        "worker_years": people[0] / represents / 12,
        "years": people[0] / people[1] / 12,
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    print(json.dumps(found))


def two_clocks(quick):
    """Play the same lives on SimPy; time the compiled clock on more lives around them."""
    planned = list(blocks(_scenario("scenarios/baseline.yaml", 10), 0))
    lives = 2 if quick else 20
    few = [replace(b, first=b.first + b.count // 2, count=lives) for b in planned]
    many = [replace(b, count=min(2_000, p.count // 2)) for b, p in zip(few, planned, strict=True)]
    play_block(few[0], 1, 0)
    fast = min(_time(lambda: [play_block(b, 1, 0) for b in many]) for _ in range(3))
    outcomes = []
    slow = _time(lambda: outcomes.extend(play_reference(b, 1, 0) for b in few))
    pairs = [(one.sums, play_block(b, 1, 0).sums) for one, b in zip(outcomes, few, strict=True)]
    same = all(np.array_equal(one, other) for one, other in pairs)
    count, more = sum(b.count for b in few), sum(b.count for b in many)
    print(
        f"\nTwo clocks, one thread, baseline: SimPy {slow / count * 1e3:.2f} ms a life "
        f"({count} lives), compiled {fast / more * 1e6:.2f} µs ({more} lives, these among them); "
        f"sums of the {count} {'equal' if same else 'DIFFER'}"
    )
    return _row("times the SimPy clock", (slow / count) / (fast / more), ">=", 250) and same


def month_loops(quick):
    """Play the core of the rules in every way, in turns; the best time of each."""
    passed = []
    for attention in (USUAL, 0.02):
        settings = {"joining.attention_rate_month": attention}
        games = _games(_scenario("benchmarks/core.yaml", 10, settings))
        best, wall, sums = _race(games, 2 if quick else 4)
        share = sums["uisim"][AT.members] / sums["uisim"][AT.eligible]
        lives = sums["numba"][AT.entered]
        taken = ", ".join(f"{name} {best[name]:.2f} ({wall[name]:.2f})" for name in games)
        print(
            f"\nCore of the rules, {lives / 1e6:.1f} million lives, {share:.1%} of the eligible "
            f"members; processor seconds (on the wall): {taken}"
        )
        times = {name: best[name] / best["uisim"] for name in games}
        if attention == USUAL:
            passed.append(_row("times plain numpy", times["numpy"], ">=", 3))
            name = "times a numba month loop that draws by address"
            passed.append(_row(name, times["numba, addressed"], ">=", 1.5))
        print("  times " + ", ".join(f"{name} {times[name]:.2f}" for name in LOOPS))
    print("  like with like (the last core): a worker-month of uisim; ratio of the loops to it")
    for name in COMPARED:
        mean = {game: sums[game][COLUMN[name]] / sums[game][AT.workers] for game in sums}
        numpy_ratio, numba_ratio = (mean[game] / mean["uisim"] for game in ("numpy", "numba"))
        print(
            f"    {name:<20}{mean['uisim']:12.4g}   numpy {numpy_ratio:.3f}"
            f"   numba {numba_ratio:.3f}"
        )
    return all(passed)


def linear(quick):
    """Vary workers, events and months one at a time on the core of the rules."""
    rounds, usual = (2, 40) if quick else (4, 10)
    print("\nCost of a life (core of the rules): happenings in it, processor nanoseconds")

    def cost(label, represents, settings):
        """Return nanoseconds of a life, in `uisim` and in the numba month loop, and happenings."""
        games = _games(_scenario("benchmarks/core.yaml", represents, settings))
        best, _, sums = _race({name: games[name] for name in ("uisim", "numba")}, rounds)
        happened = sums["uisim"][-1] / sums["uisim"][AT.entered]
        ours, loops = (best[name] / games[name].lives * 1e9 for name in ("uisim", "numba"))
        print(f"    {label:<30}{happened:6.2f}   uisim {ours:6.0f}   numba {loops:6.0f}")
        return ours, loops, happened

    few, _, _ = cost("represents 40", 40, {})
    cost("represents 20", 20, {})
    many, _, _ = cost("represents 10", 10, {})
    turnover = [cost(f"losses and returns x {k}", usual, _rates(k, RATES[:2])) for k in (1, 2, 4)]
    (one, _, a), (two, _, b), (four, _, c) = turnover
    short, short_loop, _ = cost("180 months", usual, {})
    long, long_loop, _ = cost("360 months, half the rates", usual, HALF_SPEED | _rates(0.5, RATES))
    marginal = (four - two) / (c - b) / ((two - one) / (b - a))
    rows = [
        _row("a life, 4 times the workers: ratio", many / few, "<", 1.25),
        _row("an event more, at twice the events: ratio", marginal, "<", 1.25),
        _row("a life, twice the months: ratio", long / short, "<", 1.25),
    ]
    print(f"    (of the numba month loop {long_loop / short_loop:.2f})")
    return all(rows)


class Game:
    """A way to play the lives of a scenario: ``tasks``, two at a time, each giving its columns."""

    def __init__(self, task, tasks, lives):
        self.task, self.tasks, self.lives = task, tasks, lives

    def play(self):
        with ThreadPoolExecutor(THREADS) as pool:
            return sum(pool.map(self.task, self.tasks))


def _games(scenario):
    """Plan the ways to play the core of a scenario, ready to be timed."""
    planned = list(blocks(scenario, 0))
    cores = {b.cell.number: core_of(b.setting, b.cohorts.workers) for b in planned}
    lives = sum(int(core.workers.sum()) for core in cores.values())

    def uisim(block):
        sums = by_month(play_block(block, 1, 0).sums).sum(axis=0)
        columns = [sums[kind, part] for kind, part in COLUMNS.values()]
        return np.array([*columns, sums[HAPPENINGS, 0].sum()])

    def month_loop(block, play=core_numba.play):
        out = np.zeros((scenario.projection.months, len(COLUMNS)), np.int64)
        number = block.cell.number
        play(cores[number], number, block.first, block.count, out)
        return out.sum(axis=0)

    def numpy_steps(number):
        return core_numpy.play(cores[number], number).sum(axis=0)

    return {
        "uisim": Game(uisim, planned, lives),
        "numpy": Game(numpy_steps, list(cores), lives),
        "numba": Game(month_loop, planned, lives),
        "numba, addressed": Game(
            partial(month_loop, play=core_numba.play_addressed), planned, lives
        ),
    }


def _race(games, rounds):
    """Play in turns: the best time of each in processor seconds, on the wall, and its columns."""
    sums = {name: game.task(game.tasks[0]) for name, game in games.items()}  # compile
    busy, wall = {name: [] for name in games}, {name: [] for name in games}
    for _ in range(rounds):
        for name, game in games.items():
            busy_before, wall_before = time.process_time(), time.perf_counter()
            sums[name] = game.play()
            busy[name].append(time.process_time() - busy_before)
            wall[name].append(time.perf_counter() - wall_before)
    return *({name: min(times[name]) for name in games} for times in (busy, wall)), sums


def _scenario(file, represents, settings=()):
    return load(ROOT / file, {"projection.represents": represents, **dict(settings)})


def _rates(factor, names):
    """Multiply the rates of every kind of work."""
    work = load(ROOT / "benchmarks/core.yaml").work
    return {
        f"work.{kind}.{name}": factor * getattr(one, name)
        for kind, one in work.items()
        for name in names
    }


def _time(action):
    started = time.process_time()
    action()
    return time.process_time() - started


def _row(name, figure, sign, target):
    met = figure >= target if sign == ">=" else figure < target
    print(f"  {name:<46}{figure:9.2f}   target {sign} {target:<6}{'pass' if met else 'MISS'}")
    return met


def _processor():
    """Name of the processor, as the system has it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people")
    parser.add_argument("--baseline", type=int, metavar="N", help="represents: N only, as JSON")
    asked = parser.parse_args()
    if asked.baseline:
        baseline(asked.baseline)
    else:
        sys.exit(not main(asked.quick))
