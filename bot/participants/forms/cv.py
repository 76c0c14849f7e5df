"""The CV that was to follow the application: sent by itself, at any time until the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import drafts, filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.files import Pdf
from bot.conversation.screens import Button, Screen
from bot.conversation.stepping import PLACE
from bot.participants import addresses as to
from exchange.applying.applications import latest_application
from exchange.applying.corrections import correct_application
from exchange.timing.cvs import is_awaited
from exchange.words import N_
from storage.tables import Application

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk

KEY = "cv"
QUESTION = Question("cv", N_("CV"), N_("Please send the CV of the person who travels."), Pdf())


def form() -> Form:
    """The form of one file."""
    return Form(KEY, N_("Your CV"), _questions, _finish, review=False, ended=_over)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (QUESTION,)


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    correct_application(talk.work, talk.person, cv_id=answers["cv"])
    text = "✓ Thank you, your CV is here. Your Partnership can decide now; I tell you as soon as it has."
    talk.reply(talk.say(text))


def awaited_from(talk: Talk) -> Application | None:
    """The application of this person that waits for the CV."""
    found = latest_application(talk.work, talk.person)
    return found if found and is_awaited(found) else None


def _over(talk: Talk, subject: int) -> Screen | None:
    """That nobody waits for a CV any more; None while somebody does."""
    del subject
    if awaited_from(talk):
        return None
    return Screen(talk.say("No CV is needed just now. /status shows where you are."))


def send_button(say: Speech) -> Button:
    """To where the CV is sent."""
    return Button(say("📎 Send the CV"), to.SEND_CV())


def came(talk: Talk) -> bool:
    """Whether a file that nothing asked for just now is taken as the CV that is waited for."""
    if talk.event.upload is None or filling.current(talk) or awaited_from(talk) is None:
        return False
    drafts.open_draft(talk, form(), 0, {})
    talk.expect(PLACE, form=KEY, subject=0, question=QUESTION.id)
    return filling.hear(talk)


def owed(delivery: Delivery) -> Screen | None:
    """A reminder of the CV; None once it is here, or all is decided."""
    if not is_awaited(delivery.work.load(Application, delivery["application"])):
        return None
    say = delivery.say
    text = say(
        "⏳ Only your CV is missing, and the decision waits for it. Send it to me as a PDF, or as photos of its pages."
    )
    return Screen(text, ((send_button(say),),))


def line(talk: Talk, application: Application) -> str:
    """What /status says of it: that the decision waits for it; "" where it does not."""
    if not is_awaited(application):
        return ""
    text = (
        "📎 Your CV is still to come: send it here, as a PDF or photos. The decision waits for it."
    )
    return talk.say(text)


def button(talk: Talk, application: Application) -> tuple[tuple[Button, ...], ...]:
    """The way to send it, where it is waited for."""
    return ((send_button(talk.say),),) if is_awaited(application) else ()


def _begin(talk: Talk) -> None:
    filling.begin(talk, KEY)


TAPS: Mapping[Family, Callable[..., None]] = {to.SEND_CV: _begin}
