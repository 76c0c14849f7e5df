"""One programme a week at most, whatever the clock and the order; none that was dismissed or has ended."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from exchange import holding, leaving, nudging
from exchange.opportunities import answering, keeping
from exchange.opportunities.answering import NotTakingPart
from exchange.opportunities.weekly import plan_opportunities
from exchange.timing.nudges import NUDGE_OPPORTUNITY
from storage.tables import Interest, Outbox, OutboxState, Recommendation
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, listed, member
from tests.builders.records.reading import read_by
from tests.builders.records.silence import at_rest, blocked, frozen, unwilling, withdrawn
from tests.builders.records.works import later, working

WEEK = timedelta(days=7)
SAVED, DISMISSED = Interest.SAVED, Interest.DISMISSED


def look(work):
    """What the clock does: plan once, and do whatever is due by now."""
    plan_opportunities(work)
    do_what_is_due(work)


def deliver(work):
    """What waits leaves now."""
    for row in work.session.exec(select(Outbox).where(Outbox.state == OutboxState.WAITING)):
        row.state, row.ended_at = OutboxState.SENT, work.now
        work.session.add(row)
    work.session.flush()


def told(work, person):
    """The programmes that came to somebody by themselves, oldest first."""
    return [one["opportunity"] for one in read_by(work, person, NUDGE_OPPORTUNITY)]


def days_of(work, person, days, begin=0):
    """On which of the next days something comes, the clock looking every day and the messenger at once."""
    found = []
    for day in range(begin, begin + days):
        then, before = later(work, days=day), len(told(work, person))
        look(then)
        deliver(then)
        found += [day] * (len(told(work, person)) - before)
    return found


def test_one_a_week_the_best_first(work):
    """The first a week after the acceptance; each once, then no more."""
    person, _own = member(work, seeks="hydrogen for ships")
    anything = listed(work, "Anything", "For everybody.")
    ships = listed(work, "Clean ships", "Hydrogen for ships.")
    found = days_of(work, person, 60)
    assert found == [7, 14]
    assert told(work, person) == [ships.id, anything.id]


def test_of_what_was_seen_in_the_list_nothing_comes(work):
    """Nor of what was dismissed there, nor of what has ended."""
    person, _ = member(work)
    seen, ended, left = (listed(work, f"Vouchers {one}", "For everybody.") for one in range(3))
    answering.note_shown(work, person, seen)
    keeping.end(work, desk(work), ended.id)
    answering.say(work, person, listed(work, "Other", "For everybody.").id, DISMISSED)
    days_of(work, person, 60)
    assert told(work, person) == [left.id]


def test_one_whose_deadline_passes_before_the_look_is_not_told(work):
    """However long ago it was planned."""
    person, _ = member(work)
    listed(work, days=5)
    assert days_of(work, person, 30) == []


def test_what_waits_to_leave_counts(work):
    """A message that left days late has the next one wait a week from then."""
    person, _ = member(work)
    for one in range(3):
        listed(work, f"Vouchers {one}", "For everybody.")
    for day in (7, 14):  # the messenger is away
        look(later(work, days=day))
    assert len(told(work, person)) == 1
    deliver(later(work, days=16))
    assert days_of(work, person, 16, begin=17)[0] >= 16 + 7


def test_a_call_may_wait_longer_and_never_less(work):
    """Two weeks are two weeks; a day is a week."""
    person, _ = member(work)
    for one in range(9):
        listed(work, f"Vouchers {one}", "For everybody.", days=300)
    kind = work.scheme.reminders[NUDGE_OPPORTUNITY]
    for days, wait in ((14, 14), (1, 7)):
        own = kind.model_copy(update={"days": (days,)})
        reminders = {**work.scheme.reminders, NUDGE_OPPORTUNITY: own}
        called = replace(work, scheme=work.scheme.model_copy(update={"reminders": reminders}))
        found = days_of(called, person, 40, begin=40 if days == 1 else 0)
        assert min(b - a for a, b in itertools.pairwise(found)) >= wait


def put_on_hold(work, own, person):
    """Their desk has put them on hold."""
    until = work.now.date() + timedelta(days=170)
    holding.hold_application(work, desk(work), own.id, until, "Ill.")


def stopped(work, own, person):
    """They have stopped it."""
    nudging.stop(work, person, NUDGE_OPPORTUNITY)


@pytest.mark.parametrize("planned_before", [False, True])
@pytest.mark.parametrize(
    "why", [put_on_hold, at_rest, withdrawn, blocked, frozen, unwilling, stopped]
)
def test_who_is_told_nothing(work, why, planned_before):
    """Whether it was planned before or not."""
    person, own = member(work)
    listed(work, days=300)
    if planned_before:
        plan_opportunities(work)
    why(work, own, person)
    work.session.flush()
    assert days_of(work, person, 30) == []


def test_who_wants_it_again_has_it_again(work):
    """By the tap below the other."""
    person, _ = member(work)
    listed(work, days=300)
    nudging.stop(work, person, NUDGE_OPPORTUNITY)
    assert days_of(work, person, 20) == []
    nudging.stop(work, person, NUDGE_OPPORTUNITY, again=True)
    assert len(days_of(work, person, 20, begin=20)) == 1


def test_who_takes_no_part_has_no_list(work):
    """They are told where they stand instead."""
    person, _ = member(work)
    leaving.withdraw_application(work, person)
    with pytest.raises(NotTakingPart):
        answering.list_for(work, person)


def test_what_is_dismissed_is_off_the_list_and_what_is_saved_stands_first(work):
    """What was said may be said otherwise; what has ended can be saved no more."""
    person, _ = member(work)
    ones = [listed(work, f"Vouchers {one}", "For everybody.", days=9 + one) for one in range(3)]

    def there():
        return [one.opportunity.id for one in answering.list_for(work, person)]

    first, second, third = (one.id for one in ones)
    answering.say(work, person, first, DISMISSED)
    answering.say(work, person, third, SAVED)
    assert there() == [third, second]
    answering.say(work, person, first, SAVED)
    assert there() == [first, third, second]
    keeping.end(work, desk(work), second)
    with pytest.raises(keeping.HasEnded):
        answering.say(work, person, second, SAVED)
    assert len(work.session.exec(select(Recommendation)).all()) == 2


DEEDS = st.one_of(
    st.tuples(st.just("look"), st.integers(0, 40 * 24)),  # so many hours later, the clock looks
    st.tuples(st.just("back"), st.integers(1, 90 * 24)),  # somebody sets the clock back
    st.tuples(st.just("deliver"), st.none()),
    st.tuples(st.just("enter"), st.integers(0, 60)),  # the days of its deadline
    st.tuples(st.sampled_from(["save", "dismiss", "end", "show"]), st.integers(0, 9)),
    st.tuples(st.sampled_from(["stop", "again"]), st.none()),
)


def act(work, person, officer, ones, deed, fact):
    """One of the deeds."""
    if deed == "enter":
        ones.append(listed(work, f"Vouchers {len(ones)}", "For everybody.", days=fact))
    elif deed in ("save", "dismiss", "end", "show") and ones:
        one = ones[fact % len(ones)]
        if deed == "end":
            keeping.end(work, officer, one.id)
        elif deed == "show":
            answering.note_shown(work, person, one)
        elif deed == "dismiss" or keeping.is_open(work, one):
            answering.say(work, person, one.id, SAVED if deed == "save" else DISMISSED)
    elif deed in ("stop", "again"):
        nudging.stop(work, person, NUDGE_OPPORTUNITY, again=deed == "again")
    elif deed == "deliver":
        deliver(work)


@given(st.lists(DEEDS, max_size=25))
def test_never_two_in_seven_days_whatever_the_clock_and_the_order(deeds):
    """None twice, none that was dismissed, none that had ended when it was told."""
    with working() as work:
        now, ones, officer = work.now, [], desk(work)
        person, own = member(work)
        own.submitted_at -= timedelta(days=30)
        work.add(own)
        for day in (30, 300):
            act(work, person, officer, ones, "enter", day)
        forward = True
        for deed, fact in deeds:
            if deed in ("look", "back"):
                forward = forward and deed == "look"
                now += timedelta(hours=fact if deed == "look" else -fact)
            then = replace(work, now=now)
            dismissed = {
                n for n, said in answering.said_to(work, person).items() if said is DISMISSED
            }
            open_ = {one.id for one in ones if keeping.is_open(then, one)}
            before = told(work, person)
            if deed == "look":
                look(then)
            else:
                act(then, person, officer, ones, deed, fact)
            fresh = told(work, person)[len(before) :]
            assert set(fresh) <= open_ - dismissed - set(before)
        letters = work.session.exec(
            select(Outbox).where(Outbox.kind == NUDGE_OPPORTUNITY).order_by(Outbox.made_at)
        ).all()
        made = [one.made_at for one in letters]
        assert all(b - a >= WEEK for a, b in itertools.pairwise(made))
        left = sorted(one.ended_at for one in letters if one.ended_at)
        assert not forward or all(b - a >= WEEK for a, b in itertools.pairwise(left))
