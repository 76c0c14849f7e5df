"""Two people act on one thing at the same moment: they act one after the other, and it adds up.

On PostgreSQL both transactions are open at once: the first one commits only when the second one
waits for it or has read all it wants. SQLite lets one write at a time by itself.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from bot.conversation.drafts import open_draft
from bot.conversation.events import Did, Event
from bot.conversation.forms import Form
from bot.conversation.speech import Speech
from bot.conversation.talk import Talk
from exchange import leaving
from exchange.applying import applications, review
from exchange.people.partnerships import seed_partnerships
from exchange.proposing import proposals
from exchange.visiting import closing, commitments, course, dates, paying
from exchange.work import Work
from storage.tables import (
    Application,
    Commitment,
    Draft,
    Exchange,
    ExchangeState,
    Payment,
    Person,
    Proposal,
    ProposalState,
    Signature,
)
from tests.builders.records import applicants, pairs, rows
from tests.builders.records.meetings import Meeting
from tests.builders.records.works import NOON, scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    Deed = Callable[[Work], Any]


@pytest.fixture
def prepare(database):
    """Does something in a transaction of its own."""

    def run(deed: Deed, now=NOON) -> Any:
        with database.transaction() as session:
            return deed(Work(session, now, scheme()))

    run(seed_partnerships)
    return run


@pytest.fixture
def meeting(database):
    """Lets two meet, by default at noon."""

    async def meet(first: Deed, second: Deed, now=NOON) -> list[str]:
        return await Meeting(database, now).of(first, second)

    return meet


@pytest.fixture
def kept(database):
    """Every row of a table."""

    def found(table) -> list[Any]:
        with database.transaction() as session:
            return list(session.exec(select(table).order_by(table.id)))

    return found


Asked = tuple[Person, Person, int]  # who asks, who is asked, the invitation
ANSWERS: dict[str, Callable[[Work, Asked], Any]] = {
    "accept": lambda work, it: proposals.accept_proposal(work, it[1], it[2]),
    "decline": lambda work, it: proposals.decline_proposal(work, it[1], it[2], "full"),
    "withdraw": lambda work, it: proposals.withdraw_proposal(work, it[0], it[2]),
    "leave": lambda work, it: leaving.withdraw_application(work, it[0]),
}


def _answered(work: Work, it: Asked, by: str) -> Any:
    return ANSWERS[by](work, it)


def asked(work: Work) -> Asked:
    """A visitor, the host they invited, and the invitation."""
    who, host, proposal = applicants.invited(work)
    return who, host, proposal.id


@pytest.mark.parametrize(
    ("first", "second", "state", "exchanges"),
    [
        ("accept", "accept", ProposalState.ACCEPTED, 1),
        ("accept", "withdraw", ProposalState.ACCEPTED, 1),
        ("withdraw", "accept", ProposalState.WITHDRAWN, 0),
        ("decline", "accept", ProposalState.DECLINED, 0),
        ("accept", "decline", ProposalState.ACCEPTED, 1),
        ("leave", "accept", ProposalState.WITHDRAWN, 0),
    ],
)
async def test_an_invitation_is_answered_once(
    prepare, meeting, kept, first, second, state, exchanges
):
    """Who comes second is told so, and what the first one did stands."""
    people = prepare(asked)
    ends = await meeting(*(partial(_answered, it=people, by=one) for one in (first, second)))
    assert ends == ["", "AnsweredAlready"]
    assert [one.state for one in kept(Proposal)] == [state]
    assert len(kept(Exchange)) == exchanges


async def test_the_last_place_is_given_once(prepare, meeting, kept):
    """Two visitors say yes to a host with one place."""

    def set_up(work: Work):
        host, _ = applicants.host(work, months=["2027-04"])
        found = []
        for _ in range(2):
            who, own = applicants.visitor(work)
            declared = proposals.declare_pair(work, host, own.id, "As we said")
            found.append((who, declared.id))
        return found

    (ana, first), (ben, second) = prepare(set_up)
    ends = await meeting(
        lambda work: proposals.accept_proposal(work, ana, first),
        lambda work: proposals.accept_proposal(work, ben, second),
    )
    assert ends == ["", "HostFull"]
    assert len(kept(Exchange)) == 1


async def test_a_visitor_with_two_yeses_has_one_exchange(prepare, meeting, kept):
    """The first host's yes withdraws the other invitation, whoever was answering it."""

    def set_up(work: Work):
        who, _ = applicants.visitor(work)
        hosts = [applicants.host(work) for _ in range(2)]
        return [
            (host, proposals.invite_host(work, who, hosting.id, "May I?", ["2027-06"]).id)
            for host, hosting in hosts
        ]

    (max_, first), (eva, second) = prepare(set_up)
    ends = await meeting(
        lambda work: proposals.accept_proposal(work, max_, first),
        lambda work: proposals.accept_proposal(work, eva, second),
    )
    assert ends == ["", "AnsweredAlready"]
    assert len(kept(Exchange)) == 1


