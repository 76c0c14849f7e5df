"""Words at the desk stand for a button: which one, on which card, and nothing else happens."""

from __future__ import annotations

import pytest

from bot.conversation.events import Did, Event
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk, conversation_of
from bot.desk import answers
from bot.desk.typed.act_words import ACTS
from exchange.visiting import agreements, closing, paying
from exchange.visiting.paying import OwnProposal
from exchange.work import DESK
from storage.tables import ApplicationState, ExchangeState, Person, Role
from tests.builders.bots.talks import buttons, text
from tests.builders.records.applicants import accepted, applicant, officer, vouch
from tests.builders.records.pairs import (
    REPORT,
    colleague,
    prove,
    ready_pair,
    returned_pair,
    validated_pair,
)


def typed(work, by, words, language="en"):
    """The talk after an officer has typed something."""
    person = work.load(Person, by.person_id)
    event = Event(DESK, 1, person.telegram_id, person.telegram_id, Did.TEXT, text=words)
    place = conversation_of(work, DESK, event.chat_id, event.user_id)
    talk = Talk(work, person, event, Speech(language), place, answers.FORMS)
    answers.answer(talk)
    return talk


@pytest.mark.parametrize(
    "words",
    [
        "accept {n}",
        "Accept A-{n:04}!",
        "please accept application {n}",
        "{n} annehmen",
        "Nimm an {n}",
        "accept Lumitex",
        "Lumitex annehmen, bitte",
        "approve {n}",
    ],
)
def test_what_changes_something_is_asked_first(work, words):
    """And *yes* does it, as the tap would; before that nothing is changed."""
    _, application = applicant(work, organisation_name="Lumitex")
    by = officer(work)
    vouch(work, by, application)
    asked = typed(work, by, words.format(n=application.id))
    assert f"a:yes:{application.id}" in buttons(asked).values()
    assert application.state is ApplicationState.SUBMITTED
    done = typed(work, by, "Yes, please")
    assert application.state is ApplicationState.ACCEPTED
    assert "Lumitex" in text(done)


@pytest.mark.parametrize("words", ["no", "nein danke", "👎"])
def test_no_changes_nothing(work, words):
    """Nor does a *yes* after it."""
    _, application = applicant(work)
    by = officer(work)
    typed(work, by, f"accept {application.id}")
    typed(work, by, words)
    typed(work, by, "yes")
    assert application.state is ApplicationState.SUBMITTED


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ("reject {n}", "a:no:"),
        ("{n} ablehnen", "a:no:"),
        ("ask {n}", "a:ask:"),
        ("show {n}", "a:yes:"),
        ("zeige Lumitex", "a:yes:"),
        ("open A-{n}", "a:yes:"),
        ("A-{n:04}", "a:yes:"),
        ("application {n}", "a:yes:"),
        ("{n}", "a:yes:"),
    ],
)
def test_words_lead_to_the_button_of_the_card(work, words, button):
    """Whether it is shown with its whole card, or alone with a question."""
    _, application = applicant(work, organisation_name="Lumitex")
    talk = typed(work, officer(work), words.format(n=application.id))
    assert any(data.startswith(button) for data in buttons(talk).values())


@pytest.mark.parametrize("words", ["pay {n}", "zahle HX-{n:04}", "{n} auszahlen"])
def test_a_payment_is_proposed_by_its_own_form(work, words):
    """*Yes* asks for its reference, as the button does."""
    back, pair = validated_pair(work)
    asked = typed(back, pair.vop_officer, words.format(n=pair.id))
    assert f"e:pay:{pair.id}" in buttons(asked).values()
    assert "reference" in text(typed(back, pair.vop_officer, "ok"))


@pytest.mark.parametrize(("proved", "leads_on"), [(True, True), (False, False)])
def test_a_report_is_validated_and_its_payment_begun_by_one_tap(work, proved, leads_on):
    """Where nothing else is in its way; a second officer approves it all the same."""
    back, pair = returned_pair(work)
    if proved:
        prove(back, pair)
    closing.submit_report(back, pair.visitor, pair.id, REPORT)
    asked = typed(back, pair.vop_officer, f"validate and pay {pair.id}")
    assert (f"e:vpay:{pair.id}" in buttons(asked).values()) is leads_on
    if not leads_on:
        return
    assert "reference" in text(typed(back, pair.vop_officer, "yes"))
    colleague(back, pair)
    typed(back, pair.vop_officer, "SEPA-2027-7")
    assert pair.exchange.state is ExchangeState.PROPOSED
    with pytest.raises(OwnProposal):
        paying.approve_payment(back, pair.vop_officer, pair.id)


def test_what_cannot_be_done_now_is_said_with_the_card(work):
    """“Pay” before the report is validated, and where the exchange stands."""
    back, pair = returned_pair(work)
    talk = typed(back, pair.vop_officer, f"pay {pair.id}")
    assert "nothing of that kind" in text(talk)
    assert "done, report to be written" in text(talk)


@pytest.mark.parametrize(
    "words",
    [
        "sign {n}",
        "sign the agreement {n}",
        "sign agreement HX-{n}",
        "unterschreibe den Vertrag {n}",
        "sign the agreement on the money of HX-{n:04}",
    ],
)
def test_the_agreement_is_signed_by_its_own_words_too(work, words):
    """What is to be signed is named, or left to the card."""
    pair = ready_pair(work, agreed=False)
    version = agreements.current_agreement(work, pair.exchange).version
    agreements.sign_as_visitor(work, pair.visitor, pair.id, version)
    talk = typed(work, pair.vop_officer, words.format(n=pair.id))
    assert any(data.startswith("e:agree:") for data in buttons(talk).values())


