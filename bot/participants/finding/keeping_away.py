"""Keep a partner away, and report them: for whoever is written to and does not want it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen
from bot.participants import addresses as to
from exchange.proposing import blocking, proposals
from storage.tables import Enquiry, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Data, Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Application

REPORT, REPORT_CONTACT = "complain", "complain2"  # the forms


@dataclass(frozen=True)
class _Way:
    """What the two have to do with each other, by its number: an invitation, or a request."""

    partner: Callable[[Talk, int], Application]
    block: Family
    unblock: Family
    report: Family
    back: Callable[[Talk, int], Data]
    form: str


def _invited(talk: Talk, number: int) -> Application:
    proposal = proposals.proposal_for(talk.work, talk.person, number)
    return blocking.partner_in(talk.work, talk.person, proposal)


def _asked(talk: Talk, number: int) -> Application:
    return blocking.contact_in(talk.work, talk.person, number)


def _to_invitation(talk: Talk, number: int) -> Data:
    del talk
    return to.INVITATION(number)


def _to_request(talk: Talk, number: int) -> Data:
    """Where requests of that kind are seen."""
    of_search = talk.work.load(Enquiry, number).search_id is not None
    return to.INTRODUCTIONS() if of_search else to.OWN_SERVICES()


INVITATION = _Way(_invited, to.BLOCK, to.UNBLOCK, to.REPORT_PARTNER, _to_invitation, REPORT)
REQUEST = _Way(
    _asked, to.BLOCK_CONTACT, to.UNBLOCK_CONTACT, to.REPORT_CONTACT, _to_request, REPORT_CONTACT
)


def way_out(say: Speech, enquiry_id: int | None) -> Button:
    """For whoever is asked by somebody and does not want to be."""
    return Button(say("🚫 Block or report"), to.KEEP_CONTACT_AWAY(enquiry_id))


def ask(way: _Way, talk: Talk, number: int) -> None:
    """Say what can be done, and what follows."""
    say = talk.say
    text = say(
        "You can block <b>{name}</b>: you hear nothing more from them, and they are not told. If something is not right, report it as well: your Partnership and theirs read it. A visit that is agreed goes on unless you cancel it.",
        name=_name(way, talk, number),
    )
    rows = (
        (Button(say("🚫 Block them"), way.block(number)),),
        (Button(say("Report and block"), way.report(number)),),
        (Button(say("‹ Back"), way.back(talk, number)),),
    )
    talk.send(Screen(text, rows))


def _name(way: _Way, talk: Talk, number: int) -> str:
    return talk.work.load(Organisation, way.partner(talk, number).organisation_id).name


def block(way: _Way, talk: Talk, number: int) -> None:
    """They are kept away from now on."""
    if way is INVITATION:
        blocking.block_partner(talk.work, talk.person, number)
    else:
        blocking.block(talk.work, talk.person, way.partner(talk, number))
    name = _name(way, talk, number)
    text = talk.say("✓ <b>{name}</b> is blocked: you hear nothing more from them.", name=name)
    talk.show(Screen(text, ((Button(talk.say("Undo"), way.unblock(number)),),)))


def unblock(way: _Way, talk: Talk, number: int) -> None:
    """They may be met again."""
    blocking.unblock(talk.work, talk.person, way.partner(talk, number))
    name = _name(way, talk, number)
    talk.settle(talk.say("✓ <b>{name}</b> is not blocked any more.", name=name))


def report(way: _Way, talk: Talk, number: int) -> None:
    """Ask what happened."""
    filling.begin(talk, way.form, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.KEEP_AWAY: partial(ask, INVITATION),
    to.BLOCK: partial(block, INVITATION),
    to.UNBLOCK: partial(unblock, INVITATION),
    to.REPORT_PARTNER: partial(report, INVITATION),
    to.KEEP_CONTACT_AWAY: partial(ask, REQUEST),
    to.BLOCK_CONTACT: partial(block, REQUEST),
    to.UNBLOCK_CONTACT: partial(unblock, REQUEST),
    to.REPORT_CONTACT: partial(report, REQUEST),
}
