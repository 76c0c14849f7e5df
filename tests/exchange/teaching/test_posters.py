"""The poster of a course and the file for a calendar: what they say, who gets them, what a change makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import NotFound
from exchange.rows import row_id
from exchange.teaching import calendars, enrolling, posters, publishing
from exchange.teaching.rules import Session, clock_of, sessions_of
from exchange.visiting.kept_files import PDF, PNG
from exchange.words import plain_english
from storage.tables import Course
from tests.builders.records import courses
from tests.builders.records.works import later


def ics(work, person, course):
    """The lines of the file for a calendar."""
    return (
        calendars.calendar_of(work, person, row_id(course), plain_english)
        .content.decode()
        .split("\r\n")
    )


def value(lines, name):
    """What the first line of that name says."""
    return next(one.partition(":")[2] for one in lines if one.startswith(name))


@given(st.one_of(st.text(max_size=30), st.integers(0, 10**12).map(lambda n: f"course_{n}")))
def test_only_a_course_s_own_link_opens_one(payload):
    """Numbers that a row may have, and nothing beside them."""
    number = posters.DOOR.number_in(payload)
    assert number is None or posters.DOOR.payload_of(number) == payload.strip()


def test_who_has_a_seat_gets_the_calendar_and_the_link_in_it(work):
    """And whoever gives it; nobody else, as the link to it stands there."""
    giver, course = courses.published(work)
    learner, stranger = courses.learner(work), courses.learner(work, "FI")
    with pytest.raises(NotFound):
        ics(work, learner, course)
    enrolling.enrol(work, learner, row_id(course))
    told = "".join(ics(work, learner, course)).replace(" ", "")
    assert "meet.example.org/labels" in told
    assert value(ics(work, giver, course), "SUMMARY") == course.title
    with pytest.raises(NotFound):
        ics(work, stranger, course)


def test_a_change_is_a_later_version_of_the_same(work):
    """So that a calendar moves it instead of showing it twice; called off, it goes."""
    giver, course = courses.published(work)
    before = ics(work, giver, course)
    then = later(work, days=1)
    publishing.change(then, giver, row_id(course), courses.told(work, days=30))
    after = ics(then, giver, course)
    assert value(before, "UID") == value(after, "UID")
    assert (value(before, "SEQUENCE"), value(after, "SEQUENCE")) == ("0", "1")
    assert value(before, "DTSTART") != value(after, "DTSTART")
    publishing.cancel(then, giver, row_id(course), "Too few came.")
    assert value(ics(then, giver, course), "STATUS") == "CANCELLED"


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(6, 22)), min_size=1, max_size=6),
    st.sampled_from(["Europe/Lisbon", "Asia/Yerevan"]),
    st.sampled_from(["", "Lisbon, hall 2"]),
)
def test_the_calendar_has_each_session_at_the_hours_told_in_chat(times, reader, place):
    """Two of one day are two; on the line by the reader's clock, at a place by that of the place."""
    begins = [datetime(2027, 5, 3, hour, tzinfo=UTC) + timedelta(days=day) for day, hour in times]
    sessions = [[at.isoformat(), (at + timedelta(hours=2)).isoformat()] for at in sorted(begins)]
    course = Course.model_construct(zone="Europe/Lisbon", sessions=sessions, place=place)
    zone = ZoneInfo(clock_of(course, reader))
    days = calendars._days(course, zone)
    chat = [(one.starts.astimezone(zone), one.ends.astimezone(zone)) for one in sessions_of(course)]
    assert [
        (datetime.combine(one.on, one.starts, zone), datetime.combine(one.ends_on, one.ends, zone))
        for one in days
    ] == chat


def test_a_second_session_of_a_day_goes_when_the_course_has_one_no_more(work):
    """Its own event is called off, and the first one moved."""
    begins = work.now + timedelta(days=20)
    two = [Session(begins + timedelta(hours=n), begins + timedelta(hours=n + 2)) for n in (0, 4)]
    giver, course = courses.published(work, sessions=two)
    before = ics(work, giver, course)
    publishing.change(work, giver, row_id(course), courses.told(work, days=30))
    after = ics(work, giver, course)
    names = [
        [one for one in lines if one.startswith(("UID", "STATUS"))] for lines in (before, after)
    ]
    assert names[0][1::2] == ["STATUS:CONFIRMED"] * 2
    assert names[1][1::2] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert names[0][::2] == names[1][::2]


def test_the_poster_says_what_when_and_where(work):
    """Hours of the giver's clock; of many sessions the first ones and how many more."""
    begins = work.now + timedelta(days=20)
    many = [
        Session(begins + timedelta(days=n), begins + timedelta(days=n, hours=2)) for n in range(5)
    ]
    giver, course = courses.published(work, sessions=many, place="Lisbon, hall 2")
    poster = posters._poster(work, course, plain_english)
    assert poster.inviting == course.title
    assert any("Lisbon, hall 2" in one for one in poster.summary)
    assert {"and 2 more sessions", "Seats: 2"} <= set(poster.summary)
    assert posters.poster_file(work, giver, giver, row_id(course), PNG, plain_english).mime == PNG
    _, online = courses.published(work)
    assert f"({online.zone})" in posters._poster(work, online, plain_english).summary[0]
    assert poster.link.endswith(posters.DOOR.payload_of(course.id))
    file = posters.poster_file(work, giver, giver, row_id(course), PDF, plain_english)
    assert file.mime == PDF
    with pytest.raises(NotFound):
        posters.poster_file(work, courses.giver(work), giver, row_id(course), PDF, plain_english)
