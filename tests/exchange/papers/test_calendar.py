"""A calendar's file: lines as RFC 5545 has them, the host's clock over the stay, equal input, equal bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from exchange.papers.calendar import LONGEST_LINE, Day, Stay, calendar_file
from tests.sizes import examples

STAY = Stay(
    "exchange-7@clusterxchange",
    2,
    datetime(2027, 3, 1, 12, tzinfo=UTC),
    tuple(Day(date(2027, 4, day)) for day in range(12, 17)),
    "Europe/Lisbon",
    "Ringweberei; Wien visits Oficina, Porto",
    "Oficina, Porto",
    "Mon 12 Apr: laboratories\nTue 13 Apr: looms",
)


def from_to(first, last):
    """Every day from a first to a last one."""
    return tuple(Day(first + timedelta(days=one)) for one in range((last - first).days + 1))


def events(stay):
    """When each of its days begins and ends, as `icalendar` reads its rule, what is left out of it and what replaces."""
    first, *others = Calendar.from_ical(calendar_file(stay)).walk("VEVENT")
    starts, length = first["dtstart"].dt, first["dtend"].dt - first["dtstart"].dt
    count = first["rrule"]["count"][0] if "rrule" in first else 1
    left_out = first.get("exdate", [])
    out = {
        one.dt
        for each in ([left_out] if not isinstance(left_out, list) else left_out)
        for one in each.dts
    }
    usual = {
        starts + timedelta(days=one): starts + timedelta(days=one) + length for one in range(count)
    }
    instead = {one["recurrence-id"].dt: (one["dtstart"].dt, one["dtend"].dt) for one in others}
    assert set(instead) <= set(usual) - out
    return [instead.get(at, (at, till)) for at, till in sorted(usual.items()) if at not in out]


def unfolded(stay):
    """The lines of the file, parts joined."""
    return calendar_file(stay).decode().replace("\r\n ", "").split("\r\n")


def test_a_stay_is_one_event_in_the_hosts_zone():
    """On each day from nine to five; words are escaped."""
    found = unfolded(STAY)
    assert {
        "METHOD:PUBLISH",
        "UID:exchange-7@clusterxchange",
        "SEQUENCE:2",
        "DTSTAMP:20270301T120000Z",
        "DTSTART;TZID=Europe/Lisbon:20270412T090000",
        "DTEND;TZID=Europe/Lisbon:20270412T170000",
        "RRULE:FREQ=DAILY;COUNT=5",
        "SUMMARY:Ringweberei\\; Wien visits Oficina\\, Porto",
        "DESCRIPTION:Mon 12 Apr: laboratories\\nTue 13 Apr: looms",
    } <= set(found)
    assert found == unfolded(STAY)


def test_nights_weekends_and_holidays_are_left_free():
    """Over a weekend, and over one with the Monday after it: each working day has its hours, and no others."""
    days = [
        date(2027, 3, day) for day in (24, 25, 30, 31)
    ]  # Good Friday to Easter Monday lie between
    found = events(replace(STAY, days=tuple(map(Day, days))))
    assert [(at.date(), at.hour, till.date(), till.hour) for at, till in found] == [
        (day, 9, day, 17) for day in days
    ]


def test_half_days_online_have_their_own_hours():
    """A day with other hours than the first replaces one of the rule's; a stay of one day has no rule."""
    half = [
        Day(date(2027, 4, 12), time(9), time(12)),
        Day(date(2027, 4, 20), time(14), time(17, 30)),
    ]
    found = events(replace(STAY, days=tuple(half)))
    assert [(at.date(), at.time(), till.time()) for at, till in found] == [
        (one.on, one.starts, one.ends) for one in half
    ]
    assert not any("RRULE" in line for line in unfolded(replace(STAY, days=tuple(half[:1]))))


def test_two_times_of_a_day_are_two_events():
    """Each with a name of its own, which it keeps. Neither spans the hours between; what ends after midnight ends on the next day."""
    days = (
        Day(date(2027, 4, 12), time(9), time(12)),
        Day(date(2027, 4, 12), time(22), time(1), "Late", "Hall 2"),
        Day(date(2027, 4, 13), time(9), time(12)),
    )
    first, second = Calendar.from_ical(calendar_file(replace(STAY, days=days))).walk("VEVENT")
    assert (str(first["uid"]), str(second["uid"])) == (STAY.uid, f"2-{STAY.uid}")
    assert first["rrule"]["count"] == [2]
    assert (second["dtend"].dt - second["dtstart"].dt) == timedelta(hours=3)
    assert (str(second["summary"]), str(second["location"])) == ("Late", "Hall 2")


