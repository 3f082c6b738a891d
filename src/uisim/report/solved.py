"""Targets that `uisim solve` has met, shown in the report of a run."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from uisim.report.blocks import Sheet
from uisim.report.figures import DASH, significant
from uisim.report.keys import meaning
from uisim.words import say

ANSWER: Final = "answer.json"
SIGNIFICANT: Final = 4


def is_solved(folder: Path) -> bool:
    """Whether a folder of results holds the roots of a target."""
    path = folder / ANSWER
    return path.is_file() and "solutions" in json.loads(path.read_text("utf-8"))


def solved_sheets(folders: Sequence[Path], lang: str) -> tuple[Sheet, ...]:
    """Lay out for each folder where its target is just met, under each choice."""
    answers = [json.loads((folder / ANSWER).read_text("utf-8")) for folder in folders]
    return tuple(_sheet(answer, lang) for answer in answers)


def _sheet(answer: Mapping[str, Any], lang: str) -> Sheet:
    caption = say("Where “{target}” is just met, by {key} ({name})", lang).format(
        target=answer["target"], key=meaning(answer["for"], lang), name=answer["for"]
    )
    headers = (
        answer["over"] or say("Scenario", lang),
        say("Value", lang),
        say("95 % interval", lang),
        say("Target met", lang),
    )
    rows = []
    for solution in answer["solutions"]:
        name = solution["choice"] or answer["scenario"]
        for root in solution["roots"]:
            side = say("above", lang) if root["met_above"] else say("below", lang)
            interval = f"{_number(root['low'])} … {_number(root['high'])}"
            rows.append((name, _number(root["at"]), interval, side))
        if not solution["roots"]:
            first, last = answer["between"]
            none = say("none from {first} to {last}", lang)
            rows.append((name, none.format(first=first, last=last), "", DASH))
    return Sheet(caption, headers, tuple(rows))


def _number(value: float | None) -> str:
    """Write an end of an interval; a dash where it reaches beyond the range."""
    return DASH if value is None else significant(value, SIGNIFICANT)
