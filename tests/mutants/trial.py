"""Try mutants: each in a process of its own, forked when everything is imported.

A mutant within a function needs no import: the function gets the other code. One outside of all
functions (a table of states) is put wherever it is known by name; what survives that is imported
in place of the module in a fresh process, as something else may have been made of it.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import time
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import hypothesis
import pytest

from tests.sizes import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from tests.mutants.changes import Mutant

TOO_LONG = 60  # seconds of one test: an endless loop is noticed too
TABLES = (dict, set, frozenset, tuple)  # a number is not known by who it is
OPTIONS = (
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-p", "no:randomly"),
    *("-x", "-m", "not proofs", "-k", "not postgresql", f"--timeout={TOO_LONG}"),
    "--hypothesis-seed=0",
)


def tried(module: str, found: list[Mutant], tests: list[str]) -> list[Mutant]:
    """The mutants that no test noticed."""
    within = _Within(module, found)
    reader, writer = os.pipe()
    if _forked(lambda: _told(writer, within, tests)):
        raise SystemExit(f"{module}: its tests fail as it is")
    os.close(writer)
    with os.fdopen(reader) as told:
        numbers = told.read().split()
    left = [found[int(number)] for number in numbers]
    return [one for one in left if one.scope or _passes(module, one.code, tests)]


def _told(writer: int, within: _Within, tests: list[str]) -> int:
    code = pytest.main([*OPTIONS, *tests], [within])
    os.write(writer, " ".join(str(number) for number in within.left).encode())
    return int(code)


def _passes(module: str, code: CodeType, tests: list[str]) -> bool:
    """Whether the tests pass with this code in place of the module's."""

    def run() -> int:
        get_code = SourceFileLoader.get_code
        name = module.removesuffix(".py").replace("/", ".")
        SourceFileLoader.get_code = lambda self, asked: (
            code if asked == name else get_code(self, asked)
        )
        return int(pytest.main([*OPTIONS, *tests], [_Calm()]))

    return _forked(run) == 0


def _forked(run: Callable[[], int]) -> int:
    """What a function came to in a process of its own that says nothing; 1 for an error."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nothing, stream)
        code = run()
    finally:
        os._exit(code)


class _Calm:
    """What holds for every trial: what is found is neither made smaller nor remembered."""

    def pytest_collection_modifyitems(self, items) -> None:
        phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        hypothesis.settings.register_profile(
            "mutants", deadline=None, database=None, phases=phases, max_examples=examples(100)
        )
        hypothesis.settings.load_profile("mutants")
        items[:] = [item for item in items if "server" not in item.fixturenames]


class _Within(_Calm):
    """Tries mutants within functions: against the tests that come by, in a fork for each."""

    def __init__(self, module: str, found: list[Mutant]) -> None:
        self.mutants, self.left = found, []
        self.file = str(Path(module).resolve())
        self.name = module.removesuffix(".py").replace("/", ".")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session) -> bool:
        """Run the tests once as they are, then again with each mutant."""
        seen = self._visits(session)
        if not session.testsfailed:
            for number, mutant in enumerate(self.mutants):
                items = [item for item in session.items if mutant_met(mutant, seen[item.nodeid])]
                if not items or _forked(lambda: self._run(session, mutant, items)) == 0:  # noqa: B023
                    self.left.append(number)
        return True

    def _visits(self, session) -> dict[str, set[int]]:
        """The lines of the module that each test comes by."""
        watch = coverage.Coverage(data_file=None, include=[self.file], config_file=False)
        taken = {}
        watch.start()
        for item in session.items:
            _forget_ways()
            watch.switch_context(item.nodeid)
            begun = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            taken[item.nodeid] = time.process_time() - begun
        watch.stop()
        session.items.sort(key=lambda item: taken[item.nodeid])  # the quick ones are tried first
        lines = watch.get_data().contexts_by_lineno(self.file)
        return {
            item.nodeid: {line for line, tests in lines.items() if item.nodeid in tests}
            for item in session.items
        }

    def _run(self, session, mutant: Mutant, items) -> int:
        """Whether one of the tests fails with the mutant."""
        self._put(mutant)
        _forget_ways()
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                return 1
        return 0

    def _put(self, mutant: Mutant) -> None:
        """Have everybody use the mutant."""
        module = sys.modules[self.name]
        for known in vars(module).values():
            if hasattr(known, "cache_clear"):  # what it came to before
                known.cache_clear()
        if mutant.scope is None:
            fresh = {"__name__": self.name, "__file__": self.file}
            exec(mutant.code, fresh)  # noqa: S102
            for name, value in fresh.items():
                if isinstance(value, TABLES) and value != vars(module)[name]:
                    replace_everywhere(vars(module)[name], value)
            return
        function: Any = module
        for part in mutant.scope.split("."):
            function = getattr(function, part)
        inspect.unwrap(function).__code__ = next(
            code for code in codes(mutant.code) if code.co_qualname == mutant.scope
        )


def _forget_ways() -> None:
    """What builders have played is played again: a copy comes by no mutant."""
    builders = sys.modules.get("tests.builders.records.played_once")
    if builders:  # never imported by us: it imports what is broken
        builders.forget_ways()


def replace_everywhere(old: object, new: object) -> None:
    """Have each module that knows a table by name know another by it."""
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if value is old:
                setattr(module, name, new)


def mutant_met(mutant: Mutant, lines: set[int]) -> bool:
    """Whether a test that comes by these lines comes by the mutant; all come by a table."""
    return mutant.scope is None or not lines.isdisjoint(mutant.lines)


def codes(code: CodeType):
    """The code and all within it."""
    yield code
    for part in code.co_consts:
        if hasattr(part, "co_qualname"):
            yield from codes(part)


for _heavy in ("storage.tables", "storage.engine.database", "matching.ranking.eligibility"):
    importlib.import_module(_heavy)  # not what is broken here: imported once for every trial
