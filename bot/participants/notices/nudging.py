"""Nudges in words, each with the tap that stops its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import exchange_of, partner_of
from bot.words import opportunities, reasons
from exchange.errors import NotFound
from exchange.finding.hosts import host_card
from exchange.opportunities.fitting import fit
from exchange.opportunities.keeping import is_open
from exchange.timing.nudges import NUDGE_COMMITMENT, NUDGE_HOST, NUDGE_IDLE, NUDGE_OPPORTUNITY
from storage.tables import Application, Opportunity, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech

WHY = 3  # reasons that a new host is told with


def idle(delivery: Delivery) -> Screen:
    """Accepted, and nobody invited yet."""
    say = delivery.say
    text = paragraphs(
        say(
            "👋 You are accepted, and no host is invited yet. Shall we look at those that fit you?"
        ),
        say(
            "An invitation is a few words; declining one costs a host nothing, and you may ask again."
        ),
    )
    look = (Button(say("Show me the hosts"), to.BEST_HOSTS(0)),)
    return Screen(text, (look, (_stop(say, NUDGE_IDLE),)))


def new_host(delivery: Delivery) -> Screen | None:
    """A host that came since, and why it fits; None where it receives nobody any more."""
    work, say = delivery.work, delivery.say
    visitor = work.load(Application, delivery["application"])
    try:
        match = host_card(work, visitor, delivery["host"])
    except NotFound:
        return None
    host = work.load(Application, delivery["host"])
    why = reasons.sentences(say, work.scheme, match, WHY)
    text = paragraphs(
        say(
            "🆕 A new host that fits you: <b>{name}</b>.",
            name=work.load(Organisation, host.organisation_id).name,
        ),
        lines(*(say("✓ {reason}", reason=one) for one in why)),
    )
    look = (Button(say("See the host"), to.HOST(delivery["host"])),)
    return Screen(text, (look, (_stop(say, NUDGE_HOST),)))


def half_written(delivery: Delivery) -> Screen:
    """The commitment was begun, and waits."""
    say, number = delivery.say, exchange_of(delivery).id
    text = say(
        "📝 Your Commitment to Quality with <b>{name}</b> is half written. What you wrote is kept; a few answers are left.",
        name=partner_of(delivery),
    )
    go_on = (Button(say("Go on with it"), to.WRITE_COMMITMENT(number)),)
    return Screen(text, (go_on, (_stop(say, NUDGE_COMMITMENT),)))


def opportunity(delivery: Delivery) -> Screen | None:
    """A funding programme that fits, and why; None where it has ended meanwhile."""
    work, say = delivery.work, delivery.say
    one = work.load(Opportunity, delivery["opportunity"])
    if not is_open(work, one):
        return None
    application = work.load(Application, delivery["application"])
    text = paragraphs(
        lines(
            say("💶 Funding that may fit you: <b>{title}</b>", title=one.title),
            opportunities.until(say, work, one),
        ),
        opportunities.why(say, work, application, fit(work, application, one)),
    )
    look = Button(say("See what it is for"), to.OPPORTUNITY(one.id))
    choice = (
        Button(say("⭐ Save"), to.SAVE_OPPORTUNITY(one.id)),
        Button(say("✕ Not for me"), to.DISMISS_OPPORTUNITY(one.id)),
    )
    return Screen(text, ((look,), choice, (_stop(say, NUDGE_OPPORTUNITY),)))


def _stop(say: Speech, kind: str) -> Button:
    return Button(say("🔕 No more of these"), to.NO_NUDGES(kind))


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    NUDGE_IDLE: idle,
    NUDGE_HOST: new_host,
    NUDGE_COMMITMENT: half_written,
    NUDGE_OPPORTUNITY: opportunity,
}
