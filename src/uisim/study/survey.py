"""A library of scenarios: what each gives, and how it differs from the one it is compared with."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from uisim.scenario.blocks import EXPECTED
from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval, paired
from uisim.study.played import Result, result_of
from uisim.study.run import Advance, play
from uisim.words import ToldError

LEVEL = 0.99
"""Confidence of the interval of a change."""

Measures = Mapping[str, tuple[float, ...]]
"""By name (`EXPECTED`), the value of each replication."""


class Entry(NamedTuple):
    """A scenario of the library, what it gives and what the one it is compared with gives."""

    scenario: Scenario
    measures: Measures
    against: Measures

    def change(self, name: str) -> Interval:
        """Interval of the change of a measure, replication by replication."""
        return paired(self.against[name], self.measures[name], LEVEL)

    def direction(self, name: str) -> str:
        """Say what a measure does: rises, falls, unchanged (to the last digit), open (no say)."""
        if self.measures[name] == self.against[name]:
            return "unchanged"
        found = self.change(name)
        if found.low > 0.0:
            return "rises"
        return "falls" if found.high < 0.0 else "open"


def survey(
    scenarios: Sequence[Scenario],
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> list[Entry]:
    """Play all scenarios; ValueError, before any is played, if one is compared with none of them.

    A scenario is compared with the file it names (`about.against`), found by its stem.
    """
    names = [one.name for one in scenarios]
    for one in scenarios:
        if compared_with(one) not in names:
            raise ToldError(
                "{name} is compared with {other}, which is not here",
                name=one.name,
                other=one.about.against,
            )
    measures = {one.name: measure(one, threads, advance) for one in scenarios}
    return [Entry(one, measures[one.name], measures[compared_with(one)]) for one in scenarios]


def compared_with(scenario: Scenario) -> str:
    """Name of the scenario with which one is compared."""
    return PurePath(scenario.about.against).stem


def measure(
    scenario: Scenario,
    threads: int | None = None,
    advance: Advance = lambda workers: None,
) -> Measures:
    """Play every replication and keep what a scenario may expect to change."""
    found = [
        dict(_measured(result_of(play(scenario, replication, threads=threads, advance=advance))))
        for replication in range(scenario.projection.replications)
    ]
    return {name: tuple(one[name] for one in found) for name in EXPECTED}


def _measured(result: Result) -> Iterator[tuple[str, float]]:
    """Yield indicators over all and, of other names, the sum of the monthly column."""
    indicators = {one.indicator: one.value for one in result.summary if one.group == "all"}
    for name in EXPECTED:
        if name in indicators:
            yield name, indicators[name]
        else:
            yield name, sum(result.statement.monthly[name].tolist())
