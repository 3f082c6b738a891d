"""Loads a scenario file: reads it and its parents, lays them over each other, checks the whole."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from uisim.scenario.assemble import assemble
from uisim.scenario.bounds import too_large
from uisim.scenario.check import B, check, check_as
from uisim.scenario.layers import built_in, layers_of, merge
from uisim.scenario.odd import oddities
from uisim.scenario.problems import (
    COMMAND_LINE,
    Message,
    Problem,
    ScenarioError,
    nearest,
    shown,
    wrong,
)
from uisim.scenario.schema import Scenario
from uisim.scenario.tree import Node, full_width_colon, read_tree, tree_of

BYTES_MAX = 2**20
FILES_MAX = 20
"""Longest line of parents."""
ENDINGS = (".yaml", ".yml")

_NO_OVERRIDES: Mapping[str, object] = MappingProxyType({})


def load(path: Path, overrides: Mapping[str, object] = _NO_OVERRIDES) -> Scenario:
    """Load a scenario, or raise a ScenarioError that holds everything wrong with it.

    What is legal but odd is in the scenario's ``warnings``.
    ``overrides`` (dotted key: value) come last, one over the other; texts among them are read as
    in a file, so ``"0.03"`` is a number and ``"{2026-01: 0.03}"`` a dated value.
    """
    problems: list[Problem] = []
    said = _files(Path(path), problems)
    said = [*map(_without_about, said[:-1]), *said[-1:]]
    for dotted, value in overrides.items():
        said += _override(dotted, value, problems)
    return _whole(said, Path(path), problems)


def load_plain(plain: Mapping[str, object], name: str) -> Scenario:
    """Load a scenario from plain values, as a file called ``name`` would hold them.

    ScenarioError if they do not go together.
    """
    file = Path(f"{name}.yaml")
    said = [
        _at(key, tree_of(value, Node(None, str(file), key=key))) for key, value in plain.items()
    ]
    return _whole(said, file, [])


def _whole(said: list[Node], path: Path, problems: list[Problem]) -> Scenario:
    """Lay what has been said over each other and check the whole."""
    layers = [layer for root in said for layer in layers_of(root, problems)]
    tree = built_in()
    for layer in layers:
        if len(layers) > 1:  # one alone is the whole, which is checked below
            check(merge(built_in(), layer), problems, whole=False)
        tree = merge(tree, layer)
    document = check(tree, problems, whole=True)
    for key, entry in tree.items["uncertain"].items.items():
        _check_uncertain(str(key), entry, problems)
    if document is None or problems:
        raise ScenarioError(problems)
    scenario = assemble(document, tree, path)
    problems += too_large(scenario, tree)
    if problems:
        raise ScenarioError(problems)
    return replace(scenario, warnings=tuple(sorted(set(oddities(scenario, tree)))))


def load_as(form: type[B], path: Path) -> B:
    """Load a file of another form than a scenario; ScenarioError holds everything wrong with it."""
    problems: list[Problem] = []
    node = _document(path, path.parent, None, problems)
    found = check_as(form, node, problems) if node is not None else None
    if found is None:
        raise ScenarioError(problems)
    return found


def tree_root(folder: Path) -> Path:
    """Folder that bounds a scenario's tree, within which its parents have to lie.

    It is the topmost of the consecutive folders, from the scenario's own upwards, that hold
    scenario files themselves.
    """
    root = _real(folder)
    while root != root.parent and any(root.parent.glob("*.yaml")):
        root = root.parent
    return root


def _files(path: Path, problems: list[Problem]) -> list[Node]:
    """Read a file and its parents, the eldest first."""
    root = tree_root(path.parent)
    said: list[Node] = []
    seen: list[Path] = []
    asked: Node | None = None
    while _real(path) not in seen and len(seen) < FILES_MAX:
        seen.append(_real(path))
        node = _document(path, root, asked, problems)
        if node is None:
            return said
        said.insert(0, node)
        asked = node.items.get("extends")
        if asked is None:
            return said
        if not isinstance(asked.value, str) or not asked.value.endswith(ENDINGS):
            got, named = shown(asked.plain()), f"{asked.value}{ENDINGS[0]}"
            near = named if (path.parent / named).is_file() else ""
            what = wrong("not the name of a scenario file", got=got, near=near)
            problems.append(asked.problem(what))
            return said
        path = path.parent / asked.value
    assert asked is not None
    what = wrong("extends itself in a circle", got=shown(asked.value))
    if len(seen) == FILES_MAX:
        what = wrong("more than {files} files extend each other", files=FILES_MAX)
    problems.append(asked.problem(what))
    return said


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads to itself stays as it is."""
    return Path(os.path.realpath(path))


