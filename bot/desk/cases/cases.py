"""Applications on the desk: find them, read them, decide."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.addresses import typed_rows
from bot.conversation.screens import Button, Screen, clip, folded, lines
from bot.desk import addresses as to
from bot.desk.cases import membership, on_hold, sameness, taking_back
from bot.desk.entering import links
from bot.desk.officer import note_reading, officer_of
from bot.desk.settled import unless_application
from bot.participants.notices.applying import reason_words
from bot.words.answers import own_lines
from exchange import desk
from exchange.applying import memberships, review, taking
from exchange.life.stands import APPLICATION_STATES, EXCHANGE_STATES
from exchange.people.sameness import settle_question
from exchange.scheme.levels import REGIONS
from exchange.words import N_
from matching.places.regions import region
from storage.tables import ApplicationState, Role, Sameness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import Case
    from exchange.scheme.call import Scheme
    from storage.tables import Application, Enquiry

SHOWN = 10
VISITS = 3
ROLES = {Role.VISITOR: N_("visitor"), Role.HOST: N_("host"), Role.BOTH: N_("visitor and host")}
OPEN = {ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED}


def ask_words(talk: Talk) -> None:
    """Ask what to search for."""
    talk.reply(talk.say("Type a name, a city, a country or a topic: I search the applications."))


def find(talk: Talk) -> None:
    """`/find words`."""
    if not talk.event.text:
        ask_words(talk)
    elif not list_found(talk):
        talk.reply(talk.say("Nothing found for “{words}”.", words=clip(talk.event.text, 100)))


def list_found(talk: Talk) -> bool:
    """Whether applications fit the words, and are listed."""
    found = desk.find_cases(talk.work, officer_of(talk), talk.event.text)
    if not found:
        return False
    rows = [
        talk.say(
            "<b>{name}</b> ({country}) – {role}, {state}",
            name=one.organisation,
            country=talk.say.country(one.country),
            role=talk.say(ROLES[one.role]),
            state=talk.say(APPLICATION_STATES[one.state]),
        )
        for one in found[:SHOWN]
    ]
    buttons = tuple(
        (Button(clip(one.organisation, 40), to.CASE(one.application_id)),) for one in found[:SHOWN]
    )
    talk.send(Screen(lines(*rows), buttons))
    return True


def show_typed(talk: Talk) -> None:
    """`/case 12`, also `/case A-0012`."""
    numbers = typed_rows(talk.event.text)
    if not numbers:
        talk.reply(talk.say("Which one? For example: /case 12. /find searches by words."))
        return
    show(talk, numbers[0])


def show(talk: Talk, application_id: int) -> None:
    """One application with its buttons."""
    found = desk.case(talk.work, officer_of(talk), application_id)
    note_reading(talk, "card", f"application:{application_id}")
    talk.send(card(talk.say, talk.work.scheme, found, in_group=not talk.event.private))


def card(say: Speech, scheme: Scheme, found: Case, *, in_group: bool) -> Screen:
    """Everything about an application on one page; decisions as buttons while they are open.

    In a group neither e-mail nor motivation nor CV: who needs them opens the card in private.
    """
    application, number = found.application, found.application.id or 0
    head = say(
        "<b>{name}</b> · A-{number:04}",
        name=found.organisation.name,
        number=application.id or 0,
    )
    text = lines(
        lines(
            head,
            _facts(say, scheme, found),
            say("Reason: {reason}", reason=reason_words(say, application.reason))
            if application.reason
            else "",
            say("✋ {officer} sees to it.", officer=found.taker.name) if found.taker else "",
            _cv_to_come(say, found),
            links.entered(say, found.entry),
            _resting(say, found),
            on_hold.told(say, found.hold),
            _complaints(say, *found.complaints),
            sameness.visit_made(say, found),
        ),
        sameness.question(say, found),
        folded(lines(*_details(say, scheme, found, in_group=in_group))),
        say("Contact, motivation and CV: /case {number} in our private chat.", number=number)
        if in_group
        else "",
    )
    rows = _buttons(say, found, in_group=in_group)
    link = () if in_group else links.to_be_claimed(say, found.entry)
    ways = (
        _settling(say, found),
        on_hold.of_case(say, found),
        taking_back.buttons(say, found.undoable),
    )
    asked = (*membership.buttons(say, found), *sameness.buttons(say, found))
    return Screen(text, (*rows, *link, *(row for row in ways if row), *asked))


def _motivation(say: Speech, found: Case, in_group: bool) -> str:  # noqa: FBT001 - as the card's
    """Why they would like to take part; a group does not read it."""
    told = "" if in_group else found.application.motivation
    return say("<b>Motivation:</b> {text}", text=clip(told, 500)) if told else ""


def _cv_to_come(say: Speech, found: Case) -> str:
    """That accepting waits for the CV."""
    waits = found.application.cv_owed and found.application.state in OPEN
    return say("📎 The CV comes later: accepting waits for it.") if waits else ""


def _resting(say: Speech, found: Case) -> str:
    """Silent for long, and not shown to partners."""
    if not found.resting_since:
        return ""
    return say(
        "💤 Silent for long, at rest since {day}: partners see it again once they write.",
        day=say.on(found.resting_since),
    )


def _complaints(say: Speech, kept_away: int, reported: int) -> str:
    if not kept_away:
        return ""
    return say(
        "⚠️ Partners keep this applicant away: {kept_away}; reported: {reported}.",
        kept_away=kept_away,
        reported=reported,
    )


def _facts(say: Speech, scheme: Scheme, found: Case) -> str:
    """Who they are, and what the desk decides on first: their cluster, and whether it says so."""
    organisation = found.organisation
    return lines(
        say(
            "{role} · {state}",
            role=say(ROLES[found.application.role]),
            state=say(APPLICATION_STATES[found.application.state]),
        ),
        say(
            "{kind}, {city}, {country}",
            kind=say(scheme.organisation_type(organisation.type).label),
            city=say.city(organisation.city, organisation.country),
            country=say.country(organisation.country),
        ),
        say("Cluster: {cluster}", cluster=membership.cluster(say, found)),
        membership.told(say, found),
    )


def _details(say: Speech, scheme: Scheme, found: Case, *, in_group: bool) -> Iterator[str]:
    """What was asked, what they want and offer, and how they are reached."""
    application, organisation = found.application, found.organisation
    yield from (_asked(say, one) for one in reversed(found.enquiries))
    yield from _profile(say, scheme, found)
    yield _region(say, found)
    yield from _visits(say, found)
    yield _motivation(say, found, in_group)
    yield say(
        "{person}, {position}",
        person=application.person_name,
        position=application.position or "–",
    )
    yield _spoken(say, found, in_group=in_group)
    yield say("{website}", website=organisation.website or "")
    yield say("VAT number: {vat}", vat=organisation.vat) if organisation.vat else ""
    yield membership.profile(say, found)
    yield _declared(say, scheme, application)
    yield say("{partnership}", partnership=found.partnership.name)


def _region(say: Speech, found: Case) -> str:
    """Where the organisation is, and how far that region is developed: to be confirmed where nobody knows."""
    known = region(found.organisation.region or "")
    category = REGIONS.get(found.organisation.region_category or "")
    if found.region_open and not category:
        category = N_("to be confirmed")
    if not known.name:
        return say("<b>Region:</b> {region}", region=say(category)) if category else ""
    told = say("{name}, {category}", name=known.name, category=say(category)) if category else ""
    return say("<b>Region:</b> {region}", region=told or known.name)


def _settling(say: Speech, found: Case) -> tuple[Button, ...]:
    """The way to say how far the region is developed, or to say it anew."""
    if not found.may_settle_region:
        return ()
    settled = found.organisation.region_category is not None
    label = say("🗺 Correct the region") if settled else say("🗺 Settle the region")
    return (Button(label, to.REGION(found.application.id or 0)),)


def _visits(say: Speech, found: Case) -> Iterator[str]:
    """What they have visited or hosted before, and how it stands."""
    for one in found.exchanges[:VISITS]:
        state = say(EXCHANGE_STATES[one.state])
        yield say("✈️ HX-{number:04}: {state}", number=one.id or 0, state=state)


def _declared(say: Speech, scheme: Scheme, application: Application) -> str:
    """What of the call's declarations the applicant has made."""
    titles = [say(one.title) for one in scheme.declarations if one.id in application.declared]
    return say("Declared: {titles}", titles=say.join(titles)) if titles else ""


