"""Scenarios side by side, the same lives with the same luck in each (common random numbers)."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.fund.columns import Table
from uisim.fund.measures import ALL, TRANSFER_COLUMNS
from uisim.fund.statement import Statement
from uisim.scenario.schema import Scenario
from uisim.setting import INCOME_CLASSES, RISK_CLASSES
from uisim.study.compare_keys import PAIRED, first_changed_month
from uisim.study.files import Checked, keep_worst
from uisim.study.intervals import Interval, interval, paired
from uisim.study.played import Result, result_of
from uisim.study.replications import Replications
from uisim.study.run import Advance, play
from uisim.study.subsidised import UNITS, bought
from uisim.units import YEAR
from uisim.words import AllError, ToldError

REPLICATIONS: Final = 10
"""Replications played unless another number is asked for."""
CLASSES: Final = {"income_decile": INCOME_CLASSES, "risk_quintile": RISK_CLASSES}


class IndicatorLine(NamedTuple):
    """An indicator in a scenario; the difference is to the first scenario, None for that itself."""

    scenario: str
    indicator: str
    group: str
    unit: str
    value: Interval
    difference: Interval | None


class NetLine(NamedTuple):
    """What a group of members gets less what it pays, in a scenario.

    member_years: of membership, mean of the replications. net: benefit, medical contributions and
    allowances less own contributions, fen a member-year. difference: of that to the first scenario,
    total_difference: of the sum in fen; None for the first scenario itself.
    """

    scenario: str
    by: str
    group: str
    member_years: float
    net: Interval
    difference: Interval | None
    total_difference: Interval | None


class Proof(NamedTuple):
    """Rows of `groups` (city, kind, month, replication) before the first month that can differ.

    reform: months since the start, None if no key differs in any month. Rows are those of cells
    that both scenarios simulate; differing ones differ in some column.
    """

    scenario: str
    reform: int | None
    rows: int
    differing: int


@dataclass(frozen=True)
class Comparison:
    """All that is known of scenarios played side by side; the first is what others differ from."""

    scenarios: tuple[Scenario, ...]
    kept: tuple[Replications, ...]
    indicators: tuple[IndicatorLine, ...]
    nets: tuple[NetLine, ...]
    proofs: tuple[Proof, ...]
    identities: tuple[Checked, ...]

    @property
    def replications(self) -> int:
        """Replications played of each scenario."""
        return self.kept[0].count


def unlike(scenarios: Sequence[Scenario]) -> Iterator[ToldError]:
    """Say what stands in the way of pairing scenarios; nothing if they can be compared."""
    first = scenarios[0]
    if len(scenarios) < 2:
        yield ToldError("one scenario: name another to compare it with")
    if first.projection.months == 0:
        yield ToldError("no month is played: there is nothing to compare")
    for other in scenarios[1:]:
        for name in PAIRED:
            mine, hers = getattr(first.projection, name), getattr(other.projection, name)
            if mine != hers:
                yield ToldError(
                    "projection.{name} is {mine} in {first} and {hers} in {other}",
                    name=name,
                    mine=mine,
                    first=first.name,
                    hers=hers,
                    other=other.name,
                )
    names = [scenario.name for scenario in scenarios]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield ToldError(
                "two scenarios are called {name}: give one of the files another name", name=name
            )


def compare(
    scenarios: Sequence[Scenario],
    replications: int = REPLICATIONS,
    *,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> Comparison:
    """Play replications of each scenario and pair them; ValueError if they cannot be paired."""
    problems = list(unlike(scenarios))
    if problems:
        raise AllError(problems)
    kept = tuple(Replications() for _ in scenarios)
    nets: list[list[Nets]] = [[] for _ in scenarios]
    reforms = [first_changed_month(scenarios[0], scenario) for scenario in scenarios]
    rows = np.zeros((len(scenarios), 2), np.int64)
    worst: dict[str, Checked] = {}
    for replication in range(replications):
        first: Result | None = None
        for at, scenario in enumerate(scenarios):
            result = result_of(play(scenario, replication, threads=threads, advance=advance))
            first = first or result
            rows[at] += _rows_before(first.statement, result.statement, reforms[at])
            nets[at].append(nets_of(result.statement))
            kept[at].add(result)
            keep_worst(worst, result)
    names = [scenario.name for scenario in scenarios]
    return Comparison(
        tuple(scenarios),
        kept,
        tuple(_indicator_lines(names, kept)),
        tuple(_net_lines(names, nets)),
        tuple(
            Proof(name, reform, int(all_rows), int(differing))
            for name, reform, (all_rows, differing) in zip(names, reforms, rows, strict=True)
        )[1:],
        tuple(worst.values()),
    )


Nets = dict[tuple[str, str], tuple[int, int]]
"""By (what it is grouped by, group): net benefit in fen, and months of membership."""


def nets_of(s: Statement) -> Nets:
    """Sum what members get less what they pay, over all and by group, over the horizon."""
    found = {(ALL, ALL): _net(s.groups, np.ones(len(s.groups["city"]), np.bool_))}
    for by in ("city", "kind"):
        for name in dict.fromkeys(s.groups[by].tolist()):
            found[by, name] = _net(s.groups, s.groups[by] == name)
    for by, classes in CLASSES.items():
        for number in range(1, classes + 1):
            found[by, str(number)] = _net(s.profiles, s.profiles[by] == number)
    return found


def _net(table: Table, rows: NDArray[np.bool_]) -> tuple[int, int]:
    benefit = sum(int(table[name][rows].sum()) for name in TRANSFER_COLUMNS)
    own = int(table["contributions_own_fen"][rows].sum())
    return benefit - own, int(table["members"][rows].sum())


def _indicator_lines(names: Sequence[str], kept: Sequence[Replications]) -> Iterator[IndicatorLine]:
    first = kept[0].averaged
    nothing = Interval(math.nan, math.nan, math.nan)
    for name, one in zip(names, kept, strict=True):
        for line, values in one.averaged.items():
            difference = None
            if one is not kept[0]:
                others = first.get(line, [float("nan")] * one.count)
                difference = paired(others, values)
            yield IndicatorLine(name, *line, interval(values), difference)
        if one is not kept[0]:
            for figure, found in bought(kept[0], one):
                yield IndicatorLine(name, figure, ALL, UNITS[figure], interval(found), nothing)


def _net_lines(names: Sequence[str], nets: Sequence[list[Nets]]) -> Iterator[NetLine]:
    groups = dict.fromkeys(group for one in nets for each in one for group in each)
    for at, name in enumerate(names):
        for by, group in groups:
            # float64[scenarios first and this one, replications]
            sums, years = (
                np.array(
                    [[each.get((by, group), (0, 0)) for each in nets[i]] for i in (0, at)],
                    np.float64,
                ).transpose(2, 0, 1)
                / np.array([1, YEAR])[:, None, None]
            )
            with np.errstate(divide="ignore", invalid="ignore"):
                rates = sums / years
            pair = (paired(*rates), paired(*sums)) if at > 0 else (None, None)
            yield NetLine(name, by, group, float(years[1].mean()), interval(rates[1]), *pair)


def _rows_before(first: Statement, second: Statement, reform: int | None) -> tuple[int, int]:
    """Count rows of groups before a month, and those that differ."""
    until = first.months if reform is None else reform
    common = [cell for cell in first.cells if cell in second.cells]
    one, other = (
        _cube(s.groups, until)[:, :, [s.cells.index(cell) for cell in common]]
        for s in (first, second)
    )
    return until * len(common), int((one != other).any(axis=0).sum())


def _cube(groups: Table, until: int) -> NDArray[Any]:
    """Columns of groups: int64[columns, months before ``until``, cells]."""
    months = len(dict.fromkeys(groups["month"].tolist()))
    columns = [values for values in groups.values() if values.dtype.kind == "i"]
    return np.stack([values.reshape(months, -1)[:until] for values in columns])
