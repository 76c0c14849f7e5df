"""An application goes to another Partnership before it is decided; that one's decision is its acceptance."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.applying import memberships, review
from exchange.applying.transfers import YoursAlready, transfer_application
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.choosing import PartnershipTakesNobody
from exchange.people.cluster_staff import asked_at_desk
from exchange.people.memberships import membership_of
from exchange.people.officers import RoleMayNot
from storage.tables import ApplicationState, Cluster, MembershipState, OfficerRole
from tests.builders.records.applicants import AWAY, HOME, accept, applicant, officer, partnership_id
from tests.builders.records.reading import audited, read_by, still_due, told
from tests.builders.records.works import later, with_entry

WHY = "Their cluster is one of yours."


def test_the_receiving_desk_reviews_it_and_everybody_is_told(work):
    """Who passed it on and both Partnerships stand in the record; the first desk sees it no more."""
    giving, receiving = officer(work, HOME), officer(work, AWAY)
    who, application = applicant(work)
    transfer_application(work, giving, application.id, partnership_id(work, AWAY), WHY)
    assert application.partnership_id == receiving.partnership_id
    assert told(work, receiving)[-1] == "desk.application.submitted"
    assert read_by(work, who)[-1] == "application.moved"
    assert audited(work, f"application:{application.id}")[-1] == (
        "application:transfer",
        f"officer:{giving.id}",
    )
    with pytest.raises(NotFound):
        accept(work, giving, application.id)
    accept(work, receiving, application.id)
    with pytest.raises(NotPossibleNow):  # who has accepted a visitor pays for them
        transfer_application(work, receiving, application.id, partnership_id(work, HOME), WHY)


def test_a_question_goes_with_it(work):
    """The answer comes to the desk that reviews it now, whose clock begins with it."""
    giving, receiving = officer(work, HOME), officer(work, AWAY)
    who, application = applicant(work)
    enquiry = review.ask_applicant(work, giving, application.id, "Since when?")
    transfer_application(work, giving, application.id, partnership_id(work, AWAY), WHY)
    assert application.state is ApplicationState.INFO_REQUESTED
    assert not still_due(work, "review.overdue", application.id)
    review.answer_applicant_enquiry(later(work, hours=1), who, enquiry.id, "Since 2019.")
    assert application.state is ApplicationState.SUBMITTED
    assert told(work, receiving)[-1] == "desk.application.answered"
    assert still_due(work, "review.overdue", application.id)


@pytest.mark.parametrize(
    ("cluster", "said", "taken"),
    [
        ("Photonics Austria", None, True),
        ("Photonics Austria", False, False),
        ("CITEVE", None, False),
    ],
    ids=["its member", "denied", "another's"],
)
def test_who_takes_own_members_only_gets_no_other(work, cluster, said, taken):
    """As it was when they applied; a membership that was denied is none."""
    there = with_entry(work, AWAY, own_members_only=True)
    number = work.session.exec(select(Cluster.id).where(Cluster.name == cluster)).one()
    _, application = applicant(work, cluster_id=number, cluster_other="")
    desk, to = officer(work, HOME), partnership_id(work, AWAY)
    if said is not None:
        memberships.decide(work, desk, application.id, member=said)
    if taken:
        transfer_application(there, desk, application.id, to, WHY)
    else:
        with pytest.raises(PartnershipTakesNobody):
            transfer_application(there, desk, application.id, to, WHY)
    assert (application.partnership_id == to) is taken


def test_the_membership_is_asked_anew_where_another_desk_has_the_cluster(work):
    """Home has the cluster: it is asked once another desk reviews, and no more when it comes back."""
    home, away = officer(work, HOME), officer(work, AWAY)
    number = work.session.exec(select(Cluster.id).where(Cluster.name == "CITEVE")).one()
    _, application = applicant(work, cluster_id=number, cluster_other="")
    found = membership_of(work, application.id)
    assert found.state is MembershipState.NAMED
    transfer_application(work, home, application.id, away.partnership_id, WHY)
    assert (found.state, asked_at_desk(work, home.partnership_id)) == (
        MembershipState.ASKED,
        [found],
    )
    transfer_application(work, away, application.id, home.partnership_id, WHY)
    assert (found.state, found.asked_at) == (MembershipState.NAMED, None)
    memberships.decide(work, home, application.id, member=True)
    transfer_application(work, home, application.id, away.partnership_id, WHY)
    assert found.state is MembershipState.CONFIRMED  # what is settled stays said


@pytest.mark.parametrize(
    ("by", "role", "to", "error"),
    [
        (AWAY, OfficerRole.OFFICER, AWAY, NotFound),
        (HOME, OfficerRole.AUDITOR, AWAY, RoleMayNot),
        (HOME, OfficerRole.OFFICER, HOME, YoursAlready),
        (HOME, OfficerRole.OFFICER, "BLUES", PartnershipTakesNobody),  # its work is over
    ],
)
def test_who_may_pass_on_what_to_whom(work, by, role, to, error):
    """Its own desk alone, to one that works today."""
    who, application = applicant(work)
    before = application.partnership_id
    with pytest.raises(error):
        transfer_application(
            work, officer(work, by, role), application.id, partnership_id(work, to), WHY
        )
    assert application.partnership_id == before
    assert "application.moved" not in read_by(work, who)
