"""Tell Telegram our commands and what we are, in every language we have."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.conversation.speech import FALLBACK, Speech, languages
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence

    from aiogram import Bot
    from markupsafe import Markup
    from telegram import Bot as DeskBot

    from bot.conversation.commands import Command
    from exchange.scheme.call import Scheme

logger = logging.getLogger(__name__)

LOOK_AGAIN = 60.0  # seconds; we are woken when somebody comes or goes, this catches a new language

DESCRIPTION = N_(
    "{programme} takes you to a partner abroad for {least} working days to {longest}, and your Partnership "
    "pays a lump sum. Tap Start: I take you through the application, show you hosts that fit, and "
    "see to the papers."
)
SHORT = N_("Exchanges between clusters and companies in Europe: apply, find a partner, go.")


async def publish_participants(bot: Bot, commands: Sequence[Command], call: Scheme) -> None:
    """Set the public bot's commands, and its description of the call; a failure is only noted."""
    try:
        for code in languages():
            say, given = Speech(code), None if code == FALLBACK else code
            menu = [
                BotCommand(command=one.name, description=str(say(one.menu)))
                for one in commands
                if one.menu
            ]
            await bot.set_my_commands(menu, language_code=given)
            await bot.set_my_description(str(_description(say, call)), language_code=given)
            await bot.set_my_short_description(str(say(SHORT))[:120], language_code=given)
    except TelegramAPIError as error:
        logger.warning("the command menu could not be set: %s", type(error).__name__)


def _description(say: Speech, call: Scheme) -> Markup:
    """What the bot is for; of several calls, all of their names, the shortest stay and the longest."""
    calls = list(call.calls)
    names = say.join(dict.fromkeys(one.name for one in calls))
    months = max(one.stay.max_months for one in calls)
    longest = say.many("one month", "{count} months", months)
    least = min(one.stay.min_working_days for one in calls)
    return say(DESCRIPTION, programme=names, least=least, longest=longest)


async def username_of(bot: Bot) -> str:
    """How a bot is called on Telegram; empty, and noted, where it does not say so now."""
    try:
        return (await bot.me()).username or ""
    except TelegramAPIError as error:
        logger.warning("the bot's name could not be asked for: %s", type(error).__name__)
        return ""


@dataclass
class DeskMenus:
    """The staff bot's menus: strangers are shown none, officers and staff groups each their own."""

    bot: DeskBot
    commands: Sequence[Command]
    readers: Callable[[], Awaitable[Mapping[int, str]]]
    """Every chat that is shown the menu, with its language."""
    shown: dict[int, str] = field(default_factory=dict)

    async def keep(self, changed: asyncio.Event) -> None:
        """Take the menu from everybody, then give it to whoever works here, as they come and go."""
        await self._try(self._nothing_to_strangers())
        while True:
            changed.clear()
            await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_AGAIN)

    async def _nothing_to_strangers(self) -> None:
        for code in languages():
            given = None if code == FALLBACK else code
            for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
                await self.bot.set_my_commands([], scope=scope, language_code=given)

    async def look(self) -> None:
        """Give and take what has changed since the last look."""
        wanted = await self.readers()
        for chat_id in self.shown.keys() - wanted.keys():
            if await self._try(self.bot.delete_my_commands(scope=BotCommandScopeChat(chat_id))):
                del self.shown[chat_id]
        for chat_id, language in wanted.items():
            if self.shown.get(chat_id) == language:
                continue
            say = Speech(language)
            menu = [(one.name, str(say(one.menu))) for one in self.commands if one.menu]
            scope = BotCommandScopeChat(chat_id)
            if await self._try(self.bot.set_my_commands(menu, scope=scope)):
                self.shown[chat_id] = language

    async def _try(self, asked: Coroutine[Any, Any, object]) -> bool:
        """Whether Telegram took it; what it did not take is tried at the next look."""
        try:
            await asked
        except TelegramError as error:
            logger.warning("a command menu could not be set: %s", type(error).__name__)
            return False
        return True
