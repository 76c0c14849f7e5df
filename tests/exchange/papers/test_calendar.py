"""A calendar's file: lines as RFC 5545 has them, the host's clock over the stay, equal input, equal bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from exchange.papers.calendar import LONGEST_LINE, Stay, calendar_file
from tests.sizes import examples

STAY = Stay(
    "exchange-7@clusterxchange",
    2,
    datetime(2027, 3, 1, 12, tzinfo=UTC),
    date(2027, 4, 12),
    date(2027, 4, 16),
    "Europe/Lisbon",
    "Ringweberei; Wien visits Oficina, Porto",
    "Oficina, Porto",
    "Mon 12 Apr: laboratories\nTue 13 Apr: looms",
)


def unfolded(stay):
    """The lines of the file, parts joined."""
    return calendar_file(stay).decode().replace("\r\n ", "").split("\r\n")


def test_a_stay_is_one_event_in_the_hosts_zone():
    """From nine on the first day to five on the last; words are escaped."""
    found = unfolded(STAY)
    assert {
        "METHOD:PUBLISH",
        "UID:exchange-7@clusterxchange",
        "SEQUENCE:2",
        "DTSTAMP:20270301T120000Z",
        "DTSTART;TZID=Europe/Lisbon:20270412T090000",
        "DTEND;TZID=Europe/Lisbon:20270416T170000",
        "SUMMARY:Ringweberei\\; Wien visits Oficina\\, Porto",
        "DESCRIPTION:Mon 12 Apr: laboratories\\nTue 13 Apr: looms",
    } <= set(found)
    assert found == unfolded(STAY)


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
    lines = unfolded(replace(STAY, starts_on=date(*starts), ends_on=date(*ends), zone=zone))
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
@given(WORDS, ZONES, st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_another_reader_reads_what_was_meant(words, zone, starts, length):
    """The library `icalendar` finds one event: its words, its times on the host's clock, by our own zone as well."""
    stay = replace(
        STAY, words=words, zone=zone, starts_on=starts, ends_on=starts + timedelta(days=length)
    )
    found = Calendar.from_ical(calendar_file(stay))
    (event,) = found.walk("VEVENT")
    clock: Any = found.walk("VTIMEZONE")[0]
    assert (event["uid"], event["sequence"]) == (stay.uid, stay.sequence)
    assert str(event["description"]) == words
    for at, day, hour in (("dtstart", stay.starts_on, 9), ("dtend", stay.ends_on, 17)):
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
