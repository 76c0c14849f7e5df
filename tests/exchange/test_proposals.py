"""Proposals: invited, answered, asked about, expired; pairs that agreed before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from exchange import hosts, people, proposals
from exchange.due_kinds import DueKind
from exchange.errors import CxcError, NotFound, NotPossibleNow
from exchange.proposal_errors import (
    AlreadyProposed,
    AnsweredAlready,
    HostFull,
    NotAcceptedYet,
    SameCountry,
    TooManyOpenProposals,
    VisitsUsedUp,
    WrongRole,
)
from storage.tables import (
    Enquiry,
    ExchangeState,
    Person,
    Proposal,
    ProposalState,
    Role,
    Side,
)
from tests.exchange.application_builders import (
    AWAY,
    accepted,
    applicant,
    audited,
    host,
    invited,
    later,
    newcomer,
    officer,
    read_at_desk,
    read_by,
    still_due,
    visitor,
)

MOST = 5


def invite(work, who, hosting):
    """Somebody's invitation to a host."""
    return proposals.invite_host(work, who, hosting.id, "May I come?", ["2027-06"])


def test_an_invitation_reaches_the_host_at_once(work):
    """With its number; the host is reminded, and one day it expires."""
    (who, own), (asked, hosting) = visitor(work), host(work)
    found = invite(work, who, hosting)
    assert (found.visitor_id, found.host_id, found.made_by) == (own.id, hosting.id, Side.VISITOR)
    assert (found.message, found.months) == ("May I come?", ["2027-06"])
    assert read_by(work, asked, "proposal.received") == [{"proposal": found.id}]
    assert audited(work, f"proposal:{found.id}") == [("proposal:make", f"person:{who.id}")]
    days = work.scheme.reminders.proposal_days
    assert still_due(work, DueKind.PROPOSAL_UNANSWERED, found.id) == len(days)
    assert still_due(work, DueKind.PROPOSAL_EXPIRE, found.id) == 1


def test_an_invitation_lasts_as_long_as_the_scheme_says(work):
    """Fourteen days as shipped."""
    *_, found = invited(work)
    assert found.expires_at - found.made_at == timedelta(days=14)


def test_an_invitation_keeps_why_it_was_thought_to_fit(work):
    """The score and its parts as the visitor saw them on the card."""
    (who, own), (_, hosting) = visitor(work), host(work)
    card = hosts.host_card(work, own, hosting.id)
    found = invite(work, who, hosting)
    assert (found.score, set(found.parts)) == (card.score, set(work.scheme.weights))


def test_a_pair_has_one_open_invitation(work):
    """The second tap is told so, and the host hears it once."""
    who, asked, found = invited(work)
    with pytest.raises(AlreadyProposed):
        proposals.invite_host(work, who, found.host_id, "", [])
    assert read_by(work, asked).count("proposal.received") == 1


@pytest.mark.parametrize("state", [ProposalState.PROPOSED, ProposalState.ACCEPTED])
def test_the_database_holds_one_open_invitation_a_pair(work, state):
    """Whatever the program does."""
    *_, found = invited(work)
    double = found.model_dump(exclude={"id"}) | {"state": state}
    with pytest.raises(IntegrityError):
        work.add(Proposal(**double))


@pytest.mark.parametrize("answer", ["decline", "withdraw", "expire"])
def test_a_closed_invitation_may_be_made_again(work, answer):
    """Minds change."""
    who, asked, found = invited(work)
    {
        "decline": lambda: proposals.decline_proposal(work, asked, found.id, ""),
        "withdraw": lambda: proposals.withdraw_proposal(work, who, found.id),
        "expire": lambda: proposals.expire_proposal(work, found.id),
    }[answer]()
    again = proposals.invite_host(work, who, found.host_id, "", [])
    assert (again.id != found.id, again.state) == (True, ProposalState.PROPOSED)


def test_five_invitations_may_be_open(work):
    """As in Erasmus for Young Entrepreneurs (EYE-tool-a); one that is closed makes room."""
    who, _ = visitor(work)
    made = [invite(work, who, host(work)[1]) for _ in range(MOST)]
    _, sixth = host(work)
    with pytest.raises(TooManyOpenProposals) as refused:
        invite(work, who, sixth)
    assert str(MOST) in str(refused.value)
    proposals.withdraw_proposal(work, who, made[0].id)
    assert invite(work, who, sixth).state is ProposalState.PROPOSED


@pytest.mark.parametrize(
    "role",
    [
        Role.HOST,
        Role.BOTH,
    ],
)
def test_a_host_has_five_open_invitations_too(work, role):
    """Whoever makes them, in whichever role: nobody can write to a whole catalogue."""
    who, _ = accepted(work, role, "PT")
    guests = [visitor(work)[1] for _ in range(MOST + 1)]
    for guest in guests[:MOST]:
        proposals.declare_pair(work, who, guest.id, "")
    with pytest.raises(TooManyOpenProposals):
        proposals.declare_pair(work, who, guests[MOST].id, "")


