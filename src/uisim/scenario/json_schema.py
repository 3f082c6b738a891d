"""The JSON Schema (draft 7) of scenario files, for editors: generated from the classes."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from uisim.scenario.blocks import Document, Uncertain
from uisim.scenario.forms import hints_of, is_block, marks_of, options_of, unmarked
from uisim.scenario.layers import BEGINNING_WORD
from uisim.scenario.quantities import DATED, PRICE, Block, Choice, MonthSpan, Quantity
from uisim.scenario.reference import meaning
from uisim.scenario.rules import Law
from uisim.scenario.work import PlatformWork, Works

Schema = dict[str, Any]
_MONTH = r"^20\d\d-(0[1-9]|1[0-2])$|^2100-(0[1-9]|1[0-2])$"
_SHORT = 60
"""Characters below which a schema is repeated rather than named."""
_TEXT: Schema = {"type": "string"}
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def json_schema() -> Schema:
    """Describe what a scenario file may hold; every key may be left out."""
    document = _block(Document, written_whole=False)
    document["properties"]["extends"] = {
        "type": "string",
        "description": "file of the parent, relative to this one / 上级情景文件（相对路径）",
    }
    shared = _Shared(document)
    body = shared.below(document)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "uisim scenario / 情景",
        **body,
        "definitions": shared.definitions,
    }


class _Shared:
    """Writes what a schema says more than once only once, among its definitions."""

    def __init__(self, schema: Schema) -> None:
        self.definitions: Schema = {}
        self._names: dict[str, str] = {}
        self._count = Counter(_texts(schema))

    def below(self, schema: Any) -> Any:
        """Rewrite what lies below a schema."""
        if isinstance(schema, dict):
            return {name: self._rewritten(below) for name, below in schema.items()}
        return [self._rewritten(below) for below in schema] if isinstance(schema, list) else schema

    def _rewritten(self, schema: Any) -> Any:
        text = json.dumps(schema)
        if not _is_schema(schema) or self._count[text] == 1 or len(text) < _SHORT:
            return self.below(schema)
        if text not in self._names:
            self._names[text] = f"{schema.get('type', 'form')}-{len(self._names) + 1}"
            self.definitions[self._names[text]] = self.below(schema)
        return {"$ref": f"#/definitions/{self._names[text]}"}


def _texts(schema: Any) -> Iterator[str]:
    if _is_schema(schema):
        yield json.dumps(schema)
    below = schema.values() if isinstance(schema, dict) else schema
    for one in below if isinstance(schema, dict | list) else ():
        yield from _texts(one)


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint({"type", "anyOf", "enum"})


def _block(form: type[Block], written_whole: bool) -> Schema:
    """A block of keys; one in a list has to be written whole."""
    properties: Schema = {}
    for name, field in form.model_fields.items():
        written = field.alias or name
        below = _key(hints_of(form)[written])
        if is_block(field.annotation) and form is Law:
            below = _with_evidence({"anyOf": [below, _by_month(below)]})
        properties[written] = {"description": meaning(form, written), **below}
    if form is Works:
        every = {"description": "every kind of work / 所有就业类型", **_key(PlatformWork)}
        properties = {"all": every, **properties}
    block: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if written_whole:
        required = [f.alias or name for name, f in form.model_fields.items() if f.is_required()]
        block["required"] = required
    return block


def _key(form: Any) -> Schema:
    """A value where a key has it: plain, by month if it may be dated, with its evidence."""
    if is_block(form):
        return _block(form, written_whole=False)
    if DATED in marks_of(form) or PRICE in marks_of(form):
        value = get_args(unmarked(form))[1]
        dated = _by_month(_with_evidence(_value(value)), beginning=PRICE not in marks_of(form))
        forms = [dated] if PRICE in marks_of(form) else [_value(value), dated]
        return _with_evidence(forms[0] if len(forms) == 1 else {"anyOf": forms})
    return _with_evidence(_value(form))


def _value(form: Any) -> Schema:
    bare, marks = unmarked(form), marks_of(form)
    if any(isinstance(mark, MonthSpan) for mark in marks):
        return {"type": "string", "pattern": _MONTH}
    names = [list(mark.names) for mark in marks if isinstance(mark, Choice)]
    if names:
        return {"enum": names[0]}
    if get_origin(bare) in (Union, UnionType):
        options = [_value(option) for option in options_of(bare)]
        null = [{"type": "null"}] if NoneType in get_args(bare) else []
        return {"anyOf": [*options, *null]}
    if bare is Uncertain:
        pair = {"type": "array", "minItems": 2, "maxItems": 2}
        return {"anyOf": [pair, _block(Uncertain, written_whole=False)]}
    if is_block(bare):
        return _block(bare, written_whole=True)
    below = get_args(bare)
    if get_origin(bare) in (dict, Mapping):
        table: Schema = {"type": "object", "additionalProperties": _with_evidence(_value(below[1]))}
        names = [list(mark.names) for mark in marks_of(below[0]) if isinstance(mark, Choice)]
        return {**table, "propertyNames": {"enum": names[0]}} if names else table
    if get_origin(bare) is tuple and below[-1] is Ellipsis:
        return {"type": "array", "items": _with_evidence(_value(below[0]))}
    if get_origin(bare) is tuple:
        items = [_value(one) for one in below]
        return {"type": "array", "items": items, "minItems": len(items), "maxItems": len(items)}
    return _simple(bare, marks)


def _simple(bare: Any, marks: tuple[Any, ...]) -> Schema:
    schema: Schema = {"type": _TYPES[bare]} if bare in _TYPES else {}
    for mark in marks:
        if isinstance(mark, Quantity):
            schema |= {"minimum": mark.low, "maximum": mark.high}
    return schema


def _by_month(value: Schema, beginning: bool = True) -> Schema:
    """Values by the month from which they hold."""
    dated: Schema = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "patternProperties": {_MONTH: value},
    }
    return {**dated, "properties": {BEGINNING_WORD: value}} if beginning else dated


def _with_evidence(value: Schema) -> Schema:
    """A value, or the value together with its source and a note."""
    wrapped = {
        "type": "object",
        "additionalProperties": False,
        "required": ["value"],
        "properties": {"value": value, "source": _TEXT, "note": _TEXT},
    }
    return {"anyOf": [value, wrapped]}
