"""Where a cluster has its profile on the European Cluster Collaboration Platform, as its desk knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exchange.errors import CxcError
from exchange.people.cluster_labels import NoSuchCluster, own_clusters
from exchange.people.officers import Right, actor_of, require
from matching.words.names import Certainty, resolve
from storage.tables import Cluster

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Officer

PLATFORM = "clustercollaboration.eu"
LONGEST = 200


class NoProfile(CxcError):
    """A profile is an address of clustercollaboration.eu: please copy it from the browser."""


def set_profile(work: Work, officer: Officer, typed: str, address: str) -> Cluster:
    """The cluster that the typed words mean, with the address of its profile.

    That an SME is a member of a cluster with such a profile: https://clamtex.eu/faq-page . Raises RoleMayNot, NoSuchCluster, NoProfile.
    """
    require(officer, Right.DECIDE)
    if not is_profile(address):
        raise NoProfile
    known = {str(one.id): one for one in own_clusters(work, officer)}
    found = resolve(typed, {number: [one.name] for number, one in known.items()})
    if found.certainty is not Certainty.SURE or found.best is None:
        raise NoSuchCluster
    cluster = work.hold(Cluster, int(found.best))
    cluster.eccp = address
    work.record(actor_of(officer), "cluster:profile", f"cluster:{cluster.id}")
    return work.add(cluster)


def is_profile(address: str) -> bool:
    """Whether that is an address on the platform, over HTTPS."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    ours = host == PLATFORM or host.endswith(f".{PLATFORM}")
    return parts.scheme == "https" and ours and len(address) <= LONGEST
