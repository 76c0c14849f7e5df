"""`/services`: what clusters and scaling-up bodies offer to companies; found, asked for, published by those who offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Pages, Screen, clip, grid, lines, paragraphs
from bot.participants import addresses as to
from exchange.access import Thing
from exchange.errors import NotFound
from exchange.rows import row_id
from exchange.scheme.service_kinds import NAMES
from exchange.supporting import publishing, requesting, searching
from exchange.supporting.kinds import kind_in
from exchange.supporting.publishing import LONGEST_TEXT, LONGEST_TITLE
from exchange.words import N_
from storage.tables import Application, Organisation, Service, ServiceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Data, Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.supporting.searching import Offered

PUBLISH, CHANGE, REQUEST = "service", "reserve", "request"  # the forms
PLACE = "services"
ON_A_PAGE = 3
TITLE, ABOUT = 34, 400
MOST_SHOWN = 30
"""Of what was found by words; who wants more says more."""


def show(talk: Talk) -> None:
    """What fits best what somebody looks for; `/services fab lab Porto` looks for words at once."""
    if talk.event.text and talk.event.command == "services":
        searched(talk)
        return
    _list(talk, "any", 0)


def _list(talk: Talk, kind: str, page: int) -> None:
    """The catalogue, or one kind of it."""
    chosen = None if kind == "any" else ServiceKind(kind)
    found = searching.fitting(talk.work, talk.person, chosen)
    talk.expect(PLACE)
    head = talk.say(NAMES[chosen]) if chosen else talk.say("Services for companies")
    none = talk.say("Nobody offers this yet. Type other words, such as “fab lab Porto”.")
    _page(
        talk,
        found,
        page,
        lambda at: to.SERVICES(kind, at),
        talk.say("🧰 <b>{what}</b>", what=head),
        none,
    )


def searched(talk: Talk) -> None:
    """Words typed while the catalogue is open."""
    talk.expect(PLACE, words=clip(talk.event.text, 200))
    _found(talk, 0)


def finds(talk: Talk) -> bool:
    """Whether words find a service."""
    return bool(searching.search(talk.work, talk.person, talk.event.text))


def _found(talk: Talk, page: int) -> None:
    words = str(talk.conversation.facts.get("words", ""))
    found = searching.search(talk.work, talk.person, words)[:MOST_SHOWN]
    say = talk.say
    head = say("🧰 <b>{what}</b>", what=clip(words, 60))
    none = say("Nothing found for “{words}”. Try fewer or other words.", words=clip(words, 60))
    _page(talk, found, page, to.FOUND_SERVICES, head, none)


def _page(
    talk: Talk,
    found: Sequence[Offered],
    page: int,
    turn: Callable[[int], Data],
    head: str,
    none: str,
) -> None:
    pages = Pages(len(found), ON_A_PAGE, page, turn)
    shown = list(enumerate(found[pages.offset : pages.offset + ON_A_PAGE], pages.offset + 1))
    rows: Rows = tuple(
        (Button(f"{at}. {clip(one.service.title, 30)}", to.SERVICE(row_id(one.service))),)
        for at, one in shown
    )
    foot = talk.say("Type words to search.") if found else none
    text = paragraphs(head, lines(*(_line(talk, at, one) for at, one in shown)), foot)
    turning = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turning, *_ways(talk))))


def _line(talk: Talk, at: int, one: Offered) -> str:
    where = one.organisation
    return lines(
        talk.say("{number}. <b>{title}</b>", number=at, title=clip(one.service.title, TITLE)),
        talk.say(
            "{provider}, {country}",
            provider=clip(where.name, 22),
            country=talk.say.country(where.country),
        ),
    )


def _ways(talk: Talk) -> Rows:
    """To one kind; and, for providers, to what is theirs."""
    kinds = (Button(talk.say("🔎 By kind"), to.SERVICE_KINDS()),)
    if publishing.provider(talk.work, talk.person) is None:
        return (kinds,)
    return ((*kinds, Button(talk.say("📣 Yours"), to.OWN_SERVICES())),)


def kinds(talk: Talk) -> None:
    """The kinds that somebody offers, each with how many there are."""
    there = [one.service.kind for one in searching.offered_to(talk.work, talk.person)]
    buttons = [
        Button(
            talk.say("{name} ({count})", name=talk.say(name), count=there.count(kind)),
            to.SERVICES(kind.value, 0),
        )
        for kind, name in NAMES.items()
        if kind in there
    ]
    every = (Button(talk.say("All of them"), to.SERVICES("any", 0)),)
    said = talk.say("Which kind?") if buttons else talk.say("Nobody offers a service yet.")
    talk.show(Screen(said, (*grid(buttons, 1), every)))


def show_one(talk: Talk, number: int) -> None:
    """One service, with the way to ask for it; one's own with what can be done about it."""
    talk.send(_card(talk, talk.work.load(Service, number)))


def _card(talk: Talk, one: Service) -> Screen:
    say, number = talk.say, row_id(one)
    where = _provider(talk, one)
    text = paragraphs(
        lines(
            say("🧰 <b>{title}</b>", title=one.title),
            say(
                "{kind} · {provider}, {city}",
                kind=say(NAMES[one.kind]),
                provider=where.name,
                city=say.city(where.city, where.country),
            ),
        ),
        say("{about}", about=clip(one.about, ABOUT)),
        say("It is not offered any more.") if one.ended_at else "",
    )
    if publishing.is_own(talk.work, talk.person, one):
        change = Button(say("✏️ Change"), to.CHANGE_SERVICE(number))
        end = Button(say("✂️ End it"), to.END_SERVICE(number))
        back = (Button(say("‹ Back to the list"), to.OWN_SERVICES()),)
        return Screen(text, (back,) if one.ended_at else ((change, end), back))
    ask = (Button(say("✉️ Ask for it"), to.REQUEST_SERVICE(number)),)
    back = (Button(say("‹ Back to the list"), to.SERVICES("any", 0)),)
    return Screen(text, (back,) if one.ended_at else (ask, back))


