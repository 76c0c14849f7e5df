"""What all telephones saw, written down as it happened: the account looks here, not into the product's tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.emulator.world.changes import Feed, Json


@dataclass(frozen=True, slots=True)
class Saw:
    """Something that stood on somebody's telephone; `mine` is what they wrote themselves."""

    at: datetime
    person: int
    bot: str
    number: int
    text: str
    data: tuple[str, ...]
    mine: bool
    edited: bool


@dataclass
class Witness:
    """Every message of every private chat, in order."""

    feed: Feed
    seen: list[Saw] = field(default_factory=list)
    read_to: int = 0

    def look(self) -> None:
        """Write down what is new; often enough that nothing is forgotten before."""
        changes = self.feed.after(self.read_to)
        if changes and changes[0]["seq"] != self.read_to + 1:
            raise AssertionError("the witness came too late")
        for change in changes:
            self.read_to = change["seq"]
            if change["kind"] in {"message", "edit"} and ":" in change["chat"]:
                self.seen.append(_saw(change))

    def told(self, bot: str = "public_bot") -> Iterator[Saw]:
        """What a bot said."""
        return (one for one in self.seen if one.bot == bot and not one.mine)


def _saw(change: Json) -> Saw:
    message = change["message"]
    person, _, bot = change["chat"].partition(":")
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Saw(
        datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC),
        int(person),
        bot,
        message["message_id"],
        message.get("text") or message.get("caption") or "",
        tuple(one["callback_data"] for row in rows for one in row if "callback_data" in one),
        mine=not message.get("from", {}).get("is_bot"),
        edited=change["kind"] == "edit",
    )
