"""Writes a calibration: what the targets leave, the answer, and a scenario that others extend."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from uisim.scenario.schema import Scenario
from uisim.study.answer import Table, write_answer
from uisim.study.calibrate import Plan
from uisim.study.files import RESOLVED, write_text
from uisim.study.history import CUT, Matched
from uisim.study.tables import ANY_KEY, Described

CALIBRATED = "calibrated.yaml"
PARAMETER_COLUMNS = {
    "key": Described("name", "uncertain key", "不确定参数"),
    "low": Described("as in the scenario", "lowest value at first", "原下限"),
    "high": Described("as in the scenario", "highest value at first", "原上限"),
    "left_low": Described("as in the scenario", "lowest value that is left", "保留下限"),
    "left_high": Described("as in the scenario", "highest value that is left", "保留上限"),
    "share_left": Described("share", "share of the range that is left", "保留比例"),
    "identified": Described("1 or 0", "whether the targets narrow it", "是否可识别"),
    "estimate": Described("as in the scenario", "simulated moments", "模拟矩估计"),
    "standard_error": Described("as in the scenario", "of the estimate", "标准误"),
}
TARGET_COLUMNS = {
    "figure": Described("name", "target", "校准目标"),
    "value": Described("of the target", "its value", "目标值"),
    "error": Described("of the target", "standard error or tolerance", "标准误或容差"),
    "emulated": Described("of the target", "emulated at the estimate", "估计点的模拟值"),
    "source": Described("text", "where the value comes from", "来源"),
    "grade": Described("name", "grade of the evidence", "可信度等级"),
}
SET_COLUMNS = {
    ANY_KEY: Described("as in the scenario", "value of an uncertain key", "取值"),
    "answer": Described("of the answer", "the figure asked for there, emulated", "结果"),
}


def write_calibration(
    folder: Path,
    scenario: Scenario,
    path: Path,
    asked: tuple[Plan, Path],
    found: Matched,
    settings: Sequence[str],
) -> dict[str, Any]:
    """Write the set, its tables and `calibrated.yaml` into ``folder``; return the answer."""
    plan, targets_file = asked
    answer = {
        "scenario": scenario.name,
        "settings": list(settings),
        "seed": scenario.projection.seed,
        "cut": CUT,
        "waves": [wave._asdict() for wave in found.waves],
        "parameters": _named(PARAMETER_COLUMNS, parameter_rows(plan, found)),
        "not_identified": unidentified(plan, found),
        "targets": _named(TARGET_COLUMNS, target_rows(plan, found)),
        "misfit": found.misfit,
        "answer": {
            "figure": str(plan.answer),
            "unit": plan.answer.unit,
            "low": float(found.answer.min()),
            "high": float(found.answer.max()),
            "emulator_sd": float(found.answer_sd.mean()),
            "played": len(found.played),
            "played_low": float(found.played.min()) if len(found.played) else None,
            "played_high": float(found.played.max()) if len(found.played) else None,
        },
    }
    columns = dict.fromkeys((one.key for one in plan.parameters), SET_COLUMNS[ANY_KEY])
    columns["answer"] = SET_COLUMNS["answer"]._replace(unit=plan.answer.unit)
    points = plan.unscaled(found.cloud).tolist()
    tables = {
        "parameters": Table(PARAMETER_COLUMNS, parameter_rows(plan, found)),
        "targets": Table(TARGET_COLUMNS, target_rows(plan, found)),
        "set": Table(
            columns,
            ((*point, value) for point, value in zip(points, found.answer.tolist(), strict=True)),
        ),
    }
    text = calibrated_yaml(scenario, plan, found, targets_file.name)

    def calibrated(fresh: Path) -> None:
        write_text(fresh / CALIBRATED, text)

    write_answer(folder, scenario, path, answer, tables, (targets_file,), (calibrated,))
    return answer


def parameter_rows(plan: Plan, found: Matched) -> Iterator[tuple[Any, ...]]:
    """What is left of each parameter, in its own unit."""
    for number, one in enumerate(plan.parameters):
        width = one.high - one.low
        low, high = found.ranges[number].tolist()
        yield (
            one.key,
            one.low,
            one.high,
            one.at(low),
            one.at(high),
            high - low,
            int(not found.unidentified[number]),
            one.at(float(found.estimate[number])),
            float(found.errors[number]) * width,
        )


def target_rows(plan: Plan, found: Matched) -> Iterator[tuple[Any, ...]]:
    """Each target beside what the last emulator gives at the estimate."""
    for (asked, seen), emulator in zip(plan.targets, found.emulators[-1], strict=True):
        emulated = float(emulator.mean(found.estimate[None, :])[0])
        yield str(asked), seen.value, seen.error, emulated, seen.source, seen.grade


def unidentified(plan: Plan, found: Matched) -> list[str]:
    """Keys that the targets do not narrow."""
    pairs = zip(plan.parameters, found.unidentified.tolist(), strict=True)
    return [one.key for one, is_wide in pairs if is_wide]


def calibrated_yaml(scenario: Scenario, plan: Plan, found: Matched, targets: str) -> str:
    """Write a scenario with the estimate, its source, and what is left as uncertain ranges."""
    blocks: dict[str, Any] = {}
    ranges = {}
    for key, low, high, left_low, left_high, *_, identified, estimate, _ in parameter_rows(
        plan, found
    ):
        *names, last = key.split(".")
        below = blocks
        for name in names:
            below = below.setdefault(name, {})
        narrowed = f"left of {low:g} to {high:g}: {left_low:g} to {left_high:g}"
        below[last] = {
            "value": estimate,
            "source": f"uisim calibrate, {targets}",
            "note": narrowed if identified else f"{narrowed}; not identified by the targets",
        }
        ranges[key] = [left_low, left_high]
    title = {
        "en": f"{scenario.title.en}, calibrated"[:200],
        "zh": f"{scenario.title.zh}（已校准）"[:200],
    }
    document = {"title": title, "extends": RESOLVED, **blocks, "uncertain": ranges}
    head = f"# {scenario.name}, calibrated to {targets}; the ranges are what the targets leave."
    return "\n".join([head, *_lines(document, 0)]) + "\n"


def _lines(mapping: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Write a mapping as YAML, its leaves in the flow form that JSON shares."""
    for name, value in mapping.items():
        lead = f"{'  ' * depth}{name}:"
        if isinstance(value, Mapping) and "value" not in value:
            yield lead
            yield from _lines(value, depth + 1)
        else:
            yield f"{lead} {json.dumps(value, ensure_ascii=False)}"


def _named(
    columns: Mapping[str, Described], rows: Iterator[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
