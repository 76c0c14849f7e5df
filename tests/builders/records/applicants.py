"""Applicants, officers and pairs, made by the use cases that make them in the bots."""

from __future__ import annotations

from sqlmodel import select

from exchange.applying import applications, memberships, review
from exchange.people import officers, partnerships, people, sameness
from exchange.people.memberships import membership_of
from exchange.proposing import proposals
from storage.queues.chats import open_chat
from storage.tables import (
    MembershipState,
    OfficerRole,
    Organisation,
    Partnership,
    Person,
    Role,
    Sameness,
)
from tests.builders.records.played_once import played_once
from tests.builders.records.rows import PLACES

HOME = "Hi-Tech-TEX"  # the Partnership of every applicant here, unless another is asked for
AWAY = "Photonics4Industry"
VISITORS_HOME, HOSTS_HOME = "AT", "PT"


@played_once
def newcomer(work, language="en"):
    """Somebody who has said hello and agreed to the text."""
    number = 1000 + len(work.session.exec(select(Person.id)).all())
    open_chat(work.session, "participants", number, work.now)
    found = people.meet(work, number, language, languages={"en", "de"})
    people.give_consent(work, found)
    return found


def answers(work, role=Role.VISITOR, country=VISITORS_HOME, partnership=HOME, **changes):
    """An application as the form hands it over."""
    _, city, latitude, longitude = PLACES[country]
    given = {
        "role": role,
        "organisation_name": f"{city} Weavers & Sons",
        "organisation_type": "sme",
        "country": country,
        "city": city,
        "latitude": latitude,
        "longitude": longitude,
        "size": "small",
        "cluster_other": "Ring of Weavers",
        "person_name": f"Alex of {city}",
        "email": "alex@weavers.example",
        "languages": ["en"],
        "ecosystems": ["textiles"],
        "offers": "mending of looms",
        "seeks": "spare parts",
        "goals": ["learn"],
        "activities": ["knowledge_sharing"],
        "capacity": 0 if role is Role.VISITOR else 1,
        "partnership_id": partnership_id(work, partnership),
    }
    return applications.ApplicationInput(**(given | changes))


def partnership_id(work, name=HOME):
    """The number of a Partnership."""
    return partnerships.partnership_named(work, name).id


@played_once
def applicant(work, role=Role.VISITOR, country=VISITORS_HOME, **changes):
    """Somebody whose application is under review, and the application."""
    who = newcomer(work)
    given = answers(work, role, country, **changes)
    return who, applications.submit_application(work, who, given)


@played_once
def accepted(work, role=Role.VISITOR, country=VISITORS_HOME, **changes):
    """Somebody whose application is accepted, and the application."""
    who, application = applicant(work, role, country, **changes)
    desk, where = officer(work, application.partnership_id), organisation(work, application)
    while role is not Role.HOST and (asked := sameness.open_question(work, where)):
        sameness.settle_question(work, desk, asked.resemblance.id, Sameness.DIFFERENT)
    vouch(work, desk, application)
    review.accept_application(work, desk, application.id)
    return who, application


def vouch(work, desk, application):
    """The desk confirms that the applicant is a member of its cluster, where that has to be so."""
    if membership_of(work, application.id):
        memberships.decide(work, desk, application.id, member=True)


def accept(work, desk, number):
    """The application, accepted by an officer who has seen to its membership before."""
    found = membership_of(work, number)
    if found and found.state is not MembershipState.CONFIRMED:
        memberships.decide(work, desk, number, member=True)
    return review.accept_application(work, desk, number)


def visitor(work, country=VISITORS_HOME, **changes):
    """An accepted visitor of a company of its own."""
    return accepted(work, Role.VISITOR, country, **changes)


def host(work, country=HOSTS_HOME, **changes):
    """An accepted host."""
    return accepted(work, Role.HOST, country, **changes)


@played_once
def officer(work, of=None, role=OfficerRole.OFFICER):
    """An officer who opened the link they were sent; `of` is a Partnership's name or number."""
    name = HOME if of is None else of
    if isinstance(name, int):
        name = work.load(Partnership, name).name
    payload = officers.invite_officer(work, role, name)
    return officers.bind_officer(work, newcomer(work), payload, "Kim Example")


def invite(work, who, hosting):
    """Somebody's invitation to a host."""
    return proposals.invite_host(work, who, hosting.id, "May I come?", ["2027-06"])


@played_once
def invited(work, **changes):
    """A visitor, a host, and the visitor's open invitation to the host."""
    asking, _ = visitor(work)
    asked, hosting = host(work, **changes)
    return asking, asked, proposals.invite_host(work, asking, hosting.id, "May I come?", [])


def organisation(work, application):
    """The organisation of an application."""
    return work.load(Organisation, application.organisation_id)
