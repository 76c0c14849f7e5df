"""“Write to Lumitex: your papers are here”: to whom, and the words, as they are typed at the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.addresses import typed_rows
from bot.conversation.screens import Button, Screen, clip
from bot.conversation.small_words import bare, listed
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.desk.writing import threads
from exchange import desk

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

WRITE = listed(
    """
    write to, write, message, message to, send a message to, send to, tell, let know, text, answer, reply to, schreib an, schreibe an,
    schreib, schreibe, schreiben an, nachricht an, eine nachricht an, schicke an, schick an, sag, sage, antworte, antwort an
    """
)
LONGEST_HEAD = 8  # words before the colon
SHOWN, LABEL = 5, 38
_HEAD = re.compile(r"(?P<head>[^:\n]+):\s*(?P<words>\S.*)", re.DOTALL)


def heard(talk: Talk) -> bool:
    """Whether words to somebody were typed with their name or number; they are shown before they are sent."""
    told = _HEAD.fullmatch(talk.event.text.strip())
    whom = _whom(told["head"]) if told else None
    if told is None or whom is None:
        return False
    numbers = typed_rows(whom) or [
        one.application_id for one in desk.find_cases(talk.work, officer_of(talk), whom)
    ]
    if len(numbers) == 1:
        threads.begin(talk, numbers[0], told["words"].strip())
    else:
        _ask_whom(talk, whom, numbers)
    return True


def _whom(head: str) -> str | None:
    """What follows the words of writing; None where there are none, or nobody is named."""
    words = head.split()
    if len(words) > LONGEST_HEAD:
        return None
    for length in range(min(4, len(words) - 1), 0, -1):
        if bare(" ".join(words[:length])) in WRITE:
            return " ".join(words[length:])
    return None


def _ask_whom(talk: Talk, whom: str, numbers: list[int]) -> None:
    """Nobody, or several, of that name: the number says which."""
    say, name = talk.say, clip(whom, 60)
    if not numbers:
        text = "Nobody at your desk is found as “{name}”. /queue lists who applied, each with a number; then: write to 12: …"
        talk.reply(say(text, name=name))
        return
    found = [desk.case(talk.work, officer_of(talk), one) for one in numbers[:SHOWN]]
    rows = tuple(
        (
            Button(
                clip(f"A-{one.application.id:04} {one.organisation.name}", LABEL),
                to.WRITE(one.application.id),
            ),
        )
        for one in found
    )
    text = (
        "Several fit “{name}”. Tap the right one, or write its number instead: write to {number}: …"
    )
    talk.send(Screen(say(text, name=name, number=numbers[0]), rows))