def test_what_others_sent_does_not_count(work):
    """A host who is asked by many may still invite somebody."""
    asked, hosting = host(work, capacity=9)
    for _ in range(MOST + 1):
        invite(work, visitor(work)[0], hosting)
    _, guest = visitor(work)
    assert proposals.declare_pair(work, asked, guest.id, "").made_by is Side.HOST


def test_an_exchange_leads_abroad(work):
    """Host and visitor are in two different countries (ECCP-about)."""
    who, _ = visitor(work, "PT")
    with pytest.raises(SameCountry):
        invite(work, who, host(work, "PT")[1])


def test_only_accepted_applications_are_paired(work):
    """Neither side may still be under review."""
    (who, _), (_, waiting) = visitor(work), applicant(work, Role.HOST, "PT")
    early, _ = applicant(work)
    for person, hosting in ((who, waiting), (early, host(work)[1]), (newcomer(work), waiting)):
        with pytest.raises(NotAcceptedYet):
            invite(work, person, hosting)


@pytest.mark.parametrize(
    ("own", "other"), [(Role.VISITOR, Role.VISITOR), (Role.HOST, Role.HOST), (Role.HOST, Role.BOTH)]
)
def test_one_side_visits_and_the_other_hosts(work, own, other):
    """In the roles they were accepted in."""
    (who, _), (_, theirs) = accepted(work, own, "AT"), accepted(work, other, "PT")
    with pytest.raises(WrongRole):
        invite(work, who, theirs)


def test_nobody_invites_themselves(work):
    """Not even who is both."""
    who, own = accepted(work, Role.BOTH)
    with pytest.raises(WrongRole):
        invite(work, who, own)


def test_a_host_that_is_not_there_cannot_be_invited(work):
    """A number from an old button."""
    who, _ = visitor(work)
    with pytest.raises(NotFound):
        proposals.invite_host(work, who, 999, "", [])


def test_a_host_who_took_consent_back_cannot_be_invited(work):
    """They no longer take part."""
    (who, _), (asked, hosting) = visitor(work), host(work)
    people.withdraw_consent(work, asked)
    with pytest.raises(CxcError):
        invite(work, who, hosting)


def test_branches_of_one_organisation_are_told_why_not(work):
    """An organisation cannot visit itself, and the message says so."""
    who, _ = visitor(work, organisation_name="Weavers International")
    _, hosting = host(work, organisation_name="Weavers International")
    with pytest.raises(CxcError, match="organisation"):
        invite(work, who, hosting)


def test_a_yes_begins_an_exchange(work):
    """Of both applications and both Partnerships; everybody concerned hears it."""
    desks = officer(work), officer(work, AWAY)
    who, asked, found = invited(work, partnership=AWAY)
    exchange = proposals.accept_proposal(later(work, days=1), asked, found.id)
    assert (exchange.proposal_id, exchange.state) == (found.id, ExchangeState.DATES)
    assert (exchange.visitor_id, exchange.host_id) == (found.visitor_id, found.host_id)
    both = (exchange.visitor_partnership_id, exchange.host_partnership_id)
    assert both == tuple(one.partnership_id for one in desks)
    told = [{"proposal": found.id, "exchange": exchange.id}]
    assert read_by(work, who, "proposal.accepted") == told
    assert [read_at_desk(work, one)[-1] for one in desks] == ["desk.pair.agreed"] * 2


def test_one_partnership_on_both_sides_hears_a_yes_once(work):
    """VOP and HOP may be the same (ECCP-faq-2)."""
    ours = officer(work)
    _, asked, found = invited(work)
    proposals.accept_proposal(work, asked, found.id)
    assert read_at_desk(work, ours).count("desk.pair.agreed") == 1


def test_a_yes_closes_the_visitors_other_invitations(work):
    """Those they made are taken back, those they got are declined; all hear it."""
    who, asked, found = invited(work)
    other, hosting = host(work)
    made = invite(work, who, hosting)
    third, _ = host(work)
    got = proposals.declare_pair(work, third, found.visitor_id, "")
    proposals.accept_proposal(work, asked, found.id)
    assert (made.state, got.state) == (ProposalState.WITHDRAWN, ProposalState.DECLINED)
    assert read_by(work, other)[-1] == "proposal.withdrawn"
    assert read_by(work, third)[-1] == "proposal.declined"


