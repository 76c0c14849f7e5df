"""What was given up is seen by those whom it concerns, and tried again by those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from exchange.desk import troubles
from exchange.desk.troubles import NoSuchTrouble, Why
from exchange.people.officers import RoleMayNot
from storage.queues import chats, inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import Audit, Inbox, OfficerRole, Outbox, OutboxState, Person
from tests.builders.records.applicants import AWAY, HOME, applicant, newcomer, officer
from tests.builders.records.reading import audited

STRANGER = 999
GIVEN_UP = [
    (OutboxState.BLOCKED, "Forbidden: bot was blocked by the user", 1, Why.BLOCKED),
    (OutboxState.UNCERTAIN, "timed out", 1, Why.UNCERTAIN),
    (OutboxState.FAILED, "Bad Request: can't parse entities", 1, Why.REFUSED),
    (OutboxState.FAILED, "Cannot connect", outbox.PATIENCE, Why.UNREACHED),
    (OutboxState.FAILED, "KeyError", 1, Why.OURS),
]


def lose(
    work, chat_id, state=OutboxState.FAILED, error="Bad Request", attempts=1, bot="participants"
):
    """A message that was given up; its reference."""
    outbox.post(work.session, [Letter(bot, chat_id, "application.accepted")], work.now)
    row = work.session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
    row.attempts = attempts
    work.add(row)
    outbox.close(work.session, row.id, state, error, work.now)
    work.session.expire(row)
    return f"M-{row.id}"


def set_aside(work, chat_id, bot="participants", number=7):
    """An update that was given up; its reference."""
    inbox.store(work.session, bot, [Arrived(number, chat_id, {})], work.now)
    while not inbox.fail(work.session, bot, number, work.now, "KeyError: 'x'"):
        pass
    return f"U-{bot}-{number}"


def seen(work, of):
    """The references that an officer sees, newest first."""
    return [one.reference for one in troubles.troubles(work, of)]


@pytest.mark.parametrize(("state", "error", "attempts", "why"), GIVEN_UP)
def test_each_trouble_says_whose_it_is_and_why(work, state, error, attempts, why):
    """By the number of the case, the kind of message and a reason an officer understands."""
    who, application = applicant(work)
    reference = lose(work, who.telegram_id, state, error, attempts)
    (found,) = troubles.troubles(work, officer(work))
    assert (found.reference, found.application_id) == (reference, application.id)
    assert (found.kind, found.why, found.at) == ("application.accepted", why, work.now)


def test_only_the_own_partnership_and_coordinators_of_nobodys(work):
    """What concerns another Partnership stays there; a stranger's is for coordinators."""
    who, _ = applicant(work)
    away, _ = applicant(work, partnership=AWAY)
    own = lose(work, who.telegram_id)
    others = set_aside(work, away.telegram_id)
    nobodys = lose(work, STRANGER)
    coordinator = officer(work, role=OfficerRole.COORDINATOR)
    assert seen(work, officer(work)) == [own]
    assert set(seen(work, officer(work, AWAY))) == {others}
    assert set(seen(work, coordinator)) == {own, nobodys}


def test_messages_to_officers_belong_to_their_partnership(work):
    """What the staff bot could not deliver."""
    home, away = officer(work, HOME), officer(work, AWAY)
    reference = lose(work, work.load(Person, home.person_id).telegram_id, bot="desk")
    assert (seen(work, home), seen(work, away)) == ([reference], [])


def test_what_arrived_waits_or_is_old_is_no_trouble(work):
    """The list holds what somebody should look at."""
    who, _ = applicant(work)
    for state in (OutboxState.SENT, OutboxState.CANCELLED):
        lose(work, who.telegram_id, state)
    lose(work, who.telegram_id)
    old = type(work)(work.session, work.now + timedelta(days=31), work.scheme)
    assert len(seen(work, officer(work))) == 1
    assert seen(old, officer(work)) == []


def test_try_again_puts_a_message_on_its_way(work):
    """Once; who did it is kept."""
    who, _ = applicant(work)
    reference = lose(work, who.telegram_id)
    one = officer(work)
    troubles.try_again(work, one, reference)
    number = int(reference.partition("-")[2])
    row = work.session.get(Outbox, number, populate_existing=True)
    assert (row.state, row.attempts, row.due_at) == (OutboxState.WAITING, 0, work.now)
    assert audited(work, f"trouble:{reference}") == [("trouble:again", f"officer:{one.id}")]
    with pytest.raises(NoSuchTrouble):
        troubles.try_again(work, one, reference)


def test_try_again_has_an_update_worked_on_once_more(work):
    """It is nobody's, and open."""
    who, _ = applicant(work)
    reference = set_aside(work, who.telegram_id)
    troubles.try_again(work, officer(work), reference)
    row = work.session.get(Inbox, ("participants", 7), populate_existing=True)
    assert (row.done_at, row.set_aside, row.attempts, row.owner) == (None, False, 0, None)


def test_all_are_tried_again_but_for_those_who_blocked_the_bot(work):
    """A closed chat would only refuse again."""
    who, _ = applicant(work)
    gone, _ = applicant(work)
    lose(work, who.telegram_id)
    set_aside(work, who.telegram_id)
    blocked = lose(work, gone.telegram_id, OutboxState.BLOCKED, "Forbidden")
    chats.block_chat(work.session, "participants", gone.telegram_id, work.now)
    one = officer(work)
    assert (troubles.try_all_again(work, one), seen(work, one)) == (2, [blocked])


def test_let_be_takes_it_off_the_list_for_good(work):
    """Nothing is sent; what was done is kept."""
    who, _ = applicant(work)
    references = [lose(work, who.telegram_id), set_aside(work, who.telegram_id)]
    one = officer(work)
    for reference in references:
        troubles.let_be(work, one, reference)
    assert seen(work, one) == []
    acts = select(Audit.act).where(Audit.act == "trouble:leave")
    assert len(work.session.exec(acts).all()) == 2


@pytest.mark.parametrize("deed", [troubles.try_again, troubles.let_be])
def test_auditors_look_and_touch_nothing(work, deed):
    """Their role reads only."""
    who, _ = applicant(work)
    reference = lose(work, who.telegram_id)
    auditor = officer(work, role=OfficerRole.AUDITOR)
    assert seen(work, auditor) == [reference]
    with pytest.raises(RoleMayNot):
        deed(work, auditor, reference)


@pytest.mark.parametrize("deed", [troubles.try_again, troubles.let_be])
@pytest.mark.parametrize("reference", ["M-1", "M-77", "U-desk-1", "nonsense", "", "M-"])
def test_others_troubles_do_not_exist(work, deed, reference):
    """A number that was guessed says nothing about others."""
    who, _ = applicant(work, partnership=AWAY)
    lose(work, who.telegram_id)
    newcomer(work)
    with pytest.raises(NoSuchTrouble):
        deed(work, officer(work), reference)
