"""Half days as people type them: `Tue 3 Nov 9-12, Thu 5 Nov 14-17`."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.calendar import month_named, read_dates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

    from bot.conversation.speech import Speech

HOURS = re.compile(
    r"(?<![\d./-])(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|h|uhr)?\s*(?:-|–|—|to|bis|until|till|au|al|à)\s*"
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|h|uhr)?(?![\d./-]*\d)",
    re.IGNORECASE,
)
SPLIT = re.compile(r"[,;\n+&]|\s(?:and|und|et|y|e|și|i|en|then|dann|puis|plus)\s", re.IGNORECASE)
NOTHING = re.compile(rf"\s*(?:{SPLIT.pattern})?\s*", re.IGNORECASE)
MONTH = re.compile(r"\.?\s*([^\W\d_]{3,})")
LINK = re.compile(r"https?://\S+")
NAMED_DAY = re.compile(
    r"\d{1,2}\.?(?:st|nd|rd|th)?\s*(?:of\s+|de\s+)?([^\W\d_]{3,})(\.?(?:\s*\d{4}\b)?)"
)
BARE_DAY = re.compile(r"\s*(?:[^\W\d_]+\.?\s+)?(\d{1,2})\.?(?:st|nd|rd|th)?\s*", re.IGNORECASE)
NOON = 12


def sessions_in(text: str, today: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each half day that is told with its day; none where no hours are told."""
    return times_in(text, today, zone)[1]


def times_in(
    text: str, today: date, zone: tzinfo
) -> tuple[list[tuple[date, date]], list[tuple[datetime, datetime]]]:
    """Stays from day to day that are told, and half days with their day: `12-14 April, Tue 20 April 9-12`.

    Hours are those of `zone`; what stands before them since the last ones is their day, or days; hours that
    follow others with nothing between are of the same: `3 Nov 9-12 and 14-17`. From one day to another within commas, with no hours of its own, is a stay.
    """
    stays: list[tuple[date, date]] = []
    found, after = [], 0
    days: list[date] = []
    plain = LINK.sub(" ", text)
    for match in HOURS.finditer(plain):
        before = plain[after : match.start()]
        between, own = _apart(before, today)
        hours = None if _is_of_a_month(plain[match.end() :]) else _hours(match)
        days = own or (days if NOTHING.fullmatch(f" {before} ") else [])
        if days and hours:
            stays += between
            found += [_at(day, hours, zone) for day in days]
            after = match.end()
    rest, last = _apart(plain[after:], today)
    stays += rest + ([(last[0], last[1])] if len(last) == 2 else [])  # noqa: PLR2004 - a range
    return sorted(stays), found


def _apart(text: str, today: date) -> tuple[list[tuple[date, date]], list[date]]:
    """The stays that are told in a text, and the single days; of its last part, whatever days it tells."""
    *before, last = [read_dates(one, today) for one in _with_months(SPLIT.split(text))] or [[]]
    stays = [(one[0], one[1]) for one in before if len(one) == 2]  # noqa: PLR2004 - a range
    days = [day for one in before if len(one) != 2 for day in one]  # noqa: PLR2004
    return stays, [*days, *last]


def _with_months(parts: list[str]) -> list[str]:
    """Parts of a list of days, where a number alone has the month of the one that follows it: `12 and 13 April`."""
    told, month = [], ""
    for part in reversed(parts):
        named = [one for one in NAMED_DAY.finditer(part) if month_named(one[1])]
        bare = BARE_DAY.fullmatch(part)
        month = named[0][1] + named[0][2] if named else month if bare else ""
        told.append(f"{bare[1]} {month}" if bare and month else part)
    return told[::-1]


def _is_of_a_month(text: str) -> bool:
    """Whether what follows is the name of a month: then no hours stand before it, but days."""
    name = MONTH.match(text)
    return bool(name and month_named(name[1]))


def hours_told(text: str, today: date, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """As sessions_in; and one stretch of hours, wherever its day stands: `9-12 on 3 Nov`."""
    if found := sessions_in(text, today, zone):
        return found
    plain = LINK.sub(" ", text)
    told = [hours for match in HOURS.finditer(plain) if (hours := _hours(match))]
    if len(told) != 1:
        return []
    return [_at(day, told[0], zone) for day in read_dates(HOURS.sub(" ", plain), today)]


def grouped(say: Speech, sessions: Iterable[tuple[datetime, datetime]], zone: str) -> list[str]:
    """Half days on the clock of a zone, those of the same hours in one line: `09:00–12:00: 3 Nov, 5 Nov`."""
    clock, found = ZoneInfo(zone), defaultdict[str, list[str]](list)
    for begins, ends in sessions:
        starts = begins.astimezone(clock)
        found[f"{starts:%H:%M}–{ends.astimezone(clock):%H:%M}"].append(say.day(starts.date()))
    return [say("{hours}: {days}", hours=one, days=", ".join(found[one])) for one in found]


def link_in(text: str) -> str:
    """The address that stands in a text; nothing where none does."""
    found = LINK.search(text)
    return found[0].rstrip(".,;)") if found else ""


def _hours(match: re.Match[str]) -> tuple[time, time] | None:
    late = (match[6] or "").lower()
    begins = _hour(match[1], match[2], (match[3] or late).lower())
    ends = _hour(match[4], match[5], late)
    return (begins, ends) if begins and ends and begins < ends else None


def _hour(hour: str, minute: str | None, half: str) -> time | None:
    number = int(hour) + (NOON if half == "pm" and int(hour) < NOON else 0)
    minutes = int(minute or 0)
    return time(number, minutes) if number < 24 and minutes < 60 else None  # noqa: PLR2004


def _at(day: date, hours: tuple[time, time], zone: tzinfo) -> tuple[datetime, datetime]:
    begins, ends = (datetime.combine(day, one, zone) for one in hours)
    return begins, ends
