"""How a bot gets its updates: long polling with offsets, or a webhook."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.emulator.checks import decoded
from bot.emulator.refusals import ApiError, bad_request

if TYPE_CHECKING:
    from bot.emulator.world import Inboxed

LONGEST = 50.0
AGAIN = 0.5  # seconds before a webhook that failed is tried again


async def get_updates(bot: Inboxed, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Updates from `offset` on, waiting up to `timeout` seconds; earlier ones are forgotten."""
    if bot.webhook.get("url"):
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    bot.poll += 1
    mine = bot.poll
    bot.arrived.set()  # an older question gives way
    _confirm(bot, int(given.get("offset") or 0))
    if given.get("allowed_updates") is not None:
        bot.allowed = set(decoded(given["allowed_updates"])) or None
    patience = min(float(given.get("timeout") or 0), LONGEST)
    limit = min(max(int(given.get("limit") or 100), 1), 100)
    return await _wait(bot, mine, time.monotonic() + patience, limit)


async def _wait(bot: Inboxed, mine: int, until: float, limit: int) -> list[dict[str, Any]]:
    while True:
        if bot.poll != mine:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        if bot.updates:
            return list(bot.updates)[:limit]
        left = until - time.monotonic()
        if left <= 0:
            return []
        bot.arrived.clear()
        try:
            async with asyncio.timeout(left):
                await bot.arrived.wait()
        except TimeoutError:
            return []


def _confirm(bot: Inboxed, offset: int) -> None:
    if offset < 0:
        while len(bot.updates) > -offset:
            bot.updates.popleft()
        return
    while bot.updates and bot.updates[0]["update_id"] < offset:
        bot.updates.popleft()


def set_webhook(bot: Inboxed, given: dict[str, Any]) -> bool:
    """Deliver updates to an address from now on."""
    url = str(given.get("url") or "")
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    bot.webhook = {"url": url, "secret": given.get("secret_token", ""), "error": ""} if url else {}
    if given.get("drop_pending_updates") in {True, "true", "True"}:
        bot.updates.clear()
    bot.arrived.set()
    return True


def webhook_info(bot: Inboxed) -> dict[str, Any]:
    """How the webhook stands."""
    info = {
        "url": bot.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }
    error = bot.webhook.get("error")
    return {**info, "last_error_message": error} if error else info


async def deliver(bot: Inboxed) -> None:
    """Bring updates to the webhook, one after another, again until it says 200; for ever."""
    async with aiohttp.ClientSession() as http:
        while True:
            if not bot.updates or not bot.webhook.get("url"):
                bot.arrived.clear()
                await bot.arrived.wait()
            elif await _delivered(http, bot, bot.updates[0]):
                bot.updates.popleft()
            else:
                await asyncio.sleep(AGAIN)


async def _delivered(http: aiohttp.ClientSession, bot: Inboxed, update: dict[str, Any]) -> bool:
    secret = str(bot.webhook.get("secret") or "")
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        async with http.post(bot.webhook["url"], json=update, headers=headers) as answer:
            bot.webhook["error"] = (
                "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
            )
            return answer.ok
    except aiohttp.ClientError as error:
        bot.webhook["error"] = type(error).__name__
        return False
