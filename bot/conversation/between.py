"""What came in between: a notice that asks something while a form waits for an answer.

A yes or a no may then be meant for either, so neither is answered by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling, labels
from bot.conversation.small_words import Meaning, meaning

if TYPE_CHECKING:
    from bot.conversation.labels import Renderers
    from bot.conversation.talk import Talk

EITHER = {Meaning.YES, Meaning.NO, Meaning.DONE}


def asked_anew(talk: Talk, renderers: Renderers) -> bool:
    """Whether a small word may answer what came after the open question, which is then asked anew."""
    if meaning(talk.event.text) not in EITHER or filling.current(talk) is None:
        return False
    asked = labels.asked_last(talk, renderers)
    if asked is None or not asked.by_itself:
        return False
    said = "“{words}” – to what came in between? Then please tap its button. My question here is still this one:"
    talk.reply(talk.say(said, words=talk.event.text))
    filling.resume(talk)
    return True
