"""Introductions: asked for, agreed to or not, contacts where both said yes, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.cooperating.searching import name_of, unasked
from bot.participants.finding.keeping_away import way_out
from bot.participants.forms.scheme_questions import as_questions
from exchange.access import Thing
from exchange.cooperating import introducing, outcomes
from exchange.rows import row_id
from exchange.words import N_
from storage.tables import Application, Enquiry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

MEET, MEET_ALL, CAME = "meet", "meetall", "came"  # the forms
LONGEST, SHOWN = 600, 6


def listed(talk: Talk) -> None:
    """Whom somebody was introduced to, asked, or is asked by."""
    say, found = talk.say, introducing.introductions_of(talk.work, talk.person)
    back = (Button(say("🔎 My search"), to.PARTNERS()),)
    if not found:
        text = say("You were introduced to nobody yet. A search finds partners: /partners")
        talk.show(Screen(text, (back,)))
        return
    rows = tuple(
        (Button(_label(talk, one), to.INTRODUCTION(row_id(one))),) for one in found[:SHOWN]
    )
    text = say("🤝 <b>Introductions</b>: tap one to see how it stands.")
    talk.show(Screen(text, (*rows, back)))


def _label(talk: Talk, one: Enquiry) -> str:
    name = clip(name_of(talk, introducing.other_of(talk.work, talk.person, one)), 24)
    if one.agreed:
        return talk.say("✓ {name}", name=name)
    if one.asked_id == talk.person.id:
        return talk.say("❓ {name} asks you", name=name)
    return talk.say("⏳ {name}", name=name)


def show(talk: Talk, number: int) -> None:
    """One introduction as it stands for the reader."""
    talk.send(screen(talk, talk.work.load(Enquiry, number)))


def screen(talk: Talk, one: Enquiry) -> Screen:
    """Contacts where both said yes; the question to who is asked; that it waits, or was declined, to who asked."""
    name = name_of(talk, introducing.other_of(talk.work, talk.person, one))
    say, back = talk.say, (Button(talk.say("🤝 Introductions"), to.INTRODUCTIONS()),)
    if one.agreed:
        return _met(talk, one)
    if one.agreed is False:
        return Screen(say("<b>{name}</b> and you were not introduced.", name=name), (back,))
    if one.asked_id == talk.person.id:
        return asked(talk, one, name)
    text = say(
        "⏳ <b>{name}</b> has your request and is reminded of it. I write to you as soon as they answer.",
        name=name,
    )
    return Screen(text, (back,))


def asked(talk: Talk, one: Enquiry, name: str) -> Screen:
    """The question to who is asked."""
    say, number = talk.say, row_id(one)
    text = paragraphs(
        say("🤝 <b>{name}</b> would like to be introduced:", name=name),
        say("“{words}”", words=one.question),
        say("You see each other's contacts only if you say yes."),
    )
    yes = Button(say("✓ Yes, gladly"), to.AGREE_INTRODUCTION(number))
    no = Button(say("Not now"), to.DECLINE_INTRODUCTION(number))
    return Screen(text, ((yes, no), (way_out(say, number),)))


def _met(talk: Talk, one: Enquiry) -> Screen:
    say, number = talk.say, row_id(one)
    their = introducing.contact(talk.work, talk.person, one)
    text = paragraphs(
        lines(
            say("🤝 <b>{name}</b>", name=their.organisation.name),
            say("{city}", city=say.city(their.organisation.city, their.organisation.country)),
            say("{person}, {email}", person=their.person_name, email=their.email),
        ),
        say("Write to them today. I ask you both in some months what came of it."),
    )
    begin = (Button(say("🚀 Begin a project"), to.NEW_PROJECT(number)),)
    back = Button(say("🤝 Introductions"), to.INTRODUCTIONS())
    return Screen(text, (begin, (back,), (way_out(say, number),)))


def agree(talk: Talk, number: int) -> None:
    """Yes: both see each other's contacts."""
    one = introducing.answer(talk.work, talk.person, number, agreed=True)
    talk.settle(talk.say("✓ You are introduced."))
    talk.send(_met(talk, one))


