"""An officer enters somebody who is on the telephone: accepted at once, told by the desk, never twice."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.applying.applications import NotEligible
from exchange.entering.entries import ElsewhereAlready, HereAlready, enter, entry_of, unclaimed
from exchange.finding.reach import reachable
from exchange.notices import DeskNotice, Notice
from exchange.people import people
from exchange.people.officers import RoleMayNot
from exchange.privacy import dormancy
from exchange.privacy.retention import PERIODS
from exchange.writing.audiences import who_stands_there
from exchange.writing.mailings import draft_mailing
from storage.tables import (
    Application,
    ApplicationState,
    Audience,
    Entry,
    OfficerRole,
    Outbox,
    Person,
    Role,
)
from tests.builders.records.applicants import AWAY, answers, host, invite, officer, visitor
from tests.builders.records.reading import audited
from tests.builders.records.works import later


def entered(work, role=Role.HOST, country="PT", by=None, **changes):
    """Somebody whom an officer has entered: the entry, its application and its person."""
    given = answers(
        work, role, country, **{"email": "rui@dyers.example", "cluster_other": "CITEVE", **changes}
    )
    entry = enter(work, by or officer(work), given, telephone="+351 253 000 111")
    application = work.load(Application, entry.application_id)
    return entry, application, work.load(Person, application.person_id)


def told_at_desk(work, notice):
    """The facts of what desks were told of that kind, once each."""
    found = work.session.exec(select(Outbox).where(Outbox.kind == str(notice))).all()
    return list({str(one.body): one.body for one in found}.values())


def test_who_is_entered_is_accepted_and_can_be_found(work):
    """The officer has decided; there is no chat, and partners see them all the same."""
    kim = officer(work)
    entry, application, person = entered(work, by=kim)
    assert application.state is ApplicationState.ACCEPTED
    assert (application.decided_by, application.partnership_id) == (kim.id, kim.partnership_id)
    assert not person.in_chat
    assert people.shown(work, person.id)
    assert person.id in set(work.session.exec(reachable()))
    assert not people.consent_given(work, person)  # no bot goes by what they said on the telephone
    assert unclaimed(entry_of(work, application.id))
    assert entry.telephone == "+351 253 000 111"
    acts = [
        ("application:enter", f"officer:{kim.id}"),
        ("membership:confirmed", f"officer:{kim.id}"),
        ("application:accepted", f"officer:{kim.id}"),
    ]
    assert audited(work, f"application:{application.id}") == acts


def test_who_is_in_no_chat_is_told_by_the_desk(work):
    """An invitation to somebody without a chat is a card for the desk that has entered them."""
    _, application, person = entered(work)
    asking, _ = visitor(work)
    proposal = invite(work, asking, application)
    (body,) = told_at_desk(work, DeskNotice.TO_BE_TOLD)
    assert body == {
        "person": person.id,
        "said": str(Notice.PROPOSAL_RECEIVED),
        "facts": {"proposal": proposal.id},
    }
    assert not work.session.exec(select(Outbox).where(Outbox.chat_id == person.telegram_id)).all()


def test_only_who_decides_enters(work):
    """An auditor reads."""
    with pytest.raises(RoleMayNot):
        entered(work, by=officer(work, role=OfficerRole.AUDITOR))
    assert not work.session.exec(select(Entry)).all()


def test_a_rule_of_the_call_stands_in_the_way_here_too(work):
    """A large company does not visit."""
    with pytest.raises(NotEligible):
        entered(work, Role.VISITOR, "AT", organisation_type="large_company", size="large")


@pytest.mark.parametrize("email", ["rui@dyers.example", " RUI@Dyers.example"])
def test_nobody_is_entered_twice(work, email):
    """The same e-mail address is the same person, however it is written."""
    _, application, _ = entered(work)
    with pytest.raises(HereAlready) as refused:
        entered(work, email=email.strip())
    assert refused.value.facts["number"] == application.id
    with pytest.raises(ElsewhereAlready):
        entered(work, by=officer(work, AWAY), email=email.strip())


def test_an_address_that_only_contains_another_is_somebody_else(work):
    """ui@dyers.example is not rui@dyers.example."""
    entered(work, email="ui@dyers.example")
    assert entered(work)[0].id


def test_a_visitor_of_a_known_organisation_waits_for_the_officers_word(work):
    """Whether it is the same organisation decides whether a visit is left: it is asked first."""
    host(work)
    _, application, _ = entered(work, Role.VISITOR, "PT", vat=None)
    assert application.state is ApplicationState.SUBMITTED


def test_many_are_not_called_for_one_letter(work):
    """A letter to everybody goes to chats; who has none is not on its list."""
    kim = officer(work)
    known, _ = host(work)
    entered(work, by=kim)
    mailing = draft_mailing(work, kim, Audience.EVERYBODY, {"en": "Hello"})
    assert [one.id for one in who_stands_there(work, mailing)] == [known.id]


def test_who_is_in_no_chat_is_not_silent(work):
    """Nobody is called after half a year to say whether they stay."""
    entered(work)
    days = work.scheme.dormancy.after_days + 1
    assert dormancy.ask_the_silent(later(work, days=days)) == 0


def test_an_entry_that_nobody_takes_over_is_deleted_in_its_time(work):
    """After the call's days nothing of it is left, and one day before that all of it."""
    _, application, person = entered(work)
    days, period = work.scheme.retention.entry_days, PERIODS["entries nobody took over"]
    assert period(later(work, days=days - 1)) == 0
    assert work.load(Person, person.id).erased_at is None
    assert period(later(work, days=days + 1)) == 1
    assert work.load(Person, person.id).erased_at
    assert not work.session.exec(select(Entry)).all()
    gone = work.load(Application, application.id)
    assert (gone.email, gone.state) == ("", ApplicationState.WITHDRAWN)
    assert period(later(work, days=days + 2)) == 0
