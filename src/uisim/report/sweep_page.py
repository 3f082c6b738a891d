"""The page of a sweep: one file with a slider a key, over cells that have been played.

It needs no server and nothing but itself; what it shows are the sweep's own figures. A grid has
a cell for every choice; of a sample the nearest cell is shown, and said to be that.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyarrow import parquet

from uisim.report.charts_sweep import cells_scale, scale_of
from uisim.report.drawing import IN_YEAR, time
from uisim.report.folder import BAND, BAND_FROM, RESOLVED, band_ends, read_values, title_of
from uisim.report.indicator_names import labels
from uisim.report.keys import is_share, meaning
from uisim.report.sources import source_of
from uisim.report.templating import HTML_LANGUAGE, environment
from uisim.report.value_words import short_text, unit_end
from uisim.study.kept import record_of
from uisim.study.reserves import BALANCE
from uisim.study.sweep_kept import Kept, cell_means, read_kept
from uisim.study.sweep_table import SWEEP
from uisim.units import YEAR
from uisim.words import LANGUAGES, say

PAGE: Final = "explorer.html"
MAIN: Final = ("break_even_rate", "months_of_reserve", "balance")
"""The figures that stand first, and in bold."""
SHOWN: Final = (*MAIN, "lowest_balance", "members", "coverage", "claim_share", "selection_index")
POINTS_MAX: Final = 1_000_000
"""Values of paths in a page; of more cells only the ends of years are shown."""
TOLD: Final = 4
"""Digits to which the largest value of a path is kept."""
FAR: Final = 100.0
"""How far values lie apart that cannot be measured; ranges count in their lengths."""
Key = dict[str, Any]


def page(folder: Path, lang: str) -> str:
    """Lay out the page of a sweep, in all languages; it opens in ``lang``."""
    kept = {name: read_kept(folder, name) for name in SHOWN}
    first = kept[MAIN[0]]
    design = record_of(folder)["design"]
    keys = keys_of(first, design)
    cells = [[cell[key["key"]] for key in keys] for cell in first.cells]
    balance = path_of(kept["balance"])
    steps = (abs(step) for path in balance["mean"] for step in path if step is not None)
    largest = balance["step"] * max(steps, default=0)
    months = [name.partition("=")[2] for name in times_of(kept["balance"], "month=")]
    own = design["own"]
    reference, exact = reference_of(cells, keys, own)
    words = {each: {**words_of(each), **heads_of(first, each)} for each in LANGUAGES}
    for each in LANGUAGES:
        words[each]["own_note"] = "" if exact else own_note(keys, cells[reference], own, each)
    data = {
        "lang": lang,
        "html_lang": HTML_LANGUAGE,
        "words": words,
        "keys": keys,
        "cells": cells,
        "reference": reference,
        "base": "own_base" if exact else "other_base",
        "figures": [figure_of(each, largest) for each in kept.values()],
        "main": len(MAIN),
        "balance": balance,
        "from": time(months[0]) - 1 / YEAR,
        "until": time(months[-1]),
        "reserve": path_of(kept["months_of_reserve"]),
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (
        environment()
        .get_template("explorer.html")
        .render(
            lang=lang,
            html_lang=HTML_LANGUAGE[lang],
            keys=keys,
            words=words,
            data=text.replace("<", "\\u003c"),
        )
    )


def keys_of(kept: Kept, design: Mapping[str, Any]) -> list[Key]:
    """Describe the control of each key: a slider over its values or its range, or a choice.

    alone: only one such key differs from the scenario in a cell.
    """
    tornado = kept.sample is not None and kept.sample.method == "tornado"
    return [
        {
            "key": key,
            "meaning": {lang: meaning(key, lang) for lang in LANGUAGES},
            "alone": tornado and key in kept.drawn,
            "percent": is_share(key),
            "unit": {lang: unit_end(key, lang) for lang in LANGUAGES},
            **_control(
                key,
                list(dict.fromkeys(cell[key] for cell in kept.cells)),
                ranged=key in kept.drawn and not tornado,
            ),
        }
        for key in (*kept.grid, *kept.drawn)
    ]


def _control(key: str, values: list[Any], ranged: bool) -> Key:
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)
    if ranged and numbers:
        low, high = min(values), max(values)
        step = 1 if isinstance(low, int) else "any"
        return {"kind": "range", "low": low, "high": high, "step": step, "values": None}
    if numbers:
        values = sorted(values)
    ends = {"low": 0, "high": len(values) - 1, "step": 1}
    return {
        "kind": "slider" if numbers else "choice",
        **ends,
        "values": values,
        "texts": {lang: [short_text(key, one, lang) for one in values] for lang in LANGUAGES},
    }


def reference_of(
    cells: Sequence[Sequence[Any]], keys: Sequence[Key], own: Mapping[str, Any]
) -> tuple[int, bool]:
    """Find the cell nearest to the scenario's own values, and say whether it has them all."""
    apart = [
        sum(
            _apart(value, own.get(key["key"]), key)
            for value, key in zip(cell, keys, strict=True)
            if value is not None
        )
        for cell in cells
    ]
    nearest = min(range(len(cells)), key=apart.__getitem__)
    return nearest, apart[nearest] == 0


