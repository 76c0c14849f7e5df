"""Withdraw an application, after asking twice; or stay, when asked after long silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, lines
from bot.participants import addresses as to
from exchange import leaving
from exchange.applying import applications
from exchange.people import people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def ask(talk: Talk) -> None:
    """Ask whether they are sure."""
    if applications.active_application(talk.work, talk.person) is None:
        talk.reply(talk.say("There is no application to withdraw. /start begins one."))
        return
    begun = talk.say("What has begun goes on until it is paid.")
    talk.reply(
        lines(
            talk.say(
                "Withdraw your application? Open invitations and exchanges not begun are cancelled."
            ),
            begun if people.bound(talk.work, talk.person) else "",
        ),
        [
            Button(talk.say("Yes, withdraw"), to.WITHDRAW()),
            Button(talk.say("No, keep it"), to.STAY()),
        ],
    )


def stay(talk: Talk) -> None:
    """Everything stays as it is."""
    talk.settle(talk.say("Your application stays. /status shows what is next."))


def still_here(talk: Talk) -> None:
    """They were silent for long, and are still interested: to write is enough to be shown again."""
    if applications.active_application(talk.work, talk.person) is None:
        talk.settle(
            talk.say("Good to hear from you. Your profile is out by now: /start begins anew.")
        )
        return
    talk.settle(
        talk.say("💚 Good to have you: partners see your profile. /status shows what is next.")
    )


def withdraw(talk: Talk) -> None:
    """They are sure."""
    leaving.withdraw_application(talk.work, talk.person)
    talk.expect()
    talk.settle(
        talk.say(
            "Your application is withdrawn, and everybody concerned is told. /start begins anew."
        )
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.WITHDRAW: withdraw,
    to.STAY: stay,
    to.STILL_HERE: still_here,
}
