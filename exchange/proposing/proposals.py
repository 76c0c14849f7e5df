"""Proposals: invite, accept, decline; pairs that agreed before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import EnoughForToday, NotFound, NotPossibleNow
from exchange.finding import hosts, pair_log
from exchange.finding.group_seats import guest_of
from exchange.life.moves import move_proposal
from exchange.notices import DeskNotice, Notice
from exchange.people import sameness
from exchange.people.people import accepted_application
from exchange.proposing.asking_again import A_DAY, comes_again, gathered_at, unheard
from exchange.proposing.errors import (
    AnsweredAlready,
    NotAcceptedYet,
    PartnerHasEnough,
    TooManyOpenProposals,
    VisitsUsedUp,
)
from exchange.proposing.pair_rules import check_once_only, check_pair, check_room, host_unaware
from exchange.rows import row_id
from exchange.timing.invitations import plan_proposal, strike_proposal, strike_unanswered
from exchange.timing.next_steps import plan_next_step
from storage.tables import (
    Application,
    Exchange,
    ExchangeState,
    PairEventKind,
    Person,
    Proposal,
    ProposalState,
    Role,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exchange.errors import CxcError
    from exchange.work import Work
    from matching.reasons import Match


def invite_host(
    work: Work, person: Person, host_application_id: int, message: str, months: Sequence[str]
) -> Proposal:
    """A visitor's invitation to a host, who is told at once.

    At most five are open at a time, made or received as the call says (EYE-tool-a). Raises
    TooManyOpenProposals, PartnerHasEnough, HostFull, SameCountry, AlreadyProposed, VisitsUsedUp, NotAcceptedYet, WrongRole.
    """
    visitor = own_application(work, person)
    host = work.load(Application, host_application_id)
    return _propose(work, visitor, host, Side.VISITOR, message=message, months=months)


def declare_pair(work: Work, person: Person, other_application_id: int, message: str) -> Proposal:
    """A pair that agreed before, declared by either side; the other confirms by accepting.

    Raises what invite_host raises.
    """
    own = own_application(work, person)
    other = work.load(Application, other_application_id)
    if own.role is Role.HOST or (own.role is Role.BOTH and other.role is Role.VISITOR):
        return _propose(work, other, own, Side.HOST, message=message, prearranged=True)
    return _propose(work, own, other, Side.VISITOR, message=message, prearranged=True)


def own_application(work: Work, person: Person) -> Application:
    """The application by which somebody takes part. Raises NotAcceptedYet."""
    found = accepted_application(work, person)
    if found is None:
        raise NotAcceptedYet
    return found


def _propose(
    work: Work,
    visitor: Application,
    host: Application,
    made_by: Side,
    *,
    message: str,
    months: Sequence[str] = (),
    prearranged: bool = False,
) -> Proposal:
    # held before anything is counted: the maker's quota, the host's places
    visitor, host = work.hold_all(Application, row_id(visitor), row_id(host))
    check_pair(work, visitor, host, months)
    maker = visitor if made_by is Side.VISITOR else host
    _check_quota(work, maker, made_by)
    _check_partner(work, host if maker is visitor else visitor, made_by)
    _check_pace(work, visitor, host, made_by)
    drawn_up = Proposal(
        visitor_id=row_id(visitor),
        host_id=row_id(host),
        made_by=made_by,
        prearranged=prearranged,
        state=ProposalState.PROPOSED,
        message=message,
        months=list(months),
        made_at=work.now,
        expires_at=expiry(work),
    )
    match = hosts.host_card(work, visitor, row_id(host))
    return put_forward(work, match, drawn_up, f"person:{maker.person_id}")


def expiry(work: Work) -> datetime:
    """When an invitation sent now ends without an answer."""
    return work.now + timedelta(days=work.scheme.proposals.expire_after_days)


def put_forward(work: Work, match: Match, proposal: Proposal, actor: str) -> Proposal:
    """The proposal, kept with why it could fit; the side that is asked is told and reminded."""
    keep(work, match, proposal, actor)
    _tell_of_it(work, proposal)
    plan_proposal(work, proposal)
    return proposal


def keep(work: Work, match: Match, proposal: Proposal, actor: str) -> Proposal:
    """The proposal, kept with why it could fit; nobody is told yet."""
    proposal.score = match.score
    proposal.parts = {part.name.value: part.value for part in match.parts}
    work.add(proposal)
    pair_log.note(work, proposal, PairEventKind.INVITED)
    work.record(actor, "proposal:make", f"proposal:{proposal.id}")
    return proposal


def _tell_of_it(work: Work, proposal: Proposal) -> None:
    """At once; who was asked by the same one today, and not any more, is not disturbed at once again."""
    asked = person_on(work, proposal, other(proposal.made_by))
    due_at = gathered_at(proposal.made_at) if comes_again(work, proposal) else None
    key, facts = f"proposal:{proposal.id}:received", {"proposal": proposal.id}
    work.tell_at(due_at, asked, Notice.PROPOSAL_RECEIVED, key, facts)


def _check_quota(work: Work, maker: Application, made_by: Side) -> None:
    rules = work.scheme.proposals
    if _open_of(work, maker, made_by) >= rules.max_open:
        raise TooManyOpenProposals(most=rules.max_open)


def _check_partner(work: Work, asked: Application, made_by: Side) -> None:
    """Where received ones count, nobody is asked who has as many open as one may have."""
    rules = work.scheme.proposals
    if rules.counts == "made_or_received" and _open_of(work, asked, made_by) >= rules.max_open:
        raise PartnerHasEnough(most=rules.max_open)


def _open_of(work: Work, one: Application, made_by: Side) -> int:
    """How many open proposals count for somebody; what the desk brought about is not theirs."""
    side = Proposal.visitor_id if made_by is Side.VISITOR else Proposal.host_id
    theirs = (col(side) == one.id) & (col(Proposal.made_by) == made_by)
    if work.scheme.proposals.counts == "made_or_received":
        theirs = (col(Proposal.visitor_id) == one.id) | (col(Proposal.host_id) == one.id)
    query = select(Proposal.id).where(
        theirs, Proposal.state == ProposalState.PROPOSED, col(Proposal.officer_id).is_(None)
    )
    return len(work.session.exec(query).all())


def _check_pace(work: Work, visitor: Application, host: Application, made_by: Side) -> None:
    """Nobody is asked over and over: what was taken back today counts as well."""
    mine = Proposal.visitor_id if made_by is Side.VISITOR else Proposal.host_id
    maker = visitor if made_by is Side.VISITOR else host
    query = select(Proposal.visitor_id, Proposal.host_id).where(
        mine == maker.id,
        Proposal.made_by == made_by,
        Proposal.made_at > work.now - A_DAY,
        col(Proposal.officer_id).is_(None),
    )
    today = work.session.exec(query).all()
    rules = work.scheme.proposals
    of_pair = [one for one in today if one == (visitor.id, host.id)]
    if len(of_pair) >= rules.max_per_pair_and_day or len(today) >= rules.max_per_day:
        raise EnoughForToday


def invitation_bar(work: Work, visitor: Application) -> CxcError | None:
    """What keeps a visitor from inviting any host at all now: their quota or a visit; else None."""
    try:
        check_once_only(work, visitor)
        _check_quota(work, visitor, Side.VISITOR)
    except (VisitsUsedUp, TooManyOpenProposals) as bar:
        return bar
    return None


def proposal_for(work: Work, person: Person, proposal_id: int) -> Proposal:
    """A proposal in which somebody is visitor or host. Raises NotFound."""
    proposal = work.load(Proposal, proposal_id)
    side_of(work, person, proposal)
    return proposal


def side_of(work: Work, person: Person, proposal: Proposal) -> Side:
    """Which side somebody is. Raises NotFound for neither."""
    if work.load(Application, proposal.visitor_id).person_id == person.id:
        return Side.VISITOR
    if work.load(Application, proposal.host_id).person_id == person.id:
        return Side.HOST
    raise NotFound


def person_on(work: Work, proposal: Proposal, side: Side) -> Person:
    """The person on a side of a proposal."""
    number = application_id_on(proposal, side)
    return work.load(Person, work.load(Application, number).person_id)


def application_id_on(proposal: Proposal, side: Side) -> int:
    """The number of the application on a side of a proposal."""
    return proposal.visitor_id if side is Side.VISITOR else proposal.host_id


def other(side: Side) -> Side:
    """The other side."""
    return Side.HOST if side is Side.VISITOR else Side.VISITOR


def tell_asked(work: Work, proposal: Proposal, notice: Notice, what: str) -> None:
    """Tell the side that is asked, once for `what`."""
    asked = person_on(work, proposal, other(proposal.made_by))
    work.tell(asked, notice, key=f"proposal:{proposal.id}:{what}", proposal=proposal.id)


def _tell_maker(work: Work, proposal: Proposal, notice: Notice, what: str, **facts: object) -> None:
    if host_unaware(proposal):  # the desk made it, and reads of a refusal there
        return
    maker = person_on(work, proposal, proposal.made_by)
    key = f"proposal:{proposal.id}:{what}"
    work.tell(maker, notice, key=key, proposal=proposal.id, **facts)


def _tell_refused(work: Work, proposal: Proposal) -> None:
    """A pair that the desk brought together goes back to the desk."""
    if proposal.officer_id is not None:
        partnership = work.load(Application, proposal.visitor_id).partnership_id
        key = f"proposal:{proposal.id}:refused"
        work.tell_desk(partnership, DeskNotice.PAIR_REFUSED, key=key, proposal=proposal.id)


def asked_one(work: Work, person: Person, proposal_id: int) -> Proposal:
    """A proposal that waits for this person's answer. Raises NotFound, AnsweredAlready."""
    proposal = proposal_for(work, person, proposal_id)
    side = side_of(work, person, proposal)
    if side is proposal.made_by:
        raise NotFound
    held = _open_one(work, proposal)
    if side is held.made_by:  # meanwhile this side has answered, and the other is asked
        raise AnsweredAlready
    return held


