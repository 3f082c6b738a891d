"""The files of a comparison (docs/model.md, section 9): tidy tables, and `run.json` as of a run."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.events import Kind
from uisim.fund.columns import COLUMNS
from uisim.scenario.resolved import resolved_yaml
from uisim.study.compare import Comparison, Proof
from uisim.study.compare_first import Parting
from uisim.study.files import (
    NOTE,
    Provenance,
    replacing,
    write_run,
    write_text,
    write_timing,
)
from uisim.study.intervals import Interval, intervals
from uisim.study.lives import Story
from uisim.study.tables import Described, write_csv, write_parquet
from uisim.study.waterfall import Waterfall
from uisim.units import format_month

_LIMITS: Final = ("mean", "low", "high")
_DIFFERENCE: Final = ("difference", "difference_low", "difference_high")
INDICATOR_COLUMNS: Final = ("scenario", "indicator", "group", "unit", *_LIMITS, *_DIFFERENCE)
WINNER_COLUMNS: Final = (
    "scenario",
    "by",
    "group",
    "member_years",
    *_LIMITS,
    *_DIFFERENCE,
    *(f"total_{name}" for name in _DIFFERENCE),
)
WATERFALL_COLUMNS: Final = (
    "scenario",
    "indicator",
    "unit",
    "group",
    "keys",
    *(f"in_order{end}" for end in ("", "_low", "_high")),
    *(f"shapley{end}" for end in ("", "_low", "_high")),
)
WHOLE: Final = "whole difference"
_DESCRIBED = {
    "scenario": Described("name", "scenario", "情景"),
    "month": Described("YYYY-MM", "calendar month", "月份"),
    "column": Described("name", "column of monthly.parquet", "列名"),
    "unit": Described("name", "unit of the values", "单位"),
    "mean": Described("as unit says", "mean over replications", "均值"),
    "difference": Described("as unit says", "mean paired difference to the first", "配对差均值"),
    "difference_low": Described("as unit says", "lower end of its 95 % interval", "95%区间下限"),
    "difference_high": Described("as unit says", "upper end of its 95 % interval", "95%区间上限"),
}


def folder_name(names: Sequence[str]) -> str:
    """Name of the folder: ``compare-A-B``."""
    return "-".join(("compare", *names))


def write_comparison(
    folder: Path,
    comparison: Comparison,
    inputs: Mapping[str, bytes],
    waterfalls: Sequence[Waterfall] = (),
    partings: Mapping[str, Parting | None] | None = None,
    timing: Mapping[str, object] | None = None,
) -> None:
    """Write all files of a comparison in place of older ones.

    partings: by the name of the other scenario. FileExistsError if ``folder`` holds what is no
    result.
    """
    names = [scenario.name for scenario in comparison.scenarios]
    first = comparison.scenarios[0].projection
    with replacing(folder) as fresh:
        write_csv(fresh / "indicators.csv", INDICATOR_COLUMNS, _indicator_rows(comparison))
        write_csv(fresh / "winners.csv", WINNER_COLUMNS, _winner_rows(comparison))
        write_parquet(fresh / "differences.parquet", _differences(comparison), _DESCRIBED, NOTE)
        if waterfalls:
            rows = (row for one in waterfalls for row in _waterfall_rows(one))
            write_csv(fresh / "waterfall.csv", WATERFALL_COLUMNS, rows)
        if partings:
            said = {name: None if p is None else parting_json(p) for name, p in partings.items()}
            text = json.dumps(said, ensure_ascii=False, indent=2)
            write_text(fresh / "first_difference.json", text + "\n")
        for scenario in comparison.scenarios:
            write_text(fresh / f"{scenario.name}.resolved.yaml", resolved_yaml(scenario))
        study = {
            "compared": names,
            "proofs": [proof_json(p, first.start) for p in comparison.proofs],
        }
        provenance = Provenance(
            folder.name, first.seed, comparison.replications, "compiled", inputs, study
        )
        write_run(fresh, provenance, comparison.identities)
        write_timing(fresh, timing or {})


def comparison_json(
    comparison: Comparison,
    waterfalls: Sequence[Waterfall] = (),
    partings: Mapping[str, Parting | None] | None = None,
) -> dict[str, Any]:
    """All tables of a comparison as lists of records; what is not defined is null."""
    start = comparison.scenarios[0].projection.start
    found: dict[str, Any] = {
        "replications": comparison.replications,
        "proofs": [proof_json(proof, start) for proof in comparison.proofs],
        "indicators": _records(INDICATOR_COLUMNS, _indicator_rows(comparison)),
        "winners": _records(WINNER_COLUMNS, _winner_rows(comparison)),
    }
    if waterfalls:
        rows = (row for one in waterfalls for row in _waterfall_rows(one))
        found["waterfall"] = _records(WATERFALL_COLUMNS, rows)
    if partings is not None:
        found["first_difference"] = {
            name: None if parting is None else parting_json(parting)
            for name, parting in partings.items()
        }
    return found


def proof_json(proof: Proof, start: int) -> dict[str, Any]:
    """What `run.json` says of the months before the reform."""
    month = None if proof.reform is None else format_month(start + proof.reform)
    return {**proof._asdict(), "reform": month}


def parting_json(parting: Parting) -> dict[str, Any]:
    """Worker, month, how many events are alike, and the first that differs in each scenario."""
    return {
        "worker": parting.first.worker,
        "people": [parting.first.people, parting.second.people],
        "month": format_month(parting.first.start + parting.month),
        "events_alike": parting.alike,
        "first": _event(parting.first, parting.alike),
        "second": _event(parting.second, parting.alike),
    }


def _event(story: Story, at: int) -> dict[str, Any] | None:
    if at >= len(story.events):
        return None
    time, kind, month, months, amount, _ = story.events[at]
    return {
        "time": float(time),
        "kind": Kind(kind).name.lower(),
        "month": format_month(story.start + int(month)),
        "months": int(months),
        "amount": int(amount),
    }


def _records(columns: Sequence[str], rows: Iterator[tuple[object, ...]]) -> list[dict[str, object]]:
    return [
        {name: None if value != value else value for name, value in zip(columns, row, strict=True)}
        for row in rows
    ]


def _of(found: Interval | None) -> tuple[object, ...]:
    return (None, None, None) if found is None else tuple(found)


def _indicator_rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    for line in comparison.indicators:
        head = line.scenario, line.indicator, line.group, line.unit
        yield *head, *_of(line.value), *_of(line.difference)


def _winner_rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    for line in comparison.nets:
        head = line.scenario, line.by, line.group, line.member_years
        yield *head, *_of(line.net), *_of(line.difference), *_of(line.total_difference)


def _waterfall_rows(found: Waterfall) -> Iterator[tuple[object, ...]]:
    for (indicator, _, unit), difference, parts in found.attributions:
        for part in parts:
            head = found.second, indicator, unit, part.group, " ".join(found.groups[part.group])
            in_order = float(part.in_order), *part.in_order_interval[1:]
            yield *head, *in_order, float(part.shapley), *part.shapley_interval[1:]
        whole = float(difference), None, None
        yield found.second, indicator, unit, WHOLE, "", *whole, *whole


def _differences(comparison: Comparison) -> dict[str, NDArray[Any]]:
    """Columns of `differences.parquet`: by scenario (but the first), month and column."""
    first, others = comparison.kept[0], comparison.kept[1:]
    names, units = zip(*((column.name, column.unit) for column in COLUMNS), strict=True)
    before = first.monthly
    months = [format_month(first.start + month) for month in range(first.months)]
    found = []
    for kept in others:
        after = kept.monthly
        # each float64[columns, months]
        values = np.stack([after[name] for name in names]).astype(np.float64)
        base = np.stack([before[name] for name in names])
        found.append([values.mean(axis=1), *intervals((values - base).swapaxes(0, 1))])
    mean, *difference = (
        np.concatenate([one[at].T.reshape(-1) for one in found]) for at in range(4)
    )
    scenarios = [scenario.name for scenario in comparison.scenarios[1:]]
    rows = len(months) * len(names)
    return {
        "scenario": np.repeat(np.array(scenarios, np.str_), rows),
        "month": np.tile(np.repeat(np.array(months, np.str_), len(names)), len(others)),
        "column": np.tile(np.array(names, np.str_), len(months) * len(others)),
        "unit": np.tile(np.array(units, np.str_), len(months) * len(others)),
        "mean": mean,
        **dict(zip(_DIFFERENCE, difference, strict=True)),
    }