@pytest.mark.parametrize("words", ["change {n}", "amend HX-{n}", "ändere {n}"])
def test_a_change_of_what_was_signed_is_asked_for_in_words(work, words):
    """By the card's button."""
    pair = ready_pair(work)
    talk = typed(work, pair.vop_officer, words.format(n=pair.id))
    assert f"e:amend:{pair.id}" in buttons(talk).values()


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("who waits?", "en", "Lumitex"),
        ("Wer wartet?", "de", "Lumitex"),
        ("what's next", "en", "Lumitex"),
        ("queue", "en", "Lumitex"),
        ("📥 Queue", "en", "Lumitex"),
        ("what can I say?", "en", "The desk"),
        ("remind everybody", "en", "To review"),
    ],
)
def test_questions_and_buttons_can_be_typed(work, words, language, said):
    """Of the first page, by their label, and by how people say it."""
    applicant(work, organisation_name="Lumitex")
    talk = typed(work, officer(work), words, language)
    assert any(said in str(one.text) for one in talk.replies)


@pytest.mark.parametrize(
    "words",
    [
        "remind all who did not sign",
        "Erinnere alle, die nicht unterschrieben haben",
        "who has not signed?",
        "wer hat noch nicht unterschrieben",
    ],
)
def test_who_is_to_be_reminded_is_shown_first(work, words):
    """By the step that is named; where nobody stands there, that is said."""
    assert "Nobody stands there" in text(typed(work, officer(work), words))


@pytest.mark.parametrize("words", ["xyzzy", "accept", "pay the rent for me", "hello"])
def test_what_is_neither_says_what_is_understood(work, words):
    """With examples; nothing is done."""
    _, application = applicant(work)
    talk = typed(work, officer(work), words)
    assert "accept 12" in text(talk)
    assert application.state is ApplicationState.SUBMITTED


def test_a_name_is_searched_for_even_where_it_begins_like_an_act(work):
    """“Sign & Light” is an organisation."""
    applicant(work, role=Role.VISITOR, organisation_name="Sign Light Works")
    assert "Sign Light Works" in text(typed(work, officer(work), "Sign Light"))


def test_no_word_stands_for_two_acts():
    """Each is in one line of the table; those that show are in the last."""
    words = [word for act in ACTS for word in act.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("words", ["accept 99", "show A-0099", "write 99", "99"])
def test_a_number_of_nothing_here_is_told_so(work, words):
    """It is not searched for as a name."""
    assert "Nothing at your desk has the number" in text(typed(work, officer(work), words))


def test_a_case_is_written_to_by_words(work):
    """By the button of its card."""
    _, application = accepted(work)
    found = buttons(typed(work, officer(work), f"write {application.id}"))
    assert f"p:write:{application.id}" in found.values()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("history {n}", "🕰"),
        ("what happened with {n}", "🕰"),
        ("Verlauf von {n}", "🕰"),
    ],
)
def test_what_only_shows_something_is_shown_at_once(work, words, said):
    """Nothing is changed by it, so nothing is asked."""
    _, application = accepted(work)
    talk = typed(work, officer(work), words.format(n=application.id))
    assert "is that what you mean" not in text(talk)
    assert said in text(talk)


@pytest.mark.parametrize("words", ["yes", "Nein", "👍"])
def test_yes_and_no_to_nothing_are_told_so(work, words):
    """Nobody is searched for who is called so."""
    assert "I asked nothing that is open" in text(typed(work, officer(work), words))


@pytest.mark.parametrize(
    "words",
    [
        "write to Lumitex: your papers are here",
        "Write to {n}: your papers are here",
        "tell Lumitex: your papers are here",
        "send a message to A-{n:04}: your papers are here",
        "schreib an Lumitex: your papers are here",
    ],
)
def test_words_to_somebody_are_shown_before_they_go(work, words):
    """By name or number; nothing is sent before the last page is."""
    _, application = applicant(work, organisation_name="Lumitex")
    by = officer(work)
    talk = typed(work, by, words.format(n=application.id))
    assert "your papers are here" in text(talk)
    assert "To <b>Lumitex</b>" in text(talk)
    assert any(":*:send:" in one for one in buttons(talk).values())


def test_several_of_a_name_are_told_apart(work):
    """Each with a button; where nobody has that name, it is said how to find the number."""
    for at in (1, 2):
        applicant(work, organisation_name=f"Lumitex {at}")
    by = officer(work)
    several = typed(work, by, "write to Lumitex: come in June")
    assert sum(one.startswith("p:write:") for one in buttons(several).values()) == 2
    assert "Nobody at your desk" in text(typed(work, by, "write to Nixda: come in June"))


@pytest.mark.parametrize("words", ["June: it is", "we write: to Lumitex", "write to:", ": words"])
def test_a_colon_alone_writes_to_nobody(work, words):
    """Words are read as before."""
    applicant(work, organisation_name="Lumitex")
    talk = typed(work, officer(work), words)
    assert not any(":*:send:" in one for one in buttons(talk).values())
