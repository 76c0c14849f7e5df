"""What came of an exchange: asked in rounds, told once each by both sides, counted by exchanges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from exchange.errors import NotFound
from exchange.privacy.whose import marks_only
from exchange.reporting.agency.findings import findings
from exchange.reporting.agency.periods import Period
from exchange.reporting.outcomes import outcomes_so_far
from exchange.timing.outcomes import OUTCOMES_OPEN, current_round
from exchange.visiting import correcting, course, outcomes, surveys
from storage.tables import Application, Due, ExchangeState, Side
from tests.builders.records.pairs import build_pair, returned_pair, travelling_pair
from tests.builders.records.reading import told
from tests.builders.records.rows import person
from tests.builders.records.surveys import VISITOR
from tests.builders.records.works import at, scheme, working

DEAL = {"came": ["deal", "project"], "words": "Twelve parts a month.", "story": "yes"}
NOTHING = {"came": ["nothing"], "story": "no"}
LAST = date(2027, 4, 16)
HALF_A_YEAR, A_YEAR = LAST + timedelta(days=183), LAST + timedelta(days=365)


def on(work, day):
    """The work of a day at noon."""
    return at(work, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("days", "number"), [(0, 0), (1, 0), (182, 0), (183, 1), (364, 1), (365, 2), (4000, 2)]
)
def test_the_last_round_that_has_begun_is_answered(work, days, number):
    """Half a year after the last day of the stay, and a year: settings of the call."""
    back, pair = returned_pair(work)
    assert current_round(on(back, LAST + timedelta(days=days)), pair.exchange) == number


@pytest.mark.parametrize("side", list(Side))
def test_each_side_tells_once_a_round(work, side):
    """Before the first round nothing can be told; both desks hear of it."""
    back, pair = returned_pair(work)
    teller = pair.visitor if side is Side.VISITOR else pair.host
    with pytest.raises(outcomes.OutcomesTooEarly):
        outcomes.tell_outcomes(back, teller, pair.id, DEAL)
    for number, day in enumerate((HALF_A_YEAR, A_YEAR), start=1):
        there = on(back, day)
        reply = outcomes.tell_outcomes(there, teller, pair.id, DEAL)
        assert (reply.round, reply.side) == (number, side)
        with pytest.raises(outcomes.ToldAlready):
            outcomes.tell_outcomes(there, teller, pair.id, NOTHING)
    for desk in (pair.vop_officer, pair.hop_officer):
        assert told(work, desk)[-2:] == ["desk.outcomes.told"] * 2


def test_a_stay_that_was_too_short_is_asked_nothing(work):
    """It was no exchange."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=13))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 13), "Illness.")
    with pytest.raises(outcomes.OutcomesTooEarly):
        outcomes.tell_outcomes(on(there, A_YEAR), pair.visitor, pair.id, DEAL)


def test_a_corrected_last_day_moves_the_question(work):
    """An early end that is taken back: nothing is asked by the day that was wrong, all by the right one."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=14))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 14), "Illness.")
    after = on(there, date(2027, 4, 20))
    correcting.correct_stay(after, pair.vop_officer, pair.id, LAST, "They stayed on.")
    query = select(Due).where(Due.kind == OUTCOMES_OPEN, Due.done_at == None)  # noqa: E711
    opening = [row.due_at.date() for row in work.session.exec(query)]
    assert len(opening) == 2 * len(work.scheme.reminding_days(OUTCOMES_OPEN))
    assert min(opening) >= HALF_A_YEAR


def test_who_cancels_is_asked_nothing(work):
    """Nor does anything wait for an hour that will not come."""
    pair = build_pair(work)
    course.cancel_exchange(work, pair.visitor, pair.id, "illness")
    assert pair.exchange.state is ExchangeState.CANCELLED
    kinds = [row.kind for row in work.session.exec(select(Due)) if row.done_at is None]
    assert [one for one in kinds if one.startswith("outcomes.")] == []


def test_somebody_else_is_not_in_it(work):
    """Others' exchanges are not found."""
    back, pair = returned_pair(work)
    with pytest.raises(NotFound):
        outcomes.tell_outcomes(on(back, A_YEAR), person(work, "PT"), pair.id, DEAL)


def test_the_survey_after_the_stay_is_counted_apart(work):
    """A later answer is no answer to the survey, nor the other way round."""
    back, pair = returned_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    there = on(back, HALF_A_YEAR)
    outcomes.tell_outcomes(there, pair.visitor, pair.id, DEAL)
    results = surveys.survey_results(there, pair.vop_officer)
    assert {one.count for one in results if one.side is Side.HOST} == {0}
    assert [one.count for one in results if one.title == "Overall"] == [1, 0]


TOLD = st.sets(st.sampled_from([one.id for one in scheme().outcomes.options]), min_size=1)


@given(visitor=TOLD, host=TOLD, goals=st.sets(st.sampled_from([one.id for one in scheme().goals])))
def test_an_exchange_counts_once_for_what_came_of_it(visitor, host, goals):
    """Whoever tells it; nothing came of it only where neither side knows of anything."""
    with working(seeded=True) as work:
        back, pair = returned_pair(work)
        there = on(back, HALF_A_YEAR)
        there.load(Application, pair.exchange.visitor_id).goals = sorted(goals)
        there.load(Application, pair.exchange.host_id).goals = []
        for teller, came in ((pair.visitor, visitor), (pair.host, host)):
            given_ = {"came": sorted(came), "story": "no"}
            outcomes.tell_outcomes(there, teller, pair.id, given_)
        found = outcomes_so_far(there, pair.vop_officer)
    labels = {one.label: one.id for one in scheme().outcomes.options}
    counted = {labels[label] for label, count in found.rounds[0].came.items() if count}
    assert counted == ((visitor | host) - {"nothing"} or {"nothing"})
    assert set(found.rounds[0].came.values()) <= {0, 1}
    reached = {
        goal for goal, options in scheme().outcomes.reached.items() if counted & set(options)
    }
    names = {one.label: one.id for one in scheme().goals}
    assert {names[one.label] for one in found.goals if one.reached} == reached
    assert {names[one.label] for one in found.goals if one.wanted} == goals


@pytest.mark.parametrize(
    ("first", "last", "asked", "answered"),
    [
        (date(2027, 4, 1), date(2027, 9, 30), 0, 0),
        (date(2027, 10, 1), date(2027, 12, 31), 1, 1),
        (date(2028, 1, 1), date(2028, 12, 31), 0, 0),
    ],
)
def test_a_report_tells_what_was_asked_and_told_in_its_period(work, first, last, asked, answered):
    """Whenever the stay was; a story is told only with permission."""
    back, pair = returned_pair(work)
    there = on(back, HALF_A_YEAR)
    outcomes.tell_outcomes(there, pair.visitor, pair.id, DEAL)
    outcomes.tell_outcomes(there, pair.host, pair.id, NOTHING)
    later = findings(there, pair.vop_officer, Period(first, last)).later
    assert later.rounds[0].asked == asked
    assert later.rounds[0].told.get(Side.VISITOR, 0) == answered
    assert [one.words for one in later.stories] == ["Twelve parts a month."] * answered


def test_erasure_leaves_what_was_chosen_and_no_word(work):
    """Marks name nobody; sentences may."""
    assert marks_only(work, DEAL) == {"came": ["deal", "project"], "story": "yes"}
