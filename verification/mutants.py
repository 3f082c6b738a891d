"""Mutants of a module: one small change of a function each, as a programmer might slip.

A comparison takes its neighbour or its opposite, an operator its counterpart, a number one more or
less, a condition its negation, `and` becomes `or`, one operand of either is dropped, `min` becomes
`max`, an assignment, a call or an event is left out. Texts and docstrings are left alone; an index
0 becomes 1, but not -1, which in an array of one record is the same.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import NamedTuple

COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}
LEFT_OUT = (ast.Assign, ast.AugAssign, ast.Expr)


class Mutant(NamedTuple):
    """A change of a module. function: in which it lies; before, after: the code that changes."""

    file: Path
    function: str
    line: int
    before: str
    after: str
    tree: ast.Module
    node: ast.AST
    change: dict[str, object]

    def compiled(self) -> CodeType:
        """Compile the changed module; the tree is as before afterwards."""
        with _changed(self.tree, self.node, self.change):
            ast.fix_missing_locations(self.tree)
            return compile(self.tree, str(self.file), "exec")


def mutants(file: Path) -> Iterator[Mutant]:
    """Make every mutant of the functions of a module, in the order of its lines."""
    tree = ast.parse(file.read_text("utf-8"))
    for function, body in _functions(tree, ""):
        for statement in body:
            first = [one.slice for one in ast.walk(statement) if isinstance(one, ast.Subscript)]
            for node in ast.walk(statement):
                for change in _changes(node):
                    if change.get("value") == -1 and any(node is one for one in first):
                        continue
                    before = _shown(node)
                    with _changed(tree, node, change):
                        after = "(left out)" if "pass" in change else _shown(node)
                    line = getattr(node, "lineno", statement.lineno)
                    yield Mutant(file, function, line, before, after, tree, node, change)


@contextmanager
def _changed(tree: ast.Module, node: ast.AST, change: dict[str, object]) -> Iterator[None]:
    """Change a node of a tree, or put `pass` in its place, and put it right again."""
    if "pass" in change:
        empty = ast.copy_location(ast.Pass(), node)
        body = next(
            value
            for above in ast.walk(tree)
            for _, value in ast.iter_fields(above)
            if isinstance(value, list) and any(one is node for one in value)
        )
        place = next(at for at, one in enumerate(body) if one is node)
        body[place] = empty
        yield
        body[place] = node
        return
    kept = {field: getattr(node, field) for field in change}
    for field, value in change.items():
        setattr(node, field, value)
    yield
    for field, value in kept.items():
        setattr(node, field, value)


def _functions(tree: ast.AST, above: str) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Bodies of the functions and methods, without their docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node) is not None
            yield above + node.name, node.body[1:] if documented else node.body
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{above}{node.name}.")


def _changes(node: ast.AST) -> Iterator[dict[str, object]]:
    """Fields of a node that change, by name; ``pass`` says that the statement is left out."""
    match node:
        case ast.Compare(ops=[only]):
            yield from ({"ops": [other()]} for other in COMPARED[type(only)])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in OPERATED:
            yield {"op": OPERATED[type(op)]()}
        case ast.BoolOp(op=op, values=values):
            yield {"op": ast.Or() if isinstance(op, ast.And) else ast.And()}
            for place in range(len(values)):
                others = values[:place] + values[place + 1 :]
                yield {"values": others if len(others) > 1 else 2 * others}
        case ast.Constant(value=bool() as value):
            yield {"value": not value}
        case ast.Constant(value=int() | float() as value):
            yield from ({"value": value + step} for step in (1, -1))
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare):
                yield {"test": ast.UnaryOp(ast.Not(), test)}
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield {"func": ast.Name(CALLED[name], ast.Load())}
        case ast.Call(func=ast.Attribute(value=module, attr=name)) if name in CALLED:
            yield {"func": ast.Attribute(module, CALLED[name], ast.Load())}
    if isinstance(node, LEFT_OUT):
        yield {"pass": True}


def _shown(node: ast.AST) -> str:
    """One line of code; of a statement with a body, its condition."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return ast.unparse(node).splitlines()[0]
