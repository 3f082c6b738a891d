"""Every parameter of the baseline with its source and grade, from the law tables and the schema."""

from collections import Counter
from collections.abc import Iterable, Iterator

from uisim.law.tables import (
    AverageWage,
    DatedValue,
    MinimumWages,
    cities,
    law_parameters,
    read,
    retirement,
)
from uisim.scenario.blocks import Document
from uisim.scenario.layers import built_in
from uisim.scenario.listing import described
from uisim.scenario.problems import Words
from uisim.scenario.quantities import KINDS
from uisim.scenario.resolved import flow
from uisim.scenario.tree import Node
from uisim.units import format_month
from uisim.words import of_grade, of_table, say

NO_PARAMETERS = ("title", "extends", "about", "projection", "law", "uncertain", "sweep")
"""Blocks that say something, choose what is played, or have a section of their own here."""


Row = tuple[str, ...]


def parameters(lang: str) -> str:
    """Write the page in Markdown, in one language."""
    return "\n".join(_page(lang)) + "\n"


def _page(lang: str) -> Iterator[str]:
    assumed = [*_assumed()]
    grades = Counter(node.grade for _, node in assumed)
    grades.update(one.values[-1].grade for one in law_parameters().values())
    yield "# " + say("Parameters, their sources and grades", lang)
    yield ""
    yield say("Printed by `{command}`; a test holds this page equal to it.", lang).format(
        command=f"uisim schema --parameters --lang {lang}"
    )
    yield ""
    yield say(
        "Grades: A found in a text (secondary: in a text quoting it; draft: in the draft of 2021); "
        "A* found indirectly; D derived; K known but not found; U uncertain: an assumption.",
        lang,
    )
    yield ""
    yield from _table(
        (say("grade", lang), say("parameters of the baseline", lang)),
        ((of_grade(grade, lang), str(number)) for grade, number in sorted(grades.items())),
    )
    yield from _section(say("Parameters of the law", lang))
    yield from _evidence((say("key", lang), say("from", lang)), _law(lang), lang)
    yield from _section(say("Retirement age", lang))
    grade = of_grade(retirement().grade, lang)
    yield f"{_join(lang, retirement().article, retirement().note)} · {grade}"
    yield from _section(say("Everything else", lang))
    others = (_of_schema(key, node, lang) for key, node in assumed)
    yield from _evidence((say("key", lang), say("meaning", lang)), others, lang)
    yield from _section(say("Cities", lang))
    heads = (
        say("city", lang),
        say("platform workers", lang),
        say("scheme from", lang),
        say("wage ÷ Guangzhou's", lang),
        say("source and note", lang),
    )
    yield from _table(heads, _cities(lang))
    yield from _section(say("Minimum wages (yuan a month)", lang))
    yield from _evidence((say("class", lang), say("from", lang)), _minimum_wages(lang), lang)
    yield from _section(say("Average wages (yuan a month)", lang))
    yield from _evidence((say("city", lang), say("year", lang)), _average_wages(lang), lang)


def _evidence(heads: Row, rows: Iterator[Row], lang: str) -> Iterator[str]:
    """A table that ends in value, grade, source and note."""
    more = (say("value", lang), say("grade", lang), say("source and note", lang))
    said = ((*row, of_grade(grade, lang), note) for *row, grade, note in rows)
    yield from _table((*heads, *more), said)


def _minimum_wages(lang: str) -> Iterator[Row]:
    for name, values in read("minimum_wage", MinimumWages).classes.items():
        for one in values:
            note = _evidenced(one, lang)
            yield name, format_month(one.since), str(one.value), one.grade, note


def _average_wages(lang: str) -> Iterator[Row]:
    for city, values in read("average_wage", dict[str, tuple[AverageWage, ...]]).items():
        for one in values:
            note = _evidenced(one, lang)
            yield city, str(one.wage_year), str(one.yuan_month), one.grade, note


def _law(lang: str) -> Iterator[Row]:
    for one in law_parameters().values():
        for dated in one.values:
            name = one.name_zh if lang == "zh" else one.name_en
            first = dated is one.values[0]
            yield (
                f"`law.{one.key}`<br>{name}<br>{of_table(one.article, lang)}" if first else "",
                format_month(dated.since),
                f"`{flow(dated.value)}`",
                dated.grade,
                _evidenced(dated, lang),
            )


def _of_schema(key: str, node: Node, lang: str) -> Row:
    block, _, rest = key.partition(".")
    path = (block, KINDS[0], rest.split(".")[1]) if block == "work" else tuple(key.split("."))
    meaning = described(path if described(path) != Words("", "") else path[:-1])
    return (
        f"`{key}`",
        meaning.zh if lang == "zh" else meaning.en,
        f"`{flow(node.plain())}`",
        node.grade,
        node.source or say("assumption", lang),
    )


def _assumed() -> Iterator[tuple[str, Node]]:
    """Values that are not law, by dotted key; of `work` one where all kinds have the same."""
    for name in Document.model_fields:
        if name not in NO_PARAMETERS and name != "work":
            yield from _leaves(built_in().items[name], name)
    kinds = [dict(_leaves(built_in().items["work"].items[kind], "")) for kind in KINDS]
    for key in dict.fromkeys(key for kind in kinds for key in kind):
        nodes = [kind.get(key) for kind in kinds]
        alike = len({None if node is None else flow(node.plain()) for node in nodes}) == 1
        for kind, node in zip(KINDS, nodes, strict=True):
            if node is not None and (not alike or kind == KINDS[0]):
                yield f"work.{'all' if alike else kind}{key}", node


def _leaves(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    if node.items and node.table != "cities":
        for name, below in node.items.items():
            yield from _leaves(below, key if isinstance(name, int) else f"{key}.{name}")
    elif node.table != "cities":
        yield key, node


def _cities(lang: str) -> Iterator[Row]:
    for city in cities():
        since = "–" if city.scheme_from is None else format_month(city.scheme_from)
        yield (
            city.name_zh if lang == "zh" else city.name.capitalize(),
            f"{city.platform_workers:,} · {of_grade(city.platform_workers_grade, lang)}",
            f"{since} · {of_grade(city.scheme_from_grade, lang)}",
            f"{city.wage_ratio:g} · {of_grade(city.wage_ratio_grade, lang)}",
            _join(lang, city.platform_workers_source, city.scheme_from_source),
        )


def _evidenced(one: DatedValue | AverageWage, lang: str) -> str:
    """Source and note; of what is known but not found, that no document was seen."""
    unseen = say("known, no document seen", lang) if one.grade == "K" and not one.source else ""
    return say("; ", lang).join(filter(None, (unseen, _join(lang, one.source, one.note))))


def _section(heading: str) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""


def _table(heads: Row, rows: Iterator[Row]) -> Iterator[str]:
    yield _row(heads)
    yield _row("---" for _ in heads)
    for row in rows:
        yield _row(row)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _join(lang: str, *parts: str) -> str:
    return say("; ", lang).join(of_table(part, lang) for part in parts if part)
