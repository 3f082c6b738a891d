"""Writes the path that a feedback rule settles on, and how it was reached."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from uisim.scenario.schema import Scenario
from uisim.scenario.studies import FeedbackRule
from uisim.study.answer import Table, write_answer
from uisim.study.feedback import Settled
from uisim.study.files import write_tables
from uisim.study.tables import Described, shared
from uisim.units import format_month

PATH_COLUMNS = {
    **shared("replication"),
    "month": Described("YYYY-MM", "month from whose opening the value holds", "起始月份"),
    "reserve_months": Described("months", "months of reserve looked at", "所看备付月数"),
    "value": Described("as in the scenario", "value decided", "取值"),
}
ROUND_COLUMNS = {
    "replication": PATH_COLUMNS["replication"],
    "round": Described("number", "run with one path", "轮次"),
    "changed": Described("decisions", "decisions that the rule then changes", "变动次数"),
    "first_changed": Described("YYYY-MM", "first of them", "首个变动月份"),
    "closing_fen": Described("fen", "balance at the horizon", "期末结余"),
}


def write_settled(
    folder: Path,
    scenario: Scenario,
    path: Path,
    rule: tuple[FeedbackRule, Path],
    settled: Sequence[Settled],
    settings: Sequence[str],
) -> dict[str, Any]:
    """Write paths, rounds and the results under them into ``folder``; return the answer.

    scenario: the one with the path of the first replication, which can be run by itself.
    """
    answer = {
        "scenario": scenario.name,
        "settings": list(settings),
        "seed": scenario.projection.seed,
        "replications": scenario.projection.replications,
        "rule": rule[0].model_dump(by_alias=True, mode="json"),
        "rounds": [len(one.rounds) for one in settled],
        "path": [dict(zip(PATH_COLUMNS, row, strict=True)) for row in _path_rows(settled)],
    }
    tables = {
        "path": Table(PATH_COLUMNS, _path_rows(settled)),
        "rounds": Table(ROUND_COLUMNS, _round_rows(settled)),
    }

    def results(fresh: Path) -> None:
        write_tables(fresh, (one.result for one in settled))

    write_answer(folder, scenario, path, answer, tables, (rule[1],), (results,))
    return answer


def _path_rows(settled: Sequence[Settled]) -> Iterator[tuple[Any, ...]]:
    for one in settled:
        for month, value in one.path.items():
            yield one.replication, format_month(month), one.reserves[month], value


def _round_rows(settled: Sequence[Settled]) -> Iterator[tuple[Any, ...]]:
    for one in settled:
        for round_ in one.rounds:
            first = format_month(round_.changed[0]) if round_.changed else ""
            yield one.replication, round_.number, len(round_.changed), first, round_.closing_fen
