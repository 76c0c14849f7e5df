"""Why a pair fits, and what does not: a matcher's reasons in plain words, for either side."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from bot.conversation.speech import Speech
from exchange.money import Money
from exchange.scheme.call import load_scheme
from exchange.scheme.levels import LABELS, REGIONS
from exchange.words import N_
from matching.places.distance import distance_km
from matching.reasons import Band, PartName, Reason, ReasonCode, misfits, strongest
from matching.topics.vocabulary import topic_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.scheme.call import Scheme
    from matching.profiles import Profile
    from matching.reasons import Match


PART_NAMES: Mapping[str, str] = {
    PartName.NEEDS: N_("what you seek"),
    PartName.OFFERS: N_("what you offer"),
    PartName.ECOSYSTEM: N_("ecosystem"),
    PartName.RECIPROCITY: N_("gain on both sides"),
    PartName.THEMES: N_("green and digital"),
    PartName.CENTRES: N_("technology centre"),
    PartName.LEARNING: N_("learning for clusters"),
    PartName.GOALS: N_("goals"),
    PartName.ACTIVITIES: N_("activities"),
    PartName.PARTNER_KIND: N_("kind of partner"),
    PartName.LANGUAGES: N_("languages"),
    PartName.DATES: N_("dates"),
    PartName.WISHES: N_("country wishes"),
    PartName.DISTANCE: N_("distance"),
    PartName.REGIONS: N_("regions"),
    PartName.MATURITY: N_("maturity of clusters"),
    PartName.STANDING: N_("experience"),
    PartName.AVAILABILITY: N_("free places"),
    PartName.RELIABILITY: N_("answers to invitations"),
}

# The same for officers, who are neither side.
PARTS_AT_DESK: Mapping[str, str] = {
    **PART_NAMES,
    PartName.NEEDS: N_("what the visitor seeks"),
    PartName.OFFERS: N_("what the visitor offers"),
}

# How well two fit.
BANDS: Mapping[Band, str] = {
    Band.VERY_GOOD: N_("very good fit"),
    Band.GOOD: N_("good fit"),
    Band.POSSIBLE: N_("possible fit"),
    Band.HARDLY: N_("hardly a fit"),
}

SIDES = {"yours", "theirs"}

THEMES = {"green": N_("the green transition"), "digital": N_("the digital transition")}

QUOTED = N_("In their words: “{words}” ({tongue}).")
# What the other side said, and in which language: for the visitor, for the host.
_PARTNER = ("theirs", "their_tongue"), ("yours", "your_tongue")

# What the visitor reads, and what the host reads.
SENTENCES: Mapping[ReasonCode, tuple[str, str]] = {
    ReasonCode.NEEDS_MET: (N_("You seek and they offer something about {topics}."), N_("They seek and you offer something about {topics}.")),
    ReasonCode.NEEDS_NEARLY_MET: (N_("You seek something about {topics}, they offer something about {near}: the two are close."), N_("They seek something about {topics}, you offer something about {near}: the two are close.")),
    ReasonCode.NEEDS_ECHOED: (N_("What they offer mentions {words}."), N_("What you offer mentions {words}.")),
    ReasonCode.NEEDS_CLOSE: (N_("What they offer is nearer to what you seek than what most hosts offer."), N_("What you offer is nearer to what they seek than what most hosts offer.")),
    ReasonCode.NEEDS_UNMET: (N_("What you seek does not appear in what they offer."), N_("What they seek does not appear in what you offer.")),
    ReasonCode.OFFERS_WANTED: (N_("You offer and they seek something about {topics}."), N_("They offer and you seek something about {topics}.")),
    ReasonCode.OFFERS_NEARLY_WANTED: (N_("You offer something about {topics}, they seek something about {near}: the two are close."), N_("They offer something about {topics}, you seek something about {near}: the two are close.")),
    ReasonCode.OFFERS_ECHOED: (N_("What they seek mentions {words}."), N_("What you seek mentions {words}.")),
    ReasonCode.OFFERS_CLOSE: (N_("What they seek is nearer to what you offer than what most hosts seek."), N_("What you seek is nearer to what they offer than what most hosts seek.")),
    ReasonCode.OFFERS_UNWANTED: (N_("What you offer is not what they seek."), N_("What they offer is not what you seek.")),
    ReasonCode.SAME_ECOSYSTEM: (N_("You both work in {ecosystems}."), N_("You both work in {ecosystems}.")),
    ReasonCode.YOU_SUPPLY_THEM: (N_("Your {yours} supplies their {theirs}."), N_("Their {yours} supplies your {theirs}.")),
    ReasonCode.THEY_SUPPLY_YOU: (N_("Their {theirs} supplies your {yours}."), N_("Your {theirs} supplies their {yours}.")),
    ReasonCode.YOU_SUPPORT_THEM: (N_("Your {yours} brings know-how to their {theirs}."), N_("Their {yours} brings know-how to your {theirs}.")),
    ReasonCode.THEY_SUPPORT_YOU: (N_("Their {theirs} brings know-how to your {yours}."), N_("Your {theirs} brings know-how to their {yours}.")),
    ReasonCode.OTHER_ECOSYSTEM: (N_("Another ecosystem: {theirs}."), N_("Another ecosystem: {yours}.")),
    ReasonCode.GAIN_ON_BOTH_SIDES: (N_("You would both gain: each offers something the other seeks."), N_("You would both gain: each offers something the other seeks.")),
    ReasonCode.SHARED_THEMES: (N_("You both work on: {themes}."), N_("You both work on: {themes}.")),
    ReasonCode.OTHER_THEMES: (N_("Their theme is {theirs}, yours {yours}."), N_("Their theme is {yours}, yours {theirs}.")),
    ReasonCode.CENTRE_OPEN: (N_("They open up to you: {topics}."), N_("You open up to them: {topics}.")),
    ReasonCode.CENTRE_BY_KIND: (N_("They are a technology centre or the like, which you look for."), N_("You are a technology centre or the like, which they look for.")),
    ReasonCode.NO_CENTRE: (N_("They mention no laboratory or technology centre."), N_("You mention no laboratory or technology centre.")),
    ReasonCode.LESSONS_MET: (N_("They know what your cluster team wants to learn: {topics}."), N_("You know what their cluster team wants to learn: {topics}.")),
    ReasonCode.FELLOW_CLUSTER: (N_("They run a cluster too."), N_("They run a cluster too.")),
    ReasonCode.LESSONS_UNMET: (N_("Your cluster team wants to learn about {topics}: they do not mention it."), N_("Their cluster team wants to learn about {topics}: you do not mention it.")),
    ReasonCode.SHARED_GOALS: (N_("You share the goal: {goals}."), N_("You share the goal: {goals}.")),
    ReasonCode.NO_SHARED_GOAL: (N_("Your goals differ."), N_("Your goals differ.")),
    ReasonCode.SHARED_ACTIVITIES: (N_("You both want: {activities}."), N_("You both want: {activities}.")),
    ReasonCode.NO_SHARED_ACTIVITY: (N_("You had other activities in mind."), N_("They had other activities in mind.")),
    ReasonCode.KIND_YOU_WANT: (N_("The kind of partner you want: {kind}."), N_("You are the kind of partner they want.")),
    ReasonCode.KIND_THEY_WANT: (N_("You are the kind of partner they want."), N_("The kind of partner you want: {kind}.")),
    ReasonCode.KIND_YOU_DID_NOT_ASK: (N_("Not a kind of partner you asked for: {kind}."), N_("You are not a kind of partner they asked for.")),
    ReasonCode.KIND_THEY_DID_NOT_ASK: (N_("You are not a kind of partner they asked for."), N_("Not a kind of partner you asked for: {kind}.")),
    ReasonCode.SHARED_LANGUAGES: (N_("You both speak {languages}."), N_("You both speak {languages}.")),
    ReasonCode.NO_SHARED_LANGUAGE: (N_("No language in common: they speak {theirs}."), N_("No language in common: they speak {yours}.")),
    ReasonCode.SHARED_MONTHS: (N_("Months that suit you both: {months}."), N_("Months that suit you both: {months}.")),
    ReasonCode.NO_SHARED_MONTH: (N_("They are free in {theirs}, not when you are."), N_("They are free in {yours}, not when you are.")),
    ReasonCode.COUNTRY_YOU_WISH: (N_("You would like to go to {country}."), N_("They would like to come to {country}.")),
    ReasonCode.COUNTRY_THEY_WISH: (N_("They would like a visitor from {country}."), N_("You would like a visitor from {country}.")),
    ReasonCode.COUNTRY_YOU_DID_NOT_WISH: (N_("{country} is not on your list."), N_("{country} was not on their list.")),
    ReasonCode.COUNTRY_THEY_DID_NOT_WISH: (N_("They hoped for visitors from other countries."), N_("{country} was not on your list.")),
    ReasonCode.TOO_NEAR: (N_("Only {km} km apart: below {limit} km the lump sum is halved."), N_("Only {km} km apart: below {limit} km their lump sum is halved.")),
    ReasonCode.REGIONS_DIFFER: (N_("Your region is {yours}, theirs {theirs}: bringing both together is an aim of the programme."), N_("Your region is {theirs}, theirs {yours}: bringing both together is an aim of the programme.")),
    ReasonCode.MATURITIES_DIFFER: (N_("Clusters of different maturity, yours {yours}, theirs {theirs}: an aim of the programme."), N_("Clusters of different maturity, yours {theirs}, theirs {yours}: an aim of the programme.")),
    ReasonCode.SAME_KIND: (N_("You are peers: {kind}."), N_("You are peers: {kind}.")),
    ReasonCode.SUPPORTS_YOUR_KIND: (N_("They support organisations like yours."), N_("You support organisations like theirs.")),
    ReasonCode.PLACES_FREE: (N_("They have free places: {free}."), N_("You have free places: {free}.")),
    ReasonCode.LAST_PLACE: (N_("One place left."), N_("It is your last place.")),
    ReasonCode.ANSWERS: (N_("They answered {answered} of {asked} invitations."), N_("You answered {answered} of {asked} invitations.")),
    ReasonCode.SELDOM_ANSWERS: (N_("They left most invitations without an answer: {answered} of {asked} answered."), N_("Most of your invitations ran out: {answered} of {asked} answered.")),
    ReasonCode.MANY_WAIT: (N_("Others wait for their answer too: {waiting} invitations are open."), N_("Others wait for your answer too: {waiting} invitations are open.")),
}  # fmt: skip


def sentences(
    say: Speech, scheme: Scheme, match: Match, n: int = 3, *, for_host: bool = False
) -> list[str]:
    """The `n` strongest reasons for a pair, as the visitor or the host reads them."""
    return _once(sentence(say, scheme, one, for_host=for_host) for one in strongest(match, n))


_OWN_COUNTRY = {
    False: ReasonCode.COUNTRY_YOU_DID_NOT_WISH,
    True: ReasonCode.COUNTRY_THEY_DID_NOT_WISH,
}
ALL = 99


def doubts(
    say: Speech, scheme: Scheme, match: Match, n: int = 2, *, for_host: bool = False
) -> list[str]:
    """The `n` things that fit least; a country that the reader did not wish for before all others, as they asked."""
    asked = _OWN_COUNTRY[for_host]
    found = sorted(misfits(match, ALL), key=lambda one: one.code is not asked)
    return _once(sentence(say, scheme, one, for_host=for_host) for one in found[:n])


def in_words(
    match: Match, language: str = "en", *, against: bool = False, call: str = "clusterxchange"
) -> list[str]:
    """What speaks for a match of the library, or against it, in any language of the bots; plain text."""
    say, scheme = Speech(language), load_scheme(call)
    return [unescape(one) for one in (doubts if against else sentences)(say, scheme, match)]


def _once(found: Any) -> list[str]:
    return list(dict.fromkeys(str(one) for one in found))


def sentence(say: Speech, scheme: Scheme, reason: Reason, *, for_host: bool = False) -> str:
    """One reason in the reader's language."""
    facts = {
        name: _named(say, scheme, reason.code, name, fact) for name, fact in reason.facts.items()
    }
    told = say(SENTENCES[reason.code][for_host], **facts)
    quoted = _quoted(say, reason, for_host=for_host)
    return told + " " + quoted if quoted else told