def _spoken(say: Speech, found: Case, *, in_group: bool) -> str:
    application = found.application
    languages = say.join(say.tongue(one) for one in application.languages)
    if in_group:
        return say("{languages}", languages=languages)
    telephone = found.entry.telephone if found.entry else ""
    return say(
        "{reached} · {languages}",
        reached=" · ".join(filter(None, (telephone, application.email))),
        languages=languages,
    )


def _profile(say: Speech, scheme: Scheme, found: Case) -> Sequence[str]:
    application = found.application
    countries = [say.country(one) for one in application.wished_countries]
    rows = own_lines(say, scheme, application, found.organisation)
    if application.role is not Role.HOST:
        rows.append(
            say(
                "<b>Wishes:</b> {countries}, {days} days",
                countries=", ".join(countries) or say("any country"),
                days=application.working_days or "–",
            )
        )
    if application.role is not Role.HOST and application.party > 1:
        rows.append(say("👥 <b>Group visit:</b> {count} people", count=application.party))
    if application.role is not Role.VISITOR:
        rows.append(
            say(
                "<b>Places:</b> {count}. {text}",
                count=application.capacity,
                text=clip(application.host_programme, 400),
            )
        )
    return rows


def _asked(say: Speech, one: Enquiry) -> str:
    open_ = say("taken back") if one.taken_back_at else say("not answered yet")
    return say("❓ {question}\n💬 {answer}", question=one.question, answer=one.answer or open_)


