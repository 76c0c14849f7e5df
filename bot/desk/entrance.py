"""Who comes in, and the desk's first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.commands import help_lines, not_known
from bot.conversation.events import Did
from bot.conversation.screens import Button, Screen, grid, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.desk.typed.act_words import EXAMPLES
from exchange import desk
from exchange.people import officers
from exchange.words import N_
from storage.tables import Partnership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.commands import Command
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from storage.tables import Officer


def stranger(talk: Talk, commands: Sequence[Command]) -> None:
    """Let an invited officer in; say the same nothing to everybody else."""
    if (
        talk.event.did is Did.COMMAND
        and talk.event.command == "start"
        and talk.event.text
        and talk.event.private
    ):
        payload = talk.event.text.strip()
        talk.officer = officers.bind_officer(
            talk.work, talk.person, payload, talk.event.first_name or "Officer"
        )
        greet(talk, commands)
    elif talk.event.private:
        talk.toast(talk.say("This bot is for invited staff only."))


def anonymous(talk: Talk) -> None:
    """To an admin who writes in a group's name, and asks for something."""
    if talk.event.did is Did.COMMAND:
        talk.reply(
            talk.say(
                "I cannot see who you are, as you write anonymously here. Switch that off in your admin rights, or ask me in private."
            )
        )


def greet(talk: Talk, commands: Sequence[Command]) -> None:
    """Say who they are here and how much waits for them, and show the desk's menu."""
    officer = officer_of(talk)
    partnership = talk.work.load(Partnership, officer.partnership_id)
    text = talk.say(
        "Welcome, {name}. You work for <b>{partnership}</b> as {role}.",
        name=officer.name,
        partnership=partnership.name,
        role=talk.say(officers.ROLE_NAMES[officer.role]),
    )
    talk.send(Screen(paragraphs(text, _waits(talk, officer)), menu(talk.say, commands)))


def _waits(talk: Talk, officer: Officer) -> str:
    """How much waits; nothing is said of nothing."""
    count = len(desk.queue(talk.work, officer))
    many = talk.say.many
    one, more = "<b>{count} thing waits for you</b>", "<b>{count} things wait for you</b>"
    return many(one, more, count) if count else ""


def menu(say: Speech, commands: Sequence[Command]) -> Rows:
    """The commands that have a button."""
    return grid([Button(say(one.button), to.COMMAND(one.name)) for one in commands if one.button])


def help_(talk: Talk, commands: Sequence[Command]) -> None:
    """What is used every day; every command for whoever types `/help all`."""
    say, everything = talk.say, bool(talk.event.text)
    text = paragraphs(
        say("<b>The desk</b>"),
        help_lines(say, commands if everything else [one for one in commands if one.daily]),
        "" if everything else say("/help all – every other command, with a word about it"),
        say(
            "You can also just type: a name, and I search for it; or what a button does: {examples}.",
            examples=say(EXAMPLES),
        ),
    )
    talk.send(Screen(text, menu(say, commands)))


def unknown(talk: Talk, commands: Sequence[Command]) -> None:
    """A command with a slip of the finger."""
    command = talk.event.text[1:].partition(" ")[0]
    talk.reply(not_known(talk.say, command, commands))


def cancel(talk: Talk) -> None:
    """Leave what was begun; what was typed for it is there when its button is tapped again."""
    begun = bool(talk.conversation.place)
    talk.expect()
    stopped = N_(
        "Stopped. What you typed is kept: the same button or command goes on with it. /queue shows what waits."
    )
    talk.reply(
        talk.say(stopped if begun else N_("There is nothing to stop. /queue shows what waits."))
    )
