"""One list of the application's fields: whatever stands in it is asked for, kept and shown."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.conversation.speech import Speech
from bot.desk.cases import cases
from exchange import desk
from exchange.applying.applications import ApplicationInput, submit_application
from exchange.desk.export_words import answer_cell
from exchange.finding.hosts import profile_of
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.cells import COLUMNS
from exchange.spreadsheets.files import profiles_csv, read_profiles
from exchange.words import plain_english
from storage.tables import (
    ANSWERS,
    Application,
    ApplicationAnswers,
    Organisation,
    OrganisationAnswers,
    OrganisationHead,
    Role,
    Shown,
)
from tests.builders.records.applicants import answers, newcomer, officer, organisation

SCHEME = load_scheme("clusterxchange")
OUTSIDE = {
    "countries": ("PT", "FI"),
    "languages": ("de", "pl"),
    "months": ("2027-06", "2027-07"),
    "topics": ("laser", "additive_manufacturing"),
}


def pick(one, which: int) -> Any:
    """One of two answers to a question that both could be given; None where it has no choice."""
    if one.name == "role":
        return (Role.BOTH, Role.VISITOR)[which]
    if one.name == "cv_id":
        return None
    if one.number:
        return one.least + 2 + which
    if not one.of:
        sign = "wren" if which else "owl"
        return f"{sign}@{one.name.replace('_', '')}.example" if len(one.name) > 3 else sign
    ids = OUTSIDE.get(one.of) or [entry.id for entry in getattr(SCHEME, one.of)][:2]
    return [ids[1 - which]] if one.several else ids[which]  # nobody wishes for their own country


def told(work):
    """An application that answers every question, and its organisation."""
    full = answers(work).model_dump() | {one.name: pick(one, 0) for one in ANSWERS}
    application = submit_application(work, newcomer(work), ApplicationInput(**full))
    return application, organisation(work, application)


def card(work, application) -> str:
    """The card that the application's desk reads."""
    found = desk.case_of(work, application.id)
    return str(cases.card(Speech("en"), work.scheme, found, in_group=False).text)


def shown(where: Shown) -> list:
    """The fields shown there, as cases of a test."""
    return [pytest.param(one, id=one.name) for one in ANSWERS if where in one.shown]


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.name)
def test_a_field_is_a_column_and_a_part_of_the_input(one):
    """It has words for people, a column in its table, and a door to come in by."""
    table = Application if one.model is ApplicationAnswers else Organisation
    assert one.title
    assert one.column in table.__table__.columns
    assert one.name in ApplicationInput.model_fields


def test_the_list_leaves_nothing_out():
    """Every field of the classes that table and input share stands in it, once."""
    shared = (OrganisationHead, OrganisationAnswers, ApplicationAnswers)
    names = [name for model in shared for name in model.model_fields]
    assert [one.name for one in ANSWERS] == names
    assert len(set(names)) == len(names)


def test_what_was_told_is_kept(work):
    """Every answer comes back from the application or its organisation."""
    application, where = told(work)
    kept = {one.name: one.value(application, where) for one in ANSWERS}
    assert kept == {one.name: pick(one, 0) for one in ANSWERS}


def test_the_card_says_nothing_twice():
    """No field stands in a sentence and in a line of its own."""
    assert [one.name for one in ANSWERS if Shown.SENTENCE | Shown.LINE in one.shown] == []


@pytest.mark.parametrize("one", [*shown(Shown.SENTENCE), *shown(Shown.LINE)])
def test_another_answer_is_another_card(work, one):
    """The card shows what it says that it shows."""
    application, where = told(work)
    before = card(work, application)
    row = application if one.model is ApplicationAnswers else where
    setattr(row, one.column, pick(one, 1))
    work.add(row)
    assert card(work, application) != before


@pytest.mark.parametrize("one", shown(Shown.LINE))
def test_a_line_has_its_title_and_is_left_out_for_what_was_not_told(work, one):
    """No heading stands before nothing."""
    application, where = told(work)
    line = f"<b>{one.title}:</b>"
    assert line in card(work, application)
    row = application if one.model is ApplicationAnswers else where
    setattr(row, one.column, [] if one.several else None if one.number else "")
    assert line not in card(work, application)


def test_the_spreadsheet_has_a_column_for_each(work):
    """Under its title stands the answer: in words, several with commas."""
    application, _ = told(work)
    by = officer(work, application.partnership_id)
    book = load_workbook(io.BytesIO(desk.export_file(work, by).content))
    heading, row = book["Applications"].iter_rows(values_only=True)
    cells = dict(zip(heading, row, strict=True))
    found = {one.name: cells[one.title] for one in ANSWERS if Shown.COLUMN in one.shown}
    assert found == {
        one.name: answer_cell(plain_english, SCHEME, one, pick(one, 0))
        for one in ANSWERS
        if one.name in found
    }


@pytest.mark.parametrize("one", shown(Shown.SEARCH))
def test_search_looks_into_it(work, one):
    """An officer finds the application by words of the answer, a list by its label."""
    application, _ = told(work)
    by = officer(work, application.partnership_id)
    given = pick(one, 0)
    words = SCHEME.option(one.of, given[0]).label if one.several else given
    (line,) = desk.find_cases(work, by, words)
    assert line.application_id == application.id


def test_the_matcher_gets_what_has_a_place_in_a_profile(work, tmp_path):
    """A profile has the answers under their own names, and a table of profiles gives them back."""
    application, where = told(work)
    profile = profile_of(work, application, where)
    of_both = {
        one.name: tuple(pick(one, 0)) if one.several else pick(one, 0)
        for one in ANSWERS
        if one.name in COLUMNS and one.model is not OrganisationHead
    }
    assert {name: getattr(profile, name) for name in of_both} == of_both
    path = tmp_path / "some.csv"
    path.write_text(profiles_csv([profile]), encoding="utf-8")
    (read,) = read_profiles(path, SCHEME)
    assert {name: getattr(read, name) for name in of_both} == of_both
