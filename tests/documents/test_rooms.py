"""The rooms tell a newcomer what is in them."""

from __future__ import annotations

import ast

import pytest

from tests.documents.rooms import ROOT

PACKAGES = ("bot", "exchange", "matching", "scheduler", "storage")
MANY = 13
FOLDERS = sorted(
    file.parent for package in PACKAGES for file in (ROOT / package).rglob("__init__.py")
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: str(one.relative_to(ROOT)))
def test_a_room_says_what_is_in_it(folder):
    """In one line; where many files lie beside each other, it says why, too."""
    source = (folder / "__init__.py").read_text(encoding="utf-8")
    first, *more = (ast.get_docstring(ast.parse(source)) or "").split("\n")
    assert first
    files = [one for one in folder.glob("*.py") if one.name != "__init__.py"]
    assert more or len(files) <= MANY
