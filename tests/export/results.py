"""A small result in which much happens, and ways to spoil it."""

import hashlib
import json

from engine.worlds import lively

from uisim.scenario.schema import Scenario
from uisim.study import files, sums
from uisim.study.run import run
from uisim.study.workers import write_workers


def world() -> Scenario:
    """Two replications of a small world, a fund with interest and administration."""
    return lively(
        {
            "projection.months": 30,
            "projection.replications": 2,
            "fund.opening_balance_yuan": 20_000,
            "fund.administration_share": 0.03,
            "fund.borrowing_rate_year": 0.06,
            "fund.fiscal_subsidy_month_yuan": {"2022-01": 0, "2024-01": 500.5},
        },
        250,
    )


def write_result(folder):
    """Play the world and write its results, the workers too."""
    scenario = world()
    run(
        scenario,
        folder.parent / "world.yaml",
        folder,
        threads=1,
        more=[lambda fresh: write_workers(fresh, scenario)],
    )
    return folder


def hash_again(folder):
    """Make the hashes right again after something was altered, as a forger would."""
    record = json.loads((folder / "run.json").read_text("utf-8"))
    record["outputs"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in record["outputs"]
    }
    files.write_text(folder / "run.json", json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    files.write_text(folder / "SHA256SUMS", sums.sums_of(folder))
