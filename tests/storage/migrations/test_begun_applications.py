"""Applications that were begun under other names of questions are gone on with."""

from __future__ import annotations

import pytest

from storage.engine import schema
from tests.storage.engine.test_schema import bare
from tests.storage.migrations.test_repairs import put, read

__all__ = ["bare"]

pytestmark = pytest.mark.proofs_on_postgresql
BEGUN = {
    "role": "both",
    "org": "Loom",
    "name": "Ann",
    "type": "sme",
    "vat": None,
    "eco+": ["health"],
}
RENAMED = {
    "role": "both",
    "organisation_name": "Loom",
    "person_name": "Ann",
    "organisation_type": "sme",
    "vat": None,
    "ecosystems+": ["health"],
}
OTHER = {"name": "as it was", "why": "a report has questions of its own"}
ASKED = {"form": "app", "subject": 0, "question": "langs"}


@pytest.fixture
def begun(bare):
    """A database of the version before, with forms being filled in."""
    schema.upgrade(bare, "0015")
    with bare.engine.begin() as line:
        put(line, "draft", id=1, user_id=1, bot="participants", form="app", answers=BEGUN)
        put(line, "draft", id=2, user_id=1, bot="participants", form="rep", answers=OTHER)
        for number, place, facts in (
            (1, "form", ASKED),
            (2, "form", {**ASKED, "form": "rep"}),
            (3, "", {}),
            (4, "form", {**ASKED, "question": "*"}),
        ):
            put(
                line, "conversation", id=number, chat_id=number, user_id=1, place=place, facts=facts
            )
    return bare


def forms(database) -> tuple[list, list]:
    """The answers of the drafts, and what is asked in the conversations."""
    with database.engine.connect() as line:
        drafts = [one for (one,) in read(line, "draft", "answers")]
        return drafts, [one.get("question") for (one,) in read(line, "conversation", "facts")]


def test_answers_get_the_names_of_fields_and_back(begun):
    """Choices in the making and the question that waits as well; other forms stay as they are."""
    assert forms(begun) == ([BEGUN, OTHER], ["langs", "langs", None, "*"])
    schema.upgrade(begun, "0016")
    assert forms(begun) == ([RENAMED, OTHER], ["languages", "langs", None, "*"])
    schema.downgrade(begun, "0015")
    assert forms(begun) == ([BEGUN, OTHER], ["langs", "langs", None, "*"])
