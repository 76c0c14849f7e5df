"""How the bots are called on Telegram, and links to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.tables import BotName

if TYPE_CHECKING:
    from sqlmodel import Session

    from exchange.work import Work


def note_name(session: Session, bot: str, username: str) -> None:
    """Remember how a bot is called."""
    found = session.get(BotName, bot)
    if found is None or found.username != username:
        session.merge(BotName(bot=bot, username=username))


def link_to(work: Work, bot: str, payload: str) -> str:
    """A link that opens a bot with a payload; what to send to it, where its name is not known yet."""
    found = work.session.get(BotName, bot)
    return f"https://t.me/{found.username}?start={payload}" if found else f"/start {payload}"
