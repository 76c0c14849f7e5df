"""What the link carries by which somebody came: proposed with the questions that it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.people.joining import link_of
from storage.tables import Cluster

if TYPE_CHECKING:
    from bot.conversation.kinds.base import Asked


def role(asked: Asked) -> str | None:
    """The role that the link is for."""
    link = link_of(asked.talk.work, asked.talk.person)
    return link.role.value if link and link.role else None


def country(asked: Asked) -> str | None:
    """The country of the link's cluster."""
    found = _cluster(asked)
    return found.country if found else None


def cluster(asked: Asked) -> str | None:
    """The link's cluster, for an organisation of its country."""
    found = _cluster(asked)
    return str(found.id) if found and found.country == asked.answers.get("country") else None


def partnership(asked: Asked) -> str | None:
    """The Partnership that has made the link."""
    link = link_of(asked.talk.work, asked.talk.person)
    return str(link.partnership_id) if link else None


def _cluster(asked: Asked) -> Cluster | None:
    link = link_of(asked.talk.work, asked.talk.person)
    return asked.talk.work.load(Cluster, link.cluster_id) if link and link.cluster_id else None