def _apart(value: Any, other: Any, key: Key) -> float:
    if value == other:
        return 0.0
    ends = (key["low"], key["high"]) if key["kind"] == "range" else key["values"]
    numbers = [one for one in ends if _is_number(one)]
    if not _is_number(value) or not _is_number(other) or min(numbers) == max(numbers):
        return FAR
    return float(((value - other) / (max(numbers) - min(numbers))) ** 2)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def own_note(keys: Sequence[Key], cell: Sequence[Any], own: Mapping[str, Any], lang: str) -> str:
    """Say which of the scenario's own values the cell at which the page opens does not have."""
    text = say(
        "The page does not open at the scenario itself, which was not played, but at the cell "
        "nearest to it. The scenario has {values}.",
        lang,
    )
    pair = say("{name}: {value}", lang)
    values = [
        pair.format(
            name=key["meaning"][lang], value=_own_text(key["key"], own.get(key["key"]), lang)
        )
        for key, value in zip(keys, cell, strict=True)
        if value is not None and value != own.get(key["key"])
    ]
    return text.format(values=say("; ", lang).join(values))


def _own_text(key: str, value: Any, lang: str) -> str:
    return say("no single value", lang) if value is None else short_text(key, value, lang)


def figure_of(kept: Kept, largest: float) -> dict[str, Any]:
    """Mean of an indicator in each cell, and the band over replications.

    largest: amount by which the unit of money is chosen.
    """
    means = kept.cell_means
    found = {
        "name": kept.indicator,
        "label": {lang: labels(lang)[kept.indicator] for lang in LANGUAGES},
        "scale": {lang: cells_scale(kept, largest, lang)._asdict() for lang in LANGUAGES},
        "mean": _known(means),
    }
    if kept.values.shape[1] > 1:
        low, high = np.quantile(kept.values, band_ends(kept.values.shape[1]), axis=1)
        found |= {"low": _known(low), "high": _known(high)}
    return found


def path_of(kept: Kept) -> dict[str, Any]:
    """A figure over time: each month if there are not too many, else at the end of each year."""
    months = times_of(kept, "month=")
    paths = len(BAND) + 1 if kept.values.shape[1] > 1 else 1
    by_month = months and len(kept.cells) * len(months) * paths <= POINTS_MAX
    groups = months if by_month else times_of(kept, "year=")
    names = [group.partition("=")[2] for group in groups]
    found = values_of(kept, kept.indicator, groups)
    held = None if kept.held is None else values_of(kept, BALANCE, groups)
    largest = float(np.nan_to_num(np.abs(found)).max(initial=0))
    step = 10.0 ** (math.floor(math.log10(largest)) - TOLD) if largest else 1.0
    path = {
        "t": [time(name) if by_month else float(name) + IN_YEAR for name in names],
        "when": names,
        "step": step,
        "scale": {lang: scale_of(kept, [largest], lang)._asdict() for lang in LANGUAGES},
        "mean": _steps(cell_means(found, held), step),
    }
    if paths > 1:
        low, high = np.quantile(found, band_ends(kept.values.shape[1]), axis=1)
        path |= {"low": _steps(low, step), "high": _steps(high, step)}
    return path


