"""Whatever happens to an exchange, both sides have been told of its newest file for the calendar, and of each once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from exchange.errors import CxcError
from exchange.people.signing import open_amendment
from exchange.scheme.call import load_scheme
from exchange.visiting import amending, calendars, commitments, correcting, course, dates, meeting
from exchange.visiting.amending import Change
from storage.tables import DateOffer, DateOfferState, Outbox
from tests.builders.records import pairs
from tests.builders.records.works import at, working
from tests.exchange.visiting.test_online import half_days
from tests.sizes import examples

MONDAY = date(2027, 4, 12)
AFTER = datetime(2027, 4, 20, 8, tzinfo=UTC)
SPOT = [(MONDAY, date(2027, 4, 14))]


def amended(work, pair, change):
    """A change is asked for, and all sign it."""
    made = amending.ask_amendment(work, pair.visitor, pair.id, change, "Because.")
    for by in (pair.visitor, pair.host, pair.vop_officer, pair.hop_officer):
        with suppress(CxcError):
            amending.sign_amendment(work, by, made.id)


def refused(work, pair):
    """The change that is open is refused."""
    if asked := open_amendment(work, pair.exchange):
        amending.refuse_amendment(work, pair.host, asked.id, "No.")


def both_ways(work, pair):
    """Days on the spot and half days online are agreed."""
    dates.offer_times(work, pair.visitor, pair.id, SPOT, half_days(2, first=AFTER), "")
    dates.agree_dates(work, pair.host, pair.id)


DEEDS = {
    "agree": pairs.agree,
    "both ways": both_ways,
    "write": pairs.draw_up,
    "open again": lambda work, pair: dates.reopen_dates(work, pair.visitor, pair.id),
    "sign": pairs.sign_all,
    "one signs": lambda work, pair: commitments.sign_as_person(work, pair.visitor, pair.id),
    "agenda": lambda work, pair: amended(work, pair, Change(agenda=f"Day 1: mill {work.now}.")),
    "days": lambda work, pair: amended(work, pair, Change(MONDAY, MONDAY + timedelta(days=3))),
    "refuse": refused,
    "link": lambda work, pair: meeting.tell_link(
        work, pair.host, pair.id, f"https://m.eu/{work.now:%M}"
    ),
    "start": lambda work, pair: course.start_exchange(
        at(work, datetime(2027, 4, 12, 8, tzinfo=UTC)), pair.id
    ),
    "break off": lambda work, pair: course.interrupt_exchange(
        at(work, datetime(2027, 4, 14, 18, tzinfo=UTC)),
        pair.visitor,
        pair.id,
        date(2027, 4, 14),
        "ill",
    ),
    "correct": lambda work, pair: correcting.correct_stay(
        at(work, datetime(2027, 4, 18, 8, tzinfo=UTC)),
        pair.vop_officer,
        pair.id,
        date(2027, 4, 15),
        "Sheet.",
    ),
    "cancel": lambda work, pair: course.cancel_exchange(work, pair.host, pair.id, "time"),
}


def told(work, person):
    """The numbers of the files that somebody was told of."""
    query = select(Outbox).where(
        Outbox.kind == "calendar.changed", Outbox.chat_id == person.telegram_id
    )
    return [one.body["sequence"] for one in work.session.exec(query.order_by(Outbox.id))]


@settings(max_examples=examples(30), deadline=None)
@given(
    st.sampled_from([["agree"], ["both ways"], ["agree", "write", "sign"], ["agree", "write", "sign", "start"]]),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=7),
)  # fmt: skip
def test_the_newest_file_is_told_to_both_and_none_twice(begun, deeds):
    """An older one that has not left is overtaken, so the newest has to follow always."""
    with working(seeded=True) as bare:
        work = replace(bare, scheme=load_scheme("pilot"))
        pair = pairs.build_pair(work)
        for minute, deed in enumerate([*begun, *deeds]):
            with suppress(CxcError):
                DEEDS[deed](replace(work, now=work.now + timedelta(minutes=minute)), pair)
            agreed = select(DateOffer).where(DateOffer.state == DateOfferState.AGREED)
            if not work.session.exec(agreed).all():
                continue
            count = calendars.sequence(work, pair.exchange)
            for person in (pair.visitor, pair.host):
                numbers = told(work, person)
                assert (numbers[-1], len(set(numbers))) == (count, len(numbers)), deed
