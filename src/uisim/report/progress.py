"""The progress bar of long work, on the error stream."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from uisim.words import say


@contextmanager
def progress(
    workers: int, lang: str, quiet: bool, words: str = ""
) -> Iterator[Callable[[int], None]]:
    """Show how many of the ``workers`` have been played; give the function that advances it.

    words: what is counted, if not lives.
    """
    columns = (
        TextColumn(words or say("lives played", lang)),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("", total=workers)
        yield lambda played: bar.advance(task, played)
