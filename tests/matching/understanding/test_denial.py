"""What is taken back is not what is told, and it is known where it ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.understanding.correcting import correction
from matching.understanding.denial import denied_in, only, takes_back, without
from matching.understanding.reading import understand
from matching.words.language_guess import languages_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("We cannot travel in August", "cannot travel in August"),
        ("in May, not in July", "not in July"),
        ("everywhere but France", "but France"),
        ("not Portugal but Spain", "not Portugal"),
        ("not Prato, Prado", "not Prato"),
        ("Spain instead of Italy", "instead of Italy"),
        ("please remove wool", "remove wool"),
        ("Wolle weg", "Wolle weg"),
        ("Im Januar können wir nicht", "Im Januar können wir nicht"),
        (
            "nicht nach Spanien, Italien oder Portugal, sondern nach Polen",
            "nicht nach Spanien, Italien oder Portugal",
        ),
        ("August is not possible", "August is not possible"),
        ("We are closed in August", "closed in August"),
        ("ni en julio ni en agosto", "ni en julio ni en agosto"),
        ("nie w lipcu", "nie w lipcu"),
        ("en cualquier mes menos agosto", "menos agosto"),
        ("dos o menos", ""),
        ("not before June", ""),
        ("not only Germany but also Spain", ""),
        ("No, we are in Porto", ""),
        ("closed loop recycling", ""),
        ("We weave wool", ""),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause(text, taken_back):
    """In a list to its last "or"; what comes after "but" is told."""
    assert only(text, denied_in(text, languages_of(text))) == taken_back


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("We look for bread without gluten at scale, maybe in Austria or Germany.", {"AT", "DE"}),
        ("Wir suchen Brot ohne Gluten in Österreich oder Italien.", {"AT", "IT"}),
        ("Nous cherchons du pain sans gluten en Autriche ou en Italie.", {"AT", "IT"}),
        ("Buscamos pan sin gluten en Austria o Italia.", {"AT", "IT"}),
        ("Cerchiamo pane senza glutine in Austria o in Francia.", {"AT", "FR"}),
        ("Procuramos pão sem glúten na Áustria ou em Itália.", {"AT", "IT"}),
        ("Wij zoeken brood zonder gluten in Oostenrijk of Italië.", {"AT", "IT"}),
        ("Szukamy chleba bez glutenu w Austrii lub we Włoszech.", {"AT", "IT"}),
        ("We look for a partner, without Germany or France.", set()),
        ("Wir wollen reisen, ohne Österreich und Italien.", set()),
    ],
)
def test_what_a_thing_is_without_takes_back_no_place(text, wished):
    """It ends where it is told where; a country that one would go without is taken back."""
    assert set(understand(text, TODAY).wished) == wished


@given(st.text(alphabet=st.sampled_from("not but X, Y. oder nicht\n kein or "), max_size=80))
def test_nothing_moves(text):
    """What is left stands where it stood, and stretches lie apart and within the text."""
    found = denied_in(text, frozenset({"en", "de"}))
    assert len(without(text, found)) == len(text)
    ends = [0, *(end for one in found for end in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("We are in Porto and cannot travel in August.", "months", ()),
        ("We could come in May or June, not in July.", "months", ("2027-05", "2027-06")),
        ("We do not work with wool, but with cotton.", "topics", ("cotton_silk",)),
        ("We want to visit Italy or Spain, but neither France nor Poland.", "wished", ("ES", "IT")),
        ("our name is Alpha Mills Ltd", "city", None),
        ("the name is wrong", "country", None),
        ("unser Name ist falsch", "country", None),
        ("die Marke ist gut", "country", None),
        ("We sell the Split air conditioner", "country", None),
        ("We are Nancy Tools and like it", "country", None),
        ("Porto Looms Ltd weaves in Braga", "city", "2742032"),
        ("Our partners are in Spain.", "country", None),
        ("We are from Porto. Our customers are in Germany.", "country", "PT"),
        ("Unsere Kunden sitzen in Frankreich.", "wished", ()),
        ("we export to Poland and Italy", "country", None),
        ("We are a large company in Porto", "organisation_type", "large_company"),
        ("Wir sind ein großes Unternehmen", "organisation_type", "large_company"),
        ("We are not a company, we are a university", "organisation_type", "training_provider"),
        ("We are a small company with a large mill", "organisation_type", "sme"),
        ("We are a weaving mill, member of a cluster", "organisation_type", "sme"),
        ("Wir sind Mitglied im Cluster", "organisation_type", None),
        ("We are a cluster with 60 members", "organisation_type", "cluster_organisation"),
        ("we are 300", "size", "large"),
        ("wir sind 40", "size", "small"),
        ("a team of 15 in Bari", "size", "small"),
        ("we are 3rd in sales", "size", None),
        ("Finland too", "languages", ()),
        ("we are in Porto", "languages", ()),
    ],
)
def test_nothing_is_guessed_from_other_words(text, field, value):
    """A wrong guess is worse than a question."""
    found = getattr(understand(text, TODAY), field)
    assert (tuple(sorted(found)) if isinstance(found, tuple) else found) == value


def test_a_town_is_no_language_that_it_is_like():
    """Whoever is not in Porto speaks Portuguese all the same."""
    found = correction("we are in Braga not Porto, and we are 12 ppl", TODAY)
    assert (found.gone.languages, found.told.size) == (frozenset(), "small")
    assert correction("not Portuguese", TODAY).gone.languages == {"pt"}


@pytest.mark.parametrize(
    ("text", "told", "gone", "bare"),
    [
        ("no, not Portugal but Spain", {"ES"}, {"PT"}, {"ES"}),
        ("Finland too", {"FI"}, set(), {"FI"}),
        ("we want to visit Finland", {"FI"}, set(), set()),
        ("we are in Spain", {"ES"}, set(), set()),
        ("without Italy", set(), {"IT"}, set()),
    ],
)
def test_a_correction_tells_and_takes_back(text, told, gone, bare):
    """A country by itself may be home or a wish: that is asked."""
    found = correction(text, TODAY)
    assert (found.affirmed.countries, found.gone.countries, found.bare) == (told, gone, bare)
    assert found.takes_back == takes_back(text) == bool(gone)