def decline(talk: Talk, number: int) -> None:
    """No: they are told kindly, and do not find this person again."""
    introducing.answer(talk.work, talk.person, number, agreed=False)
    talk.settle(talk.say("Not now, then. I told them kindly; they will not be shown you again."))


def forms() -> tuple[Form, ...]:
    """The words to be introduced with, to one or to a whole chain, and what came of it."""
    return (
        Form(MEET_ALL, N_("An introduction"), _to_all, _ask_all, review=False, ended=_nobody),
        Form(
            MEET,
            N_("An introduction"),
            _questions,
            _ask,
            review=False,
            about=Thing.CHAIN_PARTNER,
        ),
        Form(
            CAME,
            N_("What came of it"),
            _outcomes,
            _tell,
            review=False,
            about=Thing.INTRODUCTION,
            ended=_told,
        ),
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    prompt = talk.say(
        "What should {name} know? They see your organisation’s name; contacts only when both say yes.",
        name=name_of(talk, talk.work.load(Application, subject)),
    )
    return (Question("text", N_("Your words"), prompt, FreeText(5, LONGEST)),)


def _ask(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    one = introducing.ask(talk.work, talk.person, subject, answers["text"])
    talk.send(screen(talk, one))


def _to_all(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    names = talk.say.join(name_of(talk, one) for one in unasked(talk))
    prompt = talk.say(
        "What should they know? {names} each get it with your organisation’s name; contacts only when both say yes.",
        names=names,
    )
    return (Question("text", N_("Your words"), prompt, FreeText(5, LONGEST)),)


def _ask_all(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    people = unasked(talk)
    introducing.ask_all(talk.work, talk.person, [row_id(one) for one in people], answers["text"])
    text = talk.say(
        "⏳ {names} have your request and are reminded of it. I write to you as soon as one of them answers.",
        names=talk.say.join(name_of(talk, one) for one in people),
    )
    talk.reply(text, [Button(talk.say("🤝 Introductions"), to.INTRODUCTIONS())])


def _nobody(talk: Talk, number: int) -> Screen | None:
    """Where everybody of the chain is asked already, or it is none any more."""
    del number
    if unasked(talk):
        return None
    back = (Button(talk.say("🤝 Introductions"), to.INTRODUCTIONS()),)
    return Screen(talk.say("Everybody of this chain is asked already."), (back,))


def _begin_all(talk: Talk) -> None:
    filling.begin(talk, MEET_ALL)


def _outcomes(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    return as_questions(outcomes.questions(talk.work))


def _tell(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    outcomes.tell(talk.work, talk.person, subject, answers)
    talk.reply(
        talk.say("Thank you! This is what the programme is for. Nothing more is asked of you now.")
    )


def _told(talk: Talk, number: int) -> Screen | None:
    """What was told already, or is asked only later."""
    try:
        outcomes.may_tell(talk.work, talk.person, number)
    except (outcomes.NotAskedYet, outcomes.ToldAlready) as error:
        return Screen(talk.say(error.template))
    return None


def _begin(talk: Talk, number: int) -> None:
    filling.begin(talk, MEET, number)


def _begin_telling(talk: Talk, number: int) -> None:
    if (told := _told(talk, number)) is not None:
        talk.send(told)
        return
    filling.begin(talk, CAME, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.INTRODUCTIONS: listed,
    to.INTRODUCTION: show,
    to.ASK_INTRODUCTION: _begin,
    to.ASK_CHAIN: _begin_all,
    to.AGREE_INTRODUCTION: agree,
    to.DECLINE_INTRODUCTION: decline,
    to.TELL_INTRODUCTION: _begin_telling,
}
