"""Several answers in one line, and answers that nobody was asked for."""

from __future__ import annotations

import pytest

from bot.conversation.forms import Filling
from bot.conversation.kinds.base import Given
from bot.participants.forms.applying import application as form
from bot.participants.forms.applying.contact import Contact, WebsiteAndVat
from bot.participants.forms.applying.read_back import correct
from exchange.work import PARTICIPANTS
from storage.tables import Draft
from tests.builders.bots.stand_ins import asked, words
from tests.builders.bots.talks import answered
from tests.builders.records.applicants import newcomer

NAME, SITE = Contact(2, 80), WebsiteAndVat(1, 200)


@pytest.mark.parametrize(
    ("typed", "name", "also"),
    [
        ("Ana Pop", "Ana Pop", {}),
        ("Pop, Ana", "Pop, Ana", {}),
        ("Ana Pop, head of sales", "Ana Pop", {"position": "head of sales"}),
        (
            "Ana Pop, head of sales, Ana@Example.eu",
            "Ana Pop",
            {"position": "head of sales", "email": "Ana@example.eu"},
        ),
        ("Ana Pop ana@example.eu", "Ana Pop", {"position": None, "email": "ana@example.eu"}),
        ("Ana Pop\nana@example.eu\nCEO", "Ana Pop", {"position": "CEO", "email": "ana@example.eu"}),
    ],
)
def test_a_line_tells_who_somebody_is(typed, name, also):
    """Name, position and e-mail; a name with a comma stays whole."""
    heard = NAME.hear(asked(), words(typed))
    assert isinstance(heard, Given)
    assert (heard.value, heard.also) == (name, also)


@pytest.mark.parametrize(
    ("typed", "site", "also"),
    [
        ("www.example.eu", "https://www.example.eu", {}),
        ("www.example.eu, PT 501 442 600", "https://www.example.eu", {"vat": "PT501442600"}),
        ("VAT: PT501442600 www.example.eu", "https://www.example.eu", {"vat": "PT501442600"}),
        ("www.example.eu, PT 501 442 601", "https://www.example.eu", {}),
        ("PT 501 442 600", None, {"vat": "PT501442600"}),
    ],
)
def test_a_line_tells_of_both_addresses(typed, site, also):
    """A wrong number is left for its own question."""
    heard = SITE.hear(asked(), words(typed))
    assert isinstance(heard, Given)
    assert (heard.value, heard.also) == (site, also)


@pytest.fixture
def filling(work):
    """An application, by its answers."""
    talk = answered(work, newcomer(work), lambda _talk: None)

    def of(**answers):
        return Filling(
            talk,
            form.form(),
            Draft(bot=PARTICIPANTS, form=form.KEY, answers={"role": "visitor", **answers}),
        )

    return of


def _assumed(filling):
    return {
        one.id: value for one in filling.questions if (value := filling.assumed(one)) is not None
    }


SOUGHT = "We want to learn 3D printing and find partners for a joint project in Germany"


def test_what_follows_is_not_asked(filling):
    """Of what is sought the goals follow, of the goals what is done; the rest is what is usual."""
    assumed = _assumed(filling())
    assert assumed.pop("partnership_id")  # its rule: tests/exchange/people/test_choosing.py
    assert assumed == {"working_days": 5, "party": 1, "partner_kinds": []}
    found = _assumed(filling(seeks=SOUGHT))
    assert (found["goals"][0], "motivation" in found) == ("learn", False)
    assert set(found["activities"]) == {"projects", "new_partners", "knowledge_sharing"}
    assert _assumed(filling(seeks=SOUGHT, about="We weave."))["motivation"] == SOUGHT


def test_what_does_not_follow_is_asked(filling):
    """Nothing is made up: the goals are asked, and what is done follows from them."""
    assert "goals" not in _assumed(filling(seeks="A loom of oak, or two"))
    found = _assumed(filling(seeks="A loom of oak, or two", goals=["new_markets"]))
    assert found["activities"] == ["market_research"]


def test_an_answer_counts_for_more(filling):
    """Also none: what was skipped is not assumed after all."""
    found = filling(party=3, goals=["investment"], seeks=SOUGHT)
    questions = {one.id: one for one in found.questions}
    assert (found.answer(questions["party"]), found.answer(questions["goals"])) == (
        3,
        ["investment"],
    )
    assert found.answer(questions["working_days"]) == 5
    assert questions["working_days"] not in found.asked_for()


@pytest.mark.parametrize(
    ("typed", "kept", "gone"),
    [
        ("we are in Porto", {"country": "PT", "city": "2735943"}, {"cluster"}),
        ("we cannot travel in May", {}, {"months"}),
        ("we would come for two weeks", {"working_days": 10}, set()),
    ],
)
def test_words_correct_what_was_answered(filling, typed, kept, gone):
    """What depends on it is asked anew."""
    answers = {"country": "DE", "city": "=Bremen", "cluster": "none", "months": ["2027-05"]}
    heard = correct(filling(**answers), typed)
    assert heard.also == kept
    assert gone <= set(heard.forget)


def test_other_words_are_about_nothing_that_was_answered(filling):
    """Nothing is changed."""
    assert correct(filling(country="DE"), "perhaps") is None
    assert correct(filling(), "we are in Porto") is None
