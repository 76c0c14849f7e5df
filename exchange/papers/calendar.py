"""A stay as a file for calendars (iCalendar, RFC 5545): one event, the same through all its changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

FIRST_HOUR, LAST_HOUR = time(9), time(17)
LONGEST_LINE = 75  # bytes, as the RFC has it
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")  # no line may hold one
SPECIAL = re.compile(r"([\\;,])")
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Stay:
    """What a calendar shows. `sequence` counts its changes; `zone` is the host's, by its IANA name.

    From nine o'clock on the first day to five on the last; `words` has the agenda, day by day.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_on: date
    ends_on: date
    zone: str
    title: str
    place: str
    words: str
    cancelled: bool = False


def calendar_file(stay: Stay) -> bytes:
    """The file, in UTF-8; equal input, equal bytes. A cancelled stay is taken out of the calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ClusterXchange//Exchange//EN",
        f"METHOD:{'CANCEL' if stay.cancelled else 'PUBLISH'}",
        *_zone(stay),
        "BEGIN:VEVENT",
        f"UID:{stay.uid}",
        f"SEQUENCE:{stay.sequence}",
        f"DTSTAMP:{stay.changed_at:%Y%m%dT%H%M%S}Z",
        f"DTSTART;TZID={stay.zone}:{_local(stay.starts_on, FIRST_HOUR)}",
        f"DTEND;TZID={stay.zone}:{_local(stay.ends_on, LAST_HOUR)}",
        f"STATUS:{'CANCELLED' if stay.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(stay.title)}",
        f"LOCATION:{_text(stay.place)}",
        f"DESCRIPTION:{_text(stay.words)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _local(day: date, hour: time) -> str:
    return f"{datetime.combine(day, hour):%Y%m%dT%H%M%S}"


def _text(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return SPECIAL.sub(r"\\\1", CONTROL.sub("", lines)).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A long line in parts, none of which cuts a letter in two; each but the first begins with a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += letter
    yield part


def _zone(stay: Stay) -> Iterator[str]:
    """The clock of the host's zone over the stay: as it stands before, and each time it is changed."""
    zone = ZoneInfo(stay.zone)
    starts = datetime.combine(stay.starts_on, time(), zone) - timedelta(days=1)
    ends = datetime.combine(stay.ends_on, time(), zone) + timedelta(days=1)
    yield from ("BEGIN:VTIMEZONE", f"TZID:{stay.zone}")
    yield from _clock(starts, starts)
    hour = starts
    while hour < ends:
        later = (hour.astimezone(ZoneInfo("UTC")) + HOUR).astimezone(zone)
        if later.utcoffset() != hour.utcoffset():
            yield from _clock(later, hour)
        hour = later
    yield "END:VTIMEZONE"


def _clock(since: datetime, before: datetime) -> Iterator[str]:
    kind = "DAYLIGHT" if since.dst() else "STANDARD"
    onset = since.replace(tzinfo=None)
    if since is not before:  # told by the clock that was in use until then
        onset += (before.utcoffset() or timedelta()) - (since.utcoffset() or timedelta())
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{before:%z}"
    yield f"TZOFFSETTO:{since:%z}"
    yield f"END:{kind}"
