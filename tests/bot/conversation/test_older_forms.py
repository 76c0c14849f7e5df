"""A draft of an older form goes on under the new one, and only what is new, or fits no more, is asked."""

from __future__ import annotations

import pytest

from bot.conversation import drafts, filling
from bot.conversation.forms import Filling
from bot.conversation.stepping import go_on
from bot.participants.answers import FORMS
from tests.builders.bots.talks import answered, text
from tests.builders.records.applicants import newcomer
from tests.builders.records.pairs import PAPER, agree, build_pair, stored

APPLICATION = {
    "role": "visitor",
    "about": None,
    "organisation_name": "Loom Works Ltd",
    "organisation_type": "sme",
    "size": "small",
    "country": "PT",
    "city": "=Porto de Lã",
    "cluster": "other",
    "cluster_other": "Ring of Weavers",
    "person_name": "Ana Pop",
    "position": "director",
    "email": "ana@example.eu",
    "website": None,
    "vat": None,
    "languages": ["en", "pt"],
    "ecosystems": ["textiles"],
    "offers": "We weave wool for furniture",
    "seeks": "We look for laser cutting of textiles",
    "goals": ["learn"],
    "activities": ["knowledge_sharing"],
    "wished_countries": ["DE"],
    "months": [],
    "working_days": 5,
    "party": 1,
    "partner_kinds": [],
    "motivation": "To bring new ideas home to our small team",
}
HOST = {
    **{
        name: value
        for name, value in APPLICATION.items()
        if name not in {"wished_countries", "working_days", "party"}
    },
    "role": "host",
    "capacity": 2,
    "host_programme": "Our looms, and the dyeing of wool",
    "hostcv": None,
}
ASSUMED = {"working_days", "party", "partner_kinds", "activities", "outcomes"}
"""What is taken where nobody said otherwise: shown, not asked."""
OLD = {"fax": "0123", "consent_text": "yes", "months+": ["2020-01"]}
"""What older forms asked and this one does not."""


def somebody(work, role):
    """A person, with a form, its subject and all that it asks."""
    if role == "commitment":
        pair = build_pair(work)
        agree(work, pair)
        return pair.visitor, FORMS["cq"], pair.id, PAPER
    person = newcomer(work)
    given = HOST if role == "host" else {**APPLICATION, "cv": stored(work, person)}
    return person, FORMS["app"], 0, given


def resumed(work, role, change):
    """What a draft with changed answers is asked first, and the answers that are left."""
    person, form, subject, given = somebody(work, role)

    def going_on(talk):
        draft = drafts.open_draft(talk, form, subject, {**given, **OLD} | change)
        for name in [name for name, value in change.items() if value == "?"]:
            draft.answers = {key: value for key, value in draft.answers.items() if key != name}
        go_on(Filling(talk, form, draft, subject))

    talk = answered(work, person, going_on, forms=FORMS)
    return str(talk.conversation.facts["question"]), filling.current(talk).answers, talk


@pytest.mark.parametrize("role", ["visitor", "host", "commitment"])
def test_what_was_answered_is_not_asked_again(work, role):
    """Whatever else the older form had asked: the last page comes at once."""
    asked, answers, _ = resumed(work, role, {})
    assert asked == "*"
    assert {name: answers[name] for name in somebody(work, role)[3] if name != "cv"} == {
        name: value for name, value in somebody(work, role)[3].items() if name != "cv"
    }


@pytest.mark.parametrize(
    ("role", "new"),
    [
        *(
            ("visitor", one)
            for one in (
                "role",
                "size",
                "email",
                "languages",
                "seeks",
                "months",
                "motivation",
                "cv",
                "party",
                "working_days",
            )
        ),
        *(
            ("host", one)
            for one in ("capacity", "host_programme", "offers", "hostcv", "partner_kinds")
        ),
        *(("commitment", one) for one in ("goals", "objectives", "agenda", "outcomes")),
    ],
)
def test_only_what_is_new_is_asked(work, role, new):
    """A question that the older form did not have; what can be assumed is not asked at all."""
    asked, *_ = resumed(work, role, {new: "?"})
    assert asked == ("*" if new in ASSUMED else new)


@pytest.mark.parametrize(
    ("role", "question", "old"),
    [
        ("visitor", "organisation_type", "start_up"),
        ("visitor", "size", "tiny"),
        ("visitor", "country", "SU"),
        ("visitor", "cluster", "999999"),
        ("visitor", "city", "no-such-id"),
        ("visitor", "months", ["2020-01", "2020-02"]),
        ("visitor", "ecosystems", ["steam"]),
        ("visitor", "working_days", 4000),
        ("visitor", "cv", 999_999),
        ("visitor", "languages", "en"),
        ("host", "capacity", 400),
        ("host", "offers", "x" * 5000),
        ("commitment", "agenda", "x" * 5000),
    ],
)
def test_what_fits_no_more_is_asked_anew(work, role, question, old):
    """An option that is gone, a limit that is lower, a file that is not kept any more."""
    asked, answers, talk = resumed(work, role, {question: old})
    assert asked == ("*" if question in ASSUMED else question)
    assert answers.get(question) != old
    assert text(talk)


def test_what_is_left_of_a_list_stays(work):
    """Of months those that are still to come."""
    asked, answers, _ = resumed(work, "visitor", {"months": ["2020-01", f"{work.now:%Y-%m}"]})
    assert (asked, answers["months"]) == ("*", [f"{work.now:%Y-%m}"])
