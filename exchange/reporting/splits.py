"""The exchanges of a programme, told apart: by type, countries, ecosystem, regions, cluster, label, company, form."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.life.stands import EXCHANGE_FORMS
from exchange.scheme.levels import LABELS, REGIONS
from exchange.words import N_
from matching.places.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from exchange.reporting.visits import Party, Visit
    from exchange.scheme.call import Scheme
    from exchange.words import Say

SHARED = " → "  # from the visitor's to the host's


class Split(StrEnum):
    """By what exchanges are told apart; an exchange counts under each of its visitor's ecosystems."""

    TYPE = "type"
    COUNTRIES = "countries"
    ECOSYSTEM = "ecosystem"
    REGIONS = "regions"
    CLUSTER = "cluster"
    LABEL = "label"
    GROUP = "group"
    FORM = "form"


TITLES: Mapping[Split, str] = {
    Split.TYPE: N_("Kind of visitor"),
    Split.COUNTRIES: N_("From where to where"),
    Split.ECOSYSTEM: N_("Ecosystem of the visitor"),
    Split.REGIONS: N_("Development of the regions"),
    Split.CLUSTER: N_("Cluster of the visitor"),
    Split.LABEL: N_("Labels of the clusters"),
    Split.GROUP: N_("In a group or alone"),
    Split.FORM: N_("Online or on the spot"),
}
UNKNOWN: Mapping[Split, str] = {
    **dict.fromkeys(Split, N_("not known")),
    Split.CLUSTER: N_("no cluster named"),
    Split.LABEL: N_("no label"),
}

COMPANY = {"group": N_("in a group visit"), "alone": N_("alone")}
FORMS = {one.value: words for one, words in EXCHANGE_FORMS.items()}

Key = tuple[str, ...]


def split(found: Iterable[Visit], by: Split) -> list[tuple[Key, int]]:
    """How many exchanges there are of each kind, most first; a key is one id, or those of both sides."""
    counted = Counter(key for one in found for key in KEYS[by](one))
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))


def splits_of(scheme: Scheme) -> list[Split]:
    """The ways in which a call's exchanges differ: where it has none online, all are on the spot."""
    return [by for by in Split if by is not Split.FORM or scheme.online]


def _both(of: Callable[[Party], str | None]) -> Callable[[Visit], Sequence[Key]]:
    return lambda one: [(of(one.visitor) or "", of(one.host) or "")]


KEYS: Mapping[Split, Callable[[Visit], Sequence[Key]]] = {
    Split.TYPE: lambda one: [(one.visitor.body or one.visitor.type,)],
    Split.COUNTRIES: _both(lambda side: side.country),
    Split.ECOSYSTEM: lambda one: [(each,) for each in one.visitor.ecosystems or ("",)],
    Split.REGIONS: _both(lambda side: side.region_category),
    Split.CLUSTER: lambda one: [(one.visitor.cluster or "",)],
    Split.LABEL: _both(lambda side: side.label),
    Split.GROUP: lambda one: [("group" if one.in_group else "alone",)],
    Split.FORM: lambda one: [(one.form.value,)],
}


def named(say: Say, scheme: Scheme, by: Split, key: Key, language: str) -> str:
    """A kind in words."""
    return SHARED.join(str(_name(say, scheme, by, one, language)) for one in key)


def _name(say: Say, scheme: Scheme, by: Split, one: str, language: str) -> str:
    if not one:
        return say(UNKNOWN[by])
    if by is Split.COUNTRIES:
        return country_name(one, language)
    label = LABELLED.get(by)
    return say(label(scheme, one)) if label else one


def _kind(scheme: Scheme, one: str) -> str:
    """A type of organisation, or a kind of body within one."""
    bodies = {body.id: body.label for body in scheme.bodies}
    return bodies.get(one) or scheme.organisation_type(one).label


LABELLED: Mapping[Split, Callable[[Scheme, str], str]] = {
    Split.TYPE: _kind,
    Split.ECOSYSTEM: lambda scheme, one: scheme.option("ecosystems", one).label,
    Split.REGIONS: lambda _, one: REGIONS[one],
    Split.LABEL: lambda _, one: LABELS[one],
    Split.GROUP: lambda _, one: COMPANY[one],
    Split.FORM: lambda _, one: FORMS[one],
}
