"""What proves a stay: no money before it, unless a coordinator says why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from exchange.errors import NotFound, NotPossibleNow
from exchange.life.reasons import reasons_of
from exchange.people.officers import RoleMayNot
from exchange.timing.evidence import (
    EVIDENCE_MISSING,
    evidence_of,
    missing_evidence,
    waits_for_evidence,
)
from exchange.visiting import closing, course, evidence, paying
from exchange.work import Work
from scheduler.ticks import work_off_due
from storage.tables import Audit, ExchangeState, OfficerRole, Person
from tests.builders.records.pairs import (
    REPORT,
    pay,
    prove,
    ready_pair,
    returned_pair,
    stored,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import still_due, told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import NOON, at, new_database, scheme


def send(work, pair, *items):
    """The visitor hands in a file for each of the items."""
    given_ = {item: [stored(work, pair.visitor)] for item in items}
    return evidence.hand_in_evidence(work, pair.visitor, pair.id, given_)


def unproved_pair(work):
    """A pair whose report is validated, and nothing proved."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    closing.validate_report(back, pair.vop_officer, pair.id)
    return back, pair


def coordinator(work):
    """Whoever coordinates the visitor's Partnership."""
    return officer(work, partnership(work, "Loom Ring"), "FI", OfficerRole.COORDINATOR)


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ((), ["travel", "bed"]),
        (("travel",), ["bed"]),
        (("bed", "attendance"), ["travel"]),
        (("attendance",), ["travel", "bed"]),
        (("travel", "bed"), []),
    ],
)
def test_what_is_required_and_not_there_is_missing(work, sent, missing):
    """Travel and accommodation (https://clamtex.eu/faq-page); an attendance sheet only helps."""
    back, pair = returned_pair(work)
    send(back, pair, *sent)
    assert [one.id for one in missing_evidence(back, pair.exchange)] == missing


def test_a_proof_may_be_sent_from_the_first_day_until_the_payment(work):
    """A boarding pass is photographed at the gate, not weeks later."""
    there, pair = travelling_pair(work)
    send(there, pair, "travel")
    assert [one.item for one in evidence_of(there, pair.exchange)] == ["travel"]


@pytest.mark.parametrize("reached", ["ready", "paid"])
def test_there_is_nothing_to_prove_before_the_stay_and_after_the_payment(work, reached):
    """Neither what has not begun, nor what is closed."""
    if reached == "ready":
        now, pair = work, ready_pair(work)
    else:
        now, pair = validated_pair(work)
        pay(now, pair)
    with pytest.raises(NotPossibleNow):
        send(now, pair, "travel")


def test_the_host_proves_nothing(work):
    """And a file, or an item, that is not there proves nothing."""
    back, pair = returned_pair(work)
    with pytest.raises(evidence.VisitorProves):
        evidence.hand_in_evidence(back, pair.host, pair.id, {"travel": [1]})
    with pytest.raises(NotFound):
        evidence.hand_in_evidence(back, pair.visitor, pair.id, {"travel": [999]})
    with pytest.raises(NotFound):
        send(back, pair, "selfie")


def test_the_same_file_counts_once(work):
    """Two taps at once hand in one file."""
    back, pair = returned_pair(work)
    number = stored(back, pair.visitor)
    for _ in range(2):
        evidence.hand_in_evidence(back, pair.visitor, pair.id, {"travel": [number, number]})
    assert len(evidence_of(back, pair.exchange)) == 1


def test_nothing_is_paid_while_a_proof_is_missing(work):
    """The desk hears that it may pay when the last one has come, and once."""
    back, pair = unproved_pair(work)
    assert "desk.payment.due" not in told(work, pair.vop_officer)
    with pytest.raises(paying.EvidenceMissing):
        pay(back, pair)
    send(back, pair, "travel")
    assert "desk.payment.due" not in told(work, pair.vop_officer)
    send(back, pair, "bed")
    send(back, pair, "bed")
    assert told(work, pair.vop_officer).count("desk.payment.due") == 1
    pay(back, pair)
    assert pair.exchange.state is ExchangeState.PAID


def test_only_a_coordinator_has_it_paid_without(work):
    """With a reason, which stays; the record says who, and what was missing."""
    back, pair = unproved_pair(work)
    send(back, pair, "travel")
    boss = coordinator(back)
    with pytest.raises(RoleMayNot):
        evidence.waive_evidence(back, pair.vop_officer, pair.id, "Trust me.")
    elsewhere = officer(back, partnership(back, "Bobbin League"), "SK", OfficerRole.COORDINATOR)
    with pytest.raises(NotFound):
        evidence.waive_evidence(back, elsewhere, pair.id, "We saw them.")
    report = evidence.waive_evidence(back, boss, pair.id, "Slept at friends'.")
    assert (report.waived_by, report.waived_for) == (boss.id, "Slept at friends'.")
    act = work.session.exec(select(Audit).where(Audit.act == "evidence:waive")).one()
    assert (act.actor, act.facts) == (f"officer:{boss.id}", {"missing": ["bed"]})
    assert not waits_for_evidence(back, pair.exchange)
    assert [one.id for one in missing_evidence(back, pair.exchange)] == ["bed"]
    assert "desk.payment.due" in told(work, pair.vop_officer)
    with pytest.raises(evidence.NothingMissing):
        evidence.waive_evidence(back, boss, pair.id, "Once more.")


def test_nothing_is_waived_before_the_report_is_validated(work):
    """Or where all is there."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    with pytest.raises(NotPossibleNow):
        evidence.waive_evidence(back, coordinator(back), pair.id, "In a hurry.")
    prove(back, pair)
    closing.validate_report(back, pair.vop_officer, pair.id)
    with pytest.raises(evidence.NothingMissing):
        evidence.waive_evidence(back, coordinator(back), pair.id, "In a hurry.")


def test_a_stay_that_earns_nothing_needs_no_proof(work):
    """Two days are no exchange, and nothing is paid for them."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "Illness.")
    assert missing_evidence(there, pair.exchange) == []


@pytest.mark.parametrize(
    ("sent", "reminded"), [((), 3), (("travel",), 3), (("travel", "bed"), 0)], ids=str
)
def test_the_visitor_is_reminded_of_what_is_missing(sent, reminded):
    """On the call's days after the report, until it is there."""
    database = new_database()
    with database.transaction() as session:
        back, pair = returned_pair(Work(session, NOON, scheme()))
        send(back, pair, *sent)
        closing.submit_report(back, pair.visitor, pair.id, REPORT)
        now, visitor = back.now, pair.visitor.id
    for day in range(1, 30):
        work_off_due(database, scheme(), now + timedelta(days=day))
    with database.transaction() as session:
        work = Work(session, now, scheme())
        assert told(work, work.load(Person, visitor)).count("evidence.missing") == reminded
    database.close()


def test_nobody_is_reminded_of_what_is_there(work):
    """As long as something required is missing the reminders stand."""
    back, pair = returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    planned = still_due(back, EVIDENCE_MISSING, pair.id)
    send(back, pair, "travel")
    assert planned == still_due(back, EVIDENCE_MISSING, pair.id) > 0
    send(back, pair, "bed")
    assert still_due(back, EVIDENCE_MISSING, pair.id) == 0


def test_what_is_waived_is_asked_for_no_more(work):
    """Why stands beside the act."""
    back, pair = unproved_pair(work)
    evidence.waive_evidence(back, coordinator(back), pair.id, "The pass was stolen.")
    assert still_due(back, EVIDENCE_MISSING, pair.id) == 0
    (kept,) = reasons_of(back, pair.exchange, "evidence:waive")
    assert kept.said == "The pass was stolen."
