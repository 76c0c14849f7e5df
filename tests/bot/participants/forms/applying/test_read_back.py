"""What a paragraph tells is shown together, and only what may be an answer is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.forms import Filling
from bot.conversation.kinds.base import Again, Given, Noted
from bot.conversation.speech import Speech
from bot.participants.forms.applying import application as form
from bot.participants.forms.applying import prefill
from bot.participants.forms.applying.prefill import ALL, READ, TOLD, size_of
from bot.participants.forms.applying.read_back import correct
from exchange.work import PARTICIPANTS
from matching.places.cities import find_city
from storage.tables import Draft
from tests.builders.bots.stand_ins import sticker, words
from tests.builders.bots.talks import answered
from tests.builders.records.applicants import newcomer
from tests.screens.players import somebody
from tests.screens.programme import open_stage

PARAGRAPH = (
    "Mondego Looms Ltd is a family company of 23 people in Coimbra. We weave wool and would like to "
    "visit Germany in May to learn laser cutting. We speak English."
)


@pytest.fixture
def ask(work):
    """The question as it stands after a paragraph."""
    talk = answered(work, newcomer(work), lambda _talk: None)

    def asking(text, language="en", **more):
        talk.say = Speech(language)
        draft = Draft(
            bot=PARTICIPANTS, form=form.KEY, answers={"role": "visitor", "about": text, **more}
        )
        filling = Filling(talk, form.form(), draft)
        question = filling.question(READ)
        return question, filling.asked(question) if question else None

    return asking


def test_every_answer_is_one_of_a_question(ask):
    """What is told has a question of that name."""
    _, asked = ask(PARAGRAPH)
    assert set(TOLD) <= {one.id for one in form.questions(asked.talk, 0)}


def test_one_tap_answers_all_of_them(ask):
    """Values are those that the questions themselves would have kept."""
    question, asked = ask(PARAGRAPH)
    taken = question.kind.tapped(asked, "=", "suggested")
    assert isinstance(taken, Given)
    known = dict(taken.also)
    assert (known["organisation_name"], known["country"], known["size"]) == (
        "Mondego Looms Ltd",
        "PT",
        "small",
    )
    assert (known["wished_countries"], known["languages"]) == (["DE"], ["en"])
    assert [one[-2:] for one in known["months"]] == ["05"]


@pytest.mark.parametrize(
    ("role", "absent"), [("host", {"wished_countries"}), ("visitor", {"capacity"})]
)
def test_only_what_is_asked_of_them_is_answered(ask, role, absent):
    """Hosts wish for no country."""
    question, asked = ask(PARAGRAPH, role=role)
    assert absent & set(question.kind.found(asked)) == set()


def test_a_country_that_takes_no_part_brings_no_city(ask):
    """Both are asked then."""
    text = "Mondego Looms Ltd is in Chicago, United States. We weave wool and speak English."
    question, asked = ask(text)
    found = question.kind.found(asked)
    assert ({"country", "city"} & set(found), found["languages"]) == (set(), ["en"])


@pytest.mark.parametrize(
    "text", ["", "Hello there", "We weave", "Our mill is in Chicago, United States."]
)
def test_little_is_not_worth_a_screen(ask, text):
    """Questions then come one by one."""
    assert ask(text)[0] is None


def test_it_is_asked_once(ask):
    """Whoever has answered may go back to it, and sees what stands now."""
    question, asked = ask(PARAGRAPH, **{READ: ALL, "country": "ES"})
    assert question.quiet
    assert question.kind.found(asked) == {"country": "ES"}


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("We are 60 people", "size", "medium"),
        ("Finland too", "wished_countries", ["DE", "FI"]),
        ("No, Finland too", "wished_countries", ["DE", "FI"]),
        ("auch Finnland", "wished_countries", ["DE", "FI"]),
        ("We are in Braga", "city", "2742032"),
        ("city: Braga", "city", "2742032"),
        ("the city is Braga", "city", "2742032"),
        ("wait, we are in Braga", "city", "2742032"),
        ("no, not Portugal but Spain", "country", "ES"),
        ("no, not Portugal but Spain", "city", None),
        ("no, not Portugal but Spain", "languages", ["en"]),
        ("not Germany but Finland", "wished_countries", ["FI"]),
        ("without Germany", "wished_countries", None),
        ("We cannot travel in May", "months", None),
        ("in June, not in May", "months", ["2027-06"]),
        ("remove wool", "topics", ["photonics", "textile_machinery"]),
        ("Wolle weg", "topics", ["photonics", "textile_machinery"]),
        ("we are 300", "organisation_type", "large_company"),
        ("we also speak Spanish", "languages", ["en", "es"]),
        ("languages: Spanish", "languages", ["es"]),
        ("the name is wrong", "organisation_name", None),
        ("The name is Alpha Mills Ltd", "organisation_name", "Alpha Mills Ltd"),
        ("The name is Alpha Mills Ltd", "country", "PT"),
        ("our partners are in Spain and we are 60 people", "country", "PT"),
    ],
)
def test_words_correct_it(ask, typed, field, value):
    """What is said last counts, what is taken back is gone, and it is said what changed."""
    question, asked = ask(PARAGRAPH, language="de" if "Wolle" in typed else "en")
    noted = question.kind.hear(asked, words(typed))
    assert isinstance(noted, Noted)
    assert noted.note
    again, anew = ask(PARAGRAPH, **noted.also)
    found = again.kind.found(anew).get(field)
    assert sorted(found) == value if isinstance(value, list) else found == value


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("a mill, 18 people", "Coimbra"),
        ("cork, 18 people", None),
        ("we are in Braga now", "Braga"),
        ("we are in Essen, Germany", "Essen"),
        ("sorry, we are in Essen", "Essen"),
        ("wait, we are in Essen, in Germany", "Essen"),
    ],
)
def test_by_the_way_nobody_is_moved_abroad(work, typed, city):
    """A word that happens to be a place does not undo the country that was confirmed: it is asked."""
    talk = answered(work, newcomer(work), lambda _talk: None)
    known = {"role": "visitor", "country": "PT", "city": find_city("Coimbra").best, "size": "micro"}
    noted = correct(
        Filling(
            talk,
            form.form(),
            Draft(bot=PARTICIPANTS, form="app", answers={**known, "about": PARAGRAPH}),
        ),
        typed,
    )
    if city is None:
        assert isinstance(noted, Again)
        assert noted.reason.startswith("Cork is in 🇮🇪 Ireland, and you said 🇵🇹 Portugal.")
        return
    now = known | (dict(noted.also) if isinstance(noted, Noted) else {})
    assert now["city"] == find_city(city).best


@pytest.mark.parametrize(
    ("typed", "field", "gone", "shown"),
    [
        ("everywhere but France", "wished_countries", "FR", "All but 🇫🇷 France"),
        ("anywhere except Italy", "wished_countries", "IT", "All but 🇮🇹 Italy"),
        ("any time but not in August", "months", "2027-08", "All but August 2027"),
    ],
)
def test_all_but_one(ask, typed, field, gone, shown):
    """Is all that can be chosen without it, and is shown as what it is."""
    question, asked = ask("Mondego Looms Ltd is in Coimbra. We weave wool and speak English.")
    noted = question.kind.hear(asked, words(typed))
    kept = noted.also["told"][field]
    assert gone not in kept
    assert len(kept) > 10
    assert shown in noted.note


def test_a_country_by_itself_is_asked_about(ask):
    """It may be home or a wish."""
    question, asked = ask(PARAGRAPH)
    heard = question.kind.hear(asked, words("Spain"))
    assert isinstance(heard, Again)
    assert "we want to visit" in heard.reason


def test_what_was_taken_away_is_not_proposed_again(ask):
    """Neither on its own question nor taken by the tap that takes all."""
    question, asked = ask(PARAGRAPH)
    noted = question.kind.hear(asked, words("not Portugal"))
    question, asked = ask(PARAGRAPH, **noted.also)
    taken = question.kind.tapped(asked, "=", ALL)
    assert {"country", "city"} <= set(taken.forget)
    assert prefill.country(asked) is None
    assert prefill.proposed("size")(asked) == "small"


@pytest.mark.parametrize(
    "event",
    [
        words("Hello there"),
        sticker(),
        words("x" * 5000),
        words("can we go to Italy in June?"),
        words("not Italy"),
        words("ohne August"),
        words("not before June"),
    ],
)
def test_what_tells_nothing_new_says_so(ask, event):
    """Nothing is lost, and the question stands; also where it is too long."""
    question, asked = ask(PARAGRAPH)
    assert isinstance(question.kind.hear(asked, event), Again)


def test_no_asks_one_by_one(ask):
    """In whichever language."""
    question, asked = ask(PARAGRAPH)
    heard = question.kind.hear(asked, words("nein"))
    assert isinstance(heard, Given)
    assert heard.value == "one-by-one"


def test_a_large_company_is_not_taken_for_a_small_one(ask):
    """Kind and size that cannot both be right are both asked."""
    question, asked = ask(
        "Mondego Looms Ltd is a company of 5000 people in Coimbra. We weave wool."
    )
    assert {"organisation_type", "size"} & set(question.kind.found(asked)) == set()


@pytest.mark.parametrize(
    ("typed", "known"),
    [("60", "medium"), ("we are 8", "micro"), ("300 people", "large"), ("many", None)],
)
def test_a_number_of_people_is_a_class_of_size(typed, known):
    """As people answer it."""
    assert size_of(typed) == known


def test_what_depends_on_a_later_answer_is_proposed_when_it_is_asked_for(ask):
    """The size of who told no kind of organisation."""
    text = "Tecidos do Vale, 18 people, near Porto in Portugal. We weave cotton and speak English."
    question, asked = ask(text)
    taken = question.kind.tapped(asked, "=", ALL)
    assert "size" not in taken.also
    _, later = ask(text, **taken.also, read=ALL, organisation_type="sme")
    sizes = next(one for one in form.questions(later.talk, 0) if one.id == "size")
    assert sizes.propose(replace(later, question="size")) == "small"


def test_what_was_taken_away_is_not_proposed_anew(ask):
    """Nor after all that is left was said to be right."""
    text = "Mondego Looms Ltd weaves wool in Portugal and speaks English and French."
    question, asked = ask(text)
    change = dict(question.kind.hear(asked, words("not French")).also)
    question, asked = ask(text, **change)
    taken = question.kind.tapped(asked, "=", ALL)
    _, later = ask(text, **change, read=ALL)
    spoken = next(one for one in form.questions(later.talk, 0) if one.id == "languages")
    assert taken.also["languages"] == ["en"]
    assert spoken.propose(replace(later, question="languages")) == ["en"]


@pytest.mark.parametrize(
    ("who", "asked"),
    [("a weaving mill with 18 people", None), ("18 people", "sme")],
)
def test_a_cluster_that_was_named_is_not_asked_for(who, asked):
    """Read back where the kind of organisation is told too; else proposed once that is known."""
    stage = open_stage("en")
    try:
        ana = somebody(stage, "Ana", 101)
        ana.types("/start")
        ana.taps("w:yes")
        ana.taps("f:app", ":=:visitor")
        ana.types(f"We are Nordlicht Loom, {who} in Porto, Portugal, member of CITEVE.")
        if asked:
            for words in ("all right", asked, "yes"):
                ana.types(words)
        assert ("I understood: CITEVE" if asked else "Cluster: CITEVE") in ana.reads()
    finally:
        stage.close()
