"""Kill a sweep at random instants and go on from what it kept: to the same bytes, each time.

python verification/faults/killed_sweep.py [--kills 200] [--seed 1] [--note]

A sweep of 6 cells is played once undisturbed; then it is begun anew, ended by SIGKILL at an
instant drawn uniformly over its duration, killed again, and gone on with by the same command. Each
twentieth is the real command with two processes of its own, of which only the first is killed. A
run over the results of an older one is killed a quarter as often: what stands in the folder has to
be the old results or the new ones, whole.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from common import SMALL, Child, arguments, content, load_all, played, say

from uisim.study.verify import verify

GRID = ("--set=law.contribution_rate=0.01,0.02,0.03", "--set=law.waiting_months=0,1")
CELLS = 6
REAL = 20
"""Every so often it is the command itself, with processes of its own."""


def main() -> int:
    """Kill, go on, compare; print what was found."""
    parser = arguments(__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    load_all()
    luck = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as place:
        other = sweeps(Path(place), asked.kills, luck)
        torn = runs(Path(place), asked.kills // 4, luck)
    done = f"`kill -9` at {asked.kills} random instants of a sweep and {asked.kills // 4} of a run"
    say(asked.note, done, f"{other} sweeps gone on with to other bytes, {torn} torn results")
    return 1 if other or torn else 0


def command(out: Path, processes: int) -> list[str]:
    """Words of the sweep."""
    more = (f"--out={out}", f"--processes={processes}", "--threads=1", "--quiet", "--lang=en")
    return ["sweep", str(SMALL), *GRID, *more]


def sweeps(place: Path, kills: int, luck: random.Random) -> int:
    """Kill a sweep so often; return how often what came in the end was not the same."""
    name = "sweep-small"
    began = time.perf_counter()
    assert played(*command(place / "whole", 1)).code == 0
    duration = time.perf_counter() - began
    whole = content(place / "whole" / name)
    began = time.perf_counter()
    real([*command(place / "real", 2)]).wait()
    real_duration = time.perf_counter() - began
    assert content(place / "real" / name) == whole
    wrong, done, ends = 0, 0, Counter()
    while done < kills:
        out = place / "killed"
        shutil.rmtree(out, ignore_errors=True)
        for _ in range(1 + done % 2):  # every other sweep is killed a second time
            if done % REAL == 0:
                one = real(command(out, 2))
                time.sleep(luck.uniform(0, real_duration))
                one.kill()
                one.wait()
            else:
                one = Child(command(out, 1))
                time.sleep(luck.uniform(0, duration))
                os.kill(one.pid, signal.SIGKILL)
                one.wait()
            ends[state(out / name)] += 1
            done += 1
        again = played(*command(out, 1))
        if again.code != 0 or content(out / name) != whole:
            print(f"kill {done}: exit {again.code}, other bytes; {again.said}")
            wrong += 1
    print(f"sweep of {CELLS} cells killed at {done} random instants of {duration:.2f} s")
    print("  found by then: " + ", ".join(f"{n} × {what}" for what, n in sorted(ends.items())))
    print(f"  gone on with: {wrong} ended in other bytes than the sweep that nobody disturbed")
    return wrong


def state(folder: Path) -> str:
    """Say how far a sweep has come."""
    if not (folder / "design.json").is_file():
        return "nothing"
    if (folder / "SHA256SUMS").is_file():
        return "all"
    cells = len(list((folder / "cells").glob("*.parquet"))) if (folder / "cells").exists() else 0
    return "no cell" if cells == 0 else "some cells" if cells < CELLS else "all cells, no table"


def real(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start the command itself."""
    silent = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", "uisim", *arguments], stdout=silent, stderr=silent
    )


def runs(place: Path, kills: int, luck: random.Random) -> int:
    """Kill a run over older results so often; count the folders that are neither old nor new."""

    def words(seed: int) -> list[str]:
        settings = (f"--set=projection.seed={seed}", "--replications=3", "--workers")
        return ["run", str(SMALL), *settings, f"--out={place}", "--threads=1", "--quiet"]

    folder = place / "small"
    versions = []
    for seed in (1, 2):
        began = time.perf_counter()
        assert played(*words(seed)).code == 0
        duration = time.perf_counter() - began
        versions.append(content(folder))
    ends: Counter[str] = Counter()
    for kill in range(kills):
        one = Child(words(1 + kill % 2))
        time.sleep(luck.uniform(0, 1.1 * duration))
        os.kill(one.pid, signal.SIGKILL)
        one.wait()
        if not folder.exists():
            ends["none"] += 1
            played(*words(1))
        elif content(folder) in versions and verify(folder) == ():
            ends["whole"] += 1
        else:
            ends["torn"] += 1
    left = sum(1 for path in place.iterdir() if path.name.startswith(".small-"))
    print(f"run over older results killed at {kills} random instants of {1.1 * duration:.2f} s")
    print(f"  results then: {ends['whole']} whole, {ends['none']} none, {ends['torn']} torn")
    print(f"  hidden folders left beside the results: {left}")
    return ends["torn"]


if __name__ == "__main__":
    sys.exit(main())
