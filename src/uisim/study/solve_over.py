"""Solves one target under each value of another key, and writes the solutions."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from uisim.scenario.schema import Scenario
from uisim.study.answer import Table, write_answer
from uisim.study.intervals import LEVEL
from uisim.study.solve import ACCOUNTING, Curve, Root, Solution, met_from_to, solve
from uisim.study.solve_keys import Range
from uisim.study.tables import Described
from uisim.study.target import Target

METHOD = (
    f"The interval holds the values at which the {LEVEL:.0%} interval of the figure over "
    "replications (Student's of a mean, Wilson's of a share) contains the number asked for."
)
POINT_COLUMNS = {
    "choice": Described("name", "value of the other key", "另一参数的取值"),
    "at": Described("as in the scenario", "value of the key solved for", "求解参数的取值"),
    "value": Described(
        "of the target", "figure of the target, mean over replications", "目标指标的均值"
    ),
    "low": Described("of the target", "lower end of its interval", "区间下限"),
    "high": Described("of the target", "upper end of its interval", "区间上限"),
    "met": Described("1 or 0", "whether the target is met", "是否达到目标"),
    ACCOUNTING: Described("share", "outgo less subsidy over bases there", "该点的收支平衡费率"),
}
ROOT_COLUMNS = {
    "choice": POINT_COLUMNS["choice"],
    "at": Described(
        "as in the scenario", "value of the key at which the target is just met", "恰好达标的取值"
    ),
    "low": Described(
        "as in the scenario", "lower end of its interval; empty: beyond the range", "区间下限"
    ),
    "high": Described(
        "as in the scenario", "upper end of its interval; empty: beyond the range", "区间上限"
    ),
    "met_above": Described("1 or 0", "whether the target is met above it", "高于该值时是否达标"),
    ACCOUNTING: POINT_COLUMNS[ACCOUNTING],
}


class Asked(NamedTuple):
    """What is to be solved: key, target, range and points of the scan."""

    key: str
    target: Target
    range: Range
    points: int


def solve_over(
    asked: Asked,
    choices: Sequence[str],
    scenario_at: Callable[[str, float], Scenario],
    threads: int | None = None,
    advance: Callable[[], None] = lambda: None,
) -> dict[str, Solution]:
    """Solve under each choice; scenario_at gives the scenario of a choice and a value."""
    low, high, whole = asked.range
    found = {}
    for choice in choices:
        curve = Curve(partial(scenario_at, choice), asked.target, threads, advance)
        found[choice] = solve(curve, low, high, asked.points, whole)
    return found


def write_solutions(
    folder: Path,
    scenario: Scenario,
    path: Path,
    asked: Asked,
    other: str,
    found: dict[str, Solution],
    settings: Sequence[str],
) -> dict[str, Any]:
    """Write points and roots into ``folder``; return the answer as it is written in JSON."""
    answer = {
        "scenario": scenario.name,
        "settings": list(settings),
        "seed": scenario.projection.seed,
        "replications": scenario.projection.replications,
        "for": asked.key,
        "target": asked.target.text,
        "unit": asked.target.unit,
        "between": list(asked.range[:2]),
        "over": other or None,
        "interval": METHOD,
        "solutions": [_solution(choice, solution) for choice, solution in found.items()],
    }
    tables = {
        "points": Table(POINT_COLUMNS, _points(found)),
        "roots": Table(ROOT_COLUMNS, _roots(found)),
    }
    write_answer(folder, scenario, path, answer, tables)
    return answer


def _solution(choice: str, solution: Solution) -> dict[str, Any]:
    return {
        "choice": choice or None,
        "roots": [_root(root) for root in solution.roots],
        "met_from_to": [list(span) for span in met_from_to(solution)],
        "points": [
            {
                "at": point.at,
                **point.value._asdict(),
                "met": point.met,
                ACCOUNTING: point.accounting,
            }
            for point in solution.points
        ],
    }


def _root(root: Root) -> dict[str, Any]:
    at, low, high, met_above, accounting = root
    return {"at": at, "low": low, "high": high, "met_above": met_above, ACCOUNTING: accounting}


def _points(found: dict[str, Solution]) -> Iterator[tuple[Any, ...]]:
    for choice, solution in found.items():
        for point in solution.points:
            yield choice, point.at, *point.value, int(point.met), point.accounting


def _roots(found: dict[str, Solution]) -> Iterator[tuple[Any, ...]]:
    for choice, solution in found.items():
        for root in solution.roots:
            yield choice, root.at, root.low, root.high, int(root.met_above), root.accounting
