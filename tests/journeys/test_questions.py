"""A question in the middle of the application: answered, passed on, answered by people, kept for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import VISITOR, apply, next_question, question_of, tap_data, up_to

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

HORSE = "Is there parking for a horse at the host?"


async def test_a_question_is_answered_wherever_it_is_typed(town: Town) -> None:
    """From the call; what it does not say, by an officer; the next who asks gets that answer."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await town.phone(101, "Ana")
    asked = await up_to(ana, "person_name")
    await ana.say("How long does an exchange last?")
    await ana.expect("A stay is at least 3 working days")
    await ana.say(HORSE)
    await tap_data(ana, "y:ask")
    await ana.expect("I passed it on to")
    await tap_data(ana, "y:on")
    again, question = await next_question(ana, "app", after=asked.message_id)
    assert (question, question_of(again, "app")) == ("person_name", "person_name")
    await desk.expect(HORSE)
    await tap_data(desk, "n:answer:")
    await desk.expect("They ask")
    await desk.say("There is a stable in the next village.")
    answer = await ana.expect("answers your question")
    assert "a stable in the next village" in answer.text
    await tap_data(desk, "n:keep:")
    await tap_data(desk, ":*:send")
    await desk.expect("Kept.")
    max_ = await town.phone(102, "Max")
    await apply(max_, {**VISITOR, "email": "max@example.eu", "organisation_name": "Oficina"})
    await max_.expect("Your application is with")
    await max_.say(HORSE)
    await max_.expect("EXCELIVING says: “There is a stable in the next village.”")
    await max_.say("Where do I stand?")
    await max_.expect("Your application is with")
