"""The property that nothing is paid without all that it takes can fail: whichever guard is gone, it finds the way around."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, find, settings

from exchange.life import moves
from exchange.visiting import paying
from tests.exchange.visiting.test_paying import SHORT_CUTS, go

LOOKED_FOR = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
NOTICED = (AssertionError, sa.exc.IntegrityError)  # a CHECK of the table is the last guard


def without(function, error):
    """The same function, of which no condition raises that error any more."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    kept, gone = _Unguarded(error), ast.unparse(tree)
    changed = ast.fix_missing_locations(kept.visit(tree))
    assert ast.unparse(changed) != gone, f"{function.__name__} raises no {error}"
    space = dict(vars(sys.modules[function.__module__]))
    exec(compile(changed, inspect.getsourcefile(function), "exec"), space)  # noqa: S102 - our own source
    return space[function.__name__]


class _Unguarded(ast.NodeTransformer):
    def __init__(self, error):
        self.error = error

    def visit_If(self, node):
        """Nothing in place of an `if` that only raises it."""
        self.generic_visit(node)
        raises = isinstance(node.body[0], ast.Raise) and self.error in ast.unparse(node.body[0])
        return ast.Pass() if raises else node


# What is taken away, all of it: what one guard lets through another one holds.
GUARDS = {
    "validation": [
        (paying, "require_payable", "NotValidatedYet"),
        (moves, "_check", "NotPossibleNow"),
    ],
    "evidence": [
        (paying, "_require_ready", "EvidenceMissing"),
        (paying, "approve_payment", "EvidenceMissing"),
    ],
    "two officers": [(paying, "approve_payment", "OwnProposal")],
}


def way_around():
    """Steps after which the property does not hold. Raises NoSuchExample where there are none."""

    def broken(steps):
        try:
            go(steps)
        except NOTICED:
            return True
        return False

    return find(SHORT_CUTS, broken, settings=LOOKED_FOR)


@pytest.mark.parametrize("gone", GUARDS.values(), ids=GUARDS)
def test_without_a_guard_the_property_fails(monkeypatch, gone):
    """So it tries what each guard is for."""
    for module, name, error in gone:
        monkeypatch.setattr(module, name, without(getattr(module, name), error))
    assert way_around()
