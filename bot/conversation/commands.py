"""Commands: one record for each, which menu, help page, router and answer all read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.conversation.screens import lines
from bot.conversation.small_words import bare, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk

LONGEST_NAME = 32  # signs of a command, as Telegram has it
NEAR = 75  # of 100: one letter more, less, or in another place
LONGEST = 7
"""Words in which somebody names a command; who writes more tells something."""
AROUND = listed(
    "show, open, see, view, list, find, give, go, to, me, my, us, our, the, all, a, please, i, we, want, would, like, lets, let, again, for, of, "
    "zeig, zeige, zeigen, öffne, öffnen, ansehen, anzeigen, sehen, liste, finde, gib, mir, mich, uns, meine, meinen, unsere, die, der, den, das, "
    "alle, bitte, ich, wir, will, möchte, möchten, nochmal, für, von"
)
"""Words around a command's name that say nothing else."""


@dataclass(frozen=True)
class Command:
    """What somebody may type after a stroke, and who answers it.

    The words are msgids: `menu` stands in Telegram's list of commands, `help` on the help page,
    `button` on the bot's first page; where they are empty, it is not listed there. `words`
    are how people call what it shows, without a stroke; what changes something has none. One that is
    `daily` stands on a help page that has no room for all. One that is `open` works without consent; at the desk, in groups that are not bound to it.
    One that is `private` brings what is personal, and is answered in no group.
    """

    name: str
    answer: Callable[[Talk], None]
    menu: str = ""
    help: str = ""
    button: str = ""
    words: frozenset[str] = frozenset()
    open: bool = False
    daily: bool = False
    private: bool = False


def help_lines(say: Speech, commands: Sequence[Command]) -> Markup:
    """A line for each command that has one."""
    return lines(*(say(one.help) for one in commands if one.help))


def named_by(typed: str, commands: Sequence[Command]) -> Command | None:
    """The command that typed words name, such as “show me my invitations”; None where they name none."""
    words = bare(typed).split()
    named = " ".join(one for one in words if one not in AROUND)
    if not named or len(words) > LONGEST:
        return None
    return next((one for one in commands if named in one.words), None)


def not_known(say: Speech, typed: str, commands: Sequence[Command]) -> Markup:
    """That there is no such command, and the one of those on the help page that is meant by it."""
    typed = typed[:LONGEST_NAME]
    names = [one.name for one in commands if one.help]
    near = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=NEAR)
    if near is None:
        return say("I do not know /{command}. /help lists what I can do.", command=typed)
    return say(
        "I do not know /{command}. Did you mean /{near}? /help lists all of them.",
        command=typed,
        near=near[0],
    )
