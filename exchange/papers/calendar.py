"""A stay as a file for calendars (iCalendar, RFC 5545): one event on each of its days, the same through all its changes.

Of what has several times on one day, the first of each day are one event that returns, the second ones another, and so on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

FIRST_HOUR, LAST_HOUR = time(9), time(17)
LONGEST_LINE = 75  # bytes, as the RFC has it
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")  # no line may hold one
SPECIAL = re.compile(r"([\\;,])")
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Day:
    """Some hours of a day, by the clock of the zone; what ends no later than it begins, ends the day after.

    `title` and `place` are its own where they are others than those of the whole.
    """

    on: date
    starts: time = FIRST_HOUR
    ends: time = LAST_HOUR
    title: str = ""
    place: str = ""

    @property
    def ends_on(self) -> date:
        """The day on which it ends."""
        return self.on + timedelta(days=self.ends <= self.starts)


@dataclass(frozen=True)
class Stay:
    """What a calendar shows. `sequence` counts its changes; `zone` is the host's, by its IANA name.

    `days` are in order, at least one, and leave weekends and holidays free; `words` has the agenda, day by day.
    `times_a_day` is how many times of one day there were at most before the last change: what is no more is taken out.
    """

    uid: str
    sequence: int
    changed_at: datetime
    days: tuple[Day, ...]
    zone: str
    title: str
    place: str
    words: str
    cancelled: bool = False
    times_a_day: int = 1


def calendar_file(stay: Stay) -> bytes:
    """The file, in UTF-8; equal input, equal bytes. A cancelled stay is taken out of the calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ClusterXchange//Exchange//EN",
        f"METHOD:{'CANCEL' if stay.cancelled else 'PUBLISH'}",
        *_zone(stay),
        *(line for one in _rounds(stay) for line in _round(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _rounds(stay: Stay) -> Iterator[Stay]:
    """The first times of each day, then the second ones with a name of their own; what is no more as cancelled."""
    found = defaultdict[int, list[Day]](list)
    for _, same in groupby(stay.days, key=lambda day: day.on):
        for at, day in enumerate(same):
            found[at].append(day)
    for at, days in found.items():
        yield replace(stay, uid=f"{at + 1}-{stay.uid}" if at else stay.uid, days=tuple(days))
    for at in range(len(found), stay.times_a_day):
        yield replace(stay, uid=f"{at + 1}-{stay.uid}", days=stay.days[:1], cancelled=True)


def _round(stay: Stay) -> Iterator[str]:
    """An event on the days of a stay, and those of them that are not as the first."""
    yield from _event(stay, stay.days[0], _repeated(stay))
    for day in stay.days:
        if replace(day, on=stay.days[0].on) != stay.days[0]:
            yield from _event(stay, day, _instead(stay, day))


def _event(stay: Stay, day: Day, when: Iterable[str]) -> Iterator[str]:
    """The stay on a day, and on which others as well."""
    yield from (
        "BEGIN:VEVENT",
        f"UID:{stay.uid}",
        f"SEQUENCE:{stay.sequence}",
        f"DTSTAMP:{stay.changed_at:%Y%m%dT%H%M%S}Z",
        f"DTSTART;{_local(stay, day.on, day.starts)}",
        f"DTEND;{_local(stay, day.ends_on, day.ends)}",
    )
    yield from when
    yield from (
        f"STATUS:{'CANCELLED' if stay.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(day.title or stay.title)}",
        f"LOCATION:{_text(day.place or stay.place)}",
        f"DESCRIPTION:{_text(stay.words)}",
        "END:VEVENT",
    )


def _repeated(stay: Stay) -> Iterator[str]:
    """Each day from the first to the last, but those that are not of the stay."""
    first, own = stay.days[0], {day.on for day in stay.days}
    count = (stay.days[-1].on - first.on).days + 1
    if count > 1:
        yield f"RRULE:FREQ=DAILY;COUNT={count}"
    for ahead in range(count):
        day = first.on + timedelta(days=ahead)
        if day not in own:
            yield f"EXDATE;{_local(stay, day, first.starts)}"


def _instead(stay: Stay, day: Day) -> Iterator[str]:
    """Which of the repeated days a day with hours of its own replaces."""
    yield f"RECURRENCE-ID;{_local(stay, day.on, stay.days[0].starts)}"


def _local(stay: Stay, day: date, hour: time) -> str:
    return f"TZID={stay.zone}:{datetime.combine(day, hour):%Y%m%dT%H%M%S}"


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
    starts = datetime.combine(stay.days[0].on, time(), zone) - timedelta(days=1)
    ends = datetime.combine(stay.days[-1].ends_on, time(), zone) + timedelta(days=1)
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
