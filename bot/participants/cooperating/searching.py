"""`/partners`: a search told in a paragraph, shown back, corrected in free words; and who completes the chain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.words import chains
from bot.words.told import brought, sought
from exchange.cooperating import introducing, searching
from exchange.errors import NotFound
from exchange.proposing.proposals import own_application
from exchange.rows import row_id
from exchange.words import N_
from matching.chains.telling import tells
from storage.tables import Application, Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.cooperating.searching import Found, FoundChain
    from storage.tables import PartnerSearch

SEARCH = "chain"  # the form
PLACE = "chain"
LONGEST, SHORT, TOLD, OFFER = 1000, 300, 52, 160
ON_A_PAGE, REASONS = 3, 3


def show(talk: Talk) -> None:
    """The open search, or the question for one; `/partners We weave …` opens one at once. Raises NotAcceptedYet."""
    own_application(talk.work, talk.person)
    if talk.event.text and talk.event.command == "partners":
        searching.open_search(talk.work, talk.person, talk.event.text[:LONGEST])
    if searching.current(talk.work, talk.person) is None:
        filling.begin(talk, SEARCH)
        return
    card(talk)


def card(talk: Talk) -> None:
    """The search as it was understood. Words typed while it is open correct it."""
    talk.expect(PLACE)
    talk.show(_card(talk, _search(talk)))


def _search(talk: Talk) -> PartnerSearch:
    found = searching.current(talk.work, talk.person)
    if found is None:
        raise NotFound
    return found


def _card(talk: Talk, search: PartnerSearch, changed: str = "") -> Screen:
    """The search; what has `changed` it, or how it is corrected."""
    say = talk.say
    where = ", ".join(say.country(one) for one in search.countries)
    text = lines(
        changed or say("🔗 <b>Your search for partners</b>"),
        say(_brings(talk, search), brings=clip(brought(search.brings), TOLD)),
        say("You look for: {seeks}", seeks=clip(sought(search.seeks), TOLD)),
        say("In the chain: {role}", role=say(chains.DOES[searching.sought_of(search).role])),
        say("Wanted: {roles}", roles=chains.roles(say, search.wanted)),
        say("Where: {where}", where=where) if where else "",
        "" if changed else say("Wrong? Type it: “no labs”, “only Spain”."),
    )
    find = (Button(say("🔎 Show partners"), to.CHAIN_FOUND(0)),)
    return Screen(text, (find, *_ways(talk)))


def _brings(talk: Talk, search: PartnerSearch) -> str:
    """Whose words they are: those of the search, or of the application, where the search tells none."""
    own = talk.work.load(Application, search.application_id)
    if search.brings == own.offers:
        return N_("You bring, as in your application: {brings}")
    return N_("You bring: {brings}")


def _ways(talk: Talk) -> Rows:
    known = introducing.introductions_of(talk.work, talk.person)
    again = Button(talk.say("🆕 New search"), to.NEW_SEARCH())
    met = Button(talk.say("🤝 Introductions"), to.INTRODUCTIONS())
    return ((again, met) if known else (again,), (shown_button(talk),))


def shown_button(talk: Talk) -> Button:
    """To be shown in others' searches no more, or again."""
    if talk.person.unsought_since:
        return Button(talk.say("👁 Show me to others who search"), to.BE_SHOWN())
    return Button(talk.say("🙈 Show me in no search"), to.NOT_SHOWN())


def not_shown(talk: Talk) -> None:
    """Others who search are not shown this person any more."""
    searching.be_shown(talk.work, talk.person, shown=False)
    text = talk.say(
        "🙈 Nobody who searches for partners is shown you from now on. Hosts and visitors still find you, and your own search goes on."
    )
    talk.show(Screen(text, ((shown_button(talk),),)))


def be_shown(talk: Talk) -> None:
    """They are again."""
    searching.be_shown(talk.work, talk.person, shown=True)
    text = talk.say("👁 Whoever searches for partners may be shown you again.")
    talk.show(Screen(text, ((shown_button(talk),),)))


def corrected(talk: Talk) -> None:
    """Words typed while the search is open: what tells something of it changes it, of others it is asked first."""
    words, say = clip(talk.event.text, SHORT), talk.say
    if tells(words):
        _correct(talk, words)
        return
    talk.expect(PLACE, words=words)
    text = say(
        "“{words}” names no role, country or thing that I know, so nothing is changed. Do you look for it, too?",
        words=clip(words, TOLD),
    )
    add = Button(say("➕ Yes, add it"), to.ADD_TO_SEARCH())
    talk.reply(text, [add], [Button(say("‹ My search"), to.SEARCH_CARD())])


