"""Few hosts: what keeps the others away, and wishes to widen with one tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.addresses import StaleButton
from bot.conversation.screens import Button, Rows, lines, paragraphs
from bot.participants import addresses as to
from bot.words.obstacles import ANY, best_ways, obstacle, value_of
from exchange.applying import widening
from exchange.finding import shortage
from matching.ranking.openings import Wish

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.talk import Talk
    from matching.ranking.openings import Outlook, Way
    from storage.tables import Application

FEW = 3
WAYS = 4
OBSTACLES = 3


@dataclass(frozen=True)
class Hint:
    """Words and buttons to go with a list of hosts; both empty where nothing is to be said."""

    text: str = ""
    rows: Rows = ()


def hint(talk: Talk, visitor: Application) -> Hint:
    """For somebody who sees hosts: how few meet every wish, and what would open more."""
    found = shortage.outlook(talk.work, visitor)
    ways = _ways(found)
    if found.suits >= FEW or (found.suits and not ways):
        return Hint()
    few = talk.say.many(
        "<b>Only {count} host meets all your wishes.</b>",
        "<b>Only {count} hosts meet all your wishes.</b>",
        found.suits,
    )
    none = talk.say("<b>None of them meets all your wishes.</b>")
    more = talk.say("A wider choice? One tap adds it to your wishes:")
    text = lines(
        few if found.suits else none,
        *(() if found.suits else _why(talk, found)),
        more if ways else _together(talk, found),
    )
    return Hint(text, _buttons(talk, ways))


def nobody(talk: Talk, visitor: Application) -> Hint:
    """For somebody who sees no host at all: why, what would open some, what comes next."""
    say, found = talk.say, shortage.outlook(talk.work, visitor)
    ways = _ways(found)
    text = paragraphs(
        say("<b>No host is open to you right now.</b>"),
        lines(*_why(talk, found)),
        _full(talk, found),
        say("One tap adds it to your wishes:") if ways else _together(talk, found),
        say(
            "New hosts join all the time: look again with /hosts. If you know somebody abroad "
            "yourself: /partner."
        ),
    )
    return Hint(text, _buttons(talk, ways))


def _why(talk: Talk, found: Outlook) -> list[str]:
    """What keeps most hosts away, a line each."""
    ranked = sorted(found.obstacles.items(), key=lambda item: -item[1])[:OBSTACLES]
    return [
        talk.say("· {reason}", reason=obstacle(talk.say, what, hosts)) for what, hosts in ranked
    ]


def _together(talk: Talk, found: Outlook) -> str:
    """Two wishes that would have to be left open at once, where no single one is enough."""
    if not found.together:
        return ""
    one, other, opens = found.together[0]
    return talk.say.many(
        "With {one} and {other} at once there would be {count} host.",
        "With {one} and {other} at once there would be {count} hosts.",
        opens,
        one=talk.say(ANY[one]),
        other=talk.say(ANY[other]),
    )


def _full(talk: Talk, found: Outlook) -> str:
    if not found.full:
        return ""
    return talk.say.many(
        "{count} host would suit you and is only full for the moment.",
        "{count} hosts would suit you and are only full for the moment.",
        found.full,
    )


def _ways(found: Outlook) -> list[Way]:
    one_tap = tuple(way for way in found.ways if way.value and way.wish in widening.CHANGEABLE)
    return best_ways(one_tap, WAYS)


def _buttons(talk: Talk, ways: list[Way]) -> Rows:
    return tuple((_button(talk, way),) for way in ways)


def _button(talk: Talk, way: Way) -> Button:
    value = value_of(talk.say, talk.work.scheme, way.wish, way.value)
    count = talk.say.many("{count} host more", "{count} hosts more", way.opens)
    label = (
        talk.say("＋ We also work in {value}: {count}", value=value, count=count)
        if way.wish is Wish.LANGUAGES
        else talk.say("＋ {value}: {count}", value=value, count=count)
    )
    return Button(label, to.WIDEN(way.wish, way.value))


def widen(talk: Talk, wish: Wish, value: str) -> Hint:
    """Add a value to a wish; the words and the button to take it back. Raises StaleButton."""
    _check(talk, wish, value)
    widening.widen(talk.work, talk.person, wish, value)
    name = value_of(talk.say, talk.work.scheme, wish, value)
    text = talk.say("✓ Added to your wishes: {value}.", value=name)
    back = Button(talk.say("↩ Without {value}", value=name), to.NARROW(wish, value))
    return Hint(text, ((back,),))


def narrow(talk: Talk, wish: Wish, value: str) -> Hint:
    """Take a value out of a wish again. Raises StaleButton."""
    _check(talk, wish, value)
    widening.narrow(talk.work, talk.person, wish, value)
    name = value_of(talk.say, talk.work.scheme, wish, value)
    return Hint(talk.say("✓ Taken back: {value}.", value=name))


def _check(talk: Talk, wish: Wish, value: str) -> None:
    """Anybody can write a button with any word as the value."""
    if not widening.possible(talk.work, wish, value):
        raise StaleButton


def joined(*hints: Hint) -> tuple[Markup, Rows]:
    """The words and the buttons of several hints, in their order."""
    rows = tuple(row for one in hints for row in one.rows)
    return paragraphs(*(one.text for one in hints)), rows