def _open_one(work: Work, proposal: Proposal) -> Proposal:
    """The proposal, held for change and still open. Raises AnsweredAlready."""
    proposal = work.hold(Proposal, proposal.id)
    if proposal.state is not ProposalState.PROPOSED:
        raise AnsweredAlready
    return proposal


def accept_proposal(work: Work, person: Person, proposal_id: int) -> Exchange:
    """The exchange that begins; the visitor's other open proposals are withdrawn.

    Raises NotFound, AnsweredAlready, HostFull, VisitsUsedUp.
    """
    asked = proposal_for(work, person, proposal_id)
    colleagues = sameness.applications_as_one(work, asked.visitor_id)
    visitor, host, *_ = work.hold_all(Application, asked.visitor_id, asked.host_id, *colleagues)
    proposal = asked_one(work, person, proposal_id)
    if host_unaware(proposal):
        raise NotPossibleNow
    check_once_only(work, visitor)
    if guest_of(work, proposal.id) is None:  # else the seat is kept already
        check_room(work, visitor, host, proposal.months)
    move_proposal(work, proposal, ProposalState.ACCEPTED, f"person:{person.id}")
    pair_log.note(work, proposal, PairEventKind.ACCEPTED)
    strike_proposal(work, proposal.id or 0)
    exchange = _begin_exchange(work, proposal, visitor, host)
    _tell_maker(work, proposal, Notice.PROPOSAL_ACCEPTED, "accepted", exchange=exchange.id)
    _tell_desks(work, exchange)
    withdraw_all(work, visitor, f"person:{visitor.person_id}", as_visitor=True)
    return exchange


