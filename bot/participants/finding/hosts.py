"""Find a host: the best fits with reasons, and the whole catalogue by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.finding import full, widening
from bot.participants.finding.inviting import INVITATION
from bot.participants.finding.widening import Hint
from bot.participants.group_visits import joining
from bot.words import reasons
from exchange.applying import applications
from exchange.errors import NotAllowed
from exchange.finding import hosts, pair_log
from exchange.proposing import proposals
from matching.places.countries import flag
from matching.reasons import Band
from storage.tables import Application, ApplicationState, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from matching.profiles import Profile
    from matching.ranking.openings import Wish
    from matching.reasons import Match

AT_ONCE = 5
NAME, LINE = 26, 72  # signs of a name in a list; of two lines of a telephone
BETTER_FIRST = tuple(Band)
"""In this order the hosts of a page stand: one that is called a better fit is not below another."""
BAR = 10
NOTHING_DONE = Hint()


class NotAcceptedYet(NotAllowed):
    """Hosts are shown once your application is accepted. /status shows where it is."""


class OnlyForVisitors(NotAllowed):
    """You take part as a host: visitors find you, and I tell you when one invites you."""


def visitor_of(talk: Talk) -> Application:
    """This person's accepted application as a visitor. Raises NotAcceptedYet, OnlyForVisitors."""
    application = applications.active_application(talk.work, talk.person)
    if application is None or application.state is not ApplicationState.ACCEPTED:
        raise NotAcceptedYet
    if application.role is Role.HOST:
        raise OnlyForVisitors
    return application


def best_hosts(talk: Talk) -> None:
    """The five hosts that fit best."""
    _show_best(talk, 0)


def _show_best(talk: Talk, offset: int, done: Hint = NOTHING_DONE) -> None:
    visitor = visitor_of(talk)
    ranking = hosts.find_hosts(talk.work, visitor, limit=AT_ONCE, offset=offset)
    groups, ways = joining.beside_hosts(talk, visitor) if offset == 0 else ("", ())
    if not ranking.matches:
        text, wider = widening.joined(done, widening.nobody(talk, visitor))
        talk.show(Screen(paragraphs(groups, text), (*ways, *wider)))
        return
    matches = sorted(ranking.matches, key=lambda one: BETTER_FIRST.index(one.band))
    pair_log.note_shown(talk.work, visitor, matches, first=offset + 1)
    bar = proposals.invitation_bar(talk.work, visitor)
    head = talk.say.many(
        "<b>{count} host could receive you.</b> Here is the best fit:",
        "<b>{count} hosts could receive you.</b> The best fits, {first} to {last}:",
        ranking.total,
        first=offset + 1,
        last=offset + len(ranking.matches),
    )
    profile = hosts.profile_of(talk.work, visitor)
    best, *others = [_short(talk, profile, offset + n, one) for n, one in enumerate(matches, 1)]
    buttons = [
        Button(f"{offset + n}. {clip(one.host.organisation, 30)}", to.HOST(int(one.host.id)))
        for n, one in enumerate(matches, 1)
    ]
    turn = _turning(talk, to.BEST_HOSTS, offset, ranking.total)
    more = widening.hint(talk, visitor) if offset == 0 else NOTHING_DONE
    text, wider = widening.joined(more, done)
    rows = (
        *ways,
        *((one,) for one in buttons),
        turn,
        *wider,
        (Button(talk.say("🔎 Search by words"), to.SEARCH()),),
    )
    if offset == 0 and ranking.matches[0].band is Band.HARDLY:
        head = paragraphs(
            head,
            talk.say(
                "Nobody fits well yet: what you seek does not appear in what these hosts offer. "
                "Say it in other words, or look again later: new hosts join."
            ),
        )
    wait = talk.say("⏸ {why}", why=talk.say(bar.template, **bar.facts)) if bar else ""
    there = paragraphs(head, wait, groups, best, lines(*others), text)
    talk.show(Screen(there, tuple(row for row in rows if row)))


