"""`/officers`: who works at the desk, who is invited, which groups; and how somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.colleagues import title_of
from bot.desk.officer import officer_of, whose
from exchange.people import access_ends, officers, staff_groups
from exchange.people.officers import RIGHTS, ROLE_NAMES, Right
from matching.words.names import fold
from storage.tables import Officer, OfficerInvitation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from storage.tables import StaffGroup


def show(talk: Talk) -> None:
    """Everybody who has access, and every way in that stands open."""
    desk = officer_of(talk).partnership_id
    here = officers.colleagues(talk.work, desk)
    invited = officers.open_invitations(talk.work, desk)
    groups = staff_groups.groups_of(talk.work, desk)
    say = talk.say
    text = paragraphs(
        lines(whose(talk), folded(lines(*(_line(talk, one) for one in here)))),
        folded(
            lines(
                say("<b>Open invitations</b>") if invited else "",
                *(_invited(talk, one) for one in invited),
                say("<b>Staff groups</b>") if groups else "",
                *(_group(talk, one) for one in groups),
            )
        ),
        say("/invite a colleague, /revoke somebody’s access, /unbind a group.")
        if _may_invite(talk)
        else say("Your coordinators invite colleagues."),
    )
    talk.show(Screen(text, _take_back_buttons(talk, invited)))


def _may_invite(talk: Talk) -> bool:
    return Right.INVITE in RIGHTS[officer_of(talk).role]


def _line(talk: Talk, one: Officer) -> str:
    return talk.say(
        "• <b>{name}</b>, {role}, since {since}, last seen {seen}",
        name=one.name,
        role=talk.say(ROLE_NAMES[one.role]),
        since=talk.say.on(one.bound_at),
        seen=talk.say.on(one.last_seen_at or one.bound_at),
    )


def _invited(talk: Talk, one: OfficerInvitation) -> str:
    role, until = talk.say(ROLE_NAMES[one.role]), talk.say.moment(one.expires_at, talk.person.zone)
    if one.made_by is None:
        return talk.say("• {role}, by the operator, until {until}", role=role, until=until)
    by = talk.work.load(Officer, one.made_by).name
    return talk.say("• {role}, by {name}, until {until}", role=role, name=by, until=until)


def _group(talk: Talk, one: StaffGroup) -> str:
    by = talk.work.load(Officer, one.bound_by).name
    return talk.say("• {title}, bound by {name}", title=title_of(talk, one), name=by)


def _take_back_buttons(
    talk: Talk, invited: list[OfficerInvitation]
) -> tuple[tuple[Button, ...], ...]:
    if not _may_invite(talk):
        return ()
    return tuple(
        (
            Button(
                talk.say(
                    "✕ {role}, {made}",
                    role=talk.say(ROLE_NAMES[one.role]),
                    made=f"{one.made_at.astimezone(ZoneInfo(talk.person.zone)):%d.%m.}",
                ),
                to.UNINVITE(one.id),
            ),
        )
        for one in invited
    )


def revoke(talk: Talk) -> None:
    """`/revoke`, or `/revoke Kim`: ask whose access ends."""
    officer = officer_of(talk)
    officers.require(officer, Right.INVITE)
    typed = fold(talk.event.text)
    found = [
        one
        for one in officers.colleagues(talk.work, officer.partnership_id)
        if typed in fold(one.name)
    ]
    if not found:
        talk.reply(
            talk.say(
                "Nobody of that name works here. /officers lists who does.",
            )
        )
        return
    rows = tuple((Button(clip(one.name, 50), to.REVOKE(one.id)),) for one in found)
    talk.send(Screen(talk.say("Whose access shall end?"), rows))


def ask(talk: Talk, number: int) -> None:
    """Ask once more, saying what ends with it."""
    officers.require(officer_of(talk), Right.INVITE)
    leaving = talk.work.load(Officer, number)
    text = talk.say(
        "End the access of <b>{name}</b>? It ends at once. Their open invitations are taken back, and groups that they bound ask for somebody else to bind them.",
        name=leaving.name,
    )
    rows = (
        (Button(talk.say("Yes, end it now"), to.REVOKE_NOW(number)),),
        (Button(talk.say("‹ Back"), to.OFFICERS()),),
    )
    talk.show(Screen(text, rows))


def revoke_now(talk: Talk, number: int) -> None:
    """It ends."""
    gone = access_ends.revoke_colleague(talk.work, officer_of(talk), number)
    talk.settle(
        talk.say("✓ {name} has no access any more. /officers shows who has.", name=gone.name)
    )


def take_back(talk: Talk, number: int) -> None:
    """An invitation is good no longer."""
    officers.take_back(talk.work, officer_of(talk), number)
    talk.toast(talk.say("✓ Taken back: nobody comes in by it."))
    show(talk)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.OFFICERS: show,
    to.REVOKE: ask,
    to.REVOKE_NOW: revoke_now,
    to.UNINVITE: take_back,
}
