"""Proposals: who may invite whom, and how many; pairs that agreed before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from exchange.errors import CxcError, NotFound
from exchange.finding import hosts
from exchange.finding.places import bookings_at
from exchange.people import people
from exchange.proposing import proposals
from exchange.proposing.errors import (
    AlreadyProposed,
    HostFull,
    NotAcceptedYet,
    NotForEachOther,
    PartnerHasEnough,
    SameCountry,
    TooManyOpenProposals,
    WrongRole,
)
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED
from storage.tables import (
    Person,
    Proposal,
    ProposalState,
    Role,
    Side,
)
from tests.builders.records.applicants import (
    accepted,
    applicant,
    host,
    invite,
    invited,
    newcomer,
    visitor,
)
from tests.builders.records.reading import audited, read_by, still_due

MOST = 5


def test_an_invitation_reaches_the_host_at_once(work):
    """With its number; the host is reminded, and one day it expires."""
    (who, own), (asked, hosting) = visitor(work), host(work)
    found = invite(work, who, hosting)
    assert (found.visitor_id, found.host_id, found.made_by) == (own.id, hosting.id, Side.VISITOR)
    assert (found.message, found.months) == ("May I come?", ["2027-06"])
    assert read_by(work, asked, "proposal.received") == [{"proposal": found.id}]
    assert audited(work, f"proposal:{found.id}") == [("proposal:make", f"person:{who.id}")]
    days = work.scheme.reminding_days(PROPOSAL_UNANSWERED)
    assert still_due(work, PROPOSAL_UNANSWERED, found.id) == len(days)
    assert still_due(work, PROPOSAL_EXPIRE, found.id) == 1


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
    decided = None if state is ProposalState.PROPOSED else work.now
    double = found.model_dump(exclude={"id"}) | {"state": state, "decided_at": decided}
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
        invite(work, who, host(work, "PT", organisation_name="Tagus Looms")[1])


def test_whom_the_rules_of_the_call_bar_is_not_invited(work):
    """What leaves a host out of /hosts keeps anybody else from pairing the two as well."""
    who, own = visitor(work)
    _, hosting = host(work, "PT")
    closer = replace(work, scheme=work.scheme.model_copy(update={"host_countries": ("FI",)}))
    assert not hosts.find_hosts(closer, own).matches
    with pytest.raises(NotForEachOther):
        invite(closer, who, hosting)


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
    people.take_consent_back(work, asked)
    with pytest.raises(CxcError):
        invite(work, who, hosting)


def test_branches_of_one_organisation_are_told_why_not(work):
    """An organisation cannot visit itself, and the message says so."""
    who, _ = visitor(work, organisation_name="Weavers International")
    _, hosting = host(work, organisation_name="Weavers International")
    with pytest.raises(CxcError, match="organisation"):
        invite(work, who, hosting)


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
    assert [one.people for one in bookings_at(work, home).booked] == [party]


@pytest.mark.parametrize(
    ("counts", "made", "received", "refused"),
    [
        ("made", 4, 1, None),
        ("made", 4, 5, None),
        ("made", 5, 0, TooManyOpenProposals),
        ("made_or_received", 4, 0, None),
        ("made_or_received", 3, 2, TooManyOpenProposals),
        ("made_or_received", 0, 5, TooManyOpenProposals),
    ],
)
def test_the_quota_counts_as_the_call_says(work, counts, made, received, refused):
    """At most five made or received: EYE-tool-a; which of them count is for the call to say."""
    rules = work.scheme.proposals.model_copy(update={"counts": counts})
    work = replace(work, scheme=work.scheme.model_copy(update={"proposals": rules}))
    who, own = accepted(work, Role.BOTH, "AT", capacity=10)
    for _ in range(received):
        invite(work, visitor(work, "FI")[0], own)
    for _ in range(made):
        invite(work, who, host(work)[1])
    _, last = host(work)
    if refused is None:
        assert invite(work, who, last).state is ProposalState.PROPOSED
        return
    with pytest.raises(refused):
        invite(work, who, last)


def test_nobody_is_asked_who_has_enough(work):
    """Where received ones count, the sixth is told to try again."""
    rules = work.scheme.proposals.model_copy(update={"counts": "made_or_received"})
    work = replace(work, scheme=work.scheme.model_copy(update={"proposals": rules}))
    _, wanted = host(work, capacity=10)
    for _ in range(MOST):
        invite(work, visitor(work, "FI")[0], wanted)
    with pytest.raises(PartnerHasEnough):
        invite(work, visitor(work, "FI")[0], wanted)
