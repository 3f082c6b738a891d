"""The files of a comparison (docs/model.md, section 9): tidy tables, and `run.json` as of a run."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from uisim.study.tables import OF_THE_ROW, Described, shared, write_csv, write_parquet
from uisim.study.waterfall import Waterfall
from uisim.units import format_month

_DIFFERENCE: Final = ("difference", "difference_low", "difference_high")
INDICATOR_COLUMNS: Final = shared(
    "scenario", "indicator", "group", "unit", "mean", "low", "high", *_DIFFERENCE
)
_A_YEAR: Final = "fen a year"
WINNER_COLUMNS: Final = {
    **shared("scenario"),
    "by": Described("name", "what it is grouped by", "分组方式"),
    **shared("group"),
    "member_years": Described("years", "years of membership", "参保人年"),
    **{
        name: described._replace(unit=_A_YEAR)
        for name, described in shared("mean", "low", "high", *_DIFFERENCE).items()
    },
    "total_difference": Described("fen", "difference of the sum of the group", "总额差"),
    "total_difference_low": Described("fen", "lower end of its 95 % interval", "总额差区间下限"),
    "total_difference_high": Described("fen", "upper end of its 95 % interval", "总额差区间上限"),
}
WATERFALL_COLUMNS: Final = {
    **shared("scenario", "indicator", "unit"),
    "group": Described("name", "group of changed keys; whole difference: all", "参数组"),
    "keys": Described("names", "keys of the group", "所含参数"),
    "in_order": Described(OF_THE_ROW, "part of the change, in this order", "按此顺序的贡献"),
    "in_order_low": Described(OF_THE_ROW, "lower end of its 95 % interval", "贡献区间下限"),
    "in_order_high": Described(OF_THE_ROW, "upper end of its 95 % interval", "贡献区间上限"),
    "shapley": Described(OF_THE_ROW, "part of the change, mean of all orders", "沙普利值"),
    "shapley_low": Described(OF_THE_ROW, "lower end of its 95 % interval", "沙普利值区间下限"),
    "shapley_high": Described(OF_THE_ROW, "upper end of its 95 % interval", "沙普利值区间上限"),
}
WHOLE: Final = "whole difference"
DIFFERENCE_COLUMNS: Final = shared("scenario", "month", "column", "unit", "mean", *_DIFFERENCE)


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
        write_parquet(
            fresh / "differences.parquet", _differences(comparison), DIFFERENCE_COLUMNS, NOTE
        )
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
            "waterfall": {one.second: one.groups for one in waterfalls},
            "first_difference": bool(partings),
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


def _records(columns: Iterable[str], rows: Iterator[tuple[object, ...]]) -> list[dict[str, object]]:
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
