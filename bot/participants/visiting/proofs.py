"""What proves a stay, as the visitor sees it: what is there, what is missing, and how to send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from exchange.people import parties
from exchange.states import nothing_to_pay
from exchange.timing.evidence import evidence_of, missing_evidence, waits_for_evidence
from exchange.visiting.evidence import HANDED_IN
from storage.tables import Exchange, Side

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work


def checklist(say: Speech, work: Work, exchange: Exchange) -> str:
    """`📎 Proof: ✓ Travel · ▫️ Accommodation`: what is there, and what is required and is not."""
    there = {one.item for one in evidence_of(work, exchange)}
    missing = {one.id for one in missing_evidence(work, exchange)}
    shown = [one for one in work.scheme.evidence if one.id in there | missing]
    if not shown:
        return ""
    marks = [("✓ " if one.id in there else "▫️ ") + say(one.title) for one in shown]
    return say("📎 Proof: {items}", items=" · ".join(marks))


def wanted(say: Speech, work: Work, exchange: Exchange) -> str:
    """Which proofs the payment waits for, in a sentence; nothing where it waits for none."""
    if not waits_for_evidence(work, exchange):
        return ""
    titles = [say(one.title) for one in missing_evidence(work, exchange)]
    return say(
        "📎 Still missing: {items}. The lump sum can only be paid with it.", items=say.join(titles)
    )


def send_button(say: Speech, exchange: Exchange) -> Button:
    """The way to hand it in."""
    return Button(say("📎 Send a proof"), to.EVIDENCE(exchange.id))


def may_send(work: Work, exchange: Exchange, side: Side) -> bool:
    """Whether this side is offered to hand something in now."""
    ours = side is Side.VISITOR and exchange.state in HANDED_IN
    return ours and waits_for_evidence(work, exchange)


def with_missing(talk: Talk, number: int, thanks: str) -> Screen:
    """Thanks for what was handed in, and what is still missing with the way to send it."""
    say, work = talk.say, talk.work
    exchange = parties.exchange_for(work, talk.person, number)
    missing = wanted(say, work, exchange)
    days = work.scheme.deadlines.payment_days
    next_ = missing or (
        say(
            "Once they have validated your report, the lump sum is paid within {days} days.",
            days=days,
        )
        if not nothing_to_pay(exchange)
        else ""
    )
    rows = ((send_button(say, exchange),),) if missing else ()
    return Screen(paragraphs(thanks, lines(next_)), rows)
