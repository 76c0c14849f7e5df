"""The list moves up by itself; changes and a cancellation reach everybody, and nothing is half done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from exchange import leaving
from exchange.due import do_due
from exchange.finding.group_seats import seats_of
from exchange.group_visits import changing, joining
from exchange.group_visits.changing import Changes
from exchange.group_visits.errors import (
    GroupVisitBegun,
    GroupVisitCancelled,
    NoSeatOffered,
    NothingDifferent,
    SeatsTaken,
)
from exchange.people.officers import RIGHTS
from exchange.people.signing import open_amendment
from exchange.scheme.stay import StayTooShort
from exchange.timing.group_visits import GROUP_MOVE_UP, GROUP_OFFER_EXPIRE
from exchange.undoing.undo import undo_exchange, undoable_exchange
from exchange.visiting import commitments, course
from exchange.visiting.amending import Change, ask_amendment, refuse_amendment
from exchange.visiting.dates import DaysOfTheGroup
from storage.tables import (
    Due,
    DueOutcome,
    ExchangeState,
    GroupVisitState,
    GuestState,
    Outbox,
    Partnership,
)
from tests.builders.records.applicants import officer, visitor
from tests.builders.records.groups import (
    ENDS,
    STARTS,
    exchange_of,
    guests,
    holders,
    published,
    sign,
    states,
)
from tests.builders.records.pairs import PAPER
from tests.builders.records.works import at, later, working

MOVED = Changes(starts_on=date(2027, 4, 19), ends_on=date(2027, 4, 21))
WHY = "The fair was moved by a week."


@pytest.fixture
def work():
    """A seeded database."""
    with working(seeded=True) as found:
        yield found


def told(work, person):
    """The kinds of what somebody was told, in order."""
    query = select(Outbox.kind).where(Outbox.chat_id == person.telegram_id).order_by(Outbox.id)
    return list(work.session.exec(query))


def work_off(work, *kinds):
    """What has come due of those kinds, as the clock does it; the outcomes."""
    query = select(Due).where(
        col(Due.kind).in_(kinds), col(Due.done_at).is_(None), Due.due_at <= work.now
    )
    found = []
    for due in work.session.exec(query.order_by(Due.due_at, Due.id)).all():
        outcome = do_due(work, due)
        if outcome is not None:
            due.done_at, due.outcome = work.now, outcome
            work.add(due)
            found.append(outcome)
    return found


def test_the_list_moves_up_when_somebody_leaves(work):
    """The first who waits is offered the seat, for two days, and told; the next one is not."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 4)
    person, guest = found[0]
    course.cancel_exchange(work, person, exchange_of(work, guest).id, "illness")
    assert work_off(work, GROUP_MOVE_UP) == [DueOutcome.DONE]
    assert states(work, visit) == ["left", "joined", "offered", "waiting"]
    assert holders(work, visit) == [found[2][1].id, found[1][1].id]
    assert told(work, found[2][0])[-1] == "group.seat_offered"
    assert "group.seat_offered" not in told(work, found[3][0])
    assert found[2][1].offered_until >= work.now + timedelta(hours=48)


def test_a_seat_that_is_taken_is_an_exchange(work):
    """As if it had been free from the first."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    course.cancel_exchange(work, found[0][0], exchange_of(work, found[0][1]).id, "illness")
    work_off(work, GROUP_MOVE_UP)
    guest = joining.take_offer(work, found[2][0], visit.id)
    assert (guest.state, exchange_of(work, guest).starts_on) == (GuestState.JOINED, STARTS)
    assert guest.offered_until is None
    long_after = later(work, days=5)
    assert work_off(long_after, GROUP_OFFER_EXPIRE) == []  # struck: nothing is taken away again


def test_an_offer_goes_on_to_the_next(work):
    """Who does not answer loses the turn, and is told; whoever waits next is offered it."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 4)
    course.cancel_exchange(work, found[0][0], exchange_of(work, found[0][1]).id, "illness")
    work_off(work, GROUP_MOVE_UP)
    after = later(work, days=3)
    assert work_off(after, GROUP_OFFER_EXPIRE) == [DueOutcome.DONE]
    assert work_off(after, GROUP_MOVE_UP) == [DueOutcome.DONE]
    assert states(after, visit) == ["left", "joined", "left", "offered"]
    assert told(after, found[2][0])[-1] == "group.offer_over"
    with pytest.raises(NoSeatOffered):
        joining.take_offer(after, found[2][0], visit.id)


