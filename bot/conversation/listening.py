"""Who types what a button says has tapped it: labels without their signs, and small words.

One of several choices is heard by the question itself, which knows spellings and lists; here are
the others: the proposal, *Skip*, *Back*, *Done*, *Keep it*, *Not now*, *Any*. And what is no answer
to any question: “what?”, “hello”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.kinds.base import (
    BACK,
    CHANGE,
    DONE,
    FORM,
    GIVE,
    KEEP,
    LEAVE,
    SEND,
    SKIP,
    TOGGLE,
    UNTICK,
)
from bot.conversation.kinds.places import AS_TYPED
from bot.conversation.small_words import (
    Meaning,
    bare,
    below_zero,
    is_courtesy,
    meaning,
    telling,
    without_courtesy,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows

Deed = tuple[str, str]  # a verb of forms and its value
ALL = (GIVE, "*")
NOT_THAT: Deed = ("", "not-that")
NEEDED: Deed = ("", "needed")
NEAREST: Deed = ("", "nearest")
FIRST: Deed = ("", "first")
STOP: Deed = (LEAVE, "")
LEFT_OUT: Deed = (SKIP, "")
PUZZLED: Deed = ("", "puzzled")
GREETED: Deed = ("", "greeted")
SAYABLE = frozenset({NEAREST, PUZZLED, GREETED})
"""What may be said to a person just as well: “I don’t know”, “what?”, “thank you”."""
SUGGESTED = (GIVE, "suggested")

_FOR: Mapping[Meaning, tuple[Deed, ...]] = {
    Meaning.YES: (SUGGESTED, (KEEP, ""), (DONE, ""), (SEND, "")),
    Meaning.NO: ((SKIP, ""), (CHANGE, "")),
    Meaning.SKIP: ((SKIP, ""), (KEEP, ""), (DONE, "")),
    Meaning.BACK: ((BACK, ""), STOP),
    Meaning.DONE: ((DONE, ""), (KEEP, ""), (SEND, "")),
    Meaning.KEEP: ((KEEP, ""), (SKIP, "")),
    Meaning.ANY: (ALL,),
    Meaning.LATER: (STOP,),
    Meaning.NOT_SURE: ((SKIP, ""),),
    Meaning.RESTART: (FIRST,),
}
"""What is done, the first that has a button."""
_WITHOUT_BUTTON: Mapping[Meaning, Deed] = {
    Meaning.SKIP: NEEDED,
    Meaning.LATER: STOP,
    Meaning.NOT_SURE: NEAREST,
    Meaning.RESTART: FIRST,
    Meaning.BACK: STOP,
    Meaning.WHAT: PUZZLED,
}


def deed_on(typed: str, rows: Rows, asked: Asked | None = None) -> Deed | None:
    """What typed words do on a screen of a form; None where the question is to hear them."""
    if below_zero(typed):
        return None
    there = _deeds(rows)
    said = bare(without_courtesy(typed))
    meant = {said, _after_yes(said)} - {""}
    named = next((deed for deed, label in there.items() if bare(label) in meant), None)
    if named:
        return None if named[0] in {TOGGLE, UNTICK} else named
    greeted = GREETED if is_courtesy(typed) else None
    return _meant(typed, there, asked) or _begun(typed, there) or greeted


def _after_yes(said: str) -> str:
    """What follows a yes: “ok publish”."""
    first, _, rest = said.partition(" ")
    return rest if meaning(first) is Meaning.YES else ""


def _begun(typed: str, there: Mapping[Deed, str]) -> Deed | None:
    """“Submit it”: the one button whose label begins so; what is chosen by its beginning the question hears."""
    said = bare(without_courtesy(typed))
    begin = [deed for deed, label in there.items() if f"{bare(label)} ".startswith(f"{said} ")]
    begin = begin or [deed for deed, label in there.items() if _is_of(telling(typed), label)]
    alone = begin[0] if said and len(begin) == 1 else None
    return alone if alone and alone[0] not in {GIVE, TOGGLE, UNTICK} else None


def _is_of(said: Sequence[str], label: str) -> bool:
    """Whether words are some of a label's, with the first that tells what it does."""
    words = [] if meaning(label) else telling(label)  # “not this one” is no “Not now”
    return bool(words) and words[0] in said and set(said) <= set(words)


def _deeds(rows: Rows) -> dict[Deed, str]:
    """The deeds of a screen's buttons, and their labels."""
    read = ((FORM.read(one.data or ""), one.label) for row in rows for one in row)
    return {found.values[2:]: label for found, label in read if found}


def _meant(typed: str, there: Iterable[Deed], asked: Asked | None) -> Deed | None:
    meant = meaning(typed)
    if meant is None:
        return None
    offered = _offered(asked) if asked else None
    if offered and meant is Meaning.YES:
        return offered
    if offered and meant is Meaning.NO and (SKIP, "") not in there:
        return NOT_THAT
    wanted = (deed for deed in _FOR.get(meant, ()) if deed in there)
    return next(wanted, None) or _WITHOUT_BUTTON.get(meant)


def _offered(asked: Asked) -> Deed | None:
    """What is on the table: a proposal, or the one thing that we asked back about."""
    if asked.proposed and asked.answer:
        return (GIVE, asked.answer) if isinstance(asked.answer, str) else (DONE, "")
    known = [one for one in asked.candidates if one != AS_TYPED] or list(asked.candidates)
    return (GIVE, known[0]) if len(known) == 1 else None
