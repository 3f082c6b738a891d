"""The report of a results folder: one HTML file that needs nothing but itself, and its charts.

A report reads results and cannot start a run; what it lacks it names, with the command for it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from uisim.report.assumed import listed
from uisim.report.beside import Beside, moved_inputs, played_sentences, read_beside
from uisim.report.blocks import Chart, Section, Sheet, Text
from uisim.report.compared import Comparison, is_comparison, read_comparison
from uisim.report.comparison import comparison_sections
from uisim.report.drawing import images_of, svg
from uisim.report.figures import month_name
from uisim.report.folder import Run, read_run, read_values, title_of
from uisim.report.other_runs import (
    Other,
    folders_beside,
    joining_section,
    more_runs_section,
    read_others,
    stress_section,
)
from uisim.report.reconciliation import reconciliation_section
from uisim.report.sections_chance import variance_section
from uisim.report.sections_fund import (
    answer_section,
    flows_section,
    members_section,
    path_section,
    question_section,
    reserve_section,
)
from uisim.report.sections_people import (
    denied_section,
    gains_section,
    is_without_moral_hazard,
    kappa_section,
    selection_section,
)
from uisim.report.sections_trust import (
    assumptions_section,
    domain_section,
    identity_section,
    provenance_section,
)
from uisim.report.solved import solved_sheets
from uisim.report.sweep_page import PAGE
from uisim.report.sweep_page import page as sweep_page
from uisim.report.swept import (
    is_sweep,
    sensitivity_section,
    sweep_sections,
)
from uisim.report.swept import provenance_section as swept_provenance_section
from uisim.report.swept_own import read_own, scenario_sections
from uisim.report.templating import HTML_LANGUAGE, environment
from uisim.study.files import RESOLVED
from uisim.study.sums import cover
from uisim.study.whole import put
from uisim.words import ToldError, say

REPORT, CHARTS = "report.html", "charts"


class Part(NamedTuple):
    """The report in one language."""

    lang: str
    html_lang: str
    heading: str
    title: str
    subtitle: str
    contents: str
    sections: tuple[Section, ...]


class Written(NamedTuple):
    """A report in each of its languages, and the files written, pages first."""

    parts: tuple[Part, ...]
    files: tuple[Path, ...]


def write_report(
    folder: Path,
    languages: Sequence[str],
    against: Path | None = None,
    others: Sequence[Path] = (),
    images: Iterable[str] = (),
) -> Written:
    """Write `report.html` into a folder of results, and each chart as ``images`` into `charts/`.

    Of a sweep also `explorer.html`, the page with a slider for each key. What is written is
    entered into `SHA256SUMS`; `run.json` and the results stay as they are. All is drawn before the
    first file is written: a report that fails leaves the folder as it was.

    against: a previous run to reconcile with. others: runs to show beside it. FileNotFoundError if
    a folder holds no results.
    """
    parts = parts_of(folder, languages, against, others)
    contents = {REPORT: html(parts).encode()}
    if is_sweep(folder):
        contents[PAGE] = sweep_page(folder, languages[0]).encode()
    drawn = images_of(drawn_charts(parts), tuple(images))
    contents |= {f"{CHARTS}/{name}": content for name, content in drawn}
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        put(folder / name, content)
    cover(folder, *contents)
    return Written(tuple(parts), tuple(folder / name for name in contents))


def as_plain(written: Written) -> dict[str, Any]:
    """Turn a report into what JSON can hold: its texts, tables, and charts as Vega-Lite."""
    return {
        "files": [path.as_posix() for path in written.files],
        "parts": [
            {
                "lang": part.lang,
                "title": part.title,
                "sections": [
                    {
                        "anchor": section.anchor,
                        "title": section.title,
                        "blocks": [block._asdict() for block in section.blocks],
                    }
                    for section in part.sections
                ],
            }
            for part in written.parts
        ],
    }


def parts_of(
    folder: Path, languages: Sequence[str], against: Path | None, others: Sequence[Path]
) -> list[Part]:
    """Write the report of what a folder holds, a sweep, a comparison or a run, in languages."""
    if against and (is_sweep(folder) or is_comparison(folder)):
        raise ToldError(
            "{folder} holds a sweep or a comparison: --against is for a run",
            folder=folder,
        )
    if is_sweep(folder):
        return [part_of_sweep(folder, lang) for lang in languages]
    if is_comparison(folder):
        found = read_comparison(folder)
        varied = {path.name: read_comparison(path) for path in folders_beside(folder)}
        return [part_of_comparison(found, varied, lang) for lang in languages]
    run = read_run(folder)
    before = next(iter(read_others(run, [against])), None) if against else None
    beside = read_beside(run, [*folders_beside(folder), *others])
    return [part_of(run, before, beside, lang) for lang in languages]


def part_of(run: Run, before: Other | None, beside: Beside, lang: str) -> Part:
    """Write the report in one language, in the order of the profession."""
    others = beside.runs
    without_hazard = [other for other in others if not is_without_moral_hazard(other)]
    more = more_runs_section(run, without_hazard, lang)
    sections = (
        answer_section(run, played_sentences(run, beside, lang), moved_inputs(beside), lang),
        question_section(run, lang),
        path_section(run, lang),
        reserve_section(run, lang),
        flows_section(run, lang),
        members_section(run, lang),
        denied_section(run, lang),
        gains_section(run, lang),
        kappa_section(run, lang),
        selection_section(run, others, lang),
        *((variance_section(run, lang),) if run.variance else ()),
        sensitivity_section(run.folder, beside.sweeps, run.largest, lang),
        joining_section(run, others, solved_sheets(beside.solved, lang), lang),
        stress_section(run, others, lang),
        *((more,) if more else ()),
        assumptions_section(run.values, lang),
        domain_section(lang, drawn=bool(run.draws)),
        reconciliation_section(run, before, lang),
        identity_section(run.run, lang),
        provenance_section(run.run, run.values, lang),
    )
    text = say(
        "Voluntary unemployment insurance of Guangdong's flexible workers, {first} to {last}", lang
    )
    months = [month_name(month, lang) for month in (run.months[0], run.months[-1])]
    subtitle = text.format(first=months[0], last=months[1])
    return _part(title_of(run.values, lang), subtitle, sections, lang)


def part_of_comparison(found: Comparison, beside: Mapping[str, Comparison], lang: str) -> Part:
    """Write the report of a comparison in one language."""
    first = found.values[found.names[0]]
    sections = (
        *comparison_sections(found, beside, lang),
        assumptions_section(first, lang),
        domain_section(lang),
        identity_section(found.record, lang),
        provenance_section(found.record, first, lang),
    )
    titles = [found.title(name, lang) for name in found.names]
    *others, last = titles[1:]
    if others:
        last = say("{others} and {last}", lang).format(others=listed(others, lang), last=last)
    title = say("{first}, compared with {others}", lang).format(first=titles[0], others=last)
    subtitle = say("Voluntary unemployment insurance of Guangdong's flexible workers", lang)
    return _part(title, subtitle, sections, lang)


def part_of_sweep(folder: Path, lang: str) -> Part:
    """Write the report of a sweep in one language."""
    values = read_values(folder / RESOLVED)
    own = read_own(folder)
    sections = (
        *sweep_sections(folder, moved_inputs(own.beside) if own else None, lang),
        *scenario_sections(folder, own, lang),
        assumptions_section(values, lang),
        domain_section(lang),
        swept_provenance_section(folder, lang),
    )
    title = say("Sweep: {scenario}", lang).format(scenario=title_of(values, lang))
    subtitle = say("Voluntary unemployment insurance of Guangdong's flexible workers", lang)
    return _part(title, subtitle, sections, lang)


def _part(title: str, subtitle: str, sections: tuple[Section, ...], lang: str) -> Part:
    heading, contents = say("Report on a simulation", lang), say("Contents", lang)
    shown = with_absent_last(sections, lang)
    return Part(lang, HTML_LANGUAGE[lang], heading, title, subtitle, contents, shown)


def with_absent_last(sections: Sequence[Section], lang: str) -> tuple[Section, ...]:
    """Gather the sections that only say how to get them into one at the end."""
    absent = [
        one for one in sections if all(isinstance(b, Text) and b.kind == "note" for b in one.blocks)
    ]
    if not absent:
        return tuple(sections)
    rows = tuple(
        (one.title, " ".join(block.text for block in one.blocks if isinstance(block, Text)))
        for one in absent
    )
    headers = (say("Section", lang), say("How to get it", lang))
    caption = say("Sections that need more than these results", lang)
    sheet = Sheet(caption, headers, rows, texts=2)
    last = Section("absent", say("Not in this report", lang), (sheet,))
    return (*(one for one in sections if one not in absent), last)


def html(parts: Sequence[Part]) -> str:
    """Lay the parts out as one HTML page."""
    pages = environment()
    pages.filters["drawn"] = inline
    pages.filters["marked_up"] = marked_up
    chinese = any(part.lang == "zh" for part in parts)
    return pages.get_template("report.html").render(parts=parts, chinese=chinese)


def marked_up(text: str) -> str:
    """Write a text as HTML: what stands in backticks as code, and whole on one line what is one.

    That is a number with its unit, and a word that begins with a letter and a hyphen.
    """
    said = re.sub(r"(?<=\d) (?=%|million|billion|万元|亿元)", "\u00a0", escape(text))
    said = re.sub(r"\b([a-z]-[a-z]+)", r'<span class="whole">\1</span>', said)
    return re.sub("`([^`]+)`", r"<code>\1</code>", said)


def inline(chart: Chart, lang: str) -> str:
    """Draw a chart for a page: HTML needs no namespaces, and so no address stands in it."""
    drawn = svg(json.dumps(chart.spec), f"{chart.name}-{lang}")
    for namespace in ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"):
        drawn = drawn.replace(f'xmlns="{namespace}"', "").replace(f'xmlns:xlink="{namespace}"', "")
    return drawn


def drawn_charts(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Name and SVG of every chart of a report."""
    for part in parts:
        for section in part.sections:
            for block in section.blocks:
                if isinstance(block, Chart):
                    name = f"{block.name}-{part.lang}"
                    yield name, svg(json.dumps(block.spec), name)
