"""`/quota` says which ceilings the call's own file sets, beside those of the desk."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.answers import answer
from storage.tables import Person
from tests.builders.bots.talks import answered, text
from tests.builders.records.applicants import officer
from tests.builders.records.works import scheme


def test_the_ceilings_of_the_call_are_told(work):
    """To a country, to a Partnership, and to a country within one; a desk without them reads none."""
    by = work.load(Person, officer(work).person_id)
    assert "The call allows" not in text(answered(work, by, answer, command="quota"))
    rules = scheme().cohort.model_copy(
        update={
            "most_per_host_country": 9,
            "most_per_host_partnership": 7,
            "most_per_country_in_partnership": 5,
        }
    )
    strict = replace(work, scheme=scheme().model_copy(update={"cohort": rules}))
    told = text(answered(strict, by, answer, command="quota"))
    assert "The call allows 9 to each country." in told
    assert "The call allows 7 to each Partnership." in told
    assert "The call allows 5 to each country within a Partnership." in told
