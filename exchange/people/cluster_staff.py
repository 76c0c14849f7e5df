"""Who speaks for a cluster: its own people in the chat, and the desk of the Partnership that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.choosing import A_CLUSTER, is_its_own, open_partnerships
from exchange.people.holds import resting
from exchange.people.people import consents
from exchange.rows import row_id
from storage.tables import (
    Application,
    ApplicationState,
    Cluster,
    Membership,
    MembershipState,
    Organisation,
    Person,
)

if TYPE_CHECKING:
    from exchange.work import Work

WAITING = (MembershipState.ASKED, MembershipState.SILENT)
"""In these an answer of the cluster is waited for; a late one is welcome too."""
ACTIVE = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED, ApplicationState.ACCEPTED)


def people_of(work: Work, cluster_id: int) -> list[Person]:
    """The cluster's own people who can be asked in chat: their Partnership has accepted them as such."""
    query = (
        select(Person)
        .join(Application, col(Application.person_id) == col(Person.id))
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(
            Organisation.cluster_id == cluster_id,
            Organisation.type == A_CLUSTER,
            Application.state == ApplicationState.ACCEPTED,
            col(Person.frozen_at).is_(None),
        )
        .order_by(col(Person.id))
    )
    found = work.session.exec(query).all()
    return [one for one in found if one.in_chat and consents(work, row_id(one))]


def clusters_of(work: Work, person: Person) -> set[int]:
    """The clusters for which somebody speaks."""
    query = (
        select(Organisation.cluster_id)
        .join(Application, col(Application.organisation_id) == col(Organisation.id))
        .where(
            Application.person_id == person.id,
            Application.state == ApplicationState.ACCEPTED,
            Organisation.type == A_CLUSTER,
        )
    )
    return {one for one in work.session.exec(query) if one is not None}


def desk_of(work: Work, cluster_id: int, but: int | None = None) -> int | None:
    """The Partnership that works today and has the cluster; None for one that only applicants named.

    None as well where `but`, the one that reviews anyway, has it: a cluster may be in several.
    """
    cluster = work.load(Cluster, cluster_id)
    found = [row_id(one) for one in open_partnerships(work) if is_its_own(work, one, cluster)]
    return None if but in found or not found else found[0]


def somebody_speaks_for(work: Work, cluster_id: int, but: int) -> bool:
    """Whether anybody can be asked about a cluster's members who is not that desk: its people, or its desk."""
    return bool(people_of(work, cluster_id)) or desk_of(work, cluster_id, but) is not None


def asked_of(work: Work, person: Person, cluster_id: int | None = None) -> list[Membership]:
    """The memberships that wait for somebody's word, of one cluster or of all, longest asked first.

    Of an application that is on hold nobody is asked meanwhile.
    """
    own = clusters_of(work, person)
    wanted = own if cluster_id is None else own & {cluster_id}
    query = (
        select(Membership)
        .join(Application, col(Application.id) == col(Membership.application_id))
        .where(
            col(Membership.cluster_id).in_(wanted),
            col(Membership.state).in_(WAITING),
            col(Application.state).in_(ACTIVE),
            ~resting(),
            Application.person_id != person.id,
        )
    )
    return list(work.session.exec(query.order_by(col(Membership.asked_at), col(Membership.id))))


def asked_at_desk(work: Work, partnership_id: int) -> list[Membership]:
    """The memberships in a Partnership's clusters of which another Partnership asks, longest first."""
    query = (
        select(Membership)
        .join(Application, col(Application.id) == col(Membership.application_id))
        .where(
            Application.partnership_id != partnership_id,
            col(Membership.cluster_id).is_not(None),
            col(Membership.state).in_(WAITING),
            col(Application.state).in_(ACTIVE),
            ~resting(),
        )
        .order_by(col(Membership.asked_at), col(Membership.id))
    )
    found = work.session.exec(query).all()
    return [one for one in found if asked_desk(work, one) == partnership_id]


def asked_desk(work: Work, membership: Membership) -> int | None:
    """The desk that is asked about a membership, where another one reviews the application."""
    reviewing = work.load(Application, membership.application_id).partnership_id
    return desk_of(work, membership.cluster_id, reviewing) if membership.cluster_id else None


def may_say(work: Work, person: Person, membership: Membership) -> bool:
    """Whether it is this person's to say: it is their cluster, and not their own application."""
    own = work.load(Application, membership.application_id).person_id == person.id
    return not own and membership.cluster_id in clusters_of(work, person)
