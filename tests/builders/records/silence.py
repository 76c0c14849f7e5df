"""Why somebody is told nothing: each a deed, by its person."""

from __future__ import annotations

from exchange import leaving
from exchange.people import people
from storage.queues.chats import block_chat


def at_rest(work, own, person):
    """They have been silent for long."""
    person.resting_since = work.now


def withdrawn(work, own, person):
    """They have left."""
    leaving.withdraw_application(work, person)


def blocked(work, own, person):
    """They have blocked the bot."""
    block_chat(work.session, "participants", person.telegram_id, work.now)


def frozen(work, own, person):
    """Their data is frozen."""
    people.freeze(work, person, "system")


def unwilling(work, own, person):
    """They have taken their consent back."""
    leaving.withdraw_consent(work, person)
