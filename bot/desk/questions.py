"""Questions of participants: a card for each, the list of those not answered, and answers for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from exchange import desk
from exchange.access import Thing
from exchange.asking import to_desk
from exchange.rows import row_id
from exchange.words import N_
from storage.tables import Enquiry, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work

SHOWN = 8
LABEL = 30
WORDS = FreeText(2, to_desk.LONGEST)


def card(say: Speech, work: Work, enquiry: Enquiry) -> Screen:
    """A question, who asks, since when; answered ones with their answer."""
    person = work.load(Person, enquiry.asker_id)
    case = desk.case_of_person(work, person)
    asks = (
        say("<b>{name}</b> asks:", name=case.organisation.name)
        if case
        else say("Somebody who has not applied yet asks:")
    )
    text = paragraphs(
        lines(say("❓ <b>A question</b>, {day}", day=say.on(enquiry.asked_at)), asks),
        say("“{question}”", question=enquiry.question),
    )
    rows: Rows = ()
    if case:
        number = row_id(case.application)
        rows = ((Button(f"A-{number:04}", to.CASE(number)),),)
    if enquiry.answered_at:
        answered = say("Answered: “{answer}”", answer=clip(enquiry.answer or "", 500))
        keep = Button(say("📌 Keep it for everybody"), to.KEEP_ANSWER(enquiry.id))
        return Screen(paragraphs(text, answered), ((keep,), *rows))
    return Screen(text, ((Button(say("💬 Answer"), to.ANSWER_QUESTION(enquiry.id)),), *rows))


def show_all(talk: Talk) -> None:
    """What is not answered yet, oldest first, and the way to the answers that are kept."""
    officer = officer_of(talk)
    found = to_desk.open_questions(talk.work, officer)
    kept = len(to_desk.kept_answers(talk.work, officer.partnership_id))
    say = talk.say
    head = (
        say.many(
            "<b>{count} question is not answered</b>",
            "<b>{count} questions are not answered</b>",
            len(found),
        )
        if found
        else say("No question waits for an answer. 🌿")
    )
    rows = [
        (Button(f"{one.asked_at:%d.%m.} {clip(one.question, LABEL)}", to.QUESTION(one.id)),)
        for one in found[:SHOWN]
    ]
    more = say("… and {count} more.", count=len(found) - SHOWN) if len(found) > SHOWN else ""
    ours = (Button(say("📌 Kept answers: {count}", count=kept), to.KEPT_ANSWERS()),)
    talk.show(Screen(lines(whose(talk), head, more), (*rows, *([ours] if kept else []))))


def _show(talk: Talk, number: int) -> None:
    talk.show(card(talk.say, talk.work, talk.work.load(Enquiry, number)))


def _answer(talk: Talk, number: int) -> None:
    filling.begin(talk, ANSWER, number)


def _keep(talk: Talk, number: int) -> None:
    enquiry = talk.work.load(Enquiry, number)
    filling.begin(talk, KEEP, number, {"asked": enquiry.question, "told": enquiry.answer})


def _kept(talk: Talk) -> None:
    """The answers that everybody of the Partnership gets, each with a button that drops it."""
    found = to_desk.kept_answers(talk.work, officer_of(talk).partnership_id)
    say = talk.say
    told = [
        say(
            "📌 <b>{question}</b> {answer}",
            question=clip(one.question, 80),
            answer=clip(one.answer, 80),
        )
        for one in found[-SHOWN:]
    ]
    rows = tuple(
        (Button(say("🗑 {question}", question=clip(one.question, LABEL)), to.DROP_ANSWER(one.id)),)
        for one in found[-SHOWN:]
    )
    none = "" if found else say("No answer is kept for everybody.")
    talk.show(Screen(lines(whose(talk), *told, none), rows))


def _drop(talk: Talk, number: int) -> None:
    to_desk.drop_answer(talk.work, officer_of(talk), number)
    _kept(talk)


ANSWER, KEEP = "tell", "keep"


def _of(talk: Talk, number: int) -> Markup:
    enquiry = talk.work.load(Enquiry, number)
    return talk.say("They ask: “{question}”", question=clip(enquiry.question, 500))


def _answering(talk: Talk, subject: int) -> tuple[Question, ...]:
    return (Question("text", N_("Answer"), _of(talk, subject), WORDS),)


def _answered(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    enquiry = to_desk.answer_question(talk.work, officer_of(talk), subject, answers["text"])
    text = talk.say("💬 Sent. If others may ask the same, keep your answer for everybody.")
    keep = Button(talk.say("📌 Keep it for everybody"), to.KEEP_ANSWER(enquiry.id))
    talk.reply(text, [keep], [Button(talk.say("❓ Open questions"), to.COMMAND("questions"))])


def _keeping(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "asked",
            N_("As anybody asks"),
            N_("How would anybody ask this? Leave out names, places and dates of this case."),
            FreeText(5, to_desk.LONGEST),
        ),
        Question(
            "told",
            N_("Answer"),
            N_("And what shall I answer? Everybody of your Partnership who asks so reads it."),
            WORDS,
        ),
    )


def _keep_it(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    to_desk.keep_answer(talk.work, officer_of(talk), answers["asked"], answers["told"])
    text = talk.say("📌 Kept. Whoever of your Partnership asks so gets this answer from now on.")
    talk.reply(text, [Button(talk.say("❓ Open questions"), to.COMMAND("questions"))])


def _settled(talk: Talk, number: int) -> Screen | None:
    """For answering: what a colleague has answered meanwhile."""
    enquiry = talk.work.load(Enquiry, number)
    return card(talk.say, talk.work, enquiry) if enquiry.answered_at else None


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form(
            ANSWER,
            N_("Your answer"),
            _answering,
            _answered,
            review=False,
            ended=_settled,
            about=Thing.ENQUIRY,
        ),
        Form(
            KEEP,
            N_("An answer for everybody"),
            _keeping,
            _keep_it,
            submit=N_("Keep it"),
            about=Thing.ENQUIRY,
        ),
    )
}

TAPS: Mapping[Family, Callable[..., None]] = {
    to.QUESTION: _show,
    to.ANSWER_QUESTION: _answer,
    to.KEEP_ANSWER: _keep,
    to.KEPT_ANSWERS: _kept,
    to.DROP_ANSWER: _drop,
}
