"""Officers: invited once, bound to a Telegram account, with the rights of their role."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotFound, NotPossibleNow
from exchange.people import secrets
from exchange.people.partnerships import partnership_named
from exchange.rows import row_id
from exchange.words import N_
from storage.engine.wakeups import wake
from storage.tables import Officer, OfficerInvitation, OfficerRole, Person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from exchange.work import Work

SEEN_ANEW = timedelta(minutes=15)
STAFF_CHANGED = "desk:staff"
"""Wakes whoever shows the menu of the desk to its officers only."""


class Right(StrEnum):
    """What may be done at the desk."""

    READ = "read"
    DECIDE = "decide"
    PAY = "pay"
    WAIVE = "waive"  # go beyond a rule for a reason: without evidence, or without a membership
    INVITE = "invite"
    TUNE = "tune"
    OVERSEE = "oversee"  # read the figures of the whole programme


RIGHTS: Mapping[OfficerRole, frozenset[Right]] = {
    OfficerRole.COORDINATOR: frozenset(Right),
    OfficerRole.OFFICER: frozenset({Right.READ, Right.DECIDE, Right.PAY}),
    OfficerRole.AUDITOR: frozenset({Right.READ}),
}
ROLE_NAMES: Mapping[OfficerRole, str] = {
    OfficerRole.COORDINATOR: N_("coordinator"),
    OfficerRole.OFFICER: N_("officer"),
    OfficerRole.AUDITOR: N_("auditor (reads only)"),
}


class InvitationUnusable(CxcError):
    """This bot is for invited staff only."""


class RoleMayNot(NotAllowed):
    """Your role does not allow this. Ask your coordinator."""


def make_invitation(
    work: Work, role: OfficerRole, partnership_id: int, by: Officer | None = None
) -> OfficerInvitation:
    """An invitation that has no secret yet; `by` is the officer who makes it.

    Raises RoleMayNot.
    """
    if by is not None:
        require(by, Right.INVITE)
    hours = work.scheme.deadlines.officer_invitation_hours
    invitation = work.add(
        OfficerInvitation(
            partnership_id=partnership_id,
            role=role,
            made_by=by.id if by else None,
            made_at=work.now,
            expires_at=work.now + timedelta(hours=hours),
        )
    )
    subject = f"invitation:{invitation.id}"
    work.record(actor_of(by), "officer:invite", subject, role=role.value)
    return invitation


def new_secret(work: Work, invitation: OfficerInvitation) -> str:
    """The payload of its one-time link: 32 random bytes; only their SHA-256 is kept.

    It is made at the moment it is shown, so it is written nowhere. Shown once more, it is another
    one, and the one before is good no longer.
    """
    secret = secrets.new_secret(secrets.INVITATION)
    invitation.secret_digest = secrets.digest(secret)
    work.add(invitation)
    return secret


def invite_officer(work: Work, role: OfficerRole, partnership_name: str) -> str:
    """The payload of a link made on the command line. Raises NoSuchPartnership."""
    partnership = partnership_named(work, partnership_name)
    return new_secret(work, make_invitation(work, role, row_id(partnership)))


def is_open(invitation: OfficerInvitation, now: datetime) -> bool:
    """Whether somebody may still come in by it."""
    over = invitation.used_at or invitation.taken_back_at
    return not over and invitation.expires_at > now


def take_back(work: Work, officer: Officer, invitation_id: int) -> OfficerInvitation:
    """The invitation of one's own Partnership, good no longer.

    Raises RoleMayNot, NotFound, NotPossibleNow where somebody has come in by it.
    """
    require(officer, Right.INVITE)
    invitation = work.hold(OfficerInvitation, invitation_id)
    require_partnership(officer, invitation.partnership_id)
    if not is_open(invitation, work.now):
        raise NotPossibleNow
    close(work, invitation, actor_of(officer))
    return invitation


def close(work: Work, invitation: OfficerInvitation, actor: str) -> None:
    """Nobody comes in by it any more."""
    invitation.taken_back_at = work.now
    work.add(invitation)
    work.record(actor, "officer:uninvite", f"invitation:{invitation.id}")


def open_invitations(work: Work, partnership_id: int) -> list[OfficerInvitation]:
    """The invitations of a Partnership that somebody may still come in by, oldest first."""
    query = select(OfficerInvitation).where(
        OfficerInvitation.partnership_id == partnership_id,
        col(OfficerInvitation.used_at).is_(None),
        col(OfficerInvitation.taken_back_at).is_(None),
        OfficerInvitation.expires_at > work.now,
    )
    return list(work.session.exec(query.order_by(col(OfficerInvitation.id))))


def bind_officer(work: Work, person: Person, payload: str, name: str) -> Officer:
    """The officer that somebody has become by opening a link.

    Raises InvitationUnusable, which says the same whatever is wrong with the link.
    """
    query = (
        select(OfficerInvitation)
        .where(OfficerInvitation.secret_digest == secrets.digest(payload))
        .with_for_update()
    )
    invitation = work.session.exec(query).one_or_none()
    if invitation is None or not is_open(invitation, work.now):
        raise InvitationUnusable
    invitation.used_at = work.now
    work.session.add(invitation)
    query_officer = select(Officer).where(Officer.person_id == person.id)
    officer = work.session.exec(query_officer).one_or_none() or Officer(
        person_id=row_id(person),
        partnership_id=invitation.partnership_id,
        role=invitation.role,
        name=name[:120],
        bound_at=work.now,
    )
    officer.partnership_id, officer.role = invitation.partnership_id, invitation.role
    officer.bound_at, officer.revoked_at, officer.last_seen_at = work.now, None, work.now
    work.add(officer)
    work.record(
        f"officer:{officer.id}",
        "officer:bind",
        f"officer:{officer.id}",
        invitation=invitation.id,
    )
    wake(work.session, STAFF_CHANGED)
    return officer


_OFFICER = (  # told once: it is asked at every update
    select(Officer)
    .join(Person)
    .where(Person.telegram_id == sa.bindparam("account"), col(Officer.revoked_at).is_(None))
)


def officer_of(work: Work, telegram_id: int) -> Officer | None:
    """The officer with that Telegram account, unless revoked."""
    return work.session.exec(_OFFICER, params={"account": telegram_id}).one_or_none()


def require(officer: Officer, right: Right) -> None:
    """Nothing, if the officer's role has the right. Raises RoleMayNot."""
    if right not in RIGHTS[officer.role]:
        raise RoleMayNot


