"""What officers open is written down, and a group reads no more than it needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.desk.answers import answer
from exchange.people.staff_groups import bind_group
from exchange.privacy.copies import copy_of
from exchange.proposing import blocking
from storage.tables import GroupGuest, GuestState, OfficerRole, Person, StoredFile
from tests.builders.records.applicants import accepted, invited, officer
from tests.builders.records.courses import published

GROUP = -1007


def asked(work, who, words="", *, group=False, data=""):
    """What an officer reads after a command or a tap, in private or in the staff group."""
    person = work.load(Person, who.person_id)
    chat = GROUP if group else person.telegram_id
    command, _, text = words.partition(" ")
    did = Did.TAP if data else Did.COMMAND
    more = {"data": data, "message_id": 9, "callback_id": "c"} if data else {}
    event = Event("desk", 1, person.telegram_id, chat, did, command=command, text=text, **more)
    event = replace(event, private=not group)
    talk = Talk(
        work,
        person,
        event,
        Speech("en"),
        conversation_of(work, "desk", chat, person.telegram_id),
        {},
    )
    answer(talk)
    return talk


@pytest.fixture
def desk(work):
    """An officer with a staff group, and an applicant with a CV."""
    ours = officer(work, role=OfficerRole.COORDINATOR)
    bind_group(work, ours, GROUP)
    who, application = accepted(work, motivation="to learn the trade")
    facts = {"name": "cv.pdf", "mime": "application/pdf", "size": 1, "sha256": "", "content": b"x"}
    application.cv_id = work.add(StoredFile(**facts, kept_at=work.now, person_id=who.id)).id
    work.add(application)
    return ours, who, application


def test_a_group_reads_neither_address_nor_motivation_nor_cv(work, desk):
    """And is told where they are."""
    ours, _, application = desk
    alone = asked(work, ours, f"case {application.id}").replies[-1]
    together = asked(work, ours, f"case {application.id}", group=True).replies[-1]
    for words in ("alex@weavers.example", "to learn the trade"):
        assert words in alone.text
        assert words not in together.text
    labels = [button.label for row in together.rows for button in row]
    assert "📎 CV" not in labels
    assert f"/case {application.id}" in together.text


def test_what_an_officer_opens_is_written_down(work, desk):
    """Who, what and when, for the person to read; a glance at somebody else's is not."""
    ours, who, application = desk
    other, _ = accepted(work, country="FI")
    asked(work, ours, f"case {application.id}")
    asked(work, ours, data=f"a:cv:{application.id}")
    asked(work, ours, "export")
    read = [(one.what, one.officer) for one in copy_of(work, who).readings]
    assert read == [("export", "Kim Example"), ("cv", "Kim Example"), ("card", "Kim Example")]
    assert [one.what for one in copy_of(work, other).readings] == ["export"]


def test_an_auditor_reads_the_trail_of_their_own_partnership(work, desk):
    """With the head of the chain; nothing of other Partnerships."""
    ours, _, application = desk
    elsewhere = officer(work, "Photonics4Industry", OfficerRole.AUDITOR)
    here = officer(work, role=OfficerRole.AUDITOR)
    asked(work, ours, f"case {application.id}")
    assert "Card looked at" in asked(work, here, "audit").replies[-1].text
    assert "Card looked at" not in asked(work, elsewhere, "audit").replies[-1].text


def test_who_is_in_a_course_or_group_visit_reads_who_looked_at_it(work, desk):
    """Their names stand on its page; a look by words typed and the history of a case count as well."""
    ours, who, application = desk
    _, course = published(work, ours)
    seat = {"state": GuestState.JOINED, "since": work.now}
    work.add(GroupGuest(course_id=course.id, person_id=who.id, **seat))
    asked(work, ours, data=f"u:show:{course.id}")
    asked(work, ours, f"history {application.id}")
    assert [one.what for one in copy_of(work, who).readings] == ["card"] * 2


def test_nobody_reads_in_their_own_copy_who_keeps_them_away(work):
    """Nor why: who blocked somebody was promised that they are not told."""
    who, other, made = invited(work)
    blocking.report_partner(work, other, made.id, "They write at night.")
    assert "block" not in copy_of(work, who).rows
    assert copy_of(work, other).rows["block"][0]["reason"] == "They write at night."
