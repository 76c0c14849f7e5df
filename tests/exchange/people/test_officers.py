"""Officers: let in once by a link, with the rights of their role, for their Partnership only."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from exchange.errors import NotAllowed, NotFound, NotPossibleNow
from exchange.notices import DeskNotice
from exchange.people import access_ends, officers, secrets, staff_groups
from exchange.people.access_ends import LastCoordinator
from exchange.people.officers import InvitationUnusable, Right, RoleMayNot
from exchange.people.partnerships import NoSuchPartnership
from exchange.people.staff_groups import GroupOfOthers
from storage.tables import (
    Conversation,
    Draft,
    Officer,
    OfficerInvitation,
    OfficerRole,
    Outbox,
    OutboxState,
    Person,
    StaffGroup,
)
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
    assert all(re.fullmatch(r"inv_[A-Za-z0-9_-]{43}", one) for one in payloads)
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
    access_ends.revoke_officer(work, bound)
    work.session.flush()
    work.tell_desk(bound.partnership_id, DeskNotice.UNREACHABLE, key="any")
    assert officers.officer_of(work, telegram_id(work, bound)) is None
    assert read_at_desk(work, bound) == [DeskNotice.ACCESS_ENDED]


def test_who_was_revoked_can_be_invited_again(work):
    """A new link makes the same officer."""
    bound = officer(work)
    access_ends.revoke_officer(work, bound)
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
    staff_groups.bind_group(work, bound, GROUP)
    work.tell_desk(bound.partnership_id, DeskNotice.UNREACHABLE, key="any")
    told = work.session.exec(select(Outbox.chat_id)).all()
    assert set(told) == {GROUP, telegram_id(work, bound)}
    assert staff_groups.partnership_of_group(work, GROUP) == bound.partnership_id


def test_an_unbound_group_belongs_to_nobody(work):
    """A bot that was merely added to a group tells it nothing."""
    assert staff_groups.partnership_of_group(work, GROUP) is None


def test_a_group_works_for_one_partnership(work):
    """Its officers may bind it again; nobody else takes it from them."""
    ours = officer(work)
    staff_groups.bind_group(work, officer(work), GROUP)
    staff_groups.bind_group(work, ours, GROUP, "Looms")
    theirs = officer(work, AWAY)
    with pytest.raises(GroupOfOthers):
        staff_groups.bind_group(work, theirs, GROUP)
    assert staff_groups.partnership_of_group(work, GROUP) == ours.partnership_id
    (group,) = work.session.exec(select(StaffGroup)).all()
    assert (group.bound_by, group.title) == (ours.id, "Looms")


def wanted(work):
    """Our officer, theirs, and our group that they have asked for."""
    ours, theirs = officer(work), officer(work, AWAY)
    group = staff_groups.bind_group(work, ours, GROUP)
    staff_groups.want_group(work, theirs, GROUP)
    return ours, theirs, group


def test_a_group_is_handed_over_by_both(work):
    """One asks, whose it is agrees; what waits to be said there stays unsaid."""
    ours, theirs, group = wanted(work)
    staff_groups.want_group(work, theirs, GROUP)  # asks once, however often
    asked = work.session.exec(select(Outbox).where(Outbox.kind == DeskNotice.GROUP_WANTED)).all()
    assert {one.chat_id for one in asked} == {GROUP, telegram_id(work, ours)}
    assert len(asked) == 2
    with pytest.raises(NotFound):
        staff_groups.hand_over(work, theirs, group.id)
    staff_groups.hand_over(work, ours, group.id)
    assert staff_groups.partnership_of_group(work, GROUP) == theirs.partnership_id
    work.session.expire_all()
    assert {one.state for one in asked if one.chat_id == GROUP} == {OutboxState.CANCELLED}


def test_a_group_that_is_kept_stays(work):
    """The question is over, and whoever asked is told."""
    ours, theirs, group = wanted(work)
    staff_groups.keep_group(work, ours, group.id)
    assert staff_groups.partnership_of_group(work, GROUP) == ours.partnership_id
    assert read_at_desk(work, theirs) == [DeskNotice.GROUP_KEPT]
    with pytest.raises(NotPossibleNow):
        staff_groups.hand_over(work, ours, group.id)


def test_nobody_gets_a_group_after_leaving(work):
    """What somebody asked for ends with their access."""
    ours, theirs, group = wanted(work)
    access_ends.revoke_officer(work, theirs)
    with pytest.raises(NotPossibleNow):
        staff_groups.hand_over(work, ours, group.id)


def test_an_unbound_group_is_told_nothing(work):
    """Until somebody binds it again, of whichever Partnership."""
    ours = officer(work)
    group = staff_groups.bind_group(work, ours, GROUP)
    staff_groups.unbind_group(work, ours, group.id)
    assert staff_groups.partnership_of_group(work, GROUP) is None
    assert GROUP not in work.desk_chats(ours.partnership_id)
    theirs = officer(work, AWAY)
    assert staff_groups.bind_group(work, theirs, GROUP).partnership_id == theirs.partnership_id


def test_revoking_takes_with_it_what_hangs_on_it(work):
    """Forms, invitations, groups, and what waits to be sent: nothing of the desk is left to them."""
    boss, rogue = (officer(work, role=OfficerRole.COORDINATOR) for _ in range(2))
    chat = telegram_id(work, rogue)
    staff_groups.bind_group(work, rogue, GROUP)
    guest = officers.make_invitation(work, OfficerRole.OFFICER, rogue.partnership_id, rogue)
    kept = officers.make_invitation(work, OfficerRole.OFFICER, rogue.partnership_id, boss)
    payload = officers.new_secret(work, guest)
    moment = {"started_at": work.now, "updated_at": work.now}
    work.add(Draft(user_id=chat, bot="desk", form="pay", subject=1, **moment))
    work.add(
        Conversation(bot="desk", chat_id=chat, user_id=chat, place="form", updated_at=work.now)
    )
    work.tell_desk(rogue.partnership_id, DeskNotice.UNREACHABLE, key="any")
    access_ends.revoke_colleague(work, boss, rogue.id)
    work.session.flush()
    left = [work.session.exec(select(one)).all() for one in (Draft, Conversation)]
    waiting = select(Outbox.chat_id, Outbox.kind).where(Outbox.state == OutboxState.WAITING)
    told = set(work.session.exec(waiting).all())
    assert left == [[], []]
    assert officers.open_invitations(work, rogue.partnership_id) == [kept]
    assert staff_groups.groups_of(work, rogue.partnership_id) == []
    assert {one for one in told if one[0] in {chat, GROUP}} == {
        (chat, DeskNotice.ACCESS_ENDED),
        (GROUP, DeskNotice.GROUP_WITHOUT_BINDER),
    }
    with pytest.raises(InvitationUnusable):
        officers.bind_officer(work, newcomer(work), payload, "Accomplice")
    assert ("officer:revoke", f"officer:{boss.id}") in audited(work, f"officer:{rogue.id}")


def test_a_desk_keeps_somebody_who_can_invite(work):
    """The last coordinator cannot go, nor send the other away and then go."""
    boss, clerk = officer(work, role=OfficerRole.COORDINATOR), officer(work)
    with pytest.raises(LastCoordinator):
        access_ends.revoke_colleague(work, boss, boss.id)
    for who, whom, refusal in (
        (clerk, boss, RoleMayNot),
        (boss, officer(work, AWAY), NotFound),
    ):
        with pytest.raises(refusal):
            access_ends.revoke_colleague(work, who, whom.id)
    second = officer(work, role=OfficerRole.COORDINATOR)
    access_ends.revoke_colleague(work, boss, boss.id)
    assert officers.colleagues(work, boss.partnership_id) == [second, clerk]


def test_an_invitation_tells_who_made_it_and_can_be_taken_back(work):
    """By coordinators of the same desk; then it opens nothing."""
    boss, theirs = (officer(work, one, OfficerRole.COORDINATOR) for one in (HOME, AWAY))
    made = officers.make_invitation(work, OfficerRole.AUDITOR, boss.partnership_id, boss)
    payload = officers.new_secret(work, made)
    assert made.made_by == boss.id
    with pytest.raises(NotFound):
        officers.take_back(work, theirs, made.id)
    with pytest.raises(RoleMayNot):
        officers.take_back(work, officer(work), made.id)
    officers.take_back(work, boss, made.id)
    assert refusal(work, payload) == "This bot is for invited staff only."
    with pytest.raises(NotPossibleNow):
        officers.take_back(work, boss, made.id)
    with pytest.raises(RoleMayNot):
        officers.make_invitation(work, OfficerRole.OFFICER, boss.partnership_id, officer(work))


def test_a_secret_shown_anew_is_another(work):
    """What was sent before, and may have gone astray, opens nothing."""
    made = officers.make_invitation(work, OfficerRole.OFFICER, partnership_id(work))
    first, second = (officers.new_secret(work, made) for _ in range(2))
    assert refusal(work, first) == "This bot is for invited staff only."
    assert officers.bind_officer(work, newcomer(work), second, "Kim").role is OfficerRole.OFFICER


def test_a_veiled_secret_opens_what_the_secret_does(work):
    """What arrives is veiled before it is kept; the digest that is kept, typed, opens nothing."""
    payload = invite(work)
    kept = work.session.exec(select(OfficerInvitation.secret_digest)).one()
    text = f"Please open t.me/desk?start={payload} (or /start {payload})."
    assert payload not in secrets.veil(text)
    leaked = secrets.veil(f"inv:{kept}")
    assert refusal(work, leaked) == "This bot is for invited staff only."
    assert officers.bind_officer(work, newcomer(work), secrets.veil(payload), "Kim")


def test_it_is_known_who_was_here_last(work):
    """To a quarter of an hour, so that reading writes little."""
    bound = officer(work)
    for minutes, noted in ((5, 0), (16, 16), (20, 16), (40, 40)):
        officers.seen(later(work, minutes=minutes), bound)
        assert bound.last_seen_at == work.now + timedelta(minutes=noted)


def test_an_auditor_binds_no_group(work):
    """Who only reads cannot send a Partnership's work elsewhere."""
    with pytest.raises(RoleMayNot):
        staff_groups.bind_group(work, officer(work, role=OfficerRole.AUDITOR), GROUP)
    assert staff_groups.partnership_of_group(work, GROUP) is None
