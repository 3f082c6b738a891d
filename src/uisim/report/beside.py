"""What is shown beside a run: other runs, sweeps, solved targets, told apart by what they hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from uisim.report.folder import Run
from uisim.report.other_runs import (
    Other,
    read_others,
    rules_sentence,
    runs_by_rule,
    shocks_sentence,
)
from uisim.report.solved import is_solved
from uisim.report.swept import is_sweep
from uisim.report.swept_answer import deciding, sign_sentence


class Beside(NamedTuple):
    """What is shown beside a run: other runs, and folders of sweeps and of solved targets."""

    runs: tuple[Other, ...] = ()
    sweeps: tuple[Path, ...] = ()
    solved: tuple[Path, ...] = ()


def read_beside(run: Run, folders: Sequence[Path]) -> Beside:
    """Read what is shown beside a run; FileNotFoundError if a folder holds no results."""
    solved = [folder for folder in folders if is_solved(folder)]
    sweeps = [folder for folder in folders if folder not in solved and is_sweep(folder)]
    runs = [folder for folder in folders if folder not in (*solved, *sweeps)]
    return Beside(read_others(run, runs), tuple(sweeps), tuple(solved))


def played_sentences(run: Run, beside: Beside, lang: str) -> list[str]:
    """What the runs beside one say of the sign of its balance: which inputs, rules and shocks."""
    by_rule = runs_by_rule(run, beside.runs)
    said = [rules_sentence(by_rule, lang)] if len(by_rule) > 1 else []
    inputs = (sign_sentence(folder, lang) for folder in beside.sweeps if deciding(folder))
    return [text for text in (*inputs, *said, shocks_sentence(run, beside.runs, lang)) if text]


def moved_inputs(beside: Beside) -> int | None:
    """Count the inputs that change the sign of the balance each alone; None if not played."""
    found = [keys for keys in map(deciding, beside.sweeps) if keys is not None]
    return len({key for keys in found for key in keys}) if found else None
