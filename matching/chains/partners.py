"""Who completes a chain: what each would give and take, in which role, and how well that fits a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.chains.roles import place_of
from matching.ranking.columns import offered_by
from matching.ranking.relevance import relevance
from matching.topics.vocabulary import find_topics
from matching.words.encoder import AS_USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.chains.roles import Place
    from matching.chains.telling import Sought
    from matching.profiles import Profile
    from matching.words.encoder import AsUsual, Encoder

LIKELY = 0.3
"""From here on two texts are likely enough about the same to be shown."""
GIVES, TAKES, WANTED, NEARBY, RIVAL = 0.2, 0.1, 0.3, 0.5, -0.3
BACK = 0.5
"""What a shared topic counts, by who gives it; a role that is wanted; a country that is wished for; a
competitor in the searcher's own role; and how much it counts that they look for what one brings. Our settings."""
MOST_TOPICS = 2
ROLES_THEMSELVES = {"suppliers", "sales_partners"}
"""Topics that tell whom somebody looks for, not what about."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A profile that fits a search: in which role, which topics it gives and takes, how well (from 0 on).

    `fits` is the likelihood that it offers what is sought, `needs` that it looks for what is brought.
    """

    profile: Profile
    place: Place
    gives: tuple[str, ...]
    takes: tuple[str, ...]
    fits: float
    needs: float
    score: float


def partners(
    sought: Sought, profiles: Sequence[Profile], encoder: Encoder | AsUsual | None = AS_USUAL
) -> list[Partner]:
    """Return those who complete what a search tells, those of a country wished for before all others, the best first.

    Without those who share nothing with it.
    """
    if not profiles:
        return []
    offers = [offered_by(one) for one in profiles]
    fits = relevance([sought.seeks], offers, encoder=encoder)[0]
    needs = relevance([sought.brings], [one.seeks for one in profiles], encoder=encoder)[0]
    found = [
        _partner(sought, one, float(fits[at]), float(needs[at])) for at, one in enumerate(profiles)
    ]
    fitting = [one for one in found if _shares(one)]
    return sorted(fitting, key=lambda one: (_elsewhere(sought, one), -one.score))


def _elsewhere(sought: Sought, one: Partner) -> bool:
    """Whether it is in none of the countries that are wished for: it comes after all that are."""
    return bool(sought.countries) and one.profile.country not in sought.countries


def _partner(sought: Sought, profile: Profile, fits: float, needs: float) -> Partner:
    place = place_of(profile.offers, profile.organisation_type)
    gives = shared(sought.seeks, offered_by(profile))
    takes = shared(sought.brings, profile.seeks)
    rival = place.role is sought.role and place.role not in sought.wanted
    score = (
        fits
        + BACK * needs
        + GIVES * min(len(gives), MOST_TOPICS)
        + TAKES * min(len(takes), MOST_TOPICS)
        + WANTED * (place.role in sought.wanted)
        + NEARBY * (profile.country in sought.countries)
        + RIVAL * rival
    )
    return Partner(profile, place, gives, takes, fits, needs, score)


def _shares(one: Partner) -> bool:
    return bool(one.gives or one.takes) or max(one.fits, one.needs) >= LIKELY


def shared(asked: str, given: str) -> tuple[str, ...]:
    """Return the topics that both texts speak of, in the order of the first."""
    there = set(find_topics(given)) - ROLES_THEMSELVES
    return tuple(topic for topic in find_topics(asked) if topic in there)
