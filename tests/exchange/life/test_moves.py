"""What may follow what: as it is drawn in docs/architecture.md, by whom, and by one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from exchange.errors import NotPossibleNow
from exchange.life import moves
from exchange.notices import DeskNotice
from exchange.states import CANCELLABLE, OVER
from exchange.timing.next_steps import plan_next_step
from exchange.work import DESK, HELD
from storage.errors import Overtaken
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    CohortRun,
    CohortState,
    Due,
    Exchange,
    ExchangeState,
    Outbox,
    OutboxState,
    Proposal,
    ProposalState,
    Role,
)
from tests.builders.records.pairs import STAY, agree, build_pair, draw_up
from tests.builders.records.reading import told
from tests.builders.records.rows import application, officer, open_proposal, partnership
from tests.builders.records.works import NOON, later
from tests.documents.drawings import PAGE
from tests.documents.life_cycles import MOVES, drawing


@pytest.mark.parametrize("thing", MOVES)
def test_only_what_is_drawn_may_follow(thing):
    """The page is what a Partnership agreed to; whoever changes one changes the other."""
    assert drawing(thing) in PAGE.read_text(encoding="utf-8")


def test_what_is_over_or_may_be_cancelled_is_what_the_table_says():
    """The families of states agree with what may follow what."""
    following = moves.EXCHANGE_MOVES
    assert {one for one in following if not following[one]} == OVER - {ExchangeState.CLOSED}
    after_a_correction = {ExchangeState.DONE, ExchangeState.INTERRUPTED, ExchangeState.VALIDATED}
    assert following[ExchangeState.CLOSED] == after_a_correction
    assert {one for one in following if ExchangeState.CANCELLED in following[one]} == CANCELLABLE


def an_application(work):
    """An application at the desk, and how it is moved."""
    loom = partnership(work, "Loom Ring")
    row = application(work, "AT", Role.VISITOR, loom, ApplicationState.SUBMITTED)
    return row, moves.move_application, ApplicationState.ACCEPTED, ApplicationState.SUBMITTED


def a_proposal(work):
    """An open invitation, and how it is moved."""
    row = open_proposal(work, expires=NOON + timedelta(days=14))
    return row, moves.move_proposal, ProposalState.DECLINED, ProposalState.PROPOSED


def an_exchange(work):
    """An exchange without dates, and how it is moved."""
    row = build_pair(work).exchange
    return row, moves.move_exchange, ExchangeState.CANCELLED, ExchangeState.DATES


def a_cohort(work):
    """A draft of a cohort, and how it is moved."""
    loom = partnership(work, "Loom Ring")
    draft = CohortRun(
        partnership_id=loom.id,
        made_by=officer(work, loom, "AT").id,
        made_at=work.now,
        fingerprint="0" * 64,
    )
    return work.add(draft), moves.move_cohort, CohortState.REPLACED, CohortState.DRAFT


THINGS = {
    Application: an_application,
    Proposal: a_proposal,
    Exchange: an_exchange,
    CohortRun: a_cohort,
}
things = pytest.mark.parametrize("thing", THINGS.values(), ids=lambda one: one.__name__)


@things
def test_a_move_is_audited_with_whoever_made_it(work, thing):
    """From what to what, of which row, by whom."""
    row, move, to, before = thing(work)
    move(work, row, to, "person:7")
    audit = work.session.exec(select(Audit).order_by(col(Audit.id).desc())).first()
    name = "cohort" if isinstance(row, CohortRun) else type(row).__name__.lower()
    assert (audit.actor, audit.act) == ("person:7", f"{name}:{to.value}")
    assert (audit.subject, audit.facts["before"]) == (f"{name}:{row.id}", before.value)
    work.session.refresh(row)
    assert row.state is to


@things
def test_what_may_not_follow_is_refused_and_leaves_no_trace(work, thing):
    """The state stays, and nothing says that somebody did it."""
    row, move, to, before = thing(work)
    move(work, row, to, "person:7")
    acts = len(work.session.exec(select(Audit)).all())
    with pytest.raises(NotPossibleNow):
        move(work, row, before, "person:8")
    assert row.state is to
    assert len(work.session.exec(select(Audit)).all()) == acts


@things
def test_whoever_saw_an_older_state_has_to_look_again(work, thing):
    """Two act at the same moment: the second acts on what the first left, never on what was."""
    row, move, to, _ = thing(work)
    work.session.info.pop(HELD)  # read by somebody who does not hold it
    others = update(type(row)).where(col(type(row).id) == row.id).values(**written(row, to))
    work.session.execute(others, execution_options={"synchronize_session": False})
    with pytest.raises(Overtaken):
        move(work, row, to, "person:8")


def written(row, to):
    """What another has written: the state, with what goes with it."""
    return {"state": to} | ({"decided_at": NOON} if isinstance(row, Proposal) else {})


@things
def test_what_nobody_changed_meanwhile_is_moved(work, thing):
    """Whoever read it without holding it holds it now."""
    row, move, to, _ = thing(work)
    work.session.info.pop(HELD)
    move(work, row, to, "person:7")
    assert work.holds(row)
    assert row.state is to


def test_what_is_one_fact_with_a_state_is_written_with_it(work):
    """An approval has its time and its officer, a decision its reason, dates their days and sum."""
    run, *_ = a_cohort(work)
    facts = {"approved_at": work.now, "approved_by": run.made_by}
    moves.move_cohort(work, run, CohortState.APPROVED, "officer:1", **facts)
    work.session.flush()
    assert (run.approved_at, run.approved_by) == (work.now, run.made_by)
    row, *_ = an_application(work)
    facts = {"decided_at": work.now, "decided_by": run.made_by}
    moves.move_application(work, row, ApplicationState.REJECTED, "officer:1", **facts)
    work.session.flush()
    assert (row.decided_at, row.decided_by) == (work.now, run.made_by)
    exchange, *_ = an_exchange(work)
    moves.move_exchange(work, exchange, ExchangeState.COMMITMENT, "person:1", **STAY)
    work.session.flush()
    assert exchange.ends_on == STAY["ends_on"]


def test_an_invitation_is_decided_once(work):
    """Taken back after a yes, it keeps the time of the yes."""
    row = open_proposal(work, expires=NOON + timedelta(days=14))
    moves.move_proposal(later(work, days=1), row, ProposalState.ACCEPTED, "person:1")
    moves.move_proposal(later(work, days=2), row, ProposalState.WITHDRAWN, "person:1")
    assert row.decided_at == NOON + timedelta(days=1)


def test_a_move_brings_the_reminders_of_the_next_step(work):
    """What was planned for an earlier state is struck."""
    row = build_pair(work).exchange
    plan_next_step(work, row)
    moves.move_exchange(work, row, ExchangeState.CANCELLED, "person:7")
    assert [one.kind for one in work.session.exec(select(Due)) if one.done_at is None] == []


def test_the_cards_of_both_desks_are_settled(work):
    """Whatever waits at the host's desk is no more to be done either, once the dates are open."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    for officer_ in (pair.vop_officer, pair.hop_officer):
        of = officer_.partnership_id
        work.tell_desk(of, DeskNotice.COMMITMENT_TO_SIGN, key=f"card:{of}", exchange=pair.id)
    for card in work.session.exec(select(Outbox).where(Outbox.bot == DESK)):
        card.state, card.message_id, card.ended_at = OutboxState.SENT, 1000 + card.id, work.now
    moves.move_exchange(work, pair.exchange, ExchangeState.CANCELLED, "person:7")
    for officer_ in (pair.vop_officer, pair.hop_officer):
        assert told(work, officer_)[-1] == DeskNotice.CARD_SETTLED
