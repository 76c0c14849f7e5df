"""Erasure: everything goes, in every table, but for what the law wants kept."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import select

from exchange.due import do_due
from exchange.errors import CxcError
from exchange.people import people
from exchange.people.parties import partner_name
from exchange.privacy import erasure
from exchange.privacy.belongings import belongings
from exchange.privacy.copies import copy_of
from exchange.privacy.rule import ERASED
from exchange.proposing import enquiries, proposals
from exchange.visiting import surveys
from exchange.visiting.commitment_papers import commitment_file
from exchange.words import plain_english
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    Commitment,
    Consent,
    Due,
    DueOutcome,
    Enquiry,
    Exchange,
    Organisation,
    Outbox,
    Payment,
    Person,
    Report,
    Signature,
    StoredFile,
    SurveyReply,
)
from tests.builders.records.applicants import accepted, host, invited, newcomer, officer, visitor
from tests.builders.records.pairs import STARTS, pay, travelling_pair, validated_pair
from tests.builders.records.reading import read_at_desk, read_by
from tests.builders.records.surveys import VISITOR as VISITOR_SURVEY
from tests.builders.records.works import at, later


def erased(work, person):
    """The person, after everything that is due for it was done."""
    erasure.ask_erasure(work, person)
    erasure.erase(work, person)
    return work.load(Person, person.id)


def test_nothing_is_left_of_an_applicant(work):
    """The application stays as a number for the figures; whose it was nobody knows."""
    who, application = accepted(work, vat="ATU12345678", motivation="to learn")
    number = who.telegram_id
    gone = erased(work, who)
    left = work.load(Application, application.id)
    assert (left.person_name, left.email, left.offers, left.languages) == (ERASED, "", "", [])
    assert left.state is ApplicationState.WITHDRAWN
    where = work.load(Organisation, left.organisation_id)
    assert (where.name, where.vat, where.latitude, where.country) == (ERASED, None, None, "AT")
    assert gone.telegram_id == -gone.id
    assert gone.erased_at == work.now
    assert work.session.exec(select(Person).where(Person.telegram_id == number)).all() == []
    assert work.session.exec(select(Consent).where(Consent.person_id == who.id)).all() == []


def test_the_others_are_told_and_stay(work):
    """Who had invited them reads that it ended; nothing of the others changes."""
    asking, asked, invitation = invited(work)
    enquiries.ask_about_proposal(work, asked, invitation.id, "How many are you?")
    other = proposals.proposal_for(work, asking, invitation.id).visitor_id
    erased(work, asked)
    assert read_by(work, asking)[-1] == "proposal.declined"
    assert work.session.exec(select(Enquiry)).all() == []
    assert work.load(Application, other).person_name == "Alex of Vienna"
    assert invitation.message == ""


def test_the_desk_is_told_once(work):
    """That the application is withdrawn, and not why."""
    ours = officer(work)
    who, _ = accepted(work)
    erased(work, who)
    assert read_at_desk(work, ours).count("desk.application.withdrawn") == 1


def test_audit_keeps_the_act_and_loses_the_person(work):
    """What was done is still told, by a number that is nobody's."""
    who, _ = accepted(work)
    before = work.session.exec(select(Audit.id)).all()
    erased(work, who)
    kept = work.session.exec(select(Audit)).all()
    assert set(before) <= {row.id for row in kept}
    assert "person:erase" in {row.act for row in kept}


def test_who_never_agreed_leaves_no_row(work):
    """Not even a number."""
    found = people.meet(work, 77, "de", languages={"de"})
    erasure.ask_erasure(work, found)
    assert erasure.erase(work, found) is None
    assert work.session.exec(select(Person).where(Person.telegram_id == 77)).all() == []
    assert work.session.exec(select(Audit)).all() == []


def test_nothing_is_erased_twice(work):
    """The second time says so."""
    gone = erased(work, newcomer(work))
    with pytest.raises(erasure.ErasedAlready):
        erasure.erase(work, gone)


def test_who_is_erased_may_come_again(work):
    """As somebody new."""
    who = newcomer(work)
    number = who.telegram_id
    erased(work, who)
    again = people.meet(work, number, "en", languages={"en"})
    assert again.id != who.id
    assert not people.consents(work, again.id)


def test_files_go_with_their_owner_and_what_was_made_for_a_reader(work):
    """Those that a form left behind too; other people's stay."""
    who, _ = visitor(work)
    other, _ = host(work)
    for owner in (who.id, who.id, None, other.id):
        work.add(
            StoredFile(
                name="a.pdf",
                mime="application/pdf",
                size=1,
                sha256="",
                content=b"x",
                kept_at=work.now,
                person_id=owner,
            )
        )
    erased(work, who)
    assert [one.person_id for one in work.session.exec(select(StoredFile))] == [other.id]


def due_of(work, who):
    """The erasure that is due."""
    query = select(Due).where(Due.kind == "person.erase", Due.subject == who.id)
    return work.session.exec(query.order_by(Due.id.desc())).first()


def test_it_waits_until_the_farewell_has_left(work):
    """A message that is on its way is not deleted before it is read; then all of it is."""
    who, _ = accepted(work)
    erasure.ask_erasure(work, who)
    due = due_of(work, who)
    assert do_due(work, due) is None
    assert due.due_at > work.now
    send_all(work, who)
    assert do_due(later(work, minutes=1), due) is DueOutcome.DONE
    assert work.load(Person, who.id).erased_at


