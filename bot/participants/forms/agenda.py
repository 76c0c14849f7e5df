"""The agenda of a stay: proposed day by day from its dates and both profiles, corrected in free words."""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING

from bot.conversation.kinds.base import Noted
from bot.conversation.screens import clip
from bot.words.agendas import (
    DAYS,
    Agenda,
    corrected,
    days_alike,
    in_ranges,
    side_by_side,
    written,
)
from bot.words.told import brought, sought
from exchange.finding.group_seats import group_of
from exchange.people import parties
from exchange.people.spots import days_on_the_spot
from exchange.timing.sessions import sessions_of
from exchange.visiting.calendars import AGENDA
from matching.times.agendas import by_day
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.conversation.forms import Filling
    from bot.conversation.kinds.base import Heard
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Exchange, GroupVisit

SENTENCE = re.compile(r"[.;!](?:\s+|$)")
QUOTED = 60  # characters of what somebody offers or looks for


def kind(talk: Talk, subject: int, least: int, most: int) -> Agenda:
    """What is done on each day, as it is proposed."""
    days = days_of(talk, subject)
    begins = cache(lambda: proposed(talk, subject))
    return Agenda(least, most, days=lambda _asked: days, begins=lambda _asked: begins())


def days_of(talk: Talk, subject: int) -> list[date]:
    """The working days of a stay, and those with half days online; none while no dates are agreed."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    if exchange.starts_on is None or exchange.ends_on is None:
        return []
    online = (
        parties.day_at_host(talk.work, exchange, one.starts_at)
        for one in sessions_of(talk.work, exchange)
    )
    return sorted({*days_on_the_spot(talk.work, exchange), *online})


def proposed(talk: Talk, subject: int) -> str:
    """A day in each line, from the dates and what both have told of themselves."""
    exchange = parties.exchange_for(talk.work, talk.person, subject)
    group = group_of(talk.work, exchange)
    if group:
        return _of_group(talk.say, group, days_of(talk, subject))
    count, between = len(days_of(talk, subject)), [*_between(talk, exchange)]
    first, last = _first(talk, exchange), _last(talk.say)
    if count > DAYS:
        return in_ranges(talk.say, [first, *["; ".join(between)] * (count - 2), last])
    middle = cycle(between)
    texts = [first, *(next(middle) for _ in range(count - 2)), last]
    return written(talk.say, texts[: max(count, 1)])


def _of_group(say: Speech, group: GroupVisit, days: list[date]) -> str:
    """The programme of a group visit by its days: as its host heads them, else a line or a sentence each."""
    told = dict(by_day(group.programme, days))
    if len(days) > DAYS and not told:
        whole = " ".join(group.programme.split())
        return days_alike(say, 1, len(days), whole)
    parts = [one.strip(" .") for one in group.programme.splitlines() if one.strip(" .")]
    if len(parts) < len(days):
        parts = [one.strip(" .") for one in SENTENCE.split(group.programme) if one.strip(" .")]
    texts = [told.get(one, "") for one in days]
    if not told:
        texts = [*parts[: len(days) - 1], "; ".join(parts[len(days) - 1 :])]
        texts += [""] * (len(days) - len(texts))
    return written(say, [one or side_by_side(say) for one in texts])


def _first(talk: Talk, exchange: Exchange) -> str:
    host = parties.organisation_on(talk.work, exchange, Side.HOST)
    shown = parties.application_on(talk.work, exchange, Side.HOST).host_programme
    tour = talk.say("Welcome at {host}, who does what, a tour", host=host.name)
    return f"{tour.unescape()}: {_quoted(shown)}" if shown else tour.unescape()


def _between(talk: Talk, exchange: Exchange) -> Iterator[str]:
    visitor = parties.application_on(talk.work, exchange, Side.VISITOR)
    host = parties.application_on(talk.work, exchange, Side.HOST)
    if visitor.seeks:
        yield talk.say(
            "What the visitor looks for: {what}", what=_quoted(sought(visitor.seeks))
        ).unescape()
    if host.offers:
        yield talk.say(
            "How the host does it: {what}", what=_quoted(brought(host.offers))
        ).unescape()
    yield side_by_side(talk.say)


def _last(say: Speech) -> str:
    return say("Results on one page, and the next steps together").unescape()


def _quoted(text: str) -> str:
    return clip(" ".join(text.split()).rstrip(" .,;"), QUOTED)


def correct(filling: Filling, typed: str) -> Heard | None:
    """What is written about a day over the last page, or while another question is asked."""
    talk, now = filling.talk, str(filling.answers.get(AGENDA) or "")
    days = days_of(talk, filling.subject)
    changed = corrected(talk.say, now, typed, days) if now else ""
    if not changed:
        return None
    said = talk.say(
        "✓ <b>{title}</b>: {answer}", title=talk.say("Agenda"), answer=clip(changed, 200)
    )
    return Noted({AGENDA: changed}, (), said)
