"""One paragraph answers half of the application; the person only confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from storage.tables import Application, Organisation
from tests.builders.bots.actors import VISITOR, answer, next_question, tap_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

PARAGRAPH = (
    "Carpathian Loom Works is a small mill in Cluj-Napoca, Romania. We weave wool for furniture and "
    "look for industrial dyeing and 3D printing. We speak English and German."
)


GERMAN = (
    "Die Nordlicht Weberei GmbH in Chemnitz ist ein Unternehmen mit 23 Leuten. Wir weben Wolle für Möbel und "
    "möchten im Mai oder Juni nach Portugal oder Polen, um Laserschneiden zu lernen. Wir sprechen "
    "Deutsch und Englisch."
)
ENGLISH = (
    "Carpathian Loom Works Ltd is a company of 23 people in Cluj-Napoca, Romania. We weave wool for furniture, "
    "and would like to visit Germany or Portugal in May or June to learn laser cutting. We speak English "
    "and German."
)
LINES = {
    "website": "www.example.eu, RO 185 472 90",
    "person_name": "Ana Pop, managing director, Ana.Pop@example.eu",
    "read": "yes",
}
LISTS = {
    "languages": "English, German",
    "ecosystems": "Textiles",
    "goals": "Meet business partners",
}
HOSTS = {
    "en": (
        "Lichtwerk GmbH is a company of 40 people in Stuttgart, Germany, and a member of Photonics BW. We cut and print "
        "textiles with lasers. A visitor would see our laboratories and try the machines. Two people can come in May or "
        "June. We speak German and English."
    ),
    "de": (
        "Die Lichtwerk GmbH in Stuttgart ist ein Unternehmen mit 40 Leuten und Mitglied von Photonics BW. Wir bearbeiten "
        "Textilien mit Lasern. Gäste sehen bei uns die Labore und probieren die Maschinen aus. Im Mai oder Juni können "
        "zwei Gäste kommen. Wir sprechen Deutsch und Englisch."
    ),
}
WORDS = {
    "de": {"read": "ja", "ecosystems": "Textil", "languages": "Englisch, Deutsch"},
    "en": {},
}


async def to_the_end(phone: Phone, given: dict[str, str | bytes]) -> set[str]:
    """From hello to the application that is sent; the questions that were asked."""
    await phone.start()
    await tap_data(phone, "w:yes")
    after, asked = 0, set[str]()
    while True:
        message, question = await next_question(phone, "app", after=after)
        after = message.message_id
        if question == "*":
            break
        asked.add(question)
        await answer(phone, message, question, given[question])
    await tap_data(phone, ":*:send")
    return asked


@pytest.mark.parametrize(
    ("language", "about", "most"),
    [("en", ENGLISH, 12), ("de", GERMAN, 12), ("en", "=>", 25), ("de", "=>", 25)],
)
async def test_how_much_has_to_be_done(
    town: Town, record_property: Callable[[str, object], None], language: str, about: str, most: int
) -> None:
    """From a paragraph to an application in twelve messages and taps, without one in twenty-five.

    Every answer that the Partnership needs is there all the same.
    """
    phone = await town.phone(101, "Ana", language)
    given = {
        **VISITOR,
        **LISTS,
        **(LINES if about != "=>" else {}),
        **WORDS[language],
        "about": about,
    }
    asked = await to_the_end(phone, given)
    await phone.expect("/status")
    did = phone.sent + phone.tapped
    record_property("actions", f"{did} for {sorted(asked)}")
    assert did <= most
    with town.house.database.transaction() as session:
        application = session.exec(select(Application)).one()
        organisation = session.get_one(Organisation, application.organisation_id)
    needed = ("offers", "seeks", "goals", "activities", "motivation", "languages", "ecosystems")
    assert all(getattr(application, one) for one in (*needed, "cv_id", "working_days", "email"))
    assert organisation.size == "small"
    assert (application.working_days, application.party) == (5, 1)


@pytest.mark.parametrize("language", HOSTS)
async def test_a_host_tells_who_they_are_what_one_sees_and_when(
    town: Town, record_property: Callable[[str, object], None], language: str
) -> None:
    """Eight messages and taps from hello to the application, with every answer that hosts give."""
    phone = await town.phone(102, "Max", language)
    given = {
        "role": "=host",
        "about": HOSTS[language],
        "read": WORDS[language].get("read", "yes"),
        "person_name": "Max Beispiel, max@lichtwerk.eu",
    }
    asked = await to_the_end(phone, given)
    await phone.expect("/status")
    did = phone.sent + phone.tapped
    record_property("actions", f"{did} for {sorted(asked)}")
    assert did <= 8
    with town.house.database.transaction() as session:
        application = session.exec(select(Application)).one()
        organisation = session.get_one(Organisation, application.organisation_id)
    assert (application.capacity, organisation.website) == (2, "https://www.lichtwerk.eu")
    assert [month[-2:] for month in application.months] == ["05", "06"]
    assert application.host_programme
    assert all((application.offers, application.seeks, application.motivation, application.goals))
    assert organisation.cluster_id


async def test_a_paragraph_is_read_and_confirmed(town: Town) -> None:
    """All that was understood stands on one screen, is corrected in words, and taken by one tap.

    A message that is edited corrects the answer that it gave.
    """
    phone = await town.phone(101, "Ana")
    await phone.start()
    await tap_data(phone, "w:yes")
    said, after, city = {}, 0, 0
    while True:
        message, asked = await next_question(phone, "app", after=after)
        after = message.message_id
        if asked == "*":
            break
        said.setdefault(asked, message.text)
        if asked == "read" and "Hungarian" not in message.text:
            await phone.say("we also speak Hungarian, but not German")
        elif asked == "read":
            await phone.say("Yes!")
        elif asked == "email" and not city:
            city = await phone.say("wait, the city is Bucharest")
        else:
            await answer(phone, message, asked, {**VISITOR, "about": PARAGRAPH}[asked])
    assert "Romania" in said["read"]
    assert set(said) & {"country", "city", "languages", "ecosystems", "topics", "goals"} == set()
    await phone.edit(city, "wait, the city is Arad")
    await phone.expect("I read your edited message")
    await tap_data(phone, ":*:send")
    await phone.expect("Your application is with")
    with town.house.database.transaction() as session:
        application = session.exec(select(Application)).one()
        organisation = session.get_one(Organisation, application.organisation_id)
    assert (organisation.country, organisation.city) == ("RO", "Arad")
    assert application.languages == ["en", "hu"]
    assert "textiles" in application.ecosystems
    assert {"additive_manufacturing", "laser"} & set(application.topics)


async def test_a_proposal_can_be_refused(town: Town) -> None:
    """Whoever types another country is from there, and is not asked about the old city."""
    phone = await town.phone(102, "Max")
    await phone.start()
    await tap_data(phone, "w:yes")
    given, after, asked = (
        {**VISITOR, "about": PARAGRAPH, "read": "=one-by-one", "country": "Poland"},
        0,
        "",
    )
    while asked != "city":
        message, asked = await next_question(phone, "app", after=after)
        after = message.message_id
        if asked != "city":
            await answer(phone, message, asked, given[asked])
    assert not any("Cluj" in label for label in message.labels())
