"""Exchanges online: half days agreed in one message, told as held, worth nothing, with a certificate."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlmodel import select

from bot.conversation.sessions import link_in, sessions_in
from exchange.desk.export import export_file
from exchange.errors import NotPossibleNow
from exchange.papers.calendar import Day, calendar_file
from exchange.people.signing import current_commitment
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.paper import pages
from exchange.reporting.agency.periods import period_in
from exchange.reporting.agency.sheets import sheets, summary
from exchange.reporting.agency.voice import voice_of
from exchange.reporting.figures import progress, splits
from exchange.reporting.splits import Split, splits_of
from exchange.scheme.call import load_scheme
from exchange.timing.sessions import SESSION_HELD, SESSION_NEAR, of_that_day, sessions_of
from exchange.trail.history import history_of_exchange
from exchange.visiting import amending, closing, counted, course, dates, meeting
from exchange.visiting.calendars import Occasion, _stay, last_change
from exchange.visiting.commitment_papers import paper_of
from exchange.visiting.counted import SessionToCome
from exchange.visiting.online import (
    NotOnline,
    Session,
    SessionInPast,
    SessionsMeet,
    SessionsTooFarApart,
    SessionTooShort,
    TooFewSessions,
    TooManyADay,
)
from exchange.words import plain_english
from storage.tables import Due, ExchangeForm, ExchangeState, Outbox, Side
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.pairs import REPORT, build_pair, draw_up, sign_all

FIRST = datetime(2027, 4, 12, 8, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
LONG = 3 * HOUR


def half_days(count, *, apart=1, first=FIRST):
    """So many mornings, one every so many days."""
    starts = [first + timedelta(days=apart * one) for one in range(count)]
    return [Session(one, one + LONG) for one in starts]


@pytest.fixture
def pilot(work):
    """The pilot's call, which has exchanges online."""
    return replace(work, scheme=load_scheme("pilot"))


def agreed(work, sessions):
    """A pair that has agreed on these half days."""
    pair = build_pair(work)
    dates.offer_times(work, pair.visitor, pair.id, (), sessions, "https://meet.example.eu/1")
    dates.agree_dates(work, pair.host, pair.id)
    return pair


def signed(work, sessions):
    """The same, with everything signed."""
    pair = agreed(work, sessions)
    draw_up(work, pair)
    sign_all(work, pair)
    return pair


def rows(work, kind):
    """What is planned of a kind."""
    return work.session.exec(select(Due).where(Due.kind == kind, Due.done_at == None)).all()  # noqa: E711


def at(work, moment):
    """The same work at another time."""
    return replace(work, now=moment)


def test_six_half_days_are_three_working_days_and_cost_nothing(pilot):
    """As the pilot's were; both know where they meet."""
    pair = agreed(pilot, half_days(6))
    exchange = pair.exchange
    assert (exchange.working_days, exchange.lump_sum, exchange.form) == (
        3,
        Decimal(0),
        ExchangeForm.ONLINE,
    )
    assert (exchange.link, exchange.state) == (
        "https://meet.example.eu/1",
        ExchangeState.COMMITMENT,
    )
    assert len(sessions_of(pilot, exchange)) == 6


def test_a_call_without_them_refuses_sessions(work):
    """People meet on the spot there."""
    pair = build_pair(work)
    with pytest.raises(NotOnline):
        dates.offer_times(work, pair.visitor, pair.id, (), half_days(6))


@pytest.mark.parametrize(
    ("sessions", "error"),
    [
        (half_days(5), TooFewSessions),
        (half_days(6, first=datetime(2020, 4, 12, 8, tzinfo=UTC)), SessionInPast),
        ([*half_days(6), Session(FIRST + LONG / 2, FIRST + LONG * 2)], SessionsMeet),
        (
            [*half_days(6), Session(FIRST + LONG, FIRST + LONG + timedelta(hours=1))],
            SessionTooShort,
        ),
        (half_days(6, apart=7), SessionsTooFarApart),
        (
            [
                *half_days(6),
                Session(FIRST + LONG, FIRST + LONG * 2),
                Session(FIRST + LONG * 2, FIRST + LONG * 3),
            ],
            TooManyADay,
        ),
    ],
)
def test_sessions_that_are_none_are_refused_with_their_reason(pilot, sessions, error):
    """And nothing is offered."""
    pair = build_pair(pilot)
    with pytest.raises(error):
        dates.offer_times(pilot, pair.visitor, pair.id, (), sessions)
    assert dates.open_offer(pilot, pair.exchange) is None


