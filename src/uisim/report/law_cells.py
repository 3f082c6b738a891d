"""How the law is laid out in print: its tables, cells, values and grades."""

from collections.abc import Sequence
from typing import Any, Final

from rich import box
from rich.table import Table
from rich.text import Text

from uisim.law.tables import Grade, Name, is_assumption
from uisim.units import FEN, format_month
from uisim.words import of_grade, say

PERCENT: Final = 100
SHORT_GRADES: Final[dict[Grade, str]] = {"A (secondary)": "A s", "A (draft)": "A d"}


def named(name: Name, lang: str) -> str:
    """Take a name in a language."""
    return name.zh if lang == "zh" else name.en


def three_columns(title: str, headings: Sequence[str], *, show_lines: bool = True) -> Table:
    """Make an empty table of three columns."""
    table = a_table(title, show_lines=show_lines)
    for heading, ratio in zip(headings, (3, 2, 4), strict=True):
        table.add_column(heading, ratio=ratio, overflow="fold")
    return table


def a_table(title: str, *, show_lines: bool = True) -> Table:
    """Make an empty table in the layout of the law."""
    return Table(
        title="\n" + title,
        title_justify="left",
        box=box.HORIZONTALS,
        show_lines=show_lines,
        expand=True,
    )


def cell(*lines: str) -> Text:
    """Join the lines that say something, as plain text: brackets are no markup."""
    return Text("\n".join(line for line in lines if line))


def since(month: int, lang: str) -> str:
    """Say since when."""
    return say("since {month}", lang).format(month=format_month(month))


def graded(grade: Grade, lang: str) -> str:
    """Write a grade; an assumption is named as such."""
    text = say("grade {grade}", lang)
    if is_assumption(grade):
        text = say("grade {grade}, an assumption", lang)
    return text.format(grade=of_grade(grade, lang))


def short(grade: Grade) -> str:
    """Write a grade in few letters."""
    return SHORT_GRADES.get(grade, grade)


def yuan(fen: int) -> str:
    """Write an amount, without fen where there are none."""
    return f"{fen / FEN:,.2f}".removesuffix(".00")


def written(value: Any, unit: str, lang: str) -> str:
    """Write a value in words."""
    if value is None:
        return say("none", lang)
    if isinstance(value, bool):
        return say("yes", lang) if value else say("no", lang)
    if isinstance(value, tuple):
        return ", ".join(value)
    if unit.startswith("share"):
        return f"{value * PERCENT:g} %"
    return f"{value:g}" if isinstance(value, float) else str(value)
