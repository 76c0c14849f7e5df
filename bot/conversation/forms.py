"""Forms as data: questions, and where somebody stands in answering them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.base import Asked, FormName, partial_key
from bot.conversation.kinds.files import Papers, Pdf, WordsOrFile
from bot.conversation.kinds.texts import FreeText
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Heard, Kind
    from bot.conversation.screens import Rows, Screen
    from bot.conversation.talk import Talk
    from exchange.access import Thing
    from storage.tables import Draft

Answers = dict[str, Any]
A_LOT = 400
"""Characters. Telegram lets people type ten times as many: of so long an answer to a short question only the
beginning is read, and nothing else is looked for in it. Reading takes its time, while others wait."""
NOTHING = ""
"""What is assumed of something that may be left out, so that nobody is asked for it."""


def always(answers: Mapping[str, Any]) -> bool:
    """For questions that everybody is asked."""
    del answers
    return True


def never(talk: Talk, subject: int) -> Screen | None:
    """For forms about something that does not come to an end."""
    del talk, subject
    return None


def nothing_said(filling: Filling, typed: str) -> Heard | None:
    """For forms whose answers are corrected by their names alone."""
    del filling, typed
    return None


def nothing_declared(filling: Filling) -> str:
    """For forms that are sent without declaring anything."""
    del filling
    return ""


def nothing_more(asked: Asked) -> str:
    """For questions that show nothing but themselves."""
    del asked
    return ""


def no_way_round(asked: Asked) -> Rows:
    """For questions that offer nothing but other answers where one is refused."""
    del asked
    return ()


@dataclass(frozen=True)
class Question:
    """One question. `title` names it on the review page, `prompt` asks it (both msgids).

    `shows` is what the question is about, in the reader's language; `resets` names answers that
    are asked anew when this one changes; `check` may refuse an understood answer with a reason in
    the reader's language; `propose` gives an answer that other answers suggest, to be confirmed
    by a tap; `unsaid` stands on the last page where it was skipped; `put_off` is what the button of
    whoever answers later says, where skipping means that; `ways_round` are buttons below a refusal,
    so that nobody is left with it.
    """

    id: str
    title: str
    prompt: str
    kind: Kind
    optional: bool = False
    applies: Callable[[Mapping[str, Any]], bool] = always
    resets: tuple[str, ...] = ()
    check: Callable[[Talk, Mapping[str, Any], Any], str] | None = None
    propose: Callable[[Asked], Any] | None = None
    shows: Callable[[Asked], str] = nothing_more
    called: str = ""
    quiet: bool = False
    unsaid: str = "–"
    put_off: str = ""
    assume: Callable[[Asked], Any] | None = None
    ways_round: Callable[[Asked], Rows] = no_way_round

    @property
    def awaits_a_file(self) -> bool:
        """Whether nothing but a file answers it."""
        return isinstance(self.kind, Pdf | Papers)

    @property
    def takes_a_file(self) -> bool:
        """Whether a file may answer it."""
        return self.awaits_a_file or isinstance(self.kind, WordsOrFile)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """What is understood of what somebody typed or sent."""
        kind = self.kind
        if len(event.text) <= A_LOT or getattr(kind, "reads_paragraphs", False):
            return kind.hear(asked, event)
        long = kind.too_long(asked, event.text) if isinstance(kind, FreeText) else None
        return long or kind.hear(asked, replace(event, text=event.text[:A_LOT]))


@dataclass(frozen=True)
class Form:
    """A set of questions about a subject, and what happens with the answers.

    `questions` may look at the talk and the subject, as surveys do. `finish` gets the answers of
    the questions that apply. `about` is what the subject is the number of: whose it is not can
    neither begin the form nor go on with it. `ended` says what has become of a subject about which there is nothing
    to say any more, None while there is: the form then ends at its next touch. `correct` reads what
    people write about answers that they gave before: None where it is not about them. `declares` says
    over the review page what sending it declares.
    """

    key: str
    title: str
    questions: Callable[[Talk, int], tuple[Question, ...]]
    finish: Callable[[Talk, int, Answers], None]
    submit: str = N_("Send")
    review: bool = True
    ended: Callable[[Talk, int], Screen | None] = never
    about: Thing | None = None
    correct: Callable[[Filling, str], Heard | None] = nothing_said
    declares: Callable[[Filling], str] = nothing_declared


@dataclass
class Filling:
    """A form being filled in by the person of a talk."""

    talk: Talk
    form: Form
    draft: Draft
    subject: int = 0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The form's questions; they may quote the subject, so they are made for its owner only."""
        return self.form.questions(self.talk, self.subject)

    @property
    def name(self) -> FormName:
        """The form and its subject, as its buttons name them."""
        return FormName(self.form.key, self.subject)

    @property
    def answers(self) -> Answers:
        """What was answered so far; None for a skipped question."""
        return self.draft.answers

    def correct(self, typed: str) -> Heard | None:
        """What words change of answers given before; None where they tell nothing of them."""
        return self.form.correct(self, typed) if len(typed) <= A_LOT else None

    def open_questions(self) -> list[Question]:
        """The questions that apply to this person, in order."""
        return [one for one in self.questions if one.applies(self.answers)]

    def question(self, question_id: str) -> Question | None:
        """The question of that id, if it applies."""
        return next((one for one in self.open_questions() if one.id == question_id), None)

    def reviewed(self) -> list[Question]:
        """The questions that stand on the review page."""
        return [one for one in self.open_questions() if not one.quiet]

    def assumed(self, question: Question) -> Any:
        """What is taken as the answer to a question that was not asked; None where nothing is."""
        if question.assume is None or question.id in self.answers:
            return None
        return question.assume(Asked(self.talk, self.name, question.id, self.answers))

    def answer(self, question: Question) -> Any:
        """What stands as the answer now: given, or assumed."""
        return self.answers.get(question.id, self.assumed(question))

    def asked_for(self) -> list[Question]:
        """The questions that are asked one after the other."""
        return [one for one in self.open_questions() if self.assumed(one) is None]

    def next_question(self) -> Question | None:
        """The first without an answer."""
        return next((one for one in self.asked_for() if one.id not in self.answers), None)

    def before(self, question_id: str) -> Question | None:
        """The question before that one."""
        ids = [one.id for one in self.open_questions()]
        at = ids.index(question_id) if question_id in ids else len(ids)
        earlier = (one for one in reversed(self.open_questions()[:at]))
        return next((one for one in earlier if self.assumed(one) is None), None)

    def asked(self, question: Question, page: int = 0, candidates: tuple[str, ...] = ()) -> Asked:
        """The question as it stands now, with a choice in the making if there is one."""
        answer = self.answers.get(partial_key(question.id), self.answer(question))
        asked = Asked(self.talk, self.name, question.id, self.answers, answer, page, candidates)
        if answer is None and question.propose and question.id not in self.answers:
            return replace(asked, answer=question.propose(asked), proposed=True)
        return asked
