"""Ask my Partnership: passed on, answered, kept for all; nobody else's, not too many, and not for ever."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.asking import to_desk
from exchange.asking.finding import find_answer, partnership_for
from exchange.errors import NotFound
from exchange.notices import DeskNotice, Notice
from exchange.people.budgets import TooManyQuestions
from exchange.people.officers import RoleMayNot
from exchange.privacy import erasure
from exchange.privacy.retention import PERIODS
from exchange.work import DESK, PARTICIPANTS
from storage.tables import Cluster, Draft, Enquiry, OfficerRole, Outbox
from tests.builders.records.applicants import (
    AWAY,
    HOME,
    applicant,
    newcomer,
    officer,
    partnership_id,
    visitor,
)
from tests.builders.records.works import later

HORSE = "Is there a stable for my horse?"


def ask(work, who, question=HORSE):
    """Somebody's question to their Partnership."""
    return to_desk.ask_partnership(work, who, partnership_id(work), question)


def told(work, bot, kind):
    """How many letters of a kind are on their way in a bot."""
    query = select(Outbox.id).where(Outbox.bot == bot, Outbox.kind == str(kind))
    return len(work.session.exec(query).all())


def test_a_question_goes_to_the_desk_and_its_answer_comes_back(work):
    """Once each; it waits in the list of its own desk until then."""
    ours, theirs = officer(work), officer(work, AWAY)
    who, _ = visitor(work)
    enquiry = ask(work, who)
    assert told(work, DESK, DeskNotice.QUESTION_ASKED) == len(work.desk_chats(ours.partnership_id))
    assert to_desk.open_questions(work, ours) == [enquiry]
    assert to_desk.open_questions(work, theirs) == []
    to_desk.answer_question(work, ours, enquiry.id, "There is one next door.")
    assert to_desk.open_questions(work, ours) == []
    assert told(work, PARTICIPANTS, Notice.QUESTION_ANSWERED) == 1


def test_the_oldest_comes_first(work):
    """Of what is not answered."""
    ours, (who, _) = officer(work), visitor(work)
    second, first = ask(later(work, hours=1), who, "And lunch?"), ask(work, who)
    assert to_desk.open_questions(work, ours) == [first, second]


def test_a_question_that_waits_is_not_asked_twice(work):
    """Whoever taps twice has asked once."""
    who, _ = visitor(work)
    assert ask(work, who) is ask(work, who)


def test_nobody_asks_without_end(work):
    """After some questions one has to wait; then there is room again."""
    who, _ = visitor(work)
    for number in range(5):
        ask(work, who, f"{HORSE} {number}")
    with pytest.raises(TooManyQuestions):
        ask(work, who, "One more?")
    assert ask(later(work, minutes=31), who, "One more?").id


def test_one_officer_answers_once(work):
    """A colleague learns that it is done; other desks and auditors do not answer."""
    ours, (who, _) = officer(work), visitor(work)
    enquiry = ask(work, who)
    with pytest.raises(NotFound):
        to_desk.answer_question(work, officer(work, AWAY), enquiry.id, "No.")
    auditor = officer(work, HOME, OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        to_desk.answer_question(work, auditor, enquiry.id, "No.")
    to_desk.answer_question(work, ours, enquiry.id, "Yes.")
    with pytest.raises(to_desk.AnsweredMeanwhile):
        to_desk.answer_question(work, ours, enquiry.id, "No.")


def test_what_is_kept_answers_that_partnerships_people(work):
    """Nobody else's; and nobody any more once it is dropped."""
    ours, (who, _) = officer(work), visitor(work)
    other, _ = visitor(work, partnership=AWAY)
    kept = to_desk.keep_answer(work, ours, HORSE, "There is one next door.")
    assert find_answer(work, who, HORSE).entries[0] == f"kept-{kept.id}"
    assert f"kept-{kept.id}" not in find_answer(work, other, HORSE).entries
    with pytest.raises(NotFound):
        to_desk.drop_answer(work, officer(work, AWAY), kept.id)
    to_desk.drop_answer(work, ours, kept.id)
    assert f"kept-{kept.id}" not in find_answer(work, who, HORSE).entries


def test_whose_partnership_it_is(work):
    """That of the application; before, of the cluster in the draft, or the one asked already."""
    who = newcomer(work)
    assert partnership_for(work, who) is None
    answers = {"cluster": str(_cluster(work, AWAY))}
    work.add(
        Draft(
            user_id=who.telegram_id,
            bot=PARTICIPANTS,
            form="app",
            answers=answers,
            started_at=work.now,
            updated_at=work.now,
        )
    )
    assert partnership_for(work, who) == partnership_id(work, AWAY)
    ask(work, who)
    assert partnership_for(work, who) == partnership_id(work, HOME)
    applied, application = applicant(work, partnership=AWAY)
    assert partnership_for(work, applied) == application.partnership_id


def _cluster(work, partnership):
    query = select(Cluster.id).where(Cluster.partnership_id == partnership_id(work, partnership))
    return work.session.exec(query).first()


def test_questions_go_with_whoever_asked(work):
    """Erased with everything else; what the desk keeps for all stays."""
    ours, (who, _) = officer(work), visitor(work)
    ask(work, who)
    kept = to_desk.keep_answer(work, ours, HORSE, "Next door.")
    erasure.ask_erasure(work, who)
    erasure.erase(work, who)
    assert work.session.exec(select(Enquiry)).all() == []
    assert to_desk.kept_answers(work, ours.partnership_id) == [kept]


def test_questions_go_in_time(work):
    """The call's days after the answer, or after the question that nobody answered."""
    ours, (who, _) = officer(work), visitor(work)
    answered, _ = ask(work, who), ask(work, who, "And lunch?")
    days = work.scheme.retention.question_days
    to_desk.answer_question(later(work, days=9), ours, answered.id, "Yes.")
    assert PERIODS["questions"](later(work, days=days)) == 0
    assert PERIODS["questions"](later(work, days=days + 1)) == 1
    assert work.session.exec(select(Enquiry.question)).all() == [answered.question]
    assert PERIODS["questions"](later(work, days=days + 10)) == 1
