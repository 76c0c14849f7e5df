"""What a desk and one person write to each other: the thread, a message, and the answer as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import drafts, filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of
from exchange import desk
from exchange.access import Thing
from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.words import N_
from exchange.writing import notes
from storage.tables import Person

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.forms import Filling
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import Case
    from exchange.work import Work
    from storage.tables import Note

FORM = "write"
WORDS = FreeText(2, notes.LONGEST)
LATEST = 2  # of a thread
SHOWN = 60  # signs of each


def begin(talk: Talk, number: int, words: str = "") -> None:
    """Ask what to write to the person of a case, or show what was typed before it is sent."""
    require(officer_of(talk), Right.DECIDE)
    note_reading(talk, "card", f"application:{number}")
    before = drafts.find_draft(talk, FORM, number) if words else None
    if before:  # what is typed now is meant
        drafts.keep(talk, before, {"text": words})
    filling.begin(talk, FORM, number, {"text": words} if words else None)


def tapped(talk: Talk, number: int) -> None:
    """The button of a card."""
    begin(talk, number)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    found = desk.case(talk.work, officer_of(talk), subject)
    person = talk.work.load(Person, found.application.person_id)
    head = _to_whom(talk, found, person)
    told = _latest(talk.say, talk.work, found.application.partnership_id, person)
    prompt = paragraphs(head, told, talk.say("What shall I write?"))
    return (Question("text", N_("Message"), prompt, WORDS),)


def _to_whom(talk: Talk, found: Case, person: Person) -> str:
    return talk.say(
        "To <b>{name}</b>, who reads {language}.",
        name=found.organisation.name,
        language=talk.say.tongue(person.language),
    )


def _whom_it_reaches(filling_: Filling) -> str:
    """To whom it goes, over the last page: words that were typed with a name come to it at once."""
    found = desk.case(filling_.talk.work, officer_of(filling_.talk), filling_.subject)
    person = filling_.talk.work.load(Person, found.application.person_id)
    return _to_whom(filling_.talk, found, person)


def _latest(say: Speech, work: Work, partnership_id: int, person: Person) -> Markup:
    found = notes.thread(work, partnership_id, row_id(person))[-LATEST:]
    return lines(*(_line(say, work, one) for one in found))


def _line(say: Speech, work: Work, note: Note) -> Markup:
    text = clip(notes.words_of(work, note, say.language), SHOWN)
    if note.officer_id is None:
        return say("{day}, they: “{text}”", day=say.on(note.written_at), text=text)
    return say("{day}, we: “{text}”", day=say.on(note.written_at), text=text)


def _send(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    notes.write_note(talk.work, officer_of(talk), subject, answers["text"])
    text = talk.say("✉️ Sent. The answer comes here, with a button to write back.")
    talk.reply(text, [Button(f"A-{subject:04}", to.CASE(subject))])


def card(say: Speech, work: Work, note: Note) -> Screen | None:
    """What somebody answers, after what it answers; None for who has no application any more."""
    person = work.load(Person, note.person_id)
    found = desk.case_of_person(work, person)
    if found is None:
        return None
    before = [
        one
        for one in notes.thread(work, note.partnership_id, note.person_id)
        if row_id(one) < row_id(note)
    ]
    number = row_id(found.application)
    text = paragraphs(
        say("✉️ <b>{name}</b> writes:", name=found.organisation.name),
        say("“{text}”", text=note.text),
        lines(*(_line(say, work, one) for one in before[-1:])),
    )
    write = Button(say("💬 Write back"), to.WRITE(number))
    return Screen(text, ((write, Button(f"A-{number:04}", to.CASE(number))),))


def form() -> Form:
    """The form of one message; its last page is the preview."""
    return Form(
        FORM,
        N_("Your message"),
        _questions,
        _send,
        about=Thing.APPLICATION,
        declares=_whom_it_reaches,
    )
