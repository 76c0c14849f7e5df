"""Keep a partner away, and tell the desk about them: open to whoever was written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.notices import DeskNotice
from exchange.proposing import proposals
from exchange.rows import row_id
from storage.tables import Application, Block, Side

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person, Proposal


def partner_in(work: Work, person: Person, proposal: Proposal) -> Application:
    """The application on the other side of a proposal. Raises NotFound for others' proposals."""
    side = proposals.side_of(work, person, proposal)
    return work.load(Application, proposals.application_id_on(proposal, proposals.other(side)))


def block_partner(work: Work, person: Person, proposal_id: int) -> Block:
    """From now on the two are kept apart; what is open between them ends.

    A visit that they have agreed on goes on, unless somebody cancels it. Raises NotFound.
    """
    proposal = proposals.proposal_for(work, person, proposal_id)
    partner = partner_in(work, person, proposal)
    query = select(Block).where(Block.by_id == person.id, Block.about_id == partner.person_id)
    known = work.session.exec(query).one_or_none()
    if known:
        return known
    block = work.add(
        Block(
            by_id=row_id(person),
            about_id=partner.person_id,
            proposal_id=proposal_id,
            made_at=work.now,
        )
    )
    work.record(f"person:{person.id}", "partner:block", f"person:{partner.person_id}")
    _end_what_is_open(work, person, partner)
    return block


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
    partner = partner_in(work, person, proposal)
    query = select(Block).where(Block.by_id == person.id, Block.about_id == partner.person_id)
    found = work.session.exec(query).one_or_none()
    if found and not found.reported_at:
        work.session.delete(found)
        work.record(f"person:{person.id}", "partner:unblock", f"person:{partner.person_id}")


def report_partner(work: Work, person: Person, proposal_id: int, reason: str) -> Block:
    """As block_partner; the desks of both sides read why. Who reports again says more.

    Raises NotFound.
    """
    block = work.hold(Block, block_partner(work, person, proposal_id).id)
    proposal = proposals.proposal_for(work, person, proposal_id)
    block.reason = "\n".join(filter(None, (block.reason, reason)))
    block.reported_at = work.now
    work.add(block)
    work.record(f"person:{person.id}", "partner:report", f"person:{block.about_id}")
    for side in Side:
        number = proposals.application_id_on(proposal, side)
        desk = work.load(Application, number).partnership_id
        key = f"block:{block.id}:{work.now:%Y-%m-%d}:{side.value}"
        facts = {"block": block.id, "application": number}
        work.tell_desk(desk, DeskNotice.PARTNER_REPORTED, key=key, **facts)
    return block
