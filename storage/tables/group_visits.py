"""Group visits: a host's dated programme, its seats, and who takes part, waits or has left; courses have the same seats."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words


class GroupVisitState(StrEnum):
    """Where a group visit stands; what may follow what is in `exchange.life.guests`."""

    OPEN = "open"
    CANCELLED = "cancelled"


class GuestState(StrEnum):
    """Where a guest stands; what may follow what is in `exchange.life.guests`."""

    WAITING = "waiting"  # on the list, without a seat
    OFFERED = "offered"  # a seat is kept until they answer
    ASKED = "asked"  # a seat is kept until the host answers
    JOINED = "joined"  # with an exchange of their own
    LEFT = "left"


class GroupVisit(SQLModel, table=True):
    """A programme of some days at one host, or of half days online, which several visitors join; each has an exchange of its own.

    How many seats there are is how many rows of them. Where the host `chooses`, each guest waits for
    its answer; else a free seat is a yes. What is online is made of `sessions`, at a `link`, what is on the spot
    beside them of `slots`, both as an offer of dates keeps them.
    """

    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_with_time"),
        sa.CheckConstraint("link = '' OR CAST(sessions AS TEXT) <> '[]'", name="link_of_sessions"),
    )

    id: int | None = Field(default=None, primary_key=True)
    host_id: int = Field(foreign_key="application.id", index=True)
    state: GroupVisitState = choice(GroupVisitState, "group_visit_state", index=True)
    title: str = Field(max_length=80)
    programme: str = words()
    ecosystems: list[str] = listed()
    starts_on: date
    ends_on: date
    slots: list[list[str]] = listed()
    sessions: list[list[str]] = listed()
    link: str = Field(default="", max_length=300)
    chooses: bool = False
    published_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    reason: str = words()


class GroupGuest(SQLModel, table=True):
    """A visitor's place in a group visit, or a person's in a course: waiting, offered, asked for, taken or left.

    A visitor comes with as many people as travel, and `proposal_id` is the pair of the two, whose exchange it
    becomes: such a guest has one as soon as the seat is asked for. `since` tells who came first.
    """

    __table_args__ = (
        sa.UniqueConstraint("id", "visit_id"),
        sa.UniqueConstraint("id", "course_id"),
        sa.Index(
            "uq_groupguest_one_alive",
            "visit_id",
            "visitor_id",
            unique=True,
            sqlite_where=sa.text("state <> 'left'"),
            postgresql_where=sa.text("state <> 'left'"),
        ),
        sa.Index(
            "uq_groupguest_one_learns",
            "course_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("state <> 'left'"),
            postgresql_where=sa.text("state <> 'left'"),
        ),
        sa.CheckConstraint(
            "(visit_id IS NULL) <> (course_id IS NULL) AND (visit_id IS NULL) = (visitor_id IS NULL) "
            "AND (course_id IS NULL) = (person_id IS NULL)",
            name="guest_of_one_thing",
        ),
        sa.CheckConstraint("people > 0", name="somebody_comes"),
        sa.CheckConstraint("(state = 'left') = (ended_at IS NOT NULL)", name="left_with_time"),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)", name="offered_for_a_time"
        ),
        sa.CheckConstraint(
            "course_id IS NOT NULL OR state NOT IN ('asked', 'joined') OR proposal_id IS NOT NULL",
            name="seat_of_a_pair",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    visit_id: int | None = Field(default=None, foreign_key="groupvisit.id", index=True)
    visitor_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    course_id: int | None = Field(default=None, foreign_key="course.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: GuestState = choice(GuestState, "guest_state", index=True)
    people: int = 1
    since: datetime = moment()
    offered_until: datetime | None = moment(nullable=True)
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", unique=True)
    ended_at: datetime | None = moment(nullable=True)


class GroupSeat(SQLModel, table=True):
    """One seat of a group visit or course, and the guest who has it: it is a row, so that nobody can sell it twice."""

    __table_args__ = (
        sa.UniqueConstraint("visit_id", "number"),
        sa.UniqueConstraint("course_id", "number"),
        sa.ForeignKeyConstraint(["guest_id", "visit_id"], ["groupguest.id", "groupguest.visit_id"]),
        sa.ForeignKeyConstraint(
            ["guest_id", "course_id"], ["groupguest.id", "groupguest.course_id"]
        ),
        sa.CheckConstraint("(visit_id IS NULL) <> (course_id IS NULL)", name="seat_of_one_thing"),
        sa.CheckConstraint("number > 0", name="numbered_from_one"),
    )

    id: int | None = Field(default=None, primary_key=True)
    visit_id: int | None = Field(default=None, foreign_key="groupvisit.id")
    course_id: int | None = Field(default=None, foreign_key="course.id")
    number: int
    guest_id: int | None = Field(default=None, index=True)
