"""The reference of all that commands leave, written from where it stands in the code."""

from collections.abc import Iterator
from typing import Final

from uisim.fund.indicators import INDICATORS, RESIDUAL
from uisim.report.export.columns import ADDED
from uisim.report.indicator_meanings import indicator_groups, indicator_meanings
from uisim.report.indicator_names import indicator_names
from uisim.report.unit_names import unit_name
from uisim.study.output import Folder, Output
from uisim.study.outputs import FOLDERS
from uisim.study.tables import Columns, Described
from uisim.words import say

OTHER: Final = {"en": "zh", "zh": "en"}


def outputs_page(lang: str) -> str:
    """Write the reference in Markdown: the indicators, then every file and its columns."""
    return "\n".join(_page(lang)) + "\n"


def _page(lang: str) -> Iterator[str]:
    yield "# " + say("What comes out", lang)
    yield ""
    yield say("Printed by `{command}`; a test holds this page equal to it.", lang).format(
        command=f"uisim schema --outputs --lang {lang}"
    )
    yield ""
    for rule in _rules(lang):
        yield f"- {rule}"
    yield ""
    yield from _indicators(lang)
    yield from _elsewhere(lang)
    for folder in FOLDERS:
        yield from _folder(folder, lang)
    yield from _added(lang)


def _rules(lang: str) -> tuple[str, ...]:
    return (
        say("Money is whole fen (100 fen = 1 yuan); exports are in yuan.", lang),
        say("Months are written `2022-01`. Files are UTF-8 with line feeds.", lang),
        say("Empty (in Parquet and JSON null): not defined, such as 0 ÷ 0.", lang),
        say(
            "Counts and money are of people: a simulated worker counts as often as the people she "
            "stands for.",
            lang,
        ),
        say(
            "Stocks (`workers` to `members_at_floor`, and `claims_pending`) are counted at the "
            "close of the month; all else is of the month.",
            lang,
        ),
        say(
            "Outgo and income are positive; interest owed and balances below 0 are negative.", lang
        ),
        say(
            "The balance is that of the flexible workers' notional sub-account: below 0 means a "
            "transfer from employees' contributions, not insolvency.",
            lang,
        ),
        say(
            "Unit `{unit}`: each row names its own in the column `unit`. Intervals are of 95 %.",
            lang,
        ).format(unit=unit_name("see unit", lang)),
    )


def _indicators(lang: str) -> Iterator[str]:
    """A row an indicator, in the order of the file."""
    yield "## " + say("Indicators", lang)
    yield ""
    yield say(
        "Rows of `summary.csv`; the same names stand in `indicators.csv` of a comparison, "
        "`variance.csv` and `sweep.parquet`, and after `--target`, `--indicator` and "
        "`--precision`. An indicator has a row for `all`, and one for each group named here.",
        lang,
    )
    yield ""
    yield _head(
        say("code name", lang),
        say("name", lang),
        say("unit", lang),
        say("formula, sign, when empty; groups", lang),
    )
    names, others = indicator_names(lang), indicator_names(OTHER[lang])
    meanings, groups = indicator_meanings(lang), indicator_groups(lang)
    units = {indicator.__name__: unit for indicator, unit in INDICATORS}
    for name, unit in {**units, RESIDUAL: "fen or people"}.items():
        called = f"{names[name]}<br>{others[name]}"
        formula = "<br>".join(filter(None, (meanings[name], groups.get(name))))
        yield _row(f"`{name}`", called, unit_name(unit, lang), formula)
    yield ""


def _elsewhere(lang: str) -> Iterator[str]:
    yield say("Figures that are not in `summary.csv`:", lang)
    yield ""
    yield "- " + say(
        "Capital needed: `lowest_balance` with its sign changed where it is below 0 (report).",
        lang,
    )
    yield "- " + say(
        "Price elasticity of membership: members at 2024-12 under rates of 0.9 % and 1.1 % from "
        "2022-01, difference of their logarithms ÷ that of the rates; `uisim plausibility`.",
        lang,
    )
    yield "- " + say(
        "What platforms' contributions buy, in `indicators.csv` of a comparison, against the first "
        "scenario: `member_years_per_subsidy`, member-years gained for each million yuan that "
        "platforms pay more; `subsidy_dead_weight`, the share of it paid for those who would be "
        "members anyway (by month, members in the first ÷ members, at most 1, weighted by what is "
        "paid). Empty where platforms pay no more.",
        lang,
    )
    yield "- " + say(
        "Break-even rate with members who respond to it: `uisim solve`. Probability of little "
        "reserve: `risk.csv`, `first_hits.csv`. Months of reserve by month: `bands.parquet`.",
        lang,
    )
    yield ""


def _folder(folder: Folder, lang: str) -> Iterator[str]:
    title = folder.zh if lang == "zh" else folder.title
    yield f"## {title}: `{folder.command}`" if lang == "en" else f"## {title}：`{folder.command}`"
    yield ""
    yield _head(say("file", lang), say("what it holds", lang))
    for output in folder.outputs:
        yield _row(_files(output), output.zh if lang == "zh" else output.meaning)
    yield ""
    for output in folder.outputs:
        if output.columns and not (output.name == "run" and folder is not FOLDERS[0]):
            yield f"### {_files(output)}"
            yield ""
            yield from _columns(output.columns, lang)


def _files(output: Output) -> str:
    endings = output.endings.split(", ")
    return ", ".join(f"`{output.name}{ending}`" for ending in endings)


def _columns(columns: Columns, lang: str) -> Iterator[str]:
    yield _head(
        say("column", lang), say("unit", lang), say("meaning", lang), say("in Chinese", lang)
    )
    for name, described in columns.items():
        yield _row(f"`{name}`", unit_name(described.unit, lang), *_told(described, lang))
    yield ""


def _told(described: Described, lang: str) -> tuple[str, str]:
    both = described.meaning, described.zh
    return both if lang == "en" else both[::-1]


def _added(lang: str) -> Iterator[str]:
    """Tables of an export that are in no folder of results."""
    yield "## " + say("Added by `uisim export`", lang)
    yield ""
    yield say(
        "An export has the tables above, in yuan where the format says so (`closing_fen` is then "
        "`closing_yuan`), and these:",
        lang,
    )
    yield ""
    for table, columns in ADDED.items():
        yield f"### `{table}`"
        yield ""
        yield from _columns(columns, lang)


def _head(*cells: str) -> str:
    return f"{_row(*cells)}\n{_row(*('---' for _ in cells))}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
