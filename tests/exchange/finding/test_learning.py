"""What pairs teach: only answers to what was shown, counted once each, for coordinators only."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from exchange.finding.learning import learnt
from exchange.people.officers import RoleMayNot
from exchange.proposing import proposals
from matching.learning.fitting import Verdict
from matching.reasons import PartName
from storage.tables import OfficerRole, PairEvent, PairEventKind
from tests.builders.records.applicants import host, invited, officer, visitor


@pytest.fixture
def coordinator(work):
    """Who may tune the matcher."""
    return officer(work, role=OfficerRole.COORDINATOR)


@pytest.fixture
def noted(work):
    """Note something about a new pair, or about another that is given."""
    numbers = [visitor(work)[1].id, host(work)[1].id]

    def note(kind, visitor_id=numbers[0], host_id=numbers[1], **facts):
        row = PairEvent(
            visitor_id=visitor_id, host_id=host_id, kind=kind, happened_at=work.now, **facts
        )
        return work.add(row)

    return note


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.AUDITOR])
def test_others_may_not(work, role):
    """Weights are for all; one officer's curiosity is not."""
    with pytest.raises(RoleMayNot):
        learnt(work, officer(work, role=role))


def test_a_programme_that_begins_teaches_nothing(work, coordinator):
    """And says how many answers are missing."""
    found = learnt(work, coordinator)
    assert (found.pairs, found.reasons) == ({}, {})
    for lesson in (found.answers, found.stays):
        assert (lesson.verdict, lesson.count) == (Verdict.TOO_FEW, 0)


def test_answers_are_counted_with_their_reasons(work, coordinator):
    """Silence and what was taken back are no answers."""
    for deed, reason in [
        ("no", "no_fit"),
        ("no", "no_fit"),
        ("no", "language"),
        ("silence", ""),
        ("yes", ""),
    ]:
        _, asked, found = invited(work)
        if deed == "yes":
            proposals.accept_proposal(work, asked, found.id)
        elif deed == "no":
            proposals.decline_proposal(work, asked, found.id, reason)
        else:
            proposals.expire_proposal(work, found.id)
    found = learnt(work, coordinator)
    assert found.pairs == {
        PairEventKind.INVITED: 5,
        PairEventKind.ACCEPTED: 1,
        PairEventKind.DECLINED: 3,
        PairEventKind.EXPIRED: 1,
    }
    assert list(found.reasons.items()) == [("no_fit", 2), ("language", 1)]
    assert (found.answers.count, found.answers.well) == (4, 1)


@pytest.mark.parametrize(
    "order",
    [
        (PairEventKind.ACCEPTED, PairEventKind.DECLINED),
        (PairEventKind.DECLINED, PairEventKind.ACCEPTED),
    ],
)
def test_a_yes_stays_a_yes(work, coordinator, noted, order):
    """One pair is one answer, in whatever order its two rows came."""
    for kind in order:
        noted(kind)
    found = learnt(work, coordinator).answers
    assert (found.count, found.well) == (1, 1)


def test_pairs_agreed_before_answered_nothing_we_showed(work, coordinator, noted):
    """What their stay was like still counts."""
    noted(PairEventKind.ACCEPTED, prearranged=True)
    noted(PairEventKind.RATED_BY_HOST, prearranged=True, mark=1.0)
    found = learnt(work, coordinator)
    assert (found.answers.count, found.stays.count) == (0, 1)


@pytest.mark.parametrize(
    ("marks", "well"), [((1.0,), 1), ((0.75, 0.75), 1), ((1.0, 0.4), 0), ((0.0,), 0)]
)
def test_a_stay_is_good_where_both_marks_are_on_average(work, coordinator, noted, marks, well):
    """From four of five stars on; one stay, whether one side answered or both."""
    for kind, mark in zip(
        (PairEventKind.RATED_BY_VISITOR, PairEventKind.RATED_BY_HOST), marks, strict=False
    ):
        noted(kind, mark=mark)
    found = learnt(work, coordinator).stays
    assert (found.count, found.well) == (1, well)


def test_what_people_accept_and_regret_gains_no_weight(work, coordinator, noted):
    """Invitations follow the language, and so do bad marks: its weight is left alone."""
    rng = np.random.default_rng(3)
    visiting, hosting = ([act(work)[1].id for _ in range(11)] for act in (visitor, host))
    for visitor_id, host_id in product(visiting, hosting):
        parts = dict(zip(PartName, rng.random(len(PartName)).tolist(), strict=True))
        liked, wise = parts["languages"] > 0.5, parts["dates"] > 0.5
        pair = {"visitor_id": visitor_id, "host_id": host_id, "parts": parts}
        noted(PairEventKind.ACCEPTED if liked or wise else PairEventKind.DECLINED, **pair)
        noted(PairEventKind.RATED_BY_HOST, mark=float(not liked), **pair)
    now = work.scheme.weights
    found = learnt(work, coordinator).answers
    assert found.verdict is Verdict.BETTER
    assert found.weights[PartName.DATES] > now["dates"]
    assert found.weights[PartName.LANGUAGES] == pytest.approx(now["languages"])
