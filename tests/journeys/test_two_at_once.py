"""Two people at once, in two languages, and an officer who asks before deciding."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.builders.bots.actors import HOST, VISITOR, accept, apply, fill_in, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_two_people_apply_at_once_each_in_their_language(town: Town) -> None:
    """Conversations do not mix, and each is held in the language of the person's app."""
    ana = await town.phone(101, "Ana Pop", "en")
    max_ = await town.phone(102, "Max Beispiel", "de-AT")
    await asyncio.gather(apply(ana, VISITOR), apply(max_, HOST))
    await ana.expect("Your application is with EXCELIVING")
    await max_.expect("Ihre Bewerbung liegt bei Photonics4Industry")


async def test_an_officer_asks_and_the_applicant_answers(town: Town) -> None:
    """A question goes out, its answer comes back with the card, and the decision is told."""
    desk = await town.officer(201, "EXCELIVING", "de")
    ana = await town.phone(101, "Ana Pop", "en")
    await apply(ana, VISITOR)
    await tap_data(desk, "a:ask:")
    await fill_in(desk, "question", {"text": "Seit wann sind Sie im Cluster?"})
    await ana.expect("has a question about your application")
    await tap_data(ana, "h:answer")
    await fill_in(ana, "answer", {"text": "Since 2019, as a founding member"})
    await desk.expect("Since 2019")
    await tap_data(desk, "a:no:")
    await fill_in(desk, "reject", {"reason": "=no_clear_aim", "own": "Please describe the aim."})
    told = await ana.expect("could not accept your application")
    assert "Please describe the aim." in told.text


async def test_a_pair_that_agreed_before_is_confirmed_by_the_other(town: Town) -> None:
    """Either side names its partner; the other side's yes makes the exchange."""
    visitor_desk = await town.officer(201, "EXCELIVING")
    host_desk = await town.officer(202, "Photonics4Industry")
    ana = await town.phone(101, "Ana Pop", "en")
    max_ = await town.phone(102, "Max Beispiel", "de")
    await apply(ana, VISITOR)
    await apply(max_, HOST)
    await accept(visitor_desk)
    await accept(host_desk)
    await max_.expect("hat Ihre Bewerbung angenommen")
    await max_.say("/partner")
    await max_.say("Carpatian Loom Work")
    await tap_data(max_, "p:ask:")
    await ana.expect("says that you have agreed on an exchange")
    await tap_data(ana, "i:yes:")
    await max_.expect("hat Ihre Einladung angenommen")


async def test_unanswered_invitations_are_remembered_and_expire(town: Town) -> None:
    """Silence is reminded of twice, then ends the invitation, once each."""
    visitor_desk = await town.officer(201, "EXCELIVING")
    host_desk = await town.officer(202, "Photonics4Industry")
    ana = await town.phone(101, "Ana Pop", "en")
    max_ = await town.phone(102, "Max Beispiel", "en")
    await apply(ana, VISITOR)
    await apply(max_, HOST)
    await accept(visitor_desk)
    await accept(host_desk)
    await max_.expect("accepted your application")
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await fill_in(ana, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await max_.expect("would like to visit you")
    await town.pass_time(days=16)
    await max_.expect("still waits for your answer")
    await max_.expect("still waits for your answer")
    await max_.expect("has expired")
    await ana.expect("did not answer in time")


async def test_a_staff_group_gets_the_cards_and_its_officers_decide(town: Town) -> None:
    """After /bind a group is told of applications, and an officer decides there."""
    await town.officer(201, "EXCELIVING")
    group = await town.group([201, 301], "EXCELIVING staff")
    officer = await town.in_group(201, group)
    await officer.say("/bind@desk_bot")
    await officer.expect("staff group of your Partnership")
    ana = await town.phone(101, "Ana Pop", "en")
    await apply(ana, VISITOR)
    await officer.expect("A new application")
    stranger = await town.in_group(301, group)
    await tap_data(stranger, "a:yes:")
    await accept(officer)
    await ana.expect("accepted your application")