def _begin_exchange(
    work: Work, proposal: Proposal, visitor: Application, host: Application
) -> Exchange:
    exchange = work.add(
        Exchange(
            proposal_id=row_id(proposal),
            visitor_id=row_id(visitor),
            host_id=row_id(host),
            visitor_partnership_id=visitor.partnership_id,
            host_partnership_id=host.partnership_id,
            state=ExchangeState.DATES,
            agreed_at=work.now,
        )
    )
    work.record(f"proposal:{proposal.id}", "exchange:begin", f"exchange:{exchange.id}")
    plan_next_step(work, exchange)
    return exchange


def _tell_desks(work: Work, exchange: Exchange) -> None:
    for partnership in {exchange.visitor_partnership_id, exchange.host_partnership_id}:
        key = f"exchange:{exchange.id}:agreed:{partnership}"
        work.tell_desk(partnership, DeskNotice.PAIR_AGREED, key=key, exchange=exchange.id)


def decline_proposal(work: Work, person: Person, proposal_id: int, reason: str) -> Proposal:
    """The proposal, declined for a reason that the other side reads.

    Raises NotFound, AnsweredAlready.
    """
    proposal = asked_one(work, person, proposal_id)
    move_proposal(work, proposal, ProposalState.DECLINED, f"person:{person.id}")
    proposal.reason = reason
    pair_log.note(work, proposal, PairEventKind.DECLINED)
    strike_proposal(work, proposal.id or 0)
    _tell_maker(work, proposal, Notice.PROPOSAL_DECLINED, "declined")
    _tell_refused(work, proposal)
    return proposal


