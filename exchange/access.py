"""Whose is it: what a person, or an officer, may name by its number.

Anybody can send any number, in a button or typed. Both bots ask here, in one place, before whoever
answers sees the number; what the use cases ask once more is the second lock on the same door.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlmodel import col, or_, select

from exchange.cooperating.introducing import is_party
from exchange.cooperating.projects import is_member
from exchange.cooperating.searching import may_be_asked
from exchange.errors import NotFound
from exchange.group_visits.rules import concerning
from exchange.opportunities.answering import may_see
from exchange.people import blocks, people
from exchange.people.cluster_staff import asked_desk, may_say
from exchange.proposing.blocking import is_contact
from exchange.proposing.pair_rules import host_unaware
from exchange.rows import row_id
from exchange.supporting.searching import can_see
from exchange.teaching.finding import can_see as course_seen
from exchange.teaching.rules import is_own
from exchange.twinning.adding import may_call_off
from exchange.twinning.agreeing import is_party as is_twin
from exchange.twinning.figures import may_see as twinning_at
from exchange.twinning.finding import may_see as may_see_cluster
from storage.tables import (
    Amendment,
    Application,
    CohortCompanion,
    CohortPair,
    CohortQuota,
    CohortRun,
    CohortWish,
    Course,
    DeskAnswer,
    Enquiry,
    Exchange,
    GroupGuest,
    GroupVisit,
    JoiningLink,
    Mailing,
    Membership,
    Note,
    Officer,
    OfficerInvitation,
    Opportunity,
    Person,
    ProgrammeCity,
    Proposal,
    Resemblance,
    Role,
    SentTable,
    StaffGroup,
    TalkHost,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work


class Thing(StrEnum):
    """What a number may be the number of."""

    APPLICATION = "application"
    HOST = "host"  # an application, as visitors find it
    PARTNER = "partner"  # an application, as somebody who agreed with it names it
    PROPOSAL = "proposal"
    ENQUIRY = "enquiry"
    GROUP_VISIT = "group visit"  # one that was published
    OWN_GROUP_VISIT = "own group visit"  # to its host
    TALK_HOST = "talk host"  # of short talks, to whoever was asked
    GUEST = "guest"  # of a group visit, to its host
    EXCHANGE = "exchange"
    AMENDMENT = "amendment"  # of an exchange that all have signed
    RESEMBLANCE = "resemblance"
    RUN = "run"
    PAIR = "pair"
    WISH = "wish"
    QUOTA = "quota"
    TRAVEL_GROUP = "travel group"
    COLLEAGUE = "colleague"  # an officer
    INVITATION = "invitation"  # of an officer
    STAFF_GROUP = "staff group"
    PERSON = "person"
    DESK_ANSWER = "desk answer"
    MAILING = "mailing"
    SENT_TABLE = "sent table"  # of people to be entered
    MEMBERSHIP = "membership"  # in a cluster, to whoever speaks for that
    LINK = "joining link"
    OPPORTUNITY = "opportunity"  # a funding programme on a desk's list
    SERVICE = "service"  # in the catalogue of what is offered to companies
    COURSE = "course"  # that somebody finds, or was in
    OWN_COURSE = "own course"  # to whoever gives it
    LEARNER = "learner"  # in a course, to whoever gives that
    CHAIN_PARTNER = "chain partner"  # an application, as whoever searches for partners finds it
    INTRODUCTION = "introduction"  # an enquiry, to both sides of it
    CONTACT = "contact"  # a request for a service or to be introduced, to both sides of it
    PROJECT = "project"  # to whoever is in it
    CLUSTER = "cluster"  # another one, to whoever speaks for one
    CITY = "city"  # that a desk has named as taking part
    ACTIVITY = "activity"  # of a twinning, to both of it
    TWINNING = "twinning"  # to whoever speaks for one of the two; to both desks
    NOTE = "note"  # between a desk and a person


Asker: TypeAlias = Person | Officer


class HostGone(NotFound):
    """This host receives no visitors any more. /hosts shows you others."""


def check(work: Work, asker: Asker, thing: Thing, number: int) -> None:
    """Nothing, if the asker may name that one. Raises NotFound: others' is as good as not there."""
    if not may_name(work, asker, thing, number):
        raise HostGone if thing is Thing.HOST and isinstance(asker, Person) else NotFound


def may_name(work: Work, asker: Asker, thing: Thing, number: int) -> bool:
    """Whether the asker may name that one; what a bot has no rule for is nobody's."""
    if isinstance(asker, Officer):
        of_desk = OFFICERS.get(thing)
        return of_desk is not None and of_desk(work, asker.partnership_id, number)
    of_person = PEOPLE.get(thing)
    return of_person is not None and of_person(work, asker, number)


def _taking_part(work: Work, person: Person, number: int) -> Application | None:
    """Somebody else's accepted application, as long as they agree to be shown to this person."""
    found = work.session.get(Application, number)
    if found is None or found.person_id == person.id:
        return None
    if blocks.between(work, row_id(person), found.person_id):
        return None
    return found if people.seen(work, found) else None


