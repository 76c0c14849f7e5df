"""What one's Partnership writes: to be read, answered, and, where it went to many, wanted no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, paragraphs
from bot.participants import addresses as to
from exchange.access import Thing
from exchange.words import N_
from exchange.writing import mailings, notes
from storage.tables import Note, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.talk import Talk

FORM = "note"
QUOTED = 300


def received(delivery: Delivery) -> Screen | None:
    """An officer's words; None where they are for many, and this one wants none of those."""
    note, say = delivery.work.load(Note, delivery["note"]), delivery.say
    to_many = note.mailing_id is not None
    if to_many and delivery.reader and delivery.reader.quiet_since:
        return None
    head = say(
        "✉️ <b>{partnership}</b> writes:",
        partnership=delivery.work.load(Partnership, note.partnership_id).name,
    )
    text = escape(notes.words_of(delivery.work, note, say.language))
    quiet = (Button(say("🔕 No more of these"), to.QUIET()),) if to_many else ()
    answer = (Button(say("💬 Answer"), to.ANSWER_NOTE(note.id)),)
    return Screen(paragraphs(head, text), (answer, *([quiet] if quiet else [])))


def answer(talk: Talk, number: int) -> None:
    """Ask for the answer."""
    filling.begin(talk, FORM, number)


def be_quiet(talk: Talk) -> None:
    """No more of what goes to many; what concerns oneself still comes."""
    mailings.set_quiet(talk.work, talk.person, quiet=True)
    talk.reply(
        talk.say(
            "🔕 You get no more messages that go to many. What concerns your own application still comes."
        ),
        [Button(talk.say("🔔 Send them again"), to.LOUD())],
    )


def be_loud(talk: Talk) -> None:
    """As before."""
    mailings.set_quiet(talk.work, talk.person, quiet=False)
    talk.settle(talk.say("🔔 You get what your Partnership writes to many again."))


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    note = talk.work.load(Note, subject)
    words = notes.words_of(talk.work, note, talk.say.language)
    prompt = talk.say("They write: “{text}” What do you answer?", text=clip(words, QUOTED))
    return (Question("text", N_("Answer"), prompt, FreeText(2, notes.LONGEST)),)


def _send(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    notes.answer_note(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("Thank you, your answer is with your Partnership. Theirs comes here."))


def form() -> Form:
    """The form of one answer."""
    return Form(FORM, N_("Your answer"), _questions, _send, review=False, about=Thing.NOTE)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.ANSWER_NOTE: answer,
    to.QUIET: be_quiet,
    to.LOUD: be_loud,
}
