"""What became of each pair is written down once, with the parts of its score, and nobody's name."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.participants.answers import answer
from exchange import leaving
from exchange.finding import pair_log
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import by_the_desk, proposals
from exchange.visiting import course, surveys
from exchange.work import Work
from matching.reasons import PartName
from storage.tables import PairEvent, PairEventKind, Proposal, Side
from tests.builders.bots.talks import answered
from tests.builders.records.applicants import host, invited, officer, visitor
from tests.builders.records.pairs import build_pair, returned_pair, travelling_pair
from tests.builders.records.works import NOON, later, scheme

MARKS = {"overall": 5, "goals_met": 4, "host_care": 5, "visitor_prep": 3}
REST = {"gained": ["skills"], "support": 1, "recommend": 0, "again": "no"}


def events(work, *kinds):
    """What was noted, oldest first."""
    query = select(PairEvent).order_by(PairEvent.id)
    return [one for one in work.session.exec(query) if not kinds or one.kind in kinds]


def kinds(work):
    """The kinds of what was noted, oldest first."""
    return [one.kind for one in events(work)]


def test_a_list_notes_each_host_once_with_its_place(work):
    """However often it is looked at; the parts are those of the first look."""
    who, own = visitor(work)
    others = {host(work, country)[1].id for country in ("PT", "FI", "SK")}
    for _ in range(2):
        answered(work, who, answer, command="hosts")
    assert [one.place for one in events(work, PairEventKind.SHOWN)] == [1, 2, 3]
    assert {one.host_id for one in events(work)} == others
    for one in events(work):
        assert one.visitor_id == own.id
        assert set(one.parts) == set(PartName)
        assert all(0 <= value <= 1 for value in one.parts.values())


def test_a_card_from_elsewhere_has_no_place(work):
    """One that was in the list before keeps the place it had there."""
    who, _ = visitor(work)
    _, hosting = host(work)
    answered(work, who, answer, data=f"m:host:{hosting.id}")
    answered(work, who, answer, command="hosts")
    assert [(one.kind, one.place) for one in events(work)] == [(PairEventKind.SHOWN, None)]


def test_a_search_notes_the_hosts_it_shows(work):
    """Without a place, as they are in no order of ours; those of the next page when it is read."""
    who, own = visitor(work)
    others = {host(work, country)[1].id for country in ("PT", "FI", "SK", "GR", "BE", "AM")}
    answered(work, who, answer, command="search", text="looms")
    first = {one.host_id for one in events(work, PairEventKind.SHOWN)}
    answered(work, who, answer, data="m:found:5")
    assert (len(first), {one.host_id for one in events(work, PairEventKind.SHOWN)}) == (5, others)
    for one in events(work):
        assert (one.visitor_id, one.place) == (own.id, None)
        assert set(one.parts) == set(PartName)


@pytest.mark.parametrize(("days", "kept"), [(729, 1), (731, 0)])
def test_what_became_of_pairs_is_deleted_in_time(work, days, kept):
    """After the days that the call names; the application stays."""
    who, own = visitor(work)
    host(work)
    answered(work, who, answer, command="hosts")
    pair_log.forget(later(work, days=days))
    assert len(events(work)) == kept
    assert work.session.get(type(own), own.id) is own


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (
            lambda w, it: proposals.accept_proposal(w, it[1], it[2].id),
            [PairEventKind.INVITED, PairEventKind.ACCEPTED],
        ),
        (
            lambda w, it: proposals.decline_proposal(w, it[1], it[2].id, ""),
            [PairEventKind.INVITED, PairEventKind.DECLINED],
        ),
        (
            lambda w, it: proposals.withdraw_proposal(w, it[0], it[2].id),
            [PairEventKind.INVITED, PairEventKind.WITHDRAWN],
        ),
        (
            lambda w, it: proposals.expire_proposal(w, it[2].id),
            [PairEventKind.INVITED, PairEventKind.EXPIRED],
        ),
        (
            lambda w, it: leaving.withdraw_application(w, it[0]),
            [PairEventKind.INVITED, PairEventKind.WITHDRAWN],
        ),
        (
            lambda w, it: leaving.withdraw_application(w, it[1]),
            [PairEventKind.INVITED, PairEventKind.WITHDRAWN],
        ),
    ],
    ids=["accept", "decline", "take back", "expire", "visitor leaves", "host leaves"],
)
def test_what_became_of_an_invitation(work, act, expected):
    """A host who leaves says nothing about the pair: that is no decline."""
    _, _, found = them = invited(work)
    act(later(work, days=1), them)
    assert kinds(work) == expected
    for one in events(work):
        assert one.parts == pytest.approx(found.parts, abs=1e-4)
        assert not one.prearranged


@pytest.mark.parametrize(
    ("said", "kept"),
    [("no_fit", "no_fit"), ("Kim of Porto is away until May", "other"), ("", "other")],
)
def test_only_reasons_of_the_list_are_kept(work, said, kept):
    """People's own words may name somebody."""
    _, asked, found = invited(work)
    proposals.decline_proposal(work, asked, found.id, said)
    assert [one.reason for one in events(work, PairEventKind.DECLINED)] == [kept]


