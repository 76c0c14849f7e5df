"""Collect every message from the source, errors' docstrings, scheme files and titles of answers."""

from __future__ import annotations

import ast
import inspect
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from storage.tables import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path(__file__).parent
PACKAGES = ("bot", "exchange", "scheduler", "matching")
SINGLE, PLURAL = {"say", "N_"}, {"many", "N_many"}
TEXT_KEYS = {"label", "title", "prompt", "text"}
TEMPLATE = FOLDER / "messages.pot"
Message = str | tuple[str, str]


def collect() -> set[Message]:
    """Every message: a text, or a pair of singular and plural."""
    found: set[Message] = {one.title for one in ANSWERS}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            found |= set(_in_source(ast.parse(path.read_text(encoding="utf-8"))))
    for path in sorted((ROOT / "exchange" / "scheme" / "calls").glob("*.toml")):
        found |= set(_in_scheme(tomllib.loads(path.read_text(encoding="utf-8"))))
    return {one for one in found if any(map(str.isalpha, "".join(one)))}


def _in_source(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _named_first(node)
        elif isinstance(node, ast.ClassDef) and _is_error(node):
            text = ast.get_docstring(node) or ""
            yield " ".join(inspect.cleandoc(text).split())


def _in_call(node: ast.Call) -> Iterator[Message]:
    name = _called(node)
    if name in PLURAL and len(node.args) > 1:
        yield from zip(_literals(node.args[0]), _literals(node.args[1]), strict=True)
    elif name in SINGLE and node.args:
        yield from _literals(node.args[0])


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _literals(value: ast.expr) -> Iterator[str]:
    """The texts a value may be: `"a"`, or both of `"a" if x else "b"` and of `x or "b"`."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_literals(value.body), *_literals(value.orelse))
    elif isinstance(value, ast.BoolOp):
        for one in value.values:
            yield from _literals(one)


def _named_first(function: ast.AST) -> Iterator[str]:
    """Texts that a function gives a name, to say them by it: `text = "..."`, `say(text)`."""
    nodes = list(ast.walk(function))
    calls = [one for one in nodes if isinstance(one, ast.Call) and _called(one) == "say"]
    firsts = [call.args[0] for call in calls if call.args]
    said = {first.id for first in firsts if isinstance(first, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Assign) and said & {getattr(one, "id", "") for one in node.targets}:
            yield from _literals(node.value)


def _is_error(node: ast.ClassDef) -> bool:
    """An error of the scheme: its docstring is what people read. Its bases are errors as well."""
    bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
    return bool(bases & _error_names())


@cache
def _error_names() -> frozenset[str]:
    """`CxcError`, `CohortError` and every class that descends from them, by name."""
    names = {"CxcError", "CohortError"}
    trees = (
        ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
    )
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    parents = {one.name: {getattr(base, "id", "") for base in one.bases} for one in classes}
    while new := {name for name, bases in parents.items() if bases & names} - names:
        names |= new
    return frozenset(names)


def _in_scheme(value: Any) -> Iterator[Message]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in TEXT_KEYS and isinstance(inner, str):
                yield inner
            elif key == "summary":
                yield from inner
            else:
                yield from _in_scheme(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_scheme(inner)


def update_catalogues() -> dict[str, int]:
    """How many messages each language still lacks, after its catalogue was brought up to date."""
    messages = collect()
    template = Catalog(project="clusterxchange", charset="utf-8")
    for one in sorted(messages, key=str):
        template.add(one)
    _write(TEMPLATE, template)
    missing = {}
    for path in sorted(FOLDER.glob("*/messages.po")):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(path, catalogue)
        missing[path.parent.name] = sum(not complete(one.string) for one in catalogue if one.id)
    return missing


def complete(text: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a translation is there, in all its plural forms."""
    return all(text) if isinstance(text, tuple | list) else bool(text)


def read(path: Path) -> Catalog:
    """A catalogue file."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.name)


def _write(path: Path, catalogue: Catalog) -> None:
    with path.open("wb") as target:
        write_po(target, catalogue, width=0, sort_output=True, omit_header=True)