async def test_two_who_invite_each_other_have_one_invitation(prepare, meeting, kept):
    """Neither waits for the other for ever."""

    def set_up(work: Work):
        return (*applicants.visitor(work), *applicants.host(work))

    who, own, host, hosting = prepare(set_up)
    ends = await meeting(
        lambda work: proposals.invite_host(work, who, hosting.id, "May I?", ["2027-06"]),
        lambda work: proposals.declare_pair(work, host, own.id, "As we said"),
    )
    assert ends == ["", "AlreadyProposed"]
    assert len(kept(Proposal)) == 1


async def test_nobody_has_more_open_invitations_than_allowed(prepare, meeting, kept):
    """One is left, and two are made at once."""
    most = scheme().proposals.max_open

    def set_up(work: Work):
        who, _ = applicants.visitor(work)
        hosts = [applicants.host(work)[1].id for _ in range(most + 1)]
        for one in hosts[: most - 1]:
            proposals.invite_host(work, who, one, "May I?", ["2027-06"])
        return who, hosts[most - 1 :]

    who, (one, other) = prepare(set_up)
    ends = await meeting(
        lambda work: proposals.invite_host(work, who, one, "May I?", ["2027-06"]),
        lambda work: proposals.invite_host(work, who, other, "May I?", ["2027-06"]),
    )
    assert ends == ["", "TooManyOpenProposals"]
    assert len(kept(Proposal)) == most


async def test_an_application_is_decided_once(prepare, meeting, kept):
    """Two officers, one says yes and one says no."""

    def set_up(work: Work):
        _, application = applicants.applicant(work)
        officers = [applicants.officer(work, application.partnership_id) for _ in range(2)]
        applicants.vouch(work, officers[0], application)
        return application.id, officers

    number, (first, second) = prepare(set_up)
    ends = await meeting(
        lambda work: review.accept_application(work, first, number),
        lambda work: review.reject_application(work, second, number, "no_clear_aim"),
    )
    assert ends == ["", "NotPossibleNow"]
    assert [(one.state, one.reason) for one in kept(Application)] == [("accepted", "")]


async def test_somebody_has_one_active_application(prepare, meeting, kept):
    """Handed in twice at once, the second takes the place of the first."""
    who, given = prepare(lambda work: (applicants.newcomer(work), applicants.answers(work)))

    def submit(work: Work) -> None:
        applications.submit_application(work, work.load(Person, who.id), given)

    assert await meeting(submit, submit) == ["", ""]
    assert len(kept(Application)) == 1


async def test_a_lump_sum_is_paid_once(prepare, meeting, kept):
    """Two officers propose the payment, then two others approve it."""

    def set_up(work: Work):
        back, pair = pairs.validated_pair(work)
        partnership = rows.partnership(work, "Loom Ring")
        return back.now, pair, [rows.officer(work, partnership, "AT") for _ in range(2)]

    now, pair, (second, third) = prepare(set_up)
    ends = await meeting(
        lambda work: paying.propose_payment(work, pair.vop_officer, pair.id, "SEPA-1"),
        lambda work: paying.propose_payment(work, second, pair.id, "SEPA-2"),
        now,
    )
    assert ends == ["", "ProposedAlready"]
    ends = await meeting(
        lambda work: paying.approve_payment(work, second, pair.id),
        lambda work: paying.approve_payment(work, third, pair.id),
        now,
    )
    assert ends == ["", "PaidAlready"]
    assert [(one.reference, one.decided_by) for one in kept(Payment)] == [("SEPA-1", second.id)]


async def test_a_payment_is_approved_or_sent_back(prepare, meeting, kept):
    """One officer approves what another sends back."""

    def set_up(work: Work):
        back, pair = pairs.validated_pair(work)
        paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-1")
        return back.now, pair, [pairs.colleague(back, pair) for _ in range(2)]

    now, pair, (second, third) = prepare(set_up)
    ends = await meeting(
        lambda work: paying.decline_payment(work, second, pair.id, "Which account?"),
        lambda work: paying.approve_payment(work, third, pair.id),
        now,
    )
    assert ends == ["", "NotPossibleNow"]
    assert [one.state for one in kept(Payment)] == ["declined"]


