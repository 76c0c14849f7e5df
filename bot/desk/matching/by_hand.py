"""A pair by hand: an officer looks through all hosts for one visitor, and proposes one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.addresses import TYPED_NUMBER, typed_rows
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.words import reasons
from exchange import desk
from exchange.errors import CxcError
from exchange.finding import hosts
from exchange.people.officers import RIGHTS, Right
from exchange.proposing import by_the_desk, errors
from exchange.proposing.pair_rules import check_pair
from exchange.words import N_
from matching.places.countries import flag
from storage.tables import Application, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.desk import Case
    from matching.profiles import Profile
    from matching.reasons import Match

SHOWN = 6
REFUSED: Mapping[type[CxcError], str] = {
    errors.HostFull: N_("the host has no place left for as many people as would come"),
    errors.SameCountry: N_("both are in the same country"),
    errors.SameOrganisation: N_("both are the same organisation"),
    errors.NotForEachOther: N_("a rule, or one of the two, keeps them apart"),
    errors.NotTakingPart: N_("one of them takes part no more"),
    errors.AlreadyProposed: N_("there is an invitation between them already"),
    errors.VisitsUsedUp: N_("the visitor’s one visit is agreed or made already"),
    errors.NotAcceptedYet: N_("both need an accepted application first"),
    errors.WrongRole: N_("one side must visit and the other must host"),
}
"""Why a pair may not be proposed, as officers read it."""


def typed(talk: Talk) -> None:
    """`/pair 12` for the best hosts of a visitor; `/pair 12 dyes Portugal` looks by words."""
    numbers = typed_rows(talk.event.text)
    if not numbers:
        text = "For which visitor? /pair 12 shows hosts that fit case 12, /pair 12 dyes Portugal looks by words."
        talk.reply(talk.say(text))
        return
    words = TYPED_NUMBER.split(talk.event.text, maxsplit=1)[-1].strip()
    found = desk.case(talk.work, officer_of(talk), numbers[0])
    if found.application.role is Role.HOST:
        talk.reply(_not_possible(talk, errors.WrongRole()))
        return
    profiles = _searched(talk, found.application, words) if words else _best(talk, found)
    _list(talk, found, words, profiles)


def best(talk: Talk, number: int) -> None:
    """The button of a card: hosts that fit."""
    found = desk.case(talk.work, officer_of(talk), number)
    _list(talk, found, "", _best(talk, found))


def _best(talk: Talk, found: Case) -> Sequence[Profile]:
    ranking = hosts.find_hosts(talk.work, found.application, limit=SHOWN)
    return [one.host for one in ranking.matches]


def _searched(talk: Talk, visitor: Application, words: str) -> Sequence[Profile]:
    countries, ecosystems, rest = hosts.read_filters(talk.work, words)
    return hosts.search_hosts(
        talk.work, visitor, rest, countries=countries, ecosystems=ecosystems, limit=SHOWN
    ).hosts


def _list(talk: Talk, found: Case, words: str, profiles: Sequence[Profile]) -> None:
    say, number = talk.say, found.application.id or 0
    if not profiles:
        none = say("No host found. /pair {number} and other words looks again.", number=number)
        talk.show(Screen(none, ((Button(f"A-{number:04}", to.CASE(number)),),)))
        return
    head = (
        say("Hosts for <b>{name}</b>, by “{words}”:", name=found.organisation.name, words=words)
        if words
        else say("Hosts that fit <b>{name}</b>:", name=found.organisation.name)
    )
    buttons = tuple(
        (
            Button(
                f"{flag(one.country)} {clip(one.organisation, 34)}",
                to.PAIR_BY_HAND(number, int(one.id)),
            ),
        )
        for one in profiles
    )
    more = say("Others by words: /pair {number} dyes Portugal", number=number)
    talk.show(Screen(paragraphs(head, more), buttons))


def show(talk: Talk, visitor_id: int, host_id: int) -> None:
    """How the two fit, what stands against it, and the tap that proposes it."""
    visitor, say = talk.work.load(Application, visitor_id), talk.say
    match = hosts.host_card(talk.work, visitor, host_id)
    name = desk.case(talk.work, officer_of(talk), visitor_id).organisation.name
    barred = _bar(talk, visitor, host_id)
    back = (Button(say("‹ Back"), to.HOSTS_FOR(visitor_id)),)
    may = Right.DECIDE in RIGHTS[officer_of(talk).role] and not barred
    propose = Button(say("🤝 Propose this pair"), to.BRING_TOGETHER(visitor_id, host_id))
    text = paragraphs(
        say("<b>{visitor}</b> → <b>{host}</b>", visitor=name, host=match.host.organisation),
        lines(*_fit(talk, visitor, match)),
        barred or say("The visitor is asked first; the host hears of it after a yes."),
    )
    talk.show(Screen(text, (*([(propose,)] if may else []), back)))


def _fit(talk: Talk, visitor: Application, match: Match) -> list[Markup]:
    say, scheme = talk.say, talk.work.scheme
    trip = reasons.trip(say, hosts.profile_of(talk.work, visitor), match)
    return [
        *(say("✓ {reason}", reason=one) for one in reasons.sentences(say, scheme, match)[:2]),
        say("✓ {trip}", trip=trip),
        *(say("· {reason}", reason=one) for one in reasons.doubts(say, scheme, match)[:1]),
    ]


def _bar(talk: Talk, visitor: Application, host_id: int) -> Markup | str:
    try:
        check_pair(talk.work, visitor, talk.work.load(Application, host_id))
    except CxcError as error:
        return _not_possible(talk, error)
    return ""


def _not_possible(talk: Talk, error: CxcError) -> Markup:
    """Why not. Raises the error itself, where it is none of a pair's."""
    if type(error) not in REFUSED:
        raise error
    return talk.say("This pair cannot be proposed: {why}.", why=talk.say(REFUSED[type(error)]))


def propose(talk: Talk, visitor_id: int, host_id: int) -> None:
    """Propose it: the visitor is asked."""
    try:
        made = by_the_desk.bring_together(talk.work, officer_of(talk), visitor_id, host_id)
    except CxcError as error:
        talk.toast(_not_possible(talk, error))
        return
    talk.settle(
        talk.say(
            "🤝 Proposed: {host} to {visitor}, who is asked now. You hear if it does not come about.",
            host=desk.case_of(talk.work, made.host_id).organisation.name,
            visitor=desk.case_of(talk.work, made.visitor_id).organisation.name,
        )
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.HOSTS_FOR: best,
    to.PAIR_BY_HAND: show,
    to.BRING_TOGETHER: propose,
}
