"""The report of a sweep: how the answer moves with what is varied, and what moves it most."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from uisim.report.blocks import Block, Section, Sheet, Text
from uisim.report.charts_people import group_name
from uisim.report.charts_sweep import grid_chart, indices_chart, scale_of, tornado_chart
from uisim.report.figures import number
from uisim.report.folder import RESOLVED, read_values, title_of
from uisim.report.indicator_names import labels
from uisim.report.keys import meaning
from uisim.report.sweep import methods, notes
from uisim.report.swept_answer import JUDGED, answer_section
from uisim.study.kept import record_of
from uisim.study.sensitivity import sensitivity
from uisim.study.sweep_kept import KeptError, read_kept, values_by_group
from uisim.words import say

SHOWN: Final = (*JUDGED, "lowest_balance", "members")
ROWS: Final = 30
GAINS: Final = "benefit_per_contribution"
GAINING: Final = ("city", "kind", "income_decile", "risk_quintile")


def is_sweep(folder: Path) -> bool:
    """Whether a folder of results holds a sweep."""
    return "sweep" in record_of(folder)


def sweep_sections(folder: Path, lang: str) -> tuple[Section, ...]:
    """Write the sections of a sweep, but what every report ends with."""
    largest = largest_of(folder)
    return (
        answer_section(folder, largest, lang),
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
    varied = {key: json.dumps(values)[1:-1] for key, values in design["grid"].items()}
    varied |= {key: _range(entry) for key, entry in design["sampled"].items()}
    headers = (say("Input and its key", lang), say("Values or range", lang))
    rows = tuple((f"{meaning(key, lang)}\n{key}", said) for key, said in varied.items())
    title = title_of(read_values(folder / RESOLVED), lang)
    fixed = tuple(
        (f"{meaning(key, lang)}\n{key}", str(value)) for key, value in design["fixed"].items()
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
            blocks.append(Text(error.written(lang), "note"))
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
            scale = scale_of(kept, [largest], lang)
            figures = (float(means.min()), float(np.median(means)), float(means.max()))
            rows.append((words, *(f"{scale.text(one)} {scale.unit}".strip() for one in figures)))
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
    rows = []
    for group, values in values_by_group(folder, GAINS).items():
        by, _, name = group.partition("=")
        means = values.mean(axis=1)
        means = means[~np.isnan(means)]
        if by in GAINING and len(means):
            ends = (float(means.min()), float(means.max()))
            words = group_name(by, name, lang) if by in ("city", "kind") else name
            rows.append((words_of(by, lang), words, *(number(one, 2) for one in ends)))
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


def words_of(by: str, lang: str) -> str:
    """Name what gains are grouped by."""
    return {
        "city": say("City", lang),
        "kind": say("Kind of work", lang),
        "income_decile": say("Income decile (1 lowest)", lang),
        "risk_quintile": say("Risk quintile (1 lowest)", lang),
    }[by]


def cells_section(folder: Path, largest: float, lang: str) -> Section:
    """List the first cells with their main figures."""
    kept = [read_kept(folder, name) for name in SHOWN]
    keys = (*kept[0].grid, *kept[0].drawn)
    means = [one.cell_means for one in kept]
    scales = [scale_of(one, [largest], lang) for one in kept]
    rows = tuple(
        (
            str(cell),
            said_of({key: values.get(key) for key in keys}),
            *(scale.text(mean[cell]) for scale, mean in zip(scales, means, strict=True)),
        )
        for cell, values in enumerate(kept[0].cells[:ROWS])
    )
    headers = (
        say("Cell", lang),
        say("Values", lang),
        *(
            f"{labels(lang)[one.indicator]} ({scale.unit})"
            if scale.unit
            else labels(lang)[one.indicator]
            for one, scale in zip(kept, scales, strict=True)
        ),
    )
    blocks: list[Block] = [Sheet(say("Cells", lang), headers, rows, texts=2)]
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


def said_of(values: Mapping[str, Any]) -> str:
    """Write the values of a cell that are its own."""
    found = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "; ".join(found) or "–"


def _range(entry: Mapping[str, Any]) -> str:
    if entry.keys() == {"low", "high"}:
        return f"{entry['low']} – {entry['high']}"
    return ", ".join(f"{name} {value}" for name, value in entry.items())
