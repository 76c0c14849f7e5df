"""An invitation: the months of the application are its months, and nobody is asked for them twice."""

from __future__ import annotations

import pytest

from bot.conversation import filling
from bot.participants.answers import FORMS, KIT
from bot.participants.finding.inviting import INVITATION
from exchange.people.people import give_consent
from exchange.proposing.errors import VisitsUsedUp
from tests.builders.bots.talks import answered, text
from tests.builders.records.applicants import host, visitor
from tests.builders.records.pairs import ready_pair


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        (["2027-05", "2027-06"], "≈ May 2027, June 2027"),
        (["2020-01", "2027-06"], "≈ June 2027"),
        ([], "≈ Any time"),
    ],
)
def test_the_months_of_the_application_are_taken(work, months, shown):
    """As far as they are still ahead; they stand on the last page, to be corrected in words."""
    person, _ = visitor(work, months=months)
    _, hosting = host(work)
    started = answered(
        work,
        person,
        lambda talk: filling.begin(talk, INVITATION, hosting.id),
        forms=FORMS,
        data="m",
    )
    assert "of 1" not in text(started)
    read = answered(work, person, _hear, forms=FORMS, text="May we see your looms?")
    assert shown in text(read)


def test_who_is_never_free_any_more_is_asked(work):
    """All months of the application are over."""
    person, _ = visitor(work, months=["2020-01"])
    _, hosting = host(work)
    started = answered(
        work,
        person,
        lambda talk: filling.begin(talk, INVITATION, hosting.id),
        forms=FORMS,
        data="m",
    )
    assert "1 of 2" in text(started)
    answered(work, person, _hear, forms=FORMS, text="May we see your looms?")
    read = answered(work, person, _hear, forms=FORMS, text="mid may to june")
    assert "May 2027, June 2027" in text(read)


def _hear(talk):
    filling.hear(talk)


def test_whoever_may_invite_nobody_is_told_before_they_write(work):
    """A visit is agreed: there is no other one, and no words are asked for."""
    pair = ready_pair(work)
    give_consent(work, pair.visitor)
    _, hosting = host(work)
    with pytest.raises(VisitsUsedUp):
        answered(work, pair.visitor, KIT.answer, forms=KIT.forms, data=f"m:invite:{hosting.id}")
