"""A thumb on a sticker answers what is asked; it is no yes to what sends, signs or hands in something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.reviewing import review_buttons
from bot.conversation.screens import Screen
from bot.conversation.stepping import ask

if TYPE_CHECKING:
    from bot.conversation.forms import Filling, Question
    from bot.conversation.talk import Talk


def commits(filling: Filling, question: Question | None) -> bool:
    """Whether a yes would hand the form in: over its last page, or where its answers go out at once."""
    return filling.talk.event.sticker and (question is None or not filling.form.review)


def ask_for_words(filling: Filling, question: Question | None) -> None:
    """That nothing is sent by a sticker, and what would send it."""
    say = filling.talk.say
    if question is None:
        text = say(
            "A sticker sends nothing, and all is as it was. Tap “{submit}”, or write yes.",
            submit=say(filling.form.submit),
        )
        filling.talk.send(Screen(text, review_buttons(filling)))
        return
    ask(filling, question, said=say("A sticker is no answer to this one. Please tap, or type it."))


def answered(talk: Talk) -> bool:
    """Whether a thumb on a sticker came where nothing is asked in a form: nothing is done by it, which is said."""
    if talk.event.sticker:
        talk.reply(
            talk.say(
                "👍 Nothing is done by a sticker, though. Tap a button, or write what you mean."
            )
        )
    return talk.event.sticker