def _provider(talk: Talk, one: Service) -> Organisation:
    of = talk.work.load(Application, one.application_id)
    return talk.work.load(Organisation, of.organisation_id)


def own(talk: Talk) -> None:
    """What somebody offers, and what waits for their answer. Raises NotProvider."""
    if publishing.provider(talk.work, talk.person) is None:
        raise publishing.NotProvider
    say, found = talk.say, publishing.own_services(talk.work, talk.person)
    waiting = requesting.requests_of(talk.work, talk.person)
    told = say.many(
        "{count} request waits for your answer.",
        "{count} requests wait for your answer.",
        len(waiting),
    )
    none = say("You offer nothing yet. One paragraph is enough, and companies find it.")
    rows: Rows = (
        *(
            (
                Button(
                    say("Answer: {words}", words=clip(one.question, 24)), to.ANSWER_PARTNER(one.id)
                ),
            )
            for one in waiting[:ON_A_PAGE]
        ),
        *((Button(clip(one.title, 38), to.SERVICE(row_id(one))),) for one in found),
        (Button(say("➕ New service"), to.NEW_SERVICE()),),
    )
    text = paragraphs(
        say("📣 <b>Your services</b>"), "" if found else none, told if waiting else ""
    )
    talk.show(Screen(text, rows))


def forms() -> tuple[Form, ...]:
    """A service from a paragraph, the same told anew, and a request."""
    again = N_("Your service")
    return (
        Form(PUBLISH, N_("A new service"), _questions, _publish, submit=N_("Publish it")),
        Form(CHANGE, again, _questions, _change, submit=N_("Keep it so"), about=Thing.SERVICE),
        Form(
            REQUEST,
            N_("Your request"),
            _request_question,
            _request,
            review=False,
            about=Thing.SERVICE,
            ended=_over,
        ),
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "about",
            N_("About"),
            N_("What do you offer to companies? One paragraph: what, for whom, on which terms."),
            FreeText(20, LONGEST_TEXT),
        ),
        Question(
            "title",
            N_("Title"),
            N_("What is it called?"),
            FreeText(3, LONGEST_TITLE),
            assume=lambda asked: publishing.title_in(str(asked.answers.get("about", ""))) or None,
        ),
        Question(
            "kind",
            N_("Kind"),
            N_("What kind of service is it?"),
            OneOf(_kinds, width=1),
            assume=_guessed,
        ),
    )


def _guessed(asked: Asked) -> str | None:
    found = kind_in(f"{asked.answers.get('title', '')} {asked.answers.get('about', '')}")
    return found.value if found else None


def _kinds(asked: Asked) -> Sequence[Option]:
    return [Option(kind.value, asked.say(name), (name,)) for kind, name in NAMES.items()]


def _publish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    one = publishing.publish(
        talk.work, talk.person, ServiceKind(answers["kind"]), answers["title"], answers["about"]
    )
    talk.reply(
        talk.say(
            "✓ Published. Companies find it under /services, and I tell you when one asks for it."
        )
    )
    talk.send(_card(talk, one))


def _change(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    kind = ServiceKind(answers["kind"])
    one = publishing.change(
        talk.work, talk.person, subject, kind, answers["title"], answers["about"]
    )
    talk.send(_card(talk, one))


def _over(talk: Talk, number: int) -> Screen | None:
    """A service that has ended."""
    one = talk.work.load(Service, number)
    return _card(talk, one) if one.ended_at else None


def _request_question(talk: Talk, subject: int) -> tuple[Question, ...]:
    name = _provider(talk, talk.work.load(Service, subject)).name
    prompt = paragraphs(
        talk.say(
            "What would you like to know, or to use? {provider} reads it with the name of your organisation.",
            provider=name,
        )
    )
    return (Question("text", N_("Your request"), prompt, FreeText(5, 1000)),)


def _request(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    requesting.request(talk.work, talk.person, subject, answers["text"])
    talk.reply(talk.say("I passed it on. The answer comes here."))


def _begin_new(talk: Talk) -> None:
    if publishing.provider(talk.work, talk.person) is None:
        raise publishing.NotProvider
    filling.begin(talk, PUBLISH)


def _begin_change(talk: Talk, number: int) -> None:
    one = talk.work.load(Service, number)
    if not publishing.is_own(talk.work, talk.person, one):
        raise NotFound
    if one.ended_at:
        raise publishing.ServiceEnded
    told = {"about": one.about, "title": one.title, "kind": one.kind.value}
    filling.begin(talk, CHANGE, number, told)


def _begin_request(talk: Talk, number: int) -> None:
    requesting.require_taking_part(talk.work, talk.person)
    filling.begin(talk, REQUEST, number)


def _end(talk: Talk, number: int) -> None:
    one = publishing.end(talk.work, talk.person, number)
    text = talk.say(
        "✂️ <b>{title}</b> is not offered any more. /services shows the others.", title=one.title
    )
    talk.settle(text)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.SERVICES: _list,
    to.FOUND_SERVICES: _found,
    to.SERVICE_KINDS: kinds,
    to.SERVICE: show_one,
    to.OWN_SERVICES: own,
    to.NEW_SERVICE: _begin_new,
    to.CHANGE_SERVICE: _begin_change,
    to.END_SERVICE: _end,
    to.REQUEST_SERVICE: _begin_request,
}
