"""Keep a partner away, and report them: for whoever is written to and does not want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen
from bot.participants import addresses as to
from exchange.proposing import blocking, proposals
from storage.tables import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

REPORT = "complain"  # the form


def ask(talk: Talk, proposal_id: int) -> None:
    """Say what can be done, and what follows."""
    say = talk.say
    text = say(
        "You can block <b>{name}</b>: you hear nothing more from them, and they are not told. If something is not right, report it as well: your Partnership and theirs read it. A visit that is agreed goes on unless you cancel it.",
        name=_name(talk, proposal_id),
    )
    rows = (
        (Button(say("🚫 Block them"), to.BLOCK(proposal_id)),),
        (Button(say("Report and block"), to.REPORT_PARTNER(proposal_id)),),
        (Button(say("‹ Back"), to.INVITATION(proposal_id)),),
    )
    talk.send(Screen(text, rows))


def _name(talk: Talk, proposal_id: int) -> str:
    proposal = proposals.proposal_for(talk.work, talk.person, proposal_id)
    partner = blocking.partner_in(talk.work, talk.person, proposal)
    return talk.work.load(Organisation, partner.organisation_id).name


def block(talk: Talk, proposal_id: int) -> None:
    """They are kept away from now on."""
    blocking.block_partner(talk.work, talk.person, proposal_id)
    text = talk.say(
        "✓ <b>{name}</b> is blocked: you hear nothing more from them.",
        name=_name(talk, proposal_id),
    )
    talk.show(Screen(text, ((Button(talk.say("Undo"), to.UNBLOCK(proposal_id)),),)))


def unblock(talk: Talk, proposal_id: int) -> None:
    """They may be met again."""
    blocking.unblock_partner(talk.work, talk.person, proposal_id)
    talk.settle(talk.say("✓ <b>{name}</b> is not blocked any more.", name=_name(talk, proposal_id)))


def report(talk: Talk, proposal_id: int) -> None:
    """Ask what happened."""
    filling.begin(talk, REPORT, proposal_id)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.KEEP_AWAY: ask,
    to.BLOCK: block,
    to.UNBLOCK: unblock,
    to.REPORT_PARTNER: report,
}