def scope(officer: Officer, *, whole: bool) -> int | None:
    """The officer's Partnership by its number, None for the whole programme. Raises RoleMayNot."""
    require(officer, Right.OVERSEE if whole else Right.READ)
    return None if whole else officer.partnership_id


def require_partnership(officer: Officer, *partnership_ids: int) -> None:
    """Nothing, if the officer works for one of them. Raises NotFound: others learn nothing."""
    if officer.partnership_id not in partnership_ids:
        raise NotFound


def actor_of(officer: Officer | None) -> str:
    """Who acts, for the audit: an officer, or whoever is at the command line."""
    return f"officer:{officer.id}" if officer else "system"


def seen(work: Work, officer: Officer) -> None:
    """Note that an officer is here; to the quarter of an hour is enough to know who still comes."""
    if officer.last_seen_at is None or work.now - officer.last_seen_at > SEEN_ANEW:
        officer.last_seen_at = work.now
        work.session.add(officer)


def payers(work: Work, partnership_id: int) -> list[Officer]:
    """Who of a desk may propose and approve payments."""
    return [one for one in colleagues(work, partnership_id) if Right.PAY in RIGHTS[one.role]]


def colleagues(work: Work, partnership_id: int) -> list[Officer]:
    """Who works at a desk, coordinators first, then by how long."""
    query = select(Officer).where(
        Officer.partnership_id == partnership_id, col(Officer.revoked_at).is_(None)
    )
    order = list(OfficerRole)
    return sorted(work.session.exec(query), key=lambda one: (order.index(one.role), one.bound_at))