def _brief(reason: str) -> str:
    """A reason in its first sentence: what it quotes has no room here."""
    return clip(reason.partition(". ")[0].removesuffix(".") + ".", LINE)


def _turning(talk: Talk, page: Family, offset: int, total: int) -> tuple[Button, ...]:
    found = []
    if offset > 0:
        found.append(Button(talk.say("‹ Better"), page(max(0, offset - AT_ONCE))))
    if offset + AT_ONCE < total:
        found.append(Button(talk.say("More ›"), page(offset + AT_ONCE)))
    return tuple(found)


def _short(talk: Talk, visitor: Profile, number: int, match: Match) -> str:
    """A host in two lines; the first of all with a reason, and with what does not fit."""
    say, scheme = talk.say, talk.work.scheme
    best = number == 1
    return lines(
        say(
            "<b>{number}. {name}</b>, {city} {flag}: {fit}",
            number=number,
            name=clip(match.host.organisation, NAME),
            city=say.city(match.host.city, match.host.country),
            flag=flag(match.host.country),
            fit=say(reasons.BANDS[match.band]),
        ),
        *(
            say("✓ {reason}", reason=_brief(one))
            for one in reasons.sentences(say, scheme, match, int(best))
        ),
        say("✓ {trip}", trip=reasons.trip(say, visitor, match)),
        *(say("· {reason}", reason=one) for one in reasons.doubts(say, scheme, match, int(best))),
    )


def _invite(talk: Talk, application_id: int) -> None:
    """Ask for the words; whoever may invite nobody now is told so before they write any."""
    visitor = visitor_of(talk)
    if bar := proposals.invitation_bar(talk.work, visitor):
        raise bar
    if full.is_full(talk, visitor, application_id):
        talk.send(full.screen(talk, application_id))
        return
    filling.begin(talk, INVITATION, application_id)


def _wait(talk: Talk, application_id: int) -> None:
    full.wait(talk, visitor_of(talk), application_id)


def _widen(talk: Talk, wish: Wish, value: str) -> None:
    _show_best(talk, 0, widening.widen(talk, wish, value))


def _narrow(talk: Talk, wish: Wish, value: str) -> None:
    _show_best(talk, 0, widening.narrow(talk, wish, value))


def show_host(talk: Talk, application_id: int) -> None:
    """One host in full: what they offer, what the score is made of, and the invitation."""
    visitor = visitor_of(talk)
    match = hosts.host_card(talk.work, visitor, application_id)
    pair_log.note_shown(talk.work, visitor, [match])
    application = talk.work.load(Application, application_id)
    taken, say = full.is_full(talk, visitor, application_id), talk.say
    why = [
        *reasons.sentences(say, talk.work.scheme, match, 5),
        *reasons.doubts(say, talk.work.scheme, match, 3),
    ]
    first, rest = why[:1], why[1:]
    text = lines(
        lines(
            say(
                "<b>{name}</b> · {fit}",
                name=match.host.organisation,
                fit=say(reasons.BANDS[match.band]),
            ),
            _kind(talk, match.host),
            say("✓ {trip}", trip=reasons.trip(say, hosts.profile_of(talk.work, visitor), match)),
            *(say("✓ {reason}", reason=_brief(one)) for one in first),
        ),
        folded(
            lines(
                say("<b>They offer:</b> {text}", text=clip(application.offers, 600)),
                say("<b>They seek:</b> {text}", text=clip(application.seeks, 400)),
                say("<b>You would see:</b> {text}", text=clip(application.host_programme, 600)),
                *(say("· {reason}", reason=one) for one in rest),
                _bars(talk, match),
            )
        ),
        say("⏳ No room for you at the moment.") if taken else "",
    )
    ask = Button(say("✉️ Invite them"), to.INVITE(application_id))
    talk.send(
        Screen(
            text,
            (
                (full.wait_button(talk, application_id) if taken else ask,),
                (Button(say("‹ Back to the list"), to.BEST_HOSTS(0)),),
            ),
        )
    )


