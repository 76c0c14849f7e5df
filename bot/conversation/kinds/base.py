"""What every kind of question has in common."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from bot.conversation.addresses import REST, ROW, WORD, Argument, Family, one_of
from bot.conversation.screens import Button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.addresses import Data
    from bot.conversation.events import Event
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk

GIVE, TOGGLE, PAGE, DONE, BACK, SKIP, KEEP, LEAVE = "=", "+", "p", "!", "<", ">", "k", "x"
UNTICK = "-"  # what TOGGLE has ticked: a tap that comes twice does the same once
CHANGE, ONE, LOOK, SEND = "change", "one", "review", "send"  # of the review page


def partial_key(question_id: str) -> str:
    """Where a choice of several is kept until *Done*."""
    return f"{question_id}+"


@dataclass(frozen=True)
class FormName:
    """A form and what it is about: `app`, or `reject.12`."""

    key: str
    subject: int = 0

    def __str__(self) -> str:
        return f"{self.key}.{self.subject}" if self.subject else self.key


def _form_name(text: str) -> FormName | None:
    key, dot, subject = text.partition(".")
    number = ROW.read(subject) if dot else 0
    return FormName(key, number) if WORD.read(key) and number is not None else None


FORM = Family(
    "f",
    "",
    Argument("form", _form_name),
    WORD,
    one_of(
        "verb",
        *(GIVE, TOGGLE, UNTICK, PAGE, DONE, BACK, SKIP, KEEP, LEAVE),
        *(CHANGE, ONE, LOOK, SEND),
    ),
    REST,
)
"""A button of a form: which form, which question of it, what is done, and with which value."""


@dataclass(frozen=True)
class Option:
    """Something to choose: its id, its label in the reader's language, other spellings.

    `short` is what its button says, where the label has no room there.
    """

    id: str
    label: str
    spellings: tuple[str, ...] = ()
    short: str = ""

    @property
    def on_button(self) -> str:
        """What its button says."""
        return self.short or self.label


@dataclass(frozen=True)
class Asked:
    """A question as it stands before one person now."""

    talk: Talk
    form: FormName
    question: str
    answers: Mapping[str, Any]
    answer: Any = None
    page: int = 0
    candidates: tuple[str, ...] = field(default=())
    proposed: bool = False  # `answer` was read elsewhere and waits to be confirmed

    @property
    def say(self) -> Speech:
        """The reader's language."""
        return self.talk.say

    @property
    def ticked(self) -> bool:
        """Whether `answer` is a choice of several in the making."""
        return partial_key(self.question) in self.answers

    def without_proposal(self) -> Asked:
        """The same question, with what was read elsewhere taken off the table."""
        return replace(self, answer=None, proposed=False) if self.proposed else self

    def data(self, verb: str, value: object = "") -> Data:
        """The address that leads back to this question."""
        return FORM(self.form, self.question, verb, value)

    def button(self, label: str, verb: str, value: object = "") -> Button:
        """A button that answers this question."""
        return Button(label, self.data(verb, value))


@dataclass(frozen=True)
class Given:
    """An answer that is understood and good, and what it tells of other questions, by their ids.

    `forget` are answers that are none any more; `note` is said before all else.
    """

    value: Any
    interpreted: bool = False  # typed words were read as something: show as what
    also: Mapping[str, Any] = field(default_factory=dict)
    forget: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Noted:
    """No answer, but something that other questions' answers are now; what is open is asked anew."""

    also: Mapping[str, Any]
    forget: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Again:
    """Not usable: the reason, already in the reader's language; ids that may be taken all the same."""

    reason: str
    candidates: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True)
class Partly:
    """A choice of several in the making; `note` says what became of words."""

    value: Any
    candidates: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Turn:
    """The reader wants another page of the choices."""

    page: int


@dataclass(frozen=True)
class Unsure:
    """What was typed may be one of these ids."""

    candidates: tuple[str, ...]
    typed: str


Heard = Given | Noted | Again | Partly | Turn | Unsure


class Kind(Protocol):
    """How a question is asked and how its answer is understood."""

    def hint(self, asked: Asked) -> str:
        """What kind of answer is expected, in one short sentence."""
        ...

    def rows(self, asked: Asked) -> Rows:
        """The buttons under the question."""
        ...

    def hear(self, asked: Asked, event: Event) -> Heard:
        """What typed words or a file mean."""
        ...

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """What a tap on one of `rows` means."""
        ...

    def shown(self, asked: Asked, value: Any) -> str:
        """An answer as the review page shows it."""
        ...


def no_buttons(asked: Asked) -> Again:
    """The answer to a tap that this kind of question does not have."""
    return Again(asked.say("That button belongs to an earlier step. Please answer this one."))


def expected_words(asked: Asked) -> Again:
    """The answer to a sticker, a voice message or a file where words are asked for."""
    return Again(asked.say("I can only read typed words here. Please type your answer."))
