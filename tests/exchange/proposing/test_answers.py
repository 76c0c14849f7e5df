"""Proposals: a yes, a no, taken back, expired; the first answer stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchange.errors import NotFound
from exchange.proposing import proposals
from exchange.proposing.errors import AnsweredAlready, HostFull, VisitsUsedUp
from exchange.timing.invitations import PROPOSAL_UNANSWERED
from storage.tables import (
    ExchangeState,
    ProposalState,
)
from tests.builders.records.applicants import (
    AWAY,
    host,
    invite,
    invited,
    newcomer,
    officer,
    visitor,
)
from tests.builders.records.reading import read_at_desk, read_by, still_due
from tests.builders.records.works import later


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
    _, asked, found = invited(work, months=["2027-04"])
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
    assert still_due(work, PROPOSAL_UNANSWERED, found.id) == 0


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
