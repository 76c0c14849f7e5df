"""Which everyday things a text tells of, in any language: the words in which people tell a problem.

Topics are what firms call their work; "our cows get ill" names none. `data/things.txt` lists for every
language how the words begin that tell of a thing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matching.words.beginnings import Beginnings
from matching.words.german_verbs import verbs_as_nouns
from matching.words.language_guess import languages_of
from matching.words.names import fold

_FILE = Path(__file__).parent / "data" / "things.txt"
_ALONE = frozenset(("en",))  # words of English stand in texts of all languages


def things_in(text: str) -> tuple[str, ...]:
    """Return the things that the words of a text tell of, as often as they do."""
    tables = [_told_by(one) for one in sorted(languages_of(text)) or sorted(_ALONE)]
    found = (
        next((of for one in tables if (of := one.of(word))), None)
        for word in fold(verbs_as_nouns(text)).split()
    )
    return tuple(of for of in found if of)


def thing_called(folded: str, language: str) -> str | None:
    """Return the thing that a folded word of a language tells of, None for other words."""
    return _told_by(language or "en").of(folded)


@cache
def things() -> tuple[str, ...]:
    """Return all things that are known, in their order."""
    return tuple(sorted({thing for _, thing, _ in words_of_things()}))


@cache
def words_of_things() -> tuple[tuple[str, str, str], ...]:
    """Return language, thing and words of each line."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    told = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return tuple((key.split()[1], key.split()[0], words) for key, _, words in told)


@cache
def _told_by(language: str) -> Beginnings:
    return Beginnings(
        language, [(of, words) for code, of, words in words_of_things() if code == language]
    )
