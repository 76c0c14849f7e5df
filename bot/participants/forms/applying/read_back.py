"""*This is what I understood*: everything that a paragraph tells, on one screen, taken by one tap."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
from bot.conversation.kinds.texts import too_long
from bot.conversation.naming import without_wait
from bot.conversation.reviewing import GUESSED
from bot.conversation.screens import Rows, clip, lines, paragraphs
from bot.conversation.small_words import Meaning, meaning
from bot.participants.forms.applying.corrections import corrected, moved_unsaid
from bot.participants.forms.applying.prefill import (
    ABOUT,
    ALL,
    CORRECTED,
    DERIVED,
    READ,
    READ_OUT,
    TOLD,
    allowed,
    read,
    told,
)
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.events import Event
    from bot.conversation.forms import Filling
    from bot.conversation.talk import Talk

    Questions = Callable[[Talk], Sequence[Question]]

ONE_BY_ONE = "one-by-one"
SHOWN = 80  # characters of an answer
FEWEST = 2  # answers that are worth a screen of their own
IN_SENTENCES = ("offers", "seeks", "goals", "activities")
"""What nobody tells in a word."""
CONTACT = {"person_name", "email"}
"""Who tells both is not asked for what they left out between them."""
A_SENTENCE = 5
"""Words of one that tells a wish."""
A_CORRECTION = 160  # characters; what is longer goes on with the paragraph
RESTS_ON_COUNTRY = {"city", "cluster"}
EXAMPLE = N_("we are 30 people, not in July")


def read_back(talk: Talk, questions: Questions) -> Question:
    """The question whether it was understood; asked once, where there is something to show."""
    kind = ReadBack(questions, talk.work.scheme.limits.text)

    def applies(answers: Mapping[str, Any]) -> bool:
        if not (answers.get("role") and answers.get(ABOUT)):
            return False
        asked = Asked(talk, FormName("app"), READ, answers)
        return READ in answers or CORRECTED in answers or len(kind.found(asked)) >= FEWEST

    return Question(
        READ,
        N_("What I understood"),
        N_("Is that right?"),
        kind,
        applies=applies,
        shows=kind.answers,
        called=N_("what you understood, what was understood, my description, understood"),
        quiet=True,
    )


@dataclass(frozen=True)
class ReadBack:
    """All that was understood, to be taken together; words correct it."""

    questions: Questions
    most: int  # characters of the paragraph
    reads_paragraphs: bool = True
    _last: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def hint(self, asked: Asked) -> str:
        """That words correct it."""
        return str(
            asked.say(
                "If something is wrong, write it, such as: “{example}”.", example=asked.say(EXAMPLE)
            )
        )

    def answers(self, asked: Asked) -> str:
        """Each answer in its line."""
        found, say = self.found(asked), asked.say
        known = replace(asked, answers={**asked.answers, **found})
        there = [one for one in self.questions(asked.talk) if one.id in found]
        guessed = [one for one in there if one.id in DERIVED and READ not in asked.answers]
        answers = lines(
            *(
                say(
                    "<b>{title}</b>: {answer}",
                    title=say(one.title),
                    answer=(f"{GUESSED} " if one in guessed else "")
                    + clip(one.kind.shown(known, found[one.id]), SHOWN),
                )
                for one in there
            )
        )
        marked = say("{mark} is what I concluded from your words.", mark=GUESSED)
        return paragraphs(answers, marked if guessed else "")

    def rows(self, asked: Asked) -> Rows:
        """All of it, or each by itself."""
        one_by_one = asked.button(asked.say("One by one"), GIVE, ONE_BY_ONE)
        return ((asked.button(asked.say("✓ All right"), GIVE, ALL), one_by_one),)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """A correction, which counts for more than what was said before; or more of the paragraph."""
        if not event.text:
            return expected_words(asked)
        if meaning(event.text) is Meaning.NO:
            return self.tapped(asked, GIVE, ONE_BY_ONE)
        typed = _without_no(event.text)
        if typed.endswith("?"):
            question = "That is a question, so nothing is changed. Write what is right instead, such as: “{example}”."
            return Again(asked.say(question, example=asked.say(EXAMPLE)))
        if len(typed) > A_CORRECTION:
            return self._more(asked, typed)
        return self._corrected(asked, typed)

    def _corrected(self, asked: Asked, typed: str) -> Heard:
        found = self.found(asked)
        change = corrected(asked, self._correctable(asked), found, typed)
        if change.changed:
            besides = _in_sentences(asked, typed)
            now = {**besides, **_now(found, change.changed)}  # what stands already stays
            return Noted({CORRECTED: now}, (READ,), change.said)
        if change.wanted and not change.said:
            return self._asked_later(asked, found, change.wanted)
        if more := self._told_besides(asked, found, typed):
            return more
        nothing = "I read nothing new in that. Write what is right, such as: “{example}”."
        return Again(change.said or asked.say(nothing, example=asked.say(EXAMPLE)))

    def _told_besides(self, asked: Asked, found: Mapping[str, Any], typed: str) -> Noted | None:
        """“We want to learn how to bake without gluten”: more of what is told in sentences; None where nothing is."""
        new = _in_sentences(asked, typed)
        now = {name: self._added(found.get(name), value) for name, value in new.items()}
        titled = "✓ <b>{title}</b>: {answer}"
        note = lines(
            *(
                asked.say(
                    titled,
                    title=asked.say(one.title),
                    answer=clip(one.kind.shown(asked, new[one.id]), SHOWN),
                )
                for one in self.questions(asked.talk)
                if one.id in new
            )
        )
        return Noted({CORRECTED: {**found, **now}}, (READ,), note) if new else None

    def _added(self, old: Any, new: Any) -> Any:
        """What was told before, and what is told now."""
        if isinstance(new, list):
            return list(dict.fromkeys([*(old or ()), *new]))
        return f"{old or ''} {new}".strip()[: self.most]

    def _correctable(self, asked: Asked) -> list[Question]:
        return [one for one in self.questions(asked.talk) if one.id in READ_OUT]

    def _asked_later(
        self, asked: Asked, found: Mapping[str, Any], wanted: Sequence[Question]
    ) -> Heard:
        """“The name is wrong”: it is taken away, and asked for."""
        left = {
            name: value for name, value in found.items() if name not in {one.id for one in wanted}
        }
        titles = ", ".join(str(asked.say(one.title)) for one in wanted)
        note = asked.say("Taken away: {title}. I ask you for it after this.", title=titles)
        return Noted({CORRECTED: left}, (READ,), note)

    def _more(self, asked: Asked, typed: str) -> Heard:
        """What is long goes on with the paragraph."""
        text = f"{typed}\n{asked.answers.get(ABOUT) or ''}".strip()
        if len(text) > self.most:
            return Again(too_long(asked, text, self.most))
        return Noted({ABOUT: text}, (READ, CORRECTED))

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """All of it is an answer to each of its questions; what was taken away is an answer to none."""
        found = self.found(asked)
        if verb == GIVE and value == ALL:
            gone = tuple(one for one in READ_OUT if one not in found)
            left = {"position": None} if found.keys() >= CONTACT else {}
            return Given(ALL, also={**left, **found}, forget=gone)
        if verb == GIVE and value == ONE_BY_ONE:
            return Given(ONE_BY_ONE, also={CORRECTED: found})
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """What was chosen."""
        return str(asked.say("✓ All right") if value == ALL else asked.say("One by one"))

    def found(self, asked: Asked) -> dict[str, Any]:
        """What was understood and may be an answer, by the ids of the questions."""
        if READ in asked.answers:
            given = {name: asked.answers[name] for name in READ_OUT if asked.answers.get(name)}
            return {**(told(asked) if asked.answers[READ] != ALL else {}), **given}
        if CORRECTED in asked.answers:
            return dict(asked.answers[CORRECTED])
        return self._read(asked)

    def _read(self, asked: Asked) -> dict[str, Any]:
        """What was read, to be changed by whoever wants it: one turn asks for it a dozen times."""
        if self._last.get("answers") != asked.answers:
            self._last.update(answers=dict(asked.answers), found=self._read_anew(asked))
        return dict(self._last["found"])

    def _read_anew(self, asked: Asked) -> dict[str, Any]:
        understood, found = told(asked), dict[str, Any]()
        bare = {name: value for name, value in asked.answers.items() if name not in READ_OUT}
        for one in self.questions(asked.talk):
            known = {**bare, **found}
            if one.id in RESTS_ON_COUNTRY and known.get("country") != understood.get("country"):
                continue
            if one.id == "cluster" and not known.get("organisation_type"):
                continue  # whether they need one is not known yet
            value = allowed(one, replace(asked, answers=known), understood.get(one.id))
            if not value or not one.applies(known):
                continue
            if not _refused(one, asked, known, value):
                found[one.id] = value
            elif one.id == "size":
                found.pop("organisation_type", None)  # one of them is wrong: both are asked
        return found


def correct(filling: Filling, typed: str) -> Heard | None:
    """What words tell of answers given before; None where they tell nothing of them."""
    here = next((one for one in filling.questions if one.id == READ), None)
    asked = filling.asked(here) if here else None
    if here is None or asked is None:
        return None
    questions = [one for one in filling.questions if one.id in READ_OUT]
    known = {one.id: filling.answer(one) for one in questions if filling.answer(one)}
    before = {**filling.answers, **known}
    change = corrected(asked, questions, before, typed)
    if (
        not change.changed.keys() <= known.keys()
    ):  # what is still to be asked is not told by the way
        change = corrected(asked, [one for one in questions if one.id in known], before, typed)
    changed = {name: value for name, value in change.changed.items() if name in known}
    if moved := moved_unsaid(asked, known, changed, typed):
        return Again(moved)
    refusals = (_refusal(one, asked, changed[one.id]) for one in questions if changed.get(one.id))
    if refusal := next(filter(None, refusals), ""):
        return Again(refusal)
    if not changed:
        return Again(change.said) if change.said and not change.changed else None
    reset = {other for one in questions if one.id in changed for other in one.resets}
    gone = {*(name for name, value in changed.items() if value is None), *reset} - {
        name for name, value in changed.items() if value is not None
    }
    kept = {name: value for name, value in changed.items() if value is not None}
    if gone & changed.keys() and filling.answers.get(ABOUT):
        kept[CORRECTED] = _now(told(asked), changed)  # what is taken away is not proposed anew
    return Noted(kept, tuple(sorted(gone)), change.said)


def _refusal(question: Question, asked: Asked, value: Any) -> str:
    return question.check(asked.talk, asked.answers, value) if question.check else ""


def _now(found: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """What is understood now: without what was taken away."""
    return {name: value for name, value in {**found, **changed}.items() if value is not None}


def _without_no(typed: str) -> str:
    """A correction without the "no," or "wait," that it may begin with."""
    first, comma, rest = typed.strip().partition(",")
    if comma and rest.strip() and meaning(first) is Meaning.NO:
        return rest.strip()
    return without_wait(typed) or typed.strip()


def _refused(question: Question, asked: Asked, known: Mapping[str, Any], value: Any) -> bool:
    return bool(question.check and question.check(asked.talk, known, value))


def _in_sentences(asked: Asked, typed: str) -> dict[str, Any]:
    """What words tell of wishes and offers; nothing where they tell of no wish: “we are 12 people” offers nothing."""
    if len(typed.split()) < A_SENTENCE:
        return {}
    found = read(typed, asked.talk.work.now.date())
    new = {name: value for name in IN_SENTENCES if (value := TOLD[name](found))}
    return new if "seeks" in new else {}
