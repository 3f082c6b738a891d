"""A run that was kept: its folder of results opened again, and its scenario."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from uisim.scenario.file import load
from uisim.scenario.problems import ScenarioError
from uisim.scenario.schema import Scenario
from uisim.study.files import RESOLVED, RUN


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
        raise ValueError(f"{folder} was played with --draws: every draw is another scenario")
    again = {"replications": kept.record.get("replications", 1)}
    projection = kept.scenario.projection.model_copy(update=again)
    return replace(kept, scenario=replace(kept.scenario, projection=projection))


def kept_run(folder: Path) -> Kept:
    """Open the results of `uisim run`; ValueError says why ``folder`` does not hold them."""
    record = record_of(folder)
    if not (folder / RESOLVED).is_file():
        raise ValueError(f"{folder} holds no {RESOLVED}: it is not the result of `uisim run`")
    try:
        scenario = load(folder / RESOLVED)
        return Kept(folder, record, replace(scenario, name=str(record["scenario"])))
    except ScenarioError as error:
        raise ValueError(str(error)) from None
    except KeyError as error:
        raise ValueError(f"{folder / RUN} says nothing of {error}") from None


def record_of(folder: Path) -> dict[str, Any]:
    """Read the `run.json` of a folder; ValueError if there is none or it cannot be read."""
    try:
        record = json.loads((folder / RUN).read_text("utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{folder} holds no {RUN}: it is not a folder of results") from None
    except ValueError as error:
        raise ValueError(f"{folder / RUN} cannot be read: {error}") from None
    if not isinstance(record, dict):
        raise ValueError(f"{folder / RUN} holds no keys and values")
    return record
