"""The one-time link by which somebody takes over what a desk has entered for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, or_, select

from exchange import leaving
from exchange.applying import applications, memberships
from exchange.applying.applications import ACTIVE
from exchange.entering.entries import entry_of
from exchange.errors import CxcError, NotPossibleNow
from exchange.notices import DeskNotice, Notice
from exchange.people import secrets
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.privacy import erasure
from exchange.proposing.proposals import tell_asked
from exchange.rows import row_id
from storage.tables import Application, Consent, Entry, Person, Proposal, ProposalState, Side

if TYPE_CHECKING:
    from exchange.applying.applications import ApplicationInput
    from exchange.work import Work
    from storage.tables import Officer


class LinkUnusable(CxcError):
    """This link is not good any more: it was used, has run out, or was replaced by a newer one. Please ask whoever sent it for a new one; or begin by yourself with /apply."""


class AppliedAlready(CxcError):
    """You have an application here already, and one is enough: /status shows it. Your Partnership can put the two together: write to it."""


def make_link(work: Work, officer: Officer, application_id: int) -> Entry:
    """The entry, whose link is to be sent to the officer; it is made as it leaves (`new_link`).

    Raises RoleMayNot, NotFound, NotPossibleNow for what is its person's own already.
    """
    entry = _unclaimed(work, officer, application_id)
    work.record(actor_of(officer), "entry:link", f"application:{application_id}")
    return entry


def new_link(work: Work, entry: Entry) -> str:
    """The payload of its link, which is written nowhere; the one before is good no longer."""
    secret = secrets.new_secret(secrets.OWN_ENTRY)
    entry.secret_digest = secrets.digest(secret)
    entry.link_until = work.now + timedelta(days=work.scheme.deadlines.entry_link_days)
    work.add(entry)
    return secret


def take_link_back(work: Work, officer: Officer, application_id: int) -> Entry:
    """The entry, whose link opens nothing any more. Raises as `make_link`."""
    entry = _unclaimed(work, officer, application_id)
    _close(entry)
    work.record(actor_of(officer), "entry:unlink", f"application:{application_id}")
    return work.add(entry)


def _unclaimed(work: Work, officer: Officer, application_id: int) -> Entry:
    require(officer, Right.DECIDE)
    application = work.hold(Application, application_id)
    require_partnership(officer, application.partnership_id)
    entry = entry_of(work, application_id)
    if entry is None or entry.claimed_at or application.state not in ACTIVE:
        raise NotPossibleNow
    return entry


def _close(entry: Entry) -> None:
    entry.secret_digest = entry.link_until = None


def entry_behind(work: Work, payload: str) -> Entry:
    """The entry that a link opens. Raises LinkUnusable, which says the same whatever is wrong with it."""
    query = (
        select(Entry)
        .where(Entry.secret_digest == secrets.digest(payload), col(Entry.claimed_at).is_(None))
        .with_for_update()
    )
    entry = work.session.exec(query).one_or_none()
    if entry is None or entry.link_until is None or entry.link_until <= work.now:
        raise LinkUnusable
    if work.load(Application, entry.application_id).state not in ACTIVE:
        raise LinkUnusable
    return entry


def opened(work: Work, person: Person, payload: str) -> Application:
    """What was entered, for somebody who has opened its link. Raises LinkUnusable, AppliedAlready."""
    entry = entry_behind(work, payload)
    if applications.active_application(work, person):
        raise AppliedAlready
    return work.load(Application, entry.application_id)


def claim(work: Work, person: Person, payload: str, given: ApplicationInput) -> Application:
    """The application, now this person's own, with their answers; its desk is told.

    State, Partnership and invitations stay as they are. Raises LinkUnusable, AppliedAlready,
    NotEligible.
    """
    number = row_id(opened(work, person, payload))
    application = work.hold(Application, number)
    entry, before = entry_behind(work, payload), application.person_id
    given = given.model_copy(update={"partnership_id": application.partnership_id})
    _hand_over(work, before, row_id(person))
    work.session.refresh(application)
    applications.fill_in(work, person, application, given)
    memberships.note_membership(work, application)
    entry.claimed_at = work.now
    _close(entry)
    work.add(entry)
    work.record(f"person:{person.id}", "application:claim", f"application:{number}")
    key = f"application:{number}:claimed"
    work.tell_desk(
        application.partnership_id, DeskNotice.ENTRY_CLAIMED, key=key, application=number
    )
    _tell_what_waits(work, number)
    return application


def _tell_what_waits(work: Work, number: int) -> None:
    """The invitations that wait for their answer, which the desk was asked to tell them of."""
    asked = or_(
        (col(Proposal.visitor_id) == number) & (col(Proposal.made_by) == Side.HOST),
        (col(Proposal.host_id) == number) & (col(Proposal.made_by) == Side.VISITOR),
    )
    query = select(Proposal).where(asked, col(Proposal.state) == ProposalState.PROPOSED)
    for proposal in work.session.exec(query.order_by(col(Proposal.id))).all():
        tell_asked(work, proposal, Notice.PROPOSAL_RECEIVED, "claimed")


def _hand_over(work: Work, before: int, after: int) -> None:
    """Whatever names the one with no chat names the real person from now on; their row goes."""
    work.session.flush()
    agreed = sa.delete(Consent).where(col(Consent.person_id) == before)
    work.session.execute(agreed)
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                changed: Any = sa.update(table).where(column == before).values({column: after})
                work.session.execute(changed)
    work.session.execute(sa.delete(Person).where(col(Person.id) == before))
    work.session.expire_all()


def refuse(work: Work, payload: str) -> None:
    """Whoever opened the link wants no part in it: what was entered is deleted.

    The desk hears that the application is withdrawn. Raises LinkUnusable, NotPossibleNow where an
    exchange that has begun holds it.
    """
    entry = entry_behind(work, payload)
    application = work.hold(Application, entry.application_id)
    person = work.load(Person, application.person_id)
    if erasure.held_by(work, person):
        raise NotPossibleNow
    work.record(f"person:{person.id}", "entry:refuse", f"application:{application.id}")
    leaving.withdraw_consent(work, person)
    erasure.erase(work, person)
