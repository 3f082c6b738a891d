"""Wrong values for every key of the schema, several thousand in all."""

from typing import get_args

from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves, marks_of, quantity_of, unmarked
from uisim.scenario.quantities import DATED, KINDS, PRICE, Choice, MonthSpan

NEVER_RIGHT = (
    "[[1, 2], 3]",
    "{nonsense: 1}",
    "&a 1",
    "!!int 1",
    "!!python/name:os.system 1",
    "*a",
    "[1, {2: 3}]",
    "{value: 1, sorce: x}",
    "{value: 1, note: 3}",
    "{source: x}",
)
NO_NUMBER = (
    "true",
    "null",
    "''",
    "'1'",
    "abc",
    "1:30",
    "12:30:00",
    "１２",
    "0x10",
    "1_000",
    "010",
    "3 %",
    ".nan",
    ".inf",
    "-.inf",
    "1e999",
    "-1e999",
    "9" * 40,
    "-" + "9" * 30,
    "2026-01",
    "[]",
    "{}",
)
NO_MONTH = (
    "2026",
    "true",
    "1999-12",
    "2101-01",
    "2026-13",
    "2026-00",
    "2026-1",
    "2026-01-01",
    "20260-1",
    "２０２６-01",
    "-2026-01",
    "[]",
    "{}",
    "1e999",
)
NO_MONTH_KEY = ("2026-13", "1999-12", "2101-01", "2026-1", "２０２６-01", "'2026'", "2026-01-01")
NO_NAME = ("true", "null", "''", "3.5", "-1", "Abc", "no_such_name", ".nan", "[]", "{}", "1e999")
NO_FLAG = ("null", "''", "0", "1", "no", "yes", "on", "'true'", "tRUE", ".nan", "[]", "{}")
NO_TEXT = ("1", "true", "null", "''", ".nan", "[]", '"\\u0007"', '"\\u2028"', "x" * 201)
NO_LIST = ("1", "abc", "true", "null", ".nan", "{}", "[[]]", "[null]", "[abc_]", "[true]")
NO_TABLE = ("1", "abc", "true", "null", ".nan", "[]", "[1]", "{x_: 1}", "{1: 1}", "{{a: b}: 1}")


def mutations():
    """Yield ``(key, text of a file)``: the file is wrong at the key and only there."""
    for key, field, form in leaves(Document):
        dated = DATED in field.metadata
        values = list(wrong_values(form))
        if key.startswith("work."):  # alike for all kinds of work: each has its share of them
            values = values[KINDS.index(key.split(".")[1]) % 4 :: 4]
        for value in values:
            yield key, written(key, value)
        if dated:
            price = PRICE in field.metadata
            for value in values[:: 4 if price else 6]:
                yield key, written(key, f"{{2026-01: {value}}}")
            for month in NO_MONTH_KEY:
                yield key, written(key, f"{{{month}: 0}}")
            yield key, written(key, "{2026-01: 0, 2026-01: 0}")
        *_, name = key.split(".")
        yield key, written(f"{key}s", "1")
        yield key, written(f"{key.removesuffix(name)}{name.upper()}", "1")


def wrong_values(form):
    """Yield texts that no value of the form may have."""
    while DATED in marks_of(form) or PRICE in marks_of(form):
        form = get_args(unmarked(form))[1]
    bare, marks = unmarked(form), marks_of(form)
    yield from NEVER_RIGHT
    nullable = type(None) in get_args(bare)
    if nullable or any(isinstance(mark, MonthSpan) for mark in marks):
        yield from NO_MONTH
    elif any(isinstance(mark, Choice) for mark in marks) and bare is int:
        yield from NO_NUMBER
    elif bare in (int, float):
        yield from NO_NUMBER
        quantity = quantity_of(form)
        yield from (f"{quantity.low - 1:.15g}", f"{quantity.high * 1.001 + 1:.15g}")
        yield from (("0.5", "1e-3", "2.0") if bare is int else ())
    elif bare is bool:
        yield from NO_FLAG
    elif bare is str and any(isinstance(mark, Choice) for mark in marks):
        yield from NO_NAME
    elif bare is str:
        yield from NO_TEXT
    elif any(hasattr(mark, "discriminator") for mark in marks):
        yield from (value for value in NO_NAME if value != "{}")
        yield from ("{steps: 3}", "{steps: [[1, -1]]}", "{any_within_months: 0}", "{}")
    elif str(bare).startswith("tuple"):
        yield from NO_LIST
    else:
        yield from NO_TABLE


def written(key, value):
    """Text of a file that says a value at a dotted key."""
    *above, name = key.split(".")
    return "".join(f"{part}: {{" for part in above) + f"{name}: {value}" + "}" * len(above) + "\n"
