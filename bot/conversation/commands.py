"""Commands: one record for each, which menu, help page, router and answer all read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.screens import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk


@dataclass(frozen=True)
class Command:
    """What somebody may type after a stroke, and who answers it.

    The words are msgids: `menu` stands in Telegram's list of commands, `help` on the help page,
    `button` on the bot's first page; where they are empty, it is not listed there. One that is
    `daily` stands on a help page that has no room for all. One that is `open` works without consent; at the desk, in groups that are not bound to it.
    """

    name: str
    answer: Callable[[Talk], None]
    menu: str = ""
    help: str = ""
    button: str = ""
    open: bool = False
    daily: bool = False


def help_lines(say: Speech, commands: Sequence[Command]) -> Markup:
    """A line for each command that has one."""
    return lines(*(say(one.help) for one in commands if one.help))
