"""Requests for services, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot.conversation.screens import Button, Screen, paragraphs
from bot.participants import addresses as to
from bot.participants.finding.keeping_away import way_out
from bot.participants.notices.cooperation import still_asked
from exchange.notices import Notice
from exchange.timing.requests import REQUEST_UNANSWERED
from exchange.words import N_
from storage.tables import Application, Enquiry, Organisation, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def _asker(delivery: Delivery, enquiry: Enquiry) -> str:
    """The organisation of whoever asked."""
    query = (
        select(Organisation.name)
        .join(Application)
        .where(Application.person_id == enquiry.asker_id)
        .order_by(Application.id.desc())  # type: ignore[union-attr]
    )
    return delivery.work.session.exec(query).first() or "–"


def _asked(delivery: Delivery, words: str) -> Screen | None:
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    if enquiry.answered_at:
        return None
    say, service = delivery.say, delivery.work.load(Service, enquiry.service_id)
    text = paragraphs(
        say(words, name=_asker(delivery, enquiry), title=service.title),
        say("“{question}”", question=enquiry.question),
    )
    reply = Button(say("Answer"), to.ANSWER_PARTNER(enquiry.id))
    return Screen(text, ((reply,), (way_out(say, enquiry.id),)))


def requested(delivery: Delivery) -> Screen | None:
    """A company asks for a service."""
    return _asked(delivery, N_("🧰 <b>{name}</b> asks for your service “{title}”:"))


def unanswered(delivery: Delivery) -> Screen | None:
    """It still waits: a request for a service, or to be introduced."""
    if delivery.work.load(Enquiry, delivery["enquiry"]).search_id is not None:
        return still_asked(delivery)
    return _asked(delivery, N_("⏳ <b>{name}</b> still waits for your answer about “{title}”:"))


def answered(delivery: Delivery) -> Screen:
    """The provider's answer."""
    say, enquiry = delivery.say, delivery.work.load(Enquiry, delivery["enquiry"])
    service = delivery.work.load(Service, enquiry.service_id)
    of = delivery.work.load(Application, service.application_id)
    text = paragraphs(
        say(
            "🧰 <b>{name}</b> answers about “{title}”:",
            name=delivery.work.load(Organisation, of.organisation_id).name,
            title=service.title,
        ),
        say("“{answer}”", answer=enquiry.answer or ""),
    )
    return Screen(text, ((Button(say("✉️ Ask again"), to.REQUEST_SERVICE(service.id)),),))


def gone(delivery: Delivery) -> Screen | None:
    """Nobody will answer."""
    say, enquiry = delivery.say, delivery.work.load(Enquiry, delivery["enquiry"])
    if enquiry.answered_at:
        return None
    text = say(
        "🧰 “{title}” is not offered any more, so your request may stay without an answer. /services shows who else can help.",
        title=delivery.work.load(Service, enquiry.service_id).title,
    )
    return Screen(text, ((Button(say("All of them"), to.SERVICES("any", 0)),),))


NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.SERVICE_REQUESTED: requested,
    Notice.SERVICE_ANSWERED: answered,
    Notice.SERVICE_GONE: gone,
    REQUEST_UNANSWERED: unanswered,
}
