"""A decision is taken back while nobody has acted on it: every decision, and what may have happened since."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from exchange.applying import review
from exchange.desk.cases import case
from exchange.desk.exchanges import exchange_card
from exchange.errors import CxcError, NotFound
from exchange.life.undone import UNDO
from exchange.notices import Notice
from exchange.people import people
from exchange.people.officers import RoleMayNot
from exchange.proposing.by_the_desk import agree, bring_together
from exchange.timing.next_steps import CLOSING_OVERDUE
from exchange.timing.reviews import ENQUIRY_UNANSWERED, REVIEW_OVERDUE
from exchange.timing.signatures import COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR, EXCHANGE_START
from exchange.undoing import undo
from exchange.undoing.decisions import KINDS, OTHERWISE, Decision
from exchange.visiting import calendars, closing, commitments, course, evidence, paying
from exchange.work import Work
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    Commitment,
    DateOffer,
    Due,
    Enquiry,
    Exchange,
    ExchangeState,
    OfficerRole,
    Outbox,
    OutboxState,
    Partnership,
    Payment,
    Person,
    Proposal,
    ProposalState,
    Report,
    Role,
    Signature,
)
from tests.builders.records import pairs, rows
from tests.builders.records.reading import read_by, still_due
from tests.builders.records.works import NOON, later, new_database, scheme
from tests.sizes import examples


@dataclass
class Made:
    """A decision that was made: by whom, about which case or exchange, who was told, and what may follow."""

    work: object
    by: object
    told: object = None
    case: int = 0
    exchange: int = 0
    follows: object = None

    @property
    def offered(self):
        """The decision that the card offers to take back."""
        if self.exchange:
            return exchange_card(self.work, self.by, self.exchange).undoable
        return case(self.work, self.by, self.case).undoable

    def undo(self, by=None):
        """Take it back."""
        act, who = self.offered, by or self.by
        number, soon = act.act if act else 0, later(self.work, minutes=1)
        if self.exchange:
            return undo.undo_exchange(soon, who, self.exchange, number)
        return undo.undo_case(soon, who, self.case, number)


def _applicant(work):
    """Somebody who waits for a decision, and the officer who makes it."""
    waiting, by = rows.waiting_application(work)
    return waiting, by, work.load(Person, waiting.person_id)


def accept(work):
    """An application is accepted; they invite somebody."""
    waiting, by, person = _applicant(work)
    host = rows.application(work, "PT", Role.HOST, rows.partnership(work, "Bobbin League"))
    review.accept_application(work, by, waiting.id)

    def invite():
        made = rows.proposal(work, waiting, host)
        work.record(f"person:{person.id}", "proposal:make", f"proposal:{made.id}")

    return Made(work, by, person, case=waiting.id, follows=invite)


def reject(work):
    """An application is rejected; they apply anew."""
    waiting, by, person = _applicant(work)
    review.reject_application(work, by, waiting.id, "Too far away.")

    def again():
        fresh = waiting.model_copy(
            update={"id": None, "state": ApplicationState.SUBMITTED, "decided_at": None}
        )
        work.add(Application(**(fresh.model_dump() | {"decided_by": None, "reason": ""})))

    return Made(work, by, person, case=waiting.id, follows=again)


def ask(work):
    """An applicant is asked; they answer."""
    waiting, by, person = _applicant(work)
    enquiry = review.ask_applicant(work, by, waiting.id, "Which looms?")

    def answer():
        review.answer_applicant_enquiry(work, person, enquiry.id, "Jacquard.")

    return Made(work, by, person, case=waiting.id, follows=answer)


def pair(work):
    """Two are brought together; the visitor agrees."""
    made = accept(work)
    visitor = work.load(Application, made.case)
    for one in work.session.exec(select(Person)).all():
        people.give_consent(work, one)
    host = work.session.exec(select(Application).where(Application.role == Role.HOST)).one()
    proposal = bring_together(work, made.by, visitor.id, host.id)
    return Made(
        work,
        made.by,
        made.told,
        case=visitor.id,
        follows=lambda: agree(work, made.told, proposal.id),
    )


def sign(work):
    """The visitor's Partnership signs; the host's does, too."""
    found = pairs.build_pair(work)
    pairs.agree(work, found)
    pairs.draw_up(work, found)
    commitments.sign_as_person(work, found.visitor, found.id)
    commitments.sign_as_person(work, found.host, found.id)
    commitments.sign_as_officer(work, found.vop_officer, found.id)
    return Made(
        work,
        found.vop_officer,
        exchange=found.id,
        follows=lambda: commitments.sign_as_officer(work, found.hop_officer, found.id),
    )


def cancel(work):
    """An exchange is called off; the visitor is invited by somebody else."""
    found = pairs.ready_pair(work)
    course.cancel_exchange(work, found.vop_officer, found.id, "other")

    def invited():
        other = rows.application(work, "FI", Role.HOST, rows.partnership(work, "Bobbin League"))
        visitor = work.load(Application, found.exchange.visitor_id)
        rows.proposal(work, visitor, other, ProposalState.PROPOSED)

    return Made(work, found.vop_officer, found.visitor, exchange=found.id, follows=invited)


def _reported(work):
    back, found = pairs.returned_pair(work)
    pairs.prove(back, found)
    closing.submit_report(back, found.visitor, found.id, pairs.REPORT)
    return back, found


def send_back(work):
    """A report is sent back; it is handed in anew."""
    back, found = _reported(work)
    closing.return_report(back, found.vop_officer, found.id, "More, please.")

    def again():
        closing.submit_report(back, found.visitor, found.id, pairs.REPORT)

    return Made(back, found.vop_officer, found.visitor, exchange=found.id, follows=again)


def validate(work):
    """A report is validated; the payment is proposed."""
    back, found = _reported(work)
    closing.validate_report(back, found.vop_officer, found.id)
    return Made(
        back,
        found.vop_officer,
        found.visitor,
        exchange=found.id,
        follows=lambda: paying.propose_payment(back, found.vop_officer, found.id, "SEPA-1"),
    )


def waive(work):
    """A stay is to be paid without proof; the payment is proposed."""
    back, found = pairs.returned_pair(work)
    closing.submit_report(back, found.visitor, found.id, pairs.REPORT)
    closing.validate_report(back, found.vop_officer, found.id)
    vop = back.load(Partnership, found.exchange.visitor_partnership_id)
    boss = rows.officer(back, vop, "AT", OfficerRole.COORDINATOR)
    evidence.waive_evidence(back, boss, found.id, "Lost at sea.")
    return Made(
        back,
        boss,
        exchange=found.id,
        follows=lambda: paying.propose_payment(back, boss, found.id, "SEPA-1"),
    )


def propose(work):
    """A payment is proposed; another officer approves it."""
    back, found = pairs.validated_pair(work)
    paying.propose_payment(back, found.vop_officer, found.id, "SEPA-1")
    second = pairs.colleague(back, found)
    return Made(
        back,
        found.vop_officer,
        exchange=found.id,
        follows=lambda: paying.approve_payment(back, second, found.id),
    )


def unpay(work):
    """A proposed payment is sent back; another is proposed."""
    back, found = pairs.validated_pair(work)
    paying.propose_payment(back, found.vop_officer, found.id, "SEPA-1")
    second = pairs.colleague(back, found)
    paying.decline_payment(back, second, found.id, "Another reference.")
    return Made(
        back,
        second,
        exchange=found.id,
        follows=lambda: paying.propose_payment(back, found.vop_officer, found.id, "SEPA-2"),
    )


def approve(work):
    """A payment is approved; its hours are over."""
    back, found = pairs.validated_pair(work)
    paying.propose_payment(back, found.vop_officer, found.id, "SEPA-1")
    second = pairs.colleague(back, found)
    paying.approve_payment(back, second, found.id)
    made = Made(back, second, found.visitor, exchange=found.id)

    def wait():
        made.work = later(back, hours=scheme().deadlines.payment_undo_hours, seconds=1)

    made.follows = wait
    return made


MADE = {
    Decision.ACCEPT: accept,
    Decision.REJECT: reject,
    Decision.ASK: ask,
    Decision.PAIR: pair,
    Decision.SIGN: sign,
    Decision.CANCEL: cancel,
    Decision.RETURN: send_back,
    Decision.VALIDATE: validate,
    Decision.WAIVE: waive,
    Decision.PROPOSE: propose,
    Decision.SEND_BACK: unpay,
    Decision.APPROVE: approve,
}
KEPT = (Application, Exchange, Proposal, Report, Payment, Enquiry, DateOffer, Commitment)


def snapshot(work):
    """Every row that a decision may change, and the signatures."""
    work.session.flush()
    found = {}
    for table in (*KEPT, Signature):
        for row in work.session.exec(select(table)).all():
            found[table.__name__, row.id] = row.model_dump()
    return found


def test_every_decision_of_a_desk_is_in_the_table():
    """Each act that an officer leaves in the record is one that can be undone, or says what is done instead."""
    undoable = {kind.act for kind in KINDS.values()}
    assert set(MADE) == set(Decision)
    assert not undoable & set(OTHERWISE)
    assert _acts_of_officers() <= undoable | set(OTHERWISE) | OF_THE_DESK_ITSELF


OF_THE_DESK_ITSELF = {  # not on cases: colleagues, groups, looks
    "officer:bind",
    "officer:invite",
    "officer:revoke",
    "group:bind",
    "group:want",
    "group:keep",
    "cohort:quota",
    "group:together",
    "payment:alone",
    UNDO,
}


def _acts_of_officers():
    """The acts that are recorded by an officer's name, as they stand in the source."""
    found = set()
    for file in Path("exchange").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", "")
            if name == "record" and isinstance(node, ast.Call) and len(node.args) > 1:
                actor, act = (ast.unparse(one) for one in node.args[:2])
                if ("officer" in actor) and act.startswith("'"):
                    found.add(act.strip("'"))
    return found


