"""How long the explorer takes to answer a moved lever: python benchmarks/explore.py.

From the question to the first figures as the page shows them, and until the break-even rate is
told to 5 % of itself; without the browser. What it is compared with has been played before, as it
has after the first look at a scenario.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from uisim.explore import view
from uisim.explore.app import FIRST
from uisim.explore.desk import Asked, Desk, question_of
from uisim.explore.estimate import estimate, refine
from uisim.scenario.file import load
from uisim.study.sweep import warm
from uisim.units import parse_month

FILE = Path(__file__).resolve().parents[1] / "scenarios" / "baseline.yaml"
SINCE = parse_month("2026-01")
MOVES = (
    {"law.contribution_rate": 0.02},
    {"law.waiting_months": 1},
    {"law.duration": "national"},
    {"joining.rule": "strategic"},
    {"law.multi_platform_rule.mode": "pays"},
)
TARGET = 2.0


def main():
    """Print the seconds of each move; False if first figures come too late."""
    warm(load(FILE))
    desk = Desk()
    answer(desk, {})
    print(f"Baseline, load before {os.getloadavg()[0]:.1f}; seconds on the wall (of processors)")
    first = [line(desk, moved) for moved in MOVES]
    verdict = "pass" if max(first) <= TARGET else "MISS"
    print(f"  slowest first figures {max(first):.2f} s   target <= {TARGET:g}   {verdict}")
    return verdict == "pass"


def line(desk, moved):
    """Print how long a move takes; the seconds to its first figures."""
    seconds, count = answer(desk, moved)
    texts = [f"{wall:6.2f} ({processors:.2f})" for wall, processors in seconds]
    name = ", ".join(f"{key}={value}" for key, value in moved.items())
    print(f"  {name:<36} first {texts[0]}   told to 5 % {texts[1]}, {count} replications")
    return seconds[0][0]


def answer(desk, moved):
    """Seconds to the first figures and to the last, and the replications played."""
    wall, processors = time.perf_counter(), time.process_time()
    question = question_of(Asked(FILE, SINCE, moved), load(FILE))
    own, other = desk.player(question.own), desk.player(question.other)
    other.play_until(FIRST)
    seconds = []
    for count in refine(own, other):
        if count == FIRST:
            shown(question, estimate(own, other, count))
            seconds.append((time.perf_counter() - wall, time.process_time() - processors))
    shown(question, estimate(own, other, count))
    seconds.append((time.perf_counter() - wall, time.process_time() - processors))
    return seconds, count


def shown(question, found):
    """Write what the page shows."""
    view.figures(question, found, "en")
    view.charts(question, found, "en")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(not main())
