"""Which functions of the bots' rooms are entered while a play is played.

A tracer would be told of every function there is, and slows down all: half as long again. So the
rooms' own functions are made to say that they were entered, and nothing else is.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot/conversation", "bot/desk", "bot/participants")
SAYS = "__entered__"
ENTERED = set[int]()
"""Numbers of functions, as in `functions`."""


class Function(NamedTuple):
    """A function of the three rooms; `first` is the line of it or of its first decorator."""

    path: str
    name: str
    first: int


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the three rooms that does something; each of them says from now on that it was entered.

    Those that are kept are not among them: whether a play enters one hangs on what the process did before.
    """
    found: list[Function] = []
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    modules = [import_module(_name_of(path)) for path in paths]
    made = _functions_in(modules)
    for path, module in zip(paths, modules, strict=True):
        code = _made_to_say(path, found)
        vars(module)[SAYS] = ENTERED.add
        saying = {(one.co_name, one.co_firstlineno): one for one in _codes(code)}
        for one in made[str(path)]:
            one.__code__ = saying[one.__code__.co_name, one.__code__.co_firstlineno]
    return tuple(found)


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _made_to_say(path: Path, found: list[Function]) -> CodeType:
    """The file's code, in which each function first says its number; what it has is added to `found`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in list(ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min(one.lineno for one in (node, *node.decorator_list))
            if not all(map(_says_nothing, node.body)) and not any(map(_keeps, node.decorator_list)):
                begins = int(_is_text(node.body[0]))
                says = ast.parse(f"{SAYS}({len(found)})").body[0]
                for part in ast.walk(says):
                    ast.copy_location(part, node.body[begins])
                node.body.insert(begins, says)
                found.append(Function(str(path.relative_to(ROOT)), node.name, first))
    return compile(tree, str(path), "exec", dont_inherit=True)


def _says_nothing(node: ast.stmt) -> bool:
    """Whether a statement does nothing: a text, three dots, or that a subclass has to do it."""
    raised = node.exc if isinstance(node, ast.Raise) else None
    return _is_text(node) or (isinstance(raised, ast.Name) and raised.id == "NotImplementedError")


def _keeps(decorator: ast.expr) -> bool:
    """Whether what a function answered is kept for as long as the process lives."""
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(name, ast.Name) and name.id in {"cache", "lru_cache"}


def _is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text, or three dots."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function within."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _functions_in(modules: list[ModuleType]) -> dict[str, list[FunctionType]]:
    """The functions of each file, wherever among the modules they were put; of a line's many without a name none."""
    found, seen = defaultdict[str, list[FunctionType]](list), set[int]()
    waiting: list[Any] = [one for module in modules for one in vars(module).values()]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            waiting += _within(one)
            if isinstance(one, FunctionType) and one.__name__ != "<lambda>":
                found[one.__code__.co_filename].append(one)
    return found


def _within(one: Any) -> list[Any]:
    """What may be a function, or hold one."""
    if isinstance(one, type):
        return list(vars(one).values()) if one.__module__.startswith("bot.") else []
    if isinstance(one, property | partial | cached_property):
        return [getattr(one, name, None) for name in ("fget", "fset", "func")]
    if isinstance(one, dict | list | tuple | set | frozenset):
        return list(one.values() if isinstance(one, dict) else one)
    if is_dataclass(one):
        return [getattr(one, part.name, None) for part in fields(one)]
    cells = getattr(one, "__closure__", None) or ()
    return [getattr(one, "__wrapped__", None), getattr(one, "__func__", None), *map(_inside, cells)]


def _inside(cell: Any) -> Any:
    """What a closure keeps; nothing, where that is yet to come."""
    try:
        return cell.cell_contents
    except ValueError:
        return None


class Steps:
    """Which functions were entered while somebody looked on."""

    def __init__(self) -> None:
        functions()
        self.entered = set[int]()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look on."""
        ENTERED.clear()
        try:
            yield
        finally:
            self.entered |= ENTERED
