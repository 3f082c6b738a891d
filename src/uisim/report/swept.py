"""The report of a sweep: how the answer moves with what is varied, and what moves it most."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from uisim.report.blocks import Block, Section, Sheet, Text
from uisim.report.charts_people import group_name
from uisim.report.charts_sweep import (
    cells_scale,
    grid_chart,
    indices_chart,
    scale_of,
    tornado_chart,
)
from uisim.report.figures import number
from uisim.report.folder import RESOLVED, read_values, title_of
from uisim.report.indicator_names import labels
from uisim.report.keys import part_of_range
from uisim.report.sweep import methods, notes
from uisim.report.swept_answer import JUDGED, answer_section
from uisim.report.value_words import meaning_text, named, swept_text, value_text
from uisim.scenario.resolved import flow
from uisim.study.kept import record_of
from uisim.study.sensitivity import sensitivity
from uisim.study.sweep_kept import KeptError, read_kept, values_by_group
from uisim.words import say

SHOWN: Final = (*JUDGED, "lowest_balance", "members")
ROWS: Final = 30
KEYS_MAX: Final = 3
"""Keys that have a column of their own."""
GAINS: Final = "benefit_per_contribution"
GAINING: Final = ("city", "kind", "income_decile", "risk_quintile")


def is_sweep(folder: Path) -> bool:
    """Whether a folder of results holds a sweep."""
    return "sweep" in record_of(folder)


def sweep_sections(folder: Path, moved: int | None, lang: str) -> tuple[Section, ...]:
    """Write the sections of a sweep, but what every report ends with.

    moved: as `answer_section` takes it.
    """
    largest = largest_of(folder)
    return (
        answer_section(folder, largest, moved, lang),
        question_section(folder, lang),
        sensitivity_section(folder.name, [folder], largest, lang),
        ranges_section(folder, largest, lang),
        gains_section(folder, lang),
        cells_section(folder, largest, lang),
    )


def largest_of(folder: Path) -> float:
    """Largest balance of a cell's mean, in fen: by it the unit of all money is chosen."""
    means = (read_kept(folder, name).cell_means for name in ("balance", "lowest_balance"))
    return max(float(np.abs(one).max()) for one in means)


def question_section(folder: Path, lang: str) -> Section:
    """List what is varied, and within which limits."""
    design = record_of(folder)["design"]
    text = say(
        "How do the figures of the scenario “{scenario}” move with what is varied? {cells} cells, "
        "method: {method}.",
        lang,
    )
    sample = design["sample"]
    method = methods(lang)[sample["method"]] if sample else say("grid", lang)
    count = number(design["cells"])
    comma = say(", ", lang)
    varied = {
        key: comma.join(swept_text(key, value, lang) for value in values)
        for key, values in design["grid"].items()
    }
    varied |= {key: _range(key, entry, lang) for key, entry in design["sampled"].items()}
    headers = (say("Input and its key", lang), say("Values or range", lang))
    rows = tuple((named(key, lang), said) for key, said in varied.items())
    title = title_of(read_values(folder / RESOLVED), lang)
    fixed = tuple(
        (named(key, lang), _as_set(key, value, lang)) for key, value in design["fixed"].items()
    )
    blocks: list[Block] = [
        Text(text.format(scenario=title, cells=count, method=method)),
        Text(say("The same with sliders: explorer.html, beside this file.", lang)),
        Sheet(say("What is varied", lang), headers, rows, texts=2),
    ]
    if fixed:
        blocks.append(Sheet(say("The same in every cell", lang), headers, fixed, texts=2))
    return Section("question", say("The question", lang), tuple(blocks))


