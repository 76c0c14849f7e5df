"""What waits for the desk, longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import troubles
from exchange import desk
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.desk import QueueItem

SHOWN = 15
KINDS = {
    "application": (N_("review"), "a:show:"),
    "sign": (N_("signature"), "e:show:"),
    "report": (N_("report to validate"), "e:show:"),
    "payment": (N_("payment"), "e:show:"),
}


def show(talk: Talk) -> None:
    """The queue with a button for each thing."""
    assert talk.officer is not None  # noqa: S101 - answers.answer has seen to it
    items = desk.queue(talk.work, talk.officer)
    trouble = troubles.note(talk)
    if not items:
        talk.reply(paragraphs(talk.say("Nothing waits for you. 🌿"), trouble))
        return
    head = talk.say.many(
        "<b>{count} thing waits for you</b>", "<b>{count} things wait for you</b>", len(items)
    )
    rows = [_line(talk, one) for one in items[:SHOWN]]
    buttons = tuple(
        (
            Button(
                f"{talk.say(KINDS[one.kind][0])}: {clip(one.name, 36)}",
                f"{KINDS[one.kind][1]}{one.subject}",
            ),
        )
        for one in items[:SHOWN]
    )
    more = talk.say("… and {count} more.", count=len(items) - SHOWN) if len(items) > SHOWN else ""
    talk.show(Screen(paragraphs(head, lines(*rows), more, trouble), buttons))


def _line(talk: Talk, item: QueueItem) -> str:
    days = (talk.work.now - item.since).days
    return talk.say(
        "{mark} <b>{name}</b> – {kind}, {waits}",
        mark="🔴" if item.overdue else "•",
        name=item.name,
        kind=talk.say(KINDS[item.kind][0]),
        waits=talk.say.many("{count} day", "{count} days", days) if days else talk.say("today"),
    )
