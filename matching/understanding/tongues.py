"""Sentences that are nothing but a list of languages: "Eesti, vene ja inglise keel"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.places.countries import country_called
from matching.places.languages import language_forms, language_names
from matching.understanding.clauses import speaking_stems
from matching.words.names import fold
from matching.words.terms import stopwords

if TYPE_CHECKING:
    from matching.understanding.clauses import Sentence

_SMALL = 3  # letters of a word that joins two
_HOW_WELL = frozenset(
    fold(word)
    for word in (
        "ok okay fluent fluently good well bit some little native basic bonne bien bon peu poco bene bien algo "
        "gut fließend etwas bisschen goed beetje così tako domluvíme trochę dobrze pohodě dobře dobre malo vähän veidi hyvin "
        "valoda keel keelt jezik jazyk język nyelv kalba limba език kielet a2 b1 b2 c1 c2 sehr very only nur "
        "auch also problem problema problème problém thema kein very well fair fine decent perfect weak poorly too native foarte puțin bine slab λίγα λίγο καλά πολύ άριστα gerai silpnai puikiai truputį labi slikti "
        "nedaudz brīvi hästi vabalt natuke heikosti auttavasti sujuu sujuvasti slabo dobro odlično tečno jól gyengén kicsit folyékonyan добре малко слабо "
        "отлично свободно plynně plynule slabě słabo biegle flytande lite dåligt funkar går lidt godt flydende dårligt courant moyen couramment regular "
        "fluido nivel medio mal fluente scarso buono discreto benissimo razoável bem mal fluentemente aardig prima matig redelijk vloeiend tajjeb ftit "
        "maith beagán líofa"
    ).split()
)


def lists_languages(sentence: Sentence) -> bool:
    """Return whether a sentence is nothing but languages, one in small letters or no country at least."""
    words = [word for word in sentence.words if not of_a_list(word.folded)]
    named = [word for word in words if _is_one(word.folded, sentence.spoken)]
    plain = any(not word.capital or not country_called(word.folded) for word in named)
    return plain and len(named) == len(words)


def _is_one(folded: str, spoken: frozenset[str]) -> bool:
    """Whether a word is a language; "germany" is a country, however near it is to one."""
    if country_called(folded) and not language_names().exact(folded):
        return False
    return bool(language_forms(folded, spoken))


def of_a_list(word: str) -> bool:
    """Return whether a folded word joins, or tells how well a language is spoken."""
    return (
        len(word) <= _SMALL
        or word in stopwords()
        or word in _HOW_WELL
        or word.startswith(speaking_stems())
    )
