"""*This is what I understood*: everything that a paragraph tells, on one screen, taken by one tap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Question
from bot.conversation.kinds.base import (
    GIVE,
    Again,
    Asked,
    FormName,
    Given,
    Heard,
    Noted,
    expected_words,
    no_buttons,
)
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.screens import Rows, clip, lines
from bot.conversation.small_words import TOO, Meaning, bare, meaning
from bot.participants.forms.prefill import ABOUT, OFFERED_TOPICS, read
from exchange.words import N_
from matching.understanding.clauses import takes_back

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.events import Event
    from bot.conversation.talk import Talk
    from matching.understanding.reading import Understood

    Questions = Callable[[Talk], Sequence[Question]]

READ = "read"
ALL, ONE_BY_ONE = "suggested", "one-by-one"
SHOWN = 80  # characters of an answer
FEWEST = 2  # answers that are worth a screen of their own

WISHED = "We would like to visit {}."  # what "Finland too" says, before people who live elsewhere

# What answers which question.
TOLD: Mapping[str, Callable[[Understood], Any]] = {
    "organisation_name": lambda found: found.organisation,
    "organisation_type": lambda found: found.organisation_type,
    "size": lambda found: found.size,
    "country": lambda found: found.country,
    "city": lambda found: found.city,
    "languages": lambda found: list(found.languages),
    "ecosystems": lambda found: list(found.ecosystems),
    "topics": lambda found: list(found.topics[:OFFERED_TOPICS]),
    "wished_countries": lambda found: list(found.wished),
    "months": lambda found: list(found.months),
}


def read_back(talk: Talk, questions: Questions) -> Question:
    """The question whether it was understood; asked once, where there is something to show."""
    kind = ReadBack(questions, talk.work.scheme.limits.text)

    def applies(answers: Mapping[str, Any]) -> bool:
        if READ in answers or not answers.get(ABOUT):
            return False
        return len(kind.found(Asked(talk, FormName("app"), READ, answers))) >= FEWEST

    return Question(
        READ,
        N_("What I understood"),
        N_("Is that right?"),
        kind,
        applies=applies,
        shows=kind.list,
    )


@dataclass(frozen=True)
class ReadBack:
    """All that was understood, to be taken together; words correct it."""

    questions: Questions
    most: int  # characters of the paragraph

    def hint(self, asked: Asked) -> str:
        """That words correct it."""
        return str(asked.say("If something is wrong, write it, such as: “we are 30 people”."))

    def list(self, asked: Asked) -> str:
        """Each answer in its line."""
        found, say = self.found(asked), asked.say
        return lines(
            *(
                say(
                    "<b>{title}</b>: {answer}",
                    title=say(one.title),
                    answer=clip(one.kind.shown(asked, found[one.id]), SHOWN),
                )
                for one in self.questions(asked.talk)
                if one.id in found
            )
        )

    def rows(self, asked: Asked) -> Rows:
        """All of it, or each by itself."""
        one_by_one = asked.button(asked.say("One by one"), GIVE, ONE_BY_ONE)
        return ((asked.button(asked.say("✓ All right"), GIVE, ALL), one_by_one),)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """A correction, which counts for more than what was said before."""
        if not event.text:
            return expected_words(asked)
        if meaning(event.text) is Meaning.NO:
            return Given(ONE_BY_ONE)
        typed = _without_no(event.text)
        if takes_back(typed) or typed.endswith("?"):
            stuck = "I cannot do that in words yet. “One by one” asks you for each answer."
            return Again(asked.say(stuck))
        corrected = _corrected(typed, str(asked.answers.get(ABOUT) or ""))
        over = len(corrected) - self.most
        if over > 0:
            reason = "That is {over} characters too long: {most} fit. Please shorten it a little."
            return Again(asked.say(reason, over=over, most=self.most))
        anew = replace(asked, answers={**asked.answers, ABOUT: corrected})
        if self.found(anew) == self.found(asked):
            nothing = "I read nothing new in that. “One by one” asks you for each answer."
            return Again(asked.say(nothing))
        return Noted({ABOUT: corrected})

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """All of it is an answer to each of its questions."""
        if verb == GIVE and value == ALL:
            return Given(ALL, also=self.found(asked))
        if verb == GIVE and value == ONE_BY_ONE:
            return Given(ONE_BY_ONE)
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """What was chosen."""
        return str(asked.say("✓ All right") if value == ALL else asked.say("One by one"))

    def found(self, asked: Asked) -> dict[str, Any]:
        """What was understood and may be an answer, by the ids of the questions."""
        text = str(asked.answers.get(ABOUT) or "")
        understood = read(text, asked.talk.work.now.date())
        found: dict[str, Any] = {}
        for one in self.questions(asked.talk):
            told = TOLD[one.id](understood) if one.id in TOLD else None
            known = {**asked.answers, **found}
            value = _allowed(one, asked, told)
            if one.id == "city" and known.get("country") != understood.country:
                continue
            if value and one.applies(known) and not _refused(one, asked, known, value):
                found[one.id] = value
        if (found.get("organisation_type"), found.get("size")) == ("sme", "large"):
            del found["organisation_type"], found["size"]  # one of them is wrong: both are asked
        return found


def _without_no(typed: str) -> str:
    """A correction without the "no," that it may begin with."""
    first, comma, rest = typed.strip().partition(",")
    return (
        rest.strip() if comma and rest.strip() and meaning(first) is Meaning.NO else typed.strip()
    )


def _corrected(typed: str, text: str) -> str:
    """The paragraph with a correction before it: what is said first counts."""
    told = read(typed)
    added = set(bare(typed).split()) & TOO and told.country and not told.wished
    return f"{WISHED.format(typed) if added else typed}\n{text}"


def _allowed(question: Question, asked: Asked, told: Any) -> Any:
    """The part of it that the question takes."""
    match question.kind:
        case OneOf():
            return told if told in {one.id for one in question.kind.options(asked)} else None
        case SomeOf():
            ids = {one.id for one in question.kind.options(asked)}
            return [one for one in told or () if one in ids][: question.kind.most]
        case _:
            return told


def _refused(question: Question, asked: Asked, known: Mapping[str, Any], value: Any) -> bool:
    return bool(question.check and question.check(asked.talk, known, value))
