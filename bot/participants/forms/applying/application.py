"""The application: organisation, person, profile, wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import NOTHING, Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.choices import SomeOf
from bot.conversation.kinds.files import Pdf
from bot.conversation.kinds.places import city_name
from bot.conversation.kinds.texts import Email, FreeText, Whole
from bot.conversation.screens import Screen, paragraphs
from bot.conversation.tidying import without_pictures
from bot.participants.forms import cv
from bot.participants.forms.applying import partnership, prefill, refill
from bot.participants.forms.applying.abroad import Abroad
from bot.participants.forms.applying.contact import Contact, Position
from bot.participants.forms.applying.eligibility import declared, declared_words
from bot.participants.forms.applying.organisation import (
    organisation_questions,
    register_questions,
)
from bot.participants.forms.applying.read_back import correct
from exchange.applying import applications
from exchange.entering import claims
from exchange.people import partnerships
from exchange.words import N_, N_many
from matching.places.cities import city
from matching.places.lands import lands_spelt_out
from matching.times.lengths import lengths_in
from matching.understanding.greeting import own_name
from matching.understanding.travelling import party_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk
    from storage.tables import Application

KEY = refill.KEY
WORKING_DAYS_A_MONTH = 23  # at most

_PEOPLE = N_many("{count} person", "{count} people")


def _visits(answers: Mapping[str, Any]) -> bool:
    return answers.get("role") in {"visitor", "both"}


def _hosts(answers: Mapping[str, Any]) -> bool:
    return answers.get("role") in {"host", "both"}


def _own_name(asked: Asked) -> str:
    """As they have told it in their paragraph, else as Telegram has it."""
    told = own_name(str(asked.answers.get(prefill.ABOUT) or ""))
    return without_pictures(told or asked.talk.event.first_name)[:60]


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The application's questions; who applies for what decides which are asked."""
    del subject
    return (
        *organisation_questions(talk, lambda talk: questions(talk, 0)),
        *_person(),
        *register_questions(),
        *_profile(talk),
        *_wishes(),
        *_travel(talk),
        *_reasons(talk),
        *_hosting(talk),
        partnership.question(),
    )


def _person() -> tuple[Question, ...]:
    return (
        Question(
            "person_name",
            N_("Your name"),
            N_(
                "Your name, as it should stand in the papers? Your position and e-mail can go in the same line: “Ana Pop, director, ana@example.eu”."
            ),
            Contact(2, 80, suggest=_own_name),
            called=N_("name, my name, full name"),
        ),
        Question(
            "position",
            N_("Position"),
            N_("What do you do there? (For example: managing director)"),
            Position(2, 80),
            optional=True,
            called=N_("role in the company, job, job title"),
        ),
        Question(
            "email",
            N_("E-mail"),
            N_("Your e-mail address at work?"),
            Email(3, 254),
            called=N_("mail, email, mail address, email address"),
        ),
        Question(
            "languages",
            N_("Languages"),
            N_("Which languages can you work in?"),
            SomeOf(options.languages, width=2, size=20, find=options.typed_language, most=8),
            propose=prefill.languages,
            called=N_("language"),
        ),
    )


def _profile(talk: Talk) -> tuple[Question, ...]:
    text = talk.work.scheme.limits.text
    return (
        Question(
            "ecosystems",
            N_("Ecosystems"),
            N_("In which industrial ecosystems do you work?"),
            SomeOf(options.scheme_list("ecosystems"), most=3),
            propose=lambda asked: list(prefill.proposed("ecosystems")(asked) or ()),
            called=N_("ecosystem, sector, industry"),
        ),
        prefill.topics(),
        Question(
            "offers",
            N_("What you offer"),
            N_("What can a partner learn or get from you? Write as you would say it."),
            FreeText(10, text, suggest=prefill.suggested("offers")),
            called=N_("offer, offers, our offer"),
        ),
        Question(
            "seeks",
            N_("What you seek"),
            N_("What are you looking for at a partner abroad?"),
            FreeText(10, text, suggest=prefill.suggested("seeks")),
            assume=prefill.sought_by_host,
            called=N_("what you look for, seek, seeks"),
        ),
        Question(
            "goals",
            N_("Goals"),
            N_("What is the exchange for?"),
            SomeOf(options.scheme_list("goals")),
            assume=prefill.goals,
            called=N_("goal, aims"),
        ),
        Question(
            "activities",
            N_("Activities"),
            N_("What would you like to do together?"),
            SomeOf(options.scheme_list("activities")),
            assume=prefill.activities,
            called=N_("activity"),
        ),
    )


def _wishes() -> tuple[Question, ...]:
    return (
        Question(
            "wished_countries",
            N_("Countries"),
            N_("Which countries would you like to visit?"),
            Abroad(
                options.countries_of(options.host_countries),
                anything=N_("Any country"),
                width=2,
                size=20,
                find=options.typed_country,
                spelt=lands_spelt_out,
            ),
            applies=_visits,
            called=N_("wished countries, countries to visit, destination, destinations"),
        ),
        Question(
            "months",
            N_("Months"),
            N_("When would an exchange suit you?"),
            options.which_months(N_("Any time")),
            called=N_("month, dates, time, when"),
        ),
    )


