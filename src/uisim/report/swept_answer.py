"""The answer of a sweep, in words that follow its figures: where its cells end, and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from uisim.report.assumed import assumed_of, input_names, listed, rests_on
from uisim.report.blocks import Section, Text
from uisim.report.figures import money, percent
from uisim.report.folder import RESOLVED, read_values
from uisim.report.keys import meaning
from uisim.study.kept import record_of
from uisim.study.sensitivity import sensitivity
from uisim.study.sweep_kept import Kept, KeptError, read_kept
from uisim.words import say

JUDGED: Final = ("balance", "break_even_rate")


def answer_section(folder: Path, largest: float, moved: int | None, lang: str) -> Section:
    """Say between which balances the cells end, which rates they take, what the sign hangs on.

    largest: amount by which the unit of money is chosen. moved: inputs that change the sign of the
    scenario itself each alone; None if that was not played.
    """
    balance, rate = (read_kept(folder, name) for name in JUDGED)
    means = balance.cell_means
    assumed = assumed_of(read_values(folder / RESOLVED))
    leads = [
        balance_sentence(means, lang),
        rate_sentence(rate.cell_means, lang),
        chance_sentence(balance, lang),
    ]
    decisive = deciding(folder)
    below = [sign_sentence(folder, lang)]
    if decisive is not None:
        moved = len(set(decisive))
    elif moved:
        below.append(own_sentence(moved, lang))
    if assumed and not decisive:
        below.append(assumed_sentence(assumed, (*balance.grid, *balance.drawn), means, lang))
    texts = (
        Text(headline(means, bool(assumed), moved, lang, largest), "headline"),
        *(Text(text, "lead") for text in leads),
        *(Text(text) for text in below if text),
    )
    return Section("answer", say("The answer", lang), texts)


def headline(
    means: "np.ndarray[Any, Any]",
    hangs: bool,
    moved: int | None,
    lang: str,
    among: float | None = None,
) -> str:
    """Give the lowest and the highest balance; first what hangs on what nobody found."""
    first = ""
    if hangs:
        rests = say("The answer rests on assumptions of grade U. ", lang)
        first = rests_on(moved, lang) if moved else rests
    text = first + say("The balance at the end lies between {low} and {high} in {n} cells.", lang)
    low, high = (money(float(end), lang, among) for end in (means.min(), means.max()))
    return text.format(low=low, high=high, n=len(means))


def assumed_sentence(
    assumed: Sequence[str], keys: Sequence[str], means: "np.ndarray[Any, Any]", lang: str
) -> str:
    """Say which inputs nobody has found, and whether those varied change the sign in the cells."""
    names = input_names(lang)
    varied = [one for one in assumed if any(_stands_for(one, key) for key in keys)]
    if not varied:
        text = say("Nothing found settles {names}; none of them is varied in these cells.", lang)
    elif (means < 0).any() and (means >= 0).any():
        text = say(
            "Nothing found settles {names}; over these cells, which vary {varied}, the sign of the "
            "balance changes.",
            lang,
        )
    else:
        text = say(
            "Nothing found settles {names}; over these cells, which vary {varied}, the sign of the "
            "balance does not change.",
            lang,
        )
    told, moved = (listed([names[one] for one in some], lang) for some in (assumed, varied))
    return text.format(names=told, varied=moved)


def _stands_for(pattern: str, key: str) -> bool:
    """Whether a decisive input, ``work.*.name``, is what a key varies."""
    first, _, last = pattern.partition("*")
    return key.startswith(first) and key.endswith(last)


def balance_sentence(means: "np.ndarray[Any, Any]", lang: str) -> str:
    """Say in how many cells the balance ends below 0."""
    below, cells = int((means < 0).sum()), len(means)
    if below == 0:
        return say("The balance ends at 0 or above in all {n} cells.", lang).format(n=cells)
    if below == cells:
        text = say(
            "The balance ends below 0 in all {n} cells: a transfer from employees' money.", lang
        )
        return text.format(n=cells)
    text = say(
        "The balance ends below 0, a transfer from employees' money, in {below} of {n} cells: its "
        "sign hangs on what is varied.",
        lang,
    )
    return text.format(below=below, n=cells)


def rate_sentence(means: "np.ndarray[Any, Any]", lang: str) -> str:
    """Say between which break-even rates the cells lie."""
    known = means[~np.isnan(means)]
    if len(known) == 0:
        return say("No break-even rate can be given where no contribution fell due.", lang)
    text = say("The break-even rate at given membership lies between {low} and {high}.", lang)
    if len(known) < len(means):
        text += say(" In {n} cells no contribution fell due.", lang)
    missing = len(means) - len(known)
    return text.format(low=percent(known.min()), high=percent(known.max()), n=missing)


def chance_sentence(kept: Kept, lang: str) -> str:
    """Say how much of what is seen may be chance."""
    replications = kept.values.shape[1]
    if replications == 1:
        return say(
            "One replication a cell: the luck is the same in all, but its part in the answer is "
            "not known; set projection.replications.",
            lang,
        )
    text = say("Means of {n} replications a cell, with the same luck in every cell.", lang)
    return text.format(n=replications)


def deciding(folder: Path) -> list[str] | None:
    """Keys that change the balance's sign each alone in a tornado; none of another sweep."""
    record = record_of(folder)["design"]
    if (record["sample"] or {}).get("method") != "tornado":
        return None
    try:
        _, lines = sensitivity(read_kept(folder, "balance"))
    except KeptError:
        return None
    return [line["key"] for line in lines if (line["lowest"] < 0) != (line["highest"] < 0)]


def own_sentence(moved: int, lang: str) -> str:
    """Say how many unknown inputs change the sign of the scenario itself."""
    text = say(
        "Of the scenario itself the sign of the balance hangs on what is not known: {n} inputs, "
        "each alone within its range, change it.",
        lang,
    )
    return text.format(n=moved)


def sign_sentence(folder: Path, lang: str) -> str:
    """Name the uncertain inputs that change the balance's sign each alone; nothing without any."""
    keys = deciding(folder)
    if keys is None:
        return ""
    if not keys:
        return say("No input alone changes the sign of the balance within its range.", lang)
    text = say(
        "The sign of the balance hangs on what is not known (grade U): {names}, each alone within "
        "its range, change it.",
        lang,
    )
    return text.format(names=listed([meaning(key, lang) for key in dict.fromkeys(keys)], lang))
