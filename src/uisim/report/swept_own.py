"""The scenario itself in the report of a sweep: what a sweep does not keep of its cells."""

from pathlib import Path
from typing import NamedTuple

from uisim.report.beside import Beside, moved_inputs, played_sentences, read_beside
from uisim.report.blocks import Section, Text
from uisim.report.folder import Run, read_run
from uisim.report.other_runs import folders_beside, joining_section, stress_section
from uisim.report.sections_fund import (
    flows_section,
    members_section,
    path_section,
    reserve_section,
)
from uisim.report.sections_people import denied_section, kappa_section, selection_section
from uisim.report.sections_trust import identity_section
from uisim.report.sentences import answer, answer_of
from uisim.report.swept import sensitivity_section
from uisim.report.swept_answer import deciding
from uisim.study.beside import OWN
from uisim.study.files import BESIDE
from uisim.words import say


class Own(NamedTuple):
    """The scenario that the cells change, and what is shown beside it."""

    run: Run
    beside: Beside


def read_own(folder: Path) -> Own | None:
    """Read the scenario of a sweep itself; None if it was not played."""
    own = folder / BESIDE / OWN
    if not own.is_dir():
        return None
    run = read_run(own)
    return Own(run, read_beside(run, folders_beside(own)))


def scenario_sections(folder: Path, own: Own | None, lang: str) -> tuple[Section, ...]:
    """Show the scenario that the cells change, or say that it was not played and how it is."""
    return own_sections(folder, own, lang) if own else (unplayed_section(folder, lang),)


def unplayed_section(folder: Path, lang: str) -> Section:
    """Say what a sweep does not keep, and the command that plays it."""
    text = say(
        "A sweep keeps the indicators of its cells, not their accounts. Not played: uisim report "
        "{folder} --complete plays the scenario itself and adds its fund path, reserve, income and "
        "outgo, members, reasons of denial, κ, moral hazard, the four joining rules, stress tests "
        "and identities.",
        lang,
    ).format(folder=folder.resolve().name)
    return Section("scenario", say("The scenario itself", lang), (Text(text, "note"),))


def own_sections(folder: Path, own: Own, lang: str) -> tuple[Section, ...]:
    """Write what a sweep does not keep of its cells, of the scenario that they change."""
    run, beside = own
    found = answer_of(run)._replace(moved=moved_inputs(beside))
    said = [*answer(found, lang), *played_sentences(run, beside, lang)]
    text = say(
        "The sections from here on show the scenario as it is, with nothing varied: a sweep keeps "
        "the indicators of its cells, not their accounts.",
        lang,
    )
    blocks = (Text(text, "note"), *map(Text, said))
    tornado = [] if deciding(folder) is not None else beside.sweeps
    moves = sensitivity_section(run.folder, tornado, run.largest, lang)
    swings = moves.blocks if tornado else ()
    return (
        Section("scenario", say("The scenario itself", lang), (*blocks, *swings)),
        path_section(run, lang),
        reserve_section(run, lang),
        flows_section(run, lang),
        members_section(run, lang),
        denied_section(run, lang),
        kappa_section(run, lang),
        selection_section(run, beside.runs, lang),
        joining_section(run, beside.runs, (), lang),
        stress_section(run, beside.runs, lang),
        identity_section(run.run, lang),
    )
