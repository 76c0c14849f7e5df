"""One paragraph answers half of the application; the person only confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Organisation
from tests.builders.bots.actors import VISITOR, answer, next_question, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

PARAGRAPH = (
    "Carpathian Loom Works is a small mill in Cluj-Napoca, Romania. We weave wool for furniture and "
    "look for industrial dyeing and 3D printing. We speak English and German."
)


async def test_a_paragraph_is_read_and_confirmed(town: Town) -> None:
    """All that was understood stands on one screen and is taken by one tap; only the rest is asked."""
    phone = await town.phone(101, "Ana")
    await phone.start()
    await tap_data(phone, "w:yes")
    said, after = {}, 0
    while True:
        message, asked = await next_question(phone, "app", after=after)
        after = message.message_id
        if asked == "*":
            break
        said[asked] = message.text
        if asked == "read":
            await phone.say("Yes!")
        else:
            await answer(phone, message, asked, {**VISITOR, "about": PARAGRAPH}[asked])
    assert "Romania" in said["read"]
    assert set(said) & {"country", "city", "languages", "ecosystems", "topics"} == set()
    await tap_data(phone, ":*:send")
    await phone.expect("Your application is with")
    with town.house.database.transaction() as session:
        application = session.exec(select(Application)).one()
        organisation = session.get_one(Organisation, application.organisation_id)
    assert (organisation.country, organisation.city) == ("RO", "Cluj-Napoca")
    assert application.languages == ["en", "de"]
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