def withdraw_proposal(work: Work, person: Person, proposal_id: int) -> Proposal:
    """The proposal, taken back by the side that made it. Raises NotFound, AnsweredAlready."""
    proposal = proposal_for(work, person, proposal_id)
    if side_of(work, person, proposal) is not proposal.made_by or host_unaware(proposal):
        raise NotFound
    proposal = _open_one(work, proposal)
    _take_back(work, proposal, f"person:{person.id}")
    return proposal


def _take_back(work: Work, proposal: Proposal, actor: str) -> None:
    move_proposal(work, proposal, ProposalState.WITHDRAWN, actor)
    pair_log.note(work, proposal, PairEventKind.WITHDRAWN)
    strike_proposal(work, proposal.id or 0)
    if not unheard(work, proposal):
        tell_asked(work, proposal, Notice.PROPOSAL_WITHDRAWN, "withdrawn")
    _tell_refused(work, proposal)


def withdraw_all(
    work: Work, application: Application, actor: str, *, as_visitor: bool = False
) -> None:
    """Take back, or decline, every open proposal of an application."""
    for known in reversed(open_proposals(work, application)):  # by number, as all rows are held
        if known.visitor_id == application.id or not as_visitor:
            let_go(work, row_id(known), application, actor)


def let_go(work: Work, proposal_id: int, application: Application, actor: str) -> None:
    """Take back, or decline, a proposal of an application, if it is still open."""
    proposal = work.hold(Proposal, proposal_id)
    if proposal.state is not ProposalState.PROPOSED:
        return
    if (proposal.made_by is Side.VISITOR) is (proposal.visitor_id == application.id):
        _take_back(work, proposal, actor)
        return
    move_proposal(work, proposal, ProposalState.DECLINED, actor)
    pair_log.note(work, proposal, PairEventKind.WITHDRAWN)  # says nothing about the pair
    strike_proposal(work, proposal_id)
    _tell_maker(work, proposal, Notice.PROPOSAL_DECLINED, "declined")


def expire_proposal(work: Work, proposal_id: int) -> bool:
    """Whether the proposal was still open and has now expired; both sides are told."""
    proposal = work.hold(Proposal, proposal_id)
    if proposal.state is not ProposalState.PROPOSED:
        return False
    move_proposal(work, proposal, ProposalState.EXPIRED, "system")
    pair_log.note(work, proposal, PairEventKind.EXPIRED)
    strike_unanswered(work, proposal_id)
    _tell_maker(work, proposal, Notice.PROPOSAL_EXPIRED, "expired:maker")
    tell_asked(work, proposal, Notice.PROPOSAL_EXPIRED, "expired:asked")
    _tell_refused(work, proposal)
    return True


def open_proposals(work: Work, application: Application) -> list[Proposal]:
    """Proposals of an application, made or received, that wait for an answer."""
    return [one for one in proposals_of(work, application) if one.state is ProposalState.PROPOSED]


def proposals_of(work: Work, application: Application) -> list[Proposal]:
    """Every proposal of an application, newest first, also those a host does not know of yet."""
    query = (
        select(Proposal)
        .where((Proposal.visitor_id == application.id) | (Proposal.host_id == application.id))
        .order_by(col(Proposal.id).desc())
    )
    return list(work.session.exec(query))
