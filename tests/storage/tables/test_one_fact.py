"""Columns that tell one fact together cannot tell two, whatever the program does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from exchange.work import Work
from storage.queues import inbox, outbox, records
from storage.tables import CohortRun, Enquiry, Report, Resemblance, Sameness
from tests.builders.records.pairs import STAY, build_pair
from tests.builders.records.rows import open_proposal
from tests.builders.records.works import scheme

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
AT = "'2027-03-01 12:00:00+00:00'"
BROKEN = [
    ("inbox", "set_aside = (1 = 1)", "aside_is_done"),
    ("inbox", f"done_at = {AT}, owner = 'me'", "done_in_no_hand"),
    ("outbox", "state = 'cancelled'", "ended_with_time"),
    ("outbox", f"ended_at = {AT}", "ended_with_time"),
    ("outbox", f"ended_at = {AT}, state = 'sent', owner = 'me'", "ended_in_no_hand"),
    ("outbox", "state = 'sending'", "sent_by_somebody"),
    ("due", "outcome = 'done'", "done_with_outcome"),
    ("due", f"done_at = {AT}", "done_with_outcome"),
    ("due", f"done_at = {AT}, outcome = 'forgotten'", "due_outcome"),
    ("organisation", "latitude = NULL", "both_coordinates"),
    ("application", f"decided_at = {AT}", "decided_by_somebody"),
    (
        "application",
        f"state = 'submitted', decided_at = {AT}, decided_by = (SELECT min(id) FROM officer)",
        "undecided_without_time",
    ),
    ("enquiry", "answer = 'Yes'", "answered_with_time"),
    ("enquiry", f"answered_at = {AT}", "answered_with_time"),
    ("proposal", "state = 'proposed'", "decided_with_time"),
    ("proposal", "decided_at = NULL", "decided_with_time"),
    ("cohortrun", "state = 'approved'", "approved_with_time"),
    ("cohortrun", f"state = 'approved', approved_at = {AT}", "approved_by_somebody"),
    ("resemblance", "answer = 'same'", "answered_with_time"),
    ("resemblance", f"answer = 'same', answered_at = {AT}", "answered_by_somebody"),
    # Its first day also says that dates are agreed: either constraint may be the one that is named.
    *(
        ("exchange", f"{one} = NULL", "agreed_together")
        for one in STAY
        if one not in ("starts_on", "lump_sum")
    ),
    ("exchange", "state = 'closed', lump_sum = NULL", "sum_by_state"),
    ("exchange", f"distance_settled_at = {AT}", "distance_by_somebody"),
    ("exchange", "state = 'dates'", "dates_by_state"),
    ("exchange", "state = 'interrupted'", "early_end_by_state"),
    ("exchange", "ended_early_on = ends_on", "early_end_by_state"),
    ("report", f"validated_at = {AT}", "validated_by_somebody"),
    (
        "report",
        f"validated_at = {AT}, validated_by = (SELECT min(id) FROM officer), returned_at = {AT}",
        "validated_or_returned",
    ),
]


@pytest.fixture
def world(database):
    """One transaction that sees a row of every kind, each as the program writes it."""
    with Session(database.engine) as session:
        work = Work(session, NOW, scheme())
        pair = build_pair(work)
        exchange, desk = pair.exchange, pair.vop_officer
        work.add(exchange.sqlmodel_update({"state": "under_way", **STAY}))
        work.add(Report(exchange_id=exchange.id, answers={}, submitted_at=NOW))
        asked = {"asker_id": desk.person_id, "asked_id": pair.visitor.id}
        work.add(
            Enquiry(**asked, application_id=exchange.visitor_id, question="Why?", asked_at=NOW)
        )
        made = {"made_by": desk.id, "made_at": NOW, "fingerprint": "", "figures": {}}
        work.add(CohortRun(partnership_id=exchange.visitor_partnership_id, **made))
        like = {"one_id": 1, "other_id": 2, "probability": 0.9, "answer": Sameness.UNKNOWN}
        work.add(Resemblance(**like, noticed_at=NOW))
        inbox.store(session, "desk", [inbox.Arrived(1, 1, {})], NOW)
        outbox.post(session, [outbox.Letter("desk", 1, "screen")], NOW)
        records.schedule(session, "remind", 1, NOW, "remind:1", {})
        session.flush()
        yield session


def test_half_a_fact_is_refused(world):
    """Each by the rule that says so."""
    told = {one: refusal(world, *one[:2]) for one in BROKEN}
    assert {one: why for one, why in told.items() if f"ck_{one[0]}_{one[2]}" not in why} == {}


def refusal(session, table, change) -> str:
    """What the database says to a change; nothing if it takes it."""
    try:
        with session.begin_nested():
            session.connection().exec_driver_sql(f"UPDATE {table} SET {change}")
    except sa.exc.IntegrityError as error:
        return str(error)
    return ""


def test_an_open_proposal_is_not_decided(world):
    """The other half of what a proposal's state says."""
    open_proposal(Work(world, NOW, scheme()), visitor="FI", host="GR", expires=NOW)
    with pytest.raises(sa.exc.IntegrityError, match="ck_proposal_decided_with_time"):
        world.connection().exec_driver_sql(f"UPDATE proposal SET decided_at = {AT}")
