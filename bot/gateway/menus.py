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
    from aiogram import Bot
    from telegram import Bot as DeskBot

logger = logging.getLogger(__name__)

PARTICIPANTS_MENU = {
    "start": N_("Begin, or go on where you were"),
    "status": N_("Where you are and what is next"),
    "hosts": N_("Hosts that fit you"),
    "search": N_("Search the catalogue of hosts"),
    "invitations": N_("Invitations you sent or received"),
    "exchanges": N_("Your exchanges: dates, papers, stay"),
    "partner": N_("You already have a partner?"),
    "language": N_("Change the language"),
    "privacy": N_("What we keep about you"),
    "withdraw": N_("Withdraw your application"),
    "cancel": N_("Stop what you are doing now"),
    "help": N_("What I can do"),
}
DESK_MENU = {
    "queue": N_("What waits for you, and for how long"),
    "exchanges": N_("Exchanges and what they need"),
    "find": N_("Find an application: /find words"),
    "case": N_("One application: /case 12"),
    "exchange": N_("One exchange: /exchange 7"),
    "cohort": N_("Hosts for all who wait"),
    "quota": N_("Quotas of a cohort: /quota Portugal 5"),
    "together": N_("Who travels together: /together 12 17"),
    "stats": N_("Figures and a chart"),
    "survey": N_("What people said after their stay"),
    "export": N_("Everything as a spreadsheet"),
    "troubles": N_("What did not go through, to try again"),
    "shortage": N_("Visitors without a host, and what would help"),
    "whatif": N_("Who would move if something counted more"),
    "learn": N_("What accepted and declined pairs teach"),
    "label": N_("Labels of your clusters’ management"),
    "invite": N_("Invite a colleague"),
    "bind": N_("Use this group as your staff group"),
    "language": N_("Change the language"),
    "help": N_("What I can do"),
}
DESCRIPTION = N_(
    "ClusterXchange takes you to a partner abroad for three days to a month, and your Partnership "
    "pays a lump sum. Tap Start: I take you through the application, show you hosts that fit, and "
    "see to the papers."
)
SHORT = N_("Exchanges between clusters and companies in Europe: apply, find a partner, go.")


async def publish_participants(bot: Bot) -> None:
    """Set the public bot's commands and description; a failure is only noted."""
    try:
        for code in languages():
            say, given = Speech(code), None if code == FALLBACK else code
            commands = [
                BotCommand(command=name, description=str(say(text)))
                for name, text in PARTICIPANTS_MENU.items()
            ]
            await bot.set_my_commands(commands, language_code=given)
            await bot.set_my_description(str(say(DESCRIPTION)), language_code=given)
            await bot.set_my_short_description(str(say(SHORT))[:120], language_code=given)
    except TelegramAPIError as error:
        logger.warning("the command menu could not be set: %s", type(error).__name__)


async def publish_desk(bot: DeskBot) -> None:
    """Set the staff bot's commands, in private chats and in groups; a failure is only noted."""
    try:
        for code in languages():
            say, given = Speech(code), None if code == FALLBACK else code
            commands = [(name, str(say(text))) for name, text in DESK_MENU.items()]
            for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
                await bot.set_my_commands(commands, scope=scope, language_code=given)
    except TelegramError as error:
        logger.warning("the command menu could not be set: %s", type(error).__name__)
