"""The survey after a stay: asked of both sides, answered once each."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from exchange.visiting import course, surveys
from storage.tables import Due, Side
from tests.builders.records.pairs import ready_pair, returned_pair, travelling_pair
from tests.builders.records.reading import told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.surveys import HOST, VISITOR
from tests.builders.records.works import at


@pytest.mark.parametrize(
    ("finished", "asked", "left_out"),
    [(True, "goals_met", "why_ended"), (False, "why_ended", "goals_met")],
)
@pytest.mark.parametrize("side", list(Side))
def test_form_fits_how_the_stay_ended(work, side, finished, asked, left_out):
    """A stay that was broken off is surveyed too, with its own question."""
    there, pair = travelling_pair(work)
    if not finished:
        there = at(there, there.now.replace(day=14))
        course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 14), "Illness.")
    found = {one.id for one in surveys.survey_form(there, pair.exchange, side)}
    assert (asked in found, left_out in found) == (True, False)


def test_survey_comes_after_the_stay(work):
    """Nobody is asked about what has not happened."""
    pair = ready_pair(work)
    with pytest.raises(surveys.SurveyTooEarly):
        surveys.submit_survey(work, pair.visitor, pair.id, VISITOR)


def test_each_side_answers_once(work):
    """Both desks hear of it; a second reply is refused kindly."""
    back, pair = returned_pair(work)
    reply = surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    assert (reply.side, reply.answers["overall"]) == (Side.VISITOR, 5)
    for desk in (pair.vop_officer, pair.hop_officer):
        assert told(work, desk)[-1] == "desk.survey.submitted"
    with pytest.raises(surveys.AnsweredAlready):
        surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)


def test_when_both_have_answered_nothing_is_due(work):
    """Reminders end with the second reply."""
    back, pair = returned_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    surveys.submit_survey(back, pair.host, pair.id, HOST)
    query = select(Due).where(Due.kind.startswith("survey."), Due.done_at == None)  # noqa: E711
    assert work.session.exec(query).all() == []


def result(work, desk, side, title):
    """The result of one question."""
    (found,) = [
        one for one in surveys.survey_results(work, desk) if (one.side, one.title) == (side, title)
    ]
    return found


def test_results_count_and_average(work):
    """Ratings have a mean, choices a count for each option, texts stand as they were typed."""
    back, pair = returned_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    overall = result(work, pair.vop_officer, Side.VISITOR, "Overall")
    assert (overall.count, overall.mean) == (1, 5.0)
    assert overall.counts == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1}
    gained = result(work, pair.hop_officer, Side.VISITOR, "What you gained")
    assert (gained.counts["New skills"], gained.counts["Nothing yet"]) == (1, 0)
    better = result(work, pair.vop_officer, Side.VISITOR, "What could be better")
    assert better.texts == ["More time in the mill & less paper."]


def test_results_of_others_stay_theirs(work):
    """A Partnership reads the replies of its own exchanges only."""
    back, pair = returned_pair(work)
    surveys.submit_survey(back, pair.visitor, pair.id, VISITOR)
    stranger = officer(work, partnership(work, "Yarn Circle"), "FI")
    assert {one.count for one in surveys.survey_results(work, stranger)} == {0}
