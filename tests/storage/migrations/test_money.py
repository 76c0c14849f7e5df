"""Reports with a proof, and payments that one officer recorded, are gone on with."""

from __future__ import annotations

import pytest

from storage.engine import schema
from tests.storage.engine.test_schema import bare
from tests.storage.migrations.test_repairs import DATES, MADE, put, read

__all__ = ["bare"]

pytestmark = pytest.mark.proofs_on_postgresql
MONEY = {"currency": "EUR", "full_sum": 100_000}
EVIDENCE = ("exchange_id", "item", "file_id")
PAYMENT = ("reference", "state", "proposed_by", "decided_by", "alone")


@pytest.fixture
def before(bare):
    """A database of the version before: one exchange is paid, one validated without a proof."""
    schema.upgrade(bare, "0025")
    with bare.engine.begin() as line:
        put(line, "partnership", id=1, name="Loom Ring")
        for number in (1, 2):
            own = {"person_id": number, "organisation_id": number, "partnership_id": 1}
            put(line, "person", id=number, telegram_id=number)
            put(line, "organisation", id=number, latitude=48.2, longitude=16.4)
            put(line, "application", id=number, role="both", state="submitted", **own)
        put(line, "officer", id=1, person_id=2, partnership_id=1, role="officer")
        put(line, "storedfile", id=7, name="pass.pdf", content=b"%PDF")
        for number, state in ((1, "paid"), (2, "validated")):
            put(
                line,
                "proposal",
                id=number,
                visitor_id=number,
                host_id=3 - number,
                made_by="visitor",
                state="accepted",
                decided_at=MADE,
            )
            desks = {"visitor_partnership_id": 1, "host_partnership_id": 1}
            sides = {"proposal_id": number, "visitor_id": number, "host_id": 3 - number}
            put(line, "exchange", id=number, state=state, **desks, **sides, **DATES, **MONEY)
            decided = {"validated_at": MADE, "validated_by": 1}
            proof = 7 if number == 1 else None
            put(line, "report", id=number, exchange_id=number, evidence_id=proof, **decided)
        by = {"recorded_by": 1, "recorded_at": MADE}
        put(
            line,
            "payment",
            id=1,
            exchange_id=1,
            amount=100_000,
            currency="EUR",
            reference="A",
            **by,
        )
    return bare


def rows(database, name, *columns):
    """Those columns of every row."""
    with database.engine.connect() as line:
        return read(line, name, *columns)


def test_what_one_officer_recorded_is_marked_so_and_comes_back(before):
    """The proof keeps its file under a name of its own: nobody knows what it proved."""
    schema.upgrade(before, "0027")
    assert rows(before, "evidence", *EVIDENCE) == [(1, "proof", 7)]
    assert rows(before, "payment", *PAYMENT) == [("A", "paid", 1, 1, True)]
    assert rows(before, "partnership", "pays_alone") == [(False,)]
    schema.downgrade(before, "0025")
    assert rows(before, "report", "evidence_id") == [(7,), (None,)]
    assert rows(before, "payment", "reference", "recorded_by") == [("A", 1)]


def test_a_payment_that_waits_for_approval_waits_to_be_paid_again(before):
    """The version before knows no proposal."""
    schema.upgrade(before, "0027")
    with before.engine.begin() as line:
        of = {"exchange_id": 2, "amount": 100_000, "currency": "EUR", "reference": "B"}
        put(line, "payment", id=2, state="proposed", proposed_by=1, **of)
        line.exec_driver_sql("UPDATE exchange SET state = 'payment_proposed' WHERE id = 2")
    schema.downgrade(before, "0026")
    assert rows(before, "exchange", "state") == [("paid",), ("validated",)]
    assert rows(before, "payment", "reference") == [("A",)]


def test_what_is_validated_and_worth_nothing_is_closed_and_waits_again(before):
    """Nothing can be paid for it, so it waited for ever."""
    with before.engine.begin() as line:
        line.exec_driver_sql("UPDATE exchange SET lump_sum = 0 WHERE id = 2")
    schema.upgrade(before, "0029")
    assert rows(before, "exchange", "state") == [("paid",), ("closed",)]
    schema.downgrade(before, "0028")
    assert rows(before, "exchange", "state") == [("paid",), ("validated",)]
