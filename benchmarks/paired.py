"""How many replications pairing saves: python benchmarks/paired.py [--replications R].

The rate rises by 0.1 point from 2026-01. A mean difference is as narrow with R pairs as with
R · ratio unpaired replications of each, ratio = (variance of one + variance of the other) ÷
variance of the paired difference.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from uisim.scenario.file import load
from uisim.study.compare import compare

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"projection.represents": 500}
RATES = {"first": "{2026-01: 0.010}", "second": "{2026-01: 0.011}"}
TARGET = 10
INDICATORS = (
    "balance", "lowest_balance", "members", "coverage", "break_even_rate", "break_even_rate_mature",
    "benefit_per_contribution", "claim_share", "selection_index",
)  # fmt: skip
TARGETED = ("balance", "members")


def main(replications):
    """Print the ratio of each indicator; False if one with a target misses it."""
    scenarios = []
    for name, rate in RATES.items():
        scenario = load(ROOT / "scenarios/baseline.yaml", SIZE | {"law.contribution_rate": rate})
        scenarios.append(replace(scenario, name=name))
    kept = compare(scenarios, replications).kept
    print(f"Rate 1.0 and 1.1 % from 2026-01, {replications} replications, {SIZE}")
    met = True
    for name in INDICATORS:
        first, second = (np.array(one.figure(name), np.float64) for one in kept)
        unpaired = first.var(ddof=1) + second.var(ddof=1)
        paired = (second - first).var(ddof=1)
        ratio = unpaired / paired
        verdict = ""
        if name in TARGETED:
            verdict = f"   target >= {TARGET}   {'pass' if ratio >= TARGET else 'MISS'}"
            met &= bool(ratio >= TARGET)
        print(f"  {name:<28}{ratio:9.1f} times fewer replications{verdict}")
    return met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=60)
    sys.exit(not main(parser.parse_args().replications))
