"""What is built in, what a file says, and how one is laid over the other.

A layer is a tree in the shape of `Document`: values that may change from month to month stand by
month, and `work.all` has been handed to the kinds of work.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from uisim.law.tables import cities, law_parameters
from uisim.scenario.blocks import Document
from uisim.scenario.problems import Problem, nearest, shown, wrong
from uisim.scenario.quantities import BEGINNING, DATED, KINDS, MONTHS, PRICE, Block, month_of
from uisim.scenario.rules import Law
from uisim.scenario.tree import Node, tree_of
from uisim.units import format_month, parse_month

NOT_LAID = ("extends", "sweep")
"""Keys of a file that hold for it alone: its parent, and the sweep over it."""
BEGINNING_WORD = "beginning"
"""How a file writes the month from which a value holds from the beginning."""
WRAPPER = ("value", "source", "note")
"""Keys with which any value may be written together with its evidence."""
FIRST_START = parse_month("2018-07")

_LOOKS_DATED = re.compile(rf"\d.*|{BEGINNING_WORD}")
_REPLACED = {("population", "platform_workers")}
_OF_THE_CITIES = {"population.platform_workers", "population.scheme_from"}
_PLATFORMS_ONLY = {
    "cause_shares",
    "closure_rate_year",
    "gain_rate_month",
    "platform_market_shares",
    "platforms_max",
    "several_share",
}
"""Keys of `work.all` that pass by the self-employed, whose one platform is their own business."""


def layers_of(root: Node, problems: list[Problem]) -> list[Node]:
    """Split what a file says into layers, the first to be laid below the second."""
    root = _unwrapped(root, problems)
    items: dict[str | int, Node] = {n: node for n, node in root.items.items() if n not in NOT_LAID}
    for name, field in Document.model_fields.items():
        form = _block_of(field)
        if name in items and form is not None:
            items[name] = _by_month(items[name], form, problems)
    work = items.get("work")
    if work is None or "all" not in work.items:
        return [replace(root, value=items)]
    own = {name: node for name, node in work.items.items() if name != "all"}
    kinds = dict(_for_each_kind(work.items["all"]))
    every: dict[str | int, Node] = {"work": replace(work, value=kinds)}
    return [
        replace(root, value=every),
        replace(root, value=items | {"work": replace(work, value=own)}),
    ]


def merge(below: Node, above: Node, path: tuple[str | int, ...] = ()) -> Node:
    """Lay one layer over another: mappings merge, dated ones by month, all else replaces."""
    mappings = isinstance(below.value, dict) and isinstance(above.value, dict)
    if not mappings or path in _REPLACED or (len(path) == 2 and path[0] == "uncertain"):
        return above
    if any(isinstance(name, int) for name in (*below.items, *above.items)):
        return _merge_months(below, above)
    items = dict(below.items)
    for name, node in above.items.items():
        items[name] = merge(items[name], node, (*path, name)) if name in items else node
    return replace(above, value=items)


@cache
def built_in() -> Node:
    """Lay the ground: the defaults of the schema, the tables of the law and of the cities."""
    return _built_in_block(Document, "")


def _for_each_kind(every: Node) -> Iterator[tuple[str | int, Node]]:
    for kind in KINDS:
        if kind == "self_employed" and isinstance(every.value, dict):
            kept = {name: node for name, node in every.items.items() if name not in _PLATFORMS_ONLY}
            yield kind, replace(every, value=kept)
        else:
            yield kind, every


def _unwrapped(node: Node, problems: list[Problem]) -> Node:
    """Take values out of ``{value: …, source: …, note: …}``, keeping source and note."""
    if "value" in node.items:
        for name, extra in node.items.items():
            if name not in WRAPPER:
                near = nearest(name, WRAPPER)
                problems.append(extra.problem(wrong("unknown key", near=near), at_key=True))
            elif name != "value" and not isinstance(extra.value, str):
                problems.append(extra.problem(wrong("not a text", got=shown(extra.plain()))))
        source, note = (str(node.items[n].value) if n in node.items else "" for n in WRAPPER[1:])
        inner = replace(
            node.items["value"],
            key=node.key,
            key_line=node.key_line,
            key_column=node.key_column,
        )
        return _unwrapped(_with_evidence(inner, source, note), problems)
    if isinstance(node.value, tuple):
        return replace(node, value=tuple(_unwrapped(below, problems) for below in node.value))
    if isinstance(node.value, dict):
        items = {name: _unwrapped(below, problems) for name, below in node.items.items()}
        return replace(node, value=items)
    return node


def _with_evidence(node: Node, source: str, note: str) -> Node:
    """Note the evidence of a value; within a dated one it stands until a date has its own."""
    node = replace(node, source=source or node.source, note=note or node.note)
    if isinstance(node.value, dict):
        items = {name: _with_evidence(below, source, note) for name, below in node.items.items()}
        return replace(node, value=items)
    return node


def _by_month(node: Node, form: type[Block], problems: list[Problem]) -> Node:
    """Put every value of a block that may be dated by month, and dated blocks leaf by leaf."""
    items = dict(node.items)
    for name, field in form.model_fields.items():
        inner = _block_of(field)
        if name not in items:
            continue
        if DATED in field.metadata:
            items[name] = _months(items[name], PRICE in field.metadata, problems)
        elif inner is not None:
            if form is Law:
                items[name] = _leaf_by_leaf(items[name], problems)
            items[name] = _by_month(items[name], inner, problems)
    return replace(node, value=items) if isinstance(node.value, dict) else node


def _months(node: Node, price: bool, problems: list[Problem]) -> Node:
    if not _is_dated(node):
        if price:
            what = wrong("a price needs its month, such as {{2022-01: 400}}")
            problems.append(node.problem(what))
        return replace(node, value={BEGINNING: node})
    months: dict[str | int, Node] = {}
    for name, entry in node.items.items():
        if name == BEGINNING_WORD and not price:
            months[BEGINNING] = entry
        else:
            try:
                month = month_of(str(name))
            except ValueError:
                what = wrong("not a month (YYYY-MM)", got=shown(name))
                problems.append(entry.problem(what, at_key=True))
                continue
            if MONTHS.low <= month <= MONTHS.high:
                months[month] = entry
            else:
                what = wrong("out of range", got=shown(name), allowed=MONTHS.allowed)
                problems.append(entry.problem(what, at_key=True))
    return replace(node, value=dict(sorted(months.items())))


def _leaf_by_leaf(node: Node, problems: list[Problem]) -> Node:
    """Turn months of blocks into blocks of months."""
    if not _is_dated(node):
        return node
    leaves: dict[str | int, Node] = {}
    for month, block in node.items.items():
        if not _LOOKS_DATED.fullmatch(str(month)):
            what = wrong("months and names cannot be mixed: date each name, or the whole block")
            problems.append(block.problem(what, at_key=True))
        elif not isinstance(block.value, dict):
            problems.append(block.problem(wrong("not a mapping", got=shown(block.plain()))))
        for name, leaf in block.items.items():
            dated = leaves.get(name, replace(leaf, value={}))
            leaves[name] = replace(dated, value={**dated.items, month: leaf})
    return replace(node, value=leaves)


def _is_dated(node: Node) -> bool:
    return any(_LOOKS_DATED.fullmatch(str(name)) for name in node.items)


def _merge_months(below: Node, above: Node) -> Node:
    """A file's months join its parents'; from its first month on, the built-in ones are gone."""
    first = min((int(month) for month in above.items), default=BEGINNING)
    kept = {
        month: node
        for month, node in below.items.items()
        if first != BEGINNING and (node.file or int(month) < first)
    }
    return replace(above, value=dict(sorted({**kept, **above.items}.items())))


def _block_of(field: FieldInfo) -> type[Block] | None:
    form = field.annotation
    return form if isinstance(form, type) and issubclass(form, Block) else None


def _built_in_block(form: type[Block], key: str) -> Node:
    items: dict[str | int, Node] = {}
    for name, field in form.model_fields.items():
        dotted = f"{key}.{name}" if key else name
        inner = _block_of(field)
        if inner is not None:
            items[name] = _built_in_block(inner, dotted)
        else:
            items[name] = _built_in_value(field, dotted)
    return Node(items, "", key=key)


def _built_in_value(field: FieldInfo, key: str) -> Node:
    block, _, rest = key.partition(".")
    extra: dict[str, Any] = field.json_schema_extra  # type: ignore[assignment]  # by `key`
    kind = key.split(".")[1] if block == "work" else ""
    grade = extra["grade"]
    grade = grade if isinstance(grade, str) else grade[kind]
    source = extra["source"] if grade != "U" else ""
    node = Node(None, "", key=key, grade=grade, source=source)
    if block == "law":
        return _of_the_law(rest, DATED in field.metadata, PRICE in field.metadata)
    if key in _OF_THE_CITIES:
        return _of_the_cities(key)
    if "by_kind" in extra:
        return tree_of(extra["by_kind"][kind], node)
    if DATED in field.metadata:
        return replace(node, value={BEGINNING: tree_of(field.default, node)})
    return tree_of({} if field.is_required() else field.default, node)


def _of_the_law(key: str, dated: bool, price: bool) -> Node:
    parameter = law_parameters()[key]
    node = Node(None, "", key=f"law.{key}", table=parameter.article)
    months: dict[str | int, Node] = {}
    for entry in parameter.values:
        month = entry.since if price or entry.since > FIRST_START else BEGINNING
        place = replace(node, grade=entry.grade, source=entry.source, note=entry.note)
        months[month] = tree_of(entry.value, place)
    return replace(node, value=months) if dated else months[BEGINNING]


def _of_the_cities(key: str) -> Node:
    items: dict[str | int, Node] = {}
    for city in cities():
        dotted = f"{key}.{city.name}"
        if key == "population.platform_workers":
            node = Node(city.platform_workers, "", key=dotted, grade=city.platform_workers_grade)
            node = replace(node, source=city.platform_workers_source)
        else:
            since = None if city.scheme_from is None else format_month(city.scheme_from)
            node = Node(since, "", key=dotted, grade=city.scheme_from_grade)
            node = replace(node, source=city.scheme_from_source)
        items[city.name] = replace(node, table="cities")
    return Node(items, "", key=key, table="cities")