def _correct(talk: Talk, words: str) -> None:
    """The search by those words; shown with the way back."""
    before = searching.kept(_search(talk))
    now = searching.correct(talk.work, talk.person, words)
    talk.expect(PLACE, before=before)
    told = talk.say("✓ Changed by “{words}”", words=clip(words, TOLD))
    back = (Button(talk.say("↶ Take it back"), to.UNDO_SEARCH()),)
    shown = _card(talk, now, told)
    talk.show(replace(shown, rows=(back, *shown.rows)))


def _add(talk: Talk) -> None:
    """The words that were asked about; the search alone where they are long ago."""
    words = _remembered(talk).get("words")
    if words:
        _correct(talk, str(words))
    else:
        card(talk)


def _undo(talk: Talk) -> None:
    """The search as it was before the last words; as it is where they are long ago."""
    before = _remembered(talk).get("before")
    if before:
        searching.put_back(talk.work, talk.person, before)
    card(talk)


def _remembered(talk: Talk) -> Mapping[str, Any]:
    return talk.conversation.facts if talk.conversation.place == PLACE else {}


def listed(talk: Talk, page: int) -> None:
    """Who completes the chain, the best first."""
    search, say = _search(talk), talk.say
    found = searching.found_by(talk.work, talk.person, search)
    talk.expect(PLACE)
    back = (Button(say("‹ My search"), to.SEARCH_CARD()),)
    if not found:
        text = say(
            "Nobody who takes part fits this yet. Say it in other words, or with fewer wishes: type it here."
        )
        talk.show(Screen(text, (back,)))
        return
    pages = Pages(len(found), ON_A_PAGE, page, to.CHAIN_FOUND)
    shown = list(enumerate(found[pages.offset : pages.offset + ON_A_PAGE], pages.offset + 1))
    rows = tuple(_button(at, one) for at, one in shown)
    text = paragraphs(
        say.many("🔗 <b>{count} partner fits</b>", "🔗 <b>{count} partners fit</b>", len(found)),
        lines(*(_line(talk, at, one) for at, one in shown)),
        _nobody_there(talk, search, found),
    )
    turning = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turning, *_group(talk, search, found), back)))


def _nobody_there(talk: Talk, search: PartnerSearch, found: list[Found]) -> str:
    """That nobody fits in the countries wished for; nothing where somebody does, or any will do."""
    there = any(one.organisation.country in search.countries for one in found)
    if there or not search.countries:
        return ""
    where = talk.say.join(talk.say.country(one) for one in search.countries)
    return talk.say("Nobody fits in {where} yet: these are elsewhere.", where=where)


def _button(at: int, one: Found) -> tuple[Button, ...]:
    label = f"{at}. {clip(one.organisation.name, 30)}"
    return (Button(label, to.CHAIN_PARTNER(row_id(one.application))),)


def _line(talk: Talk, at: int, one: Found) -> str:
    where = one.organisation
    name = talk.say(
        "{number}. <b>{name}</b>, {country}",
        number=at,
        name=clip(where.name, 22),
        country=talk.say.country(where.country),
    )
    return lines(name, chains.in_short(talk.say, one))


def _group(talk: Talk, search: PartnerSearch, found: list[Found]) -> Rows:
    best = searching.chain_of(search, found)
    if best is None:
        return ()
    label = talk.say("🔗 You in a chain of {count}", count=len(best.members) + 1)
    return ((Button(label, to.WHOLE_CHAIN()),),)


def group(talk: Talk) -> None:
    """The chain drawn in words: who supplies, makes, uses and supports."""
    search = _search(talk)
    found = searching.found_by(talk.work, talk.person, search)
    best = searching.chain_of(search, found)
    if best is None:
        listed(talk, 0)
        return
    text = paragraphs(
        talk.say("🔗 <b>You in a chain of {count}</b>", count=len(best.members) + 1),
        lines(*_links(talk, search, best)),
        _missing(talk, best),
    )
    rows = tuple(_button(at, one) for at, one in enumerate(best.members, 1))
    talk.show(
        Screen(
            text,
            (
                *_ask_all(talk, best),
                *rows,
                (Button(talk.say("‹ Back to the list"), to.CHAIN_FOUND(0)),),
            ),
        )
    )