def _quoted(say: Speech, reason: Reason, *, for_host: bool) -> str:
    """The other side's own words, where it is sure in which language they are."""
    words, tongue = (reason.facts.get(one) for one in _PARTNER[for_host])
    if not words or not tongue or ("topics" in reason.facts and tongue == say.language):
        return ""
    return say(QUOTED, words=words, tongue=say.tongue(str(tongue)))


def _named(say: Speech, scheme: Scheme, code: ReasonCode, name: str, fact: Any) -> Any:
    """A fact's ids as names."""
    to_name = NAMES_BY_CODE.get(code) if name in SIDES else NAMES_BY_FACT.get(name)
    if to_name is None or isinstance(fact, int | float):
        return fact
    ids = fact if isinstance(fact, tuple) else (fact,)
    return say.join(to_name(say, scheme, one) for one in ids)


def _of_list(kind: str) -> Callable[[Speech, Scheme, str], str]:
    return lambda say, scheme, one: say(scheme.option(kind, one).label)


def _kind(say: Speech, scheme: Scheme, one: str) -> str:
    return say(scheme.organisation_type(one).label)


NAMES_BY_FACT: Mapping[str, Callable[[Speech, Scheme, str], str]] = {
    "near": lambda say, _scheme, one: topic_label(one, say.language),
    "topics": lambda say, _scheme, one: topic_label(one, say.language),
    "ecosystems": _of_list("ecosystems"),
    "themes": lambda say, _scheme, one: say(THEMES[one]),
    "goals": _of_list("goals"),
    "activities": _of_list("activities"),
    "kind": _kind,
    "languages": lambda say, _scheme, one: say.tongue(one),
    "months": lambda say, _scheme, one: say.month(one),
    "country": lambda say, _scheme, one: say.country(one),
}
# Where "yours" and "theirs" are ids, this says of what; elsewhere they are the people's own words.
NAMES_BY_CODE: Mapping[ReasonCode, Callable[[Speech, Scheme, str], str]] = {
    ReasonCode.YOU_SUPPLY_THEM: _of_list("ecosystems"),
    ReasonCode.THEY_SUPPLY_YOU: _of_list("ecosystems"),
    ReasonCode.YOU_SUPPORT_THEM: _of_list("ecosystems"),
    ReasonCode.THEY_SUPPORT_YOU: _of_list("ecosystems"),
    ReasonCode.OTHER_ECOSYSTEM: _of_list("ecosystems"),
    ReasonCode.OTHER_THEMES: lambda say, _scheme, one: say(THEMES[one]),
    ReasonCode.REGIONS_DIFFER: lambda say, _scheme, one: say(REGIONS[one]),
    ReasonCode.MATURITIES_DIFFER: lambda say, _scheme, one: say(LABELS[one]),
    ReasonCode.NO_SHARED_LANGUAGE: lambda say, _scheme, one: say.tongue(one),
    ReasonCode.NO_SHARED_MONTH: lambda say, _scheme, one: say.month(one),
}


def trip(say: Speech, visitor: Profile, match: Match) -> str:
    """`780 € lump sum, 1,240 km away`, as far as it is known."""
    km = how_far(visitor, match.host)
    money = ""
    if match.lump_sum:
        known = say("{amount} lump sum", amount=Money(match.lump_sum))
        money = say("lump sum to be confirmed") if km is None else known
    away = say("{km} km away", km=say.number(km)) if km is not None else ""
    return ", ".join(str(one) for one in (money, away) if one)


def how_far(one: Profile, other: Profile) -> int | None:
    """Kilometres between two organisations, as the crow flies; None where a place is not known."""
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    known = [end for end in ends if end is not None]
    return round(distance_km(*known)) if len(known) == len(ends) else None
