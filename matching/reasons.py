"""What a proposal says about itself: its parts, and reasons as codes with facts.

A reason has no language. The bot turns its code and facts into a sentence of the reader's
language; ids of topics, countries, ecosystems and so on are named there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from decimal import Decimal

    from matching.profiles import Profile

_NAMED = 40
Facts = Mapping[str, str | int | float | tuple[str, ...]]


class PartName(StrEnum):
    """The parts of a score; each is worth between 0 and 1.

    `weight` is for a call that sets none of its own; they add up to 1. A part without does not count.
    """

    weight: float

    def __new__(cls, name: str, weight: float = 0.0) -> Self:
        """The part of that name."""
        part = str.__new__(cls, name)
        part._value_, part.weight = name, weight
        return part

    NEEDS = "needs", 0.27  # what the visitor seeks, in what the host offers
    OFFERS = "offers", 0.08  # what the host seeks, in what the visitor offers
    ECOSYSTEM = "ecosystem", 0.12  # the same industrial ecosystem, or one along the value chain
    RECIPROCITY = "reciprocity", 0.04  # both sides gain: the smaller of needs and offers
    THEMES = "themes", 0.02  # the green and the digital transition
    CENTRES = "centres", 0.02  # access to technology centres for those who look for it
    LEARNING = "learning", 0.02  # what the staff of a cluster organisation would learn
    GOALS = "goals", 0.05
    ACTIVITIES = "activities", 0.04
    PARTNER_KIND = "partner_kind", 0.05  # the kinds of organisation each side wants to meet
    LANGUAGES = "languages", 0.07
    DATES = "dates", 0.06
    WISHES = "wishes", 0.04  # the countries each side wishes for
    DISTANCE = "distance", 0.03  # under the limit of the call the lump sum is halved
    REGIONS = "regions", 0.04  # bringing levels of development together is an aim of the programme
    MATURITY = "maturity", 0.02  # so is bringing clusters of different maturity together
    STANDING = "standing", 0.01  # peers, or one that supports the other's kind
    AVAILABILITY = "availability", 0.01
    RELIABILITY = "reliability", 0.01  # how the host has answered invitations, and how many wait


class Band(StrEnum):
    """How well two fit, as people are told; fitted to pairs that were made to fit and others."""

    VERY_GOOD = auto()
    GOOD = auto()
    POSSIBLE = auto()
    HARDLY = auto()  # both sides told what they offer and seek, and nothing of it meets


class ReasonCode(StrEnum):
    """What a reason says. "yours" is the visitor's side, "theirs" the host's, in every fact.

    Topics, ecosystems, goals, activities, kinds, countries, languages and months are ids.
    """

    # They offer what you seek: topics (up to 3 ids, the most telling first), yours and theirs (the
    # words each side used for the first topic), your_tongue and their_tongue (the codes of the
    # languages that these are in, empty where that is not sure).
    NEEDS_MET = auto()
    # They offer something close: topics (yours, 1 id), near (theirs, 1 id), the rest as above.
    NEEDS_NEARLY_MET = auto()
    # Your words come up in what they offer, in the same language, no topic known: words.
    NEEDS_ECHOED = auto()
    # What they offer means what you seek, in other words: yours, theirs (how each text begins), tongues.
    NEEDS_CLOSE = auto()
    # Both sides wrote something and nothing meets: topics (what you seek, may be empty).
    NEEDS_UNMET = auto()
    # The same five, from what the host seeks to what you offer; here too "yours" is the visitor.
    OFFERS_WANTED = auto()
    OFFERS_NEARLY_WANTED = auto()
    OFFERS_ECHOED = auto()
    OFFERS_CLOSE = auto()
    OFFERS_UNWANTED = auto()
    # Same ecosystems: ecosystems (shared ids).
    SAME_ECOSYSTEM = auto()
    # Linked along a value chain: yours, theirs (one id each). Yours delivers to theirs, uses what
    # theirs delivers, serves theirs with know-how, or is served by theirs.
    YOU_SUPPLY_THEM = auto()
    THEY_SUPPLY_YOU = auto()
    YOU_SUPPORT_THEM = auto()
    THEY_SUPPORT_YOU = auto()
    # No link known: yours, theirs (all ids).
    OTHER_ECOSYSTEM = auto()
    # What each seeks comes up in what the other offers.
    GAIN_ON_BOTH_SIDES = auto()
    # themes (shared, "green" or "digital") / yours, theirs (all).
    SHARED_THEMES = auto()
    OTHER_THEMES = auto()
    # The host opens laboratories or the like: topics. It is a kind that does. It tells of none.
    CENTRE_OPEN = auto()
    CENTRE_BY_KIND = auto()
    NO_CENTRE = auto()
    # Cluster staff: they know what you want to learn: topics. They run a cluster too. They do not.
    LESSONS_MET = auto()
    FELLOW_CLUSTER = auto()
    LESSONS_UNMET = auto()
    # goals (shared ids) / yours, theirs (all ids).
    SHARED_GOALS = auto()
    NO_SHARED_GOAL = auto()
    # activities (shared ids) / yours, theirs (all ids).
    SHARED_ACTIVITIES = auto()
    NO_SHARED_ACTIVITY = auto()
    # The host is a kind you asked for: kind. You are a kind the host asked for: kind.
    KIND_YOU_WANT = auto()
    KIND_THEY_WANT = auto()
    # The host's kind is not one you asked for: kind. Yours is not one they asked for: kind.
    KIND_YOU_DID_NOT_ASK = auto()
    KIND_THEY_DID_NOT_ASK = auto()
    # languages (shared ids) / yours, theirs (all ids).
    SHARED_LANGUAGES = auto()
    NO_SHARED_LANGUAGE = auto()
    # Months that suit both: months, in order / yours, theirs.
    SHARED_MONTHS = auto()
    NO_SHARED_MONTH = auto()
    # The host's country is on your list: country. Yours is on theirs: country. And not: country.
    COUNTRY_YOU_WISH = auto()
    COUNTRY_THEY_WISH = auto()
    COUNTRY_YOU_DID_NOT_WISH = auto()
    COUNTRY_THEY_DID_NOT_WISH = auto()
    # Under the distance that halves the lump sum: km (whole), limit (km).
    TOO_NEAR = auto()
    # Regions of different development: yours, theirs (region categories).
    REGIONS_DIFFER = auto()
    # Clusters of different maturity: yours, theirs (labels).
    MATURITIES_DIFFER = auto()
    # Peers: kind. Or the host's kind supports yours: kind (the host's).
    SAME_KIND = auto()
    SUPPORTS_YOUR_KIND = auto()
    # Places the host still has: free, capacity (whole). LAST_PLACE: one left of several.
    PLACES_FREE = auto()
    LAST_PLACE = auto()
    # How the host has dealt with invitations: answered, asked (whole). MANY_WAIT: waiting (whole).
    ANSWERS = auto()
    SELDOM_ANSWERS = auto()
    MANY_WAIT = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part is worth what it is: a code, its facts, and whether it speaks for the match."""

    code: ReasonCode
    facts: Facts
    good: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its value in [0, 1], its weight, and the reasons for the value.

    `told` is False for a part that compares texts where one of them is missing.
    """

    name: PartName
    value: float
    weight: float
    reasons: tuple[Reason, ...] = ()
    told: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """A host for a visitor: the weighted mean of the parts in [0, 1], and the parts themselves.

    `lump_sum` is the full amount for the host's country, before any halving, where it was given.
    """

    host: Profile
    score: float
    parts: tuple[Part, ...] = field(default=())
    lump_sum: Decimal | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the pair as a row: host, score, band, what each part is worth, and the reasons."""
        host = self.host
        named = {"host": host.id, "organisation": host.organisation, "country": host.country}
        parts = {part.name.value: part.value for part in self.parts}
        why = [reason.code.value for part in self.parts for reason in part.reasons if reason.good]
        return {**named, "score": self.score, "band": self.band.value, **parts, "reasons": why}

    def __repr__(self) -> str:
        what = self.host.organisation or self.host.offers
        words = f"{what[:_NAMED]}…" if len(what) > _NAMED else what
        return f"{self.host.id} {words} {self.score:.2f} {self.band.value}"

    @property
    def band(self) -> Band:
        """How well the two fit in words: by what they offer and seek, as far as it was told.

        Without a language or a month in common a pair is possible at best.
        """
        worth = {part.name: part.value for part in self.parts}
        if not worth:
            return Band.POSSIBLE
        told = {part.name for part in self.parts if part.told}
        apart = 0.0 in (worth[PartName.LANGUAGES], worth[PartName.DATES])
        if told.isdisjoint(_TEXTS):
            found = _reached(self.score, _BY_SCORE)
        else:
            found = _reached(max(worth[part] for part in told & _TEXTS), _BY_TEXTS)
        return Band.POSSIBLE if apart and found is not Band.HARDLY else found


