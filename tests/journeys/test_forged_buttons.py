"""Buttons that nobody was given, over the whole way: one answer each, and no chat is held up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.desk import answers as desk
from bot.emulator.phones.client import Button
from bot.participants import answers as participants
from storage.tables import Inbox
from tests.builders.bots.actors import VISITOR, apply
from tests.builders.bots.forging import garbage

if TYPE_CHECKING:
    from bot.conversation.kit import Kit
    from bot.emulator.phones.client import Heard, Phone
    from tests.builders.bots.town import Town

AT_ONCE = 20  # of more that wait in a chat some are not read
STALE = "That button is from an older version."


async def tap_forged(phone: Phone, message: Heard, kit: Kit) -> list[str]:
    """Tap one forged button of every second family; what is said over the chat."""
    forged = [garbage(family)[-1] for family in list(kit.taps)[::2] if family.arguments]
    heard = []
    for at in range(0, len(forged), AT_ONCE):
        some = forged[at : at + AT_ONCE]
        for data in some:
            await phone.tap_on(message, Button("?", data), stale=True)
        heard += [await phone.expect("") for _ in some]
    return [one.toast for one in heard]


async def test_forged_buttons_are_stale_buttons(town: Town) -> None:
    """In both bots; each update is handled at its first try, and the chat goes on."""
    officer = await town.officer(201, "EXCELIVING")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    sent = await ana.expect("Your application is with EXCELIVING")
    card = await officer.expect("A new application")
    for phone, message, kit in ((ana, sent, participants.KIT), (officer, card, desk.KIT)):
        said = await tap_forged(phone, message, kit)
        assert [one for one in said if not one.startswith(STALE)] == []
        assert len(said) > 10
    await officer.say("/case 99999999999999999999999")
    await officer.expect("I cannot find that any more.")
    await officer.say("/case ²")
    await officer.expect("Which one?")
    with town.house.database.transaction() as session:
        tried = select(Inbox).where((col(Inbox.attempts) > 1) | col(Inbox.set_aside))
        assert session.exec(tried).all() == []
