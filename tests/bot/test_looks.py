"""What only shows something changes nothing: every button that its bot declares so, by whoever it belongs to."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.desk.addresses import RUN
from bot.desk.answers import KIT as DESK
from bot.participants.answers import KIT as PARTICIPANTS
from exchange.access import PEOPLE
from exchange.people import people
from storage.tables import Application, Officer, Person
from tests.bot.test_whose import NOTED, Tries
from tests.builders.bots.forging import RIGHT
from tests.builders.records.foreign import foreign

KEPT = {"pairevent", "recommendation", "storedfile", "audit", "budget"}
"""What was shown to whom is noted, who read what is on record, a paper that was drawn is kept and counted."""


def values(family, theirs, at=0):
    """What stands in a button of that family: one of their numbers, or any right value."""
    return [
        theirs.numbers[one.row_of][at % len(theirs.numbers[one.row_of])]
        if one.row_of
        else RIGHT[one.name][0]
        for one in family.arguments
    ]


def looking(kit):
    """The buttons of a bot that only show something; a plan's page has figures that only a plan has."""
    return [one for one in kit.taps if one.looks and one != RUN]


@pytest.mark.parametrize("family", looking(DESK), ids=lambda one: f"{one.room}:{one.verb}")
def test_an_officer_who_looks_changes_nothing(work, family):
    """At the desk, each of their things."""
    theirs = foreign(work)
    officer = work.session.exec(select(Officer).where(Officer.partnership_id == theirs.desk))
    tries = Tries(work, DESK, work.load(Person, officer.first().person_id))
    for at in range(4):
        _, written = tries(data=family(*values(family, theirs, at)))
        assert written - NOTED - KEPT == set()


@pytest.mark.parametrize("family", looking(PARTICIPANTS), ids=lambda one: f"{one.room}:{one.verb}")
def test_somebody_who_looks_changes_nothing(work, family):
    """Each of those who have something at all."""
    theirs = foreign(work)
    numbers = work.session.exec(select(Application.person_id)).all()
    for number in sorted(set(numbers))[:12]:
        who = work.load(Person, number)
        people.give_consent(work, who)
        tries = Tries(work, PARTICIPANTS, who)
        for at in range(4):
            given = values(family, theirs, at)
            named = zip(family.arguments, given, strict=True)
            if all(PEOPLE[one.row_of](work, who, row) for one, row in named if one.row_of):
                _, written = tries(data=family(*given))
                assert written - NOTED - KEPT == set()
