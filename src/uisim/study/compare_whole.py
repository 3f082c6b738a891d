"""All that is asked of a comparison, played in one go."""

from collections.abc import Mapping
from typing import NamedTuple

from uisim.scenario.schema import Scenario
from uisim.study.compare import Comparison, compare
from uisim.study.compare_first import Parting, first_difference
from uisim.study.run import Advance, workers_of
from uisim.study.waterfall import Groups, Waterfall, waterfall


class Compared(NamedTuple):
    """A comparison, its waterfalls, and by scenario the first difference from the first one."""

    comparison: Comparison
    waterfalls: tuple[Waterfall, ...]
    partings: dict[str, Parting | None]


class Comparing(NamedTuple):
    """What is asked: groups of keys by the scenario whose difference is attributed to them."""

    scenarios: tuple[Scenario, ...]
    replications: int
    groups: Mapping[str, Groups]
    first_difference: bool

    @property
    def lives(self) -> int:
        """Lives to be played, those of the first difference not counted."""
        between = sum(2 ** len(groups) for groups in self.groups.values())
        sides = sum(map(workers_of, self.scenarios))
        return (sides + between * workers_of(self.scenarios[0])) * self.replications

    def played(
        self, *, threads: int | None = None, advance: Advance = lambda workers: None
    ) -> Compared:
        """Play it all; ValueError if the scenarios cannot be paired."""
        first, *others = self.scenarios
        found = compare(self.scenarios, self.replications, threads=threads, advance=advance)
        waterfalls = tuple(
            waterfall(
                first,
                other,
                self.groups[other.name],
                self.replications,
                threads=threads,
                advance=advance,
            )
            for other in others
            if other.name in self.groups
        )
        asked = others if self.first_difference else ()
        partings = {other.name: first_difference(first, other, threads=threads) for other in asked}
        return Compared(found, waterfalls, partings)
