"""Leaving: the application goes, and what hangs on it is called off and told."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from exchange import leaving
from exchange.access import Thing, may_name
from exchange.applying import applications
from exchange.cooperating import introducing, projects, searching
from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.leaving import NothingToWithdraw
from exchange.notices import Notice
from exchange.people import people
from exchange.proposing import blocking, proposals
from exchange.proposing.enquiries import answer_enquiry, ask_about_proposal
from exchange.proposing.errors import AskerGone, NotAcceptedYet, NotTakingPart
from exchange.supporting import publishing, requesting
from exchange.supporting import searching as catalogue
from exchange.timing.drafts import plan_draft
from exchange.timing.requests import REQUEST_UNANSWERED
from storage.tables import (
    ApplicationState,
    Consent,
    Draft,
    Due,
    Exchange,
    ExchangeState,
    ProposalState,
    ServiceKind,
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
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import member
from tests.builders.records.pairs import STAY
from tests.builders.records.reading import audited, read_at_desk, read_by
from tests.builders.records.works import later


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


def freeze(work, who):
    """Shown to nobody, as a data protection officer has it."""
    people.freeze(work, who, "operator")


GONE = [leaving.withdraw_application, leaving.withdraw_consent, freeze]
LOOKS_FOR = "We knit sweaters. We look for suppliers of cotton yarn."


def in_touch(work):
    """Two who were introduced and have a project; the second offers a service."""
    (me, _), (other, theirs) = member(work), member(work, "PT", kind="scaling_up_support")
    service = publishing.publish(work, other, ServiceKind.FAB_LAB, "Open lab", "Looms for all.")
    searching.open_search(work, me, LOOKS_FOR)
    met = introducing.ask(work, me, theirs.id, "Shall we talk?")
    introducing.answer(work, other, met.id, agreed=True)
    projects.begin(work, me, met.id, "Yarn", "Yarn of rags.", "")
    return me, other, theirs, service, met


@pytest.mark.parametrize("gone", GONE)
def test_what_hangs_on_a_profile_beside_visits_is_shown_to_nobody(work, gone):
    """Services, contacts, names in projects, and the number itself."""
    me, other, theirs, service, met = in_touch(work)
    (project,) = projects.projects_of(work, me)
    assert introducing.contact(work, me, met).email
    gone(work, other)
    assert not catalogue.can_see(work, me, service.id)
    assert introducing.introductions_of(work, me) == []
    with pytest.raises(introducing.NoContact):
        introducing.contact(work, me, met)
    assert theirs not in projects.shown_members(work, project)
    with pytest.raises(projects.NotIntroduced):
        projects.begin(work, me, met.id, "Another", "More yarn of rags.", "")
    for thing in (Thing.HOST, Thing.PARTNER, Thing.CHAIN_PARTNER, Thing.SERVICE):
        assert not may_name(work, me, thing, theirs.id)


@pytest.mark.parametrize("gone", GONE)
def test_nobody_is_brought_together_with_who_has_left(work, gone):
    """Neither by themselves nor by a desk that knows the number."""
    who, _ = visitor(work)
    hosting, theirs = host(work)
    gone(work, hosting)
    with pytest.raises((NotTakingPart, NotAcceptedYet)):
        proposals.invite_host(work, who, theirs.id, "", [])
    assert not may_name(work, officer(work, AWAY), Thing.HOST, theirs.id)


def test_who_waits_for_an_answer_of_somebody_who_leaves_is_told(work):
    """Of services and introductions; at once, once, and nobody is reminded any more."""
    (me, mine), (other, theirs) = member(work), member(work, "PT", kind="scaling_up_support")
    service = publishing.publish(work, other, ServiceKind.FAB_LAB, "Open lab", "Looms for all.")
    searching.open_search(work, me, LOOKS_FOR)
    introducing.ask(work, me, theirs.id, "Shall we talk?")
    requesting.request(work, me, service.id, "May we come on Monday?")
    leaving.withdraw_application(work, other)
    do_what_is_due(later(work, days=60))
    said = read_by(work, me)
    assert [said.count(one) for one in (Notice.SERVICE_GONE, Notice.INTRODUCTION_GONE)] == [1, 1]
    assert REQUEST_UNANSWERED not in read_by(work, other)
    assert mine.state is ApplicationState.ACCEPTED


def test_nobody_is_asked_any_more_by_who_has_left(work):
    """What they asked needs no answer, and none is passed on to them; their search has ended."""
    (me, _), (other, _) = member(work), member(work, "PT", kind="scaling_up_support")
    service = publishing.publish(work, other, ServiceKind.FAB_LAB, "Open lab", "Looms for all.")
    search = searching.open_search(work, me, LOOKS_FOR)
    asked = requesting.request(work, me, service.id, "May we come on Monday?")
    before = read_by(work, me)
    leaving.withdraw_consent(work, me)
    assert search.ended_at
    assert requesting.requests_of(work, other) == []
    with pytest.raises(AskerGone):
        answer_enquiry(work, other, asked.id, "Gladly.")
    do_what_is_due(later(work, days=60))
    assert read_by(work, me) == before
    assert REQUEST_UNANSWERED not in read_by(work, other)


def test_an_answer_reaches_nobody_who_keeps_its_writer_away(work):
    """Whoever asked and then blocked them reads nothing of theirs any more."""
    who, asked, invitation = invited(work)
    enquiry = ask_about_proposal(work, who, invitation.id, "How many looms are there?")
    blocking.block_partner(work, who, invitation.id)
    with pytest.raises(AskerGone):
        answer_enquiry(work, asked, enquiry.id, "Come and see, you fool.")
