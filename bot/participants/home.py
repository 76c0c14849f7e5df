"""Where somebody is and what they can do next: status, help, privacy, and being lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import drafts, filling
from bot.conversation.commands import help_lines
from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.conversation.small_words import COURTESIES, bare_name, only_nice
from bot.participants import addresses as to
from bot.participants.finding import hosts, inviting
from bot.participants.forms import cv
from bot.participants.forms.applying.application import KEY
from bot.participants.notices.applying import reason_words
from bot.participants.visiting import visits, what_next
from bot.words.holds import line
from exchange import leaving
from exchange.applying import applications, review
from exchange.people import partnerships, people
from exchange.people.holds import hold_of
from exchange.people.sameness import visits_used_up
from exchange.words import N_
from storage.tables import Application, ApplicationState, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.commands import Command
    from bot.conversation.forms import Filling
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk

TO_DESK = "question"
"""The form in which a question to the desk is written."""
LABEL = 36  # characters of a button
STATES = {
    ApplicationState.SUBMITTED: N_(
        "Your application is with <b>{partnership}</b> since {since}. They usually decide within "
        "{days} days, and I tell you as soon as they have."
    ),
    ApplicationState.INFO_REQUESTED: N_(
        "<b>{partnership}</b> has a question about your application. Your answer is all they need."
    ),
    ApplicationState.ACCEPTED: N_("Your application was accepted by <b>{partnership}</b>. 🎉"),
    ApplicationState.REJECTED: N_("Your application was not accepted: {reason}"),
    ApplicationState.WITHDRAWN: N_("You withdrew your application."),
}


def status(talk: Talk) -> None:
    """Show where somebody stands, what comes next, and the buttons for it."""
    application = applications.latest_application(talk.work, talk.person)
    if application is None and drafts.find_draft(talk, KEY):
        said = "Your application is begun, and not sent yet. What you answered is kept."
        talk.reply(talk.say(said), [Button(talk.say("Go on with it"), to.APPLY())])
        return
    if application is None:
        talk.reply(
            talk.say("You have not applied yet. It takes about ten minutes, and you can pause."),
            [Button(talk.say("Begin an application"), to.APPLY())],
        )
        return
    back = way_back(talk) if waiting(talk) else ()
    talk.send(Screen(standing(talk, application), (*back, *menu(talk, application))))


def standing(talk: Talk, application: Application) -> Markup:
    """Where an application stands, and what comes next."""
    partnership = partnerships.partnership_of(talk.work, application)
    text = talk.say(
        STATES[application.state],
        partnership=partnership.name,
        since=talk.say.on(application.submitted_at),
        days=talk.work.scheme.deadlines.review_days,
        reason=reason_words(talk.say, application.reason),
    )
    resting = line(talk.say, hold_of(talk.work, application))
    return paragraphs(
        text, cv.line(talk, application), resting, lines(*_next_steps(talk, application))
    )


def _next_steps(talk: Talk, application: Application) -> Sequence[str]:
    if application.state is not ApplicationState.ACCEPTED:
        return ()
    found = [*visits.next_steps(talk), *inviting.waiting_lines(talk)]
    found = found or list(what_next.afterwards(talk, application))
    if not found and application.role is not Role.HOST:
        found.append(
            talk.say.many(
                "Next: look at the hosts that fit you and invite one.",
                "Next: look at the hosts that fit you and invite up to {count}.",
                talk.work.scheme.proposals.max_open,
            )
        )
    if not found and application.role is not Role.VISITOR:
        found.append(talk.say("Next: nothing to do. I tell you as soon as a visitor invites you."))
    return found


def menu(talk: Talk, application: Application | None) -> tuple[tuple[Button, ...], ...]:
    """The buttons that make sense for somebody now."""
    say = talk.say
    if application is None or application.state in {
        ApplicationState.REJECTED,
        ApplicationState.WITHDRAWN,
    }:
        return ((_to_the_application(talk, application),),)
    if application.state is ApplicationState.INFO_REQUESTED:
        return (
            (Button(say("Answer the question"), to.ANSWER_DESK()),),
            *cv.button(talk, application),
        )
    if application.state is not ApplicationState.ACCEPTED:
        return cv.button(talk, application)
    find = (
        Button(say("Hosts that fit me"), to.BEST_HOSTS(0)),
        Button(say("Search hosts"), to.SEARCH_HOSTS()),
    )
    rest = (
        Button(say("Invitations"), to.INVITATIONS()),
        Button(say("My exchanges"), to.EXCHANGES()),
    )
    looks = application.role is not Role.HOST and not visits_used_up(talk.work, application)
    hosts = application.role is not Role.VISITOR
    hosts_page = ((Button(say("As a host"), to.HOSTING()),),) if hosts else ()
    open_ones = (*what_next.buttons(talk), *inviting.waiting_buttons(talk))
    return (*open_ones, *((find,) if looks else ()), rest, *hosts_page)


def _to_the_application(talk: Talk, ended: Application | None) -> Button:
    """On with the one that is begun; else to a first one, or to another."""
    say = talk.say
    if drafts.find_draft(talk, KEY):
        return Button(say("Go on with my application"), to.APPLY())
    return Button(say("Begin a new application" if ended else "Begin an application"), to.APPLY())


def withdraw_consent(talk: Talk) -> None:
    """Take back what was agreed to."""
    leaving.withdraw_consent(talk.work, talk.person)
    talk.expect()
    talk.settle(
        talk.say(
            "Done: your consent is withdrawn, and with it any application of yours. /deletemydata deletes what is left, /start begins anew."
        )
    )


def answer_question(talk: Talk) -> None:
    """Ask for the answer to an officer's open question."""
    enquiry = review.open_enquiry(talk.work, talk.person)
    if enquiry is None or enquiry.id is None:
        talk.toast(talk.say("There is no open question. /status shows where you are."))
        return
    filling.begin(talk, "answer", enquiry.id)