def test_a_yes_leaves_the_hosts_other_invitations_open(work):
    """They may have more places, or find some."""
    _, asked, found = invited(work, capacity=2)
    second, _ = visitor(work)
    open_still = proposals.invite_host(work, second, found.host_id, "", [])
    proposals.accept_proposal(work, asked, found.id)
    assert proposals.accept_proposal(work, asked, open_still.id).state is ExchangeState.DATES


def test_a_host_takes_as_many_as_it_has_places_for(work):
    """The next yes is refused, and so is the next invitation; nothing of them is kept."""
    _, asked, found = invited(work)
    second, _ = visitor(work)
    third, _ = visitor(work)
    waiting = proposals.invite_host(work, second, found.host_id, "", [])
    proposals.accept_proposal(work, asked, found.id)
    with pytest.raises(HostFull):
        proposals.accept_proposal(work, asked, waiting.id)
    assert waiting.state is ProposalState.PROPOSED
    with pytest.raises(HostFull):
        proposals.invite_host(work, third, found.host_id, "", [])


def test_a_visit_is_made_once(work):
    """Whose visit is agreed neither asks nor is asked again (HEMPCLUB)."""
    who, asked, found = invited(work)
    proposals.accept_proposal(work, asked, found.id)
    other, hosting = host(work)
    with pytest.raises(VisitsUsedUp):
        invite(work, who, hosting)
    with pytest.raises(VisitsUsedUp):
        proposals.declare_pair(work, other, found.visitor_id, "")


def test_a_cancelled_exchange_is_no_visit(work):
    """The visitor may ask again, also the same host."""
    who, asked, found = invited(work)
    exchange = proposals.accept_proposal(work, asked, found.id)
    exchange.state, found.state = ExchangeState.CANCELLED, ProposalState.WITHDRAWN
    work.add(exchange)
    again = proposals.invite_host(work, who, found.host_id, "", [])
    assert again.state is ProposalState.PROPOSED


def test_a_no_is_told_with_its_reason(work):
    """The reason is kept word for word, and the reminders end."""
    who, asked, found = invited(work)
    proposals.decline_proposal(later(work, days=1), asked, found.id, "No time")
    assert (found.state, found.reason) == (ProposalState.DECLINED, "No time")
    assert found.decided_at == work.now + timedelta(days=1)
    assert read_by(work, who, "proposal.declined") == [{"proposal": found.id}]


def test_an_invitation_is_taken_back_by_who_made_it(work):
    """The other side hears it."""
    who, asked, found = invited(work)
    proposals.withdraw_proposal(work, who, found.id)
    assert found.state is ProposalState.WITHDRAWN
    assert read_by(work, asked)[-1] == "proposal.withdrawn"


ANSWERS = {
    "accept": lambda work, _maker, asked, number: proposals.accept_proposal(work, asked, number),
    "decline": lambda work, _maker, asked, number: proposals.decline_proposal(
        work, asked, number, "No time"
    ),
    "withdraw": lambda work, maker, _asked, number: proposals.withdraw_proposal(
        work, maker, number
    ),
    "expire": lambda work, _maker, _asked, number: proposals.expire_proposal(work, number),
}
answers = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)


@answers
def test_every_answer_ends_the_reminders(work, answer):
    """Nobody is reminded of what is settled."""
    who, asked, found = invited(work)
    answer(work, who, asked, found.id)
    assert still_due(work, DueKind.PROPOSAL_UNANSWERED, found.id) == 0


@answers
@pytest.mark.parametrize("second", ["accept", "decline", "withdraw"])
def test_the_first_answer_stands(work, answer, second):
    """A double tap, or the other side a moment later, is told how it stands; none is told twice."""
    who, asked, found = invited(work)
    answer(work, who, asked, found.id)
    before = found.state, read_by(work, who), read_by(work, asked)
    with pytest.raises(AnsweredAlready):
        ANSWERS[second](work, who, asked, found.id)
    assert (found.state, read_by(work, who), read_by(work, asked)) == before


@pytest.mark.parametrize("act", ["accept", "decline", "withdraw"])
@pytest.mark.parametrize("stranger", [True, False])
def test_each_side_does_what_is_theirs(work, act, stranger):
    """Who asked does not answer, who is asked does not take back, others find nothing."""
    who, asked, found = invited(work)
    maker, answerer = (newcomer(work),) * 2 if stranger else (asked, who)
    with pytest.raises(NotFound):
        ANSWERS[act](work, maker, answerer, found.id)
    assert found.state is ProposalState.PROPOSED


def test_an_invitation_expires_once(work):
    """Both sides hear it once."""
    who, asked, found = invited(work)
    assert [proposals.expire_proposal(work, found.id) for _ in range(2)] == [True, False]
    assert found.state is ProposalState.EXPIRED
    for person in (who, asked):
        assert read_by(work, person).count("proposal.expired") == 1


