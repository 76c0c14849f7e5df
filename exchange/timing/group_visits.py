"""The waiting list of a group visit or course moves up by itself; a seat that is offered is kept for a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import select

from exchange.notices import Reminding
from exchange.people.gatherings import guest_person, in_the_record
from exchange.people.partnerships import day_by
from exchange.people.people import applicant
from exchange.rows import row_id
from exchange.timing.hours import SOON, at_once, counted_down, reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import (
    DueOutcome,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    TalkHost,
)

if TYPE_CHECKING:
    from exchange.people.gatherings import Gathering
    from exchange.work import Work
    from storage.tables import Due, Person

GROUP_MOVE_UP = "group.move_up"  # subject: a group visit
COURSE_MOVE_UP = "course.move_up"  # subject: a course
GROUP_TALKS = "group.talks"  # subject: a group visit
GROUP_OFFER_EXPIRE = "group.offer_expire"  # subject: a guest
GROUP_LIST_END = "group.list_end"  # subject: a group visit
COURSE_LIST_END = "course.list_end"  # subject: a course
GROUP_SESSION_NEAR = Reminding(
    "group.session_near"
)  # subject: a group visit; session: its beginning; message: group, session
GROUP_SESSION_HELD = Reminding("group.session_held")  # the same


def plan_moving_up(work: Work, one: Gathering) -> None:
    """Have free seats offered to those who wait, as soon as this is done."""
    kind = GROUP_MOVE_UP if isinstance(one, GroupVisit) else COURSE_MOVE_UP
    key = f"{in_the_record(one)}:move_up:{work.now.isoformat()}"
    work.schedule(kind, row_id(one), work.now, key=key)


def plan_talks(work: Work, visit: GroupVisit, why: str, *, moved: bool = False) -> None:
    """Have the short talks of a group visit planned anew, if it has any, once for each `why`; where days `moved`, all are told."""
    asked = select(TalkHost.id).where(TalkHost.visit_id == visit.id)
    if work.session.exec(asked).first() is None:
        return
    key = f"group:{visit.id}:talks:{why}:{work.now.isoformat()}"
    work.schedule(GROUP_TALKS, row_id(visit), work.now, key=key, moved=moved)


def plan_offer_end(work: Work, guest: GroupGuest, until: datetime) -> None:
    """Let an offered seat go on to the next one at that time."""
    key = f"guest:{guest.id}:offer:{until.isoformat()}"
    work.schedule(GROUP_OFFER_EXPIRE, row_id(guest), until, key=key)


def plan_list_end(work: Work, one: Gathering, at: datetime) -> None:
    """Have those who still wait told, when no seats are given any more, that the list is over; once for each such moment."""
    kind = GROUP_LIST_END if isinstance(one, GroupVisit) else COURSE_LIST_END
    key = f"{in_the_record(one)}:list_end:{at.isoformat()}"
    work.schedule(kind, row_id(one), at, key=key)


def plan_group_sessions(work: Work, visit: GroupVisit) -> None:
    """Tell the host of each day with sessions before it, and of each an hour before; ask after each who was there."""
    for kind in (GROUP_SESSION_NEAR, GROUP_SESSION_HELD):
        work.unschedule(kind, row_id(visit))
    host, before = applicant(work, visit.host_id), None
    for starts, ends in moments_of(visit):
        day = day_by(ZoneInfo(host.zone), starts)
        _plan_session(work, visit, (starts, ends), host, first=day != before)
        before = day


def moments_of(visit: GroupVisit) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each half day online, in the order of time; none of a group visit on the spot."""
    pairs = [[datetime.fromisoformat(one) for one in pair] for pair in visit.sessions]
    return sorted((starts, ends) for starts, ends in pairs)


def _plan_session(
    work: Work, visit: GroupVisit, session: tuple[datetime, datetime], host: Person, *, first: bool
) -> None:
    starts, ends = session
    number, told = row_id(visit), {"session": moment_number(starts)}
    key = f"group:{number}:session:{starts.isoformat()}:{work.now.isoformat()}"
    for days in work.scheme.reminding_days(GROUP_SESSION_NEAR):
        due_at = counted_down(work, starts, days, host)
        if work.now < due_at < starts and (first or not days):
            work.schedule(GROUP_SESSION_NEAR, number, due_at, key=f"{key}:near:{days}", **told)
    if ends > work.now:
        asked_at = reading_time(work, ends, host)
        work.schedule(GROUP_SESSION_HELD, number, asked_at, key=f"{key}:held", **told)


def moment_number(moment: datetime) -> int:
    """A moment as a reminder keeps it."""
    return int(moment.timestamp())


def _begins(due: Due) -> datetime:
    return datetime.fromtimestamp(due.facts["session"], UTC)


def _of_session(work: Work, due: Due) -> DueOutcome:
    """The host reads of a session of a group visit that takes place, with guests in it."""
    visit = work.load(GroupVisit, due.subject)
    near, starts = due.kind == GROUP_SESSION_NEAR, _begins(due)
    if near and starts <= work.now:
        return DueOutcome.TOO_LATE
    joined = select(GroupGuest.id).where(
        GroupGuest.visit_id == visit.id, GroupGuest.state == GuestState.JOINED
    )
    if visit.state is not GroupVisitState.OPEN or work.session.exec(joined).first() is None:
        return DueOutcome.NOT_NEEDED
    kind, told = GROUP_SESSION_NEAR if near else GROUP_SESSION_HELD, due.facts["session"]
    work.tell(applicant(work, visit.host_id), kind, key=due.key, group=visit.id, session=told)
    return DueOutcome.DONE


def _hosts_hour(work: Work, due: Due) -> datetime:
    """An hour before a session its host is there, whatever the hour; else the working hours."""
    if due.kind == GROUP_SESSION_NEAR and _begins(due) - work.now <= SOON:
        return work.now
    host = applicant(work, work.load(GroupVisit, due.subject).host_id)
    return reading_time(work, work.now, host)


def _guests_hour(work: Work, due: Due) -> datetime:
    guest = work.load(GroupGuest, due.subject)
    return reading_time(work, work.now, guest_person(work, guest))


FAMILIES = (
    Family(
        (
            Kind(GROUP_MOVE_UP, at_once, days=Days.NONE),
            Kind(COURSE_MOVE_UP, at_once, days=Days.NONE),
            Kind(GROUP_TALKS, at_once, days=Days.NONE),
            Kind(GROUP_LIST_END, at_once, days=Days.NONE),
            Kind(COURSE_LIST_END, at_once, days=Days.NONE),
            Kind(GROUP_OFFER_EXPIRE, _guests_hour, days=Days.NONE),
        ),
        latest_speaks=False,
    ),
    Family(
        (
            Kind(GROUP_SESSION_NEAR, _hosts_hour, _of_session, days=Days.SOON_TOO),
            Kind(GROUP_SESSION_HELD, _hosts_hour, _of_session, days=Days.NONE),
        ),
        (GROUP_SESSION_NEAR, GROUP_SESSION_HELD),
    ),
)
