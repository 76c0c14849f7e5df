from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.topics.ecosystems import ECOSYSTEMS
from matching.topics.vocabulary import (
    find_topics,
    languages,
    related,
    spot_topics,
    topic_label,
    topic_names,
    topics,
)
from matching.words.names import fold
from matching.words.terms import stopwords

FILES = Path(__file__).parents[3] / "matching" / "topics" / "data" / "topics"
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
MOST_NAMES = 10
# Names that mean one thing in one language and another in another, each with its reason.
ALLOWED_CLASHES: dict[tuple[str, ...], str] = {}


@cache
def _owners():
    """Return which topics, in which languages, each name belongs to."""
    owners = defaultdict(lambda: defaultdict(set))
    for language in languages():
        for topic, names in topic_names(language).items():
            for name in names:
                owners[_phrase(name)][topic].add(language)
    return owners


def _phrase(name):
    return tuple(fold(name).split())


def _rows(language):
    with (FILES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _misshapen(language):
    head, *rows = _rows(language)
    yield from [] if head == ["topic", "names"] else [f"first line {head}"]
    yield from (f"{row}: not two columns" for row in rows if len(row) != 2)
    ids = Counter(row[0] for row in rows if row)
    yield from (f"{topic}: unknown topic" for topic in ids if topic not in topics())
    yield from (f"{topic}: {count} lines" for topic, count in ids.items() if count > 1)


def _misnamed(language):
    for topic, names in topic_names(language).items():
        folded = Counter(map(fold, names))
        if not all(folded) or len(names) > MOST_NAMES:
            yield f"{topic}: an empty name, or more than {MOST_NAMES}"
        yield from (f"{topic}: {name!r} twice" for name, count in folded.items() if count > 1)
        idle = [name for name in names if fold(name) in stopwords() and not name.isupper()]
        yield from (f"{topic}: {name} says nothing of a subject" for name in idle)


def _clashing(language):
    for topic, names in topic_names(language).items():
        for name in names:
            owners = {t: sorted(ls) for t, ls in _owners()[_phrase(name)].items() if t != topic}
            if owners and _phrase(name) not in ALLOWED_CLASHES:
                yield f"{topic}: {name!r} is also {owners}"


def _lost(language):
    for topic, names in topic_names(language).items():
        for name in names:
            if find_topics(name) != (topic,) and _phrase(name) not in ALLOWED_CLASHES:
                yield f"{topic}: {name!r} leads to {find_topics(name)}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They offer additive manufacturing", {"additive_manufacturing"}),
        ("we want 3D-printing", {"additive_manufacturing"}),
        ("Wir suchen additive Fertigung", {"additive_manufacturing"}),
        ("Expertise in der additiven Fertigung", {"additive_manufacturing"}),
        ("impression 3D", {"additive_manufacturing"}),
        ("reciclaje textil", {"textile_recycling"}),
        ("robtics", {"robotics"}),
        ("senosrs", {"sensors"}),
        ("Kunststoffrecycling", {"plastics", "recycling"}),
        ("IA para agricultura de precisión", {"artificial_intelligence", "precision_farming"}),
        ("energie regenerabilă", {"renewable_energy"}),
        ("l'economia circolare", {"circular_economy"}),
        ("services for members and EU funding", {"cluster_services", "eu_funding"}),
        ("our patients", set()),
        ("hello world", set()),
        ("", set()),
        ("🙂 !!", set()),
    ],
)
def test_topics_of_a_text(text, found):
    """Topics are found in several languages, inflected, misspelt and inside compounds."""
    assert set(find_topics(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KI-gestützte Prüfung", {"artificial_intelligence"}),
        ("projet d'IA et IoT", {"artificial_intelligence", "iot"}),
        ("our R&D", {"research"}),
        ("podjetje, ki raste. Ki?", set()),
        ("j'ai un projet", set()),
        ("ia parte", set()),
        ("jag vet", set()),
        ("Idő", set()),
        ("reach out", set()),
        ("b2b over 5g", {"matchmaking", "telecom"}),
    ],
)
def test_acronyms_stand_in_capitals(text, found):
    """In small letters they are words of some language, but for those with a figure."""
    assert set(find_topics(text)) == found


# Texts, each with a topic that a slip, an ending, a compound or another language might suggest.
MISLEADING = [
    ("for parents", "intellectual_property"),
    ("una empresa potente", "intellectual_property"),
    ("naša društva", "social_economy"),
    ("státní granice", "natural_stone"),
    ("certains membres", "home_textiles"),
    ("une entreprise française", "franchising"),
    ("procesi aziendali", "medical_devices"),
    ("con certeza", "beverages"),
    ("nu prea departe", "sports"),
    ("srities ekspertas", "internationalisation"),
    ("nozares eksperts", "internationalisation"),
    ("señores", "sensors"),
    ("los caminos", "commercial_vehicles"),
    ("lightning", "lighting"),
    ("Verletzung", "networking"),
    ("Transporter", "sports"),
    ("our culture", "agriculture"),
    ("mobile", "furniture"),
    ("animal", "pet_products"),
    ("file format", "skills"),
    ("le retour", "reverse_logistics"),
    ("le marché", "marketing"),
    ("on the march", "marketing"),
    ("en común", "public_services"),
    ("à terme", "wellness"),
    ("un concert", "leather"),
    ("el artículo, o artigo", "crafts"),
    ("o formă", "skills"),
    ("wir sind bereit", "beverages"),
    ("bere nás", "beverages"),
    ("în prima", "public_services"),
    ("der Text, le texte, tekstit", "textile_industry"),
    ("červené", "beverages"),
    ("v Číně", "audiovisual"),
    ("a period", "media"),
    ("quanto", "quantum"),
    ("I found it", "metalworking"),
    ("im Grunde", "entrepreneurship"),
    ("il pensiero", "holiday_homes"),
    ("das Käsefondue, mám kasę", "dairy_meat"),
    ("a stick", "embroidery"),
    ("le chemin", "chemistry"),
    ("ona řekla", "advertising"),
    ("regular", "regulation"),
    ("transformation", "electrical_equipment"),
    ("vetra", "indoor_climate"),
    ("on čistí", "personal_services"),
    ("ve škole", "skills"),
    ("ο Γεώργιος", "agriculture"),
    ("trajno", "green_transition"),
    ("invalid", "inclusion"),
    ("der Standardwert", "standardisation"),
    ("na zaslonu", "home_textiles"),
    ("cuir isteach", "leather"),
]


