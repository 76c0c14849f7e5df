"""Tell Telegram our commands and what we are, in every language we have."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand
from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.conversation.speech import FALLBACK, Speech, languages
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram import Bot
    from telegram import Bot as DeskBot

    from bot.conversation.commands import Command

logger = logging.getLogger(__name__)

DESCRIPTION = N_(
    "ClusterXchange takes you to a partner abroad for three days to a month, and your Partnership "
    "pays a lump sum. Tap Start: I take you through the application, show you hosts that fit, and "
    "see to the papers."
)
SHORT = N_("Exchanges between clusters and companies in Europe: apply, find a partner, go.")


async def publish_participants(bot: Bot, commands: Sequence[Command]) -> None:
    """Set the public bot's commands and description; a failure is only noted."""
    try:
        for code in languages():
            say, given = Speech(code), None if code == FALLBACK else code
            menu = [
                BotCommand(command=one.name, description=str(say(one.menu)))
                for one in commands
                if one.menu
            ]
            await bot.set_my_commands(menu, language_code=given)
            await bot.set_my_description(str(say(DESCRIPTION)), language_code=given)
            await bot.set_my_short_description(str(say(SHORT))[:120], language_code=given)
    except TelegramAPIError as error:
        logger.warning("the command menu could not be set: %s", type(error).__name__)


async def publish_desk(bot: DeskBot, commands: Sequence[Command]) -> None:
    """Set the staff bot's commands, in private chats and in groups; a failure is only noted."""
    try:
        for code in languages():
            say, given = Speech(code), None if code == FALLBACK else code
            menu = [(one.name, str(say(one.menu))) for one in commands if one.menu]
            for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
                await bot.set_my_commands(menu, scope=scope, language_code=given)
    except TelegramError as error:
        logger.warning("the command menu could not be set: %s", type(error).__name__)
