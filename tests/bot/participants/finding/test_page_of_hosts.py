"""A page of hosts: short, and none that is called a better fit stands below another."""

from __future__ import annotations

from bot.participants.answers import answer
from bot.words.reasons import BANDS
from matching.reasons import Band
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.applicants import host, visitor

LOOMS = "We mend looms and make spare parts for weaving mills"


def test_a_better_fit_is_never_below_another(work):
    """Though the score weighs more than texts: months and countries as well."""
    who, _ = visitor(
        work, seeks="spare parts for looms", wished_countries=["FI", "PT"], months=["2027-06"]
    )
    far = {"ecosystems": ["health"], "goals": ["networking"], "activities": ["training"]}
    host(work, "PT", offers=LOOMS, months=["2027-06"], organisation_name="Apart", **far)
    host(work, "FI", offers="bread", seeks="flour", months=["2027-06"], organisation_name="Bread")
    host(work, "FI", offers=LOOMS, months=["2027-06"], organisation_name="Looms")
    talk = answered(work, who, answer, "en", command="hosts")
    names = {BANDS[one]: at for at, one in enumerate(Band)}
    rows = [one for one in text(talk).split("\n") if one.startswith("<b>") and ". " in one]
    found = [next(at for name, at in names.items() if row.endswith(name)) for row in rows]
    assert len(found) == 3
    assert found == sorted(found)
    shown = [one for one in buttons(talk) if one[:1].isdigit()]
    assert [row.partition(". ")[2].partition("<")[0] for row in rows] == [
        one.partition(". ")[2] for one in shown
    ]


def test_the_best_host_of_a_list_has_three_lines_below_its_name_the_others_one(work):
    """One reason, the sum, one doubt; of the others what a visit comes to. The rest is a tap away."""
    who, _ = visitor(work)
    for number in range(5):
        host(work, "PT", organisation_name=f"Host {number}")
    told = text(answered(work, who, answer, "en", command="hosts")).split("\n\n")
    best, others = (one.split("\n") for one in told if "Host " in one)
    assert len(best) == 4
    assert [("Host " in one, "lump sum" in one) for one in others] == [
        (True, False),
        (False, True),
    ] * 4
