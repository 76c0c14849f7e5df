"""What whoever plays the demo has: the two bots, an account for each of them, and the desk of a Partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot.emulator.world.inbox import BotAccount
from storage.tables import Application, Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.work import Work

PARTICIPANTS_BOT = BotAccount(
    "1000001:demo-participants-token", 1000001, "clusterxchange_bot", "ClusterXchange"
)
DESK_BOT = BotAccount(
    "1000002:demo-desk-token", 1000002, "clusterxchange_desk_bot", "ClusterXchange Desk"
)
YOU, YOUR_OFFICER = 7001, 7002
YOURS = (
    {"id": YOU, "first_name": "You", "username": "you", "language_code": "en"},
    {
        "id": YOUR_OFFICER,
        "first_name": "Officer (you)",
        "username": "your_officer",
        "language_code": "en",
    },
)


def own_desk(work: Work) -> str:
    """The name of the Partnership at whose desk the newcomer is: the first of the first call."""
    return next(iter(work.scheme.calls)).partnerships[0].name


def own_first(work: Work, found: Iterable[Application]) -> list[Application]:
    """Applications, those of the newcomer's own Partnership before all others: so its desk has one of everything."""
    query = select(Partnership.id).where(Partnership.name == own_desk(work))
    own = work.session.exec(query).first()
    return sorted(found, key=lambda one: one.partnership_id != own)