def _travel(talk: Talk) -> tuple[Question, ...]:
    scheme = talk.work.scheme
    most, whole = scheme.stay.most_people, scheme.halving.below_working_days
    return (
        Question(
            "working_days",
            N_("Length"),
            N_("How many working days would you like to stay, travel not counted?"),
            Whole(
                scheme.stay.min_working_days,
                scheme.stay.max_months * WORKING_DAYS_A_MONTH,
                scheme.lengths,
                N_many("{count} working day", "{count} working days"),
                read=lengths_in,
            ),
            applies=_visits,
            shows=lambda asked: _what_halves(asked, whole),
            assume=lambda _: whole or scheme.stay.min_working_days,
            called=N_("days, working days, duration, how long"),
        ),
        Question(
            "party",
            N_("People"),
            N_(
                "How many of you would travel together? Each takes a place at the host; the lump sum is one for your organisation."
            ),
            Whole(1, most, tuple(range(1, min(most, 5) + 1)), _PEOPLE, read=party_of),
            applies=lambda answers: most > 1 and _visits(answers),
            assume=lambda _: 1,
            called=N_("travellers, how many people"),
        ),
    )


def _what_halves(talk: Asked, whole: int) -> str:
    return talk.say("Fewer than {days} halve the lump sum.", days=whole) if whole else ""


def _reasons(talk: Talk) -> tuple[Question, ...]:
    text = talk.work.scheme.limits.text
    return (
        Question(
            "partner_kinds",
            N_("Partners"),
            N_("Which kinds of partner would suit you?"),
            SomeOf(options.scheme_list("organisation_types"), anything=N_("Any kind")),
            assume=lambda _: [],
            called=N_("partner, kinds of partner"),
        ),
        Question(
            "motivation",
            N_("Motivation"),
            N_("Why would you like to take part? What should be different afterwards?"),
            FreeText(20, text),
            assume=prefill.motivation,
            called=N_("why, reasons"),
        ),
        _cv(talk),
    )


def _cv(talk: Talk) -> Question:
    """The CV of who travels; where the call lets it follow, it is put off by a tap.

    Not of what a desk has entered and accepted: no decision waits for it there.
    """
    may_follow = talk.work.scheme.limits.cv_may_follow and not refill.claimed_by(talk)
    return Question(
        "cv",
        N_("CV"),
        N_("Please send the CV of the person who travels."),
        Pdf(),
        applies=_visits,
        optional=may_follow,
        unsaid=N_("comes later") if may_follow else "–",
        put_off=N_("I send it later ›") if may_follow else "",
    )


def _hosting(talk: Talk) -> tuple[Question, ...]:
    text = talk.work.scheme.limits.text
    return (
        Question(
            "capacity",
            N_("Places"),
            N_(
                "How many people could you receive at the same time? Some visits bring several of one organisation."
            ),
            Whole(1, 20, (1, 2, 3, 4, 5), _PEOPLE, read=party_of),
            applies=_hosts,
            assume=prefill.one_place,
            called=N_("capacity"),
        ),
        Question(
            "host_programme",
            N_("What a visitor sees"),
            N_("What would a visitor see and do at your place?"),
            FreeText(10, text),
            applies=_hosts,
            called=N_("programme"),
        ),
        Question(
            "hostcv",
            N_("CV of the host"),
            N_("You may add the CV of the person who receives visitors."),
            Pdf(),
            optional=True,
            applies=lambda answers: answers.get("role") == "host",
            assume=prefill.nothing_for_host,
        ),
    )


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Hand the application in. Raises NotEligible and what submit_application raises."""
    del subject
    told = given(answers).model_copy(
        update={"declared": tuple(one.id for one in declared(talk, answers))}
    )
    if came := refill.claimed_by(talk):
        _claimed(talk, claims.claim(talk.work, talk.person, came, told))
        return
    application = applications.submit_application(talk.work, talk.person, told)
    reviewing = partnerships.partnership_of(talk.work, application)
    talk.settle(talk.say("✓ Application sent."))
    thanks = talk.say(
        "Thank you! Your application is with <b>{partnership}</b>. They usually decide within "
        "{days} days; I will tell you here as soon as they have. /status always shows where you are.",
        partnership=reviewing.name,
        days=talk.work.scheme.deadlines.review_days,
    )
    talk.send(Screen(paragraphs(thanks, cv.line(talk, application)), cv.button(talk, application)))


def _claimed(talk: Talk, application: Application) -> None:
    partnership = partnerships.partnership_of(talk.work, application)
    talk.settle(talk.say("✓ It is yours now."))
    talk.reply(
        talk.say(
            "Thank you! <b>{partnership}</b> is told, and from now on I write to you here. /status shows where you are.",
            partnership=partnership.name,
        )
    )


def given(answers: Mapping[str, Any]) -> applications.ApplicationInput:
    """The answers as the use case takes them: a question's id is a field's name.

    What was skipped has the field's own default. Cluster, city and either CV tell fields of
    another name; the paragraph about oneself none.
    """
    place, cluster = str(answers["city"]), answers.get("cluster")
    known = None if place.startswith("=") else city(place)
    told = {
        **answers,
        "city": city_name(place),
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "cluster_id": int(str(cluster)) if str(cluster).isdigit() else None,
        "cv_id": answers.get("cv") or answers.get("hostcv"),
        "cv_owed": "cv" in answers and answers["cv"] is None,
    }
    names = applications.ApplicationInput.model_fields
    there = {name: value for name, value in told.items() if value not in (None, NOTHING)}
    return applications.ApplicationInput(
        **{name: value for name, value in there.items() if name in names}
    )


def form() -> Form:
    """The application as a form."""
    return Form(
        KEY,
        N_("Your application"),
        questions,
        finish,
        submit=N_("Submit the application"),
        correct=correct,
        declares=declared_words,
    )
