"""Groups in which a Partnership's desk works: bound, unbound, and handed over only by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.notices import DeskNotice
from exchange.people.officers import (
    STAFF_CHANGED,
    Right,
    actor_of,
    officer_of,
    require,
    require_partnership,
)
from exchange.rows import row_id
from exchange.work import DESK
from storage.engine.wakeups import wake
from storage.queues import outbox
from storage.queues.outbox import Letter
from storage.tables import Officer, Person, StaffGroup

if TYPE_CHECKING:
    from exchange.work import Work


class GroupOfOthers(CxcError):
    """This group works for another Partnership. If you want it for yours, I can ask them."""


def bind_group(work: Work, officer: Officer, chat_id: int, title: str = "") -> StaffGroup:
    """The group as the staff group of the officer's Partnership.

    Raises RoleMayNot, and GroupOfOthers where it is another's, which only they can hand over.
    """
    require(officer, Right.DECIDE)
    group = _group_at(work, chat_id) or StaffGroup(
        chat_id=chat_id,
        partnership_id=officer.partnership_id,
        bound_by=row_id(officer),
        bound_at=work.now,
    )
    if group.unbound_at is None and group.partnership_id != officer.partnership_id:
        raise GroupOfOthers
    return _bind(work, group, officer, title)


def _group_at(work: Work, chat_id: int) -> StaffGroup | None:
    query = select(StaffGroup).where(StaffGroup.chat_id == chat_id)
    return work.session.exec(query.with_for_update()).one_or_none()


def _bind(work: Work, group: StaffGroup, officer: Officer, title: str) -> StaffGroup:
    group.partnership_id, group.bound_by = officer.partnership_id, row_id(officer)
    group.bound_at, group.unbound_at = work.now, None
    group.wanted_by, group.wanted_at = None, None
    group.title = title[:120] or group.title
    work.add(group)
    work.record(actor_of(officer), "group:bind", f"group:{group.id}")
    wake(work.session, STAFF_CHANGED)
    return group


def want_group(work: Work, officer: Officer, chat_id: int) -> StaffGroup:
    """Ask the Partnership whose group it is to hand it over.

    Once for each officer who asks. Raises RoleMayNot, NotPossibleNow.
    """
    require(officer, Right.DECIDE)
    group = _group_at(work, chat_id)
    if group is None or group.unbound_at or group.partnership_id == officer.partnership_id:
        raise NotPossibleNow
    group.wanted_by, group.wanted_at = row_id(officer), work.now
    work.add(group)
    work.record(actor_of(officer), "group:want", f"group:{group.id}")
    key = f"group:{group.id}:{group.bound_at:%Y-%m-%dT%H:%M:%S}:wanted:{officer.id}"
    work.tell_desk(group.partnership_id, DeskNotice.GROUP_WANTED, key=key, group=group.id)
    return group


def hand_over(work: Work, officer: Officer, group_id: int) -> Officer:
    """The officer to whose Partnership the group now belongs, who is told.

    Raises RoleMayNot, NotFound, and NotPossibleNow where nobody wants it any more.
    """
    group, wants = _wanted(work, officer, group_id)
    _strike_group(work, group)
    _bind(work, group, wants, group.title)
    _tell_officer(work, wants, DeskNotice.GROUP_YOURS, group)
    return wants


def keep_group(work: Work, officer: Officer, group_id: int) -> StaffGroup:
    """The group, which stays where it is; whoever wanted it is told. Raises as hand_over does."""
    group, wants = _wanted(work, officer, group_id)
    group.wanted_by, group.wanted_at = None, None
    work.add(group)
    work.record(actor_of(officer), "group:keep", f"group:{group.id}")
    _tell_officer(work, wants, DeskNotice.GROUP_KEPT, group)
    return group


def _wanted(work: Work, officer: Officer, group_id: int) -> tuple[StaffGroup, Officer]:
    require(officer, Right.DECIDE)
    group = work.hold(StaffGroup, group_id)
    require_partnership(officer, group.partnership_id)
    wants = work.load(Officer, group.wanted_by) if group.wanted_by else None
    if group.unbound_at or wants is None or wants.revoked_at:
        raise NotPossibleNow
    return group, wants


def unbind_group(work: Work, officer: Officer, group_id: int) -> StaffGroup:
    """The group, which works for nobody any more. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    group = work.hold(StaffGroup, group_id)
    require_partnership(officer, group.partnership_id)
    if group.unbound_at:
        raise NotFound
    _unbind(work, group, actor_of(officer))
    return group


