"""The model as a library: play a scenario from Python and read its results as data frames.

Names and columns are those of the command line and its files (docs/library.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from uisim.scenario.file import load as _load
from uisim.scenario.problems import ScenarioError
from uisim.scenario.schema import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from uisim.study.played import Result
    from uisim.study.run import Engine

__all__ = ["Results", "Scenario", "ScenarioError", "load", "run"]

TABLES = ("monthly", "groups", "profiles")
ENGINES = ("compiled", "reference")


@dataclass(frozen=True)
class Results:
    """What a run leaves, in data frames; the columns are those of the files of `uisim run`.

    Money is integer fen (1 yuan = 100 fen) in columns that end in ``_fen``; months are texts such
    as ``2026-01``. Every frame begins with the ``replication``, from 0.
    """

    scenario: Scenario
    """The scenario as played, complete and checked."""
    monthly: pd.DataFrame
    """The fund and the people by month: a row a replication and month."""
    groups: pd.DataFrame
    """The same by month, city and kind of work; sums over the groups equal the month."""
    profiles: pd.DataFrame
    """Over the horizon, by income decile, risk quintile and years contributed."""
    summary: pd.DataFrame
    """The indicators, long: replication, indicator, group, value, unit."""
    identities: pd.DataFrame
    """Each identity of the books and its residual, which is 0."""
    columns: pd.DataFrame
    """What the columns of monthly, groups and profiles are: table, column, unit, meaning, zh."""


def load(
    scenario: str | Path | Scenario,
    set: Mapping[str, object] | None = None,
) -> Scenario:
    """Load a scenario file.

    Parameters
    ----------
    scenario
        File of the scenario, or a scenario already loaded, which is returned as it is.
    set
        Values that come last, by dotted key, such as ``{"law.contribution_rate": 0.03}``; a dated
        value is a mapping, ``{"law.contribution_rate": {"2026-01": 0.03}}``. Only with a file.

    Returns
    -------
    Scenario
        Complete, checked and frozen; ``warnings`` tells what is legal but odd.

    Raises
    ------
    ScenarioError
        With everything that is wrong in ``problems``, each with file, line and key.
    """
    if isinstance(scenario, Scenario):
        if set:
            raise TypeError("set changes a scenario file; give the file, not the loaded scenario")
        return scenario
    return _load(Path(scenario), set or {})


def run(
    scenario: str | Path | Scenario,
    set: Mapping[str, object] | None = None,
    *,
    engine: Engine = "compiled",
    threads: int | None = None,
    out: str | Path | None = None,
) -> Results:
    """Play a scenario; its results depend on the scenario and its seed only.

    Parameters
    ----------
    scenario, set
        As for `load`.
    engine
        ``compiled``, or ``reference``: slow and readable, with the same results.
    threads
        Threads to play on; left out, as many as there are processors.
    out
        Folder into whose subfolder ``<scenario>`` the files of `uisim run` are written, in place
        of older ones. Left out, nothing is written. Only for a scenario given by its file.

    Returns
    -------
    Results
        All replications.

    Raises
    ------
    ScenarioError
        If the scenario cannot be loaded.
    ValueError
        If there is no such engine, or fewer than one thread.
    IdentityError
        If the books do not close (`uisim.fund.identities`).
    FileExistsError
        If the folder to write into holds what is not a result.
    """
    from uisim.study.played import result_of
    from uisim.study.run import play
    from uisim.study.run import run as run_to_files

    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} is none of {', '.join(ENGINES)}")
    if threads is not None and threads < 1:
        raise ValueError(f"threads has to be 1 or more (got {threads})")
    loaded = load(scenario, set)
    results: list[Result] = []
    if out is not None:
        if isinstance(scenario, Scenario):
            raise TypeError("out needs the scenario's file, whose content the results name")
        folder = Path(out) / loaded.name
        run_to_files(
            loaded, Path(scenario), folder, engine=engine, threads=threads, seen=results.append
        )
    else:
        for replication in range(loaded.projection.replications):
            results.append(result_of(play(loaded, replication, engine=engine, threads=threads)))
    return _results(loaded, results)


def _results(scenario: Scenario, results: list[Result]) -> Results:
    """Put the replications one below the other."""
    import pandas as pd

    from uisim.study.columns import TABLES as DESCRIBED
    from uisim.study.files import numbered

    frames = {
        name: pd.concat([pd.DataFrame(numbered(one, name)) for one in results], ignore_index=True)
        for name in TABLES
    }
    columns = [
        {"table": name, "column": column, **DESCRIBED[name][str(column)]._asdict()}
        for name, frame in frames.items()
        for column in frame
    ]
    return Results(
        scenario=scenario,
        **frames,
        summary=_rows(results, "summary"),
        identities=_rows(results, "identities"),
        columns=pd.DataFrame(columns),
    )


def _rows(results: list[Result], name: str) -> pd.DataFrame:
    """Rows of all replications, each with its number first."""
    import pandas as pd

    rows = [
        {"replication": result.replication, **row._asdict()}
        for result in results
        for row in getattr(result, name)
    ]
    return pd.DataFrame(rows)
