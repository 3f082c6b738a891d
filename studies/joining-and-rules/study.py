"""Play the study's sweeps and write its report: python3 studies/joining-and-rules/study.py.

Cells already played in the folder of results are kept, so that a study that was stopped goes on.
The report, its tables and its charts depend on the scenarios and their seed only.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SRC = ROOT / "src"
REPRESENTS = "projection.represents"


class Sweep(NamedTuple):
    """A sweep of the study: its part of it, its file in scenarios/sweeps, and what is set else."""

    part: str
    file: str
    settings: tuple[str, ...] = ()
    name: str = ""

    def folder(self, results: Path) -> Path:
        """Folder of the finished sweep."""
        return results / f"sweep-{self.name or self.file}"


SWEEPS: Final = (
    Sweep("rules", "joining-rate-platforms-causes"),
    # Few join for their gain, so that luck weighs more: more lives and replications. And the sign
    # turns at a lower κ: stricter ways to examine claims.
    Sweep(
        "readings",
        "joining-readings-screening",
        (
            "joining.rule=logit",
            f"{REPRESENTS}=100",
            "projection.replications=6",
            "claiming={take_up: 0.6, verified_share: 0.2, misreported_share: 0.05},"
            "{take_up: 0.6, verified_share: 0.5, misreported_share: 0.05},"
            "{take_up: 0.6, verified_share: 0.8, misreported_share: 0.05},"
            "{take_up: 1, verified_share: 1, misreported_share: 0.05}",
        ),
        "joining-readings-screening-logit",
    ),
    Sweep(
        "readings",
        "joining-readings-screening",
        ("joining.rule=exogenous,strategic,default_in",),
    ),
    Sweep("unknowns", "joining-and-unknowns"),
)


def main() -> None:
    """Play what is not played yet, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=ROOT / "results", help="of the sweeps")
    parser.add_argument("--report", type=Path, default=HERE, help="folder to write the report to")
    asked = parser.parse_args()
    for sweep in SWEEPS:
        play(sweep, asked.results)
    write(SWEEPS, asked.results, asked.report)


def play(sweep: Sweep, results: Path, *more: str) -> None:
    """Play the cells of a sweep that are not there yet; more: of the command's options."""
    file = ROOT / "scenarios" / "sweeps" / f"{sweep.file}.yaml"
    print(f"Playing {sweep.folder(results).name} …", flush=True)
    settings = [f"--set={setting}" for setting in sweep.settings]
    named = ["--name", sweep.name] if sweep.name else []
    uisim("sweep", str(file), "--out", str(results), *settings, *named, *more)


def write(sweeps: Sequence[Sweep], results: Path, report: Path) -> None:
    """Write tables, charts and the report in both languages from finished sweeps."""
    import charts
    import findings
    import text

    swept = findings.read([(sweep.part, sweep.folder(results)) for sweep in sweeps])
    found = findings.worlds(swept["unknowns"])
    tables = {
        "sweeps": findings.sizes([(sweep, sweep.folder(results), own(sweep)) for sweep in sweeps]),
        "outcomes": findings.outcomes(swept["rules"]),
        "break-even": findings.break_even(swept["rules"]),
        "gains": findings.gains(swept["rules"]),
        "readings": findings.readings(swept["readings"]),
        "screening": findings.curves(swept["readings"]),
        "spread": findings.spread(found),
        "inputs": findings.inputs(found, first_indices(sweeps[-1].folder(results))),
    }
    folder = report / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")
    kept = text.read(folder)
    for lang in ("en", "zh"):
        charts.write(kept, report / "charts", lang)
        page = text.report(kept, lang)
        (report / f"report.{lang}.md").write_text(page, encoding="utf-8", newline="\n")
    print(f"→ {report}")


def first_indices(folder: Path) -> Iterator[dict]:
    """What `uisim sensitivity` says of the break-even rate: a line a joining rule and key."""
    indicator = ("--indicator", "break_even_rate", "--json")
    yield from json.loads(uisim("sensitivity", str(folder), *indicator))["lines"]


def own(sweep: Sweep) -> dict:
    """Values of a sweep's scenario by key, as `uisim show` prints them."""
    file = ROOT / "scenarios" / "sweeps" / f"{sweep.file}.yaml"
    return {one["key"]: one["value"] for one in json.loads(uisim("show", str(file), "--json"))}


def uisim(*arguments: str) -> str:
    """Run a command of uisim and return what it prints; its progress is shown."""
    command = [sys.executable, "-m", "uisim", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT).stdout


def is_own() -> bool:
    """Whether `uisim` is that of this tree, and not another that is installed here."""
    found = importlib.util.find_spec("uisim")
    return found is not None and Path(found.origin or "").resolve().is_relative_to(SRC)


if __name__ == "__main__":
    if not is_own():  # outside its environment: set that up first
        sys.path.insert(0, str(ROOT))
        import do

        do.set_up("requirements-test.txt")
        own = os.environ | {"PYTHONPATH": str(SRC)}
        sys.exit(subprocess.call([do.PYTHON, *sys.argv], env=own))
    main()