def test_no_thank_you_moves_the_list_up(work):
    """At once, not after two days."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 4)
    course.cancel_exchange(work, found[0][0], exchange_of(work, found[0][1]).id, "illness")
    work_off(work, GROUP_MOVE_UP)
    soon = later(work, minutes=1)
    joining.leave(soon, found[2][0], visit.id)
    work_off(soon, GROUP_MOVE_UP)
    assert states(soon, visit)[3] == "offered"


def test_more_seats_move_the_list_up(work):
    """As many are offered as find room, in the order in which they came."""
    who, visit = published(work, seats=2)
    guests(work, visit, 5)
    changing.change(work, who, visit.id, Changes(seats=4), WHY)
    work_off(work, GROUP_MOVE_UP)
    assert states(work, visit) == ["joined", "joined", "offered", "offered", "waiting"]


def test_who_has_another_visit_by_now_is_passed_over(work):
    """A seat is kept for nobody who cannot take it."""
    who, visit = published(work, seats=2)
    found = guests(work, visit, 4)
    _, other = published(work, starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 7))
    joining.join(work, found[2][0], other.id)
    changing.change(work, who, visit.id, Changes(seats=3), WHY)
    work_off(work, GROUP_MOVE_UP)
    assert states(work, visit) == ["joined", "joined", "left", "offered"]


def test_nobody_moves_up_in_the_last_week(work):
    """A seat that nobody can take any more is offered to nobody."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    late = later(work, days=37)
    course.cancel_exchange(late, found[0][0], exchange_of(late, found[0][1]).id, "illness")
    assert work_off(late, GROUP_MOVE_UP) == [DueOutcome.NOT_NEEDED]
    assert states(late, visit) == ["left", "joined", "waiting"]


def test_fewer_seats_than_guests_are_refused(work):
    """Nobody is put out; what is free may go."""
    who, visit = published(work, seats=4)
    guests(work, visit, 3)
    with pytest.raises(SeatsTaken):
        changing.change(work, who, visit.id, Changes(seats=2), WHY)
    changing.change(work, who, visit.id, Changes(seats=3), WHY)
    assert seats_of(work, visit).all == 3


def test_other_days_reach_everybody(work):
    """Who has signed nothing has them at once; who has signed is asked to sign again; all are told."""
    who, visit = published(work, seats=2)
    (ana, one), (ben, two), (eva, _) = guests(work, visit, 3)
    sign(work, ana, who, exchange_of(work, one))
    changing.change(work, who, visit.id, MOVED, WHY)
    signed, unsigned = (exchange_of(work, each) for each in (one, two))
    assert (signed.state, signed.starts_on) == (ExchangeState.READY, STARTS)
    asked = open_amendment(work, signed)
    assert asked is not None
    assert asked.reason == WHY
    assert (unsigned.state, unsigned.starts_on) == (ExchangeState.COMMITMENT, MOVED.starts_on)
    for person in (ana, ben, eva):
        assert "group.changed" in told(work, person)


def test_nobody_amends_a_guest_to_days_of_their_own(work):
    """Beside the group a host of one place has none for them; where the group goes, a guest may follow."""
    who, visit = published(work, seats=2)
    ((ana, guest),) = guests(work, visit, 1)
    exchange = exchange_of(work, guest)
    sign(work, ana, who, exchange)
    desk = officer(work, work.load(Partnership, exchange.visitor_partnership_id).name)
    alone = Change(date(2027, 5, 3), date(2027, 5, 5))
    for by in (ana, who, desk):
        with pytest.raises(DaysOfTheGroup):
            ask_amendment(work, by, exchange.id, alone, WHY)
    changing.change(work, who, visit.id, MOVED, WHY)
    refuse_amendment(work, ana, open_amendment(work, exchange).id, "Easter.")
    with pytest.raises(DaysOfTheGroup):
        ask_amendment(work, ana, exchange.id, alone, WHY)
    follows = ask_amendment(work, ana, exchange.id, Change(MOVED.starts_on, MOVED.ends_on), WHY)
    refuse_amendment(work, ana, follows.id)
    assert ask_amendment(work, ana, exchange.id, Change(agenda="Talks on each of the days."), WHY)


def test_a_paper_half_signed_is_written_anew(work):
    """Its days are none any more."""
    who, visit = published(work)
    ((ana, one),) = guests(work, visit, 1)
    commitments.draw_up_commitment(work, ana, exchange_of(work, one).id, PAPER)
    commitments.sign_as_person(work, ana, exchange_of(work, one).id)
    changing.change(work, who, visit.id, MOVED, WHY)
    exchange = exchange_of(work, one)
    assert (exchange.state, exchange.ends_on) == (ExchangeState.COMMITMENT, MOVED.ends_on)


