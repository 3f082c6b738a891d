"""The form of each value of a scenario, read off the classes that define it."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import Tag
from pydantic.fields import FieldInfo

from uisim.scenario.problems import Words
from uisim.scenario.quantities import UNITS, Block, Choice, Quantity

Loc = tuple[str | int, ...]
"""Place of a value in a document: names and positions."""
NO_WORDS = Words("", "")


def form_at(form: Any, loc: Loc) -> Any:
    """Type at a location below a type, with its marks."""
    if not loc:
        return form
    bare = unmarked(form)
    part, rest = loc[0], loc[1:]
    if get_origin(bare) in (Union, UnionType):
        options = options_of(bare)
        tagged = [option for option in options if Tag(str(part)) in marks_of(option)]
        return form_at(tagged[0], rest) if tagged else form_at(options[0], loc)
    if is_block(bare):
        return form_at(hints_of(bare)[str(part)], rest)
    below = get_args(bare)
    if get_origin(bare) in (dict, Mapping):
        return below[0] if rest[:1] == ("[key]",) else form_at(below[1], rest)
    return form_at(below[0], rest) if below else bare


def allowed_by(form: Any) -> Words:
    """Write the range or the names that a type allows; of a list or a table, each of its values."""
    limits = [mark.allowed for mark in marks_of(form) if isinstance(mark, Quantity | Choice)]
    bare = unmarked(form)
    if limits:
        return limits[-1]
    if bare is bool:
        return Words("true | false", "true | false")
    if get_origin(bare) in (Union, UnionType):
        return allowed_by(options_of(bare)[0])
    return NO_WORDS


def quantity_of(form: Any) -> Quantity | None:
    """Range and unit of a number; of a list or a table, of each of its values."""
    for mark in reversed(marks_of(form)):
        if isinstance(mark, Quantity):
            return mark
    bare = unmarked(form)
    if get_origin(bare) in (Union, UnionType):
        return quantity_of(options_of(bare)[0])
    below = get_args(bare)
    return quantity_of(below[1 if get_origin(bare) in (dict, Mapping) else 0]) if below else None


def unit_of(form: Any) -> Words:
    """Name the unit of a type's values, or what kind of value they are."""
    quantity = quantity_of(form)
    if quantity is not None:
        return UNITS[quantity.unit]
    bare = unmarked(form)
    if get_origin(bare) in (Union, UnionType):
        return unit_of(options_of(bare)[0])
    below = get_args(bare)
    if below:
        return unit_of(below[-1 if get_origin(bare) in (dict, Mapping) else 0])
    if bare is bool:
        return UNITS["true or false"]
    choices = any(isinstance(mark, Choice) for mark in marks_of(form))
    return UNITS["name"] if choices else UNITS["text"] if bare is str else NO_WORDS


def leaves(form: type[Block], key: str = "") -> Iterator[tuple[str, FieldInfo, Any]]:
    """Every key below a block that holds a value, with its field and its type."""
    for name, field in form.model_fields.items():
        dotted = f"{key}.{name}" if key else name
        if is_block(field.annotation):
            yield from leaves(field.annotation, dotted)  # type: ignore[arg-type]  # a block
        else:
            yield dotted, field, hints_of(form)[field.alias or name]


def is_block(form: Any) -> bool:
    """Whether a type is a block of keys."""
    return isinstance(form, type) and issubclass(form, Block)


def options_of(form: Any) -> list[Any]:
    """Types of a choice of types, but null."""
    return [option for option in get_args(form) if option is not NoneType]


def unmarked(form: Any) -> Any:
    """Type without its marks."""
    return get_args(form)[0] if get_origin(form) is Annotated else form


def marks_of(form: Any) -> tuple[Any, ...]:
    """Marks of a type, such as its range."""
    return form.__metadata__ if get_origin(form) is Annotated else ()


@cache
def hints_of(form: type[Block]) -> dict[str, Any]:
    """Types of a block's keys by the names a file uses."""
    hints = get_type_hints(form, include_extras=True)
    return {field.alias or name: hints[name] for name, field in form.model_fields.items()}
