"""A finished sweep as it lies in its folder, and the tables that are added to it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from uisim.fund.measures import ALL
from uisim.scenario.problems import nearest
from uisim.scenario.sweep import Sample
from uisim.study.cells import DESIGN, locked
from uisim.study.figures import ALIASES
from uisim.study.files import NOTE, RUN
from uisim.study.reserves import BALANCE, RESERVE, reserves_of
from uisim.study.sweep import write_run
from uisim.study.sweep_table import KEY, SWEEP
from uisim.study.tables import OF_THE_ROW, Described, shared, write_csv, write_parquet
from uisim.study.whole import putting
from uisim.words import ToldError

_INDICATOR = re.compile(r"\s*([a-z]\w*)(?:\[([^\]]+)\])?\s*")


class KeptError(ToldError):
    """What cannot be had from this folder."""


@dataclass(frozen=True)
class Kept:
    """One indicator of a finished sweep.

    values: float64[cells, replications], nan where not defined. cells: values of the keys in each
    cell; None: the scenario's own. grid, drawn: keys chosen and sampled. combinations: of the
    grid's values. held: balances beside months of reserve.
    """

    folder: Path
    indicator: str
    group: str
    unit: str
    values: NDArray[np.float64]
    cells: tuple[Mapping[str, Any], ...]
    grid: tuple[str, ...]
    drawn: tuple[str, ...]
    combinations: int
    sample: Sample | None
    seed: int
    held: NDArray[np.float64] | None = None

    @property
    def name(self) -> str:
        """Indicator and group as one writes them."""
        return self.indicator if self.group == ALL else f"{self.indicator}[{self.group}]"

    @property
    def cell_means(self) -> NDArray[np.float64]:
        """Mean by cell, nan where not defined; of months of reserve mean ÷ mean."""
        return cell_means(self.values, self.held)

    def means(self) -> NDArray[np.float64]:
        """Mean over replications by cell; KeptError where it is not defined."""
        found = self.cell_means
        missing = int(np.isnan(found).sum())
        if missing:
            raise KeptError(
                "{name} is not defined in {missing} of {cells} cells",
                name=self.name,
                missing=missing,
                cells=len(found),
            )
        return found


def cell_means(
    values: NDArray[np.float64], held: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Means of float64[cells, replications, …]; with balances, of months of reserve mean ÷ mean."""
    if held is None:
        return np.asarray(values.mean(axis=1))
    return np.asarray(reserves_of(held.swapaxes(0, 1), values.swapaxes(0, 1)).mean(axis=0))


def read_kept(folder: Path, indicator: str) -> Kept:
    """Read an indicator, written NAME or NAME[GROUP]; KeptError if there is none, or no sweep."""
    if not (folder / RUN).is_file() or not (folder / SWEEP).is_file():
        raise KeptError("{folder} is no finished sweep", folder=folder)
    name, group = parted(indicator)
    chosen = [("indicator", "==", name), ("group", "==", group)]
    table = pd.read_parquet(folder / SWEEP, filters=chosen)
    if table.empty:
        raise _unknown(folder, name, group)
    design = json.loads((folder / DESIGN).read_text("utf-8"))
    keys = [*design["grid"], *design["sampled"]]
    types = parquet.read_schema(folder / SWEEP)
    whole = {key: "Int64" for key in keys if pa.types.is_integer(types.field(key).type)}
    per_cell = table.drop_duplicates("cell")[keys].astype(whole).astype(object)
    records = per_cell.where(per_cell.notna(), None).to_dict("records")
    sample = design["sample"]
    return Kept(
        folder,
        name,
        group,
        table["unit"].iloc[0],
        table["value"].to_numpy(np.float64).reshape(design["cells"], -1),
        tuple({str(key): value for key, value in one.items()} for one in records),
        tuple(design["grid"]),
        tuple(design["sampled"]),
        int(np.prod([len(values) for values in design["grid"].values()])),
        None if sample is None else Sample(**sample),
        design["seed"],
        read_kept(folder, f"{BALANCE}[{group}]").values if name == RESERVE else None,
    )


def parted(indicator: str) -> tuple[str, str]:
    """Name of the indicator, and the group, of NAME or NAME[GROUP]."""
    match = _INDICATOR.fullmatch(indicator)
    name, group = match.groups() if match else (indicator, None)
    return ALIASES.get(name, name), group or ALL


