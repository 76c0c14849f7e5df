from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.words.phrases import Name, PhraseBook, stem

# By language: what a topic may be called, and how the same words stand in a sentence.
INFLECTED = [
    ("bg", "възобновяема енергия", "възобновяемата енергия"),
    ("bg", "кръгова икономика", "на кръговата икономика"),
    ("bg", "сензори", "сензорите"),
    ("bg", "туризъм", "туризма"),
    ("cs", "kybernetická bezpečnost", "kybernetické bezpečnosti"),
    ("cs", "obnovitelná energie", "obnovitelnou energií"),
    ("cs", "recyklace", "recyklací"),
    ("cs", "senzory", "o senzorech"),
    ("da", "vindmølle", "vindmøllerne"),
    ("da", "cirkulær økonomi", "den cirkulære økonomi"),
    ("da", "robotteknologi", "robotteknologiens"),
    ("de", "additive Fertigung", "in der additiven Fertigung"),
    ("de", "Werkzeugmaschinen", "eine Werkzeugmaschine"),
    ("el", "κυκλική οικονομία", "της κυκλικής οικονομίας"),
    ("el", "ανακύκλωση", "ανακυκλώσεων"),
    ("el", "σύστημα", "των συστημάτων"),
    ("el", "αισθητήρες", "αισθητήρων"),
    ("en", "batteries", "a battery"),
    ("en", "sensors", "one sensor"),
    ("es", "energía solar", "energías solares"),
    ("et", "taastuvenergia", "taastuvenergiast"),
    ("et", "ringmajandus", "ringmajanduse"),
    ("et", "robootika", "robootikat"),
    ("fi", "kiertotalous", "kiertotaloudessa"),
    ("fi", "uusiutuva energia", "uusiutuvassa energiassa"),
    ("fi", "kierrätys", "kierrätyksen"),
    ("fi", "robotiikka", "robotiikkaan"),
    ("fr", "énergie solaire", "énergies solaires"),
    ("ga", "turasóireacht", "na turasóireachta"),
    ("ga", "fuinneamh", "an bhfuinneamh"),
    ("ga", "teicneolaíocht", "theicneolaíocht"),
    ("hr", "kružno gospodarstvo", "kružnog gospodarstva"),
    ("hr", "obnovljiva energija", "obnovljivom energijom"),
    ("hr", "turizam", "turizma"),
    ("hu", "megújuló energia", "megújuló energiával"),
    ("hu", "körforgásos gazdaság", "a körforgásos gazdaságban"),
    ("hu", "napelem", "napelemek"),
    ("it", "sensori", "un sensore"),
    ("lt", "atsinaujinanti energija", "atsinaujinančios energijos"),
    ("lt", "žiedinė ekonomika", "žiedinės ekonomikos"),
    ("lt", "perdirbimas", "perdirbimo"),
    ("lv", "aprites ekonomika", "aprites ekonomikā"),
    ("lv", "atjaunojamā enerģija", "atjaunojamās enerģijas"),
    ("lv", "pārstrāde", "pārstrādes"),
    ("mt", "ekonomija ċirkolari", "l-ekonomija ċirkolari"),
    ("mt", "teknoloġija", "teknoloġiji"),
    ("nl", "circulaire economie", "circulaire economieën"),
    ("nl", "windmolen", "windmolens"),
    ("pl", "energia odnawialna", "energii odnawialnej"),
    ("pl", "recykling", "recyklingu"),
    ("pl", "czujniki", "czujników"),
    ("pt", "energia renovável", "energias renováveis"),
    ("ro", "economie circulară", "economiei circulare"),
    ("sk", "kybernetická bezpečnosť", "kybernetickej bezpečnosti"),
    ("sk", "obehové hospodárstvo", "obehového hospodárstva"),
    ("sl", "krožno gospodarstvo", "krožnega gospodarstva"),
    ("sl", "umetna inteligenca", "umetno inteligenco"),
    ("sv", "cirkulär ekonomi", "den cirkulära ekonomin"),
    ("sv", "batteri", "batterierna"),
]


@pytest.mark.parametrize(("language", "name", "text"), INFLECTED)
def test_endings_of_every_language_are_seen_through(language, name, text):
    """A topic is found in whatever case, number or gender its name stands."""
    assert list(PhraseBook([Name(name, language, language)]).spot(text)) == [language]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ports", "a portal"),
        ("metals", "metallurgy"),
        ("marine", "marketing"),
        ("plants", "plans"),
        ("patents", "patients"),
        ("textiles", "text"),
        ("energy", "energetic"),
        ("туризъм", "туба"),
        ("αισθητήρες", "αίσθηση"),
    ],
)
def test_another_word_is_another_word(name, text):
    """A beginning in common does not make two words one."""
    assert PhraseBook([Name(name, "x")]).spot(text) == {}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Wasserstofftechnologie", ["h2"]),
        ("en", "Wasserstofftechnologie", []),
        ("de", "Wasserstofftag", []),
        ("de", "Wasserstof", ["h2"]),
        ("de", "Wassertsoff", ["h2"]),
        ("fr", "Waserstoff", ["h2"]),
        ("de", "Wassserstoff", ["h2"]),
        ("de", "Wasserstaff", []),
        ("de", "Hasserstoff", []),
        ("de", "Wasrstoff", []),
    ],
)
def test_compounds_and_slips(language, text, found):
    """One slip that makes no other word is forgiven; compounds only where they are written."""
    assert list(PhraseBook([Name("Wasserstoff", "h2", language)]).spot(text)) == found


def test_the_first_owner_of_a_name_keeps_it():
    """Two ids with one name: the first counts."""
    assert list(PhraseBook([Name("glass", "a"), Name("Glass", "b")]).spot("glass")) == ["a"]


def test_a_word_in_the_middle_of_a_phrase_stands_alone_when_the_phrase_fails():
    """What begins like a phrase and goes on otherwise is read word by word."""
    book = PhraseBook([Name("smart city lighting", "light"), Name("city", "city")])
    assert book.spot("smart city planning") == {"city": "city"}


@given(st.text(min_size=1, max_size=30))
def test_a_stem_begins_its_word(word):
    """Stemming only ever cuts the end, at most four letters, and not below five."""
    assert word.startswith(stem(word))
    assert len(word) - len(stem(word)) <= max(0, min(4, len(word) - 5))


@given(st.text(max_size=20), st.text(max_size=40))
def test_any_name_is_found_in_itself(name, text):
    """Whatever has a letter or figure can be a name, and no text is too strange to read."""
    book = PhraseBook([Name(name, "x")])
    assert set(book.spot(text)) <= {"x"}
    assert bool(book.spot(name)) == any(c.isalnum() for c in name) or not book.spot(name)
