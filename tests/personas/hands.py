"""How people do with their telephone what they have in mind: they tap, tap twice, type what the button says, in words."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.conversation.small_words import bare
from bot.emulator.phones.client import NotDone

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.demo.manners import Tap
    from tests.personas.residents import Resident

    Hand = Callable[[Resident, Tap], Awaitable[None]]

SPOKEN = {
    "a:member:": "confirm membership {number}",
    "a:yes:": "accept {number}",
    "e:sign:": "sign HX-{number}",
    "e:agree:": "sign agreement HX-{number}",
    "e:valid:": "validate HX-{number}",
    "e:pay:": "pay HX-{number}",
    "e:approve:": "approve HX-{number}",
}
"""What officers write instead of tapping; the button comes back with a question, and *yes* is its answer."""


async def taps(one: Resident, tap: Tap) -> None:
    """A tap; a button that is gone by now is let be."""
    with suppress(NotDone):
        await one.phone.do("taps", message_id=tap.message_id, data=tap.data, stale=tap.stale)


async def taps_twice(one: Resident, tap: Tap) -> None:
    """Two taps at once."""
    twice = {"message_id": tap.message_id, "data": tap.data, "stale": True}
    await asyncio.gather(*(one.phone.do("taps", **twice) for _ in range(2)))


async def types_labels(one: Resident, tap: Tap) -> None:
    """What the button says, where no other one in sight says the same and nothing came after it."""
    label = one.label(tap)
    if tap.stale or not bare(label) or one.newest() != tap.message_id:
        await taps(one, tap)
    else:
        await one.phone.say(label.strip("✓› ").lower())


async def types_acts(one: Resident, tap: Tap) -> None:
    """An officer's words for it; *yes* where the button comes back."""
    room, verb, number, *_ = [*tap.data.split(":"), "", ""]
    act = SPOKEN.get(f"{room}:{verb}:")
    if act is None or tap.stale:
        await taps(one, tap)
    elif tap.data in one.asked:
        one.asked.discard(tap.data)
        await one.phone.say("yes")
    else:
        one.asked.add(tap.data)
        await one.phone.say(act.format(number=number))


async def after_a_sticker(one: Resident, tap: Tap) -> None:
    """Now and then a sticker instead, in a form; what was asked is asked again."""
    if _interrupts(one, tap):
        await one.phone.send_sticker("🙂")
    else:
        await taps(one, tap)


async def after_a_question(one: Resident, tap: Tap) -> None:
    """Now and then a question instead, in a form; what was asked is asked again."""
    if _interrupts(one, tap):
        await one.phone.say("Who pays first?")
    else:
        await taps(one, tap)


def _interrupts(one: Resident, tap: Tap) -> bool:
    """Whether they do something else first: once for each question of a form, by chance."""
    form, question = [*tap.data.split(":"), "", ""][1:3]
    fresh = tap.data.startswith("f:") and f"{form}:{question}" not in one.asked
    one.asked.add(f"{form}:{question}")
    return fresh and one.rng.random() < 0.2


HANDS: Mapping[str, Hand] = {
    "taps": taps,
    "double taps": taps_twice,
    "types buttons": types_labels,
    "sends stickers": after_a_sticker,
    "asks in between": after_a_question,
    "types acts": types_acts,
}
