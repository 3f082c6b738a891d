"""What the explorer's page shows, written in a language: HTML fragments and charts as data."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from uisim.explore.desk import Question
from uisim.explore.estimate import WANTED, Estimate, Row, Series
from uisim.explore.levers import Lever
from uisim.report.drawing import BLUE, IN_YEAR, time
from uisim.report.figures import PERCENT, Unit, digits_of, number, percent, unit_for
from uisim.report.indicator_names import labels
from uisim.report.templating import HTML_LANGUAGE, environment
from uisim.report.value_words import value_text
from uisim.scenario.problems import Words
from uisim.scenario.schema import Scenario
from uisim.study.intervals import Interval
from uisim.units import YEAR
from uisim.words import LANGUAGES, say

TEMPLATES: Final = Path(__file__).parent / "templates"
MAIN: Final = ("break_even_rate", "months_of_reserve", "balance")
RATES: Final = ("break_even_rate",)
"""Shares so small that a third digit tells something."""
GREY: Final = "#666666"


def page(titles: Mapping[str, Mapping[str, str]], chosen: str, lang: str) -> str:
    """Lay out the page with nothing asked yet. titles: of each file, by language."""
    return _render(
        "explore.html",
        titles={name: title[lang] for name, title in titles.items()},
        chosen=chosen,
        lang=lang,
        languages={each: each == lang for each in LANGUAGES},
        html_lang=HTML_LANGUAGE[lang],
        words=words_of(lang),
    )


def levers(found: Sequence[Lever], moved: Mapping[str, Any], lang: str) -> str:
    """Lay out the levers, those moved as they were."""
    return _render(
        "levers.html",
        levers=[_lever(one, moved, lang) for one in found],
        words=words_of(lang),
    )


def _lever(lever: Lever, moved: Mapping[str, Any], lang: str) -> dict[str, Any]:
    now = str(moved[lever.key]) if lever.key in moved else lever.text
    return {
        **lever._asdict(),
        "names": {name: _choice(lever.key, name, lang) for name in lever.names},
        "block": _in(lever.block, lang),
        "meaning": _in(lever.meaning, lang).replace("`", ""),
        "limits": _in(lever.limits, lang),
        "text": lever.text,
        "now": now,
        "other": now if now not in lever.names else "",
    }


def _choice(key: str, name: str, lang: str) -> str:
    """Write a choice in words, with its name in a scenario."""
    words = value_text(key, name, lang)
    if name in words:
        return words
    return say("{meaning} ({name})", lang).format(meaning=words, name=name)


def figures(question: Question, shown: Estimate, lang: str) -> str:
    """Lay out the figures of an estimate beside those it is compared with."""
    return _render(
        "figures.html",
        own=own_name(question, lang),
        other=title_of(question.other, lang),
        rows=[_row(row, lang) for row in shown.rows],
        main=len(MAIN),
        words=words_of(lang),
    )


def _row(row: Row, lang: str) -> dict[str, Any]:
    unit = unit_for((row.own.mean, row.other.mean), lang) if row.unit == "fen" else None
    return {
        "name": row.indicator,
        "label": labels(lang)[row.indicator],
        "unit": unit.name if unit else "%" if row.unit == "share" else "",
        "value": repr(row.own.mean),
        "own": _written(row.own, row, unit, lang),
        "other": _written(row.other, row, unit, lang),
        "difference": _written(row.difference, row, unit, lang, signed=True),
    }


def _written(
    found: Interval, row: Row, unit: Unit | None, lang: str, signed: bool = False
) -> tuple[str, str]:
    """Write a mean and its interval."""

    def text(value: float) -> str:
        if unit is not None:
            said = number(value / unit.fen, unit.digits)
        elif row.unit == "share":
            said = number(value * PERCENT, 3 if row.indicator in RATES else 2)
        else:
            said = number(value, digits_of(row.indicator, row.unit))
        return f"+{said}" if signed and value > 0 else said

    if math.isnan(found.low):
        return text(found.mean), ""
    between = say("{low} to {high}", lang).format(low=text(found.low), high=text(found.high))
    return text(found.mean), between


def charts(question: Question, shown: Estimate, lang: str) -> dict[str, Any]:
    """Balance and months of reserve over time, as `drawPaths` takes them."""
    balance, reserve = shown.balance, shown.reserve
    drawn = np.concatenate([balance[1].mean, *(balance[0][1:])])
    unit = unit_for(drawn.tolist(), lang)
    since, until = time(balance[0].times[0]) - 1 / YEAR, time(balance[0].times[-1])
    below = say("below 0: transfer from employees", lang)
    names = own_name(question, lang), title_of(question.other, lang)
    parts = {
        "balance": _chart(balance, [time(at) for at in balance[0].times], names, unit.fen),
        "reserve": _chart(reserve, [float(at) + IN_YEAR for at in reserve[0].times], names, 1),
    }
    parts["balance"] |= {"unit": unit.name, "digits": unit.digits, "marks": False}
    parts["reserve"] |= {"unit": "", "digits": 1, "marks": True}
    shared = {"from": since, "until": until, "below": below}
    return {name: {**part, **shared} for name, part in parts.items()}


def _chart(
    series: tuple[Series, Series], t: list[float], names: tuple[str, str], divisor: float
) -> dict[str, Any]:
    own, other = series
    by_time = dict(zip(other.times, (other.mean / divisor).tolist(), strict=True))
    before = [by_time.get(at, math.nan) for at in own.times]
    return {
        "t": t,
        "when": list(own.times),
        "series": [
            {"name": names[1], "values": _known(np.array(before)), "colour": GREY, "dash": "6 3"},
            {
                "name": names[0],
                "values": _known(own.mean / divisor),
                "low": _known(own.low / divisor),
                "high": _known(own.high / divisor),
                "colour": BLUE,
                "dash": "",
            },
        ],
    }


def _known(values: NDArray[np.float64]) -> list[float | None]:
    return [None if math.isnan(value) else float(f"{value:.6g}") for value in values.tolist()]


def note(question: Question, shown: Estimate, lang: str) -> str:
    """Say of what the figures are, and how well the break-even rate is told."""
    projection = shown.scenario.projection
    text = say(
        "Sample: one worker stands for {represents} people; {replications} replications, seed "
        "{seed}. Second lines and bands: 95 % intervals of the mean; differences under the same "
        "luck.",
        lang,
    )
    said = text.format(
        represents=number(projection.represents),
        replications=shown.replications,
        seed=projection.seed,
    )
    rate = next(row.own for row in shown.rows if row.indicator == WANTED.indicator)
    wide = rate.half_width / rate.mean if rate.mean else math.nan
    width = "" if math.isnan(wide) else say(" Break-even rate: ± {width} of itself.", lang)
    more = say(" More are being played; intervals narrow.", lang)
    return said + width.format(width=percent(wide, 1)) + ("" if shown.done else more)


def saved(path: Path, shown: Estimate, lang: str) -> str:
    """Say what was saved, and how to get it again."""
    rate = next(row.own for row in shown.rows if row.indicator == WANTED.indicator)
    text = say(
        "Saved with {replications} replications, break-even rate {rate}. To run to that again: "
        "uisim run {file}",
        lang,
    )
    said = percent(rate.mean, 3)
    return text.format(replications=shown.replications, rate=said, file=path.as_posix())


def own_name(question: Question, lang: str) -> str:
    """Name what is played."""
    title = title_of(question.chosen, lang)
    return say("{title}, levers moved", lang).format(title=title) if question.overrides else title


def title_of(scenario: Scenario, lang: str) -> str:
    """Title of a scenario."""
    return scenario.title.zh if lang == "zh" else scenario.title.en


@cache
def words_of(lang: str) -> dict[str, str]:
    """Words of the page, by the names that it uses."""
    return {
        "heading": say("Explorer", lang),
        "title": say("Move the levers of the law", lang),
        "subtitle": say("Voluntary unemployment insurance of Guangdong's flexible workers", lang),
        "scenario": say("Scenario", lang),
        "since": say("Levers hold from", lang),
        "reset": say("All levers back", lang),
        "other": say("as in a file …", lang),
        "figure": say("Figure", lang),
        "difference": say("Difference", lang),
        "balance": say("Balance of the notional sub-account", lang),
        "close": say("{unit}, at the close of the month", lang).partition("{unit}")[2],
        "reserve": say("Months of reserve", lang),
        "reserve_unit": say(
            "balance ÷ mean monthly outgo of the last 12 months, at the end of each year", lang
        )
        + say("; of the means over replications", lang),
        "notional": say(
            "The fund is a notional sub-account: below 0 means a transfer from employees' money.",
            lang,
        ),
        "save": say("Save as a scenario", lang),
        "name": say("Name of the new file", lang),
        "save_now": say("Save", lang),
        "playing": say("playing …", lang),
        "refining": say("refining …", lang),
        "done": say("as exact as wanted", lang),
        "gone": say("The explorer has ended. Start it again and reload this page.", lang),
    }


def _in(words: Words, lang: str) -> str:
    return words.zh if lang == "zh" else words.en


def _render(template: str, **fields: Any) -> str:
    return _pages().get_template(template).render(**fields)


@cache
def _pages() -> Any:
    return environment(TEMPLATES)
