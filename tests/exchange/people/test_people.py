"""People: met once, spoken to in their language, asked for their consent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import select

from exchange.people import people
from storage.tables import Consent, Person
from tests.builders.records.applicants import AWAY, applicant, newcomer, officer
from tests.builders.records.reading import audited, read_at_desk
from tests.builders.records.works import later

LANGUAGES = {"en", "de", "pt"}


def consents(work, person):
    """Every consent somebody gave, oldest first."""
    query = select(Consent).where(Consent.person_id == person.id).order_by(Consent.id)
    return list(work.session.exec(query))


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("DE", "de"),
        ("fi", "en"),  # no catalogue of ours
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_newcomer_is_greeted_in_the_language_of_their_app(work, code, language):
    """The app's language counts where we have it; everybody else reads English."""
    person = people.meet(work, 7, code, languages=LANGUAGES)
    assert (person.language, person.language_chosen) == (language, False)


def test_the_same_account_is_the_same_person(work):
    """Meeting somebody again changes nothing, whatever their app says by then."""
    first = people.meet(work, 7, "de", languages=LANGUAGES)
    again = people.meet(later(work, days=9), 7, "pt", languages=LANGUAGES)
    assert (again.id, again.language, again.first_seen_at) == (first.id, "de", work.now)
    assert work.session.exec(select(Person.telegram_id)).all() == [7]


def test_an_account_number_may_need_more_than_32_bits(work):
    """Telegram's ids go up to 52 bits."""
    assert people.meet(work, 2**52 - 1, "en", languages=LANGUAGES).telegram_id == 2**52 - 1


def test_a_chosen_language_outlives_the_app(work):
    """Who chose a language keeps it, however they are met."""
    person = people.meet(work, 7, "en", languages=LANGUAGES)
    people.choose_language(work, person, "pt")
    again = people.meet(work, 7, "de", languages=LANGUAGES)
    assert (again.language, again.language_chosen) == ("pt", True)


def test_people_live_by_the_clock_of_their_country(work):
    """Until a country is told it is Brussels time."""
    person = newcomer(work)
    before = person.zone
    people.settle_in(work, person, "FI")
    assert (before, person.zone, person.country) == ("Europe/Brussels", "Europe/Helsinki", "FI")


def test_consent_says_which_text_was_read(work):
    """Its key, its version, the language it was read in, and when."""
    person = newcomer(work, "de")
    (kept,) = consents(work, person)
    text = work.scheme.consent
    assert (kept.text_key, kept.text_version) == (text.key, text.version)
    assert (kept.language, kept.given_at, kept.withdrawn_at) == ("de", work.now, None)


def test_consent_given_twice_is_given_once(work):
    """A double tap leaves one record and one line in the audit."""
    person = newcomer(work)
    people.give_consent(later(work, seconds=1), person)
    assert len(consents(work, person)) == 1
    assert audited(work, f"person:{person.id}") == [("consent:give", f"person:{person.id}")]


def test_consent_is_taken_back_as_easily_as_given(work):
    """What was agreed to stays on record with the time it ended (GDPR art. 7)."""
    person, when = newcomer(work), later(work, days=2)
    people.take_consent_back(when, person)
    people.take_consent_back(later(when, days=1), person)
    assert people.consent_given(work, person) is False
    assert [one.withdrawn_at for one in consents(work, person)] == [when.now]


def test_consent_given_anew_is_a_new_record(work):
    """Taking back and giving again leaves both on record."""
    person = newcomer(work)
    people.take_consent_back(work, person)
    people.give_consent(later(work, days=1), person)
    assert people.consent_given(work, person) is True
    assert [one.withdrawn_at is None for one in consents(work, person)] == [False, True]


def test_a_new_wording_is_asked_for_again(work):
    """Consent to an older text is no consent to the one of today."""
    person = newcomer(work)
    text = work.scheme.consent.model_copy(update={"version": "2027-01"})
    newer = replace(work, scheme=work.scheme.model_copy(update={"consent": text}))
    assert (people.consent_given(work, person), people.consent_given(newer, person)) == (
        True,
        False,
    )
    people.give_consent(newer, person)
    assert people.consent_given(newer, person) is True


def test_one_persons_consent_is_not_anothers(work):
    """Each agrees for themselves."""
    newcomer(work)
    other = people.meet(work, 7, "en", languages=LANGUAGES)
    assert people.consent_given(work, other) is False


def test_the_desk_hears_once_a_day_that_somebody_cannot_be_reached(work):
    """Their own Partnership hears it, and nobody else's."""
    ours, theirs = officer(work), officer(work, AWAY)
    person, _ = applicant(work)
    for hours in (0, 1, 24):
        people.unreachable(later(work, hours=hours), "participants", person.telegram_id)
    assert read_at_desk(work, ours).count("desk.unreachable") == 2
    assert read_at_desk(work, theirs) == []


@pytest.mark.parametrize("bot", ["desk", "participants"])
def test_nobody_is_told_of_a_stranger_who_left(work, bot):
    """Without an application, or at the other bot, there is no desk to tell."""
    ours, person = officer(work), newcomer(work)
    people.unreachable(work, bot, person.telegram_id)
    people.unreachable(work, bot, 99)
    assert read_at_desk(work, ours) == []
