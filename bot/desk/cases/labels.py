"""`/label CITEVE gold`: how mature a cluster's management is, for the matching of different levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import folded, lines, paragraphs
from bot.desk.officer import officer_of
from exchange.people import cluster_labels
from exchange.scheme.levels import LABELS

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from storage.tables import Cluster

SHOWN = 40


def label(talk: Talk) -> None:
    """Set a label, or list the clusters with theirs."""
    typed, _, word = talk.event.text.strip().rpartition(" ")
    if not typed:
        _list(talk)
        return
    known = {
        str(talk.say(name)).split("-")[0].split()[0].lower(): one for one, name in LABELS.items()
    }
    given = known.get(word.lower(), word.lower())
    found = cluster_labels.set_label(talk.work, officer_of(talk), typed, given)
    talk.reply(
        talk.say(
            "✓ {line} Hosts and visitors of this cluster are matched with it from now on.",
            line=_line(talk, found),
        )
    )


def _list(talk: Talk) -> None:
    found = cluster_labels.own_clusters(talk.work, officer_of(talk))
    talk.reply(
        paragraphs(
            talk.say("<b>Clusters and the labels of their management</b>"),
            folded(lines(*(_line(talk, one) for one in found[:SHOWN]))),
            talk.say("To set one: /label, the cluster’s name, then bronze, silver, gold or none."),
        )
    )


def _line(talk: Talk, cluster: Cluster) -> str:
    name = LABELS.get(cluster.label or "")
    if name is None:
        return talk.say("<b>{cluster}</b>: no label known.", cluster=cluster.name)
    return talk.say("<b>{cluster}</b>: {label}.", cluster=cluster.name, label=talk.say(name))
