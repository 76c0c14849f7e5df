"""A bound staff group works, and nobody who only reads along learns what is personal."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.desk import addresses as to
from bot.desk.answers import KIT as DESK
from bot.desk.answers import PRIVATE_TAPS
from exchange.access import Thing
from exchange.people import staff_groups
from storage.tables import Application, Note, Officer, Person
from tests.bot.test_whose import GROUP, Routes, Tries
from tests.builders.bots.forging import RIGHT
from tests.builders.records.foreign import foreign

SECRETS = ("office@zz.example", "to learn how others weave", "my mother is ill")
"""An e-mail address, a motivation, and what somebody wrote to the desk."""


@pytest.fixture
def bound(work):
    """A desk with much on it, its group, and what one of its officers gets there."""
    theirs = foreign(work)
    officer = work.session.exec(select(Officer).where(Officer.partnership_id == theirs.desk))
    reader = work.load(Person, (found := officer.first()).person_id)
    for one in work.session.exec(select(Application)):
        one.email, one.motivation = SECRETS[:2]
        work.session.add(one)
    for note in work.session.exec(select(Note)):
        note.text, note.officer_id = SECRETS[2], None
        work.session.add(note)
    work.session.flush()
    staff_groups.bind_group(work, found, GROUP)
    return theirs, Tries(work, DESK, reader, GROUP), Tries(work, DESK, reader)


def told(tries, routes):
    """The routes by which something personal was said, or a file of people sent."""
    return {
        str(route): said[:200]
        for route in routes
        if any(one in (said := tries(**route)[0]) for one in SECRETS)
    }


def of_the_desk(theirs):
    """Every button of its own things, every form of them, every command."""
    cohort = f"{to.RUN.room}:"  # a run of the builder's has no figures
    yield from (
        one for one in Routes(DESK, theirs, few=True) if not str(one.get("data")).startswith(cohort)
    )
    yield from ({"command": one.name} for one in DESK.commands)
    yield from typed(theirs)


def typed(theirs):
    """Cards and letters, asked for by their number."""
    for one in ("case", "write"):
        for number in theirs.numbers[Thing.APPLICATION]:
            yield {"command": one, "text": str(number)}


def test_nothing_personal_is_said_in_a_group(bound):
    """Neither by a button, nor by a form, nor by a command; in private it is."""
    theirs, in_group, alone = bound
    assert told(in_group, of_the_desk(theirs)) == {}
    assert told(alone, typed(theirs))


@pytest.mark.parametrize("family", sorted(PRIVATE_TAPS, key=str))
def test_files_of_people_are_for_a_private_chat(bound, family):
    """The group reads why; nothing is drawn, sent or noted as read."""
    values = [RIGHT[one.name][0] for one in family.arguments]
    said, written = bound[1](data=family(*values))
    assert "in our private chat" in said
    assert not written


@pytest.mark.parametrize("command", [one.name for one in DESK.commands if one.private])
def test_commands_that_bring_what_is_personal_too(bound, command):
    """Spreadsheets, payments, letters, entries."""
    said, written = bound[1](command=command)
    assert "in our private chat" in said
    assert not written


def test_the_group_works_otherwise(bound):
    """The queue, a card and a decision's form are there for all who work in it."""
    theirs, in_group, _ = bound
    assert "for you" in in_group(command="queue")[0]
    number = theirs.numbers[Thing.APPLICATION][0]
    assert f"A-{number:04}" in in_group(command="case", text=str(number))[0]
    assert "What would you like to know" in in_group(data=to.ASK_APPLICANT(number))[0]
