"""The part of a twinning's card that tells what is done together, and the buttons that add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, clip
from bot.participants import addresses as to
from bot.words.twinning import counted, days_of
from exchange.rows import row_id
from exchange.twinning.pages import year_of
from exchange.twinning.programme import programme

if TYPE_CHECKING:
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from storage.tables import Twinning, TwinningActivity

SHOWN, TITLE = 2, 26


def told(talk: Talk, one: Twinning) -> list[str]:
    """What was done, and the next activities."""
    say, ahead = talk.say, _ahead(talk, one)
    next_ones = [
        say("📅 {day}: {title}", day=days_of(say, each), title=clip(each.title, TITLE))
        for each in ahead
    ]
    return [counted(say, programme(talk.work, one)), *next_ones]


def _ahead(talk: Talk, one: Twinning) -> list[TwinningActivity]:
    today = talk.say.on(talk.work.now)
    done = programme(talk.work, one)
    there = [*done.activities, *done.ahead]
    return [each for each in there if (each.until or each.on) >= today][:SHOWN]


def ways(talk: Talk, one: Twinning) -> Rows:
    """To plan an activity or call it off, to count a project, to the page, and to its end."""
    say, number = talk.say, row_id(one)
    add = (
        Button(say("➕ Activity"), to.PLAN_ACTIVITY(number)),
        Button(say("➕ Project"), to.TWINNING_PROJECTS(number)),
    )
    off = tuple(
        (
            Button(
                say("✂️ Not: {title}", title=clip(each.title, TITLE)), to.CALL_OFF_ACTIVITY(each.id)
            ),
        )
        for each in _ahead(talk, one)
    )
    end = (Button(say("End it"), to.ASK_TO_END_TWINNING(number)),)
    return (add, *off, *pages_of(talk, one), end)


def pages_of(talk: Talk, one: Twinning) -> Rows:
    """To the page of this year and of the one before; nothing where the two never agreed."""
    year, number = year_of(talk.work, one), row_id(one)
    return tuple(
        (Button(talk.say("📄 Page of year {year}", year=each), to.TWINNING_PAGE(number, each)),)
        for each in (year, year - 1)
        if each > 0
    )
