"""Somebody takes over what a desk has entered for them: by a link that is good once, and only for them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select

from exchange.entering import claims
from exchange.entering.claims import AppliedAlready, LinkUnusable
from exchange.errors import NotFound, NotPossibleNow
from exchange.notices import DeskNotice
from exchange.people import secrets
from exchange.people.officers import RoleMayNot
from storage.tables import (
    Application,
    ApplicationState,
    Entry,
    OfficerRole,
    Outbox,
    Person,
    Role,
)
from tests.builders.records.applicants import (
    AWAY,
    answers,
    applicant,
    host,
    invite,
    newcomer,
    officer,
    visitor,
)
from tests.builders.records.works import later
from tests.exchange.entering.test_entries import entered


def linked(work, **changes):
    """An entry with its link: the secret, the entry and its application."""
    entry, application, _ = entered(work, **changes)
    return claims.new_link(work, entry), entry, application


def own(work, **changes):
    """What its person hands in."""
    return answers(work, Role.HOST, "PT", email="rui@dyers.example", **changes)


def names_of(work, person_id):
    """The tables in which somebody's number stands."""
    return {
        table.name
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
        and work.session.execute(sa.select(table).where(column == person_id)).first()
    }


def test_an_entry_becomes_its_persons_own(work):
    """Number, state and Partnership stay; the answers are theirs; the one without a chat is gone."""
    payload, entry, application = linked(work)
    before, rui = application.person_id, newcomer(work)
    taken = claims.claim(work, rui, payload, own(work, motivation="Because."))
    assert (taken.id, taken.person_id) == (application.id, rui.id)
    assert (taken.state, taken.motivation) == (ApplicationState.ACCEPTED, "Because.")
    assert (entry.claimed_at, entry.secret_digest) == (work.now, None)
    assert work.session.get(Person, before) is None
    assert names_of(work, before) == set()
    assert work.session.exec(
        select(Outbox).where(Outbox.kind == str(DeskNotice.ENTRY_CLAIMED))
    ).all()


def test_the_invitation_that_waits_is_told_in_the_chat_now(work):
    """What the desk was asked to tell them comes to themselves."""
    payload, _, application = linked(work)
    asking, _ = visitor(work)
    proposal = invite(work, asking, application)
    rui = newcomer(work)
    claims.claim(work, rui, payload, own(work))
    told = work.session.exec(select(Outbox).where(Outbox.chat_id == rui.telegram_id)).all()
    assert [one.body for one in told] == [{"proposal": proposal.id}]


def wrong(work, payload, entry):
    """One sign of the secret is another."""
    del work, entry
    return payload[:-1] + ("A" if payload[-1] != "A" else "B")


def replaced(work, payload, entry):
    """A newer link was made."""
    claims.new_link(work, entry)
    return payload


def taken_back(work, payload, entry):
    """The desk has taken it back."""
    claims.take_link_back(work, officer(work), entry.application_id)
    return payload


def used(work, payload, entry):
    """Somebody has taken over the entry by it."""
    del entry
    claims.claim(work, newcomer(work), payload, own(work))
    return payload


def leaked(work, payload, entry):
    """The digest, in the form in which it is kept."""
    del work, entry
    return secrets.veil(f"own:{secrets.digest(payload)}")


def withdrawn(work, payload, entry):
    """The application is over."""
    work.load(Application, entry.application_id).state = ApplicationState.WITHDRAWN
    return payload


@pytest.mark.parametrize("spoilt", [wrong, replaced, taken_back, used, leaked, withdrawn])
def test_no_other_link_opens_anything(work, spoilt):
    """Wrong, replaced, taken back, used, made of a leaked digest: each is told the same."""
    payload, entry, _ = linked(work)
    told = spoilt(work, payload, entry)
    with pytest.raises(LinkUnusable):
        claims.opened(work, newcomer(work), told)
    with pytest.raises(LinkUnusable):
        claims.refuse(work, told)


@pytest.mark.parametrize(("days", "good"), [(29, True), (30, False), (400, False)])
def test_a_link_runs_out(work, days, good):
    """It is good for the call's days."""
    payload, _, _ = linked(work)
    then, rui = later(work, days=days), newcomer(work)
    if good:
        assert claims.opened(then, rui, payload)
    else:
        with pytest.raises(LinkUnusable):
            claims.opened(then, rui, payload)


def test_a_veiled_secret_opens_what_the_secret_opens(work):
    """What arrives is kept as its digest, and that is looked for."""
    payload, _, application = linked(work)
    assert claims.opened(work, newcomer(work), secrets.veil(payload)).id == application.id


@pytest.mark.parametrize("how", [applicant, host])
def test_who_has_applied_does_not_take_over_another(work, how):
    """One application each: the desk puts the two together."""
    payload, _, _ = linked(work)
    who, _ = how(work)
    with pytest.raises(AppliedAlready):
        claims.claim(work, who, payload, own(work))


def test_who_wants_no_part_in_it_has_it_deleted(work):
    """The one with the link is the one whose data it is."""
    payload, _, application = linked(work)
    claims.refuse(work, payload)
    assert work.load(Application, application.id).email == ""
    assert not work.session.exec(select(Entry)).all()


def test_links_are_made_by_who_decides_at_that_desk(work):
    """Auditors make none, other desks do not see the entry, and of people's own there is none."""
    _, application, _ = entered(work)
    with pytest.raises(RoleMayNot):
        claims.make_link(work, officer(work, role=OfficerRole.AUDITOR), application.id)
    with pytest.raises(NotFound):
        claims.make_link(work, officer(work, AWAY), application.id)
    with pytest.raises(NotPossibleNow):
        claims.make_link(work, officer(work), host(work)[1].id)
