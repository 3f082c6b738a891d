"""Play the quick subset with several seeds, count how far values lie off: verification/seeds.py.

With right values a |z| exceeds 1.96 in 5 of 100 values and 3.29 in one of 1,000. What is counted is
written as the last section of results.md. Exit code 1 if more exceed 3.29 than happens by luck once
in a thousand times.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from scipy.stats import binom

from uisim.selftest.judge import Z_MAX, Judged
from uisim.selftest.suite import judged_cases, seed_of

RESULTS = Path(__file__).with_name("results.md")
HEADING = "## Several seeds"
LIMITS = ((1.96, 0.05), (Z_MAX, 0.001))
"""Of |z|, each with the share that exceeds it by luck alone."""
RARE = 0.001


def main() -> int:
    """Play, write the section, and say whether too many values are far off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=seed_of, default=1, metavar="N|day", help="the first")
    parser.add_argument("--seeds", type=int, default=5, help="how many")
    asked = parser.parse_args()
    console = Console(stderr=True)
    found = {}
    for seed in range(asked.seed, asked.seed + asked.seeds):
        found[seed] = [one for one in judged_cases(seed) if one.error > 0.0]
        console.print(f"seed {seed}: largest |z| {max(abs(one.z) for one in found[seed]):.2f}")
    page, _, _ = RESULTS.read_text("utf-8").partition(f"\n{HEADING}")
    command = f"python verification/seeds.py --seed {asked.seed} --seeds {asked.seeds}"
    RESULTS.write_text(f"{page}\n{section(found, command)}", "utf-8")
    far = sum(beyond(each, Z_MAX) for each in found.values())
    values = sum(map(len, found.values()))
    return 1 if binom.sf(far - 1, values, LIMITS[-1][1]) < RARE else 0


def beyond(judged: Sequence[Judged], limit: float) -> int:
    """How many values lie further off than so many standard errors."""
    return sum(abs(one.z) > limit for one in judged)


def section(found: dict[int, list[Judged]], command: str) -> str:
    """Write the counts by seed, their sum and what luck alone lets expect, in Markdown."""
    heads = [f"\\|z\\| > {limit}" for limit, _ in LIMITS]
    lines = [
        HEADING,
        "",
        f"Printed by `{command}`: the quick subset (`uisim selftest --seed N`), values with",
        "an error. Expected: the number of values times the share that luck alone lets exceed the",
        "limit, ± its standard deviation were all values independent (those of a case are not).",
        "",
        f"| Seed | Values | {' | '.join(heads)} | Largest \\|z\\| | Mean z² |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for seed, judged in found.items():
        lines.append(_row(str(seed), judged))
    every = [one for judged in found.values() for one in judged]
    lines.append(_row("all", every))
    expected = [
        f"{len(every) * share:.1f} ± {math.sqrt(len(every) * share * (1 - share)):.1f}"
        for _, share in LIMITS
    ]
    lines.append(f"| expected | | {' | '.join(expected)} | | 1 |")
    return "\n".join(lines) + "\n"


def _row(name: str, judged: Sequence[Judged]) -> str:
    counts = " | ".join(str(beyond(judged, limit)) for limit, _ in LIMITS)
    largest = max(judged, key=lambda one: abs(one.z))
    square = sum(one.z**2 for one in judged) / len(judged)
    far = f"{abs(largest.z):.2f} (§ {largest.section})"
    return f"| {name} | {len(judged)} | {counts} | {far} | {square:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
