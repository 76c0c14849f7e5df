"""Courses: learning activities for the staff of clusters, what came of them, and what is wanted besides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, moment, words
from storage.tables.group_visits import GroupVisitState


class Course(SQLModel, table=True):
    """Something to learn, at a place or on the line, in one session or several; who learns is a guest with a seat.

    It is given by the person of an application, or, without `giver_id`, by the Partnership's own desk.
    `sessions` are pairs of moments in UTC, the first begins at `starts_at` and the last ends at `ends_at`;
    `zone` is the clock of whoever gives it. How many seats there are is how many rows of them. Afterwards
    `questions` are asked as a test, each a text with answers and the number of the right one, as they were
    set at a time; or what people say of it (`feedback`).
    """

    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="hours_in_order"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_with_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    giver_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    state: GroupVisitState = choice(GroupVisitState, "course_state", index=True)
    title: str = Field(max_length=80)
    about: str = words()
    topics: list[str] = listed()
    language: str = Field(max_length=8)
    starts_at: datetime = moment(index=True)
    ends_at: datetime = moment()
    sessions: list[list[str]] = listed()
    zone: str = Field(max_length=40)
    place: str = Field(default="", max_length=200)
    link: str = Field(default="", max_length=300)
    feedback: bool = True
    questions: list[dict[str, Any]] = listed()
    questions_at: datetime | None = moment(nullable=True)
    published_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    reason: str = words()


class Lesson(SQLModel, table=True):
    """That somebody was in a course, as whoever gave it says; what they answered in its test last, and said of it.

    `answers` are the numbers of the answers that were chosen, `mark` is from 1 to 5.
    """

    __table_args__ = (
        sa.CheckConstraint("tries >= 0", name="tries_counted"),
        sa.CheckConstraint("mark BETWEEN 1 AND 5", name="mark_of_five"),
        sa.CheckConstraint("passed_at IS NULL OR tries > 0", name="passed_by_trying"),
    )

    id: int | None = Field(default=None, primary_key=True)
    guest_id: int = Field(foreign_key="groupguest.id", unique=True)
    confirmed_at: datetime = moment()
    tries: int = 0
    answers: list[int] = listed()
    passed_at: datetime | None = moment(nullable=True)
    mark: int | None = None
    said: str = words()


class LessonWish(SQLModel, table=True):
    """What somebody would like to learn, in their own words, and the topics of that; one for each application."""

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    said: str = words()
    topics: list[str] = listed()
    told_at: datetime = moment()
