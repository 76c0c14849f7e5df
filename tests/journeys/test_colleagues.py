"""Several officers at one desk: one acts, the others read it on their cards; forms end in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.builders.bots.actors import HOST, VISITOR, accept, apply, fill_in, find, tap_data
from tests.builders.bots.story import two_accepted
from tests.patience import SOON

if TYPE_CHECKING:
    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town


async def shown(phone: Phone, card: Heard, words: str) -> Heard:
    """A message as it is on the screen, once it has those words."""
    until = time.monotonic() + SOON
    while words not in phone.shown[card.message_id].text and time.monotonic() < until:
        await phone.hear(1.0, quiet=True)
    now = phone.shown[card.message_id]
    assert words in now.text
    return now


async def test_the_cards_of_colleagues_say_who_has_accepted(town: Town) -> None:
    """In the colleague's chat and in the staff group, without the buttons to decide."""
    first = await town.officer(201, "EXCELIVING")
    second = await town.officer(202, "EXCELIVING", "de")
    number = await town.group([201, 202], "EXCELIVING staff")
    group = await town.in_group(201, number)
    await group.say("/bind@desk_bot")
    await group.expect("staff group of your Partnership")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    cards = [await first.expect("Carpathian"), await second.expect("Carpathian")]
    cards.append(await group.expect("Carpathian"))
    await accept(first)
    await first.expect("Accepted: Carpathian Loom Works, by Officer 201")
    others = [
        await shown(second, cards[1], "Bearbeitet von Officer 201."),
        await shown(group, cards[2], "Officer 201 has acted on it."),
    ]
    for one in others:
        assert "Carpathian Loom Works" in one.text
        assert [button.data for row in one.buttons for button in row] == ["a:show:1"]
    await town.quiet()
    assert first.shown[cards[0].message_id].text.startswith("✅ Accepted")


async def test_a_tap_on_a_card_that_a_colleague_has_decided_says_so(town: Town) -> None:
    """As from a telephone that was offline: the decision stands, and one reads whose it is."""
    first = await town.officer(201, "EXCELIVING")
    second = await town.officer(202, "EXCELIVING")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    card = await second.expect("A new application")
    await first.expect("A new application")
    yes, no = find(card, "a:yes:"), find(card, "a:no:")
    assert yes
    assert no
    await accept(first)
    await shown(second, card, "Officer 201 has acted on it.")
    for button in (yes, no):
        await second.tap_on(card, button, stale=True)
        await town.quiet()
        assert "Officer 201 has acted on it." in second.shown[card.message_id].text
    await second.say("/queue")
    await second.expect("Nothing waits for you")


async def test_a_form_about_something_decided_ends_at_its_first_touch(town: Town) -> None:
    """A rejection begun by one ends when the other has accepted: by a tap, and by words."""
    first = await town.officer(201, "EXCELIVING")
    second = await town.officer(202, "EXCELIVING")
    third = await town.officer(203, "EXCELIVING")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    await tap_data(second, "a:no:")
    form = await second.expect("Why is it rejected?")
    await tap_data(third, "a:ask:")
    await third.expect("What would you like to know")
    await accept(first)
    await ana.expect("accepted your application")
    await tap_data(second, "f:reject.1:reason:=:")
    over = await shown(second, form, "accepted")
    assert "Officer 201 has acted on it." in over.text
    await third.say("Since when are you a member?")
    await third.expect("Officer 201 has acted on it.")
    await third.say("Carpathian")
    await third.expect("visitor, accepted")


async def test_an_answer_to_an_invitation_that_was_taken_back_ends(town: Town) -> None:
    """The host is writing why not, when the visitor takes the invitation back."""
    ana, max_, _ = await two_accepted(town)
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await fill_in(ana, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await tap_data(max_, "i:no:")
    await max_.expect("Darf ich")
    await ana.say("/invitations")
    await tap_data(ana, "i:show:")
    await tap_data(ana, "i:back:")
    await ana.expect("taken back")
    await tap_data(max_, "f:no.1:reason:=:")
    await max_.expect("Diese Einladung ist zu Ende")


async def test_an_invitation_to_a_host_who_has_left_ends(town: Town) -> None:
    """The visitor is writing it, when the host withdraws."""
    ana, max_, _ = await two_accepted(town, host=HOST)
    await tap_data(ana, "m:best:0")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await ana.expect("Write a few words to them")
    await max_.say("/withdraw")
    await tap_data(max_, "q:yes")
    await max_.expect("zurückgezogen")
    await ana.say("We would love to see your laser labs")
    await ana.expect("Lichtwerk Stuttgart receives no visitors any more.")
