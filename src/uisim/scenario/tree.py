"""A YAML text as a tree that knows where each value stands. The only user of the YAML library.

Scalars are read by the YAML 1.2 core rules, numbers in decimal only: ``no`` is a text, ``010``
and ``2026-01`` are texts, ``1e-3`` is a number. Anchors, aliases, tags and duplicate keys are
refused: what a file says has to be seen where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from numbers import Integral, Real
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from uisim.scenario.problems import Message, Problem, wrong

_DEPTH_MAX = 12
VALUES_MAX = 3_000
"""Most values, keys counted too, in a file; the baseline has 600."""
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,29})", re.ASCII)
_REAL = re.compile(r"[-+]?(\.\d+|(0|[1-9]\d*)(\.\d*)?)([eE][-+]?\d{1,4})?", re.ASCII)
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FULL_WIDTH = re.compile(r"\s*[\w.-]+\s*：", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)


@dataclass(frozen=True)
class Node:
    """A value of a scenario with its place; below it, nodes by key or in order."""

    value: "dict[str | int, Node] | tuple[Node, ...] | str | float | bool | None"
    file: str
    line: int = 0
    column: int = 0
    key: str = ""
    """Dotted key as written."""
    key_line: int = 0
    key_column: int = 0
    source: str = ""
    note: str = ""
    table: str = ""
    """For a built-in value: the article or the table it comes from."""
    grade: str = ""

    @property
    def items(self) -> "dict[str | int, Node]":
        """Nodes below by key; none if this is not a mapping."""
        return self.value if isinstance(self.value, dict) else {}

    def problem(self, message: Message, at_key: bool = False) -> Problem:
        """State what is wrong with the value, or with its key."""
        line, column = (self.key_line, self.key_column) if at_key else (self.line, self.column)
        return Problem(self.file, line, column, self.key, message)

    def plain(self) -> Any:
        """Value without places, not to be altered; lists become tuples."""
        return self._plain

    @cached_property
    def _plain(self) -> Any:
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return self.value


def read_tree(text: str, file: str, problems: list[Problem]) -> Node | None:
    """Read a YAML text; what is wrong is added to ``problems``. None: not readable at all."""
    node, found = _read(text, file)
    problems += found
    return node


@lru_cache(maxsize=64)
def _read(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML text once: the cells of a sweep share their files."""
    problems: list[Problem] = []
    try:
        events = YAML(typ="safe", pure=True).parse(text)
        return _Reader(events, file, problems).document(), problems
    except _StopError:
        pass
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = wrong("a character that YAML does not allow")
        problems.append(Problem(file, line, column, "", what))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        problems.append(
            full_width_colon(text, file)
            or Problem(
                file,
                mark.line + 1,
                mark.column + 1,
                "",
                wrong("not readable as YAML: {why}", why=error.problem),
            )
        )
    return None, problems


def full_width_colon(text: str, file: str) -> Problem | None:
    """Find the first key that is followed by a colon of the Chinese keyboard."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _FULL_WIDTH.match(line):
            what = wrong("a full-width colon; write it as in English, with a space behind")
            return Problem(file, number, found.end(), "", what)
    return None


def tree_of(value: Any, like: Node) -> Node:
    """Turn a Python value into a tree that stands where the node ``like`` does."""

    def below(item: Any, name: object) -> Node:
        return tree_of(item, replace(like, key=f"{like.key}.{name}"))

    if isinstance(value, dict):
        return replace(like, value={name: below(item, name) for name, item in value.items()})
    if isinstance(value, list | tuple):
        return replace(like, value=tuple(below(item, n) for n, item in enumerate(value)))
    if isinstance(value, Integral) and not isinstance(value, bool):
        return replace(like, value=int(value))
    if isinstance(value, Real) and not isinstance(value, bool):
        return replace(like, value=float(value))
    return replace(like, value=value)


class _Reader:
    """Turns the events of one text into nodes."""

    def __init__(self, events: Iterator[Any], file: str, problems: list[Problem]) -> None:
        self._events = events
        self._file = file
        self._problems = problems
        self._values = 0

    def document(self) -> Node | None:
        """Read the one document of the text."""
        root: Node | None = None
        for event in self._events:
            if not isinstance(event, DocumentStartEvent):
                continue
            if root is not None:
                self._refuse(event, "", wrong("a second document: one scenario per file"))
                break
            root = self._node(next(self._events), "", 0)
        return root

    def _node(self, event: Any, key: str, depth: int) -> Node:
        mark = event.start_mark
        node = Node(None, self._file, mark.line + 1, mark.column + 1, key)
        if depth > _DEPTH_MAX:
            what = wrong("nested deeper than {levels} levels", levels=_DEPTH_MAX)
            self._stop(event, key, what)
        self._values += 1
        if self._values > VALUES_MAX:
            self._stop(event, key, wrong("more than {values} values", values=VALUES_MAX))
        if isinstance(event, AliasEvent):
            what = wrong("alias *{name}: write the value out", name=event.anchor)
            self._refuse(event, key, what)
            return node
        if event.anchor is not None:
            self._refuse(event, key, wrong("anchor &{name}: not allowed", name=event.anchor))
        if event.tag is not None:
            self._refuse(event, key, wrong("tag {name}: not allowed", name=event.tag))
        if isinstance(event, ScalarEvent):
            return replace(node, value=event.value if event.style else _scalar(event.value))
        if isinstance(event, SequenceStartEvent):
            return replace(node, value=tuple(self._sequence(key, depth)))
        assert isinstance(event, MappingStartEvent)
        return replace(node, value=self._mapping(key, depth))

    def _sequence(self, key: str, depth: int) -> Iterator[Node]:
        number = 0
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, f"{key}.{number}", depth + 1)
            number += 1

    def _mapping(self, key: str, depth: int) -> dict[str | int, Node]:
        items: dict[str | int, Node] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            name_node = self._node(event, key, depth + 1)
            name = event.value if isinstance(event, ScalarEvent) else ""
            dotted = f"{key}.{name}" if key else name
            node = self._node(next(self._events), dotted, depth + 1)
            if not isinstance(event, ScalarEvent):
                self._refuse(event, key, wrong("a key has to be a name"))
            elif name in items:
                first = items[name].key_line
                what = wrong("written twice, first in line {line}", line=first)
                self._refuse(event, dotted, what)
            else:
                items[name] = replace(node, key_line=name_node.line, key_column=name_node.column)
        return items

    def _refuse(self, event: Any, key: str, message: Message) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._file, mark.line + 1, mark.column + 1, key, message))

    def _stop(self, event: Any, key: str, message: Message) -> NoReturn:
        self._refuse(event, key, message)
        raise _StopError


class _StopError(YAMLError):
    """Ends the reading of a text too deep or too long; the problem has been stated."""


def _scalar(text: str) -> str | float | bool | None:
    """Read a plain scalar."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _REAL.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        return float(text.replace(".", ""))
    return _WORDS.get(text, text)
