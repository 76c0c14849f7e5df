"""What one has just signed, in words: by whom, when, and the fingerprint of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.talk import Talk
    from storage.tables import Signature


def signed(talk: Talk, signature: Signature) -> Markup:
    """The signature as its giver reads it."""
    say = talk.say
    return say(
        "🖊 Signed by <b>{name}</b> on {at}.\nFingerprint of what was signed: <code>{digest}</code>",
        name=signature.name,
        at=say.moment(signature.signed_at, talk.person.zone),
        digest=signature.digest[:16],
    )
