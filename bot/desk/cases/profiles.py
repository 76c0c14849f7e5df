"""`/eccp CITEVE https://…`: where a cluster has its profile on the platform of European clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import folded, lines, paragraphs
from bot.desk.officer import officer_of
from exchange.people.cluster_labels import own_clusters
from exchange.people.cluster_profiles import set_profile

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from storage.tables import Cluster

SHOWN = 30


def typed(talk: Talk) -> None:
    """Keep the address, or list the clusters with theirs."""
    name, _, address = talk.event.text.strip().rpartition(" ")
    if not name:
        _list(talk)
        return
    found = set_profile(talk.work, officer_of(talk), name, address)
    kept = talk.say("✓ It stands on the cards of this cluster’s members from now on.")
    talk.reply(lines(_line(talk, found), kept))


def _list(talk: Talk) -> None:
    found = own_clusters(talk.work, officer_of(talk))
    talk.reply(
        paragraphs(
            talk.say("<b>Clusters and their ECCP profiles</b>"),
            folded(lines(*(_line(talk, one) for one in found[:SHOWN]))),
            talk.say("To tell one: /eccp, the cluster’s name, then the address."),
        )
    )


def _line(talk: Talk, cluster: Cluster) -> str:
    if not cluster.eccp:
        return talk.say("<b>{cluster}</b>: none known.", cluster=cluster.name)
    return talk.say("<b>{cluster}</b>: {address}", cluster=cluster.name, address=cluster.eccp)
