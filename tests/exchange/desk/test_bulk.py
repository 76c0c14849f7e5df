"""Accepted by one tap: exactly those that were shown, none with a question; one officer takes a case."""

from __future__ import annotations

import pytest

from exchange.applying.memberships import decide
from exchange.applying.taking import TakenMeanwhile, let_case_go, take_case, taker
from exchange.desk import accept_all, all_fine, mark_of
from exchange.desk.bulk import AT_ONCE, ListChanged
from exchange.errors import NotFound
from exchange.people.officers import RoleMayNot
from storage.tables import ApplicationState, OfficerRole
from tests.builders.records.applicants import AWAY, applicant, officer, organisation, vouch


def applied(work, count, **more):
    """So many applications without a question."""
    return [
        vouched(
            work, organisation_name=f"{name} Looms", email=f"office@{name}.example".lower(), **more
        )
        for name in "Amber Birch Cedar Dogwood Elder Fir Gorse Hazel Ivy".split()[:count]
    ]


def vouched(work, **more):
    """An application whose membership is confirmed."""
    _, application = applicant(work, **more)
    vouch(work, officer(work), application)
    return application


def ids(some):
    """Numbers of applications."""
    return [one.application.id for one in some]


def test_those_shown_are_accepted_and_only_those(work):
    """One that came later is not; a second tap is refused, as the list has changed."""
    ours, first = officer(work), applied(work, 2)
    shown = all_fine(work, ours)
    assert ids(shown) == [one.id for one in first]
    vouched(work, organisation_name="Zither Silk", email="office@zither.example")
    with pytest.raises(ListChanged):
        accept_all(work, ours, mark_of(shown))
    assert {one.state for one in first} == {ApplicationState.SUBMITTED}
    shown = all_fine(work, ours)
    assert ids(accept_all(work, ours, mark_of(shown))) == ids(shown)
    with pytest.raises(ListChanged):
        accept_all(work, ours, mark_of(shown))


def test_who_needs_a_look_is_not_among_them(work):
    """No confirmed membership, no place, another organisation like it, or a colleague's case."""
    ours, colleague = officer(work), officer(work)
    fine, placeless, clusterless, taken = applied(work, 4)
    organisation(work, placeless).latitude = organisation(work, placeless).longitude = None
    decide(work, officer(work), clusterless.id, member=False)
    take_case(work, colleague, taken.id)
    applicant(work, organisation_name="Amber Looms", email="twin@amber.example")
    assert fine.id not in ids(all_fine(work, ours))
    assert ids(all_fine(work, ours)) == []
    assert taken.id in ids(all_fine(work, colleague))


def test_as_many_at_once_as_one_reads(work):
    """Seven names; other desks see none, an auditor accepts none."""
    applied(work, 9)
    assert len(all_fine(work, officer(work))) == AT_ONCE
    assert all_fine(work, officer(work, AWAY)) == []
    auditor = officer(work, role=OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        accept_all(work, auditor, mark_of(all_fine(work, auditor)))


def test_a_case_is_taken_by_one(work):
    """Twice by the same is once; by another not until it is free; by another desk never."""
    ours, colleague, (one,) = officer(work), officer(work), applied(work, 1)
    assert take_case(work, ours, one.id) is take_case(work, ours, one.id)
    with pytest.raises(TakenMeanwhile):
        take_case(work, colleague, one.id)
    assert taker(work, one) is ours
    let_case_go(work, colleague, one.id)
    assert taker(work, one) is None
    with pytest.raises(NotFound):
        take_case(work, officer(work, AWAY), one.id)
    take_case(work, ours, one.id)
    ours.revoked_at = work.now
    assert taker(work, one) is None
