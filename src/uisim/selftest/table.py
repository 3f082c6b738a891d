"""The results of verification as a table for the terminal."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from uisim.selftest.judge import Judged
from uisim.words import say


def table(judged: Sequence[Judged], seed: int, lang: str) -> Table:
    """Make the table: expected, found, standard error, z and verdict of each value; 80 columns."""
    failed = sum(not one.passed for one in judged)
    foot = say("{values} values, {failed} failed; seed {seed}", lang)
    made = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        caption=foot.format(values=len(judged), failed=failed, seed=seed),
        caption_justify="left",
        caption_style="bold red" if failed else "bold",
    )
    made.add_column("§", no_wrap=True, style="dim")
    made.add_column(say("Value", lang), overflow="fold")
    for heading in (say("Expected", lang), say("Found", lang), say("Error", lang)):
        made.add_column(heading, justify="right", no_wrap=True)
    made.add_column("z", justify="right", no_wrap=True)
    made.add_column("", no_wrap=True)
    for one in judged:
        made.add_row(
            one.section,
            one.zh if lang == "zh" else one.en,
            f"{one.expected:.5g}",
            f"{one.found:.5g}",
            f"{one.error:.2g}",
            f"{one.z:.2f}",
            Text(
                say("pass", lang) if one.passed else say("FAIL", lang),
                style="" if one.passed else "bold red",
            ),
        )
    return made
