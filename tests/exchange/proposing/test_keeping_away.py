"""Nobody is asked over and over, and whoever does not want to be written to is written to no more."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange.access import Thing, may_name
from exchange.errors import EnoughForToday, NotFound
from exchange.finding import hosts
from exchange.group_visits import changing, joining
from exchange.notices import DeskNotice, Notice
from exchange.people import blocks
from exchange.proposing import blocking, enquiries, proposals
from exchange.proposing.errors import AnsweredAlready, NotForEachOther
from exchange.supporting import publishing, requesting
from exchange.timing.requests import REQUEST_UNANSWERED
from exchange.visiting.course import cancel_exchange
from storage.tables import (
    Block,
    GroupGuest,
    GuestState,
    Outbox,
    Proposal,
    ProposalState,
    ServiceKind,
)
from tests.builders.records.applicants import (
    AWAY,
    HOME,
    host,
    invite,
    invited,
    officer,
    partnership_id,
    visitor,
)
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, member
from tests.builders.records.groups import exchange_of, guests, published
from tests.builders.records.reading import read_at_desk
from tests.builders.records.works import later


def told(work, who, *kinds):
    """How many messages of those kinds somebody gets."""
    query = select(Outbox.kind).where(Outbox.chat_id == who.telegram_id)
    return [one for one in work.session.exec(query) if one in kinds]


def test_twice_a_day_is_enough_for_a_pair(work):
    """Whatever is taken back in between; tomorrow is another day."""
    asking, _ = visitor(work)
    asked, hosting = host(work)
    for _ in range(2):
        proposals.withdraw_proposal(work, asking, invite(work, asking, hosting).id)
    with pytest.raises(EnoughForToday):
        invite(work, asking, hosting)
    assert heard(later(work, hours=3), asked) == [
        Notice.PROPOSAL_RECEIVED,
        Notice.PROPOSAL_WITHDRAWN,
    ]
    tomorrow = later(work, days=1)
    assert invite(tomorrow, asking, hosting).state is ProposalState.PROPOSED


def heard(work, who):
    """What somebody has been told by now; what has become untrue is struck as it leaves."""
    kinds = (Notice.PROPOSAL_RECEIVED, Notice.PROPOSAL_WITHDRAWN)
    query = select(Outbox).where(Outbox.chat_id == who.telegram_id, Outbox.due_at <= work.now)
    found = work.session.exec(query.order_by(Outbox.due_at, Outbox.id)).all()
    return [one.kind for one in found if one.kind in kinds and still_true(work, one)]


def still_true(work, letter):
    """An invitation that is not open any more is not shown."""
    made = work.load(Proposal, letter.body["proposal"])
    told_at_once = letter.due_at == made.made_at
    return (
        letter.kind != Notice.PROPOSAL_RECEIVED
        or told_at_once
        or made.state is ProposalState.PROPOSED
    )


def test_who_was_asked_and_left_alone_is_not_disturbed_at_once_again(work):
    """The second invitation of a day is told some time later, if it still stands by then."""
    asking, _ = visitor(work)
    asked, hosting = host(work)
    proposals.withdraw_proposal(work, asking, invite(work, asking, hosting).id)
    again = invite(later(work, minutes=1), asking, hosting)
    both = [Notice.PROPOSAL_RECEIVED, Notice.PROPOSAL_WITHDRAWN]
    assert heard(later(work, minutes=1), asked) == both
    assert heard(later(work, hours=2), asked) == [*both, Notice.PROPOSAL_RECEIVED]
    proposals.withdraw_proposal(later(work, hours=3), asking, again.id)
    assert told(work, asked, Notice.PROPOSAL_WITHDRAWN) == [Notice.PROPOSAL_WITHDRAWN] * 2


def test_twenty_a_day_are_enough_for_one_who_asks(work):
    """Hosts take turns to be asked, and still nobody asks all of them in a day."""
    asking, _ = visitor(work)
    everybody = [host(work, organisation_name=f"Weavers No. {n}")[1] for n in range(21)]
    for hosting in everybody[:20]:
        proposals.withdraw_proposal(work, asking, invite(work, asking, hosting).id)
    with pytest.raises(EnoughForToday):
        invite(work, asking, everybody[20])


def test_questions_of_a_day_are_few_and_come_together(work):
    """The first at once, the others in one message; more are not taken."""
    asking, asked, made = invited(work)
    for number in range(3):
        enquiries.ask_about_proposal(later(work, minutes=number), asking, made.id, "And when?")
    with pytest.raises(EnoughForToday):
        enquiries.ask_about_proposal(work, asking, made.id, "Hello?")
    questions = Notice.PROPOSAL_ASKED, Notice.PROPOSAL_ASKED_MORE
    assert told(work, asked, *questions) == list(questions)
    gathered = select(Outbox).where(Outbox.kind == Notice.PROPOSAL_ASKED_MORE)
    assert work.session.exec(gathered).one().due_at > work.now
    enquiries.ask_about_proposal(later(work, days=2), asking, made.id, "And where?")


def test_who_is_blocked_is_kept_away(work):
    """What is open ends; neither finds, names nor asks the other; the blocked one is not told so."""
    asking, asked, made = invited(work)
    visiting = proposals.own_application(work, asking)
    hosting = proposals.own_application(work, asked)
    blocking.block_partner(work, asked, made.id)
    assert blocking.block_partner(work, asked, made.id).id == 1
    assert made.state is ProposalState.DECLINED
    assert blocks.between(work, asking.id, asked.id)
    assert blocks.between(work, asked.id, asking.id)
    assert str(hosting.id) in hosts.circumstances(work, visiting).tried
    assert not may_name(work, asking, Thing.HOST, hosting.id)
    for person, other in ((asking, hosting), (asked, visiting)):
        with pytest.raises(NotForEachOther):
            proposals.declare_pair(work, person, other.id, "")
        assert hosts.find_partners(work, proposals.own_application(work, person), "Weavers") == []
    with pytest.raises(AnsweredAlready):
        enquiries.ask_about_proposal(work, asking, made.id, "Why?")
    assert told(work, asking, Notice.PROPOSAL_DECLINED) == [Notice.PROPOSAL_DECLINED]


def test_a_block_can_be_undone_unless_reported(work):
    """Undoing it is for slips of the finger; a report stays."""
    asking, asked, made = invited(work)
    blocking.block_partner(work, asked, made.id)
    blocking.unblock_partner(work, asked, made.id)
    assert not blocks.between(work, asking.id, asked.id)
    blocking.report_partner(work, asked, made.id, "They write at night.")
    blocking.unblock_partner(work, asked, made.id)
    assert blocks.between(work, asking.id, asked.id)


def test_a_report_is_read_at_both_desks(work):
    """Once a day each, with all that was said; other desks read nothing."""
    ours, theirs = officer(work, HOME), officer(work, AWAY)
    elsewhere = officer(work, "EXCELIVING")
    asking, asked, made = invited(work, partnership=AWAY)
    for reason in ("They write at night.", "And again."):
        blocking.report_partner(work, asked, made.id, reason)
    for one, count in ((ours, 1), (theirs, 1), (elsewhere, 0)):
        assert read_at_desk(work, one).count(DeskNotice.PARTNER_REPORTED) == count
    block = work.session.exec(select(Block)).one()
    assert block.reason == "They write at night.\nAnd again."
    assert blocks.complaints(work, asking.id) == (1, 1)
    assert blocks.complaints(work, asked.id) == (0, 0)
    assert partnership_id(work, AWAY) == theirs.partnership_id


@pytest.mark.parametrize("act", [blocking.block_partner, blocking.unblock_partner])
def test_only_whoever_was_asked_or_asks_can_block(work, act):
    """Others' invitations are not found."""
    _, _, made = invited(work)
    stranger, _ = visitor(work, country="FI")
    with pytest.raises(NotFound):
        act(work, stranger, made.id)
    with pytest.raises(NotFound):
        blocking.report_partner(work, stranger, made.id, "I do not know them.")


