"""`/services`: what the desk's providers offer to companies, how often it was asked for and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Pages, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from exchange.supporting.figures import services_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.supporting.figures import Demand

ON_A_PAGE, TITLE = 3, 28


def show(talk: Talk) -> None:
    """The most wanted first."""
    _show(talk, 0)


def _show(talk: Talk, page: int) -> None:
    found, say = services_at(talk.work, officer_of(talk)), talk.say
    pages = Pages(len(found), ON_A_PAGE, page, to.SERVICES)
    shown = found[pages.offset : pages.offset + ON_A_PAGE]
    none = say(
        "Nobody of yours offers a service yet. Cluster organisations and scaling-up bodies publish theirs in the participants’ bot: /services."
    )
    asked, answered = (
        sum(getattr(one, what) for one in found) for what in ("requests", "answered")
    )
    told = say(
        "{count} services, {asked} requests, {answered} answered",
        count=len(found),
        asked=asked,
        answered=answered,
    )
    text = paragraphs(
        lines(whose(talk), told if found else ""),
        lines(*(_line(talk, one) for one in shown)) if found else none,
    )
    talk.show(Screen(text, (pages.buttons(),) if pages.buttons() else ()))


def _line(talk: Talk, one: Demand) -> str:
    say = talk.say
    title = say("<b>{title}</b>", title=clip(one.service.title, TITLE))
    days = (
        say("after {days} days on average", days=round(one.days, 1)) if one.days is not None else ""
    )
    asked = say("asked {asked}, answered {answered}", asked=one.requests, answered=one.answered)
    ended = say("{title} · ended", title=title) if one.service.ended_at else title
    return lines(ended, say("{asked} {days}", asked=asked, days=days))


TAPS: Mapping[Family, Callable[..., None]] = {to.SERVICES: _show}