def send_all(work, who):
    """Whatever waits for somebody has left."""
    for row in work.session.exec(select(Outbox).where(Outbox.chat_id == who.telegram_id)).all():
        row.sqlmodel_update({"state": "sent", "ended_at": work.now})
        work.add(row)


def test_who_agrees_again_before_it_is_done_is_kept(work):
    """They have come back."""
    who = newcomer(work)
    erasure.ask_erasure(work, who)
    people.give_consent(work, who)
    assert do_due(work, due_of(work, who)) is DueOutcome.NOT_NEEDED
    assert work.load(Person, who.id).erased_at is None


def paid(work):
    """A pair whose lump sum is paid, with both surveys in, and the work of that day."""
    validated, pair = validated_pair(work)
    pay(validated, pair)
    surveys.submit_survey(validated, pair.visitor, pair.id, VISITOR_SURVEY)
    return validated, pair


def names_signed(work, pair):
    """What is under the paper, by party."""
    return {one.party.value: one.name for one in work.session.exec(select(Signature))}


def test_a_paid_exchange_keeps_what_accounts_need(work):
    """Amount, dates, organisation, signatures; not the report, nor the paper's text, nor names."""
    day, pair = paid(work)
    signed = names_signed(work, pair)
    application = work.load(Application, pair.exchange.visitor_id)
    name = work.load(Organisation, application.organisation_id).name
    erased(day, pair.visitor)
    exchange = work.load(Exchange, pair.id)
    assert (exchange.starts_on, exchange.lump_sum) == (STARTS, pair.exchange.lump_sum)
    assert work.session.exec(select(Payment.reference)).one() == "SEPA-1"
    assert work.load(Organisation, application.organisation_id).name == name
    assert names_signed(work, pair) == signed
    assert work.load(Application, exchange.visitor_id).person_name == ERASED
    assert work.session.exec(select(Report.answers)).one() == {}
    assert work.session.exec(select(Commitment.answers)).all() == [{}]


def test_a_paid_exchange_is_forgotten_when_its_years_are_over(work):
    """Five years after that of the payment; the sum stays, for the figures, and names nobody."""
    day, pair = paid(work)
    erased(day, pair.visitor)
    last = date(day.now.year + 5, 12, 31)
    assert belongings(day, work.load(Person, pair.visitor.id)).kept == {pair.id: last}
    assert erasure.thin_finished(at(day, datetime.combine(last, time(12), UTC))) == 0
    over = at(day, datetime.combine(last + timedelta(days=1), time(12), UTC))
    assert erasure.thin_finished(over) == 1
    assert erasure.thin_finished(over) == 0
    assert work.session.exec(select(Payment.reference)).one() == ERASED
    assert names_signed(work, pair)["VO"] == ERASED
    assert names_signed(work, pair)["HO"] != ERASED
    organisation = work.load(Application, pair.exchange.visitor_id).organisation_id
    assert work.load(Organisation, organisation).name == ERASED
    assert work.load(Exchange, pair.id).lump_sum is not None


def test_an_exchange_under_way_is_finished_first(work):
    """It holds both sides until it is paid, or forgotten by all for a year."""
    there, pair = travelling_pair(work)
    erasure.ask_erasure(there, pair.visitor)
    send_all(there, pair.visitor)
    due = due_of(work, pair.visitor)
    assert erasure.held_by(there, pair.visitor) == [pair.exchange]
    assert do_due(later(there, hours=1), due) is None
    assert due.due_at == there.now + timedelta(hours=1) + erasure.LATER
    assert do_due(later(there, days=500), due) is DueOutcome.DONE


def test_surveys_keep_marks_without_words(work):
    """What was typed goes; how good it was stays."""
    day, pair = paid(work)
    erased(day, pair.visitor)
    (reply,) = work.session.exec(select(SurveyReply)).all()
    assert set(VISITOR_SURVEY) - set(reply.answers) == {"better"}


def test_the_other_side_may_still_look_at_the_exchange(work):
    """And reads that the paper's text is no longer kept."""
    day, pair = paid(work)
    erased(day, pair.visitor)
    assert partner_name(day, pair.host, pair.exchange)
    with pytest.raises(CxcError):
        commitment_file(day, pair.exchange, plain_english)


def test_a_copy_holds_everything_and_no_more(work):
    """Every table of the person's, as JSON; nothing of the other applications."""
    day, pair = paid(work)
    stranger, _ = visitor(work, "FI")
    rows = copy_of(day, pair.visitor).rows
    assert {"person", "application", "organisation", "payment", "signature", "report"} <= set(rows)
    assert [one["telegram_id"] for one in rows["person"]] == [pair.visitor.telegram_id]
    assert stranger.telegram_id not in [one.get("chat_id") for one in rows.get("outbox", [])]
    assert json.loads(copy_of(day, pair.visitor).as_json())["data"]["payment"][0]["reference"]


def test_an_officer_who_is_erased_is_out_and_has_no_name(work):
    """What they signed keeps the signature."""
    ours = officer(work)
    erased(work, work.load(Person, ours.person_id))
    assert (ours.name, ours.revoked_at) == (ERASED, work.now)