def test_other_sessions_take_the_place_of_those_agreed(pilot):
    """Dates that are open again leave nothing behind."""
    pair = agreed(pilot, half_days(6))
    dates.reopen_dates(pilot, pair.visitor, pair.id)
    assert (pair.exchange.form, list(sessions_of(pilot, pair.exchange))) == (ExchangeForm.VISIT, [])
    dates.offer_dates(pilot, pair.visitor, pair.id, FIRST.date(), FIRST.date() + timedelta(days=4))
    dates.agree_dates(pilot, pair.host, pair.id)
    assert (pair.exchange.form, pair.exchange.link) == (ExchangeForm.VISIT, "")


def test_both_are_reminded_of_each_session_and_asked_after_it(pilot):
    """Nobody is told to travel."""
    pair = signed(pilot, half_days(6))
    assert (len(rows(pilot, SESSION_NEAR)), len(rows(pilot, SESSION_HELD))) == (24, 12)
    assert not rows(pilot, "departure.near")
    assert not amending.may_amend(pilot, pair.exchange)


def test_each_hears_of_a_session_by_the_day_that_it_has_for_them(pilot):
    """At 21:30 in Lisbon it is the next day in Yerevan already, and so is the morning before it."""
    pair = build_pair(pilot)
    pair.visitor.zone = "Asia/Yerevan"
    late = datetime(2027, 4, 13, 20, 30, tzinfo=UTC)  # a Tuesday
    sessions = half_days(6, apart=7, first=late)[:4] + half_days(2, first=late + timedelta(days=1))
    dates.offer_times(
        pilot, pair.visitor, pair.id, (), sorted(sessions, key=lambda one: one.starts), ""
    )
    dates.agree_dates(pilot, pair.host, pair.id)
    draw_up(pilot, pair)
    sign_all(pilot, pair)
    first = min(row.facts["session"] for row in rows(pilot, SESSION_NEAR))
    told = {
        row.facts["side"]: row.due_at.date()
        for row in rows(pilot, SESSION_NEAR)
        if row.facts["session"] == first and "soon" not in row.facts
    }
    assert told == {"host": date(2027, 4, 12), "visitor": date(2027, 4, 13)}


def test_the_history_tells_a_session_by_its_day_at_the_hosts(pilot):
    """Whoever reads it, and however near midnight it was."""
    pair = signed(pilot, half_days(6, first=datetime(2027, 4, 12, 23, 30, tzinfo=UTC)))
    begun = at(pilot, FIRST + timedelta(days=2))
    assert course.start_exchange(begun, pair.id)
    kept = sessions_of(pilot, pair.exchange)
    counted.tell_held(begun, pair.visitor, pair.id, kept[0].id, held=True)
    found = history_of_exchange(begun, pair.vop_officer, pair.id).moments
    (held,) = [one for one in found if one.act == "session:held"]
    assert [one.facts for one in held.told] == [{"day": date(2027, 4, 13)}]


def test_what_was_held_counts(pilot):
    """Five of six half days are two working days: no exchange; all six are one, with a certificate."""
    pair = signed(pilot, half_days(6))
    begun = at(pilot, FIRST - timedelta(hours=1))
    assert course.start_exchange(begun, pair.id)
    kept = sessions_of(pilot, pair.exchange)
    with pytest.raises(SessionToCome):
        counted.tell_held(begun, pair.host, pair.id, kept[5].id, held=True)
    over = at(pilot, FIRST + timedelta(days=6))
    for one in kept[:5]:
        counted.tell_held(over, pair.host, pair.id, one.id, held=True)
    assert course.finish_exchange(over, pair.id)
    assert (pair.exchange.working_days, closing.was_long_enough(over, pair.exchange)) == (2, False)
    told = counted.tell_held(over, pair.visitor, pair.id, kept[5].id, held=True)
    counted.tell_held(over, pair.visitor, pair.id, kept[5].id, held=True)
    assert (told.told_by, pair.exchange.working_days) == (Side.VISITOR, 3)
    closing.submit_report(over, pair.visitor, pair.id, REPORT)
    with pytest.raises(NotPossibleNow):
        counted.tell_held(over, pair.host, pair.id, kept[0].id, held=False)
    closing.validate_report(over, pair.vop_officer, pair.id)
    assert pair.exchange.state is ExchangeState.CLOSED
    assert closing.was_long_enough(over, pair.exchange)