def _host(work: Work, person: Person, number: int) -> bool:
    found = _taking_part(work, person, number)
    return found is not None and found.role is not Role.VISITOR


def _partner(work: Work, person: Person, number: int) -> bool:
    return _taking_part(work, person, number) is not None


def _proposal(work: Work, person: Person, number: int) -> bool:
    """One of theirs; a host's only from the moment on at which the host is asked."""
    found = work.session.get(Proposal, number)
    if found is None:
        return False
    if _owns(work, person, found.visitor_id):
        return True
    return not host_unaware(found) and _owns(work, person, found.host_id)


def _owns(work: Work, person: Person, application_id: int) -> bool:
    return work.load(Application, application_id).person_id == person.id


def _enquiry(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(Enquiry, number)
    return found is not None and found.asked_id == person.id


def _note(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(Note, number)
    return found is not None and found.person_id == person.id


def _exchange(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(Exchange, number)
    if found is None:
        return False
    return any(_owns(work, person, one) for one in (found.visitor_id, found.host_id))


def _amendment(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(Amendment, number)
    return found is not None and _exchange(work, person, found.exchange_id)


def _membership(work: Work, person: Person, number: int) -> bool:
    """One in a cluster of theirs."""
    found = work.session.get(Membership, number)
    return found is not None and may_say(work, person, found)


def _group_visit(work: Work, person: Person, number: int) -> bool:
    """Any of a host that takes part; and one in which they are, whatever became of it."""
    found = work.session.get(GroupVisit, number)
    if found is None:
        return False
    in_it = select(GroupGuest.id).where(
        GroupGuest.visit_id == number,
        col(GroupGuest.visitor_id).in_(
            select(Application.id).where(Application.person_id == person.id)
        ),
    )
    known = work.session.exec(in_it).first() is not None
    return known or _taking_part(work, person, found.host_id) is not None


def _own_group_visit(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(GroupVisit, number)
    return found is not None and _owns(work, person, found.host_id)


def _talk_host(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(TalkHost, number)
    return found is not None and _owns(work, person, found.host_id)


def _guest(work: Work, person: Person, number: int) -> bool:
    """One in a group visit of their own."""
    found = work.session.get(GroupGuest, number)
    return found is not None and _own_group_visit(work, person, found.visit_id or 0)


def _own_course(work: Work, person: Person, number: int) -> bool:
    found = work.session.get(Course, number)
    return found is not None and is_own(work, person, found)


def _learner(work: Work, person: Person, number: int) -> bool:
    """One in a course of their own."""
    found = work.session.get(GroupGuest, number)
    return found is not None and _own_course(work, person, found.course_id or 0)


PEOPLE: Mapping[Thing, Callable[[Work, Person, int], bool]] = {
    Thing.HOST: _host,
    Thing.PARTNER: _partner,
    Thing.PROPOSAL: _proposal,
    Thing.ENQUIRY: _enquiry,
    Thing.GROUP_VISIT: _group_visit,
    Thing.OWN_GROUP_VISIT: _own_group_visit,
    Thing.GUEST: _guest,
    Thing.TALK_HOST: _talk_host,
    Thing.EXCHANGE: _exchange,
    Thing.AMENDMENT: _amendment,
    Thing.NOTE: _note,
    Thing.MEMBERSHIP: _membership,
    Thing.OPPORTUNITY: may_see,
    Thing.SERVICE: can_see,
    Thing.COURSE: course_seen,
    Thing.OWN_COURSE: _own_course,
    Thing.LEARNER: _learner,
    Thing.CHAIN_PARTNER: may_be_asked,
    Thing.INTRODUCTION: is_party,
    Thing.CONTACT: is_contact,
    Thing.PROJECT: is_member,
    Thing.CLUSTER: may_see_cluster,
    Thing.TWINNING: is_twin,
    Thing.ACTIVITY: may_call_off,
}


def _application_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(Application, number)
    return found is not None and found.partnership_id == partnership_id


def _host_anywhere(work: Work, partnership_id: int, number: int) -> bool:
    """A host of any Partnership that takes part: every desk may propose it to visitors of its own."""
    del partnership_id
    found = work.session.get(Application, number)
    return found is not None and found.role is not Role.VISITOR and people.seen(work, found)


def _applied_at(work: Work, partnership_id: int, number: int) -> bool:
    """Somebody whose latest application is there."""
    query = select(Application.partnership_id).where(Application.person_id == number)
    latest = work.session.exec(query.order_by(col(Application.id).desc())).first()
    return latest == partnership_id


def _proposal_at(work: Work, partnership_id: int, number: int) -> bool:
    """One to a visitor of the Partnership's own."""
    found = work.session.get(Proposal, number)
    return found is not None and _application_at(work, partnership_id, found.visitor_id)


def _colleague_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(Officer, number)
    return bool(found and found.partnership_id == partnership_id and found.revoked_at is None)


def _exchange_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(Exchange, number)
    desks = (found.visitor_partnership_id, found.host_partnership_id) if found else ()
    return partnership_id in desks


def _amendment_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(Amendment, number)
    return found is not None and _exchange_at(work, partnership_id, found.exchange_id)


def _resemblance_at(work: Work, partnership_id: int, number: int) -> bool:
    """One of which a side has applied here."""
    query = (
        select(Application.id)
        .join(
            Resemblance,
            or_(
                col(Resemblance.one_id) == col(Application.organisation_id),
                col(Resemblance.other_id) == col(Application.organisation_id),
            ),
        )
        .where(Resemblance.id == number, Application.partnership_id == partnership_id)
    )
    return work.session.exec(query).first() is not None


Kept = (
    CohortRun
    | CohortWish
    | CohortQuota
    | DeskAnswer
    | JoiningLink
    | Mailing
    | Note
    | OfficerInvitation
    | Opportunity
    | ProgrammeCity
    | SentTable
    | StaffGroup
)


def _kept_at(table: type[Kept]) -> Callable[[Work, int, int], bool]:
    """A row that says itself whose it is."""

    def rule(work: Work, partnership_id: int, number: int) -> bool:
        found: Any = work.session.get(table, number)
        return found is not None and found.partnership_id == partnership_id

    return rule


def _pair_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(CohortPair, number)
    return found is not None and _kept_at(CohortRun)(work, partnership_id, found.run_id)


def _enquiry_at(work: Work, partnership_id: int, number: int) -> bool:
    """What a Partnership was asked, or asked an applicant of its own."""
    found = work.session.get(Enquiry, number)
    if found is None:
        return False
    if found.application_id is not None:
        return _application_at(work, partnership_id, found.application_id)
    return found.partnership_id == partnership_id


def _travel_group_at(work: Work, partnership_id: int, number: int) -> bool:
    query = select(CohortCompanion.id).where(
        CohortCompanion.partnership_id == partnership_id, CohortCompanion.number == number
    )
    return work.session.exec(query).first() is not None


def _membership_at(work: Work, partnership_id: int, number: int) -> bool:
    """One in a cluster of the Partnership, of which another desk asks."""
    found = work.session.get(Membership, number)
    return found is not None and asked_desk(work, found) == partnership_id


def _group_visit_at(work: Work, partnership_id: int, number: int) -> bool:
    """One of a host of the Partnership, or in which a visitor of its own is, or was."""
    query = select(GroupVisit.id).where(GroupVisit.id == number, concerning(partnership_id))
    return work.session.exec(query).first() is not None


def _course_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(Course, number)
    return found is not None and found.partnership_id == partnership_id


def _desks_course(work: Work, partnership_id: int, number: int) -> bool:
    """One that the desk gives itself."""
    found = work.session.get(Course, number)
    of_desk = found is not None and found.giver_id is None
    return of_desk and _course_at(work, partnership_id, number)


def _learner_at(work: Work, partnership_id: int, number: int) -> bool:
    found = work.session.get(GroupGuest, number)
    return found is not None and _desks_course(work, partnership_id, found.course_id or 0)


OFFICERS: Mapping[Thing, Callable[[Work, int, int], bool]] = {
    Thing.APPLICATION: _application_at,
    Thing.HOST: _host_anywhere,
    Thing.EXCHANGE: _exchange_at,
    Thing.AMENDMENT: _amendment_at,
    Thing.RESEMBLANCE: _resemblance_at,
    Thing.RUN: _kept_at(CohortRun),
    Thing.PAIR: _pair_at,
    Thing.WISH: _kept_at(CohortWish),
    Thing.QUOTA: _kept_at(CohortQuota),
    Thing.TRAVEL_GROUP: _travel_group_at,
    Thing.COLLEAGUE: _colleague_at,
    Thing.INVITATION: _kept_at(OfficerInvitation),
    Thing.STAFF_GROUP: _kept_at(StaffGroup),
    Thing.PERSON: _applied_at,
    Thing.PROPOSAL: _proposal_at,
    Thing.ENQUIRY: _enquiry_at,
    Thing.DESK_ANSWER: _kept_at(DeskAnswer),
    Thing.MAILING: _kept_at(Mailing),
    Thing.NOTE: _kept_at(Note),
    Thing.MEMBERSHIP: _membership_at,
    Thing.LINK: _kept_at(JoiningLink),
    Thing.OPPORTUNITY: _kept_at(Opportunity),
    Thing.GROUP_VISIT: _group_visit_at,
    Thing.COURSE: _course_at,
    Thing.OWN_COURSE: _desks_course,
    Thing.LEARNER: _learner_at,
    Thing.SENT_TABLE: _kept_at(SentTable),
    Thing.CITY: _kept_at(ProgrammeCity),
    Thing.TWINNING: twinning_at,
}
