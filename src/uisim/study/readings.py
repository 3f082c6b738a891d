"""The answer under every reading of every open clause (◇ in docs/model.md), and what they decide.

Each reading holds for the whole projection, one at a time; the clauses are ranked by how far their
readings move the answer. Then the readings that together give the lowest and the highest answer are
sought: from the best reading of each clause alone, one clause after another is changed while that
helps (coordinate search); the result is verified in that no change of one clause goes further.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from uisim.law.measure import Clause, Reading, measure
from uisim.law.tables import Name
from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval, interval, paired
from uisim.study.played import result_of
from uisim.study.run import play
from uisim.study.solve_keys import value_of
from uisim.study.target import Figure
from uisim.words import UndefinedError

WITHIN_MONTHS: Final = 6
"""N of the reading `any_within_months`, an assumption: the text of the clause is unknown."""
AS_IT_IS: Final = Name(en="as in the scenario", zh="按情景设定")


class Option(NamedTuple):
    """A way to read a clause; setting: the value as a file writes it, empty: left as it is."""

    setting: str
    meaning: Name


class Question(NamedTuple):
    """An open clause and its options, the scenario's own first."""

    clause: Clause
    options: tuple[Option, ...]


Choice = tuple[int, ...]
"""Number of the option of each question."""


class Single(NamedTuple):
    """The answer under one reading of one clause, and the paired difference from the scenario."""

    question: Question
    option: Option
    answer: Interval
    difference: Interval


class Clauses(NamedTuple):
    """One clause with its readings, the scenario's own first; spread: highest less lowest mean."""

    question: Question
    singles: tuple[Single, ...]
    spread: float


class Combined(NamedTuple):
    """Readings that together give an extreme answer: setting by key where they differ."""

    settings: Mapping[str, str]
    answer: Interval
    difference: Interval


class Answers(NamedTuple):
    """All that was found; the clauses ranked, the widest spread first."""

    own: Interval
    ranked: tuple[Clauses, ...]
    lowest: Combined
    highest: Combined
    combinations: int
    """How many combinations were played."""


def questions(scenario: Scenario) -> tuple[Question, ...]:
    """List the open clauses, with the readings that differ from the scenario's own."""
    found = []
    for clause in measure().clauses:
        if clause.readings:
            own = _written_as(scenario, clause)
            of_own = [one.meaning for one in clause.readings if _setting(one) == own]
            others = (one for one in clause.readings if _setting(one) != own)
            options = [Option("", of_own[0] if of_own else AS_IT_IS)]
            options += [Option(_setting(one), one.meaning) for one in others]
            found.append(Question(clause, tuple(options)))
    return tuple(found)


def _setting(reading: Reading) -> str:
    if reading.value == "any_within_months":
        return f"{{any_within_months: {WITHIN_MONTHS}}}"
    return str(reading.value).lower()


def _written_as(scenario: Scenario, clause: Clause) -> str:
    """Value that holds all the time; empty if it changes, which is no reading."""
    if len(scenario.dated[clause.scenario_key].values) > 1:
        return ""
    value: Any = value_of(scenario, clause.scenario_key)
    within = getattr(value, "any_within_months", None)
    return str(value).lower() if within is None else f"{{any_within_months: {within}}}"


@dataclass
class Played:
    """Answers by combination of readings, each played once with the same luck."""

    questions: tuple[Question, ...]
    scenario_with: Callable[[Mapping[str, str]], Scenario]
    figure: Figure
    threads: int | None = None
    advance: Callable[[], None] = lambda: None
    values: dict[Choice, list[float]] = field(default_factory=dict)

    def settings(self, choice: Choice) -> dict[str, str]:
        """Settings of a combination, by key, where it differs from the scenario."""
        return {
            question.clause.scenario_key: question.options[option].setting
            for question, option in zip(self.questions, choice, strict=True)
            if option > 0
        }

    def of(self, choice: Choice) -> list[float]:
        """Answers of all replications. ArithmeticError if one is not defined."""
        if choice not in self.values:
            scenario = self.scenario_with(self.settings(choice))
            self.values[choice] = []
            for replication in range(scenario.projection.replications):
                result = result_of(play(scenario, replication, threads=self.threads))
                self.values[choice].append(self.figure.of(result))
                self.advance()
        if any(math.isnan(value) for value in self.values[choice]):
            raise UndefinedError(
                "{figure}: not defined under {settings}",
                figure=self.figure,
                settings=self.settings(choice),
            )
        return self.values[choice]

    def mean(self, choice: Choice) -> float:
        """Mean answer over replications."""
        values = self.of(choice)
        return sum(values) / len(values)


def answers(played: Played) -> Answers:
    """Answer under each reading alone, then under the lowest and the highest combination."""
    own: Choice = (0,) * len(played.questions)
    of_own = played.of(own)
    ranked = sorted(_alone(played, own), key=lambda one: (-one.spread, one.question.clause.key))
    lowest, highest = (_extreme(played, own, sign) for sign in (-1, 1))
    return Answers(
        interval(of_own),
        tuple(ranked),
        _combined(played, own, lowest),
        _combined(played, own, highest),
        len(played.values),
    )


def _alone(played: Played, own: Choice) -> Iterator[Clauses]:
    for number, question in enumerate(played.questions):
        singles = []
        for option in range(len(question.options)):
            values = played.of(_changed(own, number, option))
            difference = paired(played.of(own), values)
            singles.append(Single(question, question.options[option], interval(values), difference))
        means = [single.answer.mean for single in singles]
        yield Clauses(question, tuple(singles), max(means) - min(means))


def _extreme(played: Played, own: Choice, sign: int) -> Choice:
    """Search the combination with the highest (sign 1) or lowest (-1) mean answer."""

    def height(choice: Choice) -> float:
        return sign * played.mean(choice)

    def best(choice: Choice, number: int) -> Choice:
        options = range(len(played.questions[number].options))
        tried = [_changed(choice, number, option) for option in options]
        highest = max(tried, key=height)
        return highest if height(highest) > height(choice) else choice

    numbers = range(len(played.questions))
    alone = tuple(best(own, number)[number] for number in numbers)
    found = max(own, alone, key=height)
    while True:
        before = found
        for number in numbers:
            found = best(found, number)
        if found == before:
            return found


def _changed(choice: Choice, number: int, option: int) -> Choice:
    return (*choice[:number], option, *choice[number + 1 :])


def _combined(played: Played, own: Choice, choice: Choice) -> Combined:
    values = played.of(choice)
    return Combined(played.settings(choice), interval(values), paired(played.of(own), values))