async def test_a_report_is_decided_once(prepare, meeting, kept):
    """One officer validates what a colleague sends back."""

    def set_up(work: Work):
        back, pair = pairs.returned_pair(work)
        closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
        return back.now, pair

    now, pair = prepare(set_up)
    ends = await meeting(
        lambda work: closing.return_report(work, pair.vop_officer, pair.id, "Which parts?"),
        lambda work: closing.validate_report(work, pair.vop_officer, pair.id),
        now,
    )
    assert ends == ["", "NoReportYet"]
    assert [one.state for one in kept(Exchange)] == [ExchangeState.DONE]


def to_sign(work: Work):
    """A pair whose paper waits for the last of the four signatures."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    pairs.draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    commitments.sign_as_person(work, pair.host, pair.id)
    commitments.sign_as_officer(work, pair.vop_officer, pair.id)
    colleague = rows.officer(work, rows.partnership(work, "Bobbin League"), "PT")
    return pair, colleague


async def test_a_partnership_signs_once(prepare, meeting, kept):
    """Two of its officers sign."""
    pair, colleague = prepare(to_sign)
    ends = await meeting(
        lambda work: commitments.sign_as_officer(work, pair.hop_officer, pair.id),
        lambda work: commitments.sign_as_officer(work, colleague, pair.id),
    )
    assert ends == ["", "SignedAlready"]
    assert len(kept(Signature)) == 4


@pytest.mark.parametrize("signed_first", [True, False])
async def test_a_paper_is_not_changed_while_it_is_signed(prepare, meeting, kept, signed_first):
    """Either the last signature makes it stand, or there is a new version to sign."""
    pair, _ = prepare(to_sign)
    changed = {**pairs.PAPER, "agenda": "Day 1: the workshop. Day 2: the mill."}

    def sign(work: Work) -> None:
        commitments.sign_as_officer(work, pair.hop_officer, pair.id)

    def change(work: Work) -> None:
        commitments.draw_up_commitment(work, pair.visitor, pair.id, changed)

    ends = await meeting(*((sign, change) if signed_first else (change, sign)))
    assert ends == (["", "AllSigned"] if signed_first else ["", "VisitorSignsFirst"])
    state = ExchangeState.READY if signed_first else ExchangeState.SIGNING
    assert [one.state for one in kept(Exchange)] == [state]
    assert len(kept(Commitment)) == (1 if signed_first else 2)


async def test_dates_are_not_agreed_while_others_are_offered(prepare, meeting, kept):
    """What stands in the exchange is what the host said yes to."""

    def set_up(work: Work):
        pair = pairs.build_pair(work)
        dates.offer_dates(work, pair.visitor, pair.id, pairs.STARTS, pairs.ENDS)
        return pair

    pair = prepare(set_up)
    ends = await meeting(
        lambda work: dates.agree_dates(work, pair.host, pair.id),
        lambda work: dates.offer_dates(
            work, pair.visitor, pair.id, date(2027, 5, 3), date(2027, 5, 7)
        ),
    )
    assert ends == ["", "DatesAgreedAlready"]
    assert [one.starts_on for one in kept(Exchange)] == [pairs.STARTS]


async def test_an_exchange_is_cancelled_once(prepare, meeting, kept):
    """Both sides call it off."""
    pair = prepare(pairs.build_pair)
    ends = await meeting(
        lambda work: course.cancel_exchange(work, pair.visitor, pair.id, "ill"),
        lambda work: course.cancel_exchange(work, pair.host, pair.id, "moved"),
    )
    assert ends == ["", "CancelledAlready"]
    assert [one.reason for one in kept(Exchange)] == ["ill"]


async def test_a_form_begun_twice_at_once_is_one_draft(prepare, meeting, kept):
    """A person writes in private and taps in a group."""
    who = prepare(applicants.newcomer)
    form = Form("app", "Application", lambda *_: (), lambda *_: None)

    def begin(work: Work) -> None:
        event = Event("participants", 1, who.telegram_id, who.telegram_id, Did.TEXT)
        talk = Talk(work, who, event, Speech("en"), None, {})
        open_draft(talk, form, 0, {})

    assert await meeting(begin, begin) == ["", ""]
    assert len(kept(Draft)) == 1
