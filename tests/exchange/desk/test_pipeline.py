"""The pipeline: every case that waits for somebody stands at one step, and can be reminded of."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.applying import review
from exchange.desk import Step, pipeline, remind_all
from exchange.desk.pipeline import OF_APPLICATIONS, OF_EXCHANGES, REMINDED_BY
from exchange.errors import NotPossibleNow
from exchange.people import people
from exchange.people.officers import RoleMayNot
from exchange.states import OVER
from exchange.visiting import closing, commitments, paying
from storage.tables import (
    ApplicationState,
    Due,
    ExchangeState,
    OfficerRole,
    Person,
    ProposalState,
    Role,
)
from tests.builders.records import pairs
from tests.builders.records.rows import application, officer, partnership, proposal
from tests.builders.records.works import later


def standing(work, officer):
    """The steps at which something stands, with how many are the desk's own."""
    return {step: [one.ours for one in some] for step, some in pipeline(work, officer).items()}


def signing(work):
    """A pair of which the visitor and the host have signed."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    pairs.draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    return pair


def test_every_state_that_waits_has_its_step():
    """An application until it is accepted, an exchange until it is over."""
    over = {ApplicationState.ACCEPTED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
    assert set(ApplicationState) - over == set(OF_APPLICATIONS)
    assert set(ExchangeState) - OVER == set(OF_EXCHANGES)


def test_applications_stand_where_their_desk_sees_them(work):
    """To review, asked, without a host, with a host invited; at no other desk."""
    own, other = partnership(work, "Loom Ring"), partnership(work, "Bobbin League")
    desk, stranger = officer(work, own, "AT"), officer(work, other, "PT")
    waiting = {"state": ApplicationState.SUBMITTED}
    application(work, "AT", Role.VISITOR, own, **waiting)
    asked = application(work, "PT", Role.VISITOR, own, **waiting)
    review.ask_applicant(work, desk, asked.id, "Which looms do you have?")
    looking = application(work, "FI", Role.VISITOR, own)
    inviting, host = (
        application(work, "BE", Role.VISITOR, own),
        application(work, "GR", Role.HOST, other),
    )
    for one in (looking, inviting):
        people.give_consent(work, work.load(Person, one.person_id))
    proposal(work, inviting, host, ProposalState.PROPOSED)
    assert standing(work, desk) == {
        Step.REVIEW: [True],
        Step.ANSWER: [False],
        Step.HOST: [False],
        Step.INVITATION: [False],
    }
    assert standing(work, stranger) == {}


def test_an_exchange_stands_at_the_visitors_desk_and_at_the_hosts_when_it_signs(work):
    """From dates to payment, one step at a time."""
    pair = pairs.build_pair(work)
    seen = [(standing(work, pair.vop_officer), standing(work, pair.hop_officer))]
    pairs.agree(work, pair)
    seen.append((standing(work, pair.vop_officer), standing(work, pair.hop_officer)))
    pairs.draw_up(work, pair)
    for sign, who in (
        (commitments.sign_as_person, pair.visitor),
        (commitments.sign_as_person, pair.host),
        (commitments.sign_as_officer, pair.vop_officer),
        (commitments.sign_as_officer, pair.hop_officer),
    ):
        seen.append((standing(work, pair.vop_officer), standing(work, pair.hop_officer)))
        sign(work, who, pair.id)
    seen.append((standing(work, pair.vop_officer), standing(work, pair.hop_officer)))
    pairs.sign_money(work, pair)
    seen.append((standing(work, pair.vop_officer), standing(work, pair.hop_officer)))
    theirs, ours = [False], [True]
    assert seen == [
        ({Step.DATES: theirs}, {}),
        ({Step.COMMITMENT: theirs}, {}),
        ({Step.SIGNING: theirs}, {}),
        ({Step.SIGNING: theirs}, {}),
        ({Step.SIGNING: ours}, {}),
        ({Step.SIGNING: theirs}, {Step.SIGNING: ours}),
        ({Step.AGREEMENT: theirs}, {}),
        ({}, {}),
    ]


def test_after_the_stay_report_validation_and_payment_follow(work):
    """The report is the visitor's, what comes after it the desk's."""
    back, pair = pairs.returned_pair(work)
    steps = [standing(back, pair.vop_officer)]
    closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
    steps.append(standing(back, pair.vop_officer))
    closing.validate_report(back, pair.vop_officer, pair.id)
    steps.append(standing(back, pair.vop_officer))
    pairs.prove(back, pair)
    steps.append(standing(back, pair.vop_officer))
    paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-1")
    steps.append(standing(back, pair.vop_officer))
    assert steps == [
        {Step.REPORT: [False]},
        {Step.VALIDATION: [True]},
        {Step.PAYMENT: [False]},  # the visitor has to prove the stay
        {Step.PAYMENT: [True]},
        {Step.PAYMENT: [True]},
    ]


def test_the_longest_stands_first_and_late_is_what_the_call_says(work):
    """A review may take as many days as the call gives it, and not a moment more."""
    ring = partnership(work, "Loom Ring")
    desk = officer(work, ring, "AT")
    waiting = {"state": ApplicationState.SUBMITTED}
    younger = application(work, "AT", Role.VISITOR, ring, **waiting)
    older = application(later(work, days=-3), "PT", Role.VISITOR, ring, **waiting)
    days = work.scheme.deadlines.review_days
    due = later(work, days=days - 3)
    found = [(one.subject, one.late) for one in pipeline(due, desk)[Step.REVIEW]]
    assert found == [(older.id, False), (younger.id, False)]
    found = [(one.subject, one.late) for one in pipeline(later(due, seconds=1), desk)[Step.REVIEW]]
    assert found == [(older.id, True), (younger.id, False)]


def open_rows(work, kind):
    """What is planned of a kind."""
    rows = work.session.exec(select(Due).where(Due.kind == kind)).all()
    return [row for row in rows if row.done_at is None]


def test_all_who_are_waited_for_are_reminded_once_a_day(work):
    """Their next reminder comes now instead of later; nothing is added to what was planned."""
    pair = signing(work)
    kind = REMINDED_BY[Step.SIGNING]
    commitments.sign_as_officer(work, pair.vop_officer, pair.id)
    planned = len(open_rows(work, kind))
    desk = pair.vop_officer
    assert remind_all(later(work, hours=23), desk, Step.SIGNING) == 0
    soon = later(work, days=1, seconds=1)
    assert remind_all(soon, desk, Step.SIGNING) == 1
    assert sum(row.due_at <= soon.now for row in open_rows(work, kind)) == 1
    assert len(open_rows(work, kind)) == planned
    assert remind_all(soon, desk, Step.SIGNING) == 1, "not said yet: the same row, still due now"
    assert sum(row.due_at <= soon.now for row in open_rows(work, kind)) == 1


def test_nobody_is_reminded_by_whom_it_is_not_waited_for(work):
    """The desk does not remind itself; what it has to do itself it cannot remind of."""
    pair = signing(work)
    desk, soon = pair.vop_officer, later(work, days=2)
    assert standing(soon, desk) == {Step.SIGNING: [True]}
    assert remind_all(soon, desk, Step.SIGNING) == 0
    for step in set(Step) - set(REMINDED_BY):
        with pytest.raises(NotPossibleNow):
            remind_all(soon, desk, step)


def test_who_only_reads_reminds_nobody(work):
    """Seeing the pipeline is reading; reminding is deciding."""
    ring = partnership(work, "Loom Ring")
    auditor = officer(work, ring, "AT", role=OfficerRole.AUDITOR)
    assert pipeline(work, auditor) == {}
    with pytest.raises(RoleMayNot):
        remind_all(work, auditor, Step.SIGNING)
