"""Short talks: asked for once, planned without a clash, planned anew when somebody comes or leaves, and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.desk.group_visits import group_card
from exchange.due import do_due
from exchange.errors import NotFound
from exchange.group_visits import changing, talks
from exchange.group_visits.changing import Changes
from exchange.group_visits.errors import GroupVisitBegun, GroupVisitCancelled, NoGuestsYet
from exchange.notices import Notice
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.periods import period_in
from exchange.rows import row_id
from exchange.slow_answers import SlowAnswers, Unanswered
from exchange.timing.group_visits import GROUP_TALKS
from exchange.visiting import course
from storage.tables import Application, Due, Outbox, Partnership, TalkHostState
from tests.builders.records.applicants import host
from tests.builders.records.groups import exchange_of, guests, published
from tests.builders.records.rows import officer
from tests.builders.records.works import at, working

STARTS = date(2027, 4, 12)


@pytest.fixture
def work():
    """A seeded database."""
    with working(seeded=True) as found:
        yield found


def settled(work):
    """What is due about talks is done, at its own time."""
    query = select(Due).where(Due.kind == GROUP_TALKS, Due.done_at == None)  # noqa: E711
    for due in work.session.exec(query.order_by(Due.id)).all():
        due.done_at, due.outcome = work.now, do_due(work, due)
        work.add(due)


def near(work, name="Douro Dye Works"):
    """Another host of the same town."""
    return host(work, organisation_name=name)


def planned(work, visit):
    """Guest, host and minute of each talk."""
    found = talks.meetings_of(work, visit)
    assert set(Counter((one.guest.id, one.minute) for one in found).values()) <= {1}
    assert set(Counter((one.host.id, one.minute) for one in found).values()) <= {1}
    return {(one.guest.id, one.host.host_id, one.minute) for one in found}


def told(work, notice):
    """Who was told that, how often."""
    rows = work.session.exec(select(Outbox).where(Outbox.kind == str(notice)))
    return Counter(one.chat_id for one in rows)


def test_one_tap_asks_those_near_and_plans(work):
    """The host itself takes part at once, whoever is near is asked, whoever is abroad is not; a second tap asks nobody again."""
    who, visit = published(work)
    other, theirs = near(work)
    host(work, country="SK")
    (first, guest), (second, _) = guests(work, visit, 2)
    for _ in "12":
        asked = talks.ask(work, who, visit.id)
        settled(work)
    assert [(one.host_id, one.state.value) for one in asked] == [
        (visit.host_id, "coming"),
        (theirs.id, "asked"),
    ]
    assert len(planned(work, visit)) == 2  # each guest with the host
    assert told(work, Notice.TALKS_ASKED) == {other.telegram_id: 1}
    assert told(work, Notice.TALKS_OF_GUEST) == {first.telegram_id: 1, second.telegram_id: 1}
    talks.answer(work, other, row_id(asked[1]), coming=True)
    settled(work)
    assert len(planned(work, visit)) == 4
    assert {one.minute for one in talks.meetings_of(work, visit)} == {14 * 60, 14 * 60 + 20}
    assert told(work, Notice.TALKS_OF_HOST)[other.telegram_id] == 1
    assert guest.id in {one for one, _, _ in planned(work, visit)}
    home = work.load(Partnership, work.load(Application, visit.host_id).partnership_id)
    head, month = officer(work, home, "PT"), period_in(f"{visit.starts_on:%Y-%m}")
    card = group_card(work, head, visit.id)
    assert (card.talks, card.talking, findings(work, head, month).talks) == (4, 2, 4)


def test_nobody_is_asked_before_there_is_somebody_to_meet(work):
    """And whom one tap would ask can be seen before it asks them."""
    who, visit = published(work)
    _, theirs = near(work)
    with pytest.raises(NoGuestsYet):
        talks.ask(work, who, visit.id)
    assert talks.hosts_of(work, visit) == []
    guests(work, visit, 1)
    assert talks.to_be_asked(work, visit) == [theirs]
    talks.ask(work, who, visit.id)
    assert talks.to_be_asked(work, visit) == []


def test_the_timetable_is_worked_out_outside_of_the_transaction(work):
    """What is asked for names who takes part; with the answer the same plan is kept."""
    who, visit = published(work)
    guests(work, visit, 2)
    talks.ask(work, who, visit.id)
    slow = replace(work, slow=SlowAnswers())
    with pytest.raises(Unanswered) as asked:
        talks.settle(slow, visit.id)
    assert not planned(work, visit)
    slow.slow.find(asked.value).result()
    assert talks.settle(slow, visit.id)
    assert len(planned(work, visit)) == 2


def test_who_leaves_or_joins_changes_the_plan(work):
    """Nobody of the others loses a talk; who has none any more is told so."""
    who, visit = published(work)
    other, _ = near(work)
    (leaver, gone), (stays, guest) = guests(work, visit, 2)
    asked = talks.ask(work, who, visit.id)
    talks.answer(work, other, row_id(asked[1]), coming=True)
    settled(work)
    course.cancel_exchange(work, leaver, row_id(exchange_of(work, gone)), "Ill.")
    settled(work)
    left = planned(work, visit)
    assert {one for one, _, _ in left} == {guest.id}
    assert len(left) == 2
    ((_, newcomer),) = guests(work, visit, 1)
    settled(work)
    assert Counter(one for one, _, _ in planned(work, visit)) == {guest.id: 2, newcomer.id: 2}
    assert left <= planned(work, visit)  # who stays keeps talks and times
    talks.answer(work, other, row_id(asked[1]), coming=False)
    settled(work)
    assert {one for _, one, _ in planned(work, visit)} == {visit.host_id}
    assert stays.id


def test_a_visit_that_moves_is_told_to_all_and_one_that_is_cancelled_has_no_talks(work):
    """Hosts who come hear of both."""
    who, visit = published(work)
    other, _ = near(work)
    ((first, _),) = guests(work, visit, 1)
    asked = talks.ask(work, who, visit.id)
    talks.answer(work, other, row_id(asked[1]), coming=True)
    settled(work)
    moved = Changes(starts_on=date(2027, 4, 19), ends_on=date(2027, 4, 21))
    later = at(work, work.now.replace(hour=15))
    changing.change(later, who, visit.id, moved, "The fair was moved.")
    settled(later)
    assert told(work, Notice.TALKS_OF_HOST)[other.telegram_id] == 2
    assert told(work, Notice.TALKS_OF_GUEST)[first.telegram_id] == 2
    last = at(work, work.now.replace(hour=16))
    changing.cancel(last, who, visit.id, "No fair.")
    settled(last)
    assert planned(work, visit) == set()
    assert told(work, Notice.TALKS_OF_HOST)[other.telegram_id] == 3
    with pytest.raises(GroupVisitCancelled):
        talks.answer(last, other, row_id(asked[1]), coming=False)


def test_a_host_who_leaves_the_programme_meets_nobody(work):
    """And who gives the visit cannot ask once it has begun."""
    who, visit = published(work)
    other, _ = near(work)
    guests(work, visit, 1)
    asked = talks.ask(work, who, visit.id)
    talks.answer(work, other, row_id(asked[1]), coming=True)
    settled(work)
    leaving.withdraw_application(work, other)
    settled(work)
    assert asked[1].state is TalkHostState.DECLINED
    assert {one for _, one, _ in planned(work, visit)} == {visit.host_id}
    begun = at(work, work.now.replace(year=STARTS.year, month=STARTS.month, day=STARTS.day))
    with pytest.raises(GroupVisitBegun):
        talks.ask(begun, who, visit.id)
    with pytest.raises(NotFound):
        talks.ask(work, other, visit.id)
    with pytest.raises(NotFound):
        talks.answer(work, who, row_id(asked[1]), coming=True)


def test_without_talks_nothing_is_planned(work):
    """Whoever joins or leaves."""
    _, visit = published(work)
    guests(work, visit, 1)
    assert not work.session.exec(select(Due).where(Due.kind == GROUP_TALKS)).all()
    assert talks.settle(work, row_id(visit)) is False
