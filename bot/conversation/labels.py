"""Who types what a button says has tapped it, outside the forms too: the buttons of the newest screens.

Forms hear their own buttons (`listening`). Here are those of notices and screens that stand in a
chat without a question: “Show me the hosts”, “decline”.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from bot.conversation.addresses import NOTHING, Data
from bot.conversation.notices import Delivery, worded
from bot.conversation.screens import Button
from bot.conversation.small_words import (
    Meaning,
    bare,
    below_zero,
    listed,
    meaning,
    telling,
    without_courtesy,
)
from bot.conversation.turns import SCREEN
from storage.tables import Outbox, OutboxState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.conversation.screens import Screen
    from bot.conversation.talk import Talk

    Renderers = Mapping[str, Callable[[Delivery], Screen | None]]
    Keyboard = Sequence[Sequence[dict[str, Any]]]

SCREENS = 3  # the newest of a chat, which are in sight
WORDS = 6  # of a label, at most
LETTERS = 3  # of the beginning of one, at least
_ORDINALS = (
    "first, 1st, erste, ersten, erster, erstes, premier, première, primero, primera, primeiro, primeira, primo, prima",
    "second, 2nd, zweite, zweiten, zweiter, zweites, deuxième, segundo, segunda, secondo, seconda",
    "third, 3rd, dritte, dritten, dritter, drittes, troisième, tercero, tercera, terceiro, terceira, terzo, terza",
    "fourth, 4th, vierte, vierten, vierter, viertes, quatrième, cuarto, cuarta, quarto, quarta",
    "fifth, 5th, fünfte, fünften, fünfter, fünftes, cinquième, quinto, quinta",
)
_LAST = "last, letzte, letzten, letzter, letztes, dernier, dernière, último, última, ultimo, ultima"
PLACES: Mapping[str, int] = {
    **{word: at for at, words in enumerate(_ORDINALS) for word in listed(words)},
    **dict.fromkeys(listed(_LAST), -1),
}
"""The place of one of several choices, by how it is called."""


@dataclass(frozen=True)
class Asked:
    """The buttons of the newest message that has any; a yes says yes to the first.

    It came `by_itself` where it is a notice, and nothing was answered after it.
    """

    ways: tuple[Button, ...]
    by_itself: bool

    @property
    def button(self) -> Button:
        """What a yes is about."""
        return self.ways[0]

    @property
    def says_yes(self) -> bool:
        """Whether the button begins with a yes: “Yes, propose them”."""
        return _begins_with(self.button.label, Meaning.YES)


def _begins_with(label: str, meant: Meaning) -> bool:
    return any(meaning(word) is meant for word in bare(label).split()[:1])


def asked_last(talk: Talk, renderers: Renderers) -> Asked | None:
    """What the newest message that asks anything asks; None where none in sight does."""
    answered = False
    for row in _newest_rows(talk, renderers, also=col(Outbox.kind) == SCREEN):
        answered = answered or row.kind == SCREEN
        told = _tappable(_keyboard(talk, renderers, row))
        ways = tuple(Button(one["text"], Data(one["callback_data"])) for one in told)
        if ways:
            return Asked(ways, not answered)
    return None


def asks_still(talk: Talk, renderers: Renderers, data: str) -> bool:
    """Whether the question with that button is the newest: a yes never answers an older one."""
    asked = asked_last(talk, renderers)
    return asked is None or (not asked.by_itself and data in {one.data for one in asked.ways})


def typed_button(talk: Talk, renderers: Renderers) -> str | None:
    """The address of the one button in sight whose label was typed, or begins so; None where it is none."""
    said = bare(without_courtesy(talk.event.text))
    if not said or len(said.split()) > WORDS or below_zero(talk.event.text):
        return None
    for keyboard in _keyboards(talk, renderers):
        buttons = [
            (label, one["callback_data"])
            for row in keyboard
            for one in row
            if "callback_data" in one
            for label in _called(bare(one["text"]))
        ]
        whole = {data for label, data in buttons if label in {said, bare(talk.event.text)}}
        begun = {data for label, data in buttons if f"{label} ".startswith(f"{said} ")}
        found = whole or (begun if len(said) >= LETTERS or said.isdigit() else set())
        if found:
            return found.pop() if len(found) == 1 else None
        if buttons and meaning(talk.event.text) is Meaning.YES:
            return None  # an older “Yes, …” is not asked any more
    return None


def typed_whole(talk: Talk, renderers: Renderers) -> str | None:
    """As `typed_button`, where words are waited for: only a whole label, and none that may be an answer, as a day is."""
    said = {bare(without_courtesy(talk.event.text)), bare(talk.event.text)}  # “Yes, end it” is one
    if not any(one.isalpha() for one in "".join(said)):
        return None
    for keyboard in _keyboards(talk, renderers):
        told = [one for row in keyboard for one in row if bare(one["text"]) in said]
        if told:
            data = str(told[0].get("callback_data", ""))
            return None if NOTHING.read(data) else data or None
    return None


def button_by_place(talk: Talk, renderers: Renderers) -> str | None:
    """The address of “the second” of the choices below the newest message; None where nobody named one.

    Of a list with one thing on it, and nothing else to tap, that is the first.
    """
    at = PLACES.get(" ".join(telling(talk.event.text)))
    if at is None:
        return None
    below = newest(talk, renderers)
    choices = _choices(talk, renderers) or ([below[0][1]] if len(below) == 1 else [])
    return choices[at] if at < len(choices) else None


def names_a_place(text: str) -> bool:
    """Whether words are “the second” and no more: they are about what stands in sight, or nothing."""
    return " ".join(telling(text)) in PLACES


def yes_to_several(talk: Talk, renderers: Renderers) -> bool:
    """Whether somebody says yes where several things to choose from stand in sight."""
    return meaning(talk.event.text) is Meaning.YES and bool(_choices(talk, renderers))


def _choices(talk: Talk, renderers: Renderers) -> list[str]:
    """The addresses of what can be chosen below the newest message, one of several of a kind; else none."""
    families: dict[str, list[str]] = {}
    for _, data in newest(talk, renderers):
        families.setdefault(":".join(data.split(":")[:2]), []).append(data)
    most = max(families.values(), key=len, default=[])
    return most if len(most) > 1 else []


def meant_button(talk: Talk, renderers: Renderers) -> Button | None:
    """The button below one of the newest messages that words mean, if they say yes or are some of its words."""
    if meaning(talk.event.text) is Meaning.YES:
        first = next(iter(newest(talk, renderers)), None)
        return Button(first[0], Data(first[1])) if first and not _choices(talk, renderers) else None
    said = set(telling(talk.event.text))
    if not said or len(said) > WORDS or all(len(one) < LETTERS for one in said):
        return None
    for keyboard in _keyboards(talk, renderers):
        told = [one for row in keyboard for one in row if "callback_data" in one]
        found = [one for one in told if said <= set(bare(one["text"]).split())]
        if found:
            only = found[0] if len(found) == 1 else None
            return Button(only["text"], Data(only["callback_data"])) if only else None
    return None


def other_way(talk: Talk, renderers: Renderers) -> Button | None:
    """What a no says yes to: the other of two buttons below the newest message that asks for a yes."""
    asked = asked_last(talk, renderers)
    others = asked.ways[1:] if asked and asked.says_yes else ()
    if len(others) > 1:
        others = tuple(one for one in others if _begins_with(one.label, Meaning.NO))
    return others[0] if others else None


def in_sight(talk: Talk, renderers: Renderers) -> list[tuple[str, str]]:
    """The buttons below the newest messages: what they say, and their addresses."""
    rows = (one for keyboard in _keyboards(talk, renderers) for one in _tappable(keyboard))
    return [(one["text"], one["callback_data"]) for one in rows]


def newest(talk: Talk, renderers: Renderers) -> list[tuple[str, str]]:
    """The buttons below the newest message of the chat: what they say, and their addresses."""
    told = _tappable(next(_keyboards(talk, renderers), ()))
    return [(one["text"], one["callback_data"]) for one in told]


def _called(label: str) -> tuple[str, ...]:
    """What a button may be called: “1 Lichtwerk” is also Lichtwerk."""
    first, _, rest = label.partition(" ")
    return (label, rest) if first.isdigit() and rest else (label,)


def _tappable(keyboard: Keyboard) -> Iterator[dict[str, Any]]:
    """The buttons that come back to us."""
    return (one for row in keyboard for one in row if "callback_data" in one)


def _keyboards(talk: Talk, renderers: Renderers) -> Iterator[Keyboard]:
    """The buttons of the newest screens of the chat, the newest first."""
    for row in _newest_rows(talk, renderers):
        yield _keyboard(talk, renderers, row)


def _newest_rows(
    talk: Talk, renderers: Renderers, also: sa.ColumnElement[bool] | None = None
) -> Iterator[Outbox]:
    """The newest screens of the chat that were sent, and `also` those that are on their way."""
    there = col(Outbox.state) == OutboxState.SENT
    newest = select(Outbox).where(
        Outbox.bot == talk.event.bot,
        Outbox.chat_id == talk.event.chat_id,
        there if also is None else sa.or_(there, also),
        sa.or_(col(Outbox.kind) == SCREEN, col(Outbox.kind).in_(sorted(renderers))),
    )
    yield from talk.work.session.exec(newest.order_by(col(Outbox.id).desc()).limit(SCREENS))


def _keyboard(talk: Talk, renderers: Renderers, row: Outbox) -> Keyboard:
    body: dict[str, Any] | None = row.body
    if row.kind != SCREEN:
        delivery = Delivery(talk.work, talk.say, row.chat_id, talk.person, row.body)
        body = worded(renderers[row.kind], delivery)
    return (body or {}).get("keyboard") or ()