@pytest.mark.parametrize("decision", MADE)
def test_nobody_has_acted_so_it_is_taken_back(work, decision):
    """By one tap, once; both states stand in the record, and a button of before does nothing more."""
    made = MADE[decision](work)
    assert made.offered.decision is decision
    act = made.offered.act
    found = made.undo()
    assert found.decision is decision
    (row,) = made.work.session.exec(select(Audit).where(Audit.act == UNDO)).all()
    assert row.facts["decision"] == decision.value
    assert {"before", "after", "undone"} <= set(row.facts)
    assert made.offered is None or made.offered.act != act
    with pytest.raises(undo.ActedOn):
        made.undo()


@pytest.mark.parametrize("decision", MADE)
def test_somebody_has_acted_so_it_stays(work, decision):
    """It is refused, and not a row is another."""
    made = MADE[decision](work)
    act = made.offered.act
    made.follows()
    before = snapshot(made.work)
    wrong = undo.undo_exchange if made.exchange else undo.undo_case
    with pytest.raises((undo.ActedOn, undo.PaidForLong)):
        wrong(made.work, made.by, made.exchange or made.case, act)
    assert snapshot(made.work) == before


@pytest.mark.parametrize("decision", MADE)
def test_a_look_a_note_or_who_sees_to_it_is_no_acting(work, decision):
    """What follows from no decision keeps none."""
    made = MADE[decision](work)
    thing = f"exchange:{made.exchange}" if made.exchange else f"application:{made.case}"
    for act in ("read:card", "case:take", "note:write", "hosting:places"):
        made.work.record(f"officer:{made.by.id}", act, thing)
    assert made.undo().decision is decision


