"""Lives one by one, as `uisim run --workers` writes them."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from pyarrow import parquet

from uisim.scenario.file import load
from uisim.selftest.case import LABORATORY
from uisim.study.workers import write_workers


def months_paid(settings: Mapping[str, object], people: int, seed: int) -> np.ndarray:
    """Months of benefit paid to each worker, in the order of their identities."""
    population = {"population.platform_workers": {"guangzhou": people}}
    scenario = load(LABORATORY, {**population, "projection.seed": seed, **settings})
    with tempfile.TemporaryDirectory() as folder:
        write_workers(Path(folder), scenario)
        table = parquet.read_table(Path(folder) / "workers.parquet", columns=["months_paid"])
    return table["months_paid"].to_numpy()
