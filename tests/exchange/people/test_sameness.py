"""Two applicants, one organisation: noticed, asked, and counted as one once an officer said so."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange import desk, leaving
from exchange.applying import applications
from exchange.applying.applications import NotEligible
from exchange.applying.review import SamenessOpen, VisitMade
from exchange.errors import NotFound
from exchange.people import sameness
from exchange.people.officers import RoleMayNot
from exchange.proposing import proposals
from exchange.proposing.errors import VisitsUsedUp
from storage.tables import Application, OfficerRole, Resemblance, Role, Sameness
from tests.builders.records.applicants import (
    AWAY,
    accept,
    accepted,
    answers,
    applicant,
    host,
    newcomer,
    officer,
    visitor,
)
from tests.builders.records.reading import audited

WEAVERS = {"organisation_name": "Ringstrasse Weavers GmbH", "email": "ann@ring.example"}
AGAIN = {"organisation_name": "Ringstraße Weavers", "email": "bo@elsewhere.example"}
STRANGERS = {"organisation_name": "Danube Optics GmbH", "email": "cy@optics.example"}


def pairs(work):
    """What is kept: both organisations and the answer, oldest first."""
    found = work.session.exec(select(Resemblance).order_by(Resemblance.id))
    return [(one.one_id, one.other_id, one.answer) for one in found]


def asked(work, application):
    """The open question on the card of an application."""
    return desk.case_of(work, application.id).question


def answered(work, application, answer):
    """The question of an application, answered by an officer of its Partnership."""
    by = officer(work, application.partnership_id)
    here = application.organisation_id
    of_it = (Resemblance.one_id == here) | (Resemblance.other_id == here)
    known = work.session.exec(select(Resemblance.id).where(of_it).order_by(Resemblance.id)).first()
    return sameness.settle_question(work, by, known, answer)


def visits(work, who):
    """Have somebody agree on a visit."""
    asked_one, hosting = host(work)
    found = proposals.invite_host(work, who, hosting.id, "", [])
    return proposals.accept_proposal(work, asked_one, found.id)


def test_the_same_organisation_is_asked_about(work):
    """The second applicant's card names the first; nothing is merged."""
    _, first = applicant(work, **WEAVERS)
    _, second = applicant(work, **AGAIN)
    question = asked(work, second)
    assert question.application_id == first.id
    assert question.organisation.id == first.organisation_id != second.organisation_id
    assert question.resemblance.probability > sameness.WORTH_ASKING
    assert pairs(work) == [(first.organisation_id, second.organisation_id, Sameness.UNKNOWN)]


@pytest.mark.parametrize(
    "changes",
    [STRANGERS, {**AGAIN, "country": "DE"}],
    ids=["another name", "another country"],
)
def test_strangers_are_not_asked_about(work, changes):
    """Neither another name nor the same one in another country raises a question."""
    applicant(work, **WEAVERS)
    given = answers(work, Role.VISITOR).model_copy(update=changes)
    second = applications.submit_application(work, newcomer(work), given)
    assert (asked(work, second), pairs(work)) == (None, [])


def test_a_shared_number_is_asked_about_in_any_country(work):
    """One VAT number under two names and in two countries."""
    vat = "ATU12345678"
    _, first = applicant(work, **WEAVERS, vat=vat)
    _, second = applicant(work, country="PT", **STRANGERS, vat=vat)
    assert asked(work, second).application_id == first.id


def test_handing_in_again_asks_once(work):
    """The question follows the application: it is kept once, and goes with its reason."""
    applicant(work, **WEAVERS)
    who, second = applicant(work, **AGAIN)
    for changes, questions in ((AGAIN, 1), (STRANGERS, 0), (AGAIN, 1)):
        applications.submit_application(work, who, answers(work, **changes))
        assert (len(pairs(work)), asked(work, second) is not None) == (questions, bool(questions))


def test_one_person_is_not_asked_about_twice(work):
    """Who left and came back with the same organisation raises no question."""
    who, _ = applicant(work, **WEAVERS)
    leaving.withdraw_application(work, who)
    applications.submit_application(work, who, answers(work, **WEAVERS))
    assert pairs(work) == []


def test_different_is_never_asked_again(work):
    """Not when the application is handed in again, nor after leaving and coming back."""
    applicant(work, **WEAVERS)
    who, second = applicant(work, **AGAIN)
    pair = answered(work, second, Sameness.DIFFERENT)
    applications.submit_application(work, who, answers(work, **AGAIN))
    leaving.withdraw_application(work, who)
    third = applications.submit_application(work, who, answers(work, **AGAIN))
    assert pairs(work) == [(pair.one_id, pair.other_id, Sameness.DIFFERENT)]
    assert (asked(work, second), asked(work, third)) == (None, None)


def test_nobody_travels_before_the_question_is_answered(work):
    """Each organisation visits once (ECCP-about), so whose visit it is has to be known; hosts may host."""
    applicant(work, **WEAVERS)
    _, second = applicant(work, **AGAIN)
    with pytest.raises(SamenessOpen):
        accept(work, officer(work), second.id)
    answered(work, second, Sameness.DIFFERENT)
    assert accept(work, officer(work), second.id).state == "accepted"
    _, hosting = applicant(work, Role.HOST, **AGAIN | {"email": "cy@elsewhere.example"})
    assert accept(work, officer(work), hosting.id).state == "accepted"


