"""Write settings.md: what each case of verification lays over the laboratory."""

from collections.abc import Sequence
from pathlib import Path

from uisim.scenario.resolved import flow
from uisim.selftest.case import Case
from uisim.selftest.suite import CASES

PAGE = Path(__file__).with_name("settings.md")
HEAD = """\
# Settings of the cases

Printed by `python verification/settings.py`. Each case of [derivations.md](derivations.md) lays
these keys over [the laboratory](../src/uisim/selftest/laboratory.yaml), in which every mechanism is
switched off. Keys and units are those of [docs/scenarios.md](../docs/scenarios.md). Lives: in each
of the 20 replications of the quick subset.

| § | Lives | Settings |
|---|---:|---|
"""


def page(cases: Sequence[Case]) -> str:
    """Write the page."""
    return HEAD + "".join(f"{_row(case)}\n" for case in cases)


def _row(case: Case) -> str:
    said = "<br>".join(f"`{key}: {flow(value)}`" for key, value in case.settings.items())
    return f"| {case.section} | {case.people:,} | {said} |"


if __name__ == "__main__":
    PAGE.write_text(page([make() for make in CASES]), "utf-8")
