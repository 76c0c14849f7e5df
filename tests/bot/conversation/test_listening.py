"""Typed words do what a button says, and never what no button says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.kinds.base import BACK, CHANGE, DONE, GIVE, KEEP, LEAVE, SEND, SKIP, UNTICK
from bot.conversation.listening import NEEDED, NOT_THAT, STOP, deed_on
from bot.conversation.small_words import SIGNS, WORDS, Meaning, bare, meaning, without_courtesy
from tests.builders.bots.stand_ins import asked

LANGUAGES = 24


def rows(*deeds):
    """A screen with those buttons, in two columns."""
    buttons = [asked().button(label, verb, value) for label, verb, value in deeds]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


WAYS = rows(("‹ Zurück", BACK, ""), ("Keep it", KEEP, ""), ("Skip ›", SKIP, ""))
SEVERAL = rows(
    ("✅ Wool", UNTICK, "0.wool"),
    ("Any time", GIVE, "*"),
    ("Done (1)", DONE, ""),
    ("‹ Back", BACK, ""),
)
MAY_STAY = rows(("‹ Back", BACK, ""), ("Skip ›", SKIP, ""))
FIRST = rows(("Yes", GIVE, "yes"), ("No", GIVE, "no"), ("✕ Not now", LEAVE, ""))
PLAIN = rows(("‹ Back", BACK, ""))
LAST = rows(("Submit the application", SEND, ""), ("Change an answer", CHANGE, ""))


def test_no_word_means_two_things():
    """Whatever the language."""
    all_ = Counter(word for words in WORDS.values() for word in words)
    assert [word for word, count in all_.items() if count > 1] == []
    assert all(word and meaning(word) for word in all_)
    assert all(len(words) >= LANGUAGES for words in WORDS.values())
    assert {meaning(sign) for sign in SIGNS} == {
        Meaning.YES,
        Meaning.NO,
        Meaning.SKIP,
        Meaning.BACK,
        Meaning.NOT_SURE,
        Meaning.HELP,
        Meaning.WHAT,
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ok fine", Meaning.YES),
        ("yes yes!", Meaning.YES),
        ("Ja, genau", Meaning.YES),
        ("yes that's right", Meaning.YES),
        ("no no", Meaning.NO),
        ("ok skip", Meaning.SKIP),
        ("ok, keep it please", Meaning.KEEP),
        ("yes no", None),
        ("back skip", None),
        ("ok Braga", None),
    ],
)
def test_small_words_in_a_row_mean_one_thing(typed, meant):
    """A yes leads over to what follows it; two other meanings are none, and so is a word that is not small."""
    assert meaning(typed) is meant


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("visit pls", "visit"),
        ("hi, Portugal please", "Portugal"),
        ("host, I think", "host"),
        ("bitte Braga", "Braga"),
        ("yes thank you very much", "yes"),
        ("nej tak", "nej"),
        ("please", "please"),
        ("Hi-Tech Weavers", "Hi-Tech Weavers"),
    ],
)
def test_courtesy_is_no_part_of_an_answer(typed, answer):
    """“Please” before or after it, “hi”, “I think”; alone it stays what it is."""
    assert without_courtesy(typed) == answer
    assert meaning(typed) == meaning(answer)


@pytest.mark.parametrize(
    ("typed", "screen", "deed"),
    [
        ("zurück", WAYS, (BACK, "")),
        ("BACK!", WAYS, (BACK, "")),
        ("skip", WAYS, (SKIP, "")),
        ("Skip it.", WAYS, (SKIP, "")),
        ("none", WAYS, (SKIP, "")),
        ("–", WAYS, (SKIP, "")),
        ("keep it", WAYS, (KEEP, "")),
        ("👍🏽", WAYS, (KEEP, "")),
        ("same as before", WAYS, (KEEP, "")),
        ("keep it", MAY_STAY, (SKIP, "")),
        ("same", MAY_STAY, (SKIP, "")),
        ("wie bisher", MAY_STAY, (SKIP, "")),
        ("done", SEVERAL, (DONE, "")),
        ("Done (1)", SEVERAL, (DONE, "")),
        ("das wars", SEVERAL, (DONE, "")),
        ("any time", SEVERAL, (GIVE, "*")),
        ("egal", SEVERAL, (GIVE, "*")),
        ("stop", SEVERAL, STOP),
        ("not now", FIRST, STOP),
        ("skip", PLAIN, NEEDED),
        ("submit", LAST, (SEND, "")),
        ("submit it please", LAST, (SEND, "")),
        ("I want to submit now", LAST, (SEND, "")),
        ("please submit my application", LAST, (SEND, "")),
        ("Submit the", LAST, (SEND, "")),
        ("change", LAST, (CHANGE, "")),
        ("abschicken!", LAST, (SEND, "")),
        ("yes", FIRST, (GIVE, "yes")),
        ("No.", FIRST, (GIVE, "no")),
    ],
)
def test_what_a_button_says_is_done(typed, screen, deed):
    """By its label without signs, or by a small word of any language."""
    assert deed_on(typed, screen) == deed


@pytest.mark.parametrize(
    ("typed", "screen"),
    [
        ("Wool", SEVERAL),
        ("no", PLAIN),
        ("any", PLAIN),
        ("keep", PLAIN),
        ("the application", LAST),
        ("sub", LAST),
        ("any", rows(("Any time", GIVE, "wool"))),
        ("done", PLAIN),
        ("We skip nothing", WAYS),
        ("", WAYS),
        ("🦊", WAYS),
    ],
)
def test_what_the_question_is_to_hear_is_left_to_it(typed, screen):
    """A choice of its own, and all words for which there is no button."""
    assert deed_on(typed, screen) is None


@pytest.mark.parametrize(
    ("typed", "offer", "deed"),
    [
        ("ja", {"answer": "PT", "proposed": True}, (GIVE, "PT")),
        ("Yes, that’s right!", {"answer": "PT", "proposed": True}, (GIVE, "PT")),
        ("yes, but in May", {"answer": "PT", "proposed": True}, None),
        ("yes, no", {"answer": "PT", "proposed": True}, None),
        ("stimmt!", {"answer": ["wool"], "proposed": True}, (DONE, "")),
        ("no", {"answer": "PT", "proposed": True}, NOT_THAT),
        ("yes", {"candidates": ("porto", "as-typed")}, (GIVE, "porto")),
        ("yes", {"candidates": ("as-typed",)}, (GIVE, "as-typed")),
        ("yes", {"candidates": ("porto", "prado", "as-typed")}, None),
        ("yes", {}, None),
    ],
)
def test_a_proposal_is_taken_or_declined_in_words(typed, offer, deed):
    """One thing on the table; of two nobody knows which was meant."""
    assert deed_on(typed, PLAIN, replace(asked(), **offer)) == deed


@given(st.text())
def test_bare_words_are_bare(text):
    """And nothing that anybody types is an error."""
    assert bare(bare(text)) == bare(text)
    assert meaning(text) is None or meaning(text) in Meaning
    deed_on(text, SEVERAL)
