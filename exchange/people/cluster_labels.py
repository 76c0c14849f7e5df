"""How mature the management of a cluster is: the label it holds, as its desk knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.errors import CxcError
from exchange.people.officers import Right, require
from matching.ranking.parts import MATURITY
from matching.words.names import Certainty, resolve
from storage.tables import Cluster

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer


class NoSuchCluster(CxcError):
    """I know no such cluster of your Partnership. /label without more lists them."""


class NoSuchLabel(CxcError):
    """A label is bronze, silver, gold or none."""


def own_clusters(work: Work, officer: Officer) -> list[Cluster]:
    """The clusters of the officer's Partnership, and those that applicants named, by name.

    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    mine = col(Cluster.partnership_id) == officer.partnership_id
    query = select(Cluster).where(or_(mine, col(Cluster.partnership_id).is_(None)))
    return list(work.session.exec(query.order_by(col(Cluster.name))))


def set_label(work: Work, officer: Officer, typed: str, label: str) -> Cluster:
    """The cluster that the typed words mean, with another label; "none" takes it away.

    Raises RoleMayNot, NoSuchCluster, NoSuchLabel.
    """
    require(officer, Right.DECIDE)
    if label not in {*MATURITY, "none"}:
        raise NoSuchLabel
    known = {str(one.id): one for one in own_clusters(work, officer)}
    found = resolve(typed, {number: [one.name] for number, one in known.items()})
    if found.certainty is not Certainty.SURE or found.best is None:
        raise NoSuchCluster
    cluster = work.hold(Cluster, int(found.best))
    cluster.label = None if label == "none" else label
    work.record(f"officer:{officer.id}", "cluster:label", f"cluster:{cluster.id}", label=label)
    return work.add(cluster)