def times_of(kept: Kept, lead: str) -> list[str]:
    """Groups of an indicator that are times, of all cells, in order."""
    chosen = [("indicator", "==", kept.indicator)]
    table = parquet.read_table(kept.folder / SWEEP, columns=["group"], filters=chosen)
    groups: list[str] = table["group"].unique().to_pylist()
    return sorted(group for group in groups if group.startswith(lead))


def values_of(kept: Kept, indicator: str, groups: Sequence[str]) -> NDArray[np.float64]:
    """Figures by group, float64[cells, replications, groups]; nan beyond a cell's horizon."""
    chosen = [("indicator", "==", indicator), ("group", "in", groups)]
    columns = ["cell", "replication", "group", "value"]
    table = pd.read_parquet(kept.folder / SWEEP, columns=columns, filters=chosen)
    found = np.full((*kept.values.shape, len(groups)), np.nan)
    at = pd.Index(groups).get_indexer(pd.Index(table["group"]))
    found[table["cell"], table["replication"], at] = table["value"]
    return found


def _known(values: NDArray[np.float64]) -> list[float | None]:
    return [None if math.isnan(value) else float(f"{value:.9g}") for value in values.tolist()]


def _steps(values: NDArray[np.float64], step: float) -> list[list[int | None]]:
    return [
        [None if math.isnan(value) else round(value / step) for value in path]
        for path in values.tolist()
    ]


def heads_of(kept: Kept, lang: str) -> dict[str, str]:
    """Write what depends on the sweep: title, method, source."""
    sample = kept.sample
    scenario = title_of(read_values(kept.folder / RESOLVED), lang)
    title = say("Sweep: {scenario}", lang).format(scenario=scenario)
    method = f"--sample {sample}" if sample else say("grid", lang)
    text = say("Cells: {cells} ({method}); replications in each: {replications}.", lang)
    said = text.format(cells=len(kept.cells), replications=kept.values.shape[1], method=method)
    ranged = sample is not None and sample.method != "tornado"
    if ranged:
        said += say(" Between the cells played nothing is known: the nearest is shown.", lang)
    elif sample is not None:
        said += say(" What is sampled was moved one input at a time.", lang)
    if kept.values.shape[1] > 1:
        said += (
            say(" Bands hold 90 % of the replications.", lang)
            if kept.values.shape[1] >= BAND_FROM
            else say(" Bands reach from the lowest to the highest of the replications.", lang)
        )
    folder = kept.folder.resolve().name
    return {"title": title, "method": said, "source": source_of(folder, SWEEP, lang)}


def words_of(lang: str) -> dict[str, str]:
    """Words of the page, by the names it uses."""
    return {
        "heading": say("Explorer of a sweep", lang),
        "subtitle": say("Voluntary unemployment insurance of Guangdong's flexible workers", lang),
        "varied": say("What is varied", lang),
        "compare": say("Compare with the chosen cell from now on", lang),
        "notional": say(
            "The fund is a notional sub-account: below 0 means a transfer from employees' money.",
            lang,
        ),
        "figure": say("Figure", lang),
        "chosen": say("Chosen", lang),
        "compared": say("Compared with", lang),
        "difference": say("Difference", lang),
        "balance": say("Balance of the notional sub-account", lang),
        "balance_unit": say("{unit}, at the close of the month", lang),
        "reserve": say("Months of reserve", lang),
        "reserve_unit": say(
            "balance ÷ mean monthly outgo of the last 12 months, at the end of each year", lang
        )
        + say("; of the means over replications", lang),
        "below": say("below 0: transfer from employees", lang),
        "own": say("as in the scenario", lang),
        "between": say("{low} to {high}", lang),
        "pair": say("{name}: {value}", lang),
        "then": say("; ", lang),
        "played": say("shown: {value}", lang),
        "nearest": say("This was not played; cell {cell}, the nearest, is shown.", lang),
        "reference": say("Compared with {which}: cell {cell}; {values}", lang),
        "own_base": say("the scenario itself", lang),
        "other_base": say("the cell nearest to the scenario", lang),
        "set": say("the cell you set", lang),
    }
