"""What officers are told about themselves: invitations, access that ends, staff groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen
from bot.desk import addresses as to
from exchange.notices import DeskNotice
from exchange.people import officers
from exchange.words import N_
from storage.tables import Officer, OfficerInvitation, Partnership, StaffGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def invitation(delivery: Delivery) -> Screen | None:
    """A one-time link, its secret made as it leaves: it is written nowhere."""
    made = delivery.work.load(OfficerInvitation, delivery["invitation"])
    if not officers.is_open(made, delivery.work.now):
        return None
    return Screen(
        delivery.say(
            "Send this to your colleague; it works once, for {hours} hours. They open this bot and send:\n"
            "<code>/start {payload}</code>\nYou can take it back: /officers",
            hours=delivery.work.scheme.deadlines.officer_invitation_hours,
            payload=officers.new_secret(delivery.work, made),
        )
    )


def access_ended(delivery: Delivery) -> Screen:
    """To somebody who is an officer no more."""
    officer = delivery.work.load(Officer, delivery["officer"])
    name = delivery.work.load(Partnership, officer.partnership_id).name
    return Screen(
        delivery.say(
            "Your access to the desk of {partnership} has ended. If that is a mistake, its coordinator can invite you again.",
            partnership=name,
        )
    )


def _group(text: str) -> Callable[[Delivery], Screen | None]:
    """A renderer that says something about a staff group."""

    def render(delivery: Delivery) -> Screen | None:
        group = delivery.work.load(StaffGroup, delivery["group"])
        return Screen(delivery.say(text, title=group.title or delivery.say("Staff group")))

    return render


def group_wanted(delivery: Delivery) -> Screen | None:
    """Another Partnership asks for a group of ours."""
    group = delivery.work.load(StaffGroup, delivery["group"])
    wants = delivery.work.load(Officer, group.wanted_by) if group.wanted_by else None
    if wants is None:
        return None
    say = delivery.say
    text = say(
        "{name} of <b>{partnership}</b> would like your staff group “{title}” for their desk. If you hand it over, your desk is told nothing there any more.",
        name=wants.name,
        partnership=delivery.work.load(Partnership, wants.partnership_id).name,
        title=group.title or say("Staff group"),
    )
    rows = (
        (Button(say("Hand it over"), to.HAND_OVER(group.id)),),
        (Button(say("Keep it"), to.KEEP_GROUP(group.id)),),
    )
    return Screen(text, rows)


OF_DESKS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    DeskNotice.INVITATION: invitation,
    DeskNotice.GROUP_WANTED: group_wanted,
    DeskNotice.GROUP_YOURS: _group(
        N_("“{title}” works for your desk now: what your desk is told comes there as well.")
    ),
}
TO_ANYBODY: Mapping[str, Callable[[Delivery], Screen | None]] = {
    DeskNotice.ACCESS_ENDED: access_ended,
    DeskNotice.GROUP_WITHOUT_BINDER: _group(
        N_(
            "Whoever bound this group works at the desk no more. An officer may send /bind; until then I say nothing here."
        )
    ),
    DeskNotice.GROUP_KEPT: _group(N_("They keep “{title}” for their own desk.")),
}
"""These name nothing of a desk's business, and reach people and groups that work for it no more."""
