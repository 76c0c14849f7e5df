"""Nobody at the desk sees a button that their role may not use."""

from __future__ import annotations

import pytest

from bot.conversation.events import Did, Event
from bot.conversation.screens import Button, Screen
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.desk import addresses as to
from bot.desk import answers
from bot.desk.rights import may_tap, within
from exchange.people.officers import RoleMayNot
from exchange.work import DESK
from storage.tables import OfficerRole, Person
from tests.builders.bots.talks import buttons
from tests.builders.records.applicants import HOME, applicant, officer
from tests.builders.records.pairs import ready_pair, returned_pair, validated_pair

DECIDES = {to.ACCEPT(1), to.CANCEL_EXCHANGE(1), to.WRITE(1), to.TAKE(1), to.SIGN(1)}
LOOKS = {to.CASE(1), to.EXCHANGE(1), to.READ_COMMITMENT(1), to.PROOF(1), to.GROUP(1)}


def typed(work, by, words):
    """The talk after an officer has typed something."""
    person = work.load(Person, by.person_id)
    event = Event(DESK, 1, person.telegram_id, person.telegram_id, Did.TEXT, text=words)
    place = conversation_of(work, DESK, event.chat_id, event.user_id)
    talk = Talk(work, person, event, Speech("en"), place, answers.FORMS)
    answers.answer(talk)
    return talk


@pytest.mark.parametrize("data", sorted({*DECIDES, *LOOKS}))
@pytest.mark.parametrize("role", OfficerRole)
def test_who_reads_only_is_offered_what_only_looks(work, role, data):
    """Coordinators and officers decide; an auditor looks."""
    by = officer(work, HOME, role)
    assert may_tap(by, Button("x", data)) is (data in LOOKS or role is not OfficerRole.AUDITOR)


@pytest.mark.parametrize(
    ("data", "roles"),
    [
        (to.EXCEPT(1), {OfficerRole.COORDINATOR}),
        (to.WAIVE(1), {OfficerRole.COORDINATOR}),
        (to.PAY(1), {OfficerRole.COORDINATOR, OfficerRole.OFFICER}),
    ],
)
def test_beyond_a_rule_goes_who_may(work, data, roles):
    """An exception from a rule is the coordinator's."""
    assert {
        role for role in OfficerRole if may_tap(officer(work, HOME, role), Button("x", data))
    } == roles


def test_a_row_without_buttons_goes(work):
    """No empty row is left on a keyboard."""
    screen = Screen("x", ((Button("a", to.ACCEPT(1)),), (Button("b", to.CASE(1)),)))
    auditor = officer(work, HOME, OfficerRole.AUDITOR)
    assert within(screen, auditor).rows == ((Button("b", to.CASE(1)),),)


@pytest.mark.parametrize(
    "build", [ready_pair, lambda work: returned_pair(work)[1], lambda work: validated_pair(work)[1]]
)
def test_an_auditor_s_cards_have_no_decisions(work, build):
    """Whatever the state of the exchange; what is typed is refused as the button would be."""
    pair = build(work)
    auditor = officer(work, pair.exchange.visitor_partnership_id, OfficerRole.AUDITOR)
    shown = set(buttons(typed(work, auditor, f"HX-{pair.id:04}")).values())
    assert shown
    assert all(may_tap(auditor, Button("x", one)) for one in shown)
    assert to.CANCEL_EXCHANGE(pair.id) not in shown


def test_what_an_auditor_types_is_refused(work):
    """As the tap would be, and not asked back first."""
    _, application = applicant(work)
    auditor = officer(work, HOME, OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        typed(work, auditor, f"reject {application.id}")
