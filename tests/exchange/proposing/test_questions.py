"""Proposals: what each side asks the other before it answers."""

from __future__ import annotations

import pytest

from exchange.errors import NotFound, NotPossibleNow
from exchange.proposing import enquiries, proposals
from exchange.proposing.errors import AnsweredAlready
from storage.tables import (
    Enquiry,
)
from tests.builders.records.applicants import invited, newcomer
from tests.builders.records.reading import read_by


@pytest.mark.parametrize("asker", [0, 1])
def test_either_side_may_ask_the_other(work, asker):
    """The question reaches them, and the answer comes back."""
    *sides, found = invited(work)
    one, other = sides[asker], sides[1 - asker]
    question = enquiries.ask_about_proposal(work, one, found.id, "Which week?")
    facts = [{"proposal": found.id, "enquiry": question.id}]
    assert read_by(work, other, "proposal.asked") == facts
    answered = enquiries.answer_enquiry(work, other, question.id, "The second")
    assert (answered.answer, answered.answered_at) == ("The second", work.now)
    assert read_by(work, one, "proposal.answered") == facts


def test_a_question_is_answered_once_and_by_whom_it_was_asked(work):
    """The first answer stands."""
    who, asked, found = invited(work)
    question = enquiries.ask_about_proposal(work, who, found.id, "Which week?")
    for person in (who, newcomer(work)):
        with pytest.raises(NotFound):
            enquiries.answer_enquiry(work, person, question.id, "Any")
    enquiries.answer_enquiry(work, asked, question.id, "The second")
    with pytest.raises(NotPossibleNow):
        enquiries.answer_enquiry(work, asked, question.id, "The third")
    assert work.load(Enquiry, question.id).answer == "The second"


def test_nobody_asks_about_what_is_closed(work):
    """Nor about other people's invitations."""
    who, asked, found = invited(work)
    with pytest.raises(NotFound):
        enquiries.ask_about_proposal(work, newcomer(work), found.id, "Who?")
    proposals.decline_proposal(work, asked, found.id, "")
    with pytest.raises(AnsweredAlready):
        enquiries.ask_about_proposal(work, who, found.id, "Why?")
