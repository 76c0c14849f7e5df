"""What is said when we could not handle what somebody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot.conversation.screens import Screen
from bot.conversation.speech import FALLBACK, Speech
from bot.conversation.turns import SCREEN
from storage.queues.outbox import Letter
from storage.tables import Person, Urgency

if TYPE_CHECKING:
    from exchange.work import Work


def say_sorry(work: Work, bot: str, chat_id: int, update_id: int) -> None:
    """Tell the chat that one message could not be handled, once, with a reference for the desk."""
    person = work.session.exec(select(Person).where(Person.telegram_id == chat_id)).one_or_none()
    say = Speech(person.language if person else FALLBACK)
    text = say(
        "Sorry, something went wrong on our side and I could not use your last message. Nothing "
        "you gave before is lost. Please try again, or write to your Partnership with the "
        "reference {reference}.",
        reference=f"U-{update_id}",
    )
    key = f"update:{bot}:{update_id}:sorry"
    letter = Letter(bot, chat_id, SCREEN, Screen(text).body(), key, Urgency.REPLY)
    work.post([letter])
