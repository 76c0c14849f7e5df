"""Officers: invited once, bound to a Telegram account, with the rights of their role."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotFound
from exchange.people.partnerships import partnership_named
from exchange.rows import row_id
from exchange.words import N_
from storage.tables import Officer, OfficerInvitation, OfficerRole, Person, StaffGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work

SECRET_BYTES = 32


class Right(StrEnum):
    """What may be done at the desk."""

    READ = "read"
    DECIDE = "decide"
    PAY = "pay"
    INVITE = "invite"
    TUNE = "tune"


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


def invite_officer(work: Work, role: OfficerRole, partnership_name: str) -> str:
    """The payload of a one-time link: 32 random bytes; only their SHA-256 is kept.

    Raises NoSuchPartnership.
    """
    partnership = partnership_named(work, partnership_name)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    hours = work.scheme.deadlines.officer_invitation_hours
    invitation = work.add(
        OfficerInvitation(
            secret_digest=_digest(secret),
            partnership_id=row_id(partnership),
            role=role,
            made_at=work.now,
            expires_at=work.now + timedelta(hours=hours),
        )
    )
    work.record("system", "officer:invite", f"invitation:{invitation.id}", role=role.value)
    return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def bind_officer(work: Work, person: Person, payload: str, name: str) -> Officer:
    """The officer that somebody has become by opening a link.

    Raises InvitationUnusable, which says the same whatever is wrong with the link.
    """
    query = (
        select(OfficerInvitation)
        .where(OfficerInvitation.secret_digest == _digest(payload))
        .with_for_update()
    )
    invitation = work.session.exec(query).one_or_none()
    if invitation is None or invitation.used_at or invitation.expires_at <= work.now:
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
    officer.bound_at, officer.revoked_at = work.now, None
    work.add(officer)
    work.record(f"officer:{officer.id}", "officer:bind", f"officer:{officer.id}")
    return officer


def officer_of(work: Work, telegram_id: int) -> Officer | None:
    """The officer with that Telegram account, unless revoked."""
    query = (
        select(Officer)
        .join(Person)
        .where(Person.telegram_id == telegram_id, col(Officer.revoked_at).is_(None))
    )
    return work.session.exec(query).one_or_none()


def require(officer: Officer, right: Right) -> None:
    """Nothing, if the officer's role has the right. Raises RoleMayNot."""
    if right not in RIGHTS[officer.role]:
        raise RoleMayNot


def require_partnership(officer: Officer, *partnership_ids: int) -> None:
    """Nothing, if the officer works for one of them. Raises NotFound: others learn nothing."""
    if officer.partnership_id not in partnership_ids:
        raise NotFound


def revoke_officer(work: Work, officer: Officer) -> None:
    """End an officer's access at once."""
    officer.revoked_at = work.now
    work.session.add(officer)
    work.record("system", "officer:revoke", f"officer:{officer.id}")


def move_group(work: Work, old: int, new: int) -> None:
    """Follow a staff group that Telegram gave another id (it became a supergroup)."""
    query = select(StaffGroup).where(col(StaffGroup.chat_id).in_([old, new]))
    groups = {one.chat_id: one for one in work.session.exec(query)}
    if old in groups and new not in groups:
        groups[old].chat_id = new
        work.session.add(groups[old])
        work.record("telegram", "group:move", f"group:{groups[old].id}")


def bind_group(work: Work, officer: Officer, chat_id: int) -> StaffGroup:
    """The group as a Partnership's staff group; binding it again moves it."""
    require(officer, Right.DECIDE)
    query = select(StaffGroup).where(StaffGroup.chat_id == chat_id)
    terms = {"partnership_id": officer.partnership_id, "bound_by": row_id(officer)}
    fresh = StaffGroup(chat_id=chat_id, **terms, bound_at=work.now)
    group = work.session.exec(query).one_or_none() or fresh
    group.sqlmodel_update(terms)
    work.add(group)
    work.record(f"officer:{officer.id}", "group:bind", f"group:{group.id}")
    return group


def partnership_of_group(work: Work, chat_id: int) -> int | None:
    """The Partnership whose staff group that is."""
    query = select(StaffGroup.partnership_id).where(StaffGroup.chat_id == chat_id)
    return work.session.exec(query).one_or_none()