def held_all(pilot, pair):
    """The days after all sessions, when each has been told as held and the exchange is over."""
    begun, over = (at(pilot, FIRST + one) for one in (-timedelta(hours=1), timedelta(days=6)))
    course.start_exchange(begun, pair.id)
    for one in sessions_of(pilot, pair.exchange):
        counted.tell_held(over, pair.host, pair.id, one.id, held=True)
    course.finish_exchange(over, pair.id)
    return over


def test_what_was_long_enough_waits_for_its_report_though_nothing_is_paid(pilot):
    """It closes by itself only where it was no exchange."""
    pair = signed(pilot, half_days(6))
    held_all(pilot, pair)
    assert not closing.close_unreported(at(pilot, FIRST + timedelta(days=90)), pair.id)
    assert pair.exchange.state is ExchangeState.DONE


def test_figures_report_and_export_tell_it_from_a_visit(pilot):
    """So that whoever reads them knows what was travelled for; nobody misses a boarding pass."""
    pair = signed(pilot, half_days(6))
    over = held_all(pilot, pair)
    officer, april = pair.vop_officer, period_in("2027-04")
    assert splits(over, officer, Split.FORM) == [(("online",), 1)]
    assert progress(over, officer).online == 1
    found, voice = findings(over, officer, april), voice_of(plain_english, over.scheme)
    cards = {one.heading: one for one in pages(found, voice, over.now).cards}
    assert "1 of these online" in cards["EXCHANGES DONE"].lines
    assert cards["PROVED"].main == "nothing yet"
    assert dict(summary(found, voice))["Of these online"] == 1
    told, _ = (
        sheet for sheet in sheets(found, voice, "UTC") if sheet.title in {"Exchanges", "Splits"}
    )
    row = dict(zip(told.columns, told.rows[0], strict=True))
    assert (row["Form"], row["Proof"]) == ("online", "held online: 3 working days")
    book = load_workbook(io.BytesIO(export_file(over, officer).content))["Exchanges"]
    names, cells = book.iter_rows(values_only=True)
    assert dict(zip(names, cells, strict=True))["Form"] == "online"


def test_where_a_call_has_none_nobody_is_asked(work):
    """The call of today has no exchange online."""
    assert Split.FORM not in splits_of(work.scheme)
    assert Split.FORM in splits_of(load_scheme("pilot"))


def test_the_paper_says_when_they_meet(pilot):
    """Each half day on the host's clock."""
    pair = signed(pilot, half_days(6))
    paper = current_commitment(pilot, pair.exchange)
    told = dict(paper_of(pilot, pair.exchange, paper).more)
    assert told["Sessions online"].startswith("2027-04-12, 09:00–12:00")


TODAY = FIRST.date()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Tue 13 Apr 9-12, Thu 15 Apr 14-17", [(13, 9, 12), (15, 14, 17)]),
        ("13 April 9:00–12:00; 15 April 2-5 pm", [(13, 9, 12), (15, 14, 17)]),
        ("13.4. 9-12 Uhr und 15.4. 14 bis 17 Uhr", [(13, 9, 12), (15, 14, 17)]),
        (
            "2027-04-13 9-12\n2027-04-15 14-17 https://meet.example.eu/1-2",
            [(13, 9, 12), (15, 14, 17)],
        ),
        ("13 April and 15 April 9-12", [(13, 9, 12), (15, 9, 12)]),
        ("13 April 9-12 and 14-17", [(13, 9, 12), (13, 14, 17)]),
        ("13 April 9-12, 14-17 people", [(13, 9, 12), (13, 14, 17)]),
        ("13 April 9-12, with 14-17 people", [(13, 9, 12)]),
        ("12-16 April", []),
        ("12.-16. April 2027", []),
        ("13/4/2027 - 15/4/2027", []),
        ("13 April 12-9", []),
        ("nothing at all", []),
    ],
)
def test_half_days_are_read_as_people_type_them(typed, told):
    """With their days; a range of days is none of them."""
    found = sessions_in(typed, TODAY, UTC)
    assert [(one.day, one.hour, other.hour) for one, other in found] == told


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_left(typed):
    """Each begins before it ends."""
    assert all(one < other for one, other in sessions_in(typed, TODAY, UTC))
    assert link_in(typed) == "" or link_in(typed).startswith("http")