def test_a_cancelled_stay_is_taken_out():
    """The same event, with its next number."""
    found = unfolded(replace(STAY, cancelled=True, sequence=3))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "UID:exchange-7@clusterxchange"} <= set(found)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "told"),
    [
        ((2027, 4, 12), (2027, 4, 16), "Europe/Lisbon", ["DAYLIGHT +0100"]),
        ((2027, 1, 12), (2027, 1, 16), "Europe/Berlin", ["STANDARD +0100"]),
        (
            (2027, 3, 24),
            (2027, 4, 2),
            "Europe/Berlin",
            ["STANDARD +0100", "DAYLIGHT +0200 20270328T020000"],
        ),
        (
            (2027, 10, 28),
            (2027, 11, 3),
            "Europe/Berlin",
            ["DAYLIGHT +0200", "STANDARD +0100 20271031T030000"],
        ),
        ((2027, 6, 1), (2027, 6, 5), "Asia/Yerevan", ["STANDARD +0400"]),
    ],
)
def test_the_clock_of_the_zone_is_told_over_the_stay(starts, ends, zone, told):
    """As it stands before, and each change in it, by the clock that was in use until then."""
    lines = unfolded(replace(STAY, days=from_to(date(*starts), date(*ends)), zone=zone))
    found = []
    for at, line in enumerate(lines):
        if line in {"BEGIN:DAYLIGHT", "BEGIN:STANDARD"}:
            onset, _, offset = (one.partition(":")[2] for one in lines[at + 1 : at + 4])
            first = not found
            found.append(f"{line[6:]} {offset}" + ("" if first else f" {onset}"))
    assert found == told


@settings(max_examples=examples(30))
@given(st.text(max_size=400))
def test_no_line_is_longer_than_the_rfc_allows_and_none_is_lost(words):
    """Letters of several bytes are not cut."""
    content = calendar_file(replace(STAY, words=words)).decode()
    assert max(len(line.encode()) for line in content.split("\r\n")) <= LONGEST_LINE
    assert content.count("END:VEVENT\r\n") == 1


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=200
)
ZONES = st.sampled_from(["Europe/Lisbon", "Europe/Berlin", "Asia/Yerevan", "Atlantic/Reykjavik"])


@settings(max_examples=examples(60))
@given(
    WORDS,
    ZONES,
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.sets(st.integers(0, 30), min_size=1),
)
def test_another_reader_reads_what_was_meant(words, zone, starts, ahead):
    """The library `icalendar` finds one event: its words, its times on the host's clock, by our own zone as well."""
    days = tuple(Day(starts + timedelta(days=one)) for one in sorted(ahead))
    stay = replace(STAY, words=words, zone=zone, days=days)
    assert [at.date() for at, _ in events(stay)] == [day.on for day in days]
    found = Calendar.from_ical(calendar_file(stay))
    (event,) = found.walk("VEVENT")
    clock: Any = found.walk("VTIMEZONE")[0]
    assert (event["uid"], event["sequence"]) == (stay.uid, stay.sequence)
    assert str(event["description"]) == words
    day = days[0].on
    for at, hour in (("dtstart", 9), ("dtend", 17)):
        meant = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone))
        told: Any = event[at].dt
        assert (told, told.utcoffset()) == (meant, meant.utcoffset())
        ours = told.replace(tzinfo=clock.to_tz(lookup_tzid=False))
        assert ours.utcoffset() == meant.utcoffset()


@pytest.mark.parametrize(
    ("words", "told"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\x00\x0b\x1f\x7fb", "ab")]
)
def test_signs_that_no_line_may_hold_are_left_out(words, told):
    """Control characters (RFC 5545, 3.1); a line may end as any system ends it."""
    (event,) = Calendar.from_ical(calendar_file(replace(STAY, words=words))).walk("VEVENT")
    assert str(event["description"]) == told