def _ask_all(talk: Talk, best: FoundChain) -> Rows:
    """To ask the whole chain at once, where more than one of it is not asked yet."""
    people = [one.application for one in best.members]
    count = len(introducing.not_asked(talk.work, talk.person, people))
    label = talk.say("🤝 Ask all {count} to meet you", count=count)
    return ((Button(label, to.ASK_CHAIN()),),) if count > 1 else ()


def unasked(talk: Talk) -> list[Application]:
    """Those of the chain of one's search whom nobody has asked yet; nobody where there is no chain any more."""
    search = searching.current(talk.work, talk.person)
    found = searching.found_by(talk.work, talk.person, search) if search else []
    best = searching.chain_of(search, found) if search else None
    people = [one.application for one in best.members] if best else []
    return introducing.not_asked(talk.work, talk.person, people)


def _links(talk: Talk, search: PartnerSearch, best: FoundChain) -> list[str]:
    """One line for each who is in it, in the order of the chain."""
    say, own = talk.say, searching.sought_of(search).role
    told = [(one.partner.place.role, _member(talk, one)) for one in best.members]
    told.append((own, say("<b>you</b>")))
    order = list(chains.HEADS)
    told.sort(key=lambda one: order.index(one[0]))
    return [say("{role}: {who}", role=say(chains.HEADS[role]), who=who) for role, who in told]


def _member(talk: Talk, one: Found) -> str:
    about = chains.topics(talk.say, one.partner.gives[:1])
    name = clip(one.organisation.name, 22)
    if about:
        return talk.say("<b>{name}</b> – {about}", name=name, about=clip(about, 20))
    return talk.say("<b>{name}</b>", name=name)


def _missing(talk: Talk, best: FoundChain) -> str:
    gone = chains.roles(talk.say, [one.value for one in best.missing])
    return talk.say("Nobody yet: {roles}", roles=gone) if gone else ""


def partner(talk: Talk, number: int) -> None:
    """One partner, with the reasons, and the way to be introduced."""
    talk.send(_partner(talk, number))


def _partner(talk: Talk, number: int) -> Screen:
    say, search = talk.say, _search(talk)
    found = searching.found_by(talk.work, talk.person, search)
    one = next((each for each in found if row_id(each.application) == number), None)
    back = Button(say("‹ Back to the list"), to.CHAIN_FOUND(0))
    if one is None:
        return Screen(say("They do not fit your search any more."), ((back,),))
    where = one.organisation
    text = paragraphs(
        lines(
            say("🔗 <b>{name}</b>", name=where.name),
            say(
                "{city} · {does}",
                city=say.city(where.city, where.country),
                does=say(chains.DOES[one.partner.place.role]),
            ),
        ),
        lines(*[*chains.why(say, one, searching.sought_of(search))][:REASONS]),
        say("“{words}”", words=clip(one.application.offers, OFFER)),
    )
    return Screen(text, ((_way_to(talk, one),), (back,)))


def _way_to(talk: Talk, one: Found) -> Button:
    """To be introduced; where that was asked already, to what became of it."""
    other = talk.work.load(Person, one.application.person_id)
    known = introducing.between(talk.work, talk.person, other)
    if known is None:
        return Button(talk.say("🤝 Ask to meet them"), to.ASK_INTRODUCTION(one.application.id))
    return Button(talk.say("🤝 How it stands"), to.INTRODUCTION(row_id(known)))


def form() -> Form:
    """The one question of a search."""
    return Form(SEARCH, N_("A search for partners"), _questions, _open, review=False)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_(
        "What do you do, whom do you look for? Such as: We knit, and look for organic yarn and shops in Germany."
    )
    return (Question("text", N_("Your search"), prompt, FreeText(15, LONGEST)),)


def _open(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    searching.open_search(talk.work, talk.person, answers["text"])
    talk.expect(PLACE)
    talk.send(_card(talk, _search(talk)))


def _again(talk: Talk) -> None:
    own_application(talk.work, talk.person)
    filling.begin(talk, SEARCH)


def name_of(talk: Talk, application: Application) -> str:
    """What the organisation of an application is called."""
    return talk.work.load(Organisation, application.organisation_id).name


TAPS: Mapping[Family, Callable[..., None]] = {
    to.NOT_SHOWN: not_shown,
    to.BE_SHOWN: be_shown,
    to.PARTNERS: show,
    to.SEARCH_CARD: card,
    to.NEW_SEARCH: _again,
    to.ADD_TO_SEARCH: _add,
    to.UNDO_SEARCH: _undo,
    to.CHAIN_FOUND: listed,
    to.WHOLE_CHAIN: group,
    to.CHAIN_PARTNER: partner,
}