@pytest.mark.parametrize(("text", "topic"), MISLEADING)
def test_another_word_names_no_topic(text, topic):
    """Everyday words of one language are no names of another one's topics."""
    assert topic in topics()
    assert topic not in find_topics(text)


def test_everyday_words_name_nothing_alone():
    """What stands in the list leads nowhere, not even by a slip or as a compound."""
    listed = (
        (FILES.parents[2] / "words" / "data" / "everyday_words.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    words = [word for line in listed if not line.startswith("#") for word in line.split()]
    assert words
    assert [word for word in words if find_topics(word) or fold(word) != word] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("umělé inteligence", "artificial_intelligence"),
        ("τεχνητής νοημοσύνης", "artificial_intelligence"),
        ("umetne inteligence", "artificial_intelligence"),
        ("umjetnoj inteligenciji", "artificial_intelligence"),
        ("dirbtiniu intelektu", "artificial_intelligence"),
        ("mākslīgā intelekta", "artificial_intelligence"),
        ("zdravé výživě", "healthy_food"),
        ("cestovního ruchu", "tourism"),
        ("zelenih tehnologija", "green_transition"),
        ("pojazdów elektrycznych", "electric_mobility"),
        ("sporta", "sports"),
    ],
)
def test_forms_of_one_name_hide_no_other(text, topic):
    """A word may be a form of several known ones; the phrase tells which."""
    assert topic in find_topics(text)


def test_the_longest_phrase_wins():
    """A smart city is a smart city, not a city and something smart."""
    assert find_topics("textile recycling") == ("textile_recycling",)


def test_the_words_that_led_to_a_topic_are_kept():
    """A sentence can quote what the person wrote."""
    spotted = spot_topics("We love “3D printing”, and Wasserstofftechnologie!")
    assert spotted == {
        "additive_manufacturing": "3D printing",
        "hydrogen": "Wasserstofftechnologie",
    }


@pytest.mark.parametrize("language", languages())
def test_names_of_a_language(language):
    """Lines are whole, ids known, names no topic's but their own in any language, and found."""
    checks = _misshapen, _misnamed, _clashing, _lost
    faults = [fault for check in checks for fault in check(language)]
    assert not faults, "\n".join(faults)


def test_only_languages_of_the_eu_have_files():
    """A file is named for a language by its code, and there are no others."""
    assert set(languages()) <= set(LANGUAGES)


def test_english_names_every_topic():
    """Where a language lacks a topic, its English name stands in."""
    assert list(topic_names("en")) == list(topics())


def test_allowed_clashes_are_still_clashes():
    """What no longer clashes needs no leave to."""
    assert all(len(_owners()[phrase]) > 1 for phrase in ALLOWED_CLASHES)


def test_labels_are_one_topic_s_only():
    """Nobody sees one label for two topics, in the same language."""
    for language in languages():
        labels = Counter(fold(names[0]) for names in topic_names(language).values())
        assert [label for label, count in labels.items() if count > 1] == []


def test_the_vocabulary_points_only_at_what_exists():
    """Ecosystems and kindred topics are known ones, and no topic is its own kin."""
    for topic in topics().values():
        assert set(topic.ecosystems) <= set(ECOSYSTEMS)
        assert set(topic.near) <= set(topics()) - {topic.id}


def test_every_ecosystem_has_topics():
    """The vocabulary covers all 14 ecosystems."""
    assert {e for topic in topics().values() for e in topic.ecosystems} == set(ECOSYSTEMS)


def test_kinship_goes_both_ways():
    """If one topic is near another, the other is near it."""
    for topic in topics():
        assert all(topic in related(other) for other in related(topic))


@pytest.mark.parametrize(
    ("topic", "language", "label"),
    [
        ("circular_economy", "de", "Kreislaufwirtschaft"),
        ("circular_economy", "tlh", "circular economy"),
        ("circular_economy", "pt-br", "economia circular"),
        ("unheard_of", "en", "unheard_of"),
    ],
)
def test_labels(topic, language, label):
    """A label comes in the asked language, else in English, else as the id."""
    assert topic_label(topic, language) == label


@given(st.text())
def test_any_text_is_read(text):
    """No text is too strange to look for topics in."""
    assert set(find_topics(text)) <= set(topics())