def requested(work):
    """Somebody who offers a service, who asks for it, and the request."""
    (asking, _), (asked, _) = member(work), member(work, "PT", kind="scaling_up_support")
    service = publishing.publish(work, asked, ServiceKind.FAB_LAB, "Open lab", "Looms for all.")
    return asking, asked, service, requesting.request(work, asking, service.id, "May we come?")


def test_requests_of_one_to_one_are_limited_and_come_together(work):
    """Three in a day; the first at once, others within two hours, by whatever service is asked for."""
    asking, asked, service, first = requested(work)
    for words in ("And on Tuesday?", "On Wednesday?"):
        requesting.request(work, asking, service.id, words)
    with pytest.raises(EnoughForToday):
        requesting.request(work, asking, service.id, "Why do you not answer?")
    query = select(Outbox).where(Outbox.kind == Notice.SERVICE_REQUESTED)
    told_at = [one.due_at for one in work.session.exec(query.order_by(Outbox.id))]
    assert told_at[0] == first.asked_at
    assert told_at[1] == told_at[2] > first.asked_at
    tomorrow = later(work, days=1, minutes=1)
    assert requesting.request(tomorrow, asking, service.id, "Good morning!")
    assert len(requesting.requests_of(work, asked)) == 4


def test_who_asks_for_a_service_can_be_kept_away_and_reported(work):
    """They find nothing of theirs any more, are reminded of nothing, and are not told; both desks read why."""
    asking, asked, service, first = requested(work)
    ours = desk(work)
    blocking.report_contact(work, asked, first.id, "They write at night.")
    assert requesting.requests_of(work, asked) == []
    with pytest.raises(NotFound):
        requesting.request(work, asking, service.id, "Hello?")
    do_what_is_due(later(work, days=30))
    assert told(work, asked, REQUEST_UNANSWERED) == []
    assert read_at_desk(work, ours).count(DeskNotice.PARTNER_REPORTED) == 1
    stranger, _ = visitor(work, country="FI")
    with pytest.raises(NotFound):
        blocking.contact_in(work, stranger, first.id)
    with pytest.raises(NotFound):
        blocking.report_contact(work, stranger, first.id, "I do not know them.")


