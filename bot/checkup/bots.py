"""The two bots as Telegram sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.app.settings import could_be_token
from bot.checkup.databases import STOP_IT
from bot.checkup.findings import Finding, of_clock
from bot.gateway.errors import ApiUnreachable, WrongToken
from bot.gateway.probe import Probe, probe, somebody_polls
from exchange.work import DESK, PARTICIPANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import datetime

    from pydantic import SecretStr

    from bot.app.settings import Settings

MANY = 100  # updates that wait at Telegram
FRESH = timedelta(hours=1)  # an older trouble of a webhook is history


async def examine(
    settings: Settings, clock: Callable[[], datetime], polled: Collection[str]
) -> list[Finding]:
    """Tokens, the ways updates take, Telegram's clock; some bots' updates are `polled` by us."""
    tokens = {
        PARTICIPANTS: ("CXC_PARTICIPANTS_TOKEN", settings.participants_token),
        DESK: ("CXC_DESK_TOKEN", settings.desk_token),
    }
    found: list[Finding] = []
    seen: dict[str, Probe] = {}
    for bot, (name, token) in tokens.items():
        finding, what = await _token(settings.telegram_api, name, token, clock)
        found.append(finding)
        if what:
            seen[bot] = what
    if len({one.identity.user_id for one in seen.values()}) < len(seen):
        how = "both belong to one bot: make a second bot with BotFather for the desk"
        found.append(Finding(False, "tokens", how))
    for bot, what in seen.items():
        found += _way(settings, bot, what, clock())
        if not settings.webhook_url and not what.webhook and bot not in polled:
            found += await _rival(settings, bot, tokens[bot][1])
    found += [
        of_clock("Telegram's clock", one.ahead) for one in seen.values() if one.ahead is not None
    ][:1]
    return found


async def _token(
    api: str, name: str, token: SecretStr, clock: Callable[[], datetime]
) -> tuple[Finding, Probe | None]:
    if not token.get_secret_value():
        how = "not set: send /newbot to @BotFather, copy it from BotFather into .env"
        return Finding(False, name, how), None
    if not could_be_token(token.get_secret_value()):
        how = "cannot be a token, one looks like 123456789:AAE…: copy it again from BotFather"
        return Finding(False, name, how), None
    try:
        seen = await probe(api, token.get_secret_value(), clock)
    except WrongToken:
        how = "Telegram does not know it: copy it again from BotFather"
        return Finding(False, name, how), None
    except ApiUnreachable as error:
        how = f"{api} cannot be reached ({error}): is the network up, is CXC_TELEGRAM_API right?"
        return Finding(False, name, how), None
    return Finding(True, name, f"@{seen.identity.username}"), seen


async def _rival(settings: Settings, bot: str, token: SecretStr) -> list[Finding]:
    if not await somebody_polls(settings.telegram_api, token.get_secret_value()):
        return []
    how = f"none of our processes asks for them, but another program does: {STOP_IT}"
    return [Finding(False, f"{bot}: updates", how)]


def _way(settings: Settings, bot: str, seen: Probe, now: datetime) -> Iterator[Finding]:
    """Whether updates come the way that we expect them."""
    what = f"{bot}: updates"
    wanted = f"{settings.webhook_url}/telegram/{bot}" if settings.webhook_url else ""
    if seen.webhook != wanted:
        yield Finding(False, what, _other_way(seen.webhook, wanted))
    elif seen.pending > MANY:
        how = f"{seen.pending} wait at Telegram, for 24 hours at most: is a receiver running?"
        yield Finding(False, what, how)
    else:
        way = "brought by webhook" if wanted else "asked for"
        yield Finding(True, what, f"{way}, {seen.pending} wait at Telegram")
    if wanted and seen.trouble and seen.trouble_at and now - seen.trouble_at < FRESH:
        how = (
            f"at {seen.trouble_at:%H:%M} UTC Telegram could not bring an update ({seen.trouble}): "
            "is the address open to the world, does the proxy lead to CXC_WEBHOOK_LISTEN?"
        )
        yield Finding(False, f"{bot}: webhook", how)


def _other_way(found: str, wanted: str) -> str:
    if not wanted:
        return (
            f"a webhook is set ({found}), but we ask for updates: `run` removes it when it starts. "
            "If it comes back, another program uses the token: make a new one with BotFather"
        )
    if not found:
        return "no webhook is set, but CXC_WEBHOOK_URL is: `run` sets it when it starts"
    return f"the webhook is {found}, not {wanted}: `run` sets it when it starts"