def test_a_second_change_overtakes_the_first(work):
    """One paper is signed at a time, and it is the newest."""
    who, visit = published(work)
    ((ana, one),) = guests(work, visit, 1)
    sign(work, ana, who, exchange_of(work, one))
    changing.change(work, who, visit.id, MOVED, WHY)
    first = open_amendment(work, exchange_of(work, one))
    again = later(work, hours=1)
    changing.change(again, who, visit.id, Changes(programme="The mill only, all days."), WHY)
    second = open_amendment(again, exchange_of(again, one))
    assert second is not None
    assert second.id != first.id


def test_a_change_is_whole_or_none(work):
    """Days that are no stay change nothing; the same again is no change."""
    who, visit = published(work)
    guests(work, visit, 2)
    with pytest.raises(StayTooShort):
        changing.change(work, who, visit.id, Changes(starts_on=date(2027, 4, 13)), WHY)
    assert (visit.starts_on, visit.ends_on) == (STARTS, ENDS)
    with pytest.raises(NothingDifferent):
        changing.change(work, who, visit.id, Changes(starts_on=STARTS, seats=3), WHY)


def test_cancelled_with_twelve_people_on_it(work):
    """Every exchange is cancelled, every seat free; each of twelve, both waiting and the desks hear of it."""
    who, visit = published(work, seats=12)
    found = guests(work, visit, 14)
    sign(work, found[0][0], who, exchange_of(work, found[0][1]))
    changing.cancel(work, who, visit.id, "illness")
    assert visit.state is GroupVisitState.CANCELLED
    assert set(states(work, visit)) == {"left"}
    assert seats_of(work, visit).free == 12
    for person, guest in found[:12]:
        exchange = exchange_of(work, guest)
        assert (exchange.state, exchange.reason) == (ExchangeState.CANCELLED, "illness")
        assert "exchange.cancelled" in told(work, person)
    for person, _ in found[12:]:
        assert told(work, person)[-1] == "group.cancelled"
    assert work_off(later(work, days=1), GROUP_MOVE_UP) == [DueOutcome.NOT_NEEDED]
    with pytest.raises(GroupVisitCancelled):
        changing.cancel(work, who, visit.id, "illness")
    person, _ = visitor(work, organisation_name="Quartz Mill")
    with pytest.raises(GroupVisitCancelled):
        joining.join(work, person, visit.id)


def test_who_asked_for_a_seat_hears_of_the_cancellation(work):
    """As of an invitation that is declined."""
    who, visit = published(work, chooses=True)
    ((ana, _),) = guests(work, visit, 1)
    changing.cancel(work, who, visit.id, "illness")
    assert told(work, ana)[-1] == "proposal.declined"


def test_what_has_begun_stands(work):
    """Each stay is ended by itself then."""
    who, visit = published(work)
    begun = at(work, work.now.replace(month=4, day=12))
    with pytest.raises(GroupVisitBegun):
        changing.cancel(begun, who, visit.id, "illness")
    with pytest.raises(GroupVisitBegun):
        changing.change(begun, who, visit.id, Changes(seats=9), WHY)


def test_a_host_that_leaves_calls_its_group_visits_off(work):
    """Nobody travels to nobody."""
    who, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    leaving.withdraw_application(work, who)
    assert visit.state is GroupVisitState.CANCELLED
    assert exchange_of(work, found[0][1]).state is ExchangeState.CANCELLED
    assert told(work, found[2][0])[-1] == "group.cancelled"


def test_a_visitor_that_leaves_the_programme_leaves_the_list(work):
    """And with it the seat that was kept."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    leaving.withdraw_application(work, found[2][0])
    leaving.withdraw_application(work, found[0][0])
    assert states(work, visit) == ["left", "joined", "left"]


def test_a_cancellation_that_is_undone_takes_its_seat_again(work):
    """Unless somebody else has it by now: then the desk is told so."""
    _, visit = published(work, seats=2)
    found = guests(work, visit, 3)
    exchange = exchange_of(work, found[0][1])
    desk = officer(work)
    course.cancel_exchange(work, desk, exchange.id, "illness")
    assert states(work, visit)[0] == "left"
    soon = later(work, minutes=5)
    rights = RIGHTS[desk.role]
    act = undoable_exchange(soon, desk.partnership_id, rights, exchange)
    undo_exchange(soon, desk, exchange.id, act.act)
    assert states(work, visit)[0] == "joined"
    assert holders(work, visit) == [found[0][1].id, found[1][1].id]
