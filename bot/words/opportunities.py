"""Funding programmes in words: what one is, until when, and why it was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import clip, lines
from exchange.opportunities.figures import LEVELS
from exchange.opportunities.keeping import is_open, today_at_desk
from matching.topics.vocabulary import topic_label
from storage.tables import Application, Exchange, Organisation

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from exchange.opportunities.fitting import Fit
    from exchange.work import Work
    from storage.tables import Opportunity

NAMED = 3
"""Topics that are named; more tell no more."""


def until(say: Speech, work: Work, one: Opportunity) -> Markup:
    """`EU · until 31 Mar 2027, 12 days left`; or that it has ended."""
    level = say(LEVELS[one.level])
    if not is_open(work, one):
        return say("{level} · has ended", level=level)
    left = (one.deadline - today_at_desk(work)).days
    if not left:
        return say("{level} · today is the last day", level=level)
    return say.many(
        "{level} · until {day}, {count} day left",
        "{level} · until {day}, {count} days left",
        left,
        level=level,
        day=say.days(one.deadline, one.deadline),
    )


def why(say: Speech, work: Work, application: Application, found: Fit) -> Markup:
    """Why it was chosen: what it has in common with an exchange or the application, and who may apply."""
    organisation = work.load(Organisation, application.organisation_id)
    kind = say(work.scheme.organisation_type(organisation.type).label)
    country = say.country(organisation.country)
    return lines(
        _about(say, work, application, found),
        say("✓ Open to you: {kind}, {country}", kind=kind, country=country),
    )


def _about(say: Speech, work: Work, application: Application, found: Fit) -> Markup | str:
    topics = ", ".join(topic_label(one, say.language) for one in found.topics[:NAMED])
    if not topics:
        return ""
    if found.exchange is None:
        return say("✓ About what you look for or offer: {topics}", topics=topics)
    partner = clip(_partner(work, application, found.exchange), 40)
    return say("✓ As your exchange with {partner}: {topics}", partner=partner, topics=topics)


def _partner(work: Work, application: Application, number: int) -> str:
    """The organisation on the other side of an exchange."""
    exchange = work.load(Exchange, number)
    visits = exchange.visitor_id == application.id
    other = work.load(Application, exchange.host_id if visits else exchange.visitor_id)
    return work.load(Organisation, other.organisation_id).name
