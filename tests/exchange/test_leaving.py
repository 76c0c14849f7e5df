"""Leaving: the application goes, and what hangs on it is called off and told."""

from __future__ import annotations

import pytest

from exchange import leaving
from exchange.applying import applications
from exchange.leaving import ExchangeUnderWay, NothingToWithdraw
from exchange.proposing import proposals
from storage.tables import ApplicationState, Exchange, ExchangeState, ProposalState
from tests.exchange.application_builders import (
    accepted,
    applicant,
    audited,
    host,
    invited,
    newcomer,
    officer,
    read_at_desk,
    read_by,
    visitor,
)


def test_an_application_can_be_taken_back(work):
    """While it is under review or once it is accepted; its desk hears of it."""
    ours = officer(work)
    for who, application in (applicant(work), accepted(work)):
        assert leaving.withdraw_application(work, who) is application
        assert application.state is ApplicationState.WITHDRAWN
        assert applications.active_application(work, who) is None
        subject = f"application:{application.id}"
        assert audited(work, subject)[-1] == ("application:withdrawn", f"person:{who.id}")
    assert read_at_desk(work, ours).count("desk.application.withdrawn") == 2


def test_there_is_nothing_to_take_back_twice(work):
    """The second tap is told so."""
    who, _ = applicant(work)
    leaving.withdraw_application(work, who)
    for person in (who, newcomer(work)):
        with pytest.raises(NothingToWithdraw):
            leaving.withdraw_application(work, person)


def test_a_visitor_who_leaves_takes_invitations_back(work):
    """Each host who was asked hears it."""
    who, asked, invitation = invited(work)
    leaving.withdraw_application(work, who)
    assert invitation.state is ProposalState.WITHDRAWN
    assert read_by(work, asked)[-1] == "proposal.withdrawn"


def test_a_host_who_leaves_declines_invitations(work):
    """Each visitor who asked hears it."""
    who, asked, invitation = invited(work)
    leaving.withdraw_application(work, asked)
    assert invitation.state is ProposalState.DECLINED
    assert read_by(work, who)[-1] == "proposal.declined"


@pytest.mark.parametrize("leaver", [0, 1])
def test_an_exchange_that_has_not_begun_is_called_off(work, leaver):
    """Whichever side leaves, the other one hears it and the pair is free again."""
    *sides, invitation = invited(work)
    exchange = proposals.accept_proposal(work, sides[1], invitation.id)
    leaving.withdraw_application(work, sides[leaver])
    assert exchange.state is ExchangeState.CANCELLED
    assert invitation.state is ProposalState.WITHDRAWN
    assert read_by(work, sides[1 - leaver])[-1] == "exchange.cancelled"


@pytest.mark.parametrize("leaver", [0, 1])
def test_nobody_leaves_in_the_middle_of_a_stay(work, leaver):
    """It is finished, or interrupted, first; nothing is changed before."""
    *sides, invitation = invited(work)
    exchange = proposals.accept_proposal(work, sides[1], invitation.id)
    exchange.state = ExchangeState.UNDER_WAY
    work.add(exchange)
    with pytest.raises(ExchangeUnderWay):
        leaving.withdraw_application(work, sides[leaver])
    assert applications.active_application(work, sides[leaver]) is not None
    assert work.load(Exchange, exchange.id).state is ExchangeState.UNDER_WAY


def test_others_are_left_alone(work):
    """Only what hangs on this application is called off."""
    _, asked, invitation = invited(work)
    other, _ = visitor(work, "FI")
    elsewhere = proposals.invite_host(work, other, host(work, "SK")[1].id, "", [])
    leaving.withdraw_application(work, asked)
    states = (invitation.state, elsewhere.state)
    assert states == (ProposalState.DECLINED, ProposalState.PROPOSED)