def _reached(value: float, least: Mapping[Band, float]) -> Band:
    return next((band for band, bound in least.items() if value >= bound), Band.HARDLY)


_TEXTS = frozenset({PartName.NEEDS, PartName.OFFERS})
HARDLY_BELOW = 0.12
"""Where what both offer and seek is worth less, two hardly fit."""
_BY_TEXTS = {Band.VERY_GOOD: 0.75, Band.GOOD: 0.4, Band.POSSIBLE: HARDLY_BELOW}
_BY_SCORE = {Band.VERY_GOOD: 0.8, Band.GOOD: 0.65, Band.POSSIBLE: 0.0}


def strongest(match: Match, n: int = 3) -> tuple[Reason, ...]:
    """Return the `n` reasons that speak most for the match, the weightiest first."""
    ranked = sorted(match.parts, key=lambda part: -part.weight * part.value)
    return tuple(r for part in ranked for r in part.reasons if r.good and part.weight > 0)[:n]


def misfits(match: Match, n: int = 2) -> tuple[Reason, ...]:
    """Return the `n` things that fit least, the costliest first."""
    ranked = sorted(match.parts, key=lambda part: -part.weight * (1 - part.value))
    return tuple(r for part in ranked for r in part.reasons if not r.good and part.weight > 0)[:n]
