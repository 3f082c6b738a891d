"""The measure for flexible workers and the laws above it, read from their tables."""

from functools import cache
from typing import Literal

from uisim.law.tables import Form, Grade, Month, Name, Value, read

__all__ = [
    "Article",
    "Clause",
    "LawsAbove",
    "Measure",
    "Reading",
    "Status",
    "Version",
    "laws_above",
    "measure",
]

NO_NOTE = Name(en="", zh="")
Status = Literal["found", "draft only", "unknown"]


class Version(Form):
    """A version of the measure; the draft was never in force."""

    key: str
    title: Name
    number: str
    since: Month | None
    until: Month | None
    source: str
    grade: Grade
    note: Name = NO_NOTE

    def is_in_force(self, month: int) -> bool:
        """Say whether this version is in force in the counted ``month``."""
        if self.since is None or self.until is None:
            return False
        return self.since <= month <= self.until


class Evidence(Form):
    """Where the text of a clause was found in one version."""

    source: str
    grade: Grade
    article: str = ""


class Reading(Form):
    """One reading of an open clause: the scenario's value and what it means."""

    value: Value
    meaning: Name
    default: bool = False


class Clause(Form):
    """A clause of the measure: what it says, and how well each version's text is known.

    ``rules``: the functions that hold it, by module below `uisim`; none where it is not modelled.
    """

    key: str
    title: Name
    text: Name
    scenario_key: str = ""
    rules: tuple[str, ...] = ()
    found: dict[str, Evidence] = {}
    draft_only: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    note: Name = NO_NOTE

    def status(self, version: str) -> Status:
        """Say how the clause's text is known in a version."""
        if version in self.found:
            return "found"
        return "draft only" if version in self.draft_only else "unknown"


class Measure(Form):
    """The measure for flexible workers: sources, versions, clauses."""

    sources: dict[str, str]
    versions: tuple[Version, ...]
    clauses: tuple[Clause, ...]


class Article(Form):
    """What an article of a law above the measure says, in a paraphrase.

    article: 0 where its number was not found. ``rules``: as of a clause.
    """

    law: Literal["regulation", "social_insurance"]
    article: int
    title: Name
    text: Name
    source: str
    grade: Grade
    scenario_key: str = ""
    rules: tuple[str, ...] = ()


class LawsAbove(Form):
    """The Guangdong Regulation and the Social Insurance Law: sources and articles."""

    sources: dict[str, str]
    articles: tuple[Article, ...]


@cache
def laws_above() -> LawsAbove:
    """Read what the laws above the measure say of benefits."""
    return read("laws_above", LawsAbove)


@cache
def measure() -> Measure:
    """Read the measure, version by version and clause by clause."""
    return read("measure", Measure)
