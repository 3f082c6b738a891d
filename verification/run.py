"""Play every case with an error below 0.2 %, write results.md: python verification/run.py.

The cases are those of `uisim selftest`; a first, small run of each says how many lives it needs.
Then come the values that need lives one by one or thousands of runs. Exit code 1 if any is off.
"""

import argparse
import math
import sys
from pathlib import Path

from common_numbers import common_numbers
from interval_coverage import coverage
from paths import paths
from rich.console import Console
from seeds import HEADING

from uisim.selftest.case import Case
from uisim.selftest.judge import REPLICATIONS, Judged, judge_case
from uisim.selftest.suite import CASES, seed_of

RESULTS = Path(__file__).with_name("results.md")
ERROR_MAX = 0.002
"""Of the value; the runs aim at less, for the first run's error is itself uncertain."""
AIM = 0.0013


def main() -> int:
    """Play, write results.md, and say how many values are off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=seed_of, default=1, metavar="N|day")
    seed = parser.parse_args().seed
    console = Console(stderr=True)
    judged: list[Judged] = []
    for make in CASES:
        judged += precise(make(), seed)
        console.print(f"{judged[-1].section} {judged[-1].en}: z {judged[-1].z:.2f}")
    for play in (coverage, common_numbers, paths):
        judged += play(seed)
        console.print(f"{judged[-1].section} {judged[-1].en}: z {judged[-1].z:.2f}")
    judged.sort(key=lambda one: tuple(map(int, one.section.split("."))))
    _, heading, seeds = RESULTS.read_text("utf-8").partition(f"\n{HEADING}")
    RESULTS.write_text(report(judged, seed) + heading + seeds, encoding="utf-8")
    return 0 if all(is_good(one) for one in judged) else 1


def precise(case: Case, seed: int) -> tuple[Judged, ...]:
    """Judge a case with as many lives as the error of its quick run asks for."""
    errors = [relative(one) for one in judge_case(case, seed)]
    times = max(1, math.ceil(max(error / AIM for error in errors) ** 2))
    if case.luck == "replications":
        return judge_case(case, seed, replications=times * REPLICATIONS)
    return judge_case(case, seed, people=times * case.people)


def relative(one: Judged) -> float:
    """Standard error as a share of the value; 0 where there is none."""
    return one.error / abs(one.expected) if one.error > 0.0 else 0.0


def is_precise(one: Judged) -> bool:
    """Whether the error is small enough; that of a count of intervals is given by their number."""
    return relative(one) < ERROR_MAX or one.section == "10.1"


def is_good(one: Judged) -> bool:
    """Whether the value is as expected and the error small enough."""
    return one.passed and is_precise(one)


def report(judged: list[Judged], seed: int) -> str:
    """Write the results in Markdown."""
    off = sum(not one.passed for one in judged)
    coarse = sum(not is_precise(one) for one in judged)
    lines = [
        "# Results of the verification",
        "",
        f"Printed by `python verification/run.py --seed {seed}`; the section is that of",
        "[derivations.md](derivations.md), the error a standard error, z the distance in errors.",
        "",
        f"{len(judged)} values: {off} off (|z| of 3.29 or more), {coarse} with an error of 0.2 % "
        "of the value or more.",
        "",
        "| § | Value | Expected | Found | Error | Error, % | z | |",
        "|---|---|---:|---:|---:|---:|---:|---|",
    ]
    for one in judged:
        verdict = "pass" if is_good(one) else "**FAIL**"
        lines.append(
            f"| {one.section} | {one.en} | {one.expected:.7g} | {one.found:.7g} "
            f"| {one.error:.2g} | {100 * relative(one):.3f} | {one.z:.2f} | {verdict} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
