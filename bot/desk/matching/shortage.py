"""Visitors whom no host suits: what would help most of them, and who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words.obstacles import NAMES, best_ways, value_of
from exchange.finding import shortage
from storage.tables import Application, Organisation

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.talk import Talk
    from matching.ranking.openings import Shortage

WAYS = 8
OBSTACLES = 4
SHOWN = 6


def show(talk: Talk) -> None:
    """`/shortage`: what keeps this Partnership's visitors from a host that suits them."""
    found = shortage.shortage(talk.work, officer_of(talk))
    if not found.visitors:
        talk.show(Screen(talk.say("Nobody looks for a host at the moment. 🌿")))
    elif not found.short:
        text = talk.say.many(
            "{count} visitor looks for a host, and there is one that meets every wish. 🌿",
            "{count} visitors look for a host, and for each there is one that meets every wish. 🌿",
            found.visitors,
        )
        talk.show(Screen(text))
    else:
        talk.show(Screen(_text(talk, found), _cases(talk, found)))


def _text(talk: Talk, found: Shortage) -> Markup:
    say = talk.say
    head = say.many(
        "<b>Of {count} visitor who looks for a host, {short} has none that meets every wish.</b>",
        "<b>Of {count} visitors who look for a host, {short} have none that meets every wish.</b>",
        found.visitors,
        short=found.short,
    )
    why = say.join(
        say("{name} ({count})", name=say(NAMES[what]), count=count)
        for what, count in list(found.obstacles.items())[:OBSTACLES]
    )
    stuck = say.many(
        "For {count} of them no single change is enough.",
        "For {count} of them no single change is enough.",
        found.stuck,
    )
    return paragraphs(
        lines(whose(talk), head),
        say("What keeps most hosts away: {why}.", why=why) if why else "",
        lines(say("What would give them a host:") if found.ways else "", *_ways(talk, found)),
        stuck if found.stuck else "",
    )


def _ways(talk: Talk, found: Shortage) -> list[str]:
    say, scheme = talk.say, talk.work.scheme
    return [
        say.many(
            "· {wish}: {value} – {count} visitor",
            "· {wish}: {value} – {count} visitors",
            way.opens,
            wish=say(NAMES[way.wish]),
            value=value_of(say, scheme, way.wish, way.value),
        )
        for way in best_ways(found.ways, WAYS, of_each=3)
    ]


def _cases(talk: Talk, found: Shortage) -> tuple[tuple[Button, ...], ...]:
    """Those whom least would help, to open their cases."""
    rows = []
    for number in found.ids[:SHOWN]:
        application = talk.work.load(Application, int(number))
        name = talk.work.load(Organisation, application.organisation_id).name
        rows.append((Button(clip(name, 40), to.CASE(number)),))
    return tuple(rows)
