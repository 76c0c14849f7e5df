"""Everyday things that a text tells of, in 24 languages."""

from __future__ import annotations

import pytest

from matching.topics.things import things, things_in, words_of_things
from matching.topics.vocabulary import languages


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Our cows get ill and we notice too late.", "cattle"),
        ("Unsere Kühe werden krank und wir merken es zu spät.", "cattle"),
        ("Le lactosérum nous reste sur les bras chaque semaine.", "dairy"),
        ("La cantina si allaga ogni volta che piove forte.", "flood"),
        ("A cég raktárában senki sem tudja, mi hol van.", "warehouse"),
        ("Nasi spawacze odchodzą na emeryturę, a młodych nie ma.", "welding"),
        ("Naše včely umírají každou zimu a nevíme proč.", "bees"),
        ("Vi kaster hver dag brød ud, som ingen vil købe.", "bread"),
        ("Meie töötajatel valutab selg, sest nad tõstavad kaste.", "ergonomics"),
        ("Το καλοκαίρι δεν φτάνει το νερό στο νησί μας.", "island"),
        ("Нашите клиенти връщат половината от обувките.", "shoes"),
        ("Puhdistamme jätevettä panimoille ja meijereille.", "beer"),
        ("Il-viżitaturi tal-mużew tagħna huma ftit.", "museum"),
        ("Cailltear bainne orainn nuair a theipeann ar an leictreachas.", "dairy"),
    ],
)
def test_a_problem_tells_of_things(text, thing):
    """In whatever form of its language the word stands, within compounds, too."""
    assert thing in things_in(text)


def test_nothing_is_told_by_nothing():
    """No words, no things."""
    assert things_in("") == things_in("12 – 34 !") == ()


def test_things_are_known_in_every_language():
    """Nine in ten in each."""
    known = {(language, thing) for language, thing, _ in words_of_things()}
    for language in languages():
        assert sum((language, thing) in known for thing in things()) >= 0.9 * len(things())


def test_a_word_stands_for_one_thing():
    """No beginning is listed twice for a language."""
    for language in languages():
        words = [
            one for code, _, told in words_of_things() if code == language for one in told.split()
        ]
        twice = sorted({one for one in words if words.count(one) > 1})
        assert not twice, (language, twice)