def waiting(talk: Talk) -> Filling | None:
    """The form that waits for an answer; the question to the desk itself is no such form."""
    form = filling.current(talk)
    return None if form is None or form.form.key == TO_DESK else form


def way_back(talk: Talk) -> Rows:
    """To the question that is open; where none is, to where one stands."""
    form, say = waiting(talk), talk.say
    if form is None:
        return ((Button(say("Where am I?"), to.STATUS()),),)
    question = form.question(str(talk.conversation.facts.get("question", "")))
    where = say(question.title) if question else say("the last page")
    return ((Button(say("‹ Go on: {where}", where=clip(where, LABEL - 12)), to.GO_ON()),),)


def help_(talk: Talk, commands: Sequence[Command]) -> None:
    """What the bot can do, where one is, and the way on from there; the commands are folded."""
    say = talk.say
    head = say(
        "<b>I take you through a {programme} exchange, step by step.</b>",
        programme=talk.work.scheme.name,
    )
    always = say("You can always type instead of tapping, and stop at any time: nothing is lost.")
    ask = say("Ask me anything, in your words: I answer, and your place is kept.")
    rows = way_back(talk) if waiting(talk) else _ways_on(talk)
    text = paragraphs(head, ask, folded(help_lines(say, commands)), always)
    talk.send(Screen(text, rows))


def _ways_on(talk: Talk) -> Rows:
    """What can be done now, and where one stands."""
    application = applications.latest_application(talk.work, talk.person)
    return menu(talk, application) or way_back(talk)


def privacy(talk: Talk) -> None:
    """Who keeps what for how long and why, and how to take it back: as the call tells it."""
    say, scheme = talk.say, talk.work.scheme
    periods = scheme.retention.model_dump()
    told = (
        say("<b>{title}:</b> {text}", title=say(line.title), text=say(line.text, **periods))
        for line in scheme.privacy
    )
    text = lines(*told) if scheme.privacy else say(scheme.consent.text)
    mine = (
        [Button(say("📦 Send me all of it"), to.COPY_DATA())],
        [Button(say("🗑 Delete my data"), to.DELETE_DATA())],
    )
    if not people.consent_given(talk.work, talk.person):
        talk.reply(text, *mine)
        return
    talk.reply(text, *mine, [Button(say("Withdraw my consent"), to.WITHDRAW_CONSENT())])


def cancel(talk: Talk) -> None:
    """Leave a form or a question; what was answered stays."""
    if talk.conversation.place:
        talk.expect()
        talk.reply(
            talk.say("Stopped. What you answered is kept: /start goes on where you were."),
            *menu(talk, applications.latest_application(talk.work, talk.person)),
        )
    else:
        talk.reply(talk.say("There is nothing to stop. /status shows where you are."))


def lost(talk: Talk) -> None:
    """Words that nobody asked for: say so kindly, and show the way."""
    application = applications.latest_application(talk.work, talk.person)
    rows = menu(talk, application) or way_back(talk)
    if talk.event.upload:
        text = "I asked for no file just now, so I have not kept it. Tap where it belongs, and send it once more:"
        talk.send(Screen(talk.say(text), (*visits.where_files_go(talk), *rows)))
        return
    talk.send(Screen(talk.say(_answer_to(talk.event.text)), rows))


def _answer_to(typed: str) -> str:
    """To thanks, to other small words, and to what nobody asked for."""
    if any(bare_name(one) in COURTESIES for one in (typed, *typed.split())) and only_nice(typed):
        return N_("You are welcome! Here is what you can do now:")
    if typed and only_nice(typed):
        return N_("All right! Here is what you can do now:")
    return N_("I am not sure what to do with that. Here is what you can do now:")


TAPS: Mapping[Family, Callable[..., None]] = {
    to.SEARCH_HOSTS: hosts.search,
    to.INVITATIONS: inviting.overview,
    to.EXCHANGES: visits.overview,
    to.ANSWER_DESK: answer_question,
    to.WITHDRAW_CONSENT: withdraw_consent,
    to.STATUS: status,
}