def test_the_calendar_says_when_and_where_they_meet(pilot):
    """The hours of each half day, and the link as the place."""
    pair = signed(pilot, half_days(6))
    stay = _stay(pilot, pair.exchange, plain_english)
    assert (stay.words.splitlines()[0], stay.place) == (
        "2027-04-12, 09:00–12:00 (Europe/Lisbon)",
        "https://meet.example.eu/1",
    )
    assert stay.days == tuple(
        Day((FIRST + timedelta(days=one)).date(), time(9), time(12), stay.title, stay.place)
        for one in range(6)
    )
    assert stay.title == "Vienna Weavers & Sons and Porto Weavers & Sons, online"


def test_two_half_days_of_a_day_are_two_in_the_calendar(pilot):
    """Nobody is busy over noon; what a change takes away goes from the calendar."""
    pair = agreed(pilot, [one for day in range(3) for one in twice(FIRST + timedelta(days=day))])
    stay = _stay(pilot, pair.exchange, plain_english)
    assert [(one.starts.hour, one.ends.hour) for one in stay.days] == [(9, 12), (14, 17)] * 3
    dates.reopen_dates(pilot, pair.visitor, pair.id)
    dates.offer_times(pilot, pair.visitor, pair.id, (), half_days(6))
    dates.agree_dates(pilot, pair.host, pair.id)
    gone = calendar_file(_stay(pilot, pair.exchange, plain_english)).decode()
    assert (gone.count("BEGIN:VEVENT"), gone.count("STATUS:CANCELLED")) == (2, 1)


def test_half_days_of_a_day_are_told_together_the_day_before(pilot):
    """And each an hour before it."""
    pair = signed(pilot, [one for day in range(3) for one in twice(FIRST + timedelta(days=day))])
    near = [row for row in rows(pilot, SESSION_NEAR) if row.facts["side"] == Side.HOST]
    assert Counter("soon" in row.facts for row in near) == {True: 6, False: 3}
    there = sessions_of(pilot, pair.exchange)
    assert of_that_day(there, there[0], "Europe/Lisbon") == list(there[:2])
    assert of_that_day(there, there[1], "Europe/Lisbon") == [there[1]]


def twice(first):
    """Two half days of one day."""
    return [Session(first, first + LONG), Session(first + 5 * HOUR, first + 8 * HOUR)]


def test_a_session_agreed_late_is_told_an_hour_before_at_any_hour(pilot):
    """Its link with it: the morning of the day before is over, and at eight nobody works yet."""
    pair = signed(pilot, half_days(6, first=FIRST - 2 * HOUR))
    early = sessions_of(pilot, pair.exchange)[0].starts_at
    soon = min(row.due_at for row in rows(pilot, SESSION_NEAR) if "soon" in row.facts)
    assert soon == early - HOUR
    do_what_is_due(replace(pilot, now=early - HOUR))
    told = [one for one in pilot.session.exec(select(Outbox)) if one.kind == SESSION_NEAR]
    assert [one.due_at for one in told] == [early - HOUR] * 2  # the last word to each


def test_a_link_told_later_goes_to_both_calendars_once(pilot):
    """It is the place there, and a change of the same event."""
    pair = agreed(pilot, half_days(6))
    before = _stay(pilot, pair.exchange, plain_english)
    for _ in range(2):
        meeting.tell_link(
            at(pilot, pilot.now + HOUR), pair.host, pair.id, "https://meet.example.eu/2"
        )
    after = _stay(pilot, pair.exchange, plain_english)
    assert (after.place, after.sequence) == ("https://meet.example.eu/2", before.sequence + 1)
    assert after.days[0].place == after.place
    assert last_change(pilot, pair.exchange) is Occasion.LINK


@pytest.mark.parametrize(
    "typed",
    [
        "12 and 13 April 9-12",
        "12., 13. April 9-12",
        "Mon 12, Tue 13 April 2027 9-12",
        "12/4 and 13/4 9-12",
    ],
)
def test_days_that_share_a_month_are_each_a_half_day(typed):
    """A number alone has the month of the day that follows it."""
    found = sessions_in(typed, date(2027, 3, 1), UTC)
    assert [one[0].date() for one in found] == [date(2027, 4, 12), date(2027, 4, 13)]
