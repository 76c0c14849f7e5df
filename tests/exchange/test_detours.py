"""Pairs that are far on, and what a desk and its people do beside the usual way: each of it is come to, and the rules hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from sqlmodel import select

from exchange.life.undone import UNDO
from exchange.states import AMENDABLE, OVER, REPORTABLE
from scheduler.ticks import work_off_due
from storage.tables import Amendment, AmendmentState, Audit, Exchange, ExchangeState
from tests.builders.records.works import scheme
from tests.exchange.test_life_machine import Life
from tests.sizes import of_a_machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.tables import Audit as Act

E = ExchangeState
OPEN = frozenset(E) - OVER
A_DAY, LONGEST = timedelta(days=1), 90  # days until a stay is over and reported
SHARE = 3  # each detour is come to in one run of so many at least

pytestmark = [pytest.mark.proofs, pytest.mark.long]


@dataclass(frozen=True)
class Detour:
    """In which states it fits, what officers do then, one after another, and which act in the record tells of it."""

    states: frozenset[ExchangeState]
    acts: tuple[str, ...]
    tells: Callable[[Act], bool]


def _is(act: str, before: ExchangeState | None = None) -> Callable[[Act], bool]:
    return lambda row: row.act == act and before in (row.facts.get("before"), None)


DETOURS = {
    "hold": Detour(OPEN, ("hold",), _is("hold:on")),
    "amend": Detour(AMENDABLE, (), _is("stay:amend")),
    "correct": Detour(REPORTABLE | {E.REPORTED}, ("correct",), _is("stay:correct")),
    "return": Detour(frozenset({E.REPORTED}), ("return",), _is("exchange:done", E.REPORTED)),
    "waive": Detour(frozenset({E.REPORTED}), ("validate", "waive"), _is("evidence:waive")),
    "send back": Detour(
        frozenset({E.PROPOSED}), ("send back",), _is("exchange:validated", E.PROPOSED)
    ),
    "undo": Detour(frozenset({E.REPORTED, E.PROPOSED}), ("validate", "approve", "undo"), _is(UNDO)),
}


class Detours(Life):
    """The same people and desks; pairs are led to where something else than the usual may be done."""

    runs: ClassVar[int] = 0
    reached: ClassVar[Counter[str]] = Counter()

    @initialize(
        pairs=st.sampled_from([((0, 2),), ((0, 2), (1, 3))]),
        first=st.lists(st.sampled_from(sorted(DETOURS)), min_size=3, max_size=5, unique=True),
    )
    def begin(self, pairs, first):
        """Some have agreed, and the first of what comes between happens to them."""
        super().begin(pairs)
        for name in sorted(first, key=list(DETOURS).index):
            self.leave_the_way(name)

    @rule(name=st.sampled_from(sorted(DETOURS)))
    def leave_the_way(self, name):
        """Go on until it fits somewhere, then do it."""
        detour = DETOURS[name]
        for exchange in self.led_to(detour.states):
            for act in detour.acts:
                self.everybody("officers", act, exchange)
            if name == "amend":
                self.everybody("people", "amend", exchange)
                self.all_sign_the_change(exchange)

    def led_to(self, states):
        """The exchanges that are there, when days have passed in which everybody did what comes next; or none."""
        for _ in range(LONGEST):
            found = self.read(select(Exchange))
            there = [one.id for one in found if one.state in states]
            if there or all(one.state in OVER for one in found):
                return there
            self.go_on()
            self.now += A_DAY
            work_off_due(self.database, scheme(), self.now)
        return []

    def all_sign_the_change(self, exchange):
        """In their turns: whose turn it is not is refused."""
        asked = select(Amendment.id).where(
            Amendment.exchange_id == exchange, Amendment.state == AmendmentState.OPEN
        )
        for number in self.read(asked):
            for _ in range(2):
                self.everybody("people", "sign change", number)
                self.everybody("officers", "sign change", number)

    def teardown(self):
        """What was come to is counted, of every run that began."""
        acts = self.read(select(Audit))
        cls = type(self)
        cls.runs += 1
        cls.reached.update(name for name, detour in DETOURS.items() if any(map(detour.tells, acts)))
        super().teardown()


def test_detours():
    """Amended, corrected, at rest, returned, sent back, waived, taken back: each in a third of the runs at least."""
    Detours.runs, Detours.reached = 0, Counter()
    run_state_machine_as_test(Detours, settings=of_a_machine(10))
    seldom = {name for name in DETOURS if Detours.reached[name] * SHARE < Detours.runs}
    assert seldom == set(), (Detours.runs, Detours.reached)
