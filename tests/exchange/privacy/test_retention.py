"""What was kept for its time goes, and nothing before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from exchange import leaving
from exchange.applying import review
from exchange.due import do_due
from exchange.people import people
from exchange.privacy.copies import copy_of
from exchange.privacy.retention import PERIODS
from exchange.privacy.rule import ERASED
from exchange.visiting import course
from exchange.visiting.commitment_papers import commitment_file
from exchange.words import plain_english
from storage.tables import (
    Application,
    ApplicationState,
    Commitment,
    Consent,
    Conversation,
    DateOffer,
    Draft,
    Due,
    DueOutcome,
    Enquiry,
    Exchange,
    Hold,
    HoldState,
    Inbox,
    Note,
    Organisation,
    Outbox,
    OutboxState,
    PartnerSearch,
    Payment,
    Person,
    Report,
    Signature,
    StoredFile,
)
from tests.builders.records.applicants import accepted, applicant, host, newcomer, officer
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.pairs import (
    agree,
    build_pair,
    draw_up,
    pay,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.reading import read_by
from tests.builders.records.works import later


def look(work, **time):
    """What every period finds after that time, by its name; what finds nothing is left out."""
    then = later(work, **time)
    found = {name: period(then) for name, period in PERIODS.items()}
    work.session.expire_all()
    return {name: count for name, count in found.items() if count}


def file_of(work, person_id=None):
    """A stored file."""
    facts = {"name": "a.pdf", "mime": "application/pdf", "size": 1, "sha256": "", "content": b"x"}
    return work.add(StoredFile(**facts, kept_at=work.now, person_id=person_id))


def update(work, number, **more):
    """An update that was handled."""
    body = {"message": {"text": "hello"}}
    chat = more.pop("chat", 5)
    facts = {"bot": "participants", "chat_id": chat, "body": body, "received_at": work.now}
    return work.add(Inbox(update_id=number, done_at=work.now, **facts, **more))


def test_raw_updates_go_and_the_newest_keeps_its_number(work):
    """After a week; what waits is left."""
    update(work, 1)
    waiting = update(work, 2)
    waiting.done_at = None
    work.add(waiting)
    update(work, 3)
    assert look(work, days=6) == {}
    assert look(work, days=8) == {"raw updates": 2}
    assert look(work, days=8) == {}
    rows = {row.update_id: (row.body, row.chat_id) for row in work.session.exec(select(Inbox))}
    assert rows.pop(3) == ({}, 0)
    assert [*rows] == [2]


def test_sent_words_go_and_facts_stay(work):
    """After two weeks; what waits is left."""
    facts = {"bot": "desk", "chat_id": 5, "made_at": work.now, "due_at": work.now}
    for kind, ended in (("screen", True), ("draft.waiting", True), ("screen", False)):
        state = OutboxState.SENT if ended else OutboxState.WAITING
        at = work.now if ended else None
        work.add(Outbox(**facts, kind=kind, body={"a": 1}, state=state, ended_at=at))
    assert look(work, days=13) == {}
    assert look(work, days=15) == {"messages": 1}
    bodies = [row.body for row in work.session.exec(select(Outbox).order_by(Outbox.id))]
    assert bodies == [{}, {"a": 1}, {"a": 1}]


def test_strangers_are_forgotten(work):
    """Who never agreed, and was not here for a week; officers and applicants are no strangers."""
    officer(work)
    known = {row.id for row in work.session.exec(select(Person))}
    people.meet(work, 77, "en", languages={"en"})
    assert look(work, days=7) == {}
    assert look(work, days=9) == {"strangers": 1}
    assert {row.id for row in work.session.exec(select(Person))} == known


def test_who_agreed_and_did_nothing_is_forgotten_after_a_year(work):
    """As nobody would have anything of it."""
    who = newcomer(work)
    assert look(work, days=300) == {}
    assert look(work, days=367) == {"people without an application": 1}
    assert work.load(Person, who.id).erased_at


def test_forms_begun_and_left_go(work):
    """After two months."""
    moments = {"started_at": work.now, "updated_at": work.now}
    form = {"form": "app", "answers": {"seeks": "parts"}}
    work.add(Draft(user_id=newcomer(work).telegram_id, bot="participants", **form, **moments))
    assert look(work, days=59) == {}
    assert look(work, days=61) == {"drafts": 1}


def test_rejected_applications_lose_their_words(work):
    """After half a year; role, state and country stay for the figures."""
    _, application = applicant(work)
    review.reject_application(work, officer(work), application.id, "incomplete")
    assert "rejected applications" not in look(work, days=179)
    assert look(work, days=181)["rejected applications"] == 1
    left = work.load(Application, application.id)
    where = work.load(Organisation, left.organisation_id)
    assert (left.person_name, left.email, left.state) == (ERASED, "", ApplicationState.REJECTED)
    assert (where.name, where.country) == (ERASED, "AT")
    assert "rejected applications" not in look(work, days=182)


def test_withdrawn_applications_lose_their_words(work):
    """Three months after that, however long ago they were handed in."""
    who, application = accepted(work)
    then = later(work, days=200)
    leaving.withdraw_application(then, who)
    assert "withdrawn applications" not in look(then, days=89)
    assert look(then, days=91)["withdrawn applications"] == 1
    assert work.load(Application, application.id).offers == ""


def test_a_cv_goes_after_the_decision(work):
    """Three months; the application itself stays."""
    who, application = accepted(work)
    application.cv_id = file_of(work, who.id).id
    work.add(application)
    assert look(work, days=89) == {}
    assert look(work, days=91) == {"CVs": 1}
    assert work.load(Application, application.id).cv_id is None
    assert work.session.exec(select(StoredFile)).all() == []


def test_what_was_made_for_a_reader_goes_and_so_do_orphans(work):
    """After two days; what a form or a paper names stays."""
    who = newcomer(work)
    file_of(work)
    file_of(work, who.id)
    named = file_of(work, who.id)
    moments = {"started_at": work.now, "updated_at": work.now}
    form = {"form": "app", "answers": {"cv": named.id}}
    work.add(Draft(user_id=who.telegram_id, bot="participants", **form, **moments))
    assert look(work, days=1) == {}
    assert look(work, days=3) == {"files": 2}
    assert [row.id for row in work.session.exec(select(StoredFile))] == [named.id]


def lapse_of(work):
    """The due row of a question whether somebody stays."""
    return work.session.exec(select(Due).where(Due.kind == "interest.lapse")).one()


@pytest.mark.parametrize("back", [True, False])
def test_who_is_silent_for_a_year_is_asked_and_then_leaves(work, back):
    """Once; whoever is seen again stays."""
    who, application = host(work)
    assert "dormant profiles" not in look(work, days=364)
    assert look(work, days=367)["dormant profiles"] == 1
    asked = later(work, days=368)
    assert look(asked)["dormant profiles"] == 1
    assert read_by(work, who).count("interest.asked") == 1
    if back:
        people.meet(asked, who.telegram_id, "en", languages={"en"})
    outcome = do_due(later(asked, days=30), lapse_of(work))
    assert outcome is (DueOutcome.NOT_NEEDED if back else DueOutcome.DONE)
    left = work.load(Application, application.id)
    expected = ApplicationState.ACCEPTED if back else ApplicationState.WITHDRAWN
    assert left.state is expected


def test_a_paid_exchange_is_closed_after_its_years(work):
    """For everybody: sums and dates stay, names and words go."""
    day, pair = validated_pair(work)
    pay(day, pair)
    assert "finished exchanges" not in look(day, days=5 * 365)
    assert look(day, days=6 * 365 + 2)["finished exchanges"] == 1
    assert {row.name for row in work.session.exec(select(Signature))} == {ERASED}
    assert work.session.exec(select(Report.answers)).one() == {}
    assert set(map(str, work.session.exec(select(Commitment.answers)))) == {"{}"}
    assert work.session.exec(select(Payment.reference)).one() == ERASED
    assert work.load(Exchange, pair.id).lump_sum == pair.exchange.lump_sum


def test_papers_holds_and_links_of_an_exchange_go_with_its_years(work):
    """What was drawn for it names people too."""
    day, pair = validated_pair(work)
    pay(day, pair)
    drawn = commitment_file(day, pair.exchange, plain_english).id
    held = {"officer_id": pair.vop_officer.id, "since": day.now, "until": day.now.date()}
    work.add(
        Hold(exchange_id=pair.id, state=HoldState.OVER, reason="Strike", ended_at=day.now, **held)
    )
    day.session.execute(sa.update(DateOffer).values(link="https://meet.example.eu/ana"))
    look(day, days=6 * 365 + 2)
    assert work.session.get(StoredFile, drawn) is None
    assert set(work.session.exec(select(Hold.reason))) == {""}
    assert set(work.session.exec(select(DateOffer.link))) == {""}


def test_an_exchange_that_was_never_paid_loses_its_words_after_the_same_years(work):
    """Cancelled, with its reason and its paper; looked at again there is nothing left to do."""
    pair = build_pair(work)
    agree(work, pair)
    draw_up(work, pair)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    assert "finished exchanges" not in look(work, days=5 * 365)
    assert look(work, days=6 * 365 + 2)["finished exchanges"] == 1
    assert set(map(str, work.session.exec(select(Commitment.answers)))) == {"{}"}
    assert work.load(Exchange, pair.id).reason == ""
    assert "finished exchanges" not in look(work, days=6 * 365 + 3)


def test_nothing_of_a_stay_that_goes_on_is_touched(work):
    """Whatever its people do not say for a year."""
    there, pair = travelling_pair(work)
    consents = work.session.exec(select(Consent)).all()
    assert look(there, days=366) == {}
    assert work.load(Person, pair.visitor.id).erased_at is None
    assert work.session.exec(select(Consent)).all() == consents


def test_nothing_of_somebody_frozen_is_touched(work):
    """Until they are thawed."""
    who, application = applicant(work)
    review.reject_application(work, officer(work), application.id, "incomplete")
    people.freeze(work, who, "operator")
    assert "rejected applications" not in look(work, days=200)
    people.freeze(work, who, "operator", thaw=True)
    assert look(work, days=200)["rejected applications"] == 1


def everything_of(work, who):
    """Something in each table that has a period, about one person; gives the number of what they asked."""
    other = host(work, "SK")[0]
    told = {"user_id": who.telegram_id, "bot": "participants"}
    work.add(Draft(**told, form="app", answers={"a": 1}, started_at=work.now, updated_at=work.now))
    chat = {"chat_id": who.telegram_id, "facts": {"typed": "looms"}}
    work.add(Conversation(**told, **chat, place="find", updated_at=work.now))
    update(work, 1, chat=who.telegram_id)
    update(work, 2)
    sent = {"state": OutboxState.SENT, "made_at": work.now, "due_at": work.now}
    sent |= {"ended_at": work.now, "body": {"text": "Hello"}, "kind": "screen", "urgency": 0}
    work.add(Outbox(bot="participants", chat_id=who.telegram_id, **sent))
    file_of(work, who.id)
    desk = officer(work).partnership_id
    work.add(Note(partnership_id=desk, person_id=who.id, text="Hello", written_at=work.now))
    of = work.session.exec(select(Application.id).where(Application.person_id == who.id)).first()
    words = {"brings": "looms", "seeks": "yarn", "role": "makes"}
    search = work.add(
        PartnerSearch(application_id=of, **words, opened_at=work.now, ended_at=work.now)
    )
    asked = {"asker_id": who.id, "question": "Why?", "asked_at": work.now}
    work.add(Enquiry(partnership_id=desk, **asked))
    return work.add(Enquiry(search_id=search.id, asked_id=other.id, **asked)).id


@pytest.mark.parametrize("paid", [False, True])
def test_nothing_at_all_of_somebody_frozen_goes(work, paid):
    """Whatever is worked off, and however long it takes: the copy of their data is the same, word for word."""
    who = paid_visitor(work) if paid else accepted(work)[0]
    everything_of(work, who)
    for one in work.session.exec(select(Person)).all():  # what becomes of others is theirs
        people.freeze(work, one, "operator")
    before = copy_of(work, who).rows
    for days in (10, 100, 400, 4000):
        do_what_is_due(later(work, days=days))
        look(work, days=days)
        after = copy_of(work, who).rows
        stays = before.keys() - {"outbox", "pairevent"}  # more was sent; what names nobody
        assert {name: after.get(name) for name in stays} == {name: before[name] for name in stays}
        assert before["outbox"][0] in after["outbox"]


def paid_visitor(work):
    """A visitor whose lump sum was paid."""
    validated, pair = validated_pair(work)
    pay(validated, pair)
    return pair.visitor


def test_words_that_two_wrote_to_each_other_go_with_their_time(work):
    """Of services and introductions as well; that they were asked stays, for the figures."""
    who, _ = accepted(work)
    number = everything_of(work, who)
    assert work.load(Enquiry, number).question == "Why?"
    look(work, days=work.scheme.retention.question_days + 1)
    assert work.load(Enquiry, number).question == ""
    assert work.session.exec(select(Note)).all() == []
    assert len(work.session.exec(select(Enquiry)).all()) == 1


def test_a_consent_taken_back_before_it_had_effects_has_them(work):
    """Within a day."""
    who, application = accepted(work)
    people.take_consent_back(work, who)
    assert look(work, days=1) == {"consents taken back": 1}
    assert work.load(Application, application.id).state is ApplicationState.WITHDRAWN
    assert look(work, days=1) == {}


def test_every_period_is_a_setting(work):
    """A call may set each of them; none is in the code."""
    kept = work.scheme.retention
    assert all(value >= 1 for value in kept.model_dump().values())
    assert timedelta(days=kept.update_days) > timedelta(hours=24)  # Telegram repeats for a day