def test_a_second_invitation_is_no_second_row(work):
    """Taken back, sent again and accepted: each thing once, the first time it happened."""
    asking, asked, first = invited(work)
    proposals.withdraw_proposal(work, asking, first.id)
    again = later(work, days=2)
    second = proposals.invite_host(again, asking, first.host_id, "", [])
    proposals.accept_proposal(again, asked, second.id)
    assert kinds(work) == [PairEventKind.INVITED, PairEventKind.WITHDRAWN, PairEventKind.ACCEPTED]
    assert [one.happened_at for one in events(work, PairEventKind.INVITED)] == [work.now]


def test_the_desks_pairs_and_pairs_agreed_before(work):
    """The desk's are noted like a visitor's; what was agreed before is marked so."""
    _, own = visitor(work)
    _, hosting = host(work)
    by_the_desk.bring_together(work, officer(work), own.id, hosting.id)
    friend, _ = visitor(work, "FI")
    proposals.declare_pair(work, friend, host(work, "SK")[1].id, "")
    assert [one.prearranged for one in events(work, PairEventKind.INVITED)] == [False, True]


def test_a_stay_that_was_lived_or_broken_off(work):
    """One kind for each end."""
    _, pair = returned_pair(work)
    assert kinds(work)[-1] is PairEventKind.COMPLETED
    there, other = travelling_pair(work)
    course.interrupt_exchange(there, other.visitor, other.id, date(2027, 4, 12), "illness")
    assert kinds(work)[-1] is PairEventKind.INTERRUPTED
    assert pair.id != other.id


@pytest.mark.parametrize(
    ("side", "kind", "mark"),
    [
        (Side.VISITOR, PairEventKind.RATED_BY_VISITOR, (1 + 0.75 + 1) / 3),
        (Side.HOST, PairEventKind.RATED_BY_HOST, (1 + 0.75 + 0.5) / 3),
    ],
)
def test_marks_are_those_of_the_pair(work, side, kind, mark):
    """What people think of our support says nothing about the pair."""
    back, pair = returned_pair(work)
    who = pair.visitor if side is Side.VISITOR else pair.host
    asked = {one.id for one in surveys.survey_form(back, pair.exchange, side)}
    given = {name: value for name, value in (MARKS | REST).items() if name in asked}
    surveys.submit_survey(back, who, pair.id, given)
    assert [one.mark for one in events(work, kind)] == [pytest.approx(mark)]


def test_the_log_goes_with_either_application(work):
    """Nothing of it stands in the way of erasing one, and nothing of it is left."""
    _, asked, found = invited(work)
    proposals.decline_proposal(work, asked, found.id, "no_fit")
    _, own = visitor(work, "FI")
    pair_log.note(work, Proposal(visitor_id=own.id, host_id=found.host_id), PairEventKind.SHOWN)
    work.session.flush()
    kept = events(work)
    assert len(kept) == 3
    work.session.execute(sa.text("DELETE FROM proposal"))
    work.session.execute(sa.text("DELETE FROM application WHERE id = :id"), {"id": own.id})
    assert kinds(work) == [PairEventKind.INVITED, PairEventKind.DECLINED]
    work.session.execute(sa.text("DELETE FROM application WHERE id = :id"), {"id": found.host_id})
    assert kinds(work) == []


def test_each_kind_of_database_keeps_a_pair_once_and_lets_it_go(database):
    """Repeats change nothing, marks beyond the scale are refused, both sides can be erased."""
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        seed_partnerships(work)
        pair = build_pair(work)
        for mark in (None, 1.0):
            pair_log.note_of(work, pair.exchange, PairEventKind.COMPLETED, mark)
        assert [(one.kind, one.mark) for one in events(work)] == [(PairEventKind.COMPLETED, None)]
        with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
            pair_log.note_of(work, pair.exchange, PairEventKind.RATED_BY_HOST, 1.5)
        for table in ("exchange", "proposal", "application"):
            session.execute(sa.text(f"DELETE FROM {table}"))
        assert kinds(work) == []
