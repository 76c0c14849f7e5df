"""What callers of the library may tell in short: profiles as texts, and a scheme by its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from matching.profiles import Profile
from matching.weights import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")
_DEFAULTS: Mapping[str, object] = {
    field.name: field.default for field in fields(Profile) if field.name != "id"
}


class Weighed(Protocol):
    """A call, or anything else with weights."""

    @property
    def weights(self) -> Mapping[str, float]:
        """What each part counts, by name."""


def each(told: Iterable[_T]) -> list[_T]:
    """Return what was told as a list: of any iterable, of an array, or of one text alone."""
    return [*cast("Iterable[_T]", [told] if isinstance(told, str) else told)]


def as_texts(texts: Iterable[str]) -> list[str]:
    """Return texts as a list, an empty one for None."""
    return [one or "" for one in each(texts)]


def as_hosts(hosts: Iterable[Profile | str]) -> list[Profile]:
    """Return hosts as profiles; the id of one told as a text is its place, in six digits."""
    return [
        as_meant(one) if isinstance(one, Profile) else Profile(id=f"{number:06}", offers=one or "")
        for number, one in enumerate(each(hosts))
    ]


def as_visitor(visitor: Profile | str, number: int) -> Profile:
    """Return a visitor as a profile; the id of one told as a text is v and its number."""
    if isinstance(visitor, Profile):
        return as_meant(visitor)
    # A visitor's id must not be taken for a host's.
    return Profile(id=f"v{number}", seeks=visitor or "")


def as_visitors(visitors: Iterable[Profile | str]) -> list[Profile]:
    """Return visitors as profiles."""
    return [as_visitor(one, number) for number, one in enumerate(each(visitors))]


def as_meant(profile: Profile) -> Profile:
    """Return a profile whose fields are of their kinds: itself, if all of them are.

    Lists become tuples, a text where there should be a list is the only one of it, and what is None
    or no finite number was not told.
    """
    changed: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        told = getattr(profile, name)
        if isinstance(default, tuple) and not isinstance(told, tuple):
            changed[name] = tuple(each(told)) if told is not None else ()
        elif told is None or (isinstance(told, float) and not isfinite(told)):
            changed[name] = default
    return replace(profile, **changed)


def weights_of(scheme: Weighed | Mapping[str, float] | None) -> Mapping[str, float]:
    """Return what each part counts, of a call or as told; the default weights for None."""
    if scheme is None:
        return DEFAULT_WEIGHTS
    return scheme if isinstance(scheme, Mapping) else scheme.weights
