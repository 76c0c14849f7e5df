"""An officer's access ends: at once, whatever they are in the middle of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from exchange.errors import CxcError, NotFound
from exchange.notices import DeskNotice
from exchange.people import staff_groups
from exchange.people.officers import (
    RIGHTS,
    STAFF_CHANGED,
    Right,
    actor_of,
    close,
    colleagues,
    open_invitations,
    require,
    require_partnership,
)
from exchange.work import DESK
from storage.engine.wakeups import wake
from storage.queues import outbox
from storage.queues.outbox import Letter
from storage.tables import Conversation, Draft, Officer, Partnership, Person

if TYPE_CHECKING:
    from exchange.work import Work


class LastCoordinator(CxcError):
    """Nobody would be left to invite colleagues: please make somebody else a coordinator first, with /invite."""


def revoke_colleague(work: Work, officer: Officer, number: int) -> Officer:
    """The colleague whose access an officer has ended.

    Raises RoleMayNot, NotFound, and LastCoordinator where nobody would be left to invite others.
    """
    require(officer, Right.INVITE)
    work.hold(Partnership, officer.partnership_id)  # two who revoke each other: one after the other
    leaving = work.hold(Officer, number)
    require_partnership(officer, leaving.partnership_id)
    if leaving.revoked_at or officer.revoked_at:
        raise NotFound
    others = [one for one in colleagues(work, officer.partnership_id) if one.id != leaving.id]
    if not any(Right.INVITE in RIGHTS[one.role] for one in others):
        raise LastCoordinator
    revoke_officer(work, leaving, by=officer)
    return leaving


def revoke_officer(work: Work, officer: Officer, by: Officer | None = None) -> None:
    """End an officer's access at once, whatever they are in the middle of, and that of their guests.

    What waits to be sent to them is struck, their forms are dropped, open invitations of theirs are
    taken back, and the groups that they bound ask for a new binder.
    """
    officer.revoked_at = work.now
    work.session.add(officer)
    work.record(actor_of(by), "officer:revoke", f"officer:{officer.id}")
    telegram_id = work.load(Person, officer.person_id).telegram_id
    _leave_desk(work, officer, telegram_id)
    farewell = Letter(DESK, telegram_id, DeskNotice.ACCESS_ENDED, {"officer": officer.id})
    work.post([farewell])
    wake(work.session, STAFF_CHANGED)


def _leave_desk(work: Work, officer: Officer, telegram_id: int) -> None:
    """Nothing of the desk waits for them any more, and nobody else comes in by them."""
    outbox.strike_chat(work.session, DESK, telegram_id, "access ended", work.now)
    for table in (Draft, Conversation):
        mine = col(table.bot) == DESK, col(table.user_id) == telegram_id
        work.session.execute(sa.delete(table).where(*mine))
    for invitation in open_invitations(work, officer.partnership_id):
        if invitation.made_by == officer.id:
            close(work, invitation, f"officer:{officer.id}")
    staff_groups.without_binder(work, officer)
