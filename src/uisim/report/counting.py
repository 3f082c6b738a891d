"""How much of work of unknown length is done, on the error stream."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from uisim.words import say


@contextmanager
def counting(lang: str, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show how many replications have been played; give the function that counts one more."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    words = say("{count} replications played", lang)
    played = count(1)
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task(words.format(count=0), total=None)
        yield lambda: bar.update(task, description=words.format(count=next(played)))
