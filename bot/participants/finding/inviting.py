"""Invitations: what came, what went, and what is answered to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.participants import addresses as to
from bot.words import reasons
from exchange.applying import applications
from exchange.cohorts.reading import companions_asked
from exchange.finding import hosts
from exchange.finding.group_seats import guest_of
from exchange.group_visits import joining
from exchange.life.stands import PROPOSAL_STATES
from exchange.people import parties, partnerships
from exchange.proposing import by_the_desk, proposals
from exchange.proposing.pair_rules import host_unaware
from exchange.words import N_
from storage.tables import Application, GroupVisit, Organisation, Proposal, ProposalState, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.work import Work

SHOWN = 12
OPEN, LABEL = 3, 36  # open ones of which /status tells, and characters of the button to one

INVITATION = "inv"  # the form


def overview(talk: Talk) -> None:
    """Every invitation of this person, newest first, with a button for each open one."""
    application = applications.active_application(talk.work, talk.person)
    found = by_the_desk.shown_proposals(talk.work, application) if application else []
    if not found:
        talk.reply(
            talk.say(
                "No invitations yet. Visitors find hosts with /hosts; hosts are told when one comes."
            )
        )
        return
    rows = [line(talk, one) for one in found[:SHOWN]]
    buttons = [
        (Button(partner_name(talk, one), to.INVITATION(one.id)),)
        for one in found[:SHOWN]
        if one.state is ProposalState.PROPOSED
    ]
    talk.send(Screen(paragraphs(talk.say("<b>Your invitations</b>"), lines(*rows)), tuple(buttons)))


def _waiting(talk: Talk) -> list[Proposal]:
    """The open invitations of this person, those that wait for their own answer first."""
    application = applications.active_application(talk.work, talk.person)
    found = by_the_desk.shown_proposals(talk.work, application) if application else []
    there = [one for one in found if one.state is ProposalState.PROPOSED]
    return sorted(there, key=lambda one: _mine(talk, one))[:OPEN]


def _mine(talk: Talk, proposal: Proposal) -> bool:
    return proposals.side_of(talk.work, talk.person, proposal) is proposal.made_by


def waiting_lines(talk: Talk) -> Iterator[str]:
    """How each open invitation stands, and what comes next; nothing where none is open."""
    there = _waiting(talk)
    yield from (line(talk, one) for one in there)
    if there and _mine(talk, there[0]):
        yield talk.say("Next: they answer, and I tell you at once.")
    elif there:
        yield talk.say("Next: your answer. Tap the name below.")


def waiting_buttons(talk: Talk) -> Iterator[tuple[Button, ...]]:
    """To each invitation that waits for this person's own answer."""
    for one in _waiting(talk):
        if not _mine(talk, one):
            name = clip(partner_name(talk, one), LABEL)
            yield (Button(talk.say("▸ {name}", name=name), to.INVITATION(one.id)),)


def _partner(talk: Talk, proposal: Proposal) -> Application:
    side = proposals.side_of(talk.work, talk.person, proposal)
    other = proposal.host_id if side is Side.VISITOR else proposal.visitor_id
    return talk.work.load(Application, other)


def partner_name(talk: Talk, proposal: Proposal) -> str:
    """How the other side of an invitation is called."""
    return clip(organisation_of(talk.work, _partner(talk, proposal)).name, 40)


def organisation_of(work: Work, application: Application) -> Organisation:
    """The organisation behind an application."""
    return work.load(Organisation, application.organisation_id)


def line(talk: Talk, proposal: Proposal) -> str:
    """One invitation: from or to whom, and how it stands."""
    say = talk.say
    mine = proposals.side_of(talk.work, talk.person, proposal) is proposal.made_by
    state = say(PROPOSAL_STATES[proposal.state], until=say.on(proposal.expires_at))
    return say(
        "{arrow} <b>{name}</b>: {state}",
        arrow="→" if mine else "←",
        name=partner_name(talk, proposal),
        state=state,
    )


def _decline(talk: Talk, proposal_id: int) -> None:
    proposals.proposal_for(talk.work, talk.person, proposal_id)
    filling.begin(talk, "no", proposal_id)


def _ask(talk: Talk, proposal_id: int) -> None:
    proposals.proposal_for(talk.work, talk.person, proposal_id)
    filling.begin(talk, "ask", proposal_id)


def _reply(talk: Talk, enquiry_id: int) -> None:
    filling.begin(talk, "reply", enquiry_id)


def _take_back(talk: Talk, proposal_id: int) -> None:
    proposals.withdraw_proposal(talk.work, talk.person, proposal_id)
    talk.settle(talk.say("✓ Invitation taken back."))


def show(talk: Talk, proposal_id: int) -> None:
    """One invitation with what can be done about it."""
    proposal = proposals.proposal_for(talk.work, talk.person, proposal_id)
    side = proposals.side_of(talk.work, talk.person, proposal)
    is_open = proposal.state is ProposalState.PROPOSED
    if side is not proposal.made_by and is_open:
        talk.send(card(talk.work, talk.say, proposal))
        return
    if not is_open:  # what the other side told of itself was for an answer
        talk.reply(line(talk, proposal))
        return
    text = talk.say(
        "You invited <b>{name}</b>: {state}.",
        name=partner_name(talk, proposal),
        state=talk.say(PROPOSAL_STATES[proposal.state], until=talk.say.on(proposal.expires_at)),
    )
    talk.reply(text, [Button(talk.say("Take it back"), to.TAKE_BACK(proposal_id))])