def _buttons(say: Speech, found: Case, *, in_group: bool) -> tuple[tuple[Button, ...], ...]:
    number = found.application.id
    has_cv = found.application.cv_id and not in_group
    cv = (Button(say("📎 CV"), to.CV(number)),) if has_cv else ()
    papers = (*cv, Button(say("🕰 History"), to.CASE_HISTORY(number)))
    exchanges = tuple(
        Button(f"HX-{one.id:04}", to.EXCHANGE(one.id)) for one in found.exchanges[:VISITS]
    )
    rows = [papers, exchanges, (Button(say("✉️ Write"), to.WRITE(number)), _taking(say, found))]
    if found.application.state in OPEN:
        rows = [
            (
                Button(say("✅ Accept"), to.ACCEPT(number)),
                Button(say("❌ Reject"), to.REJECT(number)),
            ),
            (Button(say("❓ Ask them"), to.ASK_APPLICANT(number)), _taking(say, found)),
            papers,
            (Button(say("➡️ To another Partnership"), to.PASS_ON(number)),),
        ]
    return tuple(row for row in rows if row)


def _taking(say: Speech, found: Case) -> Button:
    number = found.application.id
    if found.taker:
        return Button(say("👐 Free it"), to.LET_GO(number))
    return Button(say("✋ I take it"), to.TAKE(number))


def _take(talk: Talk, number: int) -> None:
    taking.take_case(talk.work, officer_of(talk), number)
    show_anew(talk, number)


def _let_go(talk: Talk, number: int) -> None:
    taking.let_case_go(talk.work, officer_of(talk), number)
    show_anew(talk, number)


def show_anew(talk: Talk, number: int) -> None:
    """The card in place of the one that was tapped."""
    found = desk.case(talk.work, officer_of(talk), number)
    talk.show(card(talk.say, talk.work.scheme, found, in_group=not talk.event.private))


def _accept(talk: Talk, number: int) -> None:
    decided = unless_application(*OPEN)(talk, number)
    if decided:
        talk.show(decided)
        return
    review.accept_application(talk.work, officer_of(talk), number)
    found = desk.case(talk.work, officer_of(talk), number)
    said = talk.say(
        "{done}: <b>{name}</b>, by {officer}. They are told.",
        done=talk.say("✅ Accepted"),
        name=found.organisation.name,
        officer=officer_of(talk).name,
    )
    undo = taking_back.buttons(talk.say, found.undoable)
    talk.settle(said, (undo,) if undo else ())


def _says_member(talk: Talk, number: int, *, member: bool) -> None:
    memberships.decide(talk.work, officer_of(talk), number, member=member)
    show_anew(talk, number)


def _accept_member(talk: Talk, number: int) -> None:
    """Two decisions by one tap: that they are a member, and that they take part."""
    decided = unless_application(*OPEN)(talk, number)
    if decided is None:
        memberships.decide(talk.work, officer_of(talk), number, member=True)
    _accept(talk, number)


def _reject(talk: Talk, number: int) -> None:
    desk.case(talk.work, officer_of(talk), number)
    filling.begin(talk, "reject", number)


def _ask(talk: Talk, number: int) -> None:
    desk.case(talk.work, officer_of(talk), number)
    filling.begin(talk, "question", number)


def _pass_on(talk: Talk, number: int) -> None:
    desk.case(talk.work, officer_of(talk), number)
    filling.begin(talk, "move", number)


def _said(answer: Sameness) -> Callable[..., None]:
    """An officer's answer whether two organisations are one: kept, and the card shown anew."""

    def tapped(talk: Talk, application_id: int, resemblance_id: int) -> None:
        settle_question(talk.work, officer_of(talk), resemblance_id, answer)
        talk.toast(talk.say(sameness.SAID[answer]))
        show_anew(talk, application_id)

    return tapped


def _send_cv(talk: Talk, number: int) -> None:
    found = desk.case(talk.work, officer_of(talk), number)
    note_reading(talk, "cv", f"application:{number}")
    text = talk.say(
        "CV of {person}. Handle with care: it is personal.", person=found.application.person_name
    )
    talk.reply(text, file_id=found.application.cv_id)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.CASE: show,
    to.ACCEPT: _accept,
    to.REJECT: _reject,
    to.ASK_APPLICANT: _ask,
    to.CV: _send_cv,
    to.PASS_ON: _pass_on,
    to.TAKE: _take,
    to.LET_GO: _let_go,
    to.ACCEPT_MEMBER: _accept_member,
    to.CONFIRM_MEMBER: partial(_says_member, member=True),
    to.DENY_MEMBER: partial(_says_member, member=False),
    to.SAME: _said(Sameness.SAME),
    to.DIFFERENT: _said(Sameness.DIFFERENT),
}
