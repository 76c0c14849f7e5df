"""What one has just signed, in words: by whom, when, and the fingerprint of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import paragraphs
from exchange.words import N_
from storage.tables import Signatory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from bot.conversation.talk import Talk
    from storage.tables import Signature

WHO: Mapping[Signatory, str] = {
    Signatory.VO: N_("the visitor"),
    Signatory.HO: N_("the host"),
    Signatory.VOP: N_("the visitor's Partnership"),
    Signatory.HOP: N_("the host's Partnership"),
}


def signed(talk: Talk, signature: Signature) -> Markup:
    """The signature as its giver reads it."""
    say = talk.say
    return say(
        "🖊 Signed by <b>{name}</b> on {at}.\nFingerprint of what was signed: <code>{digest}</code>",
        name=signature.name,
        at=say.moment(signature.signed_at, talk.person.zone),
        digest=signature.digest[:16],
    )


def signed_in_turn(talk: Talk, signature: Signature, turn: Signatory | None) -> Markup:
    """The same of a paper that several sign one after the other, and whose turn it is now."""
    say = talk.say
    follows = say("Next to sign: {who}. I ask them now.", who=say(WHO[turn])) if turn else ""
    return paragraphs(signed(talk, signature), follows)