def _without_about(said: Node) -> Node:
    """Leave out what a parent says of itself: its child asks another question."""
    return replace(said, value={n: node for n, node in said.items.items() if n != "about"})


def _document(path: Path, root: Path, asked: Node | None, problems: list[Problem]) -> Node | None:
    """Read one file of keys and values. ``asked`` is the `extends` that names it."""
    text = _text(path, root, asked, problems)
    if text is None:
        return None
    known = len(problems)
    node = read_tree(text, str(path), problems)
    if node is not None and isinstance(node.value, dict):
        return node
    if len(problems) == known:
        nothing = Problem(str(path), 1, 1, "", wrong("has to hold keys and values"))
        problems.append(full_width_colon(text, str(path)) or nothing)
    return None


def _text(path: Path, root: Path, asked: Node | None, problems: list[Problem]) -> str | None:
    """Read the text of one file."""

    def refuse(what: Message) -> None:
        place = Problem(str(path), 0, 0, "", what)
        problems.append(asked.problem(what) if asked else place)

    if asked and (Path(str(asked.value)).is_absolute() or not _real(path).is_relative_to(root)):
        refuse(wrong("lies outside the folder of the scenarios", got=shown(asked.value)))
    elif path.exists() and not path.is_file():
        refuse(wrong("not a file", got=shown(asked.value) if asked else ""))
    elif not path.is_file():
        names = {found.name for found in path.parent.glob("*.yaml") if found.is_file()}
        near = nearest(path.name, names - {Path(asked.file).name if asked else ""})
        refuse(wrong("no such file", got=shown(asked.value) if asked else "", near=near))
    elif path.stat().st_size > BYTES_MAX:
        refuse(wrong("larger than {bytes} bytes", bytes=BYTES_MAX))
    else:
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            refuse(wrong("not a text in UTF-8"))
        except OSError as error:
            refuse(wrong("cannot be read: {why}", why=error.strerror))
    return None


def _override(key: str, value: object, problems: list[Problem]) -> list[Node]:
    place = Node(None, COMMAND_LINE, key=key)
    if key.partition(".")[0] == "extends":
        problems.append(place.problem(wrong("only a file may say it")))
        return []
    if isinstance(value, str):
        unreadable: list[Problem] = []
        node = read_tree(value, COMMAND_LINE, unreadable)
        problems += [place.problem(problem.message) for problem in unreadable]
        if unreadable:
            return []
        value = node.plain() if node else None
    return [_at(key, tree_of(value, place))]


def _at(dotted: str, node: Node) -> Node:
    """Put a node where its dotted key says."""
    for name in reversed(dotted.split(".")):
        node = replace(node, value={name: node})
    return node


def _check_uncertain(key: str, entry: Node, problems: list[Problem]) -> None:
    """Try every value that a study may draw where it would stand."""
    for value in _drawn(entry):
        node = replace(value, key=entry.key, key_line=entry.key_line, key_column=entry.key_column)
        for layer in layers_of(_at(key, node), problems):
            check(merge(built_in(), layer), problems, whole=False)


def _drawn(entry: Node) -> Iterator[Node]:
    if isinstance(entry.value, tuple):
        yield from entry.value
    for name in ("low", "mode", "high", "mean"):
        if name in entry.items:
            yield entry.items[name]
    values = entry.items.get("values")
    if values is not None and isinstance(values.value, tuple):
        yield from values.value
