"""Others' things cannot be named: every button and form, every role, every foreign number.

The routes are those that the bots declare, so a new button is tried from its first day on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.conversation.addresses import LAST_ROW
from bot.conversation.events import Did, Event
from bot.conversation.kinds.base import FORM, FormName
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.desk.addresses import WANT_GROUP
from bot.desk.answers import KIT as DESK
from bot.participants.answers import KIT as PARTICIPANTS
from exchange.access import OFFICERS, PEOPLE, Thing
from exchange.errors import CxcError
from exchange.people import people, staff_groups
from storage.tables import ApplicationState, Officer, OfficerRole, Person, Role
from tests.builders.bots.forging import RIGHT
from tests.builders.records import rows
from tests.builders.records.foreign import MARK, foreign

if TYPE_CHECKING:
    from bot.conversation.kit import Kit
    from tests.builders.records.foreign import Foreign

KITS = {kit.name: kit for kit in (PARTICIPANTS, DESK)}
MEMBERS = ("stranger", "newcomer", "applicant", "visitor", "host", "both")
STAFF = (*OfficerRole, "revoked", "stranger")
QUESTIONS = ("text", "reason", "own", "words", "months", "goals", "done", "proof", "*")
NOTED = {"conversation", "officer"}  # where they stand, and that they are here
VERBS = ("=", "+", "-", "!", "<", ">", "k", "x", "change", "review", "send")
WRITES = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(\w+)')
GROUP = -1001
TYPED = ("case", "exchange", "together", "find", "history")


def member(work, kind):
    """Somebody in the participants' bot who has nothing to do with the others."""
    if kind in {"stranger", "newcomer"}:
        found = rows.person(work, "FI")
    else:
        role = Role(kind) if kind in set(Role) else Role.VISITOR
        state = ApplicationState.SUBMITTED if kind == "applicant" else ApplicationState.ACCEPTED
        own = rows.application(work, "FI", role, rows.partnership(work, "Elsewhere"), state)
        found = work.load(Person, own.person_id)
    if kind != "stranger":
        people.give_consent(work, found)
    return found


def colleague(work, kind):
    """Somebody at another desk."""
    if kind == "stranger":
        return rows.person(work, "FI")
    role = kind if kind in set(OfficerRole) else OfficerRole.COORDINATOR
    found = rows.officer(work, rows.partnership(work, "Elsewhere"), "FI", role)
    found.revoked_at = work.now if kind == "revoked" else None
    work.add(found)
    return work.load(Person, found.person_id)


@dataclass(frozen=True)
class Routes:
    """What can be sent about others' things: a few of their numbers each, or all of them."""

    kit: Kit
    theirs: Foreign
    few: bool

    def __iter__(self):
        """Taps, forms, and at the desk what is typed."""
        yield from self.taps()
        yield from self.forms()
        if self.kit is DESK:
            for turn, command in enumerate(TYPED):
                for thing in (Thing.APPLICATION, Thing.EXCHANGE):
                    for number in self.numbers(thing, turn):
                        yield {"command": command, "text": str(number)}

    def numbers(self, thing, turn):
        """Others' numbers, and one that nothing has; of a few, other ones at each turn."""
        known = self.theirs.numbers[thing]
        some = [known[(turn + step) % len(known)] for step in (0, 3)] if self.few else known
        return (*dict.fromkeys(some), LAST_ROW)

    def taps(self):
        """Every button of the bot that names something."""
        for turn, family in enumerate(self.kit.taps):
            named = [at for at, one in enumerate(family.arguments) if one.row_of is not None]
            values = [self._value(one) for one in family.arguments]
            for at in named:
                for number in self.numbers(family.arguments[at].row_of, turn):
                    yield {"data": family(*values[:at], number, *values[at + 1 :])}

    def _value(self, argument):
        if argument.row_of:
            return self.theirs.numbers[argument.row_of][0]
        return RIGHT[argument.name][0]

    def forms(self):
        """Buttons of every form about something."""
        pressed = list(zip(QUESTIONS * 2, VERBS * 2, strict=False))
        for turn, form in enumerate(self.kit.forms.values()):
            for number in self.numbers(form.about, turn) if form.about else ():
                for question, verb in pressed[turn % 5 :: 7] if self.few else pressed:
                    yield {"data": FORM(FormName(form.key, number), question, verb, "0")}


