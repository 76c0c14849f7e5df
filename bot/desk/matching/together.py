"""`/together A-0012 A-0017`: applications that travel together, all to one host or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.conversation.addresses import typed_rows
from bot.conversation.screens import Button, Pages, Screen, clip, folded, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.matching import cohort
from bot.desk.officer import officer_of
from exchange.cohorts import groups
from exchange.people.officers import RIGHTS, Right
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.cohorts.groups import Companion, TravelGroup
    from storage.tables import CohortRun

PAGE = 6
MOST_BUTTONS = 40
SOME = 12
JOINED = N_("👥 They travel together now. I have worked the plan out anew:")


def typed(talk: Talk) -> None:
    """Join those who are named, or list who travels together."""
    if not talk.event.text.strip():
        _list(talk, 0)
        return
    named = typed_rows(talk.event.text)
    cohort.show_anew(talk, groups.join(talk.work, officer_of(talk), named), JOINED)


def _may_join(talk: Talk) -> bool:
    return Right.DECIDE in RIGHTS[officer_of(talk).role]


def _list(talk: Talk, page: int) -> None:
    say = talk.say
    found = groups.own_groups(talk.work, officer_of(talk))
    pages = Pages(len(found), PAGE, page, to.GROUPS)
    here = found[pages.offset : pages.offset + PAGE]
    text = paragraphs(
        say("<b>Who travels together</b>: all of a group go to one host, or none does."),
        folded(lines(*(_group_words(talk, one) for one in here), *_alone(talk))),
        "" if found else say("Nobody does so far."),
        _how(talk),
    )
    rows = [
        (Button(clip(f"👥 {_names(one)}", 36), to.GROUP(one.companions[0].application_id)),)
        for one in here
    ]
    talk.show(Screen(text, tuple(rows)).with_rows(pages.buttons()))


def _alone(talk: Talk) -> list[Markup]:
    """Some of those who could be joined, with the numbers to do so."""
    say, waiting = talk.say, groups.waiting_alone(talk.work, officer_of(talk))
    if not waiting:
        return []
    names = Markup(", ").join(_companion_words(talk, one) for one in waiting[:SOME])
    if len(waiting) <= SOME:
        return [say("Waiting for a host, each alone: {names}.", names=names)]
    more = len(waiting) - SOME
    return [say("Waiting for a host, each alone: {names} and {more} more.", names=names, more=more)]


def _how(talk: Talk) -> Markup:
    if not _may_join(talk):
        return talk.say("Your officers decide it.")
    return talk.say("To join some: /together and their numbers, such as /together A-0012 A-0017.")


def _names(group: TravelGroup) -> str:
    return ", ".join(one.name for one in group.companions)


def _group_words(talk: Talk, group: TravelGroup) -> Markup:
    """Who they are, where the draft sends them, and what that costs."""
    members = Markup(", ").join(_companion_words(talk, one) for one in group.companions)
    return lines(talk.say("👥 {members}", members=members), *_drafted(talk, group))


def _companion_words(talk: Talk, one: Companion) -> Markup:
    text = (
        "<b>{name}</b> (A-{number:04})"
        if one.waits
        else N_("<b>{name}</b> (A-{number:04}, not waiting now)")
    )
    return talk.say(text, name=one.name, number=one.application_id)


def _drafted(talk: Talk, group: TravelGroup) -> list[Markup]:
    say = talk.say
    if not group.counting:
        return [say("Fewer than two of them wait now: the plan leaves it out.")]
    if not group.drafted:
        return [say("The next draft counts it: /cohort")]
    where = (
        say("The draft sends them to {host}.", host=group.host)
        if group.host
        else say("The draft has no host for all of them.")
    )
    return [where, _price(talk, *group.price)] if group.price else [where]


def _price(talk: Talk, pairs: int, fit: float) -> Markup:
    say = talk.say
    if not pairs and not fit:
        return say("Going together costs nothing.")
    if not pairs:
        return say("If each went alone: {fit} fit.", fit=say.change(fit))
    return say(
        "If each went alone: {pairs} pairs, {fit} fit.", pairs=f"{pairs:+d}", fit=say.change(fit)
    )


def _show(talk: Talk, number: int) -> None:
    say = talk.say
    group = groups.group_with(talk.work, officer_of(talk), number)
    rows = [
        (
            Button(
                say("✕ {name}", name=clip(f"{one.name} (A-{one.application_id:04})", 50)),
                to.TAKE_OUT(one.application_id),
            ),
        )
        for one in group.companions[:MOST_BUTTONS]
    ]
    text = _group_words(talk, group)
    if _may_join(talk):
        text = paragraphs(text, say("Tap one to take it out of the group."))
        rows.append((Button(say("Dissolve the group"), to.DISSOLVE(group.number)),))
    else:
        rows = []
    talk.show(Screen(text, (*rows, (Button(say("‹ All groups"), to.GROUPS(0)),))))


def _take_out(talk: Talk, number: int) -> None:
    run = groups.take_out(talk.work, officer_of(talk), number)
    _parted(talk, run, N_("Taken out. I have worked the plan out anew:"))


def _dissolve(talk: Talk, number: int) -> None:
    run = groups.dissolve(talk.work, officer_of(talk), number)
    _parted(talk, run, N_("Each goes alone again. I have worked the plan out anew:"))


def _parted(talk: Talk, run: CohortRun | None, said: str) -> None:
    if run:
        cohort.show_anew(talk, run, said)
    else:
        talk.toast(talk.say("Done. There is no plan to work out now; /cohort says why."))
        _list(talk, 0)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.GROUPS: _list,
    to.GROUP: _show,
    to.TAKE_OUT: _take_out,
    to.DISSOLVE: _dissolve,
}
