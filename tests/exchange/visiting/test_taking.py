"""An exchange is taken by one officer of each desk, for the step at which it stands."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.desk import Step, exchange_card, pipeline
from exchange.errors import NotFound, NotPossibleNow
from exchange.life.taken import takers_at
from exchange.people.officers import RoleMayNot
from exchange.undoing import undo
from exchange.visiting import amending, course
from exchange.visiting.amending import Change
from exchange.visiting.taking import ExchangeTakenMeanwhile, let_exchange_go, take_exchange
from storage.tables import OfficerRole, Partnership
from tests.builders.records import pairs, rows
from tests.builders.records.reading import audited
from tests.builders.records.works import later


def test_one_officer_of_a_desk_takes_it_and_the_others_see_it(work):
    """Twice by the same is once; a colleague frees it; an auditor takes nothing, another desk finds nothing."""
    pair = pairs.build_pair(work)
    desk = work.load(Partnership, pair.vop_officer.partnership_id)
    ours, colleague = pair.vop_officer, rows.officer(work, desk, "AT")
    take_exchange(work, ours, pair.id)
    take_exchange(work, ours, pair.id)
    assert exchange_card(work, colleague, pair.id).taker is ours
    assert [one.taker for one in pipeline(work, colleague)[Step.DATES]] == [ours.name]
    with pytest.raises(ExchangeTakenMeanwhile):
        take_exchange(work, colleague, pair.id)
    let_exchange_go(work, colleague, pair.id)
    assert exchange_card(work, ours, pair.id).taker is None
    assert audited(work, f"exchange:{pair.id}")[-2:] == [
        ("case:take", f"officer:{ours.id}"),
        ("case:let_go", f"officer:{colleague.id}"),
    ]
    with pytest.raises(RoleMayNot):
        take_exchange(work, rows.officer(work, desk, "AT", OfficerRole.AUDITOR), pair.id)
    with pytest.raises(NotFound):
        take_exchange(
            work, rows.officer(work, rows.partnership(work, "Fourth Desk"), "PT"), pair.id
        )


def test_each_desk_has_its_own(work):
    """What the visitor's desk takes is not taken at the host's, and is no business of it."""
    pair = pairs.build_pair(work)
    take_exchange(work, pair.vop_officer, pair.id)
    assert exchange_card(work, pair.hop_officer, pair.id).taker is None
    take_exchange(work, pair.hop_officer, pair.id)
    assert exchange_card(work, pair.vop_officer, pair.id).taker is pair.vop_officer
    assert exchange_card(work, pair.hop_officer, pair.id).taker is pair.hop_officer


def test_it_ends_when_the_step_is_done(work):
    """By a move of the exchange, also by an undo."""
    pair = pairs.build_pair(work)
    take_exchange(work, pair.vop_officer, pair.id)
    pairs.agree(work, pair)
    assert takers_at(work, pair.vop_officer.partnership_id) == {}
    take_exchange(work, pair.vop_officer, pair.id)
    course.cancel_exchange(work, pair.vop_officer, pair.id, "other")
    assert takers_at(work, pair.vop_officer.partnership_id) == {}
    with pytest.raises(NotPossibleNow):
        take_exchange(work, pair.vop_officer, pair.id)
    found = exchange_card(work, pair.vop_officer, pair.id).undoable
    undo.undo_exchange(later(work, hours=1), pair.vop_officer, pair.id, found.act)
    assert exchange_card(work, pair.vop_officer, pair.id).taker is None


def test_the_step_of_an_agreement_or_of_a_change_ends_with_it(work):
    """When both have signed the money; when a change is refused, at both desks."""
    pair = pairs.ready_pair(work, agreed=False)
    take_exchange(work, pair.vop_officer, pair.id)
    pairs.sign_money(work, pair)
    assert takers_at(work, pair.vop_officer.partnership_id) == {}
    change = Change(date(2027, 4, 19), date(2027, 4, 23))
    asked = amending.ask_amendment(work, pair.visitor, pair.id, change, "The fair moved.")
    for officer in (pair.vop_officer, pair.hop_officer):
        take_exchange(work, officer, pair.id)
    amending.refuse_amendment(work, pair.host, asked.id, "No room then.")
    for officer in (pair.vop_officer, pair.hop_officer):
        assert takers_at(work, officer.partnership_id) == {}


def test_whoever_works_there_no_longer_has_taken_nothing(work):
    """A colleague takes it after them."""
    pair = pairs.build_pair(work)
    desk = work.load(Partnership, pair.vop_officer.partnership_id)
    colleague = rows.officer(work, desk, "AT")
    take_exchange(work, pair.vop_officer, pair.id)
    pair.vop_officer.revoked_at = work.now
    work.add(pair.vop_officer)
    assert takers_at(work, desk.id) == {}
    take_exchange(work, colleague, pair.id)
    assert takers_at(work, desk.id) == {pair.id: colleague}