@pytest.mark.parametrize("chooses", [True, False])
def test_nobody_comes_and_goes_all_day_in_a_group_visit(work, chooses):
    """Host and desks hear of it each time."""
    who, visit = published(work, chooses=chooses)
    del who
    ((guest, _),) = guests(work, visit, 1)
    leave(work, guest, visit, chooses=chooses)
    joining.join(work, guest, visit.id)
    leave(work, guest, visit, chooses=chooses)
    with pytest.raises(EnoughForToday):
        joining.join(work, guest, visit.id)


def leave(work, who, visit, *, chooses):
    """Out of a group visit again."""
    if chooses:
        joining.leave(work, who, visit.id)
        return
    seat = work.session.exec(select(GroupGuest).where(GroupGuest.state == GuestState.JOINED)).one()
    cancel_exchange(work, who, exchange_of(work, seat).id, "Something has come up.")


def test_what_is_changed_over_and_over_is_told_twice_at_most(work):
    """At once, and once more two hours later for all that followed; then as it is by then."""
    who, visit = published(work)
    ((guest, _),) = guests(work, visit, 1)
    for number in range(20):
        changing.change(work, who, visit.id, changing.Changes(title=f"Photonics {number}"), "New.")
    assert told(work, guest, Notice.GROUP_CHANGED) == [Notice.GROUP_CHANGED] * 2
    changing.change(later(work, hours=3), who, visit.id, changing.Changes(title="At last"), "New.")
    assert told(work, guest, Notice.GROUP_CHANGED) == [Notice.GROUP_CHANGED] * 3
