"""A sweep and what it says, as tables for the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Final

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from uisim.fund.measures import ALL
from uisim.report.figures import money_unit
from uisim.report.indicator_names import indicator_name, labels
from uisim.report.keys import in_lines, meaning
from uisim.report.replications import plain_table
from uisim.report.solution import shown_unit
from uisim.report.value_words import meaning_text
from uisim.report.year_table import coloured
from uisim.study.sweep_kept import Kept, read_kept
from uisim.units import FEN
from uisim.words import say

ROWS: Final = 20
KEYS_MAX: Final = 4
"""Keys that fit beside the figures."""
SHOWN: Final = ("balance", "lowest_balance", "break_even_rate", "coverage")
"""Indicators of the table of cells."""
WIDTH: Final = 80
"""Columns of a terminal; a table that does not fit names its keys beneath."""
WIDE: Final = 1000
"""Columns in which every table fits."""
KEY_WIDTH: Final = 24
"""Columns of a key beside its figures; a longer one goes on in a second line."""
SIGNIFICANT: Final = 4


def cells_shown(folder: Path, lang: str) -> Group:
    """Lay out the first cells of a sweep: keys, and means over replications."""
    kept = [read_kept(folder, name) for name in SHOWN]
    keys = (*kept[0].grid, *kept[0].drawn)
    count = len(kept[0].cells)
    if len(keys) > KEYS_MAX:
        said = say("{count} cells in sweep.parquet", lang)
        return Group(Text(said.format(count=count)))
    replications = kept[0].values.shape[1]
    unit = money_unit(float(abs(kept[0].cell_means).max()), lang)
    title = (
        say("Cells of the sweep, one replication each; money in {unit}", lang)
        if replications == 1
        else say("Cells of the sweep, means of {count} replications; money in {unit}", lang)
    )
    heads = tuple(_head(key) for key in keys)
    told = title.format(count=replications, unit=unit[0])
    table = _cells_table(told, heads, kept, unit, lang)
    signs: Sequence[str] = keys
    if Console(width=WIDE).measure(table).maximum > WIDTH:
        table = _cells_table(told, tuple(ascii_uppercase[: len(keys)]), kept, unit, lang)
        signs = [f"{letter}: {key}" for letter, key in zip(ascii_uppercase, keys, strict=False)]
    legend = list(_legend(signs, keys, lang))
    more = count - ROWS
    if more > 0:
        rest = say("… and {count} cells more in sweep.parquet", lang).format(count=more)
        legend.append(Text(rest, style="dim"))
    return Group(table, *legend)


def _legend(signs: Sequence[str], keys: Sequence[str], lang: str) -> Iterator[Text]:
    """Say beneath a table what the keys above its columns mean."""
    told = say("{name}: {value}", lang)
    for sign, key in zip(signs, keys, strict=True):
        yield Text(told.format(name=sign, value=meaning(key, lang)), style="dim")


def _cells_table(
    title: str,
    heads: tuple[str, ...],
    kept: Sequence[Kept],
    unit: tuple[str, int, int],
    lang: str,
) -> Table:
    names = (labels(lang)[name].replace(" ", "\n") for name in SHOWN)
    table = plain_table(title, (say("Cell", lang), *heads, *names))
    means = [one.cell_means for one in kept]
    for cell, values in enumerate(kept[0].cells[:ROWS]):
        table.add_row(
            str(cell),
            *(_value(values[key]) for key in (*kept[0].grid, *kept[0].drawn)),
            *(_figure(mean[cell], one.unit, unit) for one, mean in zip(kept, means, strict=True)),
        )
    return table


def cells_plain(folder: Path) -> dict[str, Any]:
    """Give every cell of a sweep: its values, and the means of the main figures; else null."""
    kept = {name: read_kept(folder, name) for name in labels("en")}
    means = {name: one.cell_means.tolist() for name, one in kept.items()}
    return {
        "folder": folder.as_posix(),
        "units": {name: one.unit for name, one in kept.items()},
        "cells": [
            {
                "values": dict(values),
                "means": {
                    name: None if mean[cell] != mean[cell] else mean[cell]
                    for name, mean in means.items()
                },
            }
            for cell, values in enumerate(kept["balance"].cells)
        ],
    }


def lines_table(kept: Kept, method: str, lines: Sequence[Mapping[str, Any]], lang: str) -> Group:
    """Lay out the lines of a method; what each column means stands beneath."""
    unit = money_unit(max(_sizes(lines)), lang) if kept.unit == "fen" else ("", 1, 0)
    group = "" if kept.group == ALL else f"[{kept.group}]"
    figure = f"{indicator_name(kept.indicator, lang)}{group}"
    title = say("{name}: {value}", lang).format(name=methods(lang)[method], value=figure)
    if method not in ("sobol", "lhs"):
        title += f" ({unit[0] if kept.unit == 'fen' else shown_unit(kept.unit, lang, 0)})"
    heads = _heads(lang)
    shown = [name for name in lines[0] if not name.endswith(("_low", "_high"))]
    left = sum(name not in _OF_THE_INDICATOR for name in shown)
    keys = [name for name in shown if name not in heads]

    def laid_out(named: Mapping[str, str], key_width: int) -> Table:
        table = plain_table(title, tuple({**heads, **named}[name] for name in shown), left)
        for line in lines:
            table.add_row(*(_cell(kept, line, name, unit, lang, key_width) for name in shown))
        return table

    signs, table = keys, laid_out({key: _head(key) for key in keys}, WIDTH)
    if Console(width=WIDE).measure(table).maximum > WIDTH:
        letters = dict(zip(keys, ascii_uppercase, strict=False))
        signs = [f"{letter}: {key}" for key, letter in letters.items()]
        table = laid_out(letters, KEY_WIDTH)
    return Group(table, *_legend(signs, keys, lang), Text(notes(lang)[method], style="dim"))


_SHARES: Final = ("first", "total", "satisfied_share")
_OF_THE_INDICATOR: Final = (
    *_SHARES,
    *("mu", "mu_star", "sigma", "base", "lowest", "highest", "swing"),
    *("mean", "worst", "mean_regret", "max_regret", "worlds", "lowest_at", "highest_at"),
)


def methods(lang: str) -> dict[str, str]:
    """Name the methods."""
    return {
        "sobol": say("Sobol indices", lang),
        "lhs": say("First indices (RBD-FAST)", lang),
        "morris": say("Elementary effects (Morris)", lang),
        "tornado": say("Tornado", lang),
        "regret": say("Regret", lang),
    }


def _heads(lang: str) -> dict[str, str]:
    return {
        "key": say("Key", lang),
        "first": say("First index", lang),
        "total": say("Total index", lang),
        "mu": "μ",
        "mu_star": "μ*",
        "sigma": "σ",
        "base": say("Base", lang),
        "lowest": say("Lowest", lang),
        "lowest_at": say("at", lang),
        "highest": say("Highest", lang),
        "highest_at": say("at", lang),
        "swing": say("Swing", lang),
        "mean": say("Mean", lang),
        "worst": say("Worst", lang),
        "mean_regret": say("Mean\nregret", lang),
        "max_regret": say("Largest\nregret", lang),
        "satisfied_share": say("Satisfied", lang),
        "worlds": say("Worlds", lang),
    }


def notes(lang: str) -> dict[str, str]:
    """Say of each method what its columns mean."""
    return {
        "sobol": say(
            "First: share of the variance by the key alone; total: with all it acts through. "
            "± half of the 95 % interval (bootstrap).",
            lang,
        ),
        "lhs": say(
            "Share of the variance by the key alone, ± half of the 95 % interval (bootstrap).", lang
        ),
        "morris": say(
            "μ: mean effect of moving the key over its whole range; μ*: its mean size, ± half of "
            "the 95 % interval (bootstrap); σ: how much it depends on where the others stand.",
            lang,
        ),
        "tornado": say(
            "One key at a time at its ends, the others as in the scenario (the base).", lang
        ),
        "regret": say(
            "Regret: what the best decision of that world would have given more. A replication "
            "is a world of its own.",
            lang,
        ),
    }


def _cell(
    kept: Kept,
    line: Mapping[str, Any],
    name: str,
    unit: tuple[str, int, int],
    lang: str,
    key_width: int,
) -> Text:
    value = line[name]
    half = f"{name}_high"
    if name in _SHARES:
        share = f"{value:.2f}"
        return Text(f"{share} ± {line[half] - value:.2f}" if half in line else share)
    if name == "key":
        return Text(f"{meaning_text(value, lang)}\n{in_lines(value, key_width)}")
    if name not in _OF_THE_INDICATOR or isinstance(value, str | int):
        return Text(_value(value))
    text = _in_unit(value, kept.unit, unit)
    if half in line:
        return Text.assemble(text, " ± ", _in_unit(line[half] - value, kept.unit, unit))
    return text


def _figure(value: float, unit: str, money: tuple[str, int, int]) -> Text:
    """Write a value: money in its unit, shares in per cent, others with four digits."""
    return Text.assemble(_in_unit(value, unit, money), " %" if unit == "share" else "")


def _in_unit(value: float, unit: str, money: tuple[str, int, int]) -> Text:
    """Write a value without its unit."""
    if unit == "fen":
        return coloured(value / (FEN * money[1]), money[2])
    if unit == "share":
        return coloured(value * 100, 3)
    return Text(f"{value:.{SIGNIFICANT}g}")


def _sizes(lines: Sequence[Mapping[str, Any]]) -> list[float]:
    return [
        abs(value)
        for line in lines
        for name, value in line.items()
        if name in _OF_THE_INDICATOR and isinstance(value, float)
    ]


def _value(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.{SIGNIFICANT}g}" if isinstance(value, float) else str(value)


def _head(key: str) -> str:
    """Name of a key over several lines."""
    return key.replace(".", ".\n").replace("_", "_\n")
