"""Courses for the staff of clusters in the demo: one is over, with who was there; one is to come, with seats left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.demo.yours import own_first
from exchange.rows import row_id
from exchange.teaching import answering, attending, enrolling, publishing, wishing
from exchange.teaching.errors import LearnsElsewhereThen
from exchange.teaching.publishing import Told
from exchange.teaching.rules import Session, giving, learning
from storage.tables import Application, ApplicationState, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.work import Work
    from storage.tables import Course

OVER, TO_COME = timedelta(days=9), timedelta(weeks=5)
HOUR, HOURS = 9, timedelta(hours=3)
SEATS, MOST = 10, 3
LABELS = (
    "What assessors look at, how the papers are prepared, and what three clusters would do differently. "
    "With an hour for your own questions about cluster labels."
)
FUNDING = (
    "Which funding calls are open to clusters, how a proposal is read by those who decide, and how to write one "
    "with your members in four weeks."
)


def seed_courses(work: Work) -> None:
    """In a call whose members give courses and learn."""
    people = list(_people(work))
    givers = [one for one in people if giving(work, one)]
    own = own_first(work, filter(None, (giving(work, one) for one in givers)))
    learners = [one for one in people if learning(work, one)]
    if not givers or not learners:
        return
    for one in learners[:MOST]:
        wishing.wish(work, one, "How to win a cluster label, and member recruitment.")
    then = replace(work, now=work.now - OVER - TO_COME)
    _held(work, _given(then, givers[0], "Winning a cluster label", LABELS, OVER), learners)
    giver = work.load(Person, own[0].person_id)
    course = _given(work, giver, "Funding calls for clusters", FUNDING, -TO_COME)
    for one in learners[:MOST]:
        _enrol(work, one, course)


def _people(work: Work) -> Iterator[Person]:
    query = select(Person).join(Application).where(Application.state == ApplicationState.ACCEPTED)
    yield from work.session.exec(query.order_by(col(Application.id))).all()


def _given(work: Work, who: Person, title: str, about: str, before: timedelta) -> Course:
    """A course that took place so long before now, or will."""
    now = work.now + TO_COME + before if before > timedelta() else work.now
    morning = (now - before).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    told = Told(
        title=title,
        about=about,
        sessions=[Session(morning, morning + HOURS)],
        seats=SEATS,
        language="en",
        link="https://meet.example.org/clusters",
    )
    return publishing.publish(work, who, told)


def _enrol(work: Work, person: Person, course: Course) -> int | None:
    """The guest, if somebody may learn there."""
    if course.giver_id and work.load(Application, course.giver_id).person_id == person.id:
        return None
    try:
        return row_id(enrolling.enrol(work, person, row_id(course)))
    except LearnsElsewhereThen:
        return None


def _held(work: Work, course: Course, learners: list[Person]) -> None:
    """Who had a seat was there, and one of them has said how it was."""
    giver = work.load(Person, work.load(Application, course.giver_id).person_id)
    before = replace(work, now=course.starts_at - timedelta(days=3))
    after = replace(work, now=course.ends_at + timedelta(days=1))
    for one in learners[:MOST]:
        guest = _enrol(before, one, course)
        if guest:
            attending.confirm(after, giver, guest)
            answering.say_what_it_was_like(
                after, one, row_id(course), 5, "Very concrete, thank you."
            )
