"""A membership that its cluster is asked about: the cluster is reminded in one list, then its silence is the desk's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import DeskNotice, Reminding
from exchange.people.cluster_staff import asked_desk, people_of
from exchange.rows import row_id
from exchange.timing.hours import desk_time, reading_time
from exchange.timing.reminder import Days, Family, Kind
from exchange.work import PARTICIPANTS
from storage.engine.inserts import insert_many
from storage.tables import Application, Due, DueOutcome, Membership, MembershipState, Outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exchange.work import Work

MEMBERSHIP_UNANSWERED = Reminding("membership.unanswered")  # subject: a membership; cluster
MEMBERSHIP_EXPIRE = "membership.expire"  # subject: a membership


def ask_cluster(work: Work, membership: Membership) -> None:
    """Put it on today's list of whoever speaks for the cluster, remind them, and wait no longer than the call says.

    Somebody gets one such list a day: what comes after it is on that of tomorrow.
    """
    number, since = row_id(membership), f"{work.now:%Y-%m-%dT%H:%M:%S}"
    days = [*work.scheme.reminding_days(MEMBERSHIP_UNANSWERED)]
    if _told_today(work, membership):
        days = [1, *days]
    for one in days:
        due_at = _reading_hour(work, membership, work.now + timedelta(days=one))
        key = f"membership:{number}:unanswered:{since}:{one}"
        work.schedule(MEMBERSHIP_UNANSWERED, number, due_at, key=key)
    last = work.now + timedelta(days=work.scheme.membership.answer_days)
    key = f"membership:{number}:expire:{since}"
    work.schedule(MEMBERSHIP_EXPIRE, number, _desk_hour(work, membership, last), key=key)
    _tell_list(work, membership)


def ask_cluster_of_many(work: Work, first: Membership, others: Sequence[int]) -> None:
    """The same of many of one cluster, by number: they are on the list of the first, and each has its last day."""
    ask_cluster(work, first)
    last = work.now + timedelta(days=work.scheme.membership.answer_days)
    due_at, since = _desk_hour(work, first, last), f"{work.now:%Y-%m-%dT%H:%M:%S}"
    row = {"kind": MEMBERSHIP_EXPIRE, "due_at": due_at, "facts": {}, "attempts": 0}
    rows = [{**row, "subject": one, "key": f"membership:{one}:expire:{since}"} for one in others]
    insert_many(work.session, Due, rows)


def strike_membership(work: Work, membership: Membership) -> None:
    """Nobody need be reminded of it."""
    for kind in (MEMBERSHIP_UNANSWERED, MEMBERSHIP_EXPIRE):
        work.unschedule(kind, row_id(membership))


def _list_key(work: Work, membership: Membership) -> str:
    return f"cluster:{membership.cluster_id}:members:{work.now:%Y-%m-%d}"


def _told_today(work: Work, membership: Membership) -> bool:
    own = people_of(work, membership.cluster_id or 0)
    keys = [f"{_list_key(work, membership)}:{one.id}" for one in own]
    query = select(Outbox.id).where(Outbox.bot == PARTICIPANTS)
    return any(work.session.exec(query.where(Outbox.dedupe_key == one)).first() for one in keys)


def _tell_list(work: Work, membership: Membership) -> None:
    """One list a day for each of the cluster's people, and for its desk where another one asks."""
    key, cluster = _list_key(work, membership), membership.cluster_id or 0
    application = work.load(Application, membership.application_id)
    for person in people_of(work, cluster):
        if person.id != application.person_id:
            own = f"{key}:{person.id}"
            work.tell(person, MEMBERSHIP_UNANSWERED, key=own, cluster=cluster)
    desk = asked_desk(work, membership)
    if desk is not None:
        work.tell_desk(desk, DeskNotice.MEMBERS_ASKED, key=f"{key}:desk", cluster=cluster)


def _remind(work: Work, due: Due) -> DueOutcome:
    membership = work.load(Membership, due.subject)
    if membership.state is not MembershipState.ASKED:
        return DueOutcome.NOT_NEEDED
    _tell_list(work, membership)
    return DueOutcome.DONE


def _reading_hour(work: Work, membership: Membership, earliest: datetime) -> datetime:
    """When the first of the cluster's people is at work, or its desk where nobody else is known."""
    cluster = membership.cluster_id or 0
    own = people_of(work, cluster)
    if own:
        return reading_time(work, earliest, own[0])
    return desk_time(work, asked_desk(work, membership) or 0, earliest)


def _desk_hour(work: Work, membership: Membership, earliest: datetime) -> datetime:
    application = work.load(Application, membership.application_id)
    return desk_time(work, application.partnership_id, earliest)


def _their_hour(work: Work, due: Due) -> datetime:
    return _reading_hour(work, work.load(Membership, due.subject), work.now)


def _desks_hour(work: Work, due: Due) -> datetime:
    return _desk_hour(work, work.load(Membership, due.subject), work.now)


FAMILIES = (
    Family((Kind(MEMBERSHIP_UNANSWERED, _their_hour, _remind),), (MEMBERSHIP_UNANSWERED,)),
    Family((Kind(MEMBERSHIP_EXPIRE, _desks_hour, days=Days.NONE),), latest_speaks=False),
)
