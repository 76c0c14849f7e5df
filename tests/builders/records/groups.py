"""Group visits with their hosts and guests, made by the use cases that make them in the bots."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from exchange.group_visits import joining, publishing
from exchange.group_visits.publishing import Programme
from exchange.visiting import commitments
from storage.tables import Exchange, GroupGuest, GroupSeat, Partnership, Person
from tests.builders.records.applicants import host, officer, visitor
from tests.builders.records.pairs import PAPER

STARTS, ENDS = date(2027, 4, 12), date(2027, 4, 14)  # Monday to Wednesday


def programme(**changes):
    """What a host tells."""
    told = {
        "title": "Photonics days in Porto",
        "starts_on": STARTS,
        "ends_on": ENDS,
        "seats": 3,
        "programme": "Monday the mill, Tuesday the laboratory, Wednesday talks with suppliers.",
    }
    return Programme(**(told | changes))


def published(work, **changes):
    """A host and a group visit of three seats in six weeks."""
    who, _ = host(work)
    return who, publishing.publish(work, who, programme(**changes))


def guests(work, visit, count, **changes):
    """So many visitors of organisations of their own, who tap *Join* one after the other."""
    found = []
    known = len(work.session.exec(select(Person.id)).all())
    for number in range(known, known + count):
        name = f"{NAMES[number % len(NAMES)]} {NAMES[number // len(NAMES)]} Works"
        who, _ = visitor(work, organisation_name=name, **changes)
        found.append((who, joining.join(work, who, visit.id)))
    return found


NAMES = (
    *("Amber", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Garnet", "Heath", "Iris", "Juniper"),
    *("Kestrel", "Larch", "Maple", "Nettle", "Opal", "Pine"),
)


def exchange_of(work, guest):
    """The exchange of a guest."""
    query = select(Exchange).where(Exchange.proposal_id == guest.proposal_id)
    return work.session.exec(query).one()


def holders(work, visit):
    """Who has each seat, by its number."""
    query = select(GroupSeat).where(GroupSeat.visit_id == visit.id).order_by(GroupSeat.number)
    return [one.guest_id for one in work.session.exec(query)]


def states(work, visit):
    """How the guests stand, in the order in which they came."""
    query = select(GroupGuest).where(GroupGuest.visit_id == visit.id).order_by(GroupGuest.id)
    return [one.state.value for one in work.session.exec(query)]


def sign(work, person, host, exchange):
    """All four sign a guest's paper."""
    commitments.draw_up_commitment(work, person, exchange.id, PAPER)
    commitments.sign_as_person(work, person, exchange.id)
    commitments.sign_as_person(work, host, exchange.id)
    for number in dict.fromkeys((exchange.visitor_partnership_id, exchange.host_partnership_id)):
        signer = officer(work, work.load(Partnership, number).name)
        commitments.sign_as_officer(work, signer, exchange.id)
