"""Lists are answered by taps or by words, slips of the finger included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.kinds.base import Again, Given, Option, Partly, Turn
from bot.conversation.kinds.choices import OneOf, Other, SomeOf
from bot.conversation.kinds.options import typed_country
from bot.conversation.kinds.texts import FreeText
from matching.places.lands import lands_spelt_out
from tests.builders.bots.stand_ins import GOODS, asked, goods, sticker, words

ONE = OneOf(goods)
SOME = SomeOf(goods, anything="All are fine", most=3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Textiles", "textiles"),
        ("textiles", "textiles"),
        ("  TEXTILES ", "textiles"),
        ("Textlies", "textiles"),
        ("cloth", "textiles"),
        ("Tourisme", "tourism"),
        ("renewable energie", "renewables"),
        ("digtal", "digital"),
    ],
)
def test_one_of_understands_words_with_slips(typed, meant):
    """What is beyond doubt is taken, and shown as what it was read."""
    assert ONE.hear(asked(), words(typed)) == Given(meant, interpreted=True)


@pytest.mark.parametrize("typed", ["zebra", "???", "4711", "<b>"])
def test_one_of_asks_again_for_what_it_does_not_know(typed):
    """Nothing is guessed."""
    assert isinstance(ONE.hear(asked(), words(typed)), Again)


@pytest.mark.parametrize(
    ("verb", "value", "expected"),
    [("=", "health", Given("health")), ("p", "2", Turn(2))],
)
def test_one_of_takes_taps(verb, value, expected):
    """A tap on an option is its id; the arrows turn the page."""
    assert ONE.tapped(asked(), verb, value) == expected


@pytest.mark.parametrize(("verb", "value"), [("=", "gone"), ("p", "x"), ("p", "-1"), ("!", "")])
def test_one_of_refuses_buttons_it_does_not_have(verb, value):
    """A button of an older version answers nothing."""
    assert isinstance(ONE.tapped(asked(), verb, value), Again)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ja", "y"),
        ("👍", "y"),
        ("sure", "y"),
        ("Yes please!", "y"),
        ("nein", "n"),
        ("👎", "n"),
        ("nope", "n"),
    ],
)
def test_yes_and_no_are_chosen_by_any_word_for_them(typed, meant):
    """In every language, and by a thumb."""
    kind = OneOf(lambda _asked: [Option("y", "Yes"), Option("n", "No"), Option("m", "Perhaps")])
    assert kind.hear(asked(), words(typed)) == Given(meant, interpreted=True)


@pytest.mark.parametrize("typed", ["done", "fertig", "that is all"])
def test_done_where_nothing_is_chosen_says_so(typed):
    """It is no name that nobody knows."""
    heard = SOME.hear(asked(), words(typed))
    assert isinstance(heard, Again)
    assert "Nothing is chosen yet" in heard.reason


@pytest.mark.parametrize("kind", [ONE, SOME])
def test_a_sticker_is_no_choice(kind):
    """Words are asked for."""
    assert isinstance(kind.hear(asked(), sticker()), Again)


def test_a_guess_hides_no_choice():
    """What we ask back about stands first, and all else after it."""
    rows = ONE.rows(asked(candidates=("digital", "health")))
    data = [one.data for row in rows for one in row]
    assert data[:2] == ["f:app:q:=:digital", "f:app:q:=:health"]
    assert len(data) == len(ONE.rows(asked())) * ONE.width - len(ONE.rows(asked())[-1]) % ONE.width


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Textiles, Digital", ["textiles", "digital"]),
        ("textlies and digtal", ["textiles", "digital"]),
        ("Textiles & Health", ["textiles", "health"]),
        ("Health\nDigital", ["health", "digital"]),
        ("Health, health, HEALTH", ["health"]),
        ("cloth", ["textiles"]),
    ],
)
def test_some_of_understands_a_typed_row(typed, meant):
    """Each word once, in the order typed."""
    assert SOME.hear(asked(), words(typed)) == Given(meant, interpreted=True)


def test_some_of_keeps_what_it_understood_of_a_row():
    """One clear word and one unknown: the clear one is ticked, nothing is handed in."""
    note = "Added: Textiles.\nI did not know: zebra."
    assert SOME.hear(asked(), words("Textiles, zebra")) == Partly(["textiles"], ("textiles",), note)


@pytest.mark.parametrize(
    ("answer", "verb", "value", "expected"),
    [
        (None, "+", "0.health", Partly(["health"])),
        (["health"], "+", "0.digital", Partly(["health", "digital"])),
        (["health", "digital"], "-", "0.health", Partly(["digital"])),
        (["health", "digital"], "+", "0.health", Partly(["health", "digital"])),  # tapped twice
        (["digital"], "-", "0.health", Partly(["digital"])),
        (["health"], "!", "", Given(["health"])),
        (None, "=", "*", Given([])),
        (["health"], "p", "1", Turn(1)),
    ],
)
def test_some_of_switches_by_taps(answer, verb, value, expected):
    """On, off, done, anything."""
    assert SOME.tapped(asked(answer), verb, value) == expected


@pytest.mark.parametrize(
    ("answer", "verb", "value"),
    [
        (None, "!", ""),
        ([], "!", ""),
        (None, "+", "0.gone"),
        (["health", "digital", "tourism"], "+", "0.textiles"),
    ],
)
def test_some_of_refuses_nothing_at_all_and_too_much(answer, verb, value):
    """Done needs a choice, and there is a most."""
    assert isinstance(SOME.tapped(asked(answer), verb, value), Again)


def test_some_of_never_takes_more_than_the_most():
    """A typed row that is too long is not handed in."""
    heard = SOME.hear(asked(), words("Textiles, Digital, Tourism, Health"))
    assert heard == Partly(
        ["textiles", "digital", "tourism"],
        ("textiles", "digital", "tourism", "health"),
        "Added: Textiles, Digital, Tourism.\nAt most 3 fit, so Health is not among them.",
    )


def test_what_is_typed_is_added_to_the_ticks():
    """They stay, and it is said what came to them; an answer given before is replaced."""
    ticked = asked(["health"], answers={"q+": ["health"]})
    note = "Added: Digital."
    assert SOME.hear(ticked, words("digital")) == Partly(["health", "digital"], ("digital",), note)
    assert SOME.hear(asked(["health"]), words("digital")) == Given(["digital"], interpreted=True)


def test_some_of_ticks_what_is_chosen_and_counts_it():
    """The buttons tell where one is."""
    labels = [one.label for row in SOME.rows(asked(["digital"])) for one in row]
    assert labels == [
        *("✅ " + one.label if one.id == "digital" else one.label for one in GOODS),
        "Done (1)",
        "All are fine",
    ]


@pytest.mark.parametrize(
    ("typed", "chosen", "heard"),
    [
        ("digital, but not textiles", None, Given(["digital"], interpreted=True)),
        ("not textiles", ["textiles", "health"], Partly(["health"], note="Taken away: Textiles.")),
        ("ohne Textiles", ["textiles"], Partly([], note="Taken away: Textiles.")),
        ("not textiles", ["health"], Again("Textiles is not among your choices.")),
        ("not zebras", ["health"], Again("Please name only what you do want, or tap it.")),
        (
            "everything but textiles",
            None,
            Partly(
                ["digital", "tourism", "health", "renewables"],
                note="Everything but Textiles is ticked: tap Done if that is right.",
            ),
        ),
    ],
)
def test_what_is_not_wanted_is_taken_away(typed, chosen, heard):
    """From what is chosen, else from all; it is said what became of it."""
    assert SOME.hear(asked(chosen), words(typed)) == heard


def test_labels_may_say_not():
    """Where a reason to choose is a denial itself, words are taken as they are."""
    reasons = OneOf(lambda _asked: [Option("no_fit", "Our topics do not match"), GOODS[0]])
    assert reasons.hear(asked(), words("topics do not match")) == Given("no_fit", interpreted=True)


@pytest.mark.parametrize("typed", ["not textiles", "nicht Textiles"])
def test_of_one_choice_nothing_is_left(typed):
    """The opposite of what was meant is never taken."""
    assert isinstance(ONE.hear(asked(), words(typed)), Again)
    meant = ONE.hear(asked(), words(f"{typed} but Digital"))
    assert meant == Given("digital", interpreted=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no", Given("none", interpreted=True)),
        ("-", Given("none", interpreted=True)),
        ("Ring of Weavers", Given("other", interpreted=True, also={"name": "Ring of Weavers"})),
    ],
)
def test_a_list_that_may_be_left_takes_other_names(typed, meant):
    """And knows *none*."""
    kind = OneOf(goods, other=Other("other", "name", FreeText(2, 80), "none"))
    assert kind.hear(asked(), words(typed)) == meant


@pytest.mark.parametrize("typed", ["ok", "no", "zurück", "All right"])
def test_nobody_is_called_by_a_small_word(typed):
    """A line is a name; an answer in one's own words may well be *yes*."""
    assert isinstance(FreeText(2, 80).hear(asked(), words(typed)), Again)
    assert isinstance(FreeText(2, 500).hear(asked(), words(typed)), Given)