def _kind(talk: Talk, host: Profile) -> str:
    kind = talk.say(talk.work.scheme.organisation_type(host.organisation_type).label)
    return talk.say(
        "{kind}, {city}, {country}",
        kind=kind,
        city=talk.say.city(host.city, host.country),
        country=talk.say.country(host.country),
    )


def _bars(talk: Talk, match: Match) -> str:
    """A bar for each part that has something to say: a reason, or full marks."""
    told = [part for part in match.parts if part.reasons or part.value == 1]
    rows = []
    for part in sorted(told, key=lambda one: -one.weight):
        filled = round(part.value * BAR)
        bar = "▰" * filled + "▱" * (BAR - filled)
        rows.append(talk.say("{bar} {name}", bar=bar, name=talk.say(reasons.PART_NAMES[part.name])))
    return lines(*rows)


def search(talk: Talk) -> None:
    """Ask for words; `/search photonics Finland` answers at once."""
    visitor_of(talk)
    if talk.event.text and talk.event.command == "search":
        _find(talk, talk.event.text)
        return
    talk.expect("search")
    talk.reply(
        talk.say(
            "What are you looking for? Type a few words in any language: a topic, a city, a country, "
            "a name. (For example: photonics Finland)"
        )
    )


def searched(talk: Talk) -> None:
    """Words typed after *search*."""
    _find(talk, talk.event.text)


def _find(talk: Talk, words: str) -> None:
    talk.expect("search", words=clip(words, 200))
    _show_found(talk, 0)


def _show_found(talk: Talk, offset: int) -> None:
    visitor, words = visitor_of(talk), str(talk.conversation.facts.get("words", ""))
    countries, ecosystems, rest = hosts.read_filters(talk.work, words)
    found = hosts.search_hosts(
        talk.work,
        visitor,
        rest,
        countries=countries,
        ecosystems=ecosystems,
        limit=AT_ONCE,
        offset=offset,
    )
    if not found.total and (countries or ecosystems):  # a filter never takes away all there is
        found = hosts.search_hosts(talk.work, visitor, words, limit=AT_ONCE, offset=offset)
    if not found.hosts:
        talk.reply(
            talk.say(
                "Nothing found for “{words}”. Try fewer or other words, or see /hosts.", words=words
            )
        )
        return
    pair_log.note_shown(talk.work, visitor, hosts.shown_matches(talk.work, visitor, found.hosts))
    head = talk.say.many(
        "<b>{count} host</b> for “{words}”:",
        "<b>{count} hosts</b> for “{words}”:",
        found.total,
        words=words,
    )
    blocks = [_line(talk, one) for one in found.hosts]
    buttons = [(Button(clip(one.organisation, 40), to.HOST(int(one.id))),) for one in found.hosts]
    turn = _turning(talk, to.FOUND_HOSTS, offset, found.total)
    foot = talk.say("Type other words to search again.")
    text = paragraphs(head, lines(*blocks), foot)
    talk.show(Screen(text, (*buttons, *((turn,) if turn else ()))))


def _line(talk: Talk, host: Profile) -> str:
    say = talk.say
    return lines(
        say(
            "<b>{name}</b>, {city} {flag}",
            name=clip(host.organisation, NAME),
            city=say.city(host.city, host.country),
            flag=flag(host.country),
        ),
        say("{offers}", offers=clip(host.offers, 40)),
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.BEST_HOSTS: _show_best,
    to.HOST: show_host,
    to.INVITE: _invite,
    to.WAIT: _wait,
    to.SEARCH: search,
    to.FOUND_HOSTS: _show_found,
    to.WIDEN: _widen,
    to.NARROW: _narrow,
}
