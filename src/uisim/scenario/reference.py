"""The reference of all keys of a scenario file, written from the classes that define them."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from uisim.law.tables import last_known_month, law_parameters
from uisim.scenario.blocks import Document
from uisim.scenario.forms import (
    allowed_by,
    form_at,
    hints_of,
    is_block,
    leaves,
    marks_of,
    options_of,
    unit_of,
    unmarked,
)
from uisim.scenario.layers import built_in
from uisim.scenario.listing import described
from uisim.scenario.problems import Words
from uisim.scenario.quantities import BEGINNING, DATED, KINDS, PRICE, Block
from uisim.scenario.resolved import flow
from uisim.scenario.tree import Node
from uisim.scenario.work import Works
from uisim.words import of_grade, of_table, say

MANY = 6
"""Entries from which a default is not printed in the reference."""


def meaning(form: type[Block], name: str) -> str:
    """Meaning, range and unit of a key in both languages, for an editor's hint."""
    field = next(f for n, f in form.model_fields.items() if (f.alias or n) == name)
    extra: dict[str, Any] = field.json_schema_extra  # type: ignore[assignment]  # by `key`
    limits = limits_of(hints_of(form)[name])
    en = "; ".join(part for part in (field.description, limits.en) if part)
    zh = "；".join(part for part in (extra["zh"], limits.zh) if part)
    return f"{en} / {zh}"


def reference(lang: str) -> str:
    """Write the reference in Markdown: a section a block, a row a key."""
    return "\n".join(_page(lang)) + "\n"


def _page(lang: str) -> Iterator[str]:
    yield "# " + say("Scenario reference", lang)
    yield ""
    yield say("Printed by `{command}`; a test holds this page equal to it.", lang).format(
        command=f"uisim schema --markdown --lang {lang}"
    )
    yield ""
    for rule in _rules(lang):
        yield f"- {rule}"
    for name, field in Document.model_fields.items():
        yield ""
        yield f"## `{name}`"
        yield ""
        yield _in(described((name,)), lang)
        yield ""
        yield _heading(lang)
        if field.annotation is Works:
            yield from _work(lang)
        elif is_block(field.annotation):
            block: Any = field.annotation
            for key, _, form in leaves(block):
                yield _of_key(f"{name}.{key}", form, lang)
                yield from _of_entries(f"{name}.{key}", form, lang)
        else:
            yield _of_key(name, hints_of(Document)[name], lang)
            yield from _of_entries(name, hints_of(Document)[name], lang)


def _heading(lang: str) -> str:
    heads = (
        say("key", lang),
        say("meaning", lang),
        say("range and unit", lang),
        say("default", lang),
        say("grade", lang),
        say("dated", lang),
    )
    return f"{_row(*heads)}\n{_row(*('---' for _ in heads))}"


def _rules(lang: str) -> tuple[str, ...]:
    return (
        say("A key left out takes its default: the law in force and the baseline's values.", lang),
        say(
            "`extends: other.yaml` names a parent, relative to the file. It has to lie in the same "
            "tree: the topmost of the consecutive folders, from the scenario's own upwards, that "
            "hold scenario files.",
            lang,
        ),
        say(
            "Mappings merge with the parent's, dated ones by date; lists and single values "
            "replace. `population.platform_workers` replaces the whole table.",
            lang,
        ),
        say(
            "A key marked as dated may be plain, for the whole projection, or by month: "
            "`{2026-01: 0.03}` holds from the opening of that month, `beginning` before the "
            "first.",
            lang,
        ),
        say(
            "Any value may be written with its evidence: `{value: 0.03, source: …, note: …}`.", lang
        ),
        say("`work.all` sets every kind of work; a kind's own block in the same file wins.", lang),
        say(
            "Grades: A found in a text, D derived, K known but not found, U uncertain: an "
            "assumption.",
            lang,
        ),
    )


def _work(lang: str) -> Iterator[str]:
    """One row a key, with a default for all kinds or one for each."""
    for kind in KINDS:
        yield _row(f"`work.{kind}`", _in(described(("work", kind)), lang), "", "", "", "")
    for key, _, form in leaves(form_at(Document, ("work", KINDS[0]))):
        nodes = [_at(f"work.{kind}.{key}") for kind in KINDS]
        written = [flow(node.plain()) for node in nodes]
        defaults = [written[0]] if len(set(written)) == 1 else written
        grades = sorted({node.grade for node in nodes})
        yield _row(
            f"`work.*.{key}`",
            _in(described(("work", KINDS[0], key)), lang),
            _in(limits_of(form), lang),
            "<br>".join(f"`{default}`" for default in defaults),
            ", ".join(of_grade(grade, lang) for grade in grades),
            "",
        )


def _of_key(key: str, form: Any, lang: str) -> str:
    node = _at(key)
    dated = DATED in marks_of(form)
    price = PRICE in marks_of(form)
    default, grades = _default(node)
    grade = ", ".join(of_grade(one, lang) for one in grades)
    if key.startswith("law."):
        in_force = law_parameters()[key.removeprefix("law.")]
        grade = f"{grade}, {of_table(in_force.article, lang)}"
    marks = say("price", lang) if price else say("yes", lang) if dated else ""
    text = _in(described(tuple(key.split("."))), lang)
    return _row(f"`{key}`", text, _in(limits_of(form), lang), default, grade, marks)


def _of_entries(key: str, form: Any, lang: str) -> Iterator[str]:
    """Rows of the keys of a list's or a reading's own block."""
    bare = unmarked(form)
    options = [bare, *get_args(bare), *(o for a in get_args(bare) for o in options_of(unmarked(a)))]
    for option in options:
        inner = unmarked(option)
        if not is_block(inner):
            continue
        for name, field in inner.model_fields.items():
            written = field.alias or name
            extra = field.json_schema_extra
            limits = limits_of(hints_of(inner)[written])
            default = "" if field.is_required() else f"`{flow(_json(field.default))}`"
            text = field.description if lang == "en" else extra["zh"]
            yield _row(f"`{key}: {written}`", text, _in(limits, lang), default, "", "")


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _default(node: Node) -> tuple[str, tuple[str, ...]]:
    """Default of a key, of a dated one that in force when the tables were compiled; its grades."""
    if BEGINNING in node.items or any(isinstance(name, int) for name in node.items):
        months = [month for month in node.items if isinstance(month, int)]
        reached = [month for month in months if month <= last_known_month()]
        node = node.items[reached[-1]]
    plain = node.plain()
    if isinstance(plain, Mapping) and len(plain) > MANY:
        return "", tuple(sorted({entry.grade for entry in node.items.values()}))
    return f"`{flow(_json(plain))}`", (node.grade,)


def limits_of(form: Any) -> Words:
    """Range and unit of a value, of the entries of a table or list, or of a dated value."""
    bare = unmarked(form)
    allowed = allowed_by(form)
    if allowed.en:
        return allowed
    below = get_args(bare)
    if below and get_origin(bare) in (dict, Mapping):
        return limits_of(below[1])
    if below and get_origin(bare) is tuple:
        return limits_of(below[0])
    return unit_of(form)


def _at(key: str) -> Node:
    node = built_in()
    for name in key.split("."):
        node = node.items[name]
    return node


def _in(words: Words, lang: str) -> str:
    return words.zh if lang == "zh" else words.en


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
