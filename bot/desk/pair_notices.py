"""What the desk is told of two who were brought together: refused, not asked, reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.conversation.screens import Button, Screen, clip, paragraphs
from bot.desk import addresses as to
from exchange.words import N_
from storage.tables import Application, Block, Organisation, Proposal, ProposalState

if TYPE_CHECKING:
    from bot.conversation.notices import Delivery

REFUSALS = {
    ProposalState.DECLINED: N_("one side declined"),
    ProposalState.EXPIRED: N_("nobody answered in time"),
}


def name_of(delivery: Delivery, application_id: int) -> str:
    """What the organisation of an applicant is called."""
    application = delivery.work.load(Application, application_id)
    return delivery.work.load(Organisation, application.organisation_id).name


def pair_refused(delivery: Delivery) -> Screen | None:
    """A pair of the desk's did not come about."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    say = delivery.say
    visitor, host = (name_of(delivery, one) for one in (proposal.visitor_id, proposal.host_id))
    why = say(REFUSALS.get(proposal.state, N_("it was taken back")))
    text = say(
        "The pair <b>{visitor}</b> and <b>{host}</b> did not come about: {why}. /cohort looks for another host.",
        visitor=visitor,
        host=host,
        why=why,
    )
    return Screen(text)


def pair_not_asked(delivery: Delivery) -> Screen | None:
    """A pair of an approved cohort could not be proposed any more."""
    visitor, host = (name_of(delivery, delivery[one]) for one in ("application", "host"))
    text = "The pair <b>{visitor}</b> and <b>{host}</b> could not be proposed any more: something has changed since you approved the cohort. /cohort looks for another host."
    return Screen(delivery.say(text, visitor=visitor, host=host))


def partner_reported(delivery: Delivery) -> Screen | None:
    """A participant has reported another: what they say, and the way to one's own applicant."""
    block = delivery.work.load(Block, delivery["block"])
    say, own = delivery.say, delivery["application"]
    text = paragraphs(
        say(
            "⚠️ <b>{by}</b> reports <b>{about}</b>:",
            by=_called(delivery, block.by_id),
            about=_called(delivery, block.about_id),
        ),
        say("“{reason}”", reason=clip(block.reason or "", 1000)),
        say("They are kept apart from now on. Please look into it."),
    )
    return Screen(text, ((Button(f"A-{own:04}", to.CASE(own)),),))


def _called(delivery: Delivery, person_id: int) -> str:
    """The organisation of somebody's latest application."""
    query = select(Application.id).where(Application.person_id == person_id)
    latest = delivery.work.session.exec(query.order_by(col(Application.id).desc())).first()
    return name_of(delivery, latest or 0)
