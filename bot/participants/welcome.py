"""The first minute: greeting, what the scheme is, consent; and the way back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import drafts, filling
from bot.conversation.screens import Button, Screen, folded, paragraphs
from bot.conversation.small_words import Meaning, meaning
from bot.participants import addresses as to
from bot.participants import arriving, home, own_data
from bot.participants.asking import screens
from bot.participants.forms.applying.application import KEY
from bot.participants.group_visits import joining as group_visits
from bot.participants.learning import finding as courses
from exchange.applying import applications
from exchange.asking.finding import find_answer
from exchange.entering import claims
from exchange.people import calls, joining, people
from exchange.timing.drafts import plan_draft
from exchange.work import PARTICIPANTS
from matching.questions.asked import LONGEST, is_question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk


DOOR = "door"
"""Where somebody is who was asked for their consent."""


def start(talk: Talk) -> None:
    """Greet a newcomer; bring everybody else back to where they were."""
    came = arriving.came_by(talk)
    if joining.arrive(talk.work, talk.person, talk.event.text.strip()):
        talk.work = calls.work_of(talk.work, PARTICIPANTS, talk.person.telegram_id)
    if not people.consent_given(talk.work, talk.person):
        _greet(talk, came)
    elif came:
        arriving.go_on(talk, came)
    elif group_visits.opened(talk) or courses.opened(talk) or filling.resume(talk):
        return
    elif applications.active_application(talk.work, talk.person):
        home.status(talk)
    elif drafts.find_draft(talk, KEY):
        talk.reply(talk.say("Welcome back! Everything you answered is still here. Let us go on."))
        filling.begin(talk, KEY)
    else:
        _offer_application(talk)


def at_the_door(talk: Talk) -> None:
    """What is written before somebody agreed: their yes or no, a question, or what has to wait.

    A word is taken for a yes only where the question stands above it.
    """
    meant = meaning(talk.event.text)
    if talk.conversation.place != DOOR:
        _greet(talk, answer=_answered(talk))
    elif meant is Meaning.YES:
        agreed(talk)
    elif meant is Meaning.NO:
        refused(talk)
    else:
        answer = _answered(talk)
        talk.send(Screen(paragraphs(answer, *_first_of_all(talk, answer)), _yes_or_no(talk)))


def _answered(talk: Talk) -> Markup | str:
    """What we surely know of what was asked; nothing else is said of it before consent."""
    typed = talk.event.text
    if len(typed) > LONGEST or not is_question(typed):
        return ""
    found = find_answer(talk.work, talk.person, typed)
    return screens.told(talk, found.entries[0], typed) if found.sure else ""


def _first_of_all(talk: Talk, answer: Markup | str) -> Iterator[str]:
    yield talk.say(
        "Before we begin I need your yes: may I keep what you tell me, as I wrote above?"
    )
    if talk.event.text and not answer:
        yield talk.say("Please write me the rest once more after that.")


def _yes_or_no(talk: Talk) -> Rows:
    say = talk.say
    return (
        (Button(say("Yes, I agree"), to.CONSENT()),),
        (Button(say("No, thank you"), to.NO_CONSENT()),),
    )


def _greet(talk: Talk, came: str = "", answer: Markup | str = "") -> None:
    """Hello, and the question for consent; who began with a question has its answer first."""
    came = came or arriving.waiting_at(talk)
    prepared = arriving.announced(talk, came)
    talk.expect(DOOR, **({arriving.CAME: came} if came else {}))
    say, scheme = talk.say, talk.work.scheme
    hello = say("Hello {name}! 👋", name=talk.event.first_name or "")
    explained = say(scheme.summary[0])
    more = paragraphs(" ".join(say(sentence) for sentence in scheme.summary[1:]))
    privacy = folded(paragraphs(say(scheme.consent.text), more))
    question = say("Is that all right with you?")
    link = joining.link_of(talk.work, talk.person)
    invited = say("You come by: <b>{name}</b>.", name=link.name) if link else ""
    text = paragraphs(hello, answer, prepared or invited, explained, privacy, question)
    talk.send(Screen(text, (*_yes_or_no(talk), *_other_calls(talk))))


def _other_calls(talk: Talk) -> Rows:
    """The other programmes of this bot, for whoever has come for one of them."""
    if talk.work.scheme.alone:
        return ()
    calls_ = enumerate(talk.work.scheme.calls)
    return tuple(
        (Button(talk.say("↪️ {programme}", programme=one.name), to.CHOOSE_CALL(number)),)
        for number, one in calls_
        if one is not talk.work.scheme
    )


def choose_call(talk: Talk, number: int) -> None:
    """Another programme was chosen at the door: it is explained, with its own consent."""
    if people.consent_given(talk.work, talk.person):
        home.status(talk)
        return
    talk.work = calls.choose(talk.work, talk.person, number)
    talk.settle(talk.say("↪️ {programme}", programme=talk.work.scheme.name))
    _greet(talk)


def refused(talk: Talk) -> None:
    """Consent was not given; what a desk has written down for them goes as well."""
    said = "That is fine: nothing is kept about you. If you change your mind, send /start."
    if came := arriving.waiting_at(talk):
        claims.refuse(talk.work, came)
        said = "That is fine: nothing is kept about you, and what was written down for you is deleted. If you change your mind, send /start."
    _tell(talk, talk.say(said))
    talk.expect()
    own_data.leave_no_trace(talk)


def agreed(talk: Talk) -> None:
    """Consent was given: the application begins."""
    if not people.consent_given(talk.work, talk.person):
        people.give_consent(talk.work, talk.person)
        _tell(talk, talk.say("✓ Thank you. /privacy shows what we keep, and takes it back."))
    if came := arriving.waiting_at(talk):
        arriving.go_on(talk, came)
    elif not filling.resume(talk):
        apply(talk)


def _tell(talk: Talk, text: str) -> None:
    """In place of the buttons that were tapped; whoever typed is answered."""
    if talk.event.data:
        talk.settle(text)
    else:
        talk.reply(text)


def apply(talk: Talk) -> None:
    """Begin an application, or go on with it; who has one learns where it stands."""
    if not people.consent_given(talk.work, talk.person):
        _greet(talk)
        return
    if applications.active_application(talk.work, talk.person):
        home.status(talk)
        return
    if not drafts.find_draft(talk, KEY):
        talk.reply(
            talk.say(
                "I will ask you some short questions. Every answer is saved at once, so you can stop "
                "at any time and go on later with /start."
            )
        )
    plan_draft(talk.work, talk.person)
    filling.begin(talk, KEY)


def _offer_application(talk: Talk) -> None:
    text = talk.say("Welcome back! You have no application at the moment.")
    talk.reply(text, [Button(talk.say("Begin an application"), to.APPLY())])


TAPS: Mapping[Family, Callable[..., None]] = {
    to.CONSENT: agreed,
    to.NO_CONSENT: refused,
    to.APPLY: apply,
    to.CHOOSE_CALL: choose_call,
}
