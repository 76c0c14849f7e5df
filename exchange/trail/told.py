"""Words with their facts, before they are put into a language: what an act tells of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from markupsafe import Markup

from exchange.papers import regional
from exchange.words import N_
from matching.places.languages import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exchange.words import Say

_QUOTE = 380
"""Letters of somebody's words, so that they stay within a cell of a paper."""


@runtime_checkable
class Fact(Protocol):
    """What has words of its own in each language."""

    def said(self, say: Say, language: str, /) -> str:
        """The words."""
        ...


@dataclass(frozen=True)
class Told:
    """A text with places, and what is put into them; what has words of its own is said first."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, say: Say, language: str, /) -> str:
        """In the reader's language."""
        return say(
            self.text, **{name: _said(say, language, one) for name, one in self.facts.items()}
        )


@dataclass(frozen=True)
class Coded:
    """Something that is kept as a code: a country (ISO 3166), a month (2027-05) or a language (ISO 639)."""

    code: str

    def said(self, _say: Say, language: str, /) -> str:
        """Its name in the reader's language."""
        if self.code[:2] == "20":
            return regional.month(self.code, language)
        if self.code.isupper():
            return regional.country(self.code, language)
        return language_name(self.code, language)


@dataclass(frozen=True)
class Stay:
    """The days from the first to the last one."""

    first: date
    last: date

    def said(self, _say: Say, language: str, /) -> str:
        """As short as the reader's language allows."""
        return regional.days(self.first, self.last, language)


def _said(say: Say, language: str, fact: object) -> object:
    if isinstance(fact, Fact):
        return fact.said(say, language)
    if isinstance(fact, list | tuple):
        return [_in_a_list(_said(say, language, one)) for one in fact]
    if isinstance(fact, str) and len(fact) > _QUOTE:
        return fact[: _QUOTE - 1] + "…"
    return fact


def _in_a_list(part: object) -> str:
    """Lists are escaped as a whole, so that nothing in them may be already."""
    return str(part.unescape()) if isinstance(part, Markup) else str(part)


def reason(words: str) -> Told:
    """Why, in the words of whoever said so."""
    return Told("“{reason}”", {"reason": words})


def became(before: object, after: object) -> Told:
    """What was, and what is."""
    return Told("{before} → {after}", {"before": before, "after": after})


def days(count: int) -> Told:
    """Working days, as many as that."""
    one = N_("1 working day")
    return Told(one) if count == 1 else Told(N_("{count} working days"), {"count": count})
