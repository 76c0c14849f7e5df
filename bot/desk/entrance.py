"""Who comes in, and the desk's first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.events import Did
from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.desk import exchanges, figures
from bot.desk.cases import cases, queue
from bot.desk.matching import shortage, what_if
from exchange import desk
from exchange.people import officers
from storage.tables import Officer, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.talk import Talk


def desk_officer(talk: Talk) -> Officer:
    """The officer of this talk; `answers` lets nobody else in."""
    assert talk.officer is not None  # noqa: S101 - answers.answer has seen to it
    return talk.officer


def stranger(talk: Talk) -> None:
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
        greet(talk)
    elif talk.event.private:
        talk.toast(talk.say("This bot is for invited staff only."))


def greet(talk: Talk) -> None:
    """Say who they are here and how much waits for them, and show the desk's menu."""
    officer = desk_officer(talk)
    partnership = talk.work.load(Partnership, officer.partnership_id)
    text = talk.say(
        "Welcome, {name}. You work for <b>{partnership}</b> as {role}.",
        name=officer.name,
        partnership=partnership.name,
        role=talk.say(officers.ROLE_NAMES[officer.role]),
    )
    talk.send(Screen(paragraphs(text, _waits(talk, officer)), menu(talk)))


def _waits(talk: Talk, officer: Officer) -> str:
    """How much waits; nothing is said of nothing."""
    count = len(desk.queue(talk.work, officer))
    many = talk.say.many
    one, more = "<b>{count} thing waits for you</b>", "<b>{count} things wait for you</b>"
    return many(one, more, count) if count else ""


def menu(talk: Talk) -> tuple[tuple[Button, ...], ...]:
    """The desk's commands as buttons."""
    say = talk.say
    return (
        (Button(say("📥 Queue"), "d:queue"), Button(say("✈️ Exchanges"), "d:exchanges")),
        (Button(say("📊 Figures"), "d:stats"), Button(say("⭐ Surveys"), "d:survey")),
        (Button(say("📄 Export"), "d:export"), Button(say("🔎 Find"), "d:find")),
        (Button(say("🧭 Without a host"), "d:shortage"), Button(say("⚖️ What if"), "d:whatif")),
    )


TARGETS: Mapping[str, Callable[[Talk], None]] = {
    "queue": queue.show,
    "exchanges": exchanges.overview,
    "stats": figures.stats,
    "survey": figures.survey,
    "export": figures.export,
    "find": cases.ask_words,
    "shortage": shortage.show,
    "whatif": what_if.ask,
}


def tapped(talk: Talk, data: str) -> None:
    """A button of the menu."""
    TARGETS[data.partition(":")[2]](talk)


def help_(talk: Talk) -> None:
    """Every command with a line."""
    say = talk.say
    talk.send(
        Screen(
            paragraphs(
                say("<b>The desk</b>"),
                lines(
                    say("/queue – what waits for you, and for how long"),
                    say("/case 12 – one application"),
                    say("/find words – search applications"),
                    say("/exchanges – exchanges and what they need"),
                    say("/exchange 7 – one exchange"),
                    say("/cohort – hosts for all who wait, at once"),
                    say(
                        "/quota – how many visits of a cohort may go to a country or a Partnership"
                    ),
                    say("/together – applications that travel together, all to one host"),
                    say("/stats – figures and a chart"),
                    say("/survey – what people said after their stay"),
                    say("/export – everything as a spreadsheet"),
                    say("/troubles – what did not go through, to try again"),
                    say("/shortage – visitors without a host, and what would help"),
                    say("/whatif – who would move if a part of a match counted more"),
                    say("/learn – what accepted and declined pairs teach (coordinators)"),
                    say("/label – how mature your clusters’ management is"),
                    say("/invite – a one-time link for a colleague"),
                    say("/bind – in a group: use it as your staff group"),
                    say("/language – another language"),
                ),
                say("You can also just type a name: I search for it."),
            ),
            menu(talk),
        )
    )


def unknown(talk: Talk) -> None:
    """A command with a slip of the finger."""
    command = talk.event.text[1:].partition(" ")[0][:32]
    talk.reply(talk.say("I do not know /{command}. /help lists what I can do.", command=command))


def cancel(talk: Talk) -> None:
    """Leave what was begun."""
    talk.expect()
    talk.reply(talk.say("Stopped. /queue shows what waits."))
