"""What is said to a question: the answer, a choice of answers, or that nobody here knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants import home
from bot.participants.asking.entries import ENTRIES
from bot.participants.asking.facts import facts
from exchange.applying import applications
from exchange.asking import to_desk
from exchange.asking.finding import KEPT, partnership_for
from exchange.people.choosing import Seeker, right_partnership
from storage.tables import DeskAnswer, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from matching.questions.finding import Found

ASKED = "asked"  # what a person asked last, until something else is expected
QUOTED = 200  # characters of a question that are said again


def answer(talk: Talk, question: str, found: Found) -> None:
    """Answer a question; what was being done before waits where it was."""
    talk.remember(**{ASKED: question[: to_desk.LONGEST]})
    say = talk.say
    if found.sure:
        talk.send(_answered(talk, found.entries[0], question))
    elif found.entries:
        rows = tuple((_offer(talk, one),) for one in found.entries)
        text = say("I am not sure what you mean. Is it one of these?")
        talk.send(Screen(text, (*rows, *home.way_back(talk), *_to_people(talk))))
    else:
        text = say("I have no answer to that. The officers of your Partnership may have one.")
        talk.send(Screen(text, (*home.way_back(talk), *_to_people(talk))))


def _answered(talk: Talk, entry: str, question: str) -> Screen:
    return Screen(told(talk, entry, question), (*_ways_on(talk), *_to_people(talk)))


def told(talk: Talk, entry: str, question: str) -> Markup:
    """An answer as it is read: its title, and its words."""
    title, text = _told(talk, entry, question)
    return lines(talk.say("<b>{title}</b>", title=title), text)


def _told(talk: Talk, entry: str, question: str) -> tuple[str, Markup | str]:
    """An answer's title and words. Raises NotFound for one that is not kept any more."""
    if entry.startswith(KEPT):
        kept = talk.work.load(DeskAnswer, int(entry.removeprefix(KEPT)))
        whose = talk.work.load(Partnership, kept.partnership_id).name
        text = talk.say("{partnership} says: “{answer}”", partnership=whose, answer=kept.answer)
        return clip(kept.question, QUOTED), text
    known = ENTRIES[entry]
    named = known.named(talk, question) if known.named else ""
    general = named or (talk.say(known.text, **facts(talk)) if known.text else "")
    own = known.own(talk) if known.own else ""
    return talk.say(known.title), paragraphs(general, own)


def _offer(talk: Talk, entry: str) -> Button:
    known = ENTRIES.get(entry)
    title = talk.say(known.title) if known else _told(talk, entry, "")[0]
    return Button(clip(title, home.LABEL), to.ANSWER(entry))


def _ways_on(talk: Talk) -> Rows:
    """What can be done after an answer: go on where one was, else what one can do now."""
    application = applications.latest_application(talk.work, talk.person)
    menu = home.menu(talk, application)
    return menu if menu and home.waiting(talk) is None else home.way_back(talk)


def _to_people(talk: Talk) -> Rows:
    return ((Button(talk.say("🙋 Ask my Partnership"), to.ASK_PARTNERSHIP()),),)


def _show(talk: Talk, entry: str) -> None:
    """The answer that was chosen, in place of the choice."""
    if entry not in ENTRIES and not _is_theirs(talk, entry):
        talk.toast(talk.say("That answer is not kept any more. Please ask once more."))
        return
    talk.show(_answered(talk, entry, str(talk.conversation.facts.get(ASKED, ""))))


def _is_theirs(talk: Talk, name: str) -> bool:
    kept = to_desk.kept_answers(talk.work, partnership_for(talk.work, talk.person) or 0)
    return name in {f"{KEPT}{one.id}" for one in kept}


def _ask_partnership(talk: Talk) -> None:
    """Pass on what was asked last; where that is over, ask for the question."""
    question = str(talk.conversation.facts.get(ASKED, ""))
    if question:
        pass_on(talk, question)
    else:
        filling.begin(talk, FORM)


def to_a_person(talk: Talk) -> None:
    """The way to an officer, and back to what was being done."""
    talk.remember(**{ASKED: ""})
    text = talk.say("An officer of your Partnership answers you here. What is it about?")
    talk.send(Screen(text, (*_to_people(talk), *home.way_back(talk))))


FORM = home.TO_DESK


def pass_on(talk: Talk, question: str) -> None:
    """Pass a question on to the desk, and say that the answer comes here."""
    work, say = talk.work, talk.say
    number = partnership_for(work, talk.person)
    if number is None:
        number = right_partnership(work, Seeker())
    to_desk.ask_partnership(work, talk.person, number, question)
    head = say(
        "I passed it on to <b>{partnership}</b>: “{question}”",
        partnership=work.load(Partnership, number).name,
        question=clip(question, QUOTED),
    )
    text = paragraphs(head, say("The answer comes here as soon as an officer has written it."))
    talk.show(Screen(text, _ways_on(talk)))


def _go_on(talk: Talk) -> None:
    """Back to the question that waits; where none does, where one stands."""
    if not filling.resume(talk):
        home.status(talk)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.ANSWER: _show,
    to.ASK_PARTNERSHIP: _ask_partnership,
    to.GO_ON: _go_on,
}
