"""Courses for the staff of clusters, published and joined by the use cases that do so in the bots."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from exchange.people import people
from exchange.rows import row_id
from exchange.teaching import enrolling, publishing
from exchange.teaching.publishing import Told
from exchange.teaching.rules import Session
from storage.tables import Application, GroupGuest, GroupSeat, Organisation, Person, Role
from tests.builders.records import rows
from tests.builders.records.funding import member

ABOUT = "How cluster labels are won: what is looked at, and how to prepare for it."


def told(work, *, days=20, hours=3, starts=None, **changes):
    """What is told of a course that begins in so many days."""
    begins = starts or work.now + timedelta(days=days)
    facts = {
        "title": "Cluster labels",
        "about": ABOUT,
        "sessions": [Session(begins, begins + timedelta(hours=hours))],
        "seats": 2,
        "language": "en",
        "link": "https://meet.example.org/labels",
    }
    return Told(**(facts | changes))


def giver(work, country="PT", kind="scaling_up_support"):
    """Somebody who gives courses."""
    return member(work, country, Role.HOST, kind=kind)[0]


def learner(work, country="AT", **more):
    """Somebody of a cluster, who learns."""
    return member(work, country, kind="cluster_organisation", **more)[0]


def published(work, who=None, **changes):
    """A course by somebody, or by a centre of its own, and who gives it."""
    by = who or giver(work)
    return by, publishing.publish(work, by, told(work, **changes))


def given(work, person, **changes):
    """A course that somebody gives, whose organisation is made one that may."""
    own = work.session.exec(select(Application).where(Application.person_id == person.id)).first()
    work.load(Organisation, own.organisation_id).type = "scaling_up_support"
    work.session.flush()
    return publishing.publish(work, person, told(work, **changes))


def seated(work, application, starts, country="AT"):
    """Somebody with a seat in a course of a desk's, in a country, that begins then."""
    person = work.load(Person, application.person_id)
    people.give_consent(work, person)
    giving = rows.officer(work, rows.partnership(work, "Loom Ring"), country)
    title = f"Cluster labels {application.id}"  # the same twice would be one course
    course = publishing.publish(work, giving, told(work, starts=starts, title=title))
    return enrolling.enrol(work, person, row_id(course))


def holders(work, course):
    """Who has each seat, by its number."""
    query = select(GroupSeat).where(GroupSeat.course_id == course.id).order_by(GroupSeat.number)
    return [one.guest_id for one in work.session.exec(query)]


def states(work, course):
    """How those who learn stand, in the order in which they came."""
    query = select(GroupGuest).where(GroupGuest.course_id == course.id).order_by(GroupGuest.id)
    return [one.state.value for one in work.session.exec(query)]
