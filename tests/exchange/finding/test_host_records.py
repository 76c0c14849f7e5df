"""Records of hosts: what became of the invitations they received."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from exchange.finding import hosts
from exchange.finding.host_records import host_records
from exchange.people import partnerships
from exchange.proposing import proposals
from exchange.work import Work
from matching.profiles import NEVER_ASKED, Record
from storage.tables import Cluster, Proposal, ProposalState, Side
from tests.builders.records.applicants import host, organisation, visitor
from tests.builders.records.works import NOON, later, scheme


def invite(work, hosting, days, act):
    """Have a new visitor invite a host, and something happen to it some days later."""
    who, _ = visitor(work)
    number = proposals.invite_host(work, who, hosting[1].id, "", []).id
    act(later(work, days=days), who, hosting[0], number)


ACTS = {
    "accept": lambda work, _, asked, number: proposals.accept_proposal(work, asked, number),
    "decline": lambda work, _, asked, number: proposals.decline_proposal(work, asked, number, ""),
    "expire": lambda work, _, __, number: proposals.expire_proposal(work, number),
    "withdraw": lambda work, who, _, number: proposals.withdraw_proposal(work, who, number),
    "wait": lambda *_: None,
}


@pytest.mark.parametrize(
    ("story", "record"),
    [
        ([], None),
        ([("wait", 1)], Record(waiting=1)),
        ([("accept", 2)], Record(accepted=1, days=2.0)),
        ([("decline", 1), ("decline", 2), ("accept", 6)], Record(1, 2, 0, 0, 3.0)),
        ([("expire", 14), ("decline", 4)], Record(declined=1, lapsed=1, days=4.0)),
        ([("withdraw", 3)], Record()),
    ],
)
def test_answers_are_counted(work, story, record):
    """Each by what became of it; the days of those that were answered."""
    hosting = host(work, capacity=9)
    for act, days in story:
        invite(work, hosting, days, ACTS[act])
    number = hosting[1].id
    found = host_records(work).get(number)
    assert (found and rounded(found)) == record
    assert host_records(work, number) == ({number: found} if found else {})
    assert host_records(work, number + 1) == {}


def rounded(record):
    """The record, its days to a thousandth."""
    days = record.days and round(record.days, 3)
    return Record(record.accepted, record.declined, record.lapsed, record.waiting, days)


def test_what_a_host_proposed_itself_does_not_count(work):
    """It is the visitor who answers there."""
    (asking, hosting), (_, guest) = host(work), visitor(work)
    proposals.declare_pair(work, asking, guest.id, "")
    assert host_records(work) == {}
    assert hosting.id


def test_the_database_works_out_the_days(database):
    """The same on SQLite and PostgreSQL, to the hour."""
    with Session(database.engine) as session:
        work = Work(session, NOON, scheme())
        partnerships.seed_partnerships(work)
        (_, guest), (_, hosting) = visitor(work), host(work)
        answered = NOON + timedelta(days=1, hours=12)
        for state, decided in (
            (ProposalState.DECLINED, answered),
            (ProposalState.EXPIRED, answered),
            (ProposalState.PROPOSED, None),
        ):
            work.add(
                Proposal(
                    visitor_id=guest.id,
                    host_id=hosting.id,
                    made_by=Side.VISITOR,
                    state=state,
                    made_at=NOON,
                    expires_at=NOON,
                    decided_at=decided,
                )
            )
        assert rounded(host_records(work)[hosting.id]) == Record(0, 1, 1, 1, 1.5)


def test_a_record_is_part_of_the_profile(work):
    """In the list and on the card alike."""
    hosting, (_, own) = host(work, capacity=2), visitor(work)
    invite(work, hosting, 1, ACTS["accept"])
    (listed,) = hosts.host_profiles(work)
    card = hosts.host_card(work, own, hosting[1].id)
    assert (listed.record.accepted, card.host.record.accepted) == (1, 1)
    assert hosts.profile_of(work, own).record == NEVER_ASKED


@pytest.mark.parametrize("label", [None, "gold"])
def test_a_cluster_s_label_tells_its_maturity(work, label):
    """It belongs to the cluster, so every member has it."""
    _, own = visitor(work)
    cluster = work.load(Cluster, organisation(work, own).cluster_id)
    cluster.label = label
    work.add(cluster)
    assert hosts.profile_of(work, own).maturity == label
