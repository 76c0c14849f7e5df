"""How a membership in a cluster stands: for whoever reads the case, and for whatever an open one blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.errors import CxcError
from exchange.words import N_
from storage.tables import Cluster, Membership, MembershipState, Officer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.scheme.membership import Blocks
    from exchange.work import Work

MEMBERSHIPS: Mapping[MembershipState, str] = {
    MembershipState.NAMED: N_("not confirmed"),
    MembershipState.ASKED: N_("not confirmed, the cluster is asked"),
    MembershipState.UNSURE: N_("not confirmed, the cluster does not know them"),
    MembershipState.SILENT: N_("not confirmed, the cluster did not answer"),
    MembershipState.CONFIRMED: N_("confirmed"),
    MembershipState.DENIED: N_("not a member"),
    MembershipState.EXCEPTED: N_("by an exception"),
}
SETTLED = (MembershipState.CONFIRMED, MembershipState.EXCEPTED)


class MembershipOpen(CxcError):
    """The membership in {cluster} is not confirmed yet. If you know it is true, the card has a button for it: /case {number} shows it."""


class InNoCluster(CxcError):
    """This organisation is in no cluster. A coordinator can put an exception on record, with the agency's approval: /case {number} shows it."""


@dataclass(frozen=True)
class Standing:
    """How a membership stands, the cluster it is in, and the name of who has said so."""

    membership: Membership
    cluster: Cluster | None
    by: str = ""


def membership_of(work: Work, application_id: int) -> Membership | None:
    """The membership that an application needs; None where it needs none."""
    query = select(Membership).where(Membership.application_id == application_id)
    return work.session.exec(query).one_or_none()


def standing(work: Work, application_id: int) -> Standing | None:
    """How it stands, for whoever reads the case; None where none is needed."""
    found = membership_of(work, application_id)
    if found is None:
        return None
    cluster = work.load(Cluster, found.cluster_id) if found.cluster_id else None
    return Standing(found, cluster, _who(work, found, cluster))


def _who(work: Work, found: Membership, cluster: Cluster | None) -> str:
    """An officer by name, one of the cluster's people by the cluster's."""
    if found.decided_by is not None:
        return work.load(Officer, found.decided_by).name
    return cluster.name if cluster and found.answered_by is not None else ""


def is_settled(work: Work, application_id: int) -> bool:
    """Whether nothing about the membership is open: none is needed, or it is confirmed or excepted."""
    found = membership_of(work, application_id)
    return found is None or found.state in SETTLED


def require_settled(work: Work, application_id: int, what: Blocks) -> None:
    """Nothing, unless an open membership blocks that by the call. Raises MembershipOpen, InNoCluster."""
    if work.scheme.membership.blocks != what or is_settled(work, application_id):
        return
    found = standing(work, application_id)
    if found is None or found.cluster is None:
        raise InNoCluster(number=application_id)
    raise MembershipOpen(cluster=found.cluster.name, number=application_id)
