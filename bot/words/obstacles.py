"""What keeps hosts and visitors apart, in words; and the wishes that could be wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.words import N_, N_many
from matching.ranking.eligibility import ExclusionCode
from matching.ranking.openings import HostWish, Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.speech import Speech
    from exchange.scheme.call import Scheme
    from matching.ranking.openings import Obstacle, Way


# What the visitor reads about the hosts that each obstacle keeps away: of one, of several; and the
# same in a word, for officers and in sheets.
WORDS: Mapping[Obstacle, tuple[str, str, str]] = {
    Wish.COUNTRIES: (*N_many("{count} host is in a country that is not on your list.", "{count} hosts are in countries that are not on your list."), N_("countries wished for")),
    Wish.MONTHS: (*N_many("{count} host is free in other months.", "{count} hosts are free in other months."), N_("months")),
    Wish.KINDS: (*N_many("{count} host is another kind of partner than you asked for.", "{count} hosts are other kinds of partner than you asked for."), N_("kinds of partner")),
    Wish.LANGUAGES: (*N_many("{count} host shares no language with you.", "{count} hosts share no language with you."), N_("languages")),
    Wish.ECOSYSTEMS: (*N_many("{count} host works in an ecosystem far from yours.", "{count} hosts work in ecosystems far from yours."), N_("ecosystems")),
    HostWish.THEIR_COUNTRIES: (*N_many("{count} host hopes for visitors from other countries.", "{count} hosts hope for visitors from other countries."), N_("the hosts’ own countries wished for")),
    HostWish.THEIR_KINDS: (*N_many("{count} host looks for another kind of visitor.", "{count} hosts look for other kinds of visitor."), N_("the hosts’ own kinds of partner")),
    ExclusionCode.SAME_COUNTRY: (*N_many("{count} host is in your own country.", "{count} hosts are in your own country."), N_("same country")),
    ExclusionCode.COUNTRY_MAY_NOT_HOST: (*N_many("{count} host is in a country that receives no visitors.", "{count} hosts are in countries that receive no visitors."), N_("country does not host")),
    ExclusionCode.KIND_MAY_NOT_HOST: (*N_many("{count} host is of a kind that receives no visitors.", "{count} hosts are of kinds that receive no visitors."), N_("kind does not host")),
    ExclusionCode.CLOSED: (*N_many("{count} host takes nobody at present.", "{count} hosts take nobody at present."), N_("closed")),
    ExclusionCode.TRIED: (*N_many("{count} host was invited by you already.", "{count} hosts were invited by you already."), N_("tried before")),
    ExclusionCode.DATES_OVER: (*N_many("{count} host gave months that are over.", "{count} hosts gave months that are over."), N_("dates over")),
    ExclusionCode.FULL: (*N_many("{count} host has no free place now.", "{count} hosts have no free place now."), N_("full")),
}  # fmt: skip
NAMES: Mapping[str, str] = {
    ExclusionCode.SELF: N_(
        "the host itself"
    ),  # these two are nobody's loss, and are counted in sheets alone
    ExclusionCode.SAME_ORGANISATION: N_("same organisation"),
    **{what: name for what, (_, _, name) in WORDS.items()},
}
ANY: Mapping[Wish, str] = {
    Wish.COUNTRIES: N_("any country"),
    Wish.MONTHS: N_("any time"),
    Wish.KINDS: N_("any kind of partner"),
}


def obstacle(say: Speech, what: Obstacle, hosts: int) -> str:
    """How many hosts an obstacle keeps away, as the visitor reads it."""
    one, other, _ = WORDS[what]
    return say.many(one, other, hosts)


def value_of(say: Speech, scheme: Scheme, wish: Wish, value: str) -> str:
    """What would be added to a wish; empty leaves it open."""
    if not value:
        return say(ANY[wish])
    match wish:
        case Wish.COUNTRIES:
            return say.country(value)
        case Wish.MONTHS:
            return say.month(value)
        case Wish.LANGUAGES:
            return say.tongue(value)
        case Wish.KINDS:
            return say(scheme.organisation_type(value).label)
    return say(scheme.option("ecosystems", value).label)


def best_ways(ways: tuple[Way, ...], most: int, of_each: int = 2) -> list[Way]:
    """The ways that open most, no more than a few of each wish, so that there is a choice."""
    found: list[Way] = []
    for way in ways:
        if sum(one.wish is way.wish for one in found) < of_each and len(found) < most:
            found.append(way)
    return found