def test_an_answer_is_written_down(work):
    """With who gave it and when; a second answer corrects the first."""
    applicant(work, **WEAVERS)
    _, second = applicant(work, **AGAIN)
    pair = answered(work, second, Sameness.SAME)
    by = officer(work)
    sameness.settle_question(work, by, pair.id, Sameness.DIFFERENT)
    assert (pair.answer, pair.answered_by, pair.answered_at) == (
        Sameness.DIFFERENT,
        by.id,
        work.now,
    )
    acts = [act for act, _ in audited(work, f"organisation:{pair.one_id}")]
    assert acts == ["organisation:same", "organisation:different"]


@pytest.mark.parametrize(
    ("of", "role", "refused"),
    [(AWAY, OfficerRole.OFFICER, NotFound), (None, OfficerRole.AUDITOR, RoleMayNot)],
)
def test_who_may_answer(work, of, role, refused):
    """Somebody who decides at a Partnership of one of the two."""
    applicant(work, **WEAVERS)
    _, second = applicant(work, **AGAIN)
    number = asked(work, second).resemblance.id
    with pytest.raises(refused):
        sameness.settle_question(work, officer(work, of, role), number, Sameness.SAME)


def test_colleagues_called_the_same_visit_once(work):
    """After one has visited, the other is not accepted, does not invite, may host (HEMPCLUB)."""
    who, _ = visitor(work, **WEAVERS)
    colleague, second = applicant(work, **AGAIN)
    answered(work, second, Sameness.SAME)
    visits(work, who)
    assert desk.case_of(work, second.id).visit_made
    with pytest.raises(VisitMade):
        accept(work, officer(work), second.id)
    with pytest.raises(NotEligible):
        applications.submit_application(work, colleague, answers(work, **AGAIN))
    hosting = answers(work, Role.HOST, capacity=1, **AGAIN)
    assert applications.submit_application(work, colleague, hosting).role is Role.HOST


def test_of_two_open_invitations_one_is_accepted(work):
    """A host who says yes to the second colleague hears that the visit is used up."""
    who, _ = visitor(work, **WEAVERS)
    colleague, second = accepted(work, **AGAIN)
    answered(work, second, Sameness.SAME)
    asked_one, hosting = host(work)
    waiting = proposals.invite_host(work, colleague, hosting.id, "", [])
    visits(work, who)
    with pytest.raises(VisitsUsedUp):
        proposals.accept_proposal(work, asked_one, waiting.id)


def test_colleagues_accepted_before_visit_once(work):
    """Of two accepted the second cannot invite once the first has agreed on a visit."""
    who, _ = visitor(work, **WEAVERS)
    colleague, second = accepted(work, **AGAIN)
    answered(work, second, Sameness.SAME)
    visits(work, who)
    _, hosting = host(work)
    with pytest.raises(VisitsUsedUp):
        proposals.invite_host(work, colleague, hosting.id, "", [])


@pytest.mark.parametrize("answer", [Sameness.UNKNOWN, Sameness.DIFFERENT])
def test_without_an_officers_word_each_visits(work, answer):
    """A likeness alone, or one called different, takes nothing from anybody."""
    who, _ = visitor(work, **WEAVERS)
    colleague, second = accepted(work, **AGAIN)
    answered(work, second, answer)
    visits(work, who)
    assert visits(work, colleague).visitor_id == second.id


def test_a_proof_counts_at_the_door(work):
    """The VAT number of an organisation that has visited is refused, unless called different."""
    who, _ = visitor(work, **WEAVERS, vat="ATU12345678")
    colleague, second = applicant(work, **AGAIN, vat="ATU 12345678")
    visits(work, who)
    with pytest.raises(NotEligible):
        applications.submit_application(work, colleague, answers(work, **AGAIN, vat="ATU12345678"))
    answered(work, second, Sameness.DIFFERENT)
    again = applications.submit_application(
        work, colleague, answers(work, **AGAIN, vat="ATU12345678")
    )
    assert again.id == second.id


def test_sameness_goes_from_one_to_the_next(work):
    """Two that are each the same as a third are one."""
    rows = [
        applicant(work, **changes)[1].organisation_id for changes in (WEAVERS, AGAIN, STRANGERS)
    ]
    by = officer(work, work.session.exec(select(Application.partnership_id)).first())
    said = {"answer": Sameness.SAME, "answered_at": work.now, "answered_by": by.id}
    for one, other in ((rows[0], rows[1]), (rows[1], rows[2])):
        known = work.session.exec(
            select(Resemblance).where(Resemblance.one_id == one, Resemblance.other_id == other)
        ).first()
        pair = known or Resemblance(
            one_id=one, other_id=other, probability=0.6, noticed_at=work.now, **said
        )
        work.add(pair.sqlmodel_update(said))
    assert [sameness.counted_as_one(work, [one]) for one in rows] == [set(rows)] * 3
    assert len(work.session.exec(select(Application)).all()) == 3


def test_a_visit_uses_up_what_is_called_the_same(work):
    """Both organisations are left out of further matching; others are not."""
    who, first = visitor(work, **WEAVERS)
    _, second = accepted(work, **AGAIN)
    accepted(work, **STRANGERS)
    answered(work, second, Sameness.SAME)
    assert sameness.organisations_used_up(work) == set()
    visits(work, who)
    family = {first.organisation_id, second.organisation_id}
    assert sameness.organisations_used_up(work) == family
