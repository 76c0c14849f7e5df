"""What both bots can be told and can tell, read in one place from their own kits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.addresses import parse
from bot.desk.answers import KIT as DESK_KIT
from bot.participants.answers import KIT as PARTICIPANTS_KIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.kit import Kit

BOTS: Mapping[str, Kit] = {kit.name: kit for kit in (PARTICIPANTS_KIT, DESK_KIT)}


def kind_of_address(data: str) -> str:
    """What a button does, without the numbers it does it with: `x:dates:7` is `x:dates`.

    A form's button is told by its form, its question and what it does there.
    """
    head, *rest = data.split(":")
    if head == "f":
        form, question, verb = rest[:3]
        return f"f:{form.partition('.')[0]}:{question}:{verb}"
    words = [one for one in rest[:1] if not any(map(str.isdigit, one))]
    return ":".join([head, *words])


def name_of(family: Family) -> str:
    """A family of addresses, as a reader of the tables finds it."""
    return ":".join(part for part in (family.room, family.verb) if part)


def family_of(bot: str, data: str) -> str:
    """The family of addresses that a button's data belongs to. Raises StaleButton."""
    return name_of(parse(data, BOTS[bot].taps).family)
