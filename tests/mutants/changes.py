"""Small changes of a source that each break a rule: what `make mutants` puts in, one at a time."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

OPPOSITES = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NEIGHBOURS = {"VISITOR": "HOST", "HOST": "VISITOR", "max": "min", "min": "max"}
SAYS_ALREADY = (ast.Compare, ast.BoolOp, ast.UnaryOp)  # a condition that is changed within
UNTOUCHED = ("annotation", "returns", "decorator_list")  # mypy minds them


Place = ast.stmt | ast.expr | ast.keyword  # a case of a match has no line of its own


@dataclass(frozen=True)
class Mutant:
    """A source with one change.

    `scope` is the function or method that it is in, None outside of all; `said` tells the change
    without its line, so that a list of them outlives what is written above.
    """

    scope: str | None
    lines: range
    said: str
    code: CodeType


def mutants(source: str, file: str) -> Iterator[Mutant]:
    """Every mutant of a source."""
    tree, times = ast.parse(source), Counter()
    for scope, node, put in list(_places(tree, None, "")):
        for changed in _changes(node):
            put(ast.copy_location(changed, node))
            code = compile(ast.fix_missing_locations(tree), file, "exec")
            put(node)
            said = f"{scope or 'module'}: {_short(node)} → {_short(changed)}"
            times[said] += 1
            if times[said] > 1:  # the same change of another place
                said = f"{said} ({times[said]})"
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            yield Mutant(scope, lines, said, code)


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _places(parent, scope, owner) -> Iterator[tuple[str | None, Place, Callable]]:
    """Every statement and expression that may be changed: where it is, and how to put another."""
    for field, value in ast.iter_fields(parent):
        if field in UNTOUCHED:
            continue
        for index, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, (ast.stmt, ast.expr, ast.keyword, ast.match_case)):
                continue
            if isinstance(node, ast.If) and _short(node.test) == "TYPE_CHECKING":
                continue
            inside, name = scope, owner
            if isinstance(node, ast.ClassDef):
                name = f"{owner}{node.name}."
            if isinstance(parent, ast.FunctionDef) and field == "body" and scope is None:
                inside = owner
            if isinstance(node, ast.FunctionDef) and scope is None:
                name = f"{owner}{node.name}"
            if isinstance(node, Place):
                yield inside, node, _putter(parent, field, index)
            yield from _places(node, inside, name)


def _putter(parent, field, index) -> Callable[[ast.AST], None]:
    def put(node: ast.AST) -> None:
        value = getattr(parent, field)
        if isinstance(value, list):
            value[index] = node
        else:
            setattr(parent, field, node)

    return put


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a place instead: each breaks something that somebody relies on."""
    for kind in (_conditions, _values, _parts_missing, _statements):
        yield from kind(node)


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    """The other way round, or with the border on the other side."""
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                yield _with(node, ops=[*ops[:index], OPPOSITES[type(op)](), *ops[index + 1 :]])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITES:
            yield _with(node, op=OPPOSITES[type(op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            if not isinstance(test, SAYS_ALREADY):
                yield _with(node, test=ast.UnaryOp(ast.Not(), test))


def _values(node: ast.AST) -> Iterator[ast.AST]:
    """The other truth, one more, the other side."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Attribute(attr=name) if name in NEIGHBOURS:
            yield _with(node, attr=NEIGHBOURS[name])
        case ast.Name(id=name) if name in NEIGHBOURS:
            yield _with(node, id=NEIGHBOURS[name])


def _parts_missing(node: ast.AST) -> Iterator[ast.AST]:
    """A table without one of its rows."""
    match node:
        case ast.Set(elts=parts) | ast.Tuple(elts=parts, ctx=ast.Load()) if len(parts) > 1:
            for index in range(len(parts)):
                yield _with(node, elts=parts[:index] + parts[index + 1 :])
        case ast.Dict(keys=keys, values=values):
            for index in range(len(keys)):
                rest = [one[:index] + one[index + 1 :] for one in (keys, values)]
                yield _with(node, keys=rest[0], values=rest[1])


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Something that is not done."""
    match node:
        case (
            ast.Expr(value=ast.Call())
            | ast.Raise()
            | ast.AugAssign()
            | ast.Assign(targets=[ast.Attribute() | ast.Tuple(elts=[ast.Attribute(), *_])])
        ):
            yield ast.Pass()


def _with(node: ast.AST, **parts) -> ast.AST:
    changed = copy.copy(node)
    for name, value in parts.items():
        setattr(changed, name, value)
    return changed
