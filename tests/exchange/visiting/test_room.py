"""A room for two: only the pair reads it, nobody is flooded, who is blocked is not passed on."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.privacy import erasure, retention
from exchange.proposing import blocking
from exchange.visiting import course, room
from storage.tables import Outbox, PairMessage, StoredFile
from tests.builders.records import pairs, rows
from tests.builders.records.works import later


def told(work, person):
    """The messages that were passed on to somebody."""
    query = select(Outbox).where(
        Outbox.kind == "partner.wrote", Outbox.chat_id == person.telegram_id
    )
    return [one.body["message"] for one in work.session.exec(query)]


def test_what_one_writes_goes_to_the_other_and_back(work):
    """And to nobody else: a stranger finds no room."""
    pair = pairs.build_pair(work)
    first = room.write_to_partner(work, pair.visitor, pair.id, "Is there a tram?")
    file = pairs.stored(work, pair.host)
    second = room.write_to_partner(work, pair.host, pair.id, "", file)
    assert (told(work, pair.host), told(work, pair.visitor)) == ([first.id], [second.id])
    assert room.thread(work, pair.exchange) == [first, second]
    with pytest.raises(NotFound):
        room.write_to_partner(work, rows.person(work, "FI"), pair.id, "Hello")


def test_nobody_is_flooded(work):
    """So many messages an hour, as the call says; after it one can go on."""
    pair, most = pairs.build_pair(work), work.scheme.proposals.max_messages_per_hour
    for count in range(most):
        room.write_to_partner(work, pair.visitor, pair.id, f"Message {count}")
    with pytest.raises(room.MessagesEnough):
        room.write_to_partner(work, pair.visitor, pair.id, "One more")
    room.write_to_partner(work, pair.host, pair.id, "Slowly, please")
    room.write_to_partner(later(work, hours=2), pair.visitor, pair.id, "Sorry")


@pytest.mark.parametrize("by", ["visitor", "host"])
def test_who_is_blocked_or_cancelled_writes_no_more(work, by):
    """Whoever of the two has blocked the other."""
    pair = pairs.build_pair(work)
    blocking.block_partner(work, getattr(pair, by), pair.exchange.proposal_id)
    with pytest.raises(room.RoomClosed):
        room.write_to_partner(work, pair.visitor, pair.id, "Hello?")
    blocking.unblock_partner(work, getattr(pair, by), pair.exchange.proposal_id)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    with pytest.raises(NotPossibleNow):
        room.write_to_partner(work, pair.visitor, pair.id, "Hello?")


def test_what_was_written_goes_after_its_days_and_with_its_writer(work):
    """Words and files, as of every thread (the call's question_days); what the other wrote stays theirs."""
    pair = pairs.build_pair(work)
    room.write_to_partner(work, pair.visitor, pair.id, "", pairs.stored(work, pair.visitor))
    room.write_to_partner(work, pair.host, pair.id, "Thank you")
    course.cancel_exchange(work, pair.host, pair.id, "time")
    erasure.erase(work, pair.visitor)
    assert [one.text for one in room.thread(work, pair.exchange)] == ["Thank you"]
    assert not work.session.exec(select(StoredFile.id)).all()
    days = work.scheme.retention.question_days
    retention.PERIODS["questions"](later(work, days=days + 1))
    assert not work.session.exec(select(PairMessage.id)).all()