@pytest.mark.parametrize("decision", MADE)
def test_who_may_take_it_back(work, decision):
    """Whoever might have made it: a colleague, no auditor, no other desk."""
    made = MADE[decision](work)
    desk = made.work.load(Partnership, made.by.partnership_id)
    auditor = rows.officer(made.work, desk, "AT", OfficerRole.AUDITOR)
    stranger = rows.officer(made.work, rows.partnership(made.work, "Fourth Desk"), "AT")
    with pytest.raises(RoleMayNot):
        made.undo(auditor)
    with pytest.raises((NotFound, RoleMayNot)):
        made.undo(stranger)
    assert made.undo(rows.officer(made.work, desk, "AT", OfficerRole.COORDINATOR))


@pytest.mark.parametrize("decision", [one for one in MADE if one is not Decision.WAIVE])
def test_who_was_told_is_told_again_and_who_was_not_yet_is_told_nothing(work, decision):
    """A message that has not left never does; one that has is followed by another."""
    made = MADE[decision](work)
    if made.told is None:
        return
    made.undo()
    assert Notice.DECISION_UNDONE not in read_by(made.work, made.told)


@pytest.mark.parametrize(
    "decision", [one for one in MADE if one not in {Decision.WAIVE, Decision.SIGN}]
)
def test_what_was_said_is_corrected_in_words(work, decision):
    """Once to each."""
    made = MADE[decision](work)
    if made.told is None:
        return
    for row in made.work.session.exec(select(Outbox)).all():
        row.state, row.ended_at = OutboxState.SENT, made.work.now
        made.work.session.add(row)
    made.undo()
    assert read_by(made.work, made.told).count(Notice.DECISION_UNDONE) == 1


@pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.REJECT, Decision.VALIDATE])
def test_a_second_decision_is_told_like_the_first(work, decision):
    """The key of a message tells the fact, and a second acceptance is another."""
    made = MADE[decision](work)
    first = len(read_by(made.work, made.told))
    made.undo()
    if decision is Decision.ACCEPT:
        review.accept_application(made.work, made.by, made.case)
    elif decision is Decision.REJECT:
        review.reject_application(made.work, made.by, made.case, "Too far away.")
    else:
        closing.validate_report(made.work, made.by, made.exchange)
    assert len(read_by(made.work, made.told)) > first
    assert made.offered.decision is decision


def test_reminders_follow(work):
    """Of a question that is taken back none is left, and the desk is reminded of its review again."""
    made = ask(work)
    assert still_due(work, ENQUIRY_UNANSWERED, made.case)
    made.undo()
    assert not still_due(work, ENQUIRY_UNANSWERED, made.case)
    assert still_due(work, REVIEW_OVERDUE, made.case)


def test_reminders_of_the_next_step_are_those_of_the_step_that_is_back(work):
    """A report that was validated too early waits for the desk again."""
    made = validate(work)
    made.undo()
    (row,) = {
        row.facts["state"]
        for row in made.work.session.exec(select(Due).where(Due.kind == CLOSING_OVERDUE))
        if row.done_at is None
    }
    assert row == ExchangeState.REPORTED.value


def test_an_exchange_that_was_cancelled_by_mistake_begins_as_planned(work):
    """Its beginning, its departure's reminders and its place are what they were."""
    found = pairs.ready_pair(work)
    kinds = (EXCHANGE_START, DEPARTURE_NEAR)
    planned = [still_due(work, kind, found.id) for kind in kinds]
    course.cancel_exchange(later(work, hours=2), found.vop_officer, found.id, "other")
    assert [still_due(work, kind, found.id) for kind in kinds] == [0, 0]
    made = Made(later(work, hours=3), found.vop_officer, exchange=found.id)
    made.undo()
    assert [still_due(work, kind, found.id) for kind in kinds] == planned
    assert found.exchange.state is ExchangeState.READY
    there = later(work, days=43)
    assert course.start_exchange(there, found.id)


def test_what_was_taken_out_of_calendars_comes_back_into_them(work):
    """Of both: a later version of the same, and it says why it comes."""
    found = pairs.ready_pair(work)
    course.cancel_exchange(later(work, hours=2), found.vop_officer, found.id, "other")
    gone = calendars.sequence(work, found.exchange)
    then = later(work, hours=3)
    Made(then, found.vop_officer, exchange=found.id).undo()
    assert calendars.sequence(then, found.exchange) == gone + 1
    assert calendars.last_change(then, found.exchange) is calendars.Occasion.REVIVED
    query = select(Outbox).where(Outbox.kind == Notice.CALENDAR)
    told = [one.body["sequence"] for one in work.session.exec(query)]
    assert told.count(gone + 1) == 2


def test_no_exchange_is_revived_into_the_past(work):
    """Its first day is over: the two are brought together anew."""
    made = cancel(work)
    act = made.offered.act
    late = work.load(Exchange, made.exchange).starts_on - work.now.date() + timedelta(days=1)
    with pytest.raises(CxcError):
        undo.undo_exchange(later(work, days=late.days), made.by, made.exchange, act)
    assert work.load(Exchange, made.exchange).state is ExchangeState.CANCELLED


