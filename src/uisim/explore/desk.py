"""What one visitor looks at: a scenario with levers moved, and the one it is compared with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from uisim.explore.estimate import Player, sample_of
from uisim.explore.levers import LEVERS, overrides_of
from uisim.scenario.file import load
from uisim.scenario.problems import Problem
from uisim.scenario.schema import Scenario
from uisim.scenario.tree import read_tree
from uisim.units import YEAR, format_month

PLAYERS_MAX: Final = 6
"""Scenarios whose replications are kept, so that going back to one shows it at once."""
SAMPLE: Final = "projection.represents"


class Asked(NamedTuple):
    """What a visitor asks: a file, levers moved (value by key), the month from which they hold."""

    file: Path
    since: int
    moved: Mapping[str, Any]


class Question(NamedTuple):
    """What is asked, as scenarios: the file's own, the one to play, the one to compare it with.

    overrides: what is laid over the file, YAML by key, but for the sample.
    """

    asked: Asked
    chosen: Scenario
    own: Scenario
    other: Scenario
    overrides: Mapping[str, str]


def titles(folder: Path) -> dict[str, dict[str, str]]:
    """Title by language of each scenario file of a folder, by its name."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        problems: list[Problem] = []
        node = read_tree(path.read_text("utf-8-sig", errors="replace"), str(path), problems)
        title = node.items.get("title") if node else None
        plain = title.plain() if title else {}
        names = plain if isinstance(plain, dict) else {}
        found[path.name] = {lang: str(names.get(lang, path.stem)) for lang in ("en", "zh")}
    return found


def months_of(scenario: Scenario) -> list[str]:
    """Months from which levers may hold: the first of the projection, and each January."""
    start = scenario.projection.start
    every = range(start, start + scenario.projection.months)
    return [format_month(month) for month in every if month == start or month % YEAR == 0]


def question_of(asked: Asked, chosen: Scenario) -> Question:
    """Load what is asked; ScenarioError says what is wrong with it. chosen: the file's own."""
    moved = {key: value for key, value in asked.moved.items() if key in LEVERS}
    overrides = overrides_of(chosen, moved, asked.since)
    sample = {SAMPLE: sample_of(chosen)}
    against = asked.file.parent / chosen.about.against
    other = load(against if against.is_file() else asked.file, sample)
    return Question(asked, chosen, load(asked.file, {**overrides, **sample}), other, overrides)


class Desk:
    """The scenarios played for a visitor, the latest last."""

    def __init__(self) -> None:
        self._players: list[Player] = []

    def player(self, scenario: Scenario) -> Player:
        """Find what has been played of a scenario, or begin."""
        for player in self._players:
            if player.scenario == scenario:
                self._players.remove(player)
                break
        else:
            player = Player(scenario)
        self._players = [*self._players[1 - PLAYERS_MAX :], player]
        return player
