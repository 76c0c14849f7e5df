"""Countries that a question names: whether they take part, and what is paid there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import lines
from matching.places.countries import countries_in

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

MOST = 3  # countries that are answered to at once


def country(talk: Talk, question: str) -> str:
    """Of each country that is named and takes part, as what; nothing where none is named."""
    scheme, say, day = talk.work.scheme, talk.say, talk.work.now.date()
    told = []
    for code in countries_in(question)[:MOST]:
        where = say.country(code)
        sends, receives = scheme.sends(code, day), scheme.receives(code, day)
        if sends and receives:
            told.append(say("{country} takes part, for visits and for hosting.", country=where))
        elif receives:
            told.append(say("{country} takes part for hosting.", country=where))
        elif sends:
            told.append(say("{country} takes part for visits.", country=where))
        else:
            told.append(say("{country} does not take part in this call.", country=where))
    return lines(*told)


def online(talk: Talk, question: str) -> str:
    """That exchanges may be online, where the call has them."""
    del question
    if talk.work.scheme.online is None:
        return ""
    return talk.say(
        "Yes, this call has exchanges online: once an invitation is accepted, propose half days instead of days on the spot."
    )


def lump_sum(talk: Talk, question: str) -> str:
    """The lump sum of each host country that is named; nothing where none is."""
    scheme, say, day = talk.work.scheme, talk.say, talk.work.now.date()
    hosting = [
        code
        for code in countries_in(question)
        if code in scheme.host_countries and not scheme.has_left(code, day)
    ][:MOST]
    if not hosting:
        return what_it_is_for(talk) if scheme.monthly else ""
    sums = [
        say(
            "{country}: <b>{amount}</b>", country=say.country(code), amount=scheme.amount(code, day)
        )
        for code in hosting
    ]
    return lines(*sums, what_it_is_for(talk))


def what_it_is_for(talk: Talk) -> str:
    """Whether the sum is for the visit or for each month of it, and what halves it."""
    scheme, say = talk.work.scheme, talk.say
    if scheme.monthly:
        days = scheme.monthly.working_days
        return say(
            "The sum depends on the host’s country, and is for each month of {days} working days; half a month counts. Name a country, and I tell you its sum.",
            days=days,
        )
    if not scheme.halving.ever:
        return say("That is for the whole visit.")
    return say(
        "That is for the whole visit. Half of it for fewer than {below_days} working days, or where you are less than {below_km} km apart.",
        below_days=scheme.halving.below_working_days,
        below_km=scheme.halving.below_km,
    )


def halving(talk: Talk, _: str) -> str:
    """That nothing halves a sum, in a call that halves none."""
    if talk.work.scheme.halving.ever:
        return ""
    return talk.say("In this call no sum is halved. {what}", what=what_it_is_for(talk))


def again(talk: Talk, _: str) -> str:
    """How often a person may go, in a call that counts people."""
    if talk.work.scheme.visits_count_for == "organisation":
        return ""
    visits = talk.say.many("once", "{count} times", talk.work.scheme.visits_per_organisation)
    return talk.say(
        "Each person may go {visits} in this call. Hosting can be repeated as often as you like.",
        visits=visits,
    )