def test_a_signature_that_is_taken_back_is_asked_for_and_reminded_of_again(work):
    """The next party's turn is over until then; then it is asked again."""
    made = sign(work)
    exchange = work.load(Exchange, made.exchange)
    made.undo()
    assert commitments.next_signatory(work, exchange).value == "VOP"
    assert still_due(work, COMMITMENT_UNSIGNED, exchange.id)
    commitments.sign_as_officer(later(work, hours=1), made.by, exchange.id)
    asked = col(Outbox.kind) == "desk.commitment.to_sign"
    bodies = [row.body["party"] for row in work.session.exec(select(Outbox).where(asked))]
    assert bodies.count("HOP") == 2


def test_applicants_may_correct_themselves_without_keeping_a_decision(work):
    """Their own answers are no acting on it."""
    made = accept(work)
    made.work.record(f"person:{made.told.id}", "application:correct", f"application:{made.case}")
    assert made.offered


def test_own_decisions_are_listed_newest_first(work):
    """Those of others are on their cards; what was acted on is not there."""
    first, by, _ = _applicant(work)
    review.accept_application(work, by, first.id)
    second = rows.application(
        work, "FI", Role.HOST, rows.partnership(work, "Loom Ring"), "submitted"
    )
    review.accept_application(work, by, second.id)
    found = undo.own_decisions(work, by)
    assert [one.case for one in found] == [second.id, first.id]
    assert (
        undo.own_decisions(work, rows.officer(work, rows.partnership(work, "Loom Ring"), "AT"))
        == []
    )


ACTS = {
    "report": lambda w, p, _: closing.submit_report(w, p.visitor, p.id, pairs.REPORT),
    "return": lambda w, p, by: closing.return_report(w, by, p.id, "More."),
    "validate": lambda w, p, by: closing.validate_report(w, by, p.id),
    "waive": lambda w, p, by: evidence.waive_evidence(w, by, p.id, "Lost."),
    "prove": lambda w, p, _: pairs.prove(w, p),
    "propose": lambda w, p, by: paying.propose_payment(w, by, p.id, "SEPA-1"),
    "decline": lambda w, p, by: paying.decline_payment(w, by, p.id, "No."),
    "approve": lambda w, p, by: paying.approve_payment(w, by, p.id),
    "undo": None,
}
DECISIVE = {"return", "validate", "waive", "propose", "decline", "approve"}
STEPS = st.lists(
    st.tuples(st.sampled_from([*sorted(ACTS), "undo", "undo", "validate"]), st.integers(0, 2)),
    max_size=20,
)


@settings(max_examples=examples(40), deadline=None)
@given(STEPS)
def test_a_decision_is_taken_back_whole_or_not_at_all(steps):
    """After an undo every row stands as before the decision; one that is refused changes nothing.

    But that a proposed payment stays in the books as taken back.
    """
    database = new_database()
    with database.transaction() as session:
        back, found = pairs.returned_pair(Work(session, NOON, scheme()))
        vop = back.load(Partnership, found.exchange.visitor_partnership_id)
        boss = rows.officer(back, vop, "FI", OfficerRole.COORDINATOR)
        staff = [found.vop_officer, boss, rows.officer(back, vop, "FI")]
        ACTS["report"](back, found, None)
        before, last = None, ""
        for step, (act, who) in enumerate(steps):
            then = later(back, minutes=step)
            if act == "undo":
                before = _try_undo(then, found, staff[who], before, last)
                continue
            if act == "prove":  # hangs on no decision
                if found.exchange.state in evidence.HANDED_IN:
                    ACTS[act](then, found, staff[who])
                continue
            seen = snapshot(then)
            try:
                ACTS[act](then, found, staff[who])
            except CxcError:
                assert snapshot(then) == seen
                continue
            before, last = (seen, act) if act in DECISIVE else (None, "")
    database.close()


def _try_undo(work, found, by, before, last):
    seen, offered = snapshot(work), exchange_card(work, by, found.id).undoable
    try:
        undo.undo_exchange(work, by, found.id, offered.act if offered else 0)
    except CxcError:
        assert snapshot(work) == seen
        return before
    after = snapshot(work)
    assert before is not None, "only a decision on which nobody acted is taken back"
    if last == "propose":
        (payment,) = set(after) - set(before)
        assert after.pop(payment)["state"].value == "declined"
    assert _plain(after) == _plain(before)
    return None


LOST = {"certificate_id"}
"""A certificate is drawn anew."""


def _plain(found):
    """The rows without what an undo need not bring back."""
    return {key: {k: v for k, v in row.items() if k not in LOST} for key, row in found.items()}
