"""Two officers at one cohort: one after the other, and nobody is asked twice, on both databases."""

from __future__ import annotations

from functools import partial

import pytest
from sqlmodel import select

from exchange.cohorts import drafts, groups
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import by_the_desk, proposals
from exchange.work import Work
from storage.tables import (
    CohortCompanion,
    CohortRun,
    CohortState,
    Officer,
    Outbox,
    Person,
    Proposal,
    ProposalState,
    Side,
)
from tests.builders.records.applicants import host, officer, visitor
from tests.builders.records.cohorts import approved
from tests.builders.records.meetings import Meeting
from tests.builders.records.works import NOON, scheme


@pytest.fixture
def prepare(database):
    """Does something in a transaction of its own."""

    def run(deed):
        with database.transaction() as session:
            return deed(Work(session, NOON, scheme()))

    run(seed_partnerships)
    return run


@pytest.fixture
def rows(database):
    """Every row of a table."""

    def found(table):
        with database.transaction() as session:
            return list(session.exec(select(table).order_by(table.id)))

    return found


def two_desks(work):
    """A visitor, a host with a place, and two officers of the visitor's Partnership."""
    visitor(work)
    host(work)
    return [officer(work).id for _ in range(2)]


def previewed(work):
    """The same, with a draft."""
    desks = two_desks(work)
    return desks, drafts.preview(work, work.load(Officer, desks[0])).id


def approve(work, desk, run):
    """An officer approves."""
    approved(work, work.load(Officer, desk), run)


def preview(work, desk):
    """An officer looks."""
    drafts.preview(work, work.load(Officer, desk))


async def test_two_officers_approve_one_draft(prepare, rows, database):
    """The visitor is asked once."""
    desks, run = prepare(previewed)
    ends = await Meeting(database, NOON).of(*(partial(approve, desk=one, run=run) for one in desks))
    assert ends == ["", ""]
    assert [one.state for one in rows(Proposal)] == [ProposalState.PROPOSED]
    assert [one.kind for one in rows(Outbox)].count("proposal.received") == 1
    assert [one.state for one in rows(CohortRun)] == [CohortState.APPROVED]


async def test_two_officers_look_at_the_same_moment(prepare, rows, database):
    """There is one draft."""
    desks = prepare(two_desks)
    ends = await Meeting(database, NOON).of(*(partial(preview, desk=one) for one in desks))
    assert ends == ["", ""]
    assert [one.state for one in rows(CohortRun)] == [CohortState.DRAFT]


async def test_the_visitor_agrees_twice_at_once(prepare, rows, database):
    """The host is asked once."""

    def set_up(work):
        desks, run = previewed(work)
        approve(work, desks[0], run)
        made = work.session.exec(select(Proposal)).one()
        return proposals.person_on(work, made, Side.VISITOR).id, made.id

    person, made = prepare(set_up)

    def agree(work):
        by_the_desk.agree(work, work.load(Person, person), made)

    ends = await Meeting(database, NOON).of(agree, agree)
    assert ends[0] == ""
    assert ends[1] != ""
    assert [one.kind for one in rows(Outbox)].count("proposal.received") == 2


async def test_two_officers_join_the_same_visitor_to_others(prepare, rows, database):
    """All three travel together, whoever came first."""

    def set_up(work):
        countries = (("AT", "First Mill"), ("SK", "Second Mill"), ("BE", "Third Mill"))
        made = [visitor(work, country, organisation_name=name)[1].id for country, name in countries]
        host(work, capacity=3)
        return made, [officer(work).id for _ in range(2)]

    (first, second, third), desks = prepare(set_up)
    named = ((first, second), (second, third))

    def join(work, desk, numbers):
        groups.join(work, work.load(Officer, desk), numbers)

    deeds = (partial(join, desk=d, numbers=n) for d, n in zip(desks, named, strict=True))
    assert await Meeting(database, NOON).of(*deeds) == ["", ""]
    assert {one.application_id for one in rows(CohortCompanion)} == {first, second, third}
    assert len({one.number for one in rows(CohortCompanion)}) == 1
