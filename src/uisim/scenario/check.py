"""Checks a layered scenario against the schema, and says in plain words what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import Tag, ValidationError
from pydantic_core import ErrorDetails

from uisim.scenario.blocks import Document
from uisim.scenario.layers import built_in
from uisim.scenario.problems import Problem, describe, nearest, shown
from uisim.scenario.quantities import Block, Choice, Quantity
from uisim.scenario.tree import Node
from uisim.scenario.work import Works

_WHAT = {
    "bool_type": "not true or false",
    "choice": "not known",
    "dict_type": "not a mapping",
    "extra_forbidden": "unknown key",
    "finite_number": "not a finite number",
    "float_type": "not a number",
    "greater_than_equal": "out of range",
    "int_from_float": "not a whole number",
    "int_type": "not a whole number",
    "less_than_equal": "out of range",
    "mapping_type": "not a mapping",
    "model_type": "not a mapping",
    "month": "not a month (YYYY-MM)",
    "string_too_long": "longer than 200 characters",
    "string_too_short": "is empty",
    "string_type": "not a text",
    "too_long": "too many values",
    "too_short": "too few values",
    "tuple_type": "not a list",
}

Loc = Sequence[str | int]


def check(tree: Node, problems: list[Problem], whole: bool) -> Document | None:
    """Build the document of a complete tree, or add to ``problems`` what is wrong with it.

    ``whole`` false: one file laid over the built-in values, which need not go together.
    """
    try:
        return Document.model_validate(tree.plain(), context={"whole": whole})
    except ValidationError as error:
        problems += [_problem(tree, details) for details in error.errors()]
    return None


def _problem(tree: Node, error: ErrorDetails) -> Problem:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    if kind == "together":
        loc = (*loc, *(int(at) if at.isdigit() else at for at in context["at"].split(".") if at))
        return _find(tree, loc).problem(context["message"])
    node = _find(tree, loc)
    if kind == "extra_forbidden":
        return node.problem(_unknown(loc), at_key=True)
    if kind == "missing":
        name = loc[-1]
        return node.problem(_WHAT["too_short"] if isinstance(name, int) else f"{name} is missing")
    at_key = loc[-1] == "[key]"
    got = loc[-2] if at_key else node.plain()
    near = nearest(got, map(str, context["names"])) if kind == "choice" else ""
    what = describe(
        _WHAT.get(kind, error["msg"]), got=shown(got), allowed=_allowed(Document, loc), near=near
    )
    return node.problem(what, at_key)


def _find(tree: Node, loc: Loc) -> Node:
    """Find the node at a location, or the deepest above it that a file or the user wrote."""
    node = written = tree
    for part in loc:
        if isinstance(node.value, tuple) and isinstance(part, int):
            node = node.value[part] if part < len(node.value) else node
        else:
            node = node.items.get(part, node)
        written = node if node.file else written
    return written


def _unknown(loc: Loc) -> str:
    """Say which key was meant: of the same name elsewhere, near it here, near it elsewhere."""
    name, names = str(loc[-1]), _names(_form_at(Document, loc[:-1]))
    elsewhere = {key.rpartition(".")[2]: key for key in _keys(built_in())}
    near = elsewhere.get(name) or nearest(name, names)
    near = near or elsewhere.get(nearest(name, elsewhere), "")
    return describe(_WHAT["extra_forbidden"], allowed="" if near else " | ".join(names), near=near)


def _names(form: Any) -> list[str]:
    """Names that a block may hold."""
    names = [field.alias or name for name, field in form.model_fields.items()]
    if form is Document:
        return [*names, "extends"]
    return [*names, "all"] if form is Works else names


def _keys(node: Node) -> Iterator[str]:
    for below in node.items.values():
        yield below.key
        yield from _keys(below)


def _allowed(form: Any, loc: Loc) -> str:
    """Write the range or the names allowed at a location."""
    at = _form_at(form, loc)
    limits = [str(mark) for mark in _marks(at) if isinstance(mark, Quantity | Choice)]
    if bool in (at, *get_args(at)):
        return "true | false"
    return limits[0] if limits else ""


def _form_at(form: Any, loc: Loc) -> Any:
    """Type at a location below a type, with its marks."""
    if not loc:
        return form
    bare = get_args(form)[0] if _marks(form) else form
    part, rest = loc[0], loc[1:]
    if get_origin(bare) in (Union, UnionType):
        options = [option for option in get_args(bare) if option is not NoneType]
        tagged = [option for option in options if Tag(str(part)) in _marks(option)]
        return _form_at(tagged[0], rest) if tagged else _form_at(options[0], loc)
    if isinstance(bare, type) and issubclass(bare, Block):
        return _form_at(_hints(bare)[str(part)], rest)
    below = get_args(bare)
    if get_origin(bare) in (dict, Mapping):
        return below[0] if rest[:1] == ("[key]",) else _form_at(below[1], rest)
    return _form_at(below[0], rest) if below else bare


def _marks(form: Any) -> tuple[Any, ...]:
    return form.__metadata__ if get_origin(form) is Annotated else ()


@cache
def _hints(form: type[Block]) -> dict[str, Any]:
    """Types of a block's keys by the names a file uses."""
    hints = get_type_hints(form, include_extras=True)
    return {field.alias or name: hints[name] for name, field in form.model_fields.items()}
