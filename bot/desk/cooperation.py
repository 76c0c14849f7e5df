"""`/partners`: searches for partners, introductions, what came of them, and projects, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Screen, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words.chains import STANDS
from exchange.cooperating.figures import cooperation_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.cooperating.figures import Cooperation


def show(talk: Talk) -> None:
    """All in figures; in which states projects are."""
    found, say = cooperation_at(talk.work, officer_of(talk)), talk.say
    none = say(
        "Nobody of yours has searched for partners yet. They do it in the participants’ bot: /partners."
    )
    told = [_introductions(talk, found), _came(talk, found)] if found.searches else [none]
    text = paragraphs(whose(talk), lines(*told), _projects(talk, found))
    talk.show(Screen(text))


def _introductions(talk: Talk, found: Cooperation) -> str:
    return talk.say(
        "Partner searches: {searches}. Introductions asked for: {asked}, agreed: {agreed}, declined: {declined}, waiting: {waiting}",
        searches=found.searches,
        asked=found.asked,
        agreed=found.agreed,
        declined=found.declined,
        waiting=found.waiting,
    )


def _came(talk: Talk, found: Cooperation) -> str:
    """What came of introductions, of those of whom somebody told."""
    say = talk.say
    came = ", ".join(f"{say(label)}: {count}" for label, count in found.came.items() if count)
    head = say("What came of {told} of them", told=found.told)
    return say("{head}: {came}", head=head, came=came) if came else ""


def _projects(talk: Talk, found: Cooperation) -> str:
    say = talk.say
    counts = ", ".join(
        f"{say(words)}: {found.projects[state]}"
        for state, words in STANDS.items()
        if found.projects.get(state)
    )
    return say("<b>Projects</b> {counts}", counts=counts) if counts else ""


TAPS: Mapping[Family, Callable[..., None]] = {to.COOPERATION: show}