def sensitivity_section(run: str, folders: Sequence[Path], largest: float, lang: str) -> Section:
    """Show what moves balance and break-even rate most, for each sweep given.

    largest: amount by which the unit of money is chosen.
    """
    title = say("Sensitivity", lang)
    blocks = [block for folder in folders for block in _sensitivity_blocks(folder, largest, lang)]
    if not blocks:
        text = say(
            "Not played: uisim report {folder} --complete plays a tornado over the inputs that "
            "decide and are not known, or over those named in the scenario's block `uncertain:`.",
            lang,
        ).format(folder=run)
        blocks = [Text(text, "note")]
    return Section("tornado", title, tuple(blocks))


def _sensitivity_blocks(folder: Path, largest: float, lang: str) -> list[Block]:
    blocks: list[Block] = []
    for name in JUDGED:
        kept = read_kept(folder, name)
        if kept.grid and not np.isnan(kept.values).any():
            blocks.append(grid_chart(kept, largest, lang))
        if kept.sample is None:
            continue
        try:
            method, lines = sensitivity(kept)
        except KeptError as error:
            error.fields["name"] = labels(lang)[name]
            told = say("{name}: {value}", lang)
            missing = told.format(name=methods(lang)[kept.sample.method], value=error.written(lang))
            blocks.append(Text(missing, "note"))
            continue
        if method == "tornado":
            blocks.append(tornado_chart(kept, lines, largest, lang))
        else:
            blocks.append(indices_chart(kept, method, lines, methods(lang)[method], largest, lang))
            blocks.append(Text(notes(lang)[method], "note"))
    return blocks


def ranges_section(folder: Path, largest: float, lang: str) -> Section:
    """Show between which values each main figure lies over the cells."""
    rows = []
    for name, words in labels(lang).items():
        kept = read_kept(folder, name)
        means = kept.cell_means
        means = means[~np.isnan(means)]
        if len(means):
            figures = (float(means.min()), float(np.median(means)), float(means.max()))
            scales = [scale_of(kept, [one], lang, largest) for one in figures]
            told = (
                f"{scale.text(one)} {scale.unit}"
                for scale, one in zip(scales, figures, strict=True)
            )
            rows.append((words, *(one.strip() for one in told)))
    headers = (
        say("Figure", lang),
        say("Lowest", lang),
        say("Median of the cells", lang),
        say("Highest", lang),
    )
    sheet = Sheet(say("Main figures over all cells", lang), headers, tuple(rows))
    title = say("Reserve, members, κ and selection", lang)
    return Section("figures", title, (sheet,))


def gains_section(folder: Path, lang: str) -> Section:
    """Show between which values benefit ÷ contribution lies over the cells, by group."""
    title = say("Who gains", lang)
    rows: list[tuple[str, ...]] = []
    told = ""
    found = values_by_group(folder, GAINS)
    for group in sorted(found, key=_place):
        by, _, name = group.partition("=")
        means = found[group].mean(axis=1)
        means = means[~np.isnan(means)]
        if by in GAINING and len(means):
            ends = (float(means.min()), float(means.max()))
            words = group_name(by, name, lang) if by in ("city", "kind") else name
            head = "" if by == told else words_of(by, lang)
            rows.append((head, words, *(number(one, 2) for one in ends)))
            told = by
    if not rows:
        text = say("Too few people contributed to tell groups apart.", lang)
        return Section("gains", title, (Text(text, "note"),))
    headers = (
        say("Grouped by", lang),
        say("Group", lang),
        say("Lowest", lang),
        say("Highest", lang),
    )
    caption = say("Benefit ÷ contribution over all cells", lang)
    return Section("gains", title, (Sheet(caption, headers, tuple(rows), texts=2),))


def _place(group: str) -> tuple[int, int]:
    """Where a group stands: cities and kinds of work as they come, classes by their number."""
    by, _, name = group.partition("=")
    at = GAINING.index(by) if by in GAINING else len(GAINING)
    return at, int(name) if name.isdecimal() else 0


def words_of(by: str, lang: str) -> str:
    """Name what gains are grouped by."""
    return {
        "city": say("City", lang),
        "kind": say("Kind of work", lang),
        "income_decile": say("Income decile (1 lowest)", lang),
        "risk_quintile": say("Risk quintile (1 lowest)", lang),
    }[by]