def card(work: Work, say: Speech, proposal: Proposal) -> Screen:
    """An invitation as the invited side sees it: who, why, when, and the answers."""
    made_by_visitor = proposal.made_by is Side.VISITOR
    other = work.load(Application, proposal.visitor_id if made_by_visitor else proposal.host_id)
    organisation, group = organisation_of(work, other), _group(work, proposal)
    text = lines(
        say(
            _head(proposal, group),
            title=group.title if group else "",
            name=organisation.name,
            city=say.city(organisation.city, organisation.country),
            country=say.country(organisation.country),
            partnership=partnerships.partnership_of(
                work, work.load(Application, proposal.visitor_id)
            ).name,
        ),
        folded(
            lines(
                say("“{message}”", message=proposal.message) if proposal.message else "",
                say("<b>They offer:</b> {text}", text=clip(other.offers, 400)),
                say("<b>They seek:</b> {text}", text=clip(other.seeks, 400)),
                _why(work, say, proposal),
            )
        ),
        lines(
            _when(say, proposal, other, group),
            _company(work, say, proposal),
            say("Please answer by {until}.", until=say.on(proposal.expires_at)),
        ),
    )
    answers = (
        Button(say("✅ Accept"), to.ACCEPT(proposal.id)),
        Button(say("❌ Decline"), to.DECLINE(proposal.id)),
    )
    if host_unaware(proposal):  # nobody is there to ask yet
        return Screen(text, (answers,))
    ask = Button(say("❓ Ask them something"), to.ASK_PARTNER(proposal.id))
    return Screen(text, (answers, (ask,), (keep_away(say, proposal.id),)))


def keep_away(say: Speech, proposal_id: int | None) -> Button:
    """The way out for whoever does not want to be written to."""
    return Button(say("🚫 Block or report"), to.KEEP_AWAY(proposal_id))


def _group(work: Work, proposal: Proposal) -> GroupVisit | None:
    """The group visit in which a seat is asked for."""
    guest = guest_of(work, proposal.id)
    return work.load(GroupVisit, guest.visit_id) if guest else None


def _head(proposal: Proposal, group: GroupVisit | None) -> str:
    """Who would like what, and who brought them together."""
    if group:
        return N_(
            "<b>{name}</b> from {city}, {country} would like to join your group visit <b>{title}</b>."
        )
    if host_unaware(proposal):
        return N_(
            "{partnership}, your Partnership, has found a host for you: <b>{name}</b> in {city}, {country}. Would you like to visit them? If you accept, I ask them next."
        )
    if proposal.officer_id is not None:
        return N_(
            "<b>{name}</b> from {city}, {country} would like to visit you. {partnership}, their Partnership, brought you together."
        )
    if proposal.prearranged:
        return N_(
            "<b>{name}</b> from {city}, {country} says that you have agreed on an exchange. Is that right?"
        )
    if proposal.made_by is Side.VISITOR:
        return N_("<b>{name}</b> from {city}, {country} would like to visit you.")
    return N_("<b>{name}</b> from {city}, {country} would like to receive you.")


def _why(work: Work, say: Speech, proposal: Proposal) -> str:
    visitor = work.load(Application, proposal.visitor_id)
    match = hosts.host_card(work, visitor, proposal.host_id)
    found = reasons.sentences(say, work.scheme, match, for_host=True)
    return (
        lines(say("<b>Why it could fit</b>"), *(say("✓ {reason}", reason=one) for one in found))
        if found
        else ""
    )


def _when(say: Speech, proposal: Proposal, other: Application, group: GroupVisit | None) -> str:
    if group:
        days = say.days(group.starts_on, group.ends_on)
        return say("<b>When:</b> {months}", months=days)
    months = ", ".join(say.month(month) for month in proposal.months) or say("any time")
    if not other.working_days:
        return say("<b>When:</b> {months}", months=months)
    days = say.many("{count} working day", "{count} working days", other.working_days)
    return say("<b>When:</b> {months}, {days}", months=months, days=days)


def _company(work: Work, say: Speech, proposal: Proposal) -> str:
    """To the host, how many would come; to a visitor whom the desk asks, who else is asked."""
    if host_unaware(proposal):
        return _others(say, companions_asked(work, proposal.id))
    party = work.load(Application, proposal.visitor_id).party
    if party == 1 or proposal.made_by is not Side.VISITOR:
        return ""
    return say("👥 They would come with {count} people, on as many places.", count=party)


def _others(say: Speech, count: int) -> str:
    if not count:
        return ""
    return say.many(
        "👥 Your Partnership plans this as a visit together: {count} more visitor is asked about the same host.",
        "👥 Your Partnership plans this as a visit together: {count} more visitors are asked about the same host.",
        count,
    )


def _accept(talk: Talk, proposal_id: int) -> None:
    exchange = joining.agree(talk.work, talk.person, proposal_id)
    if exchange is None:
        talk.settle(
            talk.say(
                "✅ Accepted. I have asked the host, who has until {until} to answer. I tell you as soon as they do.",
                until=talk.say.on(talk.work.load(Proposal, proposal_id).expires_at),
            )
        )
        return
    partner = parties.partner_name(talk.work, talk.person, exchange)
    talk.settle(talk.say("✅ Accepted: you and <b>{name}</b> have an exchange.", name=partner))
    if exchange.starts_on:  # in a group visit the days stand
        return
    talk.reply(
        talk.say("Next, agree on the dates. You may propose some now, or wait for theirs."),
        [Button(talk.say("📅 Propose dates"), to.DATES(exchange.id))],
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.INVITATION: show,
    to.ACCEPT: _accept,
    to.DECLINE: _decline,
    to.ASK_PARTNER: _ask,
    to.ANSWER_PARTNER: _reply,
    to.TAKE_BACK: _take_back,
}
