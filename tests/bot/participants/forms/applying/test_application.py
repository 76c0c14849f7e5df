"""The application's questions and its fields are one thing under one name."""

from __future__ import annotations

import pytest

from bot.conversation.forms import Filling
from bot.conversation.kinds.choices import SomeOf
from bot.participants.forms.applying import application as form
from exchange.applying.applications import ApplicationInput
from exchange.spreadsheets.contacts import contact_headings
from exchange.spreadsheets.headings import headings
from exchange.work import PARTICIPANTS
from matching.words.names import fold
from storage.tables import ANSWERS, Draft
from tests.builders.bots.talks import answered
from tests.builders.records.applicants import newcomer

OTHERWISE = {"about", "read", "cluster", "cv", "hostcv"}
"""Read into other answers, a known cluster or none, and the CV of either side."""
GIVEN = {
    "role": "visitor",
    "organisation_name": "Loom Works",
    "organisation_type": "sme",
    "country": "RO",
    "city": "=Cluj",
    "cluster": "none",
    "person_name": "Ana Pop",
    "email": "ana@example.eu",
    "languages": ["en"],
    "ecosystems": ["textiles"],
    "offers": "mending of looms",
    "seeks": "spare parts",
    "goals": ["learn"],
    "activities": ["knowledge_sharing"],
    "months": [],
    "partner_kinds": [],
    "motivation": "To bring laser cutting home",
}


@pytest.fixture
def filling(work):
    """An application with a paragraph that names topics, so that all may be asked."""
    talk = answered(work, newcomer(work), lambda _talk: None)
    draft = Draft(
        bot=PARTICIPANTS,
        form=form.KEY,
        answers={"about": "We weave wool and look for 3D printing", "country": "RO"},
    )
    return Filling(talk, form.form(), draft)


def test_each_field_is_asked_under_its_name(filling):
    """And each question tells the field of its name, but for what is told otherwise."""
    asked = {one.id for one in filling.questions}
    fields = set(ApplicationInput.model_fields)
    assert asked - fields == OTHERWISE
    assert {one.name for one in ANSWERS} - asked == {"cv_id"}


def test_buttons_of_long_names_fit(filling):
    """Telegram takes 64 bytes: the id of a question and that of a choice are in them together."""
    for question in filling.questions:
        asked = filling.asked(question)
        assert all(len(one.data.encode()) <= 64 for row in question.kind.rows(asked) for one in row)
        if isinstance(question.kind, SomeOf):
            options = question.kind.options(asked)
            data = (asked.data("+", f"9.{one.id}") for one in options)
            assert all(len(one.encode()) <= 64 for one in data)


def test_what_was_skipped_has_the_fields_own_default():
    """A skipped question is no answer, not an answer that says nothing."""
    found = form.given(GIVEN | {"website": None, "topics": None, "party": None, "hostcv": None})
    assert (found.website, found.topics, found.party, found.cv_id) == (None, [], 1, None)
    assert (found.city, found.latitude, found.cluster_id) == ("Cluj", None, None)


@pytest.mark.parametrize("name", ["cv", "hostcv"])
def test_either_side_hands_in_its_cv(name):
    """Visitors must, hosts may; the application has one."""
    assert form.given(GIVEN | {name: 7, "cluster": "3"}).model_dump(
        include={"cv_id", "cluster_id"}
    ) == {"cv_id": 7, "cluster_id": 3}


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_title_heads_its_column_of_a_table(work, language):
    """A desk's table that is headed like the form, in either language, is read."""
    known = {**contact_headings(), **headings()}
    person = newcomer(work, language)
    talk = answered(work, person, lambda _talk: None, language, data="w:yes")
    titles = {one.id: str(talk.say(one.title)) for one in form.form().questions(talk, 0)}
    called = {"organisation_name": "organisation", "cluster_other": "cluster"}
    fields = {*known.values()}
    columns = {one: called.get(one, one) for one in titles if called.get(one, one) in fields}
    assert len(columns) > 20
    assert {one: known.get(fold(titles[one])) for one in columns} == columns