COUNTRIES = SomeOf(
    lambda _: [Option(code, code) for code in ("DE", "IT", "ES", "MK", "GB", "CZ")],
    find=typed_country,
    most=6,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("germany, italy spain", ["DE", "IT", "ES"]),
        ("Deutschland Italien", ["DE", "IT"]),
        ("Itlay Spain", ["IT", "ES"]),
        ("Czech Republic and Great Britain", ["CZ", "GB"]),
        ("North Macedonia", ["MK"]),
    ],
)
def test_names_without_a_sign_between_them_are_several(typed, meant):
    """Whoever forgets a comma loses none of them; a name of several words is one."""
    assert COUNTRIES.hear(asked(), words(typed)) == Given(meant, interpreted=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Visegrad countries or Spain", ["CZ", "ES"]),
        ("la península ibérica", ["ES"]),
        ("Iberia, Italy", ["ES", "IT"]),
    ],
)
def test_a_land_is_those_of_its_countries_that_can_be_chosen(typed, meant):
    """Benelux, Scandinavia, the Baltics, in any language."""
    kind = replace(COUNTRIES, spelt=lands_spelt_out)
    assert kind.hear(asked(), words(typed)) == Given(meant, interpreted=True)


def test_a_list_said_once_more_is_all_of_it():
    """Typed after the ticks that it made, it is taken: nobody has to find *Done*."""
    there = asked(answers={"q+": ["health"]}, answer=["health", "digital"])
    assert SOME.hear(there, words("health, digital")) == Given(
        ["health", "digital"], interpreted=True
    )


@pytest.mark.parametrize("kind", [ONE, SOME])
def test_a_yes_to_a_list_is_asked_to_which(kind):
    """It is no name that we do not know."""
    heard = kind.hear(asked(), words("yes"))
    assert isinstance(heard, Again)
    assert "to which of them" in heard.reason
