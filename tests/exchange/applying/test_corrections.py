"""What an applicant may put right by themselves."""

from __future__ import annotations

import pytest

from exchange.applying.corrections import NothingToCorrect, correct_application
from exchange.leaving import withdraw_application
from tests.builders.records.applicants import accepted, newcomer
from tests.builders.records.reading import audited


def test_name_and_email_are_put_right_after_acceptance(work):
    """What is not given stays; the act is written down without its words."""
    who, application = accepted(work)
    correct_application(work, who, email="alex@looms.example")
    assert (application.person_name, application.email) == ("Alex of Vienna", "alex@looms.example")
    assert audited(work, f"application:{application.id}")[-1][0] == "application:correct"


def test_without_an_application_there_is_nothing_to_correct(work):
    """Nor after it was withdrawn."""
    with pytest.raises(NothingToCorrect):
        correct_application(work, newcomer(work), email="a@b.example")
    who, _ = accepted(work)
    withdraw_application(work, who)
    with pytest.raises(NothingToCorrect):
        correct_application(work, who, email="a@b.example")
