"""What coordinators read of outcomes: counts, what tells, and lines to paste."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest
from sqlmodel import select

from bot.conversation.speech import Speech
from bot.desk.answers import answer
from bot.desk.matching.learning import COUNTED, VERDICTS, toml
from exchange.people.officers import RoleMayNot
from matching.learning.fitting import Verdict
from matching.reasons import PartName
from matching.weights import checked_weights
from storage.tables import Application, OfficerRole, PairEvent, PairEventKind, Person
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.applicants import host, officer, visitor


@pytest.fixture
def learn(work):
    """Ask for the lessons, as a coordinator."""
    who = work.load(Person, officer(work, role=OfficerRole.COORDINATOR).person_id)
    return lambda language="en": answered(work, who, answer, language, command="learn")


def plant(work, visitors, hosts, part):
    """Answers that follow one part, with a few exceptions."""
    rng, visiting = np.random.default_rng(7), [visitor(work)[1].id for _ in range(visitors)]
    hosting = [host(work)[1].id for _ in range(hosts)]
    for one in visiting:
        for other in hosting:
            parts = dict(zip(PartName, rng.random(len(PartName)).tolist(), strict=True))
            yes = parts[part] + rng.normal() / 8 > 0.5
            work.session.add(
                PairEvent(
                    visitor_id=one,
                    host_id=other,
                    kind=PairEventKind.ACCEPTED if yes else PairEventKind.DECLINED,
                    reason="" if yes else "no_time",
                    parts=parts,
                    happened_at=work.now,
                )
            )
    work.session.flush()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Too few to learn from: 0 of 30."), ("de", "um daraus zu lernen: 0 von 30.")],
)
def test_too_few_is_said(learn, language, words):
    """For invitations and for stays, with the number that is missing; no weights are shown."""
    said = text(learn(language))
    assert said.count(words) == 2
    assert "[weights]" not in said


def test_an_officer_is_sent_to_the_coordinator(work):
    """The weights are the programme's."""
    who = work.load(Person, officer(work).person_id)
    with pytest.raises(RoleMayNot):
        answered(work, who, answer, command="learn")


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_tells_and_the_lines_to_paste(work, learn, language):
    """The lines are a table that the scheme accepts; nothing is changed; the way to try it is named."""
    plant(work, 10, 12, PartName.LANGUAGES)
    before, rows = dict(work.scheme.weights), len(work.session.exec(select(Application)).all())
    talk = learn(language)
    said = text(talk)
    pasted = said.partition("<pre>")[2].partition("</pre>")[0]
    weights = tomllib.loads(pasted)["weights"]
    assert sum(weights.values()) == pytest.approx(1, abs=1e-6)
    assert checked_weights(weights)["languages"] > before["languages"]
    for part in work.scheme.learning.policy:
        assert weights[part] == before[part]
    assert "<code>/whatif languages " in said
    assert "d:whatif" in buttons(talk).values()
    assert Speech(language)("The time does not suit us") in said
    assert dict(work.scheme.weights) == before
    assert len(work.session.exec(select(Application)).all()) == rows


def test_every_verdict_and_every_end_has_words():
    """Ratings are told as lessons, not counted."""
    assert set(VERDICTS) == set(Verdict)
    assert set(PairEventKind) - set(COUNTED) == {
        PairEventKind.RATED_BY_VISITOR,
        PairEventKind.RATED_BY_HOST,
    }


def test_a_weight_is_written_as_it_reads():
    """Neither long tails nor powers of ten."""
    written = toml({PartName.NEEDS: 0.1 + 0.2, PartName.OFFERS: 0.0005, PartName.GOALS: 0.0})
    assert written == "[weights]\nneeds = 0.3\noffers = 0.0005\ngoals = 0"
