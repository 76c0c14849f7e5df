"""A yes or a no in words, outside of forms: what it says yes or no to, and when that is not enough.

It answers the newest question alone. What a button changes is asked about first, unless the button itself
says *Yes, …*; what cannot be taken back is done by its own words only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation import labels
from bot.conversation.addresses import Data, is_for_good, only_looks
from bot.conversation.screens import Button, Screen
from bot.conversation.small_words import Meaning, bare, meaning, refuses, without_courtesy
from bot.participants import home
from bot.participants.notices.applying import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

    Taps = Mapping[Family, Callable[..., None]]
    Does = Callable[[Talk, str | None], bool]

PLACE = "meant"
"""Where somebody is who was asked whether they mean a button."""
FRESH = timedelta(minutes=30)
"""How long a yes answers whether a button was meant; later it is asked anew."""


def tapped(talk: Talk, taps: Taps, does: Does) -> bool:
    """Whether the label of a button in sight was typed, which is done."""
    return _done(talk, labels.typed_button(talk, RENDERERS), taps, does)


def tapped_whole(talk: Talk, taps: Taps, does: Does) -> bool:
    """The same where other words are waited for: only a whole label."""
    return _done(talk, labels.typed_whole(talk, RENDERERS), taps, does)


def _done(talk: Talk, data: str | None, taps: Taps, does: Does) -> bool:
    if data and is_for_good(data, taps) and not _in_its_words(talk, data):
        _ask_for_its_words(talk, data)
        return True
    return does(talk, data)


def _in_its_words(talk: Talk, data: str) -> bool:
    """Whether all of a button's words were typed, with or without its “Yes”."""
    said = {bare(talk.event.text), bare(without_courtesy(talk.event.text))}
    label = bare(_label(talk, data))
    first, _, rest = label.partition(" ")
    called = {label, rest} if meaning(first) is Meaning.YES else {label}
    return bool(said & called - {""})


def _label(talk: Talk, data: str) -> str:
    seen = labels.in_sight(talk, RENDERERS)
    return next((label for label, of in seen if of == data), "")


def _ask_for_its_words(talk: Talk, data: str) -> None:
    label = _label(talk, data)
    text = "“{label}” cannot be taken back. If you are sure, tap it, or type these words."
    rows = tuple((Button(told, Data(of)),) for told, of in labels.newest(talk, RENDERERS))
    talk.send(Screen(talk.say(text, label=label), rows))


def meant(talk: Talk, taps: Taps, does: Does) -> bool:
    """Whether words mean a button in sight, though they are not its label: “yes”, “I sign”.

    It is asked first, unless nothing is changed by it.
    """
    if labels.yes_to_several(talk, RENDERERS):
        talk.reply(talk.say("Yes – to which of them? Please tap it, or type its name."))
        return True
    button = labels.meant_button(talk, RENDERERS)
    data = str(button.data) if button else ""
    if button and (only_looks(data, taps) or is_for_good(data, taps)):
        return _done(talk, data, taps, does)
    if button:
        _ask_whether(talk, button)
    return button is not None


def _ask_whether(talk: Talk, button: Button) -> None:
    talk.expect(PLACE, data=button.data)
    label = button.label
    asked = talk.say("“{label}”: is that what you mean? Tap it, or write yes.", label=label)
    talk.send(Screen(asked, ((button,),)))


def said_yes(talk: Talk, taps: Taps, does: Does) -> bool:
    """Whether a yes, where words are waited for, answered what the newest message asks.

    Our own “Yes, …” is done; of a notice that came in between it is asked whether it is meant.
    """
    asked = labels.asked_last(talk, RENDERERS)
    waits = talk.conversation.place != PLACE
    if not (asked and waits and meaning(talk.event.text) is Meaning.YES):
        return False
    if asked.by_itself:
        return meant(talk, taps, does)
    return asked.says_yes and _done(talk, asked.button.data, taps, does)


def said_no(talk: Talk, does: Does) -> bool:
    """Whether a no – “no, other dates”, “not these” – took the other way of what the newest message asks."""
    if not refuses(talk.event.text):
        return False
    other = labels.other_way(talk, RENDERERS)
    return other is not None and does(talk, str(other.data))


def small_word(talk: Talk) -> bool:
    """Whether, where words are waited for, one came that stops: nobody searches for “later”."""
    if meaning(talk.event.text) not in {Meaning.LATER, Meaning.NO, Meaning.BACK, Meaning.SKIP}:
        return False
    home.cancel(talk)
    return True


def confirmed(talk: Talk, does: Does, otherwise: Callable[[Talk], None]) -> None:
    """*Yes* or *no* to the question whether a button was meant; other words are new ones."""
    data = str(talk.conversation.facts.get("data", ""))
    fresh = talk.work.now - talk.conversation.updated_at <= FRESH
    talk.expect()
    match meaning(talk.event.text):
        case Meaning.YES | Meaning.DONE if fresh and labels.asks_still(talk, RENDERERS, data):
            does(talk, data)
        case Meaning.NO:
            talk.reply(talk.say("All right, nothing is changed."))
        case _:  # also a yes to what came after that question, or long after it
            otherwise(talk)


def forget(talk: Talk) -> None:
    """Whoever goes on to something else has not said yes to the button that they were asked about."""
    if talk.conversation.place == PLACE:
        talk.expect()


def do(tap: Callable[[Talk], None], talk: Talk, data: str | None) -> bool:
    """Do what a button does, though it was not tapped; False where there is none."""
    if data:
        talk.event = replace(talk.event, data=data, message_id=None)
        tap(talk)
    return bool(data)
