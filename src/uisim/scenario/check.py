"""Checks a layered scenario against the schema, and says in plain words what is wrong."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from uisim.scenario.blocks import Document, Economy
from uisim.scenario.forms import (
    Loc,
    allowed_by,
    form_at,
    is_block,
    options_of,
    quantity_of,
    unmarked,
)
from uisim.scenario.layers import built_in
from uisim.scenario.problems import Message, Problem, Words, nearest, shown, wrong
from uisim.scenario.quantities import Block
from uisim.scenario.tree import Node
from uisim.scenario.work import Works

_WHAT: Mapping[str, Message] = {
    "bool_type": wrong("not true or false"),
    "choice": wrong("not known"),
    "dict_type": wrong("not a mapping"),
    "extra_forbidden": wrong("unknown key"),
    "finite_number": wrong("not a finite number"),
    "float_type": wrong("not a number"),
    "greater_than_equal": wrong("out of range"),
    "int_from_float": wrong("not a whole number"),
    "int_type": wrong("not a whole number"),
    "less_than_equal": wrong("out of range"),
    "mapping_type": wrong("not a mapping"),
    "model_type": wrong("not a mapping"),
    "month": wrong("not a month (YYYY-MM)"),
    "printable": wrong("holds a character that cannot be printed"),
    "string_too_long": wrong("longer than 200 characters"),
    "string_too_short": wrong("is empty"),
    "string_type": wrong("not a text"),
    "string_unicode": wrong("holds a character that cannot be printed"),
    "too_long": wrong("too many values"),
    "too_short": wrong("too few values"),
    "tuple_type": wrong("not a list"),
}
B = TypeVar("B", bound=Block)
_PER_CENT = 100
_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{0,15})?(%?)")


def check(tree: Node, problems: list[Problem], whole: bool) -> Document | None:
    """Build the document of a complete tree, or add to ``problems`` what is wrong with it.

    ``whole`` false: one file laid over the built-in values, which need not go together.
    """
    document = check_as(Document, tree, problems, whole)
    if whole:
        problems += _closures(tree)
    return document


def _closures(tree: Node) -> Iterator[Problem]:
    """Yield each closure of a platform that there is not, unless its block is wrong by itself."""
    works = _sound(Works, tree.items["work"])
    economy = _sound(Economy, tree.items["economy"])
    if works is None or economy is None:
        return
    for number, closure in enumerate(economy.closures):
        known = len(getattr(works, closure.kind).platform_market_shares)
        if closure.platform > known:
            node = written_at(tree, ("economy", "closures", number, "platform"))
            message = wrong("platforms of {kind}: {known}", kind=closure.kind, known=known)
            yield node.problem(message)


def _sound(form: type[B], tree: Node) -> B | None:
    """Build a block whose problems have been told already; None if it has any."""
    try:
        return form.model_validate(tree.plain(), context={"whole": True})
    except ValidationError:
        return None


def check_as(form: type[B], tree: Node, problems: list[Problem], whole: bool = True) -> B | None:
    """Build a block of any form of a tree, or add to ``problems`` what is wrong with it."""
    try:
        return form.model_validate(tree.plain(), context={"whole": whole})
    except ValidationError as error:
        problems += [_problem(form, tree, details) for details in error.errors()]
    return None


def written_at(tree: Node, loc: Loc) -> Node:
    """Find the node at a location, or the deepest above it that a file or the user wrote."""
    node = written = tree
    for part in loc:
        if isinstance(node.value, tuple) and isinstance(part, int):
            node = node.value[part] if part < len(node.value) else node
        else:
            node = node.items.get(part, node)
        written = node if node.file else written
    return written


def _problem(document: type[Block], tree: Node, error: ErrorDetails) -> Problem:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    if kind == "together":
        loc = (*loc, *(int(at) if at.isdigit() else at for at in context["at"].split(".") if at))
        return written_at(tree, loc).problem(context["message"])
    node = written_at(tree, loc)
    if kind == "extra_forbidden":
        return node.problem(_unknown(document, loc), at_key=True)
    if kind == "missing":
        name = loc[-1]
        missing = wrong("{name} is missing", name=name)
        return node.problem(_WHAT["too_short"] if isinstance(name, int) else missing)
    at_key = loc[-1] == "[key]"
    got = loc[-2] if at_key else node.plain()
    form = form_at(document, loc)
    what = replace(
        _WHAT[kind],
        got=shown(got),
        allowed=allowed_by(form),
        near=nearest(got, map(str, context["names"])) if kind == "choice" else _meant(got, form),
    )
    return node.problem(what, at_key)


def _meant(got: object, form: Any) -> str:
    """Guess the number meant by per cent, or by digits of another width or grouped."""
    quantity = quantity_of(form)
    if quantity is None or isinstance(got, bool):
        return ""
    if isinstance(got, str):
        text = unicodedata.normalize("NFKC", got[:60]).replace(",", "").replace("_", "").strip()
        digits = _NUMBER.fullmatch(text)
        number = float(text.rstrip("%")) / (_PER_CENT if digits[2] else 1) if digits else None
    elif isinstance(got, int | float) and quantity.high == 1 and 1 < got <= _PER_CENT:
        number = got / _PER_CENT
    else:
        return ""
    known = number is not None and quantity.low <= number <= quantity.high
    return f"{number:.12g}" if known else ""


def _unknown(document: type[Block], loc: Loc) -> Message:
    """Say which key was meant: of the same name elsewhere, near it here, near it elsewhere."""
    name, names = str(loc[-1]), _names(form_at(document, loc[:-1]))
    elsewhere = _elsewhere() if document is Document else {}
    near = elsewhere.get(name) or nearest(name, names)
    near = near or elsewhere.get(nearest(name, elsewhere), "")
    listed = " | ".join(names)
    allowed = None if near else Words(listed, listed)
    return replace(_WHAT["extra_forbidden"], near=near, allowed=allowed or Words("", ""))


@cache
def _elsewhere() -> dict[str, str]:
    """Dotted key of every name of a key."""
    return {key.rpartition(".")[2]: key for key in _keys(built_in())}


def _names(form: Any) -> list[str]:
    """Names that a block, or the block among several types, may hold."""
    bare = unmarked(form)
    form = next(filter(is_block, map(unmarked, (bare, *options_of(bare)))))
    names = [field.alias or name for name, field in form.model_fields.items()]
    if form is Document:
        return [*names, "extends"]
    return [*names, "all"] if form is Works else names


def _keys(node: Node) -> Iterator[str]:
    for below in node.items.values():
        yield below.key
        yield from _keys(below)
