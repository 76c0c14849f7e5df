"""How a bot gets its updates: long polling with offsets, or a webhook."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from bot.emulator.world.inbox import Webhook
from bot.emulator.world.refusals import bad_request, conflict
from bot.emulator.world.values import decoded, number, truth

if TYPE_CHECKING:
    from bot.emulator.world.changes import Json
    from bot.emulator.world.inbox import Inbox
    from bot.emulator.world.world import World

LONGEST, MOST = 50, 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOCAL = ("http://127.0.0.1:", "http://localhost:")
OTHER_POLL = "other getUpdates request; make sure that only one bot instance is running"


async def get_updates(bot: Inbox, given: Json) -> list[Json]:
    """Updates from `offset` on, waiting up to `timeout` seconds; earlier ones are forgotten."""
    if bot.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _allow(bot, given)
    _take_over(bot, OTHER_POLL)
    mine = bot.poll
    bot.confirm(number(given.get("offset")))
    patience = min(max(number(given.get("timeout")), 0), LONGEST)
    limit = min(max(number(given.get("limit"), MOST), 1), MOST)
    return await _wait(bot, mine, time.monotonic() + patience, limit)


def _take_over(bot: Inbox, reason: str) -> None:
    """End an older question for updates."""
    bot.poll += 1
    bot.stopped_by = reason
    bot.arrived.set()
    bot.arrived = asyncio.Event()


async def _wait(bot: Inbox, mine: int, until: float, limit: int) -> list[Json]:
    while True:
        if bot.poll != mine:
            raise conflict(f"terminated by {bot.stopped_by}")
        left = until - time.monotonic()
        if bot.updates or bot.repeats or left <= 0:
            return bot.waiting(limit)
        bot.arrived.clear()
        try:
            async with asyncio.timeout(left):
                await bot.arrived.wait()
        except TimeoutError:
            continue


def _allow(bot: Inbox, given: Json) -> None:
    """The kinds of updates wanted are remembered until others are named."""
    if given.get("allowed_updates") is None:
        return
    wanted = decoded(given["allowed_updates"], "allowed updates")
    if wanted is not None and not isinstance(wanted, list):
        raise bad_request("can't parse allowed_updates JSON object")
    bot.allowed = set(map(str, wanted or [])) or None


def set_webhook(_world: World, bot: Inbox, given: Json) -> bool:
    """Deliver updates to an address from now on; an empty one ends it."""
    url, secret = str(given.get("url") or ""), str(given.get("secret_token") or "")
    if url and not url.startswith(("https://", *LOCAL)):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(bot, given)
    bot.webhook = Webhook(url, secret, connections=number(given.get("max_connections"), 40))
    if truth(given.get("drop_pending_updates")):
        bot.updates.clear()
    _take_over(bot, "setWebhook request")
    return True


def delete_webhook(world: World, bot: Inbox, given: Json) -> bool:
    """Updates wait for getUpdates again."""
    wanted = {"drop_pending_updates": given.get("drop_pending_updates")}
    return set_webhook(world, bot, wanted) if bot.webhook.url or wanted else True


def webhook_info(_world: World, bot: Inbox, _given: Json) -> Json:
    """How the webhook stands."""
    info: Json = {
        "url": bot.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    if bot.webhook.url:
        info |= {"max_connections": bot.webhook.connections, "ip_address": "127.0.0.1"}
    if bot.webhook.error:
        info["last_error_message"] = bot.webhook.error
        info["last_error_date"] = bot.webhook.error_date
    return {**info, "allowed_updates": sorted(bot.allowed)} if bot.allowed else info


ANSWERS = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": webhook_info,
}
