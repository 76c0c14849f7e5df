"""Colleagues: a one-time link for a new one, and the staff groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip
from bot.conversation.tidying import one_line
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from exchange.notices import DeskNotice
from exchange.people import officers, staff_groups
from exchange.people.staff_groups import GroupOfOthers
from exchange.work import DESK
from storage.queues import chats
from storage.queues.outbox import Letter
from storage.tables import OfficerRole, Partnership, StaffGroup, Urgency

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
    """The role was chosen: the link comes as a message of its own, whose words are kept nowhere."""
    officer = officer_of(talk)
    if not talk.event.private:
        invite(talk)
        return
    made = officers.make_invitation(talk.work, role, officer.partnership_id, officer)
    talk.settle(talk.say("✓ Invitation for {role}", role=talk.say(officers.ROLE_NAMES[role])))
    link = Letter(
        DESK,
        talk.event.chat_id,
        DeskNotice.INVITATION,
        {"invitation": made.id},
        urgency=Urgency.REPLY,
    )
    talk.work.post([link])


def follow_group(talk: Talk) -> None:
    """The group became a supergroup, as Telegram says: what waits for it goes there."""
    old, new = talk.event.chat_id, int(talk.event.data)
    staff_groups.move_group(talk.work, old, new)
    chats.move_chat(talk.work.session, DESK, old, new)


def bind_group(talk: Talk) -> None:
    """`/bind` in a group: the Partnership's notices come there as well."""
    if talk.event.private:
        talk.reply(talk.say("Add me to your staff group and send /bind there."))
        return
    try:
        staff_groups.bind_group(
            talk.work, officer_of(talk), talk.event.chat_id, one_line(talk.event.chat_title)
        )
    except GroupOfOthers as error:
        talk.reply(talk.say(error.template), [Button(talk.say("Ask them for it"), to.WANT_GROUP())])
        return
    chats.open_chat(talk.work.session, DESK, talk.event.chat_id, talk.work.now)
    talk.reply(
        talk.say(
            "Done: this group is the staff group of your Partnership. Buttons work here for its officers only."
        )
    )


def want_group(talk: Talk) -> None:
    """Ask the Partnership whose group this is to hand it over."""
    staff_groups.want_group(talk.work, officer_of(talk), talk.event.chat_id)
    talk.settle(talk.say("I have asked their desk, and tell you what they say."))


def hand_over(talk: Talk, number: int) -> None:
    """The group becomes the other Partnership's."""
    wants = staff_groups.hand_over(talk.work, officer_of(talk), number)
    name = talk.work.load(Partnership, wants.partnership_id).name
    talk.settle(talk.say("✓ The group now works for {partnership}.", partnership=name))


def keep_group(talk: Talk, number: int) -> None:
    """The group stays."""
    staff_groups.keep_group(talk.work, officer_of(talk), number)
    talk.settle(talk.say("✓ The group stays yours. I let them know."))


def unbind(talk: Talk) -> None:
    """`/unbind` in a group: it works for nobody any more. In private, ask which one."""
    officer = officer_of(talk)
    if not talk.event.private:
        _unbound(talk, staff_groups.group_at(talk.work, officer, talk.event.chat_id))
        return
    found = staff_groups.groups_of(talk.work, officer.partnership_id)
    if not found:
        talk.reply(talk.say("No group works for your desk. /bind in a group makes it one."))
        return
    rows = tuple((Button(clip(title_of(talk, one), 50), to.UNBIND(one.id)),) for one in found)
    talk.send(Screen(talk.say("Which group shall work for your desk no more?"), rows))


def unbind_chosen(talk: Talk, number: int) -> None:
    """A group was chosen."""
    _unbound(talk, talk.work.load(StaffGroup, number))


def _unbound(talk: Talk, group: StaffGroup) -> None:
    title = title_of(talk, group)
    staff_groups.unbind_group(talk.work, officer_of(talk), group.id or 0)
    talk.reply(
        talk.say(
            "Done: I say nothing more of your desk in “{title}”. /bind there brings me back.",
            title=title,
        )
    )


def title_of(talk: Talk, group: StaffGroup) -> str:
    """A group as its members named it."""
    return group.title or talk.say("Staff group")


TAPS: Mapping[Family, Callable[..., None]] = {
    to.INVITE: chosen,
    to.WANT_GROUP: want_group,
    to.HAND_OVER: hand_over,
    to.KEEP_GROUP: keep_group,
    to.UNBIND: unbind_chosen,
}
