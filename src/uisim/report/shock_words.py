"""Recessions, closures and shocks of a scenario in words."""

from collections.abc import Mapping
from typing import Any, Final

from uisim.report.charts_people import group_name
from uisim.report.figures import percent, significant
from uisim.scenario.resolved import read_flow
from uisim.words import say

SHOCKS: Final = ("economy.recessions", "economy.closures", "economy.force_majeure")
SEPARATORS: Final = {"en": "; ", "zh": "；"}


def shock_text(key: str, text: str, lang: str) -> str:
    """Say what a key of ``SHOCKS`` holds, written as in a scenario; a sentence an event."""
    told = {SHOCKS[0]: _recession, SHOCKS[1]: _closure, SHOCKS[2]: _force_majeure}[key]
    events = read_flow(text)
    if not events:
        return say("no shock", lang)
    return SEPARATORS[lang].join(told(event, lang) for event in events)


def _recession(event: Mapping[str, Any], lang: str) -> str:
    words = say(
        "Recession from {month}, {months} months: losses {loss} times, returns to work {back} "
        "times as frequent",
        lang,
    )
    loss, back = (significant(event[name]) for name in ("loss", "reemployment"))
    return words.format(month=event["from"], months=event["months"], loss=loss, back=back)


def _closure(event: Mapping[str, Any], lang: str) -> str:
    words = say("{kind}: platform {number} closes in {month}, hits {share} of its workers", lang)
    return words.format(
        kind=group_name("kind", event["kind"], lang),
        number=event["platform"],
        month=event["month"],
        share=percent(event.get("hits", 1.0), 0),
    )


def _force_majeure(event: Mapping[str, Any], lang: str) -> str:
    words = say("Force majeure in {month}: {share} of workers lose all platforms, {where}", lang)
    cities = [group_name("city", city, lang) for city in event.get("cities", ())]
    where = ", ".join(cities) if cities else say("in all cities", lang)
    return words.format(month=event["month"], share=percent(event["share"], 1), where=where)
