"""Keep a partner away, and tell the desk about them: open to whoever was written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.notices import DeskNotice
from exchange.proposing import proposals
from exchange.rows import row_id
from storage.tables import Application, Block, Enquiry

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person, Proposal


def partner_in(work: Work, person: Person, proposal: Proposal) -> Application:
    """The application on the other side of a proposal. Raises NotFound for others' proposals."""
    side = proposals.side_of(work, person, proposal)
    return work.load(Application, proposals.application_id_on(proposal, proposals.other(side)))


def contact_in(work: Work, person: Person, enquiry_id: int) -> Application:
    """The application on the other side of a request, for a service or to be introduced. Raises NotFound."""
    found = work.load(Enquiry, enquiry_id)
    sides = {found.asker_id, found.asked_id}
    if (found.service_id is None and found.search_id is None) or person.id not in sides:
        raise NotFound
    (other_id,) = sides - {person.id}
    query = select(Application).where(Application.person_id == other_id)
    other = work.session.exec(query.order_by(col(Application.id).desc())).first()
    if other is None:
        raise NotFound
    return other


def is_contact(work: Work, person: Person, number: int) -> bool:
    """Whether that is a request of which somebody is one side."""
    try:
        return bool(contact_in(work, person, number))
    except NotFound:
        return False


def block_partner(work: Work, person: Person, proposal_id: int) -> Block:
    """From now on the two of a proposal are kept apart; what is open between them ends.

    A visit that they have agreed on goes on, unless somebody cancels it. Raises NotFound.
    """
    proposal = proposals.proposal_for(work, person, proposal_id)
    return block(work, person, partner_in(work, person, proposal), proposal_id)


def block(
    work: Work, person: Person, partner: Application, proposal_id: int | None = None
) -> Block:
    """From now on somebody and the person of an application are kept apart; what is open between them ends."""
    query = select(Block).where(Block.by_id == person.id, Block.about_id == partner.person_id)
    known = work.session.exec(query).one_or_none()
    if known:
        return known
    made = work.add(
        Block(
            by_id=row_id(person),
            about_id=partner.person_id,
            proposal_id=proposal_id,
            made_at=work.now,
        )
    )
    work.record(f"person:{person.id}", "partner:block", f"person:{partner.person_id}")
    _end_what_is_open(work, person, partner)
    return made


def _end_what_is_open(work: Work, person: Person, partner: Application) -> None:
    """By number, as all rows are held."""
    for known in reversed(proposals.open_proposals(work, partner)):
        theirs = {known.visitor_id, known.host_id} - {partner.id}
        own = work.load(Application, theirs.pop())
        if own.person_id == person.id:
            proposals.let_go(work, known.id or 0, own, f"person:{person.id}")


def unblock_partner(work: Work, person: Person, proposal_id: int) -> None:
    """The two may find each other again. Whoever was reported stays reported. Raises NotFound."""
    proposal = proposals.proposal_for(work, person, proposal_id)
    unblock(work, person, partner_in(work, person, proposal))


def unblock(work: Work, person: Person, partner: Application) -> None:
    """The same, by the application of whoever was kept away."""
    query = select(Block).where(Block.by_id == person.id, Block.about_id == partner.person_id)
    found = work.session.exec(query).one_or_none()
    if found and not found.reported_at:
        work.session.delete(found)
        work.record(f"person:{person.id}", "partner:unblock", f"person:{partner.person_id}")


def report_partner(work: Work, person: Person, proposal_id: int, reason: str) -> Block:
    """As block_partner; the desks of both sides read why. Who reports again says more.

    Raises NotFound.
    """
    proposal = proposals.proposal_for(work, person, proposal_id)
    partner = partner_in(work, person, proposal)
    own = proposals.application_id_on(proposal, proposals.side_of(work, person, proposal))
    block_partner(work, person, proposal_id)
    return _report(work, person, work.load(Application, own), partner, reason)


def report_contact(work: Work, person: Person, enquiry_id: int, reason: str) -> Block:
    """The same of the other side of a request. Raises NotFound, NotAcceptedYet."""
    partner = contact_in(work, person, enquiry_id)
    return _report(work, person, proposals.own_application(work, person), partner, reason)


def _report(
    work: Work, person: Person, own: Application, partner: Application, reason: str
) -> Block:
    found = work.hold(Block, block(work, person, partner).id)
    found.reason = "\n".join(filter(None, (found.reason, reason)))
    found.reported_at = work.now
    work.add(found)
    work.record(f"person:{person.id}", "partner:report", f"person:{found.about_id}")
    sides = {side.partnership_id: side for side in (own, partner)}  # one desk of both reads it once
    for side in sides.values():
        key = f"block:{found.id}:{work.now:%Y-%m-%d}:{side.id}"
        facts = {"block": found.id, "application": side.id}
        work.tell_desk(side.partnership_id, DeskNotice.PARTNER_REPORTED, key=key, **facts)
    return found
