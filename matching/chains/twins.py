"""Which clusters would go well together for years: what each gives the other, one chain, other levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.chains.partners import BACK, GIVES, LIKELY, MOST_TOPICS, TAKES, shared
from matching.ranking.parts import DEVELOPMENT, MATURITY
from matching.ranking.relevance import relevance
from matching.words.encoder import AS_USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.words.encoder import AsUsual, Encoder

SAME_CHAIN, OTHER_LABEL, OTHER_REGION, SERVICE = 0.3, 0.15, 0.15, 0.1
"""What one chain counts, each level of the label apart, another category of regions, and a service that the other
has and one has not; the rest counts as it does for partners. Our settings."""
MOST_SERVICES = 2


@dataclass(frozen=True, slots=True)
class Strengths:
    """A cluster as its partners see it: what it brings and looks for, and where it stands.

    `label` is "bronze", "silver" or "gold", `region` a category of regions, `services` are kinds; None and
    nothing mean "not told".
    """

    id: str
    country: str
    brings: str = ""
    seeks: str = ""
    label: str | None = None
    region: str | None = None
    ecosystems: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """A cluster that fits another: why, and how well (from 0 on).

    `gives` and `takes` are topics, `same` the ecosystems or, failing those, the topics of both; `services` are kinds
    that it has and the other has not; `above` is by how many levels its label is above the other's, None where one
    is not known; `region` tells whether its category of regions is another one.
    """

    id: str
    gives: tuple[str, ...]
    takes: tuple[str, ...]
    same: tuple[str, ...]
    services: tuple[str, ...]
    above: int | None
    region: bool
    fits: float
    needs: float
    score: float


def twins(
    own: Strengths, clusters: Sequence[Strengths], encoder: Encoder | AsUsual | None = AS_USUAL
) -> list[Twin]:
    """Return those that fit, the best first; a twinning is across a border, and about something."""
    abroad = [one for one in clusters if one.country != own.country]
    if not abroad:
        return []
    fits = relevance([own.seeks], [one.brings for one in abroad], encoder=encoder)[0]
    needs = relevance([own.brings], [one.seeks for one in abroad], encoder=encoder)[0]
    found = [_twin(own, one, float(fits[at]), float(needs[at])) for at, one in enumerate(abroad)]
    return sorted((one for one in found if _about_something(one)), key=lambda one: -one.score)


def _twin(own: Strengths, other: Strengths, fits: float, needs: float) -> Twin:
    gives, takes = shared(own.seeks, other.brings), shared(own.brings, other.seeks)
    same = tuple(one for one in own.ecosystems if one in other.ecosystems)
    same = same or shared(own.brings, other.brings)
    services = tuple(one for one in other.services if one not in own.services)
    above, region = _above(own.label, other.label), _differs(own.region, other.region)
    score = (
        fits
        + BACK * needs
        + GIVES * min(len(gives), MOST_TOPICS)
        + TAKES * min(len(takes), MOST_TOPICS)
        + SAME_CHAIN * bool(same)
        + OTHER_LABEL * abs(above or 0)
        + OTHER_REGION * region
        + SERVICE * min(len(services), MOST_SERVICES)
    )
    return Twin(other.id, gives, takes, same, services, above, region, fits, needs, score)


def _above(own: str | None, other: str | None) -> int | None:
    if own not in MATURITY or other not in MATURITY:
        return None
    return MATURITY.index(other) - MATURITY.index(own)


def _differs(own: str | None, other: str | None) -> bool:
    return own in DEVELOPMENT and other in DEVELOPMENT and own != other


def _about_something(one: Twin) -> bool:
    return bool(one.gives or one.takes or one.same) or max(one.fits, one.needs) >= LIKELY