class Tries:
    """What one person gets for what they send, and what is written for it."""

    def __init__(self, work, kit, person, group=None):
        self.work, self.kit, self.person, self.count = work, kit, person, 0
        self.chat, self.private = group or person.telegram_id, group is None
        self.written = set()
        work.session.flush()
        sa.event.listen(work.session.get_bind(), "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_):
        found = WRITES.match(statement)
        if found:
            self.written.add(found[1])

    def __call__(self, **did):
        """What is said, and the tables that are written to."""
        self.count += 1
        kind = Did.TAP if "data" in did else Did.COMMAND
        who = self.person.telegram_id
        place = {"private": self.private, "message_id": 9, "callback_id": "c"}
        event = Event(self.kit.name, 1, who, self.chat, kind, **place, **did)
        conversation = conversation_of(self.work, self.kit.name, self.chat, who)
        conversation.place, conversation.facts = "", {}
        talk = Talk(self.work, self.person, event, Speech("en"), conversation, self.kit.forms)
        self.written = set()
        said = ""
        try:
            self.kit.answer(talk)
        except CxcError as error:
            said = str(error)
        self.work.session.flush()
        return f"{said} {talk.toasted} {talk.replies}", self.written - NOTED


def amiss(tries, routes):
    """The routes that told or did anything."""
    found = {}
    for route in routes:
        said, written = tries(**route)
        if MARK in said or written:
            found[str(route)] = (said[:300], written)
    return found


@pytest.mark.parametrize(
    "few", [True, pytest.param(False, marks=[pytest.mark.proofs, pytest.mark.long])]
)
@pytest.mark.parametrize(
    ("kit", "kind"),
    [*((PARTICIPANTS, one) for one in MEMBERS), *((DESK, one) for one in STAFF)],
    ids=lambda one: getattr(one, "name", one),
)
def test_nobody_gets_at_what_is_others(work, kit, kind, few, record_property):
    """No word of it is said, nothing is changed, nobody is written to."""
    theirs = foreign(work)
    person = (member if kit is PARTICIPANTS else colleague)(work, kind)
    tries = Tries(work, kit, person)
    assert amiss(tries, Routes(kit, theirs, few)) == {}
    assert tries.count > 100
    record_property("accounts", f"whose: {kit.name} as {kind}: {tries.count} tries, 0 answered")


def test_whoever_it_belongs_to_gets_at_it(work):
    """The same tries tell an officer of theirs much, so that silence means something."""
    theirs = foreign(work)
    officer = work.session.exec(select(Officer).where(Officer.partnership_id == theirs.desk))
    reader = work.load(Person, officer.first().person_id)
    read = {Thing.APPLICATION, Thing.EXCHANGE}
    routes = [
        {"data": family(number)}
        for family in DESK.taps
        if family.room in {"a", "e"} and {one.row_of for one in family.arguments} <= read
        for number in theirs.numbers[family.arguments[0].row_of][:2]
    ]
    assert len(amiss(Tries(work, DESK, reader), routes)) > 8


def everything(theirs):
    """What an officer can send about the desk's own business: each command and button."""
    yield from Routes(DESK, theirs, few=True)
    yield from ({"command": one.name} for one in DESK.commands if not one.open)
    yield from ({"data": one()} for one in DESK.taps if not one.arguments)


@pytest.mark.parametrize("bound_to", ["", "Elsewhere", "unbound"])
def test_a_desk_says_nothing_in_groups_that_are_not_its_own(work, bound_to):
    """To its own officer, about its own things: whoever is in the group would read it."""
    theirs = foreign(work)
    found = work.session.exec(select(Officer).where(Officer.partnership_id == theirs.desk))
    officer = found.first()
    if bound_to:
        elsewhere = rows.officer(work, rows.partnership(work, "Elsewhere"), "FI")
        binder = elsewhere if bound_to == "Elsewhere" else officer
        group = staff_groups.bind_group(work, binder, GROUP)
        if bound_to == "unbound":
            staff_groups.unbind_group(work, officer, group.id)
    reader = work.load(Person, officer.person_id)
    routes = [one for one in everything(theirs) if one.get("data") != WANT_GROUP()]
    assert amiss(Tries(work, DESK, reader, GROUP), routes) == {}


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_every_number_of_a_button_says_what_it_is_of(kit):
    """And there is a rule for it in that bot; forms as well."""
    rules = OFFICERS if kit is DESK else PEOPLE
    of_buttons = {
        one.row_of for family in kit.taps for one in family.arguments if one.name == "row"
    }
    of_forms = {form.about for form in kit.forms.values()} - {None}
    assert of_buttons | of_forms <= set(rules)
    assert None not in of_buttons


def test_what_is_of_nothing_has_no_number(work):
    """A form that is about nothing cannot be begun about something."""
    tries = Tries(work, PARTICIPANTS, member(work, "visitor"))
    for form in PARTICIPANTS.forms.values():
        if form.about is None:
            name = FormName(form.key, 7)
            assert tries(data=FORM(name, "text", "=", "0"))[1] == set()
