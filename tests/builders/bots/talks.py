"""Talks with a bot without a network: what somebody did, and the screens that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.forms import Form
    from exchange.work import Work
    from storage.tables import Person


def answered(
    work: Work,
    person: Person,
    answer: Callable[[Talk], None],
    language: str = "en",
    forms: Mapping[str, Form] | None = None,
    **did: object,
) -> Talk:
    """The talk after a command (`command="hosts", text="words"`) or a tap (`data="m:best:0"`).

    `forms` are those that may be opened by it.
    """
    kind = Did.TAP if "data" in did else Did.COMMAND
    number = person.telegram_id
    event = Event("participants", 1, number, number, kind, message_id=9, callback_id="c", **did)
    conversation = conversation_of(work, "participants", number, number)
    talk = Talk(work, person, event, Speech(language), conversation, forms or {})
    answer(talk)
    return talk


def text(talk: Talk) -> str:
    """The words of the last screen."""
    return str(talk.replies[-1].text)


def buttons(talk: Talk) -> dict[str, str]:
    """The buttons of the last screen: their data, by what they say."""
    return {str(one.label): one.data for row in talk.replies[-1].rows for one in row}
