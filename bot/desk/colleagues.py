"""Colleagues: a one-time link for a new one, and the staff group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from exchange.people import officers
from exchange.work import DESK
from storage.queues import chats
from storage.tables import OfficerRole, Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk


def invite(talk: Talk) -> None:
    """Ask for which role."""
    if not talk.event.private:
        talk.reply(
            talk.say("Please ask me for an invitation in our private chat: the link is secret.")
        )
        return
    officers.require(officer_of(talk), officers.Right.INVITE)
    rows = tuple(
        (Button(talk.say(officers.ROLE_NAMES[role]), to.INVITE(role)),) for role in OfficerRole
    )
    talk.send(Screen(talk.say("For which role is the invitation?"), rows))


def chosen(talk: Talk, role: OfficerRole) -> None:
    """The role was chosen: show the payload once."""
    officer = officer_of(talk)
    officers.require(officer, officers.Right.INVITE)
    partnership = talk.work.load(Partnership, officer.partnership_id)
    payload = officers.invite_officer(talk.work, role, partnership.name)
    talk.settle(talk.say("✓ Invitation for {role}", role=talk.say(officers.ROLE_NAMES[role])))
    talk.reply(
        talk.say(
            "Send this to your colleague; it works once, for {hours} hours. They open this bot and send:\n"
            "<code>/start {payload}</code>",
            hours=talk.work.scheme.deadlines.officer_invitation_hours,
            payload=payload,
        )
    )


def follow_group(talk: Talk) -> None:
    """The group became a supergroup, as Telegram says: what waits for it goes there."""
    old, new = talk.event.chat_id, int(talk.event.data)
    officers.move_group(talk.work, old, new)
    chats.move_chat(talk.work.session, DESK, old, new)


def bind_group(talk: Talk) -> None:
    """`/bind` in a group: the Partnership's notices come there as well."""
    if talk.event.private:
        talk.reply(talk.say("Add me to your staff group and send /bind there."))
        return
    officers.bind_group(talk.work, officer_of(talk), talk.event.chat_id)
    chats.open_chat(talk.work.session, DESK, talk.event.chat_id, talk.work.now)
    talk.reply(
        talk.say(
            "Done: this group is the staff group of your Partnership. Buttons work here for its officers only."
        )
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.INVITE: chosen,
}
