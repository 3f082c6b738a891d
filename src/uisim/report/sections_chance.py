"""Part of the report on uncertain inputs that were drawn: how much of the spread they make up."""

import math
from collections.abc import Mapping

from uisim.report.blocks import Section, Sheet, Text
from uisim.report.figures import DASH, in_unit, number, percent, unit_for
from uisim.report.folder import Run
from uisim.report.indicator_names import labels
from uisim.report.keys import meaning
from uisim.words import say


def variance_section(run: Run, lang: str) -> Section:
    """Part the variance of each indicator into luck and the inputs drawn; list these."""
    text = say(
        "Inputs that the scenario calls uncertain were drawn {draws} times, each time with {lucks} "
        "replications of luck. The variance of an indicator is that within the draws (luck) plus "
        "that between them (inputs). A share below 0 cannot be told from 0.",
        lang,
    )
    study = run.run["study"]
    sheet = Sheet(
        say("What the spread of the replications is made of", lang),
        (
            say("Indicator", lang),
            say("Mean", lang),
            say("Standard deviation", lang),
            say("Luck", lang),
            say("Inputs", lang),
            say("95 % interval", lang),
        ),
        tuple(
            _parted(words, row, run.largest, lang)
            for name, words in labels(lang).items()
            for row in run.variance
            if (row["indicator"], row["group"]) == (name, "all") and row["share_parameters"]
        ),
    )
    keys = dict.fromkeys(row["key"] for row in run.draws)
    drawn = Sheet(
        say("Inputs drawn", lang),
        (say("Key", lang), say("Meaning", lang), say("Values drawn", lang)),
        tuple((key, meaning(key, lang), _drawn(run, key)) for key in keys),
        texts=3,
    )
    return Section(
        "variance",
        say("Luck and uncertain inputs", lang),
        (Text(text.format(draws=study["draws"], lucks=study["lucks"])), sheet, drawn),
    )


def _parted(words: str, row: Mapping[str, str], largest: float, lang: str) -> tuple[str, ...]:
    share, low, high = (float(row[f"share_{end}"]) for end in ("parameters", "low", "high"))
    spread = math.sqrt(max(0.0, float(row["variance"])))
    figures = (float(row["mean"]), spread)
    if row["unit"] == "fen":
        unit = unit_for(figures, lang, largest)
        words, written = f"{words} ({unit.name})", [in_unit(fen, unit) for fen in figures]
    elif row["unit"] == "share":
        written = [percent(one) for one in figures]
    else:
        written = [number(one, 0 if row["unit"] == "people" else 2) for one in figures]
    interval = f"{percent(low, 0)} – {percent(high, 0)}"
    return words, *written, percent(1 - share, 0), percent(share, 0), interval


def _drawn(run: Run, key: str) -> str:
    """Write the lowest and the highest number drawn, or every word."""
    values = list(dict.fromkeys(row["value"] for row in run.draws if row["key"] == key))
    try:
        numbers = sorted(float(value) for value in values)
    except ValueError:
        return ", ".join(values)
    low, high = (f"{end:.4g}" for end in (numbers[0], numbers[-1]))
    return low if low == high else f"{low} {DASH} {high}"
