"""The waiting list of a group visit or course moves up by itself; a seat that is offered is kept for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.people.gatherings import guest_person, in_the_record
from exchange.rows import row_id
from exchange.timing.hours import at_once, reading_time
from exchange.timing.reminder import Days, Family, Kind
from storage.tables import GroupGuest, GroupVisit, TalkHost

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.people.gatherings import Gathering
    from exchange.work import Work
    from storage.tables import Due

GROUP_MOVE_UP = "group.move_up"  # subject: a group visit
COURSE_MOVE_UP = "course.move_up"  # subject: a course
GROUP_TALKS = "group.talks"  # subject: a group visit
GROUP_OFFER_EXPIRE = "group.offer_expire"  # subject: a guest
GROUP_LIST_END = "group.list_end"  # subject: a group visit
COURSE_LIST_END = "course.list_end"  # subject: a course


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
)