def cells_section(folder: Path, largest: float, lang: str) -> Section:
    """List the first cells with their main figures; the keys in columns, if they are few."""
    kept = [read_kept(folder, name) for name in SHOWN]
    keys = (*kept[0].grid, *kept[0].drawn)
    means = [one.cell_means for one in kept]
    scales = [cells_scale(one, largest, lang) for one in kept]
    rows = tuple(
        (
            str(cell),
            *_values_of([(key, values[key]) for key in keys], lang),
            *(scale.text(mean[cell]) for scale, mean in zip(scales, means, strict=True)),
        )
        for cell, values in enumerate(kept[0].cells[:ROWS])
    )
    headers = (
        say("Cell", lang),
        *(
            map(partial(named, lang=lang), keys)
            if len(keys) <= KEYS_MAX
            else (say("Values", lang),)
        ),
        *(
            f"{labels(lang)[one.indicator]} ({scale.unit})"
            if scale.unit
            else labels(lang)[one.indicator]
            for one, scale in zip(kept, scales, strict=True)
        ),
    )
    texts = len(headers) - len(kept)
    blocks: list[Block] = [Sheet(say("Cells", lang), headers, rows, texts)]
    more = len(kept[0].cells) - ROWS
    if more > 0:
        text = say("… and {count} cells more in sweep.parquet", lang).format(count=number(more))
        blocks.append(Text(text, "note"))
    return Section("cells", say("The cells", lang), tuple(blocks))


def provenance_section(folder: Path, lang: str) -> Section:
    """Show the program and the hashes of scenario, design and table."""
    record = record_of(folder)
    design = record["design"]
    rows = [(say("scenario, as resolved", lang), design["scenario_sha256"])]
    rows.append((say("values of all cells", lang), design["sha256"]))
    rows += [(name, record["outputs"][name]) for name in ("design.json", "sweep.parquet")]
    program = ", ".join(f"{name} {text}" for name, text in design["program"].items())
    residual = float(read_kept(folder, "identity_residual").values.max())
    text = say("Identity residual, largest of all cells: {worst}.", lang)
    return Section(
        "provenance",
        say("Identity residual and provenance", lang),
        (
            Text(text.format(worst=number(residual)), "warning" if residual else ""),
            Text(say("Seed {seed}; {program}.", lang).format(seed=design["seed"], program=program)),
            Sheet("SHA-256", (say("Of", lang), "SHA-256"), tuple(rows), texts=2),
        ),
    )


def _values_of(values: Sequence[tuple[str, Any]], lang: str) -> tuple[str, ...]:
    """Write the values of a cell, each by itself or, if there are many, those that are its own."""
    if len(values) <= KEYS_MAX:
        none = say("as in the scenario", lang)
        return tuple(none if value is None else swept_text(k, value, lang) for k, value in values)
    told = say("{name}: {value}", lang)
    own = [(key, swept_text(key, value, lang)) for key, value in values if value is not None]
    lines = (told.format(name=meaning_text(key, lang), value=text) for key, text in own)
    return (say("; ", lang).join(lines) or "–",)


def _as_set(key: str, value: Any, lang: str) -> str:
    """Write what was set for all cells: a text as it was given, or a value of a file."""
    return value_text(key, value if isinstance(value, str) else flow(value), lang)


def _range(key: str, entry: Mapping[str, Any], lang: str) -> str:
    """Write what a key is drawn from."""
    comma = say(", ", lang)
    said = {
        name: comma.join(swept_text(key, one, lang) for one in value)
        if isinstance(value, list)
        else swept_text(key, value, lang)
        for name, value in entry.items()
    }
    if said.keys() == {"low", "high"}:
        return f"{said['low']} – {said['high']}"
    return comma.join(f"{part_of_range(name, lang)} {text}" for name, text in said.items())