def values_by_group(folder: Path, indicator: str) -> dict[str, NDArray[np.float64]]:
    """Values of an indicator by group: float64[cells, replications]; of groups in every cell."""
    table = pd.read_parquet(
        folder / SWEEP, columns=["cell", "group", "value"], filters=[("indicator", "==", indicator)]
    )
    cells = table["cell"].nunique()
    most = table["group"].value_counts().max()
    return {
        str(group): rows["value"].to_numpy(np.float64).reshape(cells, -1)
        for group, rows in table.groupby("group", sort=False)
        if len(rows) == most
    }


def write_added(
    kept: Kept, method: str, lines: Sequence[Mapping[str, Any]], asked: Mapping[str, Any]
) -> None:
    """Add a table to the folder as CSV and as Parquet, and to what `run.json` lists.

    asked: what `run.json` says of how the table was asked for.
    """
    stem = f"{method}-{kept.indicator}" + ("" if kept.group == ALL else f"-{kept.group}")
    of_all = {"indicator": kept.indicator, "group": kept.group, "unit": kept.unit}
    columns = {
        name: np.array([line[name] for line in ({**of_all, **one} for one in lines)])
        for name in (*of_all, *lines[0])
    }
    described = {name: ADDED_COLUMNS.get(name, KEY) for name in columns}
    with locked(kept.folder):
        with putting(kept.folder / f"{stem}.csv") as aside:
            write_csv(aside, columns, zip(*(c.tolist() for c in columns.values()), strict=True))
        with putting(kept.folder / f"{stem}.parquet") as aside:
            write_parquet(aside, columns, described, NOTE)
        write_run(kept.folder, {stem: asked})


_INTERVAL: Final = "end of the 95 % interval (bootstrap)"
ADDED_COLUMNS: Final = {
    **shared("indicator", "group", "unit"),
    "key": Described("name", "key sampled", "抽样参数"),
    "first": Described("share", "first index: variance by the key alone", "一阶指数"),
    "first_low": Described("share", f"lower {_INTERVAL}", "一阶指数置信下限"),
    "first_high": Described("share", f"upper {_INTERVAL}", "一阶指数置信上限"),
    "total": Described("share", "total index: with all it acts through", "总效应指数"),
    "total_low": Described("share", f"lower {_INTERVAL}", "总效应指数置信下限"),
    "total_high": Described("share", f"upper {_INTERVAL}", "总效应指数置信上限"),
    "mu": Described(OF_THE_ROW, "mean elementary effect over the whole range", "基本效应均值"),
    "mu_star": Described(OF_THE_ROW, "mean size of the elementary effect", "基本效应绝对均值"),
    "mu_star_low": Described(OF_THE_ROW, f"lower {_INTERVAL}", "绝对均值置信下限"),
    "mu_star_high": Described(OF_THE_ROW, f"upper {_INTERVAL}", "绝对均值置信上限"),
    "sigma": Described(OF_THE_ROW, "spread of the elementary effect", "基本效应标准差"),
    "base": Described(OF_THE_ROW, "value of the scenario itself", "基准值"),
    "lowest": Described(OF_THE_ROW, "lowest value over the key's ends", "最低值"),
    "lowest_at": Described("as in the scenario", "there; empty: the scenario's own", "最低值处"),
    "highest": Described(OF_THE_ROW, "highest value over the key's ends", "最高值"),
    "highest_at": Described("as in the scenario", "there; empty: the scenario's own", "最高值处"),
    "swing": Described(OF_THE_ROW, "highest less lowest", "变动幅度"),
    "mean": Described(OF_THE_ROW, "mean over the worlds", "各情形均值"),
    "worst": Described(OF_THE_ROW, "worst value over the worlds", "各情形最差值"),
    "mean_regret": Described(OF_THE_ROW, "mean regret over the worlds", "平均遗憾值"),
    "max_regret": Described(OF_THE_ROW, "largest regret over the worlds", "最大遗憾值"),
    "satisfied_share": Described("share", "worlds in which the condition holds", "达标比例"),
    "worlds": Described("number", "worlds, replications counted apart", "情形数"),
}


def unknown(name: str, names: Iterable[str]) -> KeptError:
    """Say that a sweep has no such indicator, and which was probably meant."""
    return KeptError("{name} is no indicator of this sweep", nearest(name, names), name=name)


def _unknown(folder: Path, name: str, group: str) -> KeptError:
    """Say that there is no such figure, and what was probably meant."""
    pairs = pd.read_parquet(
        folder / SWEEP, columns=["indicator", "group"], filters=[("cell", "==", 0)]
    )
    names = pairs["indicator"].unique().tolist()
    if name not in names:
        return unknown(name, names)
    groups = pairs["group"][pairs["indicator"] == name].tolist()
    near = nearest(group, groups) or groups[0]
    return KeptError("{name} has no group {group}", near, name=name, group=group)
