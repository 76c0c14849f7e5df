"""What `make mutants` puts in, and what it leaves alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.mutants.changes import mutants

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f(a):\n    return a < 3\n", ["f: a < 3 → a <= 3", "f: 3 → 4"]),
        ("def f(a):\n    tell(a)\n", ["f: tell(a) → pass"]),
        ("STATES = {A, B}\n", ["module: {A, B} → {B}", "module: {A, B} → {A}"]),
        (
            "class C:\n    def m(self):\n        return 1, 1\n",
            [
                "C.m: (1, 1) → (1,)",
                "C.m: (1, 1) → (1,) (2)",
                "C.m: 1 → 2",
                "C.m: 1 → 2 (2)",
            ],
        ),
        ("if TYPE_CHECKING:\n    ONE = 1\n", []),
        ("@dataclass(frozen=True)\nclass C:\n    a: Literal[1]\n", []),
        ('def f():\n    """Words: 1."""\n    return "word"\n', []),
    ],
)
def test_a_change_breaks_a_rule_and_is_told_without_its_line(source, said):
    """Borders, sides, table rows and acts; neither words nor what the type checker minds."""
    assert [one.said for one in mutants(source, "source.py")] == said


def test_every_module_whose_rules_are_broken_is_there():
    """With its tests; and whatever is excused has its reason."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["cxc"]["mutants"]
    for module, tests in wanted["tests"].items():
        assert all((ROOT / one).exists() for one in (module, *tests))
    excused = tomllib.loads((ROOT / "tests/mutants/equivalent.toml").read_text())
    assert set(excused) <= set(wanted["tests"])
    assert all(reason for reasons in excused.values() for reason in reasons.values())
