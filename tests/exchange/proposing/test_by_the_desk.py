"""The desk brings a pair together: the visitor is asked first, then the host, and both must agree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.officers import RoleMayNot
from exchange.proposing import by_the_desk, proposals
from exchange.proposing.errors import AlreadyProposed, AnsweredAlready, HostFull
from exchange.timing.invitations import PROPOSAL_EXPIRE, PROPOSAL_UNANSWERED
from storage.tables import Exchange, OfficerRole, ProposalState
from tests.builders.records.applicants import AWAY, host, officer, visitor
from tests.builders.records.reading import audited, read_at_desk, read_by, still_due
from tests.builders.records.works import later


@pytest.fixture
def brought(work):
    """A visitor, a host, an officer and the pair that the desk proposed."""
    (who, own), (asked, hosting) = visitor(work), host(work, months=["2027-04"])
    desk = officer(work)
    made = by_the_desk.bring_together(work, desk, own.id, hosting.id)
    return who, asked, desk, made


def test_the_visitor_is_asked_first_and_the_host_knows_nothing(work, brought):
    """Only the visitor reads and is reminded; the host neither sees nor answers it."""
    who, asked, _, made = brought
    assert read_by(work, who, "proposal.received") == [{"proposal": made.id}]
    assert read_by(work, asked, "proposal.received") == []
    with pytest.raises(NotFound):
        by_the_desk.agree(work, asked, made.id)
    with pytest.raises(NotFound):
        proposals.withdraw_proposal(work, asked, made.id)


def test_each_side_sees_what_it_was_told(work):
    """The host's list has the pair only once the visitor has agreed."""
    (who, own), (_, hosting) = visitor(work), host(work)
    made = by_the_desk.bring_together(work, officer(work), own.id, hosting.id)
    assert by_the_desk.shown_proposals(work, own) == [made]
    assert by_the_desk.shown_proposals(work, hosting) == []
    by_the_desk.agree(work, who, made.id)
    assert by_the_desk.shown_proposals(work, hosting) == [made]


def test_when_the_visitor_agrees_the_host_is_asked(work, brought):
    """With time and reminders of its own; no exchange yet."""
    who, asked, _, made = brought
    now = later(work, days=3)
    assert by_the_desk.agree(now, who, made.id) is None
    assert read_by(work, asked, "proposal.received") == [{"proposal": made.id}]
    assert made.expires_at == now.now + timedelta(days=work.scheme.proposals.expire_after_days)
    days = work.scheme.reminding_days(PROPOSAL_UNANSWERED)
    assert still_due(work, PROPOSAL_UNANSWERED, made.id) == len(days)
    assert still_due(work, PROPOSAL_EXPIRE, made.id) == 1
    assert ("proposal:pass_on", f"person:{who.id}") in audited(work, f"proposal:{made.id}")


def test_when_both_agree_an_exchange_begins(work, brought):
    """As with any other pair."""
    who, asked, _, made = brought
    by_the_desk.agree(work, who, made.id)
    exchange = by_the_desk.agree(work, asked, made.id)
    assert (exchange.proposal_id, made.state) == (made.id, ProposalState.ACCEPTED)
    assert read_by(work, who, "proposal.accepted") != []


def test_the_visitor_alone_begins_nothing(work, brought):
    """Nor does agreeing twice."""
    who, _, _, made = brought
    with pytest.raises(NotPossibleNow):
        proposals.accept_proposal(work, who, made.id)
    by_the_desk.agree(work, who, made.id)
    with pytest.raises(NotFound):
        by_the_desk.agree(work, who, made.id)
    assert work.session.exec(select(Exchange)).all() == []


def test_a_visitor_who_declines_is_told_of_to_the_desk_alone(work, brought):
    """The host never hears of it."""
    who, asked, desk, made = brought
    before = read_by(work, asked)
    proposals.decline_proposal(work, who, made.id, "no_time")
    assert read_at_desk(work, desk)[-1:] == ["desk.pair.refused"]
    assert read_by(work, asked) == before


def test_a_host_who_declines_is_told_of_to_the_visitor_and_the_desk(work, brought):
    """So that the desk looks for another host."""
    who, asked, desk, made = brought
    by_the_desk.agree(work, who, made.id)
    proposals.decline_proposal(work, asked, made.id, "no_time")
    assert read_by(work, who)[-1:] == ["proposal.declined"]
    assert read_at_desk(work, desk)[-1:] == ["desk.pair.refused"]


def test_a_pair_that_nobody_answered_expires(work, brought):
    """The visitor and the desk read so; the host knows of nothing."""
    who, asked, desk, made = brought
    before = read_by(work, asked)
    assert proposals.expire_proposal(later(work, days=15), made.id)
    assert read_by(work, who)[-1:] == ["proposal.expired"]
    assert read_by(work, asked) == before
    assert read_at_desk(work, desk)[-1:] == ["desk.pair.refused"]


def test_a_place_that_is_taken_meanwhile_is_said_so(work, brought):
    """The visitor may choose another host."""
    who, asked, _, made = brought
    (other, _) = visitor(work, country="SK")
    taken = proposals.invite_host(work, other, made.host_id, "", [])
    proposals.accept_proposal(work, asked, taken.id)
    with pytest.raises(HostFull):
        by_the_desk.agree(work, who, made.id)


def test_a_pair_is_proposed_once(work, brought):
    """While it is open."""
    *_, desk, made = brought
    with pytest.raises(AlreadyProposed):
        by_the_desk.bring_together(work, desk, made.visitor_id, made.host_id)


def test_a_host_who_leaves_is_told_of_to_the_visitor_and_the_desk(work, brought):
    """Both can go on with another host."""
    who, asked, desk, made = brought
    leaving.withdraw_application(work, asked)
    assert made.state is ProposalState.WITHDRAWN
    assert read_by(work, who)[-1:] == ["proposal.withdrawn"]
    assert "desk.pair.refused" in read_at_desk(work, desk)


def test_the_desks_pairs_leave_a_host_its_own_invitations(work):
    """They do not count as five that the host has open."""
    asked, hosting = host(work, capacity=9)
    desk = officer(work)
    for number in range(work.scheme.proposals.max_open):
        own = visitor(work, organisation_name=f"Mill {number}")[1]
        by_the_desk.bring_together(work, desk, own.id, hosting.id)
    other = visitor(work, organisation_name="One More Mill")[1]
    assert proposals.declare_pair(work, asked, other.id, "").prearranged


def test_only_the_visitors_own_desk_decides(work):
    """Others learn nothing, and an auditor only reads."""
    (_, own), (_, hosting) = visitor(work), host(work)
    with pytest.raises(NotFound):
        by_the_desk.bring_together(work, officer(work, AWAY), own.id, hosting.id)
    with pytest.raises(RoleMayNot):
        by_the_desk.bring_together(
            work, officer(work, role=OfficerRole.AUDITOR), own.id, hosting.id
        )


def test_an_answered_pair_stays_answered(work, brought):
    """Declined is declined."""
    who, _, _, made = brought
    proposals.decline_proposal(work, who, made.id, "no_time")
    with pytest.raises(AnsweredAlready):
        by_the_desk.agree(work, who, made.id)
