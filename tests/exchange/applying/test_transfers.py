"""An application goes to another Partnership before it is decided; that one's decision is its acceptance."""

from __future__ import annotations

import pytest

from exchange.applying.transfers import YoursAlready, transfer_application
from exchange.errors import NotFound, NotPossibleNow
from exchange.people.choosing import PartnershipTakesNobody
from exchange.people.officers import RoleMayNot
from storage.tables import OfficerRole
from tests.builders.records.applicants import AWAY, HOME, accept, applicant, officer, partnership_id
from tests.builders.records.reading import audited, read_by, told

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
