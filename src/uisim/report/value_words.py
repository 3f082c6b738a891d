"""Values of a scenario, their grades and their sources, in a reader's words."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.measure import measure
from uisim.law.tables import Name
from uisim.report.cause_names import causes
from uisim.report.charts_people import group_name
from uisim.report.folder import Value
from uisim.report.keys import amount, is_share, meaning, rounded, unit
from uisim.report.shock_words import SHOCKS, shock_text
from uisim.scenario.quantities import KINDS
from uisim.scenario.resolved import flow, read_flow
from uisim.words import catalogue, of_grade, say

NOT_SAID = ("", "share", "times", "log points", "true or false", "month", "name", "text")
"""Units that a number does without."""
ONE_OF = {"months": "month", "years": "year", "people": "person", "days": "day"}
"""What units are called of one."""
CITIES_TABLE = "the table of the cities"


def named(key: str, lang: str) -> str:
    """Write what a key means, and the key below it."""
    return f"{meaning_text(key, lang)}\n{key}"


def meaning_text(key: str, lang: str) -> str:
    """Say what a key means; of the share of a cause or of a kind of work, of which."""
    above, _, last = key.rpartition(".")
    if not above.endswith((".cause_shares", ".kind_shares")):
        return meaning(key, lang)
    colon = "：" if lang == "zh" else ": "
    return f"{meaning(key, lang)}{colon}{_name(last, lang)}"


def value_text(key: str, text: str, lang: str) -> str:
    """Write a value as `value_words` does, numbers with their unit."""
    said = amount_text(key, text, lang)
    name = unit_text(key, lang) if said[-1:].isdigit() else ""
    return f"{said}{_spaced(ONE_OF.get(name, name) if said == '1' else name)}"


def swept_text(key: str, value: Any, lang: str) -> str:
    """Write a value that a sweep gives a key, rounded as a reader does."""
    if isinstance(value, float):
        value = rounded(value)
    return value_text(key, flow(value), lang)


def short_text(key: str, value: Any, lang: str) -> str:
    """Write a value that a sweep gives a key: a number with its unit, a choice by its name."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return swept_text(key, value, lang)


def unit_end(key: str, lang: str) -> str:
    """Write what stands behind a number of a key: its unit, with the space before it."""
    return _spaced("%" if is_share(key) else unit_text(key, lang))


def unit_text(key: str, lang: str) -> str:
    """Name the unit of a key's numbers; nothing for shares: `amount_text` has the per cent."""
    found = unit(key)
    return "" if found.en in NOT_SAID else found.zh if lang == "zh" else found.en


def amount_text(key: str, text: str, lang: str) -> str:
    """Write a value as `value_words` does, but shares in per cent and numbers as a reader does."""
    value = None if key in SHOCKS else read_flow(text)
    numbers: list[Any] = value if isinstance(value, list) else [value]
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
        return value_words(key, text, lang)
    if (_undated(key), str(value)) in _readings():
        return value_words(key, text, lang)
    return say(", ", lang).join(amount(key, number) for number in numbers)


def value_words(key: str, text: str, lang: str) -> str:
    """Write a value in words, given as `scenario.resolved.yaml` has it; numbers stay as they are.

    A reading of an open clause is followed by its name in a scenario.
    """
    if key in SHOCKS:
        return shock_text(key, text, lang)
    value = read_flow(text)
    reading = _readings().get((_undated(key), str(value)))
    said = _said(value, text, lang)
    if reading is None:
        return said
    words = reading.zh if lang == "zh" else reading.en
    return say("{meaning} ({name})", lang).format(meaning=words, name=said)


def grade_text(value: Value, lang: str) -> str:
    """Write the grade; U and K are marked, a scenario's own value named as such."""
    if value.is_own:
        return say("this scenario", lang)
    return f"{value.grade} ⚠" if value.grade in ("U", "K") else of_grade(value.grade, lang)


def evidence(value: Value, lang: str) -> str:
    """Write article, source and note of a value; without any that it is assumed, or its place."""
    found = source_text(value.source, lang)
    if found:
        return found
    if value.is_own or not value.is_assumption:
        return said_in(value.place, lang)
    return say("assumption", lang)


def source_text(source: str, lang: str) -> str:
    """Write a source in a language: each part a text of the tables of the law, none twice."""
    whole = source.removeprefix(CITIES_TABLE).removeprefix("; ").split("; ")
    parts = [part for part, after in pairwise([*whole, ""]) if not after.startswith(part)]
    said = []
    while parts:
        ends = range(len(parts), 0, -1)
        known = (end for end in ends if "; ".join(parts[:end]) in catalogue("zh"))
        end = next(known, 1)
        text = "; ".join(parts[:end])
        said.append(say(text, lang) if text in catalogue("zh") else text)
        del parts[:end]
    return ("；" if lang == "zh" else "; ").join(said)


def said_in(place: str, lang: str) -> str:
    """Name the file and line, or the command line, that a value comes from."""
    said = {"command line": say("command line", lang), "default": say("default", lang)}
    return said.get(place, place)


def rule_words(lang: str) -> dict[str, str]:
    """Name the joining rules."""
    return {
        "exogenous": say("exogenous: by chance", lang),
        "logit": say("logit: by expected gain", lang),
        "strategic": say("strategic: some foresee their loss", lang),
        "default_in": say("default_in: insured unless she opts out", lang),
    }


@cache
def _readings() -> Mapping[tuple[str, str], Name]:
    """What the readings of open clauses mean, by key and value."""
    return {
        (clause.scenario_key, str(reading.value)): reading.meaning
        for clause in measure().clauses
        for reading in clause.readings
    }


def _spaced(unit: str) -> str:
    return unit if unit[:1] in ("", "/") else f" {unit}"


def _undated(key: str) -> str:
    above, _, last = key.rpartition(".")
    return above if last[:1].isdigit() else key


def _said(value: Any, text: str, lang: str) -> str:
    if isinstance(value, bool):
        return say("yes", lang) if value else say("no", lang)
    if value is None or value in ([], {}):
        return say("none", lang)
    if isinstance(value, str):
        return _name(value, lang)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return say(", ", lang).join(_name(one, lang) for one in value)
    return text.strip("[]") if isinstance(value, list) else text


def _name(code: str, lang: str) -> str:
    """Name a choice; a text that is none stays."""
    schedules = {"guangdong": guangdong_duration().name, "national": national_duration().name}
    if code in schedules:
        return schedules[code].zh if lang == "zh" else schedules[code].en
    names = {cause.name.lower(): words for cause, words in causes(lang).items()}
    names |= {kind: group_name("kind", kind, lang) for kind in KINDS} | rule_words(lang)
    return names.get(code, code)
