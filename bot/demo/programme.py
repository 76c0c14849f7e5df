"""A fictional programme: real Partnerships and clusters, invented members, people and officers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.conversation.speech import languages
from bot.demo.courses import seed_courses
from bot.demo.detours import seed_detours
from bot.demo.funding import seed_funding, seed_services
from bot.demo.group_visit import seed_group_visit
from bot.demo.history import seed_exchanges
from bot.demo.members import application_of, members_in
from bot.demo.online import seed_online
from bot.demo.partners import seed_partners
from bot.demo.twinning import seed_twinning
from bot.demo.yours import own_desk
from exchange.applying import applications, review
from exchange.applying import memberships as vouching
from exchange.people import memberships, officers, partnerships, people
from exchange.rows import row_id
from storage.queues import chats, outbox, records
from storage.tables import (
    Application,
    Cluster,
    Officer,
    OfficerRole,
    Organisation,
    Partnership,
    Person,
)

if TYPE_CHECKING:
    from bot.demo.members import Member
    from exchange.work import Work

FOUNDED = timedelta(days=120)  # how long ago everybody joined
REVIEWED = timedelta(days=2)
FIRST_MEMBER, FIRST_OFFICER = 9_000_001, 8_000_001
OFFICERS = (
    "Ada Ahlbergsen",
    "Bruno Castellvent",
    "Clara Dimitrenko",
    "Dario Ferreirinho",
    "Elena Grubermann",
    "Felix Ionesculescu",
    "Greta Janssenberg",
    "Hugo Kovacsfalva",
    "Irina Lindqvistad",
    "Jonas Moreaulieu",
    "Kaja Novakovska",
    "Lena Oliveirosa",
    "Marek Petersenius",
)


@dataclass(frozen=True)
class CastMember:
    """Somebody whom the autopilot plays; `role` is visitor, host or both, or an officer's role."""

    telegram_id: int
    name: str
    language: str
    organisation: str
    role: str


@dataclass(frozen=True)
class DemoCast:
    """Everybody in the demo but the newcomer, and the Partnership that the newcomer works for."""

    people: tuple[CastMember, ...]
    officers: tuple[CastMember, ...]
    own_partnership: str


def seed_demo(work: Work) -> DemoCast:
    """Fill an empty database through the use cases; a filled one is left as it is."""
    partnerships.seed_partnerships(work)
    if not work.session.exec(select(Person.id)).first():
        founding = replace(work, now=work.now - FOUNDED)
        staff = _seed_officers(founding)
        known: dict[str, Member] = {}
        for call in work.scheme.calls:
            _seed_members(work.under(call.id), known, staff)
        for call in work.scheme.calls:
            seed_exchanges(work.under(call.id), staff)
        seed_detours(work, staff)
        seed_funding(work, staff)
        seed_services(work)
        seed_partners(work)
        seed_twinning(work)
        seed_group_visit(work)
        seed_online(work)
        seed_courses(work)
        _hush(work)
    return cast(work)


def _seed_members(work: Work, known: dict[str, Member], staff: dict[int, Officer]) -> None:
    """The members of a call; who is in one already is in no other."""
    for member in members_in(work.scheme, work.now.date()):
        if member.name not in known:
            _seed_member(work, member, len(known), staff)
            known[member.name] = member


def cast(work: Work) -> DemoCast:
    """Everybody in a database seeded before; officers' organisation is their Partnership."""
    return DemoCast(tuple(_people(work)), tuple(_officers(work)), own_desk(work))


def _people(work: Work) -> list[CastMember]:
    query = (
        select(Application, Organisation, Person)
        .join(Organisation)
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(col(Person.telegram_id) >= FIRST_MEMBER)
        .order_by(col(Person.telegram_id))
    )
    return [
        CastMember(
            person.telegram_id,
            f"{one.person_name} · {where.name}",
            person.language,
            where.name,
            one.role.value,
        )
        for one, where, person in work.session.exec(query)
    ]


def _officers(work: Work) -> list[CastMember]:
    query = (
        select(Officer, Partnership, Person)
        .join(Partnership)
        .join(Person, col(Person.id) == col(Officer.person_id))
        .where(col(Person.telegram_id).between(FIRST_OFFICER, FIRST_MEMBER - 1))
        .order_by(col(Person.telegram_id))
    )
    return [
        CastMember(person.telegram_id, one.name, person.language, partnership.name, one.role.value)
        for one, partnership, person in work.session.exec(query)
    ]


def _seed_officers(work: Work) -> dict[int, Officer]:
    found = {}
    partnerships = work.session.exec(select(Partnership).order_by(col(Partnership.id))).all()
    for number, partnership in enumerate(partnerships):
        found[partnership.id or 0] = _seed_officer(work, 2 * number, partnership)
        _seed_officer(work, 2 * number + 1, partnership, OfficerRole.OFFICER)  # it takes two to pay
    return found


def _seed_officer(
    work: Work, number: int, at: Partnership, role: OfficerRole = OfficerRole.COORDINATOR
) -> Officer:
    telegram_id = FIRST_OFFICER + number
    person = people.meet(work, telegram_id, "en", languages=languages())
    payload = officers.invite_officer(work, role, at.name)
    name = f"{OFFICERS[number % len(OFFICERS)]} ({at.name})"
    chats.open_chat(work.session, "desk", telegram_id, work.now)
    return officers.bind_officer(work, person, payload, name)


def _given(work: Work, member: Member, number: int) -> applications.ApplicationInput:
    cluster = work.session.exec(select(Cluster).where(Cluster.name == member.cluster)).one()
    return application_of(member, f"member{number + 1}@example.org", row_id(cluster), work.now)


def _seed_member(work: Work, member: Member, number: int, staff: dict[int, Officer]) -> None:
    joined = work.now - (timedelta(days=member.waits_days) if member.waits_days else FOUNDED)
    founding = replace(work, now=joined)
    telegram_id = FIRST_MEMBER + number
    language = next((one for one in member.languages if one in languages()), None)
    person = people.meet(founding, telegram_id, language, languages=languages())
    people.give_consent(founding, person)
    chats.open_chat(work.session, "participants", telegram_id, joined)
    given = _given(work, member, number)
    application = applications.submit_application(founding, person, given)
    if not member.waits_days:
        decided = replace(work, now=joined + REVIEWED)
        desk, case = staff[application.partnership_id], row_id(application)
        if memberships.membership_of(decided, case):
            vouching.decide(decided, desk, case, member=True)
        review.accept_application(decided, desk, case)


def _hush(work: Work) -> None:
    """What the seeding would have sent by now stays unsent; what comes later will come."""
    outbox.strike(work.session, "seeded", work.now)
    records.strike_overdue(work.session, work.now)
