"""The quick subset as a whole: its cases, its seed, its results as plain data."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from uisim.selftest import (
    benefit,
    claim,
    entitlement,
    fund,
    joining,
    membership,
    platforms,
    population,
    several,
    subrules,
    work,
)
from uisim.selftest.case import Case
from uisim.selftest.judge import Judged, judge_case

CASES: Sequence[Callable[[], Case]] = (
    *work.CASES,
    *platforms.CASES,
    *population.CASES,
    *membership.CASES,
    *joining.CASES,
    *claim.CASES,
    *several.CASES,
    *subrules.CASES,
    *entitlement.CASES,
    *benefit.CASES,
    *fund.CASES,
)
"""In the order of verification/derivations.md; each makes its case with its expected values."""
SEED_MAX = 2**32 - 1


def seed_of(text: str) -> int:
    """Read a seed: a number, or ``day`` for one that changes every day; ValueError if neither."""
    seed = int(date.today().strftime("%Y%m%d") if text == "day" else text)
    if not 0 <= seed <= SEED_MAX:
        raise ValueError(text)
    return seed


def judged_cases(seed: int) -> Iterator[Judged]:
    """Play case after case and judge their values."""
    for make in CASES:
        yield from judge_case(make(), seed)


def as_data(seed: int, judged: Sequence[Judged]) -> dict[str, Any]:
    """Lay out the results for JSON; a z without error that is off has no number, so null."""
    return {
        "seed": seed,
        "failed": sum(not one.passed for one in judged),
        "values": [
            {
                "section": one.section,
                "name": {"en": one.en, "zh": one.zh},
                "expected": one.expected,
                "found": one.found,
                "standard_error": one.error,
                "z": one.z if abs(one.z) < float("inf") else None,
                "passed": one.passed,
            }
            for one in judged
        ],
    }
