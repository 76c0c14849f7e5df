"""What a desk writes: to its own people only, once, to nobody who wants none; answers come back."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.errors import NotFound
from exchange.people.budgets import TooManyQuestions
from exchange.people.officers import RoleMayNot
from exchange.privacy import erasure
from exchange.privacy.retention import PERIODS
from exchange.work import DESK, PARTICIPANTS
from exchange.writing import mailings, notes
from exchange.writing.audiences import who_stands_there
from storage.queues import claiming, outbox
from storage.queues.claiming import Claimant
from storage.queues.pace import AT_ONCE
from storage.tables import Audience, Mailing, Note, OfficerRole, Outbox, OutboxState, Urgency
from tests.builders.records.applicants import (
    AWAY,
    applicant,
    host,
    invite,
    officer,
    visitor,
)
from tests.builders.records.works import later
from tests.exchange.entering.test_entries import entered

TEXTS = {"en": "Is there room in May?", "de": "Ist im Mai Platz?"}


def letters(work, bot, kind):
    """The letters of a kind in a bot."""
    return work.session.exec(select(Outbox).where(Outbox.bot == bot, Outbox.kind == kind)).all()


def draft(work, by, audience=Audience.EVERYBODY, **narrowed):
    """A message to many."""
    return mailings.draft_mailing(work, by, audience, TEXTS, **narrowed)


def test_a_message_to_one_is_answered_in_its_thread(work):
    """The person gets it, the desk gets the answer, and both read all of it."""
    ours, (who, applied) = officer(work), visitor(work)
    note = notes.write_note(work, ours, applied.id, "Would you like to meet a host?")
    reply = notes.answer_note(work, who, note.id, "Yes!")
    assert len(letters(work, PARTICIPANTS, "desk.wrote")) == 1
    assert len(letters(work, DESK, "desk.note.answered")) == len(
        work.desk_chats(ours.partnership_id)
    )
    assert notes.thread(work, ours.partnership_id, who.id) == [note, reply]


def test_nobody_writes_to_others_people(work):
    """Another desk does not find them, an auditor may not, and nobody answers for somebody else."""
    _, applied = visitor(work)
    other, _ = visitor(work, "SK")
    with pytest.raises(NotFound):
        notes.write_note(work, officer(work, AWAY), applied.id, "Hello")
    with pytest.raises(RoleMayNot):
        notes.write_note(work, officer(work, role=OfficerRole.AUDITOR), applied.id, "Hello")
    note = notes.write_note(work, officer(work), applied.id, "Hello")
    with pytest.raises(NotFound):
        notes.answer_note(work, other, note.id, "Yes!")


def test_who_answers_without_end_is_asked_to_wait(work):
    """As with questions: five at once."""
    ours, (who, applied) = officer(work), visitor(work)
    note = notes.write_note(work, ours, applied.id, "Hello")
    for count in range(5):
        notes.answer_note(work, who, note.id, f"Yes {count}")
    with pytest.raises(TooManyQuestions):
        notes.answer_note(work, who, note.id, "Yes!")


def test_each_audience_is_who_stands_there(work):
    """Own people only; hosts by ecosystem, by month, and with a place left."""
    ours = officer(work)
    waiting, _ = applicant(work)
    asking, _ = visitor(work, "SK")
    idle, _ = visitor(work, "BE")
    room, hosting = host(work, months=["2027-05"])
    late, _ = host(work, "GR", months=["2027-07"])
    visitor(work, "FI", partnership=AWAY)
    invite(work, asking, hosting)

    def there(audience, **narrowed):
        return [one.id for one in who_stands_there(work, draft(work, ours, audience, **narrowed))]

    everybody = [one.id for one in (waiting, asking, idle, room, late)]
    assert there(Audience.EVERYBODY) == everybody
    assert there(Audience.WAITING) == [waiting.id]
    assert there(Audience.UNINVITED) == [idle.id]
    assert there(Audience.HOSTS) == [room.id, late.id]
    assert there(Audience.HOSTS, ecosystem="textiles", month="2027-05") == [room.id]
    assert there(Audience.HOSTS, ecosystem="health") == []
    assert there(Audience.TRAVELLING) == []
    hosting.capacity = 0
    assert there(Audience.HOSTS) == [late.id]


def test_a_message_to_many_leaves_once_at_a_pace_and_tells_its_result(work):
    """Who wants quiet is left out and counted; a second tap is refused; blocked ones are told."""
    ours = officer(work)
    visitor(work)
    second, _ = visitor(work, "SK")
    third, _ = visitor(work, "BE")
    second.language = "de"
    mailings.set_quiet(work, third, quiet=True)
    mailing = draft(work, ours)
    found = mailings.reach(work, mailing)
    assert (found.versions, found.quiet) == ({"en": 1, "de": 1}, 1)
    assert mailings.send_mailing(work, ours, mailing.id) == 2
    with pytest.raises(mailings.SentAlready):
        mailings.send_mailing(work, ours, mailing.id)
    sent = letters(work, PARTICIPANTS, "desk.wrote")
    assert {one.urgency for one in sent} == {Urgency.BROADCAST}
    outbox.close(work.session, sent[0].id, OutboxState.BLOCKED, "", work.now)
    notes.answer_note(work, second, sent[1].body["note"], "Yes!")
    work.session.expire_all()
    told = mailings.result(work, mailing)
    assert (told.meant, told.blocked, told.waiting, told.quiet, told.answered) == (2, 1, 1, 1, 1)
    assert {
        notes.words_of(work, work.load(Note, one.body["note"]), language)
        for one, language in zip(sent, ("en", "de"), strict=True)
    } == set(TEXTS.values())


def test_a_message_to_many_lets_what_is_more_urgent_go_first(work):
    """What is written later to one person leaves before it."""
    ours, (_, applied) = officer(work), visitor(work)
    outbox.strike(work.session, "said before", work.now)
    mailings.send_mailing(work, ours, draft(work, ours).id)
    urgent = notes.write_note(work, ours, applied.id, "This is urgent")
    sender = Claimant(PARTICIPANTS, "me", AT_ONCE)
    assert [
        one.body["note"] for one in claiming.claim(work.session, sender, work.now, limit=9)
    ] == [urgent.id]


def test_nothing_goes_to_nobody(work):
    """It stays a draft, which can be thrown away; another desk does not see it."""
    ours = officer(work)
    mailing = draft(work, ours, Audience.TRAVELLING)
    with pytest.raises(mailings.NobodyThere):
        mailings.send_mailing(work, ours, mailing.id)
    with pytest.raises(NotFound):
        mailings.drop_mailing(work, officer(work, AWAY), mailing.id)
    mailings.drop_mailing(work, ours, mailing.id)
    assert work.session.exec(select(Mailing)).all() == []


def test_notes_go_with_the_person_and_after_their_time(work):
    """Erasure leaves none; nor does the day after their period."""
    ours, (who, applied), (other, theirs) = officer(work), visitor(work), visitor(work, "SK")
    notes.write_note(work, ours, applied.id, "Hello")
    notes.write_note(work, ours, theirs.id, "Hello")
    erasure.erase(work, who)
    assert [one.person_id for one in work.session.exec(select(Note))] == [other.id]
    PERIODS["questions"](later(work, days=work.scheme.retention.question_days + 1))
    assert work.session.exec(select(Note)).all() == []


def test_the_preview_counts_who_is_in_no_chat_yet(work):
    """Whom the desk has entered gets no letter to many; the officer reads how many they are."""
    ours = officer(work)
    visitor(work)
    entered(work)
    found = mailings.reach(work, draft(work, ours))
    assert (found.people, found.absent) == (1, 1)
    assert mailings.reach(work, draft(work, ours, Audience.UNINVITED)).absent == 0
