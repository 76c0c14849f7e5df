"""Leaving: the application goes, and what hangs on it is called off and told."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from exchange import leaving
from exchange.applying import applications
from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.leaving import NothingToWithdraw
from exchange.people import people
from exchange.proposing import proposals
from exchange.timing.drafts import plan_draft
from storage.tables import (
    ApplicationState,
    Consent,
    Draft,
    Due,
    Exchange,
    ExchangeState,
    ProposalState,
)
from tests.builders.records.applicants import (
    AWAY,
    accepted,
    applicant,
    host,
    invited,
    newcomer,
    officer,
    visitor,
)
from tests.builders.records.pairs import STAY
from tests.builders.records.reading import audited, read_at_desk, read_by


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
def test_a_stay_that_has_begun_goes_on_without_its_application(work, leaver):
    """One may leave at any time; what all signed is carried to its payment, without a consent."""
    *sides, invitation = invited(work)
    exchange = proposals.accept_proposal(work, sides[1], invitation.id)
    work.add(exchange.sqlmodel_update({"state": ExchangeState.UNDER_WAY, **STAY}))
    leaving.withdraw_consent(work, sides[leaver])
    assert applications.active_application(work, sides[leaver]) is None
    assert work.load(Exchange, exchange.id).state is ExchangeState.UNDER_WAY
    assert not people.consent_given(work, sides[leaver])
    assert people.let_in(work, sides[leaver])
    exchange.state = ExchangeState.PAID
    work.add(exchange)
    assert not people.let_in(work, sides[leaver])


@pytest.mark.parametrize("take_back", [leaving.withdraw_application, leaving.withdraw_consent])
def test_nobody_sees_who_has_left(work, take_back):
    """Neither on a card, nor in the catalogue, nor as a partner to be named; the desk is told."""
    ours = officer(work, AWAY)
    _, asking = visitor(work)
    who, hosting = host(work, partnership=AWAY)
    assert hosts.host_card(work, asking, hosting.id)
    assert hosts.find_partners(work, asking, "Porto Weavers") == [hosting]
    take_back(work, who)
    assert hosts.find_partners(work, asking, "Porto Weavers") == []
    assert hosts.host_profiles(work) == []
    with pytest.raises(NotFound):
        hosts.host_card(work, asking, hosting.id)
    assert read_at_desk(work, ours)[-1] == "desk.application.withdrawn"


def test_nobody_sees_who_took_the_consent_back_before_it_had_effects(work):
    """An application that is still there all the same is not shown either."""
    _, asking = visitor(work)
    who, hosting = host(work)
    people.take_consent_back(work, who)
    assert hosts.find_partners(work, asking, "Porto Weavers") == []
    with pytest.raises(NotFound):
        hosts.host_card(work, asking, hosting.id)


def test_a_consent_taken_back_ends_what_rests_on_it(work):
    """Invitations are taken back, reminders struck, answers of a form gone; twice is once."""
    who, asked, invitation = invited(work)
    work.add(
        Draft(
            user_id=who.telegram_id,
            bot="participants",
            form="app",
            answers={"seeks": "spare parts"},
            started_at=work.now,
            updated_at=work.now,
        )
    )
    plan_draft(work, who)
    leaving.withdraw_consent(work, who)
    leaving.withdraw_consent(work, who)
    assert invitation.state is ProposalState.WITHDRAWN
    assert read_by(work, asked)[-1] == "proposal.withdrawn"
    assert work.session.exec(select(Draft)).all() == []
    assert work.session.exec(select(Due).where(col(Due.done_at).is_(None))).all() == []
    acts = [act for act, _ in audited(work, f"person:{who.id}")]
    assert acts.count("consent:withdraw") == 1


def test_a_consent_to_an_earlier_text_is_taken_back_too(work):
    """What somebody agreed to once is not agreed to for ever."""
    who = newcomer(work)
    given = work.session.exec(select(Consent).where(Consent.person_id == who.id)).one()
    given.text_version = "2020-01-01"
    work.add(given)
    leaving.withdraw_consent(work, who)
    assert not people.consents(work, who.id)


def test_others_are_left_alone(work):
    """Only what hangs on this application is called off."""
    _, asked, invitation = invited(work)
    other, _ = visitor(work, "FI")
    elsewhere = proposals.invite_host(work, other, host(work, "SK")[1].id, "", [])
    leaving.withdraw_application(work, asked)
    states = (invitation.state, elsewhere.state)
    assert states == (ProposalState.DECLINED, ProposalState.PROPOSED)
