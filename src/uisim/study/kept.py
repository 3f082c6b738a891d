"""A run that was kept: its folder of results opened again, and its scenario."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError
from uisim.scenario.schema import Scenario
from uisim.study.files import ANSWER, RESOLVED, RUN
from uisim.words import ToldError


@dataclass(frozen=True)
class Kept:
    """A folder of results, what its `run.json` says, and the scenario that it keeps."""

    folder: Path
    record: dict[str, Any]
    scenario: Scenario


def played_run(folder: Path) -> Kept:
    """Open a run to play it again, as often as it was repeated; ValueError if that cannot be."""
    kept = kept_run(folder)
    if "draws" in kept.record.get("study", {}):
        raise ToldError(
            "{folder} was played with --draws: every draw is another scenario", folder=folder
        )
    again = {"replications": kept.record.get("replications", 1)}
    projection = kept.scenario.projection.model_copy(update=again)
    return replace(kept, scenario=replace(kept.scenario, projection=projection))


def kept_run(folder: Path) -> Kept:
    """Open the results of `uisim run`; ValueError says why ``folder`` does not hold them."""
    record = record_of(folder)
    _refuse_several(folder, record)
    if not (folder / RESOLVED).is_file():
        raise ToldError(
            "{folder} holds no {file}: it is not the result of `uisim run`",
            folder=folder,
            file=RESOLVED,
        )
    try:
        return Kept(folder, record, opened(folder / RESOLVED, str(record["scenario"])))
    except KeyError as error:
        raise ToldError("{file} says nothing of {what}", file=folder / RUN, what=error) from None


def opened(path: Path, name: str) -> Scenario:
    """Load a scenario that was kept, under the name that it had; ValueError if it cannot be."""
    try:
        return replace(load(path), name=name)
    except ScenarioError as error:
        raise ValueError(str(error)) from None


def compared_in(record: Mapping[str, Any]) -> list[str]:
    """Names of the scenarios that a folder compares; none if it is no comparison."""
    return list(record.get("study", {}).get("compared", ()))


def _refuse_several(folder: Path, record: dict[str, Any]) -> None:
    """Say how to play one scenario of a sweep, of a comparison or of another study."""
    if "sweep" in record:
        raise ToldError(
            "{folder} is a sweep, and this needs the result of `uisim run`; play one cell: "
            "`uisim run {file} --set KEY=VALUE`",
            folder=folder,
            file=folder / RESOLVED,
        )
    compared = compared_in(record)
    if compared:
        raise ToldError(
            "{folder} is a comparison, and this needs the result of `uisim run`; play one of its "
            "scenarios: `uisim run {file}`",
            folder=folder,
            file=folder / f"{compared[0]}.resolved.yaml",
        )
    if (folder / ANSWER).is_file():
        raise ToldError(
            "{folder} is the answer of a study such as `uisim solve`, and this needs the result of "
            "`uisim run`; play its scenario: `uisim run {file}`",
            folder=folder,
            file=folder / RESOLVED,
        )


def record_of(folder: Path) -> dict[str, Any]:
    """Read the `run.json` of a folder; ValueError if there is none or it cannot be read."""
    try:
        record = json.loads((folder / RUN).read_text("utf-8"))
    except FileNotFoundError:
        raise ToldError(
            "{folder} holds no {file}: it is not a folder of results", folder=folder, file=RUN
        ) from None
    except ValueError as error:
        raise ToldError("{file} cannot be read: {why}", file=folder / RUN, why=error) from None
    if not isinstance(record, dict):
        raise ToldError("{file} holds no keys and values", file=folder / RUN)
    return record
