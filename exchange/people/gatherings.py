"""What has seats, guests and a waiting list: a group visit, or a course; and who a guest of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlmodel import col, select

from exchange.people.people import applicant
from storage.tables import Course, GroupGuest, GroupVisit, Person

if TYPE_CHECKING:
    import sqlalchemy as sa

    from exchange.work import Work
    from storage.tables import Exchange, GroupSeat

Gathering: TypeAlias = GroupVisit | Course


def of_gathering(row: type[GroupGuest | GroupSeat], one: Gathering) -> sa.ColumnElement[bool]:
    """For queries: guests, or seats, of that one."""
    if isinstance(one, GroupVisit):
        return col(row.visit_id) == one.id
    return col(row.course_id) == one.id


def gathering_of(work: Work, guest: GroupGuest) -> Gathering:
    """What a guest is in."""
    if guest.visit_id is not None:
        return work.load(GroupVisit, guest.visit_id)
    return work.load(Course, guest.course_id)


def hold_gathering(work: Work, guest: GroupGuest) -> Gathering:
    """What a guest is in, held."""
    if guest.visit_id is not None:
        return work.hold(GroupVisit, guest.visit_id)
    return work.hold(Course, guest.course_id)


def guest_person(work: Work, guest: GroupGuest) -> Person:
    """Who reads what is said to a guest: the visitor's person, or who learns."""
    if guest.visitor_id is not None:
        return applicant(work, guest.visitor_id)
    return work.load(Person, guest.person_id)


def is_in_a_group(work: Work, exchange: Exchange) -> bool:
    """Whether an exchange is a guest's of a group visit."""
    query = select(GroupGuest.id).where(GroupGuest.proposal_id == exchange.proposal_id)
    return work.session.exec(query).first() is not None


def in_the_record(one: Gathering | GroupGuest) -> str:
    """What an act on it is about, as the record names it: `group:3` or `course:3`."""
    if isinstance(one, GroupGuest):
        return f"group:{one.visit_id}" if one.visit_id is not None else f"course:{one.course_id}"
    return f"group:{one.id}" if isinstance(one, GroupVisit) else f"course:{one.id}"
