"""What takes updates in: light, as no framework and no rule of the scheme is needed to store what came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.app.settings import ProcessRole
from bot.gateway.incoming.receiver import Receiver
from bot.gateway.incoming.webhook import Webhook
from bot.gateway.pulses import POLL
from exchange.work import DESK, PARTICIPANTS

if TYPE_CHECKING:
    from bot.app.house import House, Part


def receivers(house: House) -> list[Part]:
    """The port for both bots where Telegram brings the updates; else one that asks, for each bot."""
    tokens = {PARTICIPANTS: house.participants_token, DESK: house.desk_token}
    if house.door:
        door = Webhook(
            tokens,
            house.database,
            house.clock,
            house.door.address,
            house.door.host,
            house.door.port,
            house.api,
        )
        return [(ProcessRole.RECEIVER, "webhook", door.run)]
    return [
        (ProcessRole.RECEIVER, f"{name} receiver", _receiver(house, name, token).run)
        for name, token in tokens.items()
    ]


def _receiver(house: House, name: str, token: str) -> Receiver:
    return Receiver(
        name,
        house.instance,
        house.api,
        token,
        house.database,
        house.clock,
        partial(house.pulses.beat, POLL, name),
    )
