"""What waits for the desk, longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import troubles
from bot.desk.officer import officer_of, reference, whose
from exchange import desk
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.desk import QueueItem

SHOWN = 15
KINDS = {
    "application": (N_("review"), to.CASE),
    "sign": (N_("signature"), to.EXCHANGE),
    "agree": (N_("agreement to sign"), to.EXCHANGE),
    "agreement": (N_("agreement not signed"), to.EXCHANGE),
    "report": (N_("report to validate"), to.EXCHANGE),
    "evidence": (N_("proof missing"), to.EXCHANGE),
    "distance": (N_("distance to settle"), to.EXCHANGE),
    "payment": (N_("payment"), to.EXCHANGE),
    "approval": (N_("payment to approve"), to.EXCHANGE),
    "question": (N_("question"), to.QUESTION),
}


ROOM = 38  # signs of a label


def show(talk: Talk) -> None:
    """The queue with a button for each thing."""
    items = desk.queue(talk.work, officer_of(talk))
    trouble = troubles.note(talk)
    if not items:
        talk.reply(paragraphs(whose(talk), talk.say("Nothing waits for you. 🌿"), trouble))
        return
    head = talk.say.many(
        "<b>{count} thing waits for you</b>", "<b>{count} things wait for you</b>", len(items)
    )
    rows = [_line(talk, one) for one in items[:SHOWN]]
    buttons = tuple(
        (
            Button(
                clip(f"{talk.say(KINDS[one.kind][0])}: {one.name}", ROOM),
                KINDS[one.kind][1](one.subject),
            ),
        )
        for one in items[:SHOWN]
    )
    more = talk.say("… and {count} more.", count=len(items) - SHOWN) if len(items) > SHOWN else ""
    talk.show(Screen(paragraphs(lines(whose(talk), head), lines(*rows), more, trouble), buttons))


def _line(talk: Talk, item: QueueItem) -> str:
    days = (talk.work.now - item.since).days
    return talk.say(
        "{mark} {number} <b>{name}</b> – {kind}, {waits}",
        mark="🔴" if item.overdue else "•",
        number=reference(KINDS[item.kind][1], item.subject),
        name=item.name,
        kind=talk.say(KINDS[item.kind][0]),
        waits=talk.say.many("{count} day", "{count} days", days) if days else talk.say("today"),
    )
