"""The line below a chart: from which file and column of which results it is drawn."""

from collections.abc import Sequence

from uisim.report.folder import Run
from uisim.study.files import BESIDE
from uisim.words import say


def source(run: Run, what: str, lang: str) -> str:
    """Say which file and column of a run a chart is drawn from."""
    return source_of(run.folder, what, lang)


def source_of_runs(runs: Sequence[Run], what: str, lang: str) -> str:
    """Say which file and column of which runs a chart is drawn from; those beside one together."""
    own = [run.folder for run in runs if BESIDE not in run.folder.split("/")]
    parted = [run.folder.rpartition("/") for run in runs if run.folder not in own]
    for parent in dict.fromkeys(parent for parent, _, _ in parted):
        names = ", ".join(name for found, _, name in parted if found == parent)
        own.append(f"{parent}/{{{names}}}")
    return source_of(", ".join(own), what, lang)


def source_of(folder: str, what: str, lang: str) -> str:
    """Say which file and column of a folder a chart is drawn from."""
    return say("Source: uisim, results {run}, {what}", lang).format(run=folder, what=what)
