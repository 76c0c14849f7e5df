"""Typed lines: what is taken, how it is tidied, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.kinds.base import Again, Given, Unsure
from bot.conversation.kinds.texts import Email, FreeText, VatNumber, Website, Whole, numbers_in
from bot.conversation.tidying import one_line, tidy, unquoted, without_pictures
from matching.times.lengths import lengths_in
from matching.understanding.group_told import seats_told
from matching.understanding.travelling import party_of
from tests.builders.bots.stand_ins import asked, sticker, words

STORY = FreeText(least=5, most=20)
SEATS = Whole(1, 30, offered=(1, 5), unit=("{count} seat", "{count} seats"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ana@example.eu", "ana@example.eu"),
        ("Ana.Pop@Example.EU", "Ana.Pop@example.eu"),
        ("my address is ana@example.eu.", "ana@example.eu"),
        ("mailto:ana@example.eu", "ana@example.eu"),
        ("Ana <ana@example.eu>", "ana@example.eu"),
        ("ana+x@mail.example.co.uk", "ana+x@mail.example.co.uk"),
        ("(ana@example.eu)", "ana@example.eu"),
        ("E-Mail:ana@example.eu!", "ana@example.eu"),
        ("mailto:ana@example.eu?subject=Hello", "ana@example.eu"),
        ("„ana@example.eu“, thanks", "ana@example.eu"),
        ("ana@müller.de", "ana@müller.de"),
        ("ana@xn--mller-kva.de", "ana@xn--mller-kva.de"),
        ("o'neil@example.ie", "o'neil@example.ie"),
        ("wrong..one@example.eu or ana@example.eu", "ana@example.eu"),
        ("ana @example.eu", "ana@example.eu"),
        ("ana＠example.eu", "ana@example.eu"),
    ],
)
def test_email_is_found_in_what_is_typed(typed, kept):
    """Also in a sentence; the domain in small letters."""
    assert Email().hear(asked(), words(typed)) == Given(kept)


@pytest.mark.parametrize(
    "typed",
    [
        "ana",
        "ana@",
        "@example.eu",
        "ana@example",
        "a" * 250 + "@b.eu",
        "a..b@example.eu",
        "ana.@example.eu",
        "ana@example..eu",
        "ana@-example.eu",
        "ana@example.e",
        "ana@10.0.0.1",
    ],
)
def test_what_is_no_email_is_asked_again(typed):
    """With an example."""
    assert isinstance(Email().hear(asked(), words(typed)), Again)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.eu", "https://www.example.eu"),
        ("https://example.eu/a?b=1", "https://example.eu/a?b=1"),
        ("HTTP://Example.eu", "https://example.eu"),
        ("we are at example.eu", "https://example.eu"),
        ("müller.de", "https://müller.de"),
        ("http://xn--mller-kva.de/", "https://xn--mller-kva.de/"),
        ("example.eu:8080/shop", "https://example.eu:8080/shop"),
        ("https://social.example/@ana", "https://social.example/@ana"),
        ("(see https://example.eu/a_(b)).", "https://example.eu/a_(b)"),
        ("our site: www.example.eu, thanks", "https://www.example.eu"),
        ("ana@example.eu, www.example.org", "https://www.example.org"),
        ("Example.Weaving", "https://example.weaving"),
        ("it is Example.Com I think", "https://example.com"),
    ],
)
def test_website_gets_https_in_front(typed, kept):
    """With or without it."""
    assert Website().hear(asked(), words(typed)) == Given(kept)


@pytest.mark.parametrize(
    "typed",
    [
        "none",
        "ana@example.eu",
        "example",
        "1.2.3",
        "http://",
        "example..eu",
        "-example-.eu",
        "example.eu:99999",
        "not yet.Maybe later",
        "No website.But we are on Facebook",
        "brochure.pdf",
    ],
)
def test_what_is_no_website_is_asked_again(typed):
    """An e-mail address is none either."""
    assert isinstance(Website().hear(asked(), words(typed)), Again)


def test_of_two_addresses_the_first_is_shown():
    """Nothing is taken in silence where another reading is possible."""
    heard = Email().hear(asked(), words("ana@example.eu, bob@example.eu"))
    assert heard == Given("ana@example.eu", interpreted=True)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("VAT: PT 501 442 600", "", "PT501442600"),
        ("NIF 501442600", "PT", "PT501442600"),
        ("501 442 600", "PT", "PT501442600"),
        ("094259216", "GR", "EL094259216"),
        ("501 442 600", "", None),
        ("501 442 601", "PT", None),
        ("we applied for one", "PT", None),
    ],
)
def test_a_vat_number_may_leave_out_its_country(typed, country, kept):
    """Which has been told; its check digit has to be right all the same."""
    heard = VatNumber().hear(asked(answers={"country": country}), words(typed))
    assert (heard.value if isinstance(heard, Given) else None) == kept


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("“Loom & Co.”", "Loom & Co."),
        ('"Loom"', "Loom"),
        ("„Loom“ and „Spindle“", "„Loom“ and „Spindle“"),
        ("“”", "“”"),
        ("Jean\N{NO-BREAK SPACE}Dupont SARL", "Jean Dupont SARL"),
    ],
)
def test_a_name_has_no_quotes_around_it(typed, name):
    """Where all of it stands between them."""
    assert unquoted(one_line(typed)) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Ana 🦄✨", "Ana"), ("🦄", ""), ("Ana 👍🏽 Pop", "Ana Pop"), ("Zoë Ðă", "Zoë Ðă")],
)
def test_pictures_are_no_part_of_a_name(typed, name):
    """They print as nothing."""
    assert without_pictures(typed) == name


@pytest.mark.parametrize(
    ("typed", "kept"), [("1", 1), ("30", 30), ("about 12 people", 12), (" 7 ", 7), ("٣", 3)]
)
def test_whole_reads_the_number(typed, kept):
    """Also inside words; it is then shown as what it was read."""
    heard = SEATS.hear(asked(), words(typed))
    assert heard == Given(kept, interpreted=not typed.strip().isdecimal())


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("3 or 4", ("3", "4")),
        ("3-4", ("3", "4")),
        ("3 – 4 seats", ("3", "4")),
        ("not 3 but 4 or 5", ("4", "5")),
        ("99 or 4", ("4",)),
    ],
)
def test_of_two_numbers_none_is_taken(typed, several):
    """It is asked which."""
    heard = SEATS.hear(asked(), words(typed))
    assert heard == Unsure(several, typed)
    labels = [one.label for row in SEATS.rows(asked(candidates=several)) for one in row]
    assert [one.split()[0] for one in labels] == list(several)


@pytest.mark.parametrize("typed", ["not 3", "nicht 3", "I don't know"])
def test_a_number_that_is_denied_is_none(typed):
    """Nor is "I" one where nothing is known."""
    assert isinstance(replace(SEATS, read=party_of).hear(asked(), words(typed)), Again)


@pytest.mark.parametrize(
    ("typed", "read", "kept"),
    [
        ("a week", lengths_in, 5),
        ("zwei Wochen", lengths_in, 10),
        ("2 weeks", lengths_in, 10),
        ("ten days", lengths_in, 10),
        ("a fortnight", lengths_in, 10),
        ("5", lengths_in, 5),
        ("just me", party_of, 1),
        ("me and a colleague", party_of, 2),
        ("ich und zwei Kollegen", party_of, 3),
        ("three of us", party_of, 3),
        ("zu viert", party_of, 4),
        ("one or two weeks", lengths_in, None),
        ("half a week", lengths_in, None),
        ("two or three of us", party_of, None),
    ],
)
def test_numbers_in_words(typed, read, kept):
    """Lengths and people as they are said; where two are meant, or none, nothing is taken."""
    heard = replace(SEATS, read=read).hear(asked(), words(typed))
    assert (heard.value if isinstance(heard, Given) else None) == kept


@pytest.mark.parametrize("typed", ["0", "31", "-5", "many", "9" * 4000])
def test_whole_refuses_what_is_out_of_range(typed):
    """However long the number is."""
    assert isinstance(SEATS.hear(asked(), words(typed)), Again)


@pytest.mark.parametrize(("value", "shown"), [(1, "1 seat"), (5, "5 seats")])
def test_whole_shows_its_unit(value, shown):
    """One seat, five seats."""
    assert SEATS.shown(asked(), value) == shown


@pytest.mark.parametrize(("verb", "value"), [("=", "99"), ("=", "x"), ("=", ""), ("+", "5")])
def test_whole_refuses_buttons_it_does_not_have(verb, value):
    """Forged or old data is no answer."""
    assert isinstance(SEATS.tapped(asked(), verb, value), Again)


@pytest.mark.parametrize(
    ("length", "taken"), [(4, False), (5, True), (20, True), (21, False), (5000, False)]
)
def test_free_text_has_its_limits(length, taken):
    """From least to most characters, both included."""
    assert isinstance(STORY.hear(asked(), words("a" * length)), Given) is taken


def test_free_text_says_how_much_is_too_long():
    """The person learns by how many characters."""
    heard = STORY.hear(asked(), words("a" * 27))
    assert isinstance(heard, Again)
    assert "7 characters too long: 20 fit" in heard.reason


@pytest.mark.parametrize("typed", ["......", "-----", "👍👍👍👍👍👍"])
def test_free_text_needs_letters(typed):
    """Signs alone tell nothing."""
    assert isinstance(STORY.hear(asked(), words(typed)), Again)


@pytest.mark.parametrize("kind", [STORY, SEATS, Email(), Website()])
def test_a_sticker_is_no_text(kind):
    """Words are asked for."""
    heard = kind.hear(asked(), sticker())
    assert heard == Again("I can only read typed words here. Please type your answer.")


@given(st.text())
def test_tidy_is_done_after_once(text):
    """Tidying again changes nothing, and no control character is left."""
    once = tidy(text)
    assert tidy(once) == once
    assert all(sign == "\n" or sign.isprintable() for sign in once)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("RO 185 472 90", "RO18547290"),
        ("pt501442600", "PT501442600"),
        ("DE 136 695 976", "DE136695976"),
        ("EL 094259216", "EL094259216"),
        ("VAT: DE 136 695 976", "DE136695976"),
        ("USt-IdNr. DE136695976", "DE136695976"),
        ("VAT number PT501442600", "PT501442600"),
        ("NIF: PT501442600", "PT501442600"),
        ("RO 185 472 91", None),
        ("501442600", None),
        ("we have none", None),
    ],
)
def test_a_vat_number_has_its_country_and_its_check_digit(typed, read):
    """Spaces and small letters are forgiven, a slip in the digits is not."""
    heard = VatNumber(4, 20).hear(asked(), words(typed))
    assert (heard.value if isinstance(heard, Given) else None) == read


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("a dozen", (12,)),
        ("half a dozen", (6,)),
        ("two dozen", (24,)),
        ("ein Dutzend", (12,)),
        ("twelve", (12,)),
    ],
)
def test_dozens_are_numbers(typed, numbers):
    """Also of those that are told in words."""
    assert numbers_in(typed) == numbers


@pytest.mark.parametrize(
    ("told", "seats"),
    [
        ("Tue 13 April 9-12, 5 seats", 5),
        ("a dozen places", 12),
        ("half a dozen people", 6),
        ("12 free seats", 12),
        ("4 or 5 seats", 5),
        ("12 April to 14 April", None),
    ],
)
def test_seats_are_what_is_counted(told, seats):
    """A number before another one counts nothing."""
    assert seats_told(told) == seats