def _unbind(work: Work, group: StaffGroup, actor: str) -> None:
    group.unbound_at = work.now
    group.wanted_by, group.wanted_at = None, None
    work.add(group)
    _strike_group(work, group)
    work.record(actor, "group:unbind", f"group:{group.id}")
    wake(work.session, STAFF_CHANGED)


def _strike_group(work: Work, group: StaffGroup) -> None:
    """What waits to be said there was meant for the desk whose it was."""
    outbox.strike_chat(work.session, DESK, group.chat_id, "no staff group", work.now)


def without_binder(work: Work, officer: Officer) -> None:
    """Unbind the groups that an officer bound, and have each ask for somebody else to bind it."""
    for group in groups_of(work, officer.partnership_id):
        if group.bound_by == officer.id:
            _unbind(work, group, actor_of(officer))
            facts = {"group": group.id}
            asking = Letter(DESK, group.chat_id, DeskNotice.GROUP_WITHOUT_BINDER, facts)
            work.post([asking])


def _tell_officer(work: Work, officer: Officer, notice: DeskNotice, group: StaffGroup) -> None:
    chat_id = work.load(Person, officer.person_id).telegram_id
    work.post([Letter(DESK, chat_id, notice, {"group": group.id})])


def groups_of(work: Work, partnership_id: int) -> list[StaffGroup]:
    """The groups in which a Partnership's desk works now."""
    query = select(StaffGroup).where(
        StaffGroup.partnership_id == partnership_id, col(StaffGroup.unbound_at).is_(None)
    )
    return list(work.session.exec(query.order_by(col(StaffGroup.id))))


def group_at(work: Work, officer: Officer, chat_id: int) -> StaffGroup:
    """The staff group of the officer's Partnership in that chat. Raises NotFound."""
    group = _group_at(work, chat_id)
    if group is None or group.unbound_at or group.partnership_id != officer.partnership_id:
        raise NotFound
    return group


def move_group(work: Work, old: int, new: int) -> None:
    """Follow a staff group that Telegram gave another id (it became a supergroup)."""
    query = select(StaffGroup).where(col(StaffGroup.chat_id).in_([old, new]))
    groups = {one.chat_id: one for one in work.session.exec(query)}
    if old in groups and new not in groups:
        groups[old].chat_id = new
        work.session.add(groups[old])
        work.record("telegram", "group:move", f"group:{groups[old].id}")


def partnership_of_group(work: Work, chat_id: int) -> int | None:
    """The Partnership whose staff group that is."""
    query = select(StaffGroup.partnership_id).where(
        StaffGroup.chat_id == chat_id, col(StaffGroup.unbound_at).is_(None)
    )
    return work.session.exec(query).one_or_none()


def readers(work: Work) -> dict[int, str]:
    """Every chat in which a desk works, with its language: officers' own, and staff groups'."""
    officers = select(Person.telegram_id, Person.language).join(Officer)
    found = dict(work.session.exec(officers.where(col(Officer.revoked_at).is_(None))).all())
    binders = (
        select(StaffGroup.chat_id, Person.language)
        .join(Officer, col(Officer.id) == col(StaffGroup.bound_by))
        .join(Person, col(Person.id) == col(Officer.person_id))
        .where(col(StaffGroup.unbound_at).is_(None))
    )
    return {**found, **dict(work.session.exec(binders).all())}


def desk_of_chat(work: Work, chat_id: int) -> int | None:
    """The Partnership whose business may be told in a chat: an officer's own, or a staff group's."""
    officer = officer_of(work, chat_id)
    return officer.partnership_id if officer else partnership_of_group(work, chat_id)
