"""Legal forms of Europe, taken off the names of organisations.

The list is our own and short; ISO 20275 (the ELF codes of GLEIF) served to find what was missing.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from matching.words.legal_forms import listed_forms
from matching.words.names import fold

_LONGEST = 9
"""Words in the longest form looked for: "sp. z o.o. sp.k." folds into six, "z" and "o" alone."""
_MANY = 64
"""Words beyond which a name is a text: its ends are looked at all the same, but only once."""


class _Form(NamedTuple):
    country: str
    kind: str
    leads: bool
    at_home: bool


class Bare(NamedTuple):
    """A name without its legal form, folded, and the kinds of form it had (none if it had none)."""

    name: str
    kinds: frozenset[str]


@lru_cache(maxsize=65_536)
def without_legal_form(name: str, country: str = "") -> Bare:
    """Return `name` folded, without the legal forms at its ends, and what kinds these are.

    A form that is an everyday word elsewhere is only taken off where `country` (ISO alpha-2) has
    it. A name of nothing but forms keeps them all: something has to be left to compare.
    """
    words = fold(name).split()
    kinds: set[str] | None = None
    for leads in (False, True):
        while found := _form_at(words, country, leads=leads):
            length, of_kinds = found
            kinds = of_kinds if kinds is None else kinds & of_kinds or kinds
            words = words[length:] if leads else words[:-length]
            if len(words) > _MANY:
                break
    return Bare(" ".join(words), frozenset(kinds or ()))


def is_legal_form(folded: str, country: str = "") -> bool:
    """Tell whether a part of a name ("Acme, Inc.") is a legal form and nothing else."""
    words = folded.split()
    if not words or words[-1] not in _ends(leads=False):
        return False
    return without_legal_form(f"x {folded}", country).name == "x"


def _form_at(words: list[str], country: str, *, leads: bool) -> tuple[int, set[str]] | None:
    """Return the length in words of the longest form at an end of the words, and its kinds."""
    if not words or words[0 if leads else -1] not in _ends(leads=leads):
        return None
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        tried = words[:length] if leads else words[-length:]
        held = [
            form
            for form in _forms().get("".join(tried), ())
            if (form.leads or not leads) and (not form.at_home or form.country == country)
        ]
        if held:
            here = {form.kind for form in held if form.country == country}
            return length, here or {form.kind for form in held}
    return None


@cache
def _ends(*, leads: bool) -> frozenset[str]:
    """Return what the first word of a form may be, or the last: some of its letters."""
    return frozenset(
        letters[:size] if leads else letters[-size:]
        for letters in _forms()
        for size in range(1, len(letters) + 1)
    )


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Return every form by its letters, read once."""
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for one in listed_forms():
        entry = _Form(one.country, one.kind, one.leads, one.at_home)
        found["".join(fold(one.written).split())].append(entry)
    return {letters: tuple(entries) for letters, entries in found.items()}