def test_what_was_answered_does_not_expire(work):
    """The clock comes too late."""
    _, asked, found = invited(work)
    proposals.accept_proposal(work, asked, found.id)
    assert proposals.expire_proposal(work, found.id) is False
    assert found.state is ProposalState.ACCEPTED


@pytest.mark.parametrize(
    ("own", "other", "made_by"),
    [
        (Role.VISITOR, Role.HOST, Side.VISITOR),
        (Role.HOST, Role.VISITOR, Side.HOST),
        (Role.BOTH, Role.HOST, Side.VISITOR),
        (Role.BOTH, Role.VISITOR, Side.HOST),
        (Role.HOST, Role.BOTH, Side.HOST),
        (Role.BOTH, Role.BOTH, Side.VISITOR),
    ],
)
def test_a_pair_that_agreed_before_is_declared_by_either_side(work, own, other, made_by):
    """And confirmed by the other, who is asked (ECCP-faq-2)."""
    who, mine = accepted(work, own, "AT")
    asked, theirs = accepted(work, other, "PT")
    found = proposals.declare_pair(work, who, theirs.id, "As we said")
    ids = (mine.id, theirs.id) if made_by is Side.VISITOR else (theirs.id, mine.id)
    assert (found.visitor_id, found.host_id) == ids
    assert (found.prearranged, found.made_by) == (True, made_by)
    assert read_by(work, asked)[-1] == "proposal.received"
    assert proposals.accept_proposal(work, asked, found.id).proposal_id == found.id


def test_both_sides_of_an_invitation_find_it(work):
    """Nobody else does."""
    who, asked, found = invited(work)
    assert proposals.side_of(work, who, found) is Side.VISITOR
    assert proposals.side_of(work, asked, found) is Side.HOST
    assert proposals.proposal_for(work, asked, found.id) is found
    for number in (found.id, 999):
        with pytest.raises(NotFound):
            proposals.proposal_for(work, newcomer(work), number)


def test_invitations_are_listed_newest_first(work):
    """The open ones apart."""
    who, own = visitor(work)
    first, second = (invite(work, who, host(work)[1]) for _ in range(2))
    proposals.withdraw_proposal(work, who, first.id)
    assert proposals.proposals_of(work, own) == [second, first]
    assert proposals.open_proposals(work, own) == [second]


@pytest.mark.parametrize("asker", [0, 1])
def test_either_side_may_ask_the_other(work, asker):
    """The question reaches them, and the answer comes back."""
    *sides, found = invited(work)
    one, other = sides[asker], sides[1 - asker]
    question = proposals.ask_about_proposal(work, one, found.id, "Which week?")
    facts = [{"proposal": found.id, "enquiry": question.id}]
    assert read_by(work, other, "proposal.asked") == facts
    answered = proposals.answer_proposal_enquiry(work, other, question.id, "The second")
    assert (answered.answer, answered.answered_at) == ("The second", work.now)
    assert read_by(work, one, "proposal.answered") == facts


def test_a_question_is_answered_once_and_by_whom_it_was_asked(work):
    """The first answer stands."""
    who, asked, found = invited(work)
    question = proposals.ask_about_proposal(work, who, found.id, "Which week?")
    for person in (who, newcomer(work)):
        with pytest.raises(NotFound):
            proposals.answer_proposal_enquiry(work, person, question.id, "Any")
    proposals.answer_proposal_enquiry(work, asked, question.id, "The second")
    with pytest.raises(NotPossibleNow):
        proposals.answer_proposal_enquiry(work, asked, question.id, "The third")
    assert work.load(Enquiry, question.id).answer == "The second"


def test_nobody_asks_about_what_is_closed(work):
    """Nor about other people's invitations."""
    who, asked, found = invited(work)
    with pytest.raises(NotFound):
        proposals.ask_about_proposal(work, newcomer(work), found.id, "Who?")
    proposals.decline_proposal(work, asked, found.id, "")
    with pytest.raises(AnsweredAlready):
        proposals.ask_about_proposal(work, who, found.id, "Why?")


@pytest.mark.parametrize(("capacity", "party", "fits"), [(3, 3, True), (2, 3, False)])
def test_a_host_needs_a_place_for_everybody_who_would_come(work, capacity, party, fits):
    """A visit of several people takes a place for each."""
    guest, _ = visitor(work, party=party)
    _, home = host(work, capacity=capacity)
    if not fits:
        with pytest.raises(HostFull):
            proposals.invite_host(work, guest, home.id, "", [])
        return
    made = proposals.invite_host(work, guest, home.id, "", [])
    keeper = work.load(Person, home.person_id)
    proposals.accept_proposal(work, keeper, made.id)
    assert hosts.places_taken(work, home.id) == party
