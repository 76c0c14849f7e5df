"""A pair of the story with all signatures: what leads there is done at one stroke, without a chat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.proposing import proposals
from exchange.visiting import commitments, dates
from exchange.work import Work
from storage.tables import Application, Officer, Person, Role
from tests.builders.bots.story import PAPER, two_accepted

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

STARTS, ENDS = date(2027, 3, 8), date(2027, 3, 12)  # Monday to Friday


async def all_signed(town: Town) -> tuple[Phone, Phone, Phone]:
    """Ana who travels, Max who is her host, the visitor's desk; officer 202 is the host's."""
    ana, max_, desk = await two_accepted(town)
    with town.house.database.transaction() as session:
        number = _agreed(Work(session, town.clock(), town.house.scheme))
    with town.house.database.transaction() as session:
        _signed(Work(session, town.clock(), town.house.scheme), number)
    await ana.expect("All four have signed")
    await max_.expect("Alle vier haben")
    return ana, max_, desk


def party(work: Work, role: Role) -> tuple[Person, Application]:
    """The only one in that role: who they are, and their application."""
    application = work.session.exec(select(Application).where(Application.role == role)).one()
    return work.load(Person, application.person_id), application


def _agreed(work: Work) -> int:
    (visitor, _), (host, hosting) = party(work, Role.VISITOR), party(work, Role.HOST)
    proposal = proposals.invite_host(work, visitor, hosting.id or 0, "May I come?", [])
    exchange = proposals.accept_proposal(work, host, proposal.id or 0)
    dates.offer_dates(work, visitor, exchange.id or 0, STARTS, ENDS)
    dates.agree_dates(work, host, exchange.id or 0)
    return exchange.id or 0


def _signed(work: Work, number: int) -> None:
    visitor, host = (party(work, role)[0] for role in (Role.VISITOR, Role.HOST))
    commitments.draw_up_commitment(work, visitor, number, PAPER)
    for person in (visitor, host):
        commitments.sign_as_person(work, person, number)
    for officer in work.session.exec(select(Officer).order_by(Officer.id)).all():
        commitments.sign_as_officer(work, officer, number)
