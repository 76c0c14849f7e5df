"""Somebody on the telephone is entered: the questions of the application, with as little asked as will do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation import drafts, filling
from bot.conversation.events import Did
from bot.conversation.forms import NOTHING, Form, Question, no_way_round
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, lines
from bot.desk import addresses as to
from bot.desk.entering.links import to_be_claimed
from bot.desk.officer import officer_of
from bot.participants.forms.applying import application, prefill
from bot.participants.forms.applying.contact import Contact
from bot.participants.forms.applying.organisation import RoleOrStory
from bot.participants.forms.applying.read_back import correct
from exchange.entering import entries
from exchange.people.officers import Right, require
from exchange.words import N_
from storage.tables import Application, ApplicationState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk
    from storage.tables import Entry

KEY = "enter"
FEWEST_DIGITS = 5  # of a telephone number
LEFT_OUT = {"cv", "hostcv"}
"""What nobody sends by telephone."""
ASSUMED: Mapping[str, Any] = {
    "position": NOTHING,
    "website": NOTHING,
    "vat": NOTHING,
    "wished_countries": [],
    "months": [],
    "motivation": NOTHING,
    "host_programme": NOTHING,
    "capacity": 1,
}
"""What is not asked: it may be changed on the review page, and its person is asked when they take over."""
PROMPTS: Mapping[str, str] = {
    "role": N_("What would they like to do?"),
    prefill.ABOUT: N_(
        "Type or paste what they told you: who and where they are, what they do and look for, when. I read the answers out of it."
    ),
    "person_name": N_(
        "Their name? E-mail and position can go in the same line: “Ana Pop, director, ana@example.eu”."
    ),
    "email": N_("Their e-mail address?"),
    "organisation_name": N_("What is their organisation called?"),
    "languages": N_("Which languages can they work in?"),
    "ecosystems": N_("In which industrial ecosystems do they work?"),
    "offers": N_("What can a partner learn or get from them?"),
    "seeks": N_("What are they looking for at a partner abroad?"),
    "cluster": N_("Which cluster are they a member of?"),
    "position": N_("What do they do there?"),
    "website": N_("Do they have a website?"),
    "activities": N_("What would they like to do together?"),
    "wished_countries": N_("Which countries would they like to visit?"),
    "months": N_("When would an exchange suit them?"),
    "working_days": N_("How many working days would they like to stay, travel not counted?"),
    "party": N_("How many of them would travel together?"),
    "partner_kinds": N_("Which kinds of partner would suit them?"),
    "motivation": N_("Why would they like to take part?"),
    "capacity": N_("How many people could they receive at the same time?"),
    "host_programme": N_("What would a visitor see and do at their place?"),
}
"""Officers are asked about somebody else."""


def typed(talk: Talk) -> None:
    """`/enter`, or `/enter` and what somebody has told: it is read out at once. Raises RoleMayNot."""
    require(officer_of(talk), Right.DECIDE)
    told = talk.event.text.strip()
    if told and (begun := drafts.find_draft(talk, KEY)):
        drafts.drop(talk, begun)
        talk.work.session.flush()
    if not drafts.find_draft(talk, KEY):
        talk.reply(
            talk.say(
                "Somebody on the telephone? Ask first: “May we keep this, and show your organisation to partners?” Then tell me what they say. /cancel stops."
            )
        )
    filling.begin(talk, KEY)
    if told:
        talk.replies.pop()  # what they told answers the question before it is asked
        talk.event = replace(talk.event, did=Did.TEXT)
        filling.hear(talk)


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """Those of the application, asked about somebody else; and how to call them."""
    there = (one for one in application.questions(talk, subject) if one.id not in LEFT_OUT)
    return (*map(_of_somebody_else, there), _telephone())


def _of_somebody_else(question: Question) -> Question:
    prompt = PROMPTS.get(question.id, question.prompt)
    changed = replace(question, prompt=prompt, ways_round=no_way_round)
    if question.id == "role":
        return replace(changed, kind=RoleOrStory(_roles, width=1))
    if question.id == "person_name":
        return replace(changed, title=N_("Name"), kind=Contact(2, 80))
    if question.id in ASSUMED:
        return replace(changed, assume=_assumed(ASSUMED[question.id]))
    return changed


def _roles(asked: Asked) -> Sequence[Option]:
    """As an officer says it of somebody."""
    say = asked.say
    return [
        Option("visitor", say("They visit"), (say("visitor"), "visit", "visitor")),
        Option("host", say("They host"), (say("host"), "host")),
        Option("both", say("Both"), ("both",)),
    ]


def _assumed(answer: Any) -> Any:
    def assume(asked: Asked) -> Any:
        del asked
        return answer

    return assume


def _telephone() -> Question:
    return Question(
        "telephone",
        N_("Telephone"),
        N_("Their telephone number?"),
        FreeText(5, 40),
        check=_no_number,
        assume=_assumed(NOTHING),
        called=N_("phone, telephone number, phone number, number to call"),
    )


def _no_number(talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why that cannot be called; empty if it can."""
    del answers
    digits = sum(map(str.isdigit, str(value)))
    enough = digits >= FEWEST_DIGITS
    return "" if enough else talk.say("That is no telephone number: I expected its digits.")


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Enter them. Raises what `enter` raises."""
    del subject
    told = application.given(answers)
    entry = entries.enter(
        talk.work, officer_of(talk), told, telephone=str(answers.get("telephone") or "")
    )
    talk.settle(talk.say("✓ Entered."))
    _entered(talk, entry)


def _entered(talk: Talk, entry: Entry) -> None:
    say, number = talk.say, entry.application_id
    found = talk.work.load(Application, number)
    accepted = found.state is ApplicationState.ACCEPTED
    text = lines(
        say("✓ <b>{name}</b> is entered as A-{number:04}.", name=found.person_name, number=number),
        say("They are accepted, and can be paired.")
        if accepted
        else say("Please look at the card: it asks which organisation this is."),
        say("Send them their link: with it they take it over, and I write to them myself."),
    )
    card = Button(say("📇 The card"), to.CASE(number))
    talk.reply(text, *to_be_claimed(say, entry), [card])


def form() -> Form:
    """Entering somebody, as a form."""
    return Form(
        KEY,
        N_("Entry"),
        questions,
        finish,
        submit=N_("Enter them"),
        correct=correct,
    )


FORMS: Mapping[str, Form] = {KEY: form()}
