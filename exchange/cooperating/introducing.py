"""An introduction: who searches asks for it, the other says yes or no; contacts are seen where both said yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.cooperating import searching
from exchange.errors import CxcError, NotFound
from exchange.notices import Notice
from exchange.people import blocks
from exchange.people.people import seen
from exchange.proposing.enquiries import pass_on
from exchange.proposing.proposals import own_application
from exchange.rows import row_id
from exchange.timing.cooperation import plan_introduced
from exchange.timing.requests import takes_part
from storage.tables import Application, Enquiry, Organisation, PartnerSearch, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchange.work import Work


class AnsweredOtherwise(CxcError):
    """You have answered this already. /partners shows whom you were introduced to."""


class NoContact(CxcError):
    """They take part no more, so their contact is not shown any more. /partners finds others."""


class SearcherGone(CxcError):
    """They take part no more, so there is nobody to be introduced to. Thank you for answering."""


@dataclass(frozen=True)
class Contact:
    """How the other side of an introduction is reached."""

    organisation: Organisation
    person_name: str
    email: str


def ask(work: Work, person: Person, number: int, words: str) -> Enquiry:
    """The request to be introduced to whoever applied under that number; asked twice it is one.

    Raises NotFound, NotAcceptedYet, TooManyQuestions.
    """
    own_application(work, person)
    search = searching.current(work, person)
    if search is None or not searching.may_be_asked(work, person, number):
        raise NotFound
    work.hold(PartnerSearch, search.id)
    asked = work.load(Person, work.load(Application, number).person_id)
    if known := between(work, person, asked):
        return known
    enquiry = pass_on(
        work, person, asked, words, Notice.INTRODUCTION_ASKED, search_id=row_id(search)
    )
    work.record(f"person:{person.id}", "introduction:ask", f"search:{search.id}")
    return enquiry


def ask_all(work: Work, person: Person, numbers: Sequence[int], words: str) -> list[Enquiry]:
    """The same request to each of a group; who was asked before is not asked again. All of it or nothing.

    Raises as ask does.
    """
    return [ask(work, person, number, words) for number in numbers]


def not_asked(work: Work, person: Person, applications: Iterable[Application]) -> list[Application]:
    """Those of a group whom nobody of the two has asked yet, nor been introduced to."""
    return [
        one
        for one in applications
        if between(work, person, work.load(Person, one.person_id)) is None
    ]


def between(work: Work, one: Person, other: Person) -> Enquiry | None:
    """What the two have asked each other and was not declined, the latest."""
    sides = or_(
        (col(Enquiry.asker_id) == one.id) & (col(Enquiry.asked_id) == other.id),
        (col(Enquiry.asker_id) == other.id) & (col(Enquiry.asked_id) == one.id),
    )
    query = select(Enquiry).where(
        sides, col(Enquiry.search_id).is_not(None), col(Enquiry.agreed).is_not(False)
    )
    return work.session.exec(query.order_by(col(Enquiry.id).desc())).first()


def answer(work: Work, person: Person, number: int, *, agreed: bool) -> Enquiry:
    """The yes or no of who was asked; who asked is told, and what came of a yes is asked for later.

    Raises NotFound, AnsweredOtherwise, SearcherGone.
    """
    enquiry = work.hold(Enquiry, number)
    if enquiry.asked_id != person.id or enquiry.search_id is None:
        raise NotFound
    if enquiry.answered_at:
        if enquiry.agreed is agreed:
            return enquiry
        raise AnsweredOtherwise
    asker = work.load(Person, enquiry.asker_id)
    apart = blocks.between(work, row_id(person), row_id(asker))
    if agreed and (apart or not takes_part(work, asker)):
        raise SearcherGone
    enquiry.sqlmodel_update({"answer": "", "answered_at": work.now, "agreed": agreed})
    work.add(enquiry)
    act = "introduction:agree" if agreed else "introduction:decline"
    work.record(f"person:{person.id}", act, f"search:{enquiry.search_id}")
    notice = Notice.INTRODUCED if agreed else Notice.INTRODUCTION_DECLINED
    work.tell(asker, notice, key=f"enquiry:{enquiry.id}:answered", enquiry=enquiry.id)
    if agreed:
        plan_introduced(work, enquiry)
    return enquiry


def contact(work: Work, person: Person, enquiry: Enquiry) -> Contact:
    """How this person reaches the other.

    Raises NotFound for others, and until both said yes; NoContact where the other has left.
    """
    if not enquiry.agreed or person.id not in {enquiry.asker_id, enquiry.asked_id}:
        raise NotFound
    of = other_of(work, person, enquiry)
    if not seen(work, of):
        raise NoContact
    return Contact(work.load(Organisation, of.organisation_id), of.person_name, of.email)


def other_of(work: Work, person: Person, enquiry: Enquiry) -> Application:
    """The application of the other side."""
    if enquiry.asked_id == person.id:
        return asker_of(work, enquiry)
    return asked_of(work, enquiry)


def asker_of(work: Work, enquiry: Enquiry) -> Application:
    """The application of who searched."""
    return work.load(Application, work.load(PartnerSearch, enquiry.search_id).application_id)


def asked_of(work: Work, enquiry: Enquiry) -> Application:
    """The application of who was asked: their latest."""
    query = select(Application).where(Application.person_id == enquiry.asked_id)
    found = work.session.exec(query.order_by(col(Application.id).desc())).first()
    if found is None:
        raise NotFound
    return found


def introductions_of(work: Work, person: Person) -> list[Enquiry]:
    """What somebody has asked for or was asked and has not declined: what waits first, then the latest.

    Of whoever has left, or is kept away, nothing is shown.
    """
    query = select(Enquiry).where(
        or_(col(Enquiry.asker_id) == person.id, col(Enquiry.asked_id) == person.id),
        col(Enquiry.search_id).is_not(None),
        col(Enquiry.agreed).is_not(False),
    )
    every = work.session.exec(query.order_by(col(Enquiry.id).desc())).all()
    found = [one for one in every if _met_by(work, person, other_of(work, person, one))]
    return sorted(found, key=lambda one: (one.agreed is True, one.asked_id != person.id))


def _met_by(work: Work, person: Person, other: Application) -> bool:
    """Whether the other side is shown to somebody: it takes part, and neither keeps the other away."""
    return seen(work, other) and not blocks.between(work, row_id(person), other.person_id)


def is_party(work: Work, person: Person, number: int) -> bool:
    """Whether an introduction is somebody's, on either side."""
    found = work.session.get(Enquiry, number)
    if found is None or found.search_id is None:
        return False
    return person.id in {found.asker_id, found.asked_id}
