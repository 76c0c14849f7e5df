"""Officers: let in once by a link, with the rights of their role, for their Partnership only."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from exchange.errors import NotAllowed, NotFound
from exchange.notices import DeskNotice
from exchange.people import officers
from exchange.people.officers import InvitationUnusable, Right, RoleMayNot
from exchange.people.partnerships import NoSuchPartnership
from storage.tables import Officer, OfficerInvitation, OfficerRole, Outbox, Person, StaffGroup
from tests.builders.records.applicants import AWAY, HOME, newcomer, officer, partnership_id
from tests.builders.records.reading import audited, read_at_desk
from tests.builders.records.works import later

GROUP = -1001


def invite(work, role=OfficerRole.OFFICER, of=HOME):
    """The payload of a new link."""
    return officers.invite_officer(work, role, of)


def telegram_id(work, of):
    """The account of an officer."""
    return work.load(Person, of.person_id).telegram_id


def test_a_link_carries_32_random_bytes_that_are_not_kept(work):
    """Only the SHA-256 is; 43 characters that a link may carry, each time others."""
    payloads = {invite(work), invite(work)}
    kept = work.session.exec(select(OfficerInvitation.secret_digest)).all()
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", one) for one in payloads)
    assert set(kept) == {hashlib.sha256(one.encode()).hexdigest() for one in payloads}
    assert len(set(kept)) == 2


def test_no_link_to_a_partnership_that_is_not_there(work):
    """The command line says which there are."""
    with pytest.raises(NoSuchPartnership):
        invite(work, of="Nobody at all")
    assert work.session.exec(select(OfficerInvitation)).all() == []


@pytest.mark.parametrize("role", OfficerRole)
def test_opening_a_link_makes_an_officer(work, role):
    """Of the Partnership and in the role it was made for, by the Telegram account."""
    person = newcomer(work)
    bound = officers.bind_officer(work, person, invite(work, role), "Kim Example")
    assert officers.officer_of(work, person.telegram_id) is bound
    assert (bound.partnership_id, bound.role) == (partnership_id(work), role)
    assert (bound.name, bound.bound_at) == ("Kim Example", work.now)
    assert audited(work, f"officer:{bound.id}") == [("officer:bind", f"officer:{bound.id}")]


def test_a_link_lets_one_person_in(work):
    """Whoever opens it second learns nothing."""
    payload = invite(work)
    officers.bind_officer(work, newcomer(work), payload, "First")
    second = newcomer(work)
    with pytest.raises(InvitationUnusable):
        officers.bind_officer(work, second, payload, "Second")
    assert officers.officer_of(work, second.telegram_id) is None


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        (timedelta(), True),
        (timedelta(hours=24, microseconds=-1), True),
        (timedelta(hours=24), False),
        (timedelta(days=30), False),
    ],
)
def test_a_link_is_good_for_24_hours(work, after, opens):
    """Up to the last moment, and not a moment longer."""
    payload, person = invite(work), newcomer(work)
    then = later(work, seconds=after.total_seconds())
    if opens:
        assert officers.bind_officer(then, person, payload, "Kim").bound_at == then.now
    else:
        with pytest.raises(InvitationUnusable):
            officers.bind_officer(then, person, payload, "Kim")


def refusal(work, payload, **time):
    """What somebody reads whom a link does not let in."""
    with pytest.raises(InvitationUnusable) as refused:
        officers.bind_officer(later(work, **time), newcomer(work), payload, "Kim")
    return str(refused.value)


def test_every_bad_link_is_answered_alike(work):
    """Used, too old, invented or empty: strangers cannot tell which."""
    used = invite(work)
    officers.bind_officer(work, newcomer(work), used, "Kim")
    said = {refusal(work, used), refusal(work, "x" * 43), refusal(work, "")}
    said.add(refusal(work, invite(work), days=2))
    assert said == {"This bot is for invited staff only."}


def test_a_second_link_moves_an_officer(work):
    """One account works for one Partnership in one role at a time."""
    bound = officer(work)
    person = work.load(Person, bound.person_id)
    payload = invite(work, OfficerRole.AUDITOR, AWAY)
    moved = officers.bind_officer(later(work, hours=1), person, payload, "Kim Example")
    assert (moved.id, moved.partnership_id) == (bound.id, partnership_id(work, AWAY))
    assert (moved.role, len(work.session.exec(select(Officer)).all())) == (OfficerRole.AUDITOR, 1)


def test_who_is_revoked_is_a_stranger_at_once(work):
    """No longer an officer, and told nothing more."""
    bound = officer(work)
    officers.revoke_officer(work, bound)
    work.session.flush()
    work.tell_desk(bound.partnership_id, DeskNotice.UNREACHABLE, key="any")
    assert officers.officer_of(work, telegram_id(work, bound)) is None
    assert read_at_desk(work, bound) == []


def test_who_was_revoked_can_be_invited_again(work):
    """A new link makes the same officer."""
    bound = officer(work)
    officers.revoke_officer(work, bound)
    person = work.load(Person, bound.person_id)
    assert officers.bind_officer(work, person, invite(work), "Kim").id == bound.id
    assert officers.officer_of(work, person.telegram_id) is bound


def test_participants_are_no_officers(work):
    """Consent and applications give no access to the desk."""
    assert officers.officer_of(work, newcomer(work).telegram_id) is None


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (OfficerRole.COORDINATOR, set(Right)),
        (OfficerRole.OFFICER, {Right.READ, Right.DECIDE, Right.PAY}),
        (OfficerRole.AUDITOR, {Right.READ}),
    ],
)
def test_each_role_has_its_rights(work, role, rights):
    """Auditors read; coordinators also invite."""
    bound = officer(work, role=role)
    for right in Right:
        if right in rights:
            officers.require(bound, right)
        else:
            with pytest.raises(RoleMayNot):
                officers.require(bound, right)


def test_a_missing_right_is_a_kind_of_not_allowed():
    """Bots answer both in one place."""
    assert issubclass(RoleMayNot, NotAllowed)


def test_another_partnerships_things_cannot_be_found(work):
    """Not even that they exist."""
    bound = officer(work)
    officers.require_partnership(bound, 0, partnership_id(work))
    with pytest.raises(NotFound):
        officers.require_partnership(bound, partnership_id(work, AWAY))


def test_a_staff_group_hears_what_its_officers_hear(work):
    """Once bound, it is told with them."""
    bound = officer(work)
    officers.bind_group(work, bound, GROUP)
    work.tell_desk(bound.partnership_id, DeskNotice.UNREACHABLE, key="any")
    told = work.session.exec(select(Outbox.chat_id)).all()
    assert set(told) == {GROUP, telegram_id(work, bound)}
    assert officers.partnership_of_group(work, GROUP) == bound.partnership_id


def test_an_unbound_group_belongs_to_nobody(work):
    """A bot that was merely added to a group tells it nothing."""
    assert officers.partnership_of_group(work, GROUP) is None


def test_binding_a_group_again_moves_it(work):
    """A group works for one Partnership."""
    officers.bind_group(work, officer(work), GROUP)
    officers.bind_group(work, officer(work), GROUP)
    theirs = officer(work, AWAY)
    officers.bind_group(work, theirs, GROUP)
    assert officers.partnership_of_group(work, GROUP) == theirs.partnership_id
    assert len(work.session.exec(select(StaffGroup)).all()) == 1


def test_an_auditor_binds_no_group(work):
    """Who only reads cannot send a Partnership's work elsewhere."""
    with pytest.raises(RoleMayNot):
        officers.bind_group(work, officer(work, role=OfficerRole.AUDITOR), GROUP)
    assert officers.partnership_of_group(work, GROUP) is None
