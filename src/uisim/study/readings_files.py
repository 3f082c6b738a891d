"""Writes what was found about the readings of the open clauses."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from uisim.scenario.schema import Scenario
from uisim.study.answer import Table, write_answer
from uisim.study.readings import Answers, Combined, Single
from uisim.study.tables import Described
from uisim.study.target import Figure

COLUMNS = {
    "rank": Described("number", "rank of the clause, 1 moves the answer most", "条款排序"),
    "clause": Described("name", "open clause", "存疑条款"),
    "key": Described("name", "its key in a scenario", "情景参数"),
    "reading": Described("name", "value of the key; empty: the scenario's own", "解读"),
    "answer": Described("of the answer", "mean answer over replications", "结果均值"),
    "answer_low": Described("of the answer", "lower end of its interval", "结果区间下限"),
    "answer_high": Described("of the answer", "upper end of its interval", "结果区间上限"),
    "difference": Described(
        "of the answer", "paired difference from the scenario", "与情景的配对差"
    ),
    "difference_low": Described("of the answer", "lower end of its interval", "差的区间下限"),
    "difference_high": Described("of the answer", "upper end of its interval", "差的区间上限"),
}
METHOD = (
    "Coordinate search from the best reading of each clause alone; no change of one clause goes "
    "further. Not all combinations were played."
)


def write_readings(
    folder: Path,
    scenario: Scenario,
    path: Path,
    figure: Figure,
    found: Answers,
    settings: Sequence[str],
) -> dict[str, Any]:
    """Write the table of readings into ``folder``; return the answer as it is in JSON."""
    answer = {
        "scenario": scenario.name,
        "settings": list(settings),
        "seed": scenario.projection.seed,
        "replications": scenario.projection.replications,
        "indicator": str(figure),
        "unit": figure.unit,
        "answer": found.own._asdict(),
        "readings": [dict(zip(COLUMNS, row, strict=True)) for row in _rows(found)],
        "combinations_played": found.combinations,
        "search": METHOD,
        "lowest": _combined(found.lowest),
        "highest": _combined(found.highest),
    }
    tables = {"readings": Table(COLUMNS, _rows(found))}
    write_answer(folder, scenario, path, answer, tables)
    return answer


def _rows(found: Answers) -> Iterator[tuple[Any, ...]]:
    for rank, clause in enumerate(found.ranked, start=1):
        for single in clause.singles:
            yield rank, *_row(single)


def _row(single: Single) -> tuple[Any, ...]:
    clause = single.question.clause
    first = (clause.key, clause.scenario_key, single.option.setting)
    return (*first, *single.answer, *single.difference)


def _combined(combined: Combined) -> dict[str, Any]:
    return {
        "settings": dict(combined.settings),
        "answer": combined.answer._asdict(),
        "difference": combined.difference._asdict(),
    }
