"""What all have signed is changed by a new version that all sign; until then the old one holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from exchange.desk.exchanges import waits_for
from exchange.errors import CxcError, NotFound
from exchange.life.moves import AMENDMENT_MOVES
from exchange.papers.commitment import commitment_digest
from exchange.people.officers import RoleMayNot
from exchange.people.signing import (
    binding_agreement,
    current_agreement,
    current_commitment,
    next_signatory,
    next_to_agree,
    open_amendment,
    signatures_of,
    versions_of,
)
from exchange.scheme.stay import StayInPast, StayTooShort
from exchange.states import AMENDABLE
from exchange.visiting import amending, calendars, commitments, course, dates
from exchange.visiting.amending import MAY_CHANGE, Change, Part
from exchange.visiting.commitment_papers import paper_of, takes_part
from exchange.visiting.dates import NoPlaceThen
from storage.tables import (
    Amendment,
    AmendmentState,
    Application,
    Audit,
    Due,
    ExchangeState,
    OfficerRole,
    Outbox,
    Role,
    Side,
    Signatory,
)
from tests.builders.records import pairs, rows
from tests.builders.records.works import at, working

A = AmendmentState
LATER = Change(date(2027, 4, 19), date(2027, 4, 21))
NEW_AGENDA = Change(agenda="Day 1: the looms. Day 2: the mill. Day 3: talks.")


def ask(work, pair, change=LATER, by=None):
    """Somebody asks for a change."""
    return amending.ask_amendment(work, by or pair.visitor, pair.id, change, "The fair moved.")


def signers(pair):
    """All four, in their order."""
    return (pair.visitor, pair.host, pair.vop_officer, pair.hop_officer)


def all_sign(work, pair, amendment):
    """All four sign the change."""
    for who in signers(pair):
        amending.sign_amendment(work, who, amendment.id)


def told(work, kind, chat=None):
    """How often something was told, to one chat or to all."""
    query = select(Outbox).where(Outbox.kind == kind)
    return len([one for one in work.session.exec(query) if chat in (None, one.chat_id)])


@pytest.mark.parametrize("state", ExchangeState)
def test_what_was_signed_may_change_from_the_last_signature_to_the_last_day(state):
    """Before that a new version is written; after that the desk corrects."""
    changeable = {
        ExchangeState.READY: set(Part),
        ExchangeState.UNDER_WAY: {Part.LAST_DAY, Part.AGENDA, Part.PEOPLE},
    }
    assert set(MAY_CHANGE.get(state, ())) == changeable.get(state, set())
    assert (state in MAY_CHANGE) == (state in AMENDABLE)


def test_the_old_version_holds_until_all_four_have_signed_the_new_one(work):
    """Then days, sum, calendar and reminders follow, and the old one stays with its signatures."""
    pair = pairs.ready_pair(work)
    old = current_commitment(work, pair.exchange)
    digest, calendar = old.digest, calendars.sequence(work, pair.exchange)
    amendment = ask(work, pair)
    for who in signers(pair):
        assert pair.exchange.starts_on == pairs.STARTS
        assert current_commitment(work, pair.exchange) == old
        assert calendars.sequence(work, pair.exchange) == calendar
        amending.sign_amendment(work, who, amendment.id)
    new = current_commitment(work, pair.exchange)
    assert (new.version, old.version, amendment.state) == (2, 1, A.IN_FORCE)
    assert (pair.exchange.starts_on, pair.exchange.ends_on) == (LATER.starts_on, LATER.ends_on)
    assert (pair.exchange.working_days, pair.exchange.lump_sum) == (3, Decimal(390))
    assert pair.exchange.state is ExchangeState.READY
    assert calendars.sequence(work, pair.exchange) == calendar + 1
    assert {one.party for one in signatures_of(work, old)} == set(Signatory)
    assert commitment_digest(paper_of(work, pair.exchange, old)) == digest == old.digest
    assert {one.digest for one in signatures_of(work, old)} == {digest}


@pytest.mark.parametrize(("change", "anew"), [(LATER, True), (NEW_AGENDA, False)])
def test_the_money_is_agreed_anew_where_days_change(work, change, anew):
    """Until both have signed that, no agreement binds, and the case waits for the visitor."""
    pair = pairs.ready_pair(work)
    assert binding_agreement(work, pair.exchange)
    all_sign(work, pair, ask(work, pair, change))
    assert current_agreement(work, pair.exchange).version == 1 + anew
    assert (binding_agreement(work, pair.exchange) is None) == anew
    assert next_to_agree(work, pair.exchange) is (Signatory.VO if anew else None)
    assert waits_for(work, pair.exchange) == ("VO" if anew else "")
    if anew:
        pairs.sign_money(work, pair)
        assert binding_agreement(work, pair.exchange).lump_sum == Decimal(390)


def test_the_stay_begins_and_ends_on_the_amended_days(work):
    """What was planned for the days of before does not come."""
    pair = pairs.ready_pair(work)
    all_sign(work, pair, ask(work, pair))
    waits = {
        one.kind: one.due_at.date()
        for one in work.session.exec(select(Due).where(Due.subject == pair.id))
        if one.done_at is None and one.kind in {"exchange.start", "exchange.finish"}
    }
    assert waits == {
        "exchange.start": LATER.starts_on,
        "exchange.finish": LATER.ends_on + timedelta(days=1),
    }
    before = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    assert not course.start_exchange(before, pair.id)
    assert course.start_exchange(at(work, datetime(2027, 4, 19, 8, tzinfo=UTC)), pair.id)


def test_both_sides_hear_of_it_and_each_is_asked_in_its_turn(work):
    """Who asked has it on the screen; the host is asked when the visitor has signed."""
    pair = pairs.ready_pair(work)
    amendment = ask(work, pair)
    visitor, host = pair.visitor.telegram_id, pair.host.telegram_id
    assert (told(work, "amendment.asked", visitor), told(work, "amendment.asked", host)) == (0, 1)
    amending.sign_amendment(work, pair.visitor, amendment.id)
    assert next_signatory(work, pair.exchange) is Signatory.HO
    amending.refuse_amendment(work, pair.host, amendment.id, "We are closed then.")
    assert (told(work, "amendment.ended", visitor), told(work, "amendment.ended", host)) == (1, 0)
    assert told(work, "desk.amendment.ended") == 2


def test_who_is_asked_to_sign_at_once_is_not_told_of_the_same_beforehand(work):
    """The visitor signs first: what the host asks for comes to them once, with the way to sign it."""
    pair = pairs.ready_pair(work)
    ask(work, pair, NEW_AGENDA, by=pair.host)
    visitor = pair.visitor.telegram_id
    assert told(work, "amendment.asked", visitor) == 0
    assert told(work, "commitment.to_sign", visitor) == 1


@pytest.mark.parametrize(
    ("who", "becomes"),
    [(0, A.TAKEN_BACK), (1, A.REFUSED), (2, A.REFUSED), (3, A.REFUSED)],
)
def test_refused_or_taken_back_nothing_has_changed(work, who, becomes):
    """Whoever asked takes it back, any of the others refuses it; then another may be asked for."""
    pair = pairs.ready_pair(work)
    before = pair.exchange.model_dump()
    amendment = ask(work, pair)
    amending.sign_amendment(work, pair.visitor, amendment.id)
    amending.refuse_amendment(work, signers(pair)[who], amendment.id, "No.")
    assert (amendment.state, pair.exchange.model_dump()) == (becomes, before)
    assert current_commitment(work, pair.exchange).version == 1
    with pytest.raises(amending.AmendmentOver):
        amending.sign_amendment(work, pair.host, amendment.id)
    with pytest.raises(amending.AmendmentOver):
        amending.refuse_amendment(work, pair.host, amendment.id, "No.")
    all_sign(work, pair, ask(work, pair, NEW_AGENDA))
    assert [one.version for one in versions_of(work, pair.exchange)] == [1, 2, 3]
    assert current_commitment(work, pair.exchange).version == 3


def test_one_change_goes_after_the_other(work):
    """Two at once, or one asked for twice: the second is told that there is one."""
    pair = pairs.ready_pair(work)
    ask(work, pair)
    for who in (pair.visitor, pair.host, pair.vop_officer):
        with pytest.raises(amending.AlreadyAmending):
            ask(work, pair, NEW_AGENDA, who)
    assert len(work.session.exec(select(Amendment)).all()) == 1


def test_who_signs_twice_or_by_a_button_of_before_signs_nothing(work):
    """The old paper's button does not sign the new one, which shows another text."""
    pair = pairs.ready_pair(work)
    with pytest.raises(commitments.SignedAlready):
        commitments.sign_as_person(work, pair.visitor, pair.id)
    amendment = ask(work, pair)
    with pytest.raises(commitments.SignedAlready):
        commitments.sign_as_person(work, pair.visitor, pair.id)
    amending.sign_amendment(work, pair.visitor, amendment.id)
    with pytest.raises(commitments.SignedAlready):
        amending.sign_amendment(work, pair.visitor, amendment.id)
    with pytest.raises(commitments.HostSignsFirst):
        amending.sign_amendment(work, pair.vop_officer, amendment.id)


def test_a_desk_may_ask_and_a_strangers_or_readers_may_not(work):
    """Either Partnership; not an auditor, and nobody else's officer."""
    pair = pairs.ready_pair(work)
    auditor = rows.officer(work, rows.partnership(work, "Loom Ring"), "AT", OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        ask(work, pair, LATER, auditor)
    elsewhere = rows.officer(work, rows.partnership(work, "Elsewhere"), "AT")
    for stranger in (elsewhere, rows.person(work, "FI")):
        with pytest.raises(NotFound):
            ask(work, pair, LATER, stranger)
    all_sign(work, pair, ask(work, pair, LATER, pair.hop_officer))
    assert pair.exchange.starts_on == LATER.starts_on
    assert told(work, "amendment.asked") == 1  # the visitor is asked to sign it


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (Change(), amending.NothingChanged),
        (Change(pairs.STARTS, pairs.ENDS), amending.NothingChanged),
        (Change(agenda=pairs.PAPER["agenda"]), amending.NothingChanged),
        (Change(date(2020, 4, 12), date(2020, 4, 16)), StayInPast),
        (Change(date(2027, 4, 12), date(2027, 4, 13)), StayTooShort),
    ],
)
def test_what_cannot_be_is_not_asked_of_the_others(work, change, refused):
    """Nor what would change nothing."""
    pair = pairs.ready_pair(work)
    with pytest.raises(refused):
        ask(work, pair, change)
    assert told(work, "amendment.asked") == 0


def test_an_unsigned_paper_is_changed_at_once_and_a_stay_that_is_over_by_the_desk(work):
    """Each says where to go instead."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair)
    with pytest.raises(amending.NothingSigned):
        ask(work, pair)
    pairs.draw_up(work, pair)
    pairs.sign_all(work, pair)
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    back = at(there, datetime(2027, 4, 17, 8, tzinfo=UTC))
    course.finish_exchange(back, pair.id)
    with pytest.raises(amending.StayOver):
        ask(back, pair)


def test_during_the_stay_its_last_day_moves_and_the_amount_is_worked_out_again(work):
    """Monday to Wednesday was agreed for half the sum; with Friday it is the whole one."""
    pair = pairs.build_pair(work)
    pairs.agree(work, pair, ends=date(2027, 4, 14))
    pairs.draw_up(work, pair)
    pairs.sign_all(work, pair)
    there = at(work, datetime(2027, 4, 13, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    assert pair.exchange.lump_sum == Decimal(390)
    with pytest.raises(amending.FirstDayGone):
        ask(there, pair)
    with pytest.raises(amending.LastDayGone):
        ask(there, pair, Change(ends_on=date(2027, 4, 12)))
    all_sign(there, pair, ask(there, pair, Change(ends_on=pairs.ENDS)))
    assert (pair.exchange.working_days, pair.exchange.lump_sum) == (5, Decimal(780))
    assert not course.finish_exchange(at(there, datetime(2027, 4, 15, 8, tzinfo=UTC)), pair.id)
    assert course.finish_exchange(at(there, datetime(2027, 4, 17, 8, tzinfo=UTC)), pair.id)


@pytest.mark.parametrize("change", [LATER, NEW_AGENDA])
def test_a_stay_that_goes_on_overtakes_what_does_not_fit_it(work, change):
    """Other days come to nothing when the stay begins, another agenda when it is over; all are told."""
    pair = pairs.ready_pair(work)
    amendment = ask(work, pair, change)
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, pair.id)
    assert amendment.state is (A.OVERTAKEN if change is LATER else A.OPEN)
    course.finish_exchange(at(there, datetime(2027, 4, 17, 8, tzinfo=UTC)), pair.id)
    assert amendment.state is A.OVERTAKEN
    assert (told(work, "amendment.ended"), told(work, "desk.amendment.ended")) == (2, 2)


def test_who_cancels_ends_what_is_being_signed(work):
    """And everybody hears both."""
    pair = pairs.ready_pair(work)
    amendment = ask(work, pair)
    course.cancel_exchange(work, pair.host, pair.id, "time")
    assert amendment.state is A.OVERTAKEN
    assert told(work, "amendment.ended") == 2


def test_somebody_else_travels_and_stands_on_paper_and_certificate(work):
    """The signature stays that of who applied; the paper names who goes."""
    pair = pairs.ready_pair(work)
    change = Change(people={Side.VISITOR: "Berta of Vienna"})
    all_sign(work, pair, ask(work, pair, change))
    assert takes_part(work, pair.exchange, Side.VISITOR) == "Berta of Vienna"
    assert takes_part(work, pair.exchange, Side.HOST) == "Alex of Porto"
    paper = paper_of(work, pair.exchange, current_commitment(work, pair.exchange))
    assert paper.parties[0].person == "Berta of Vienna"
    assert pair.exchange.lump_sum == Decimal(780)


def test_the_days_that_are_asked_for_are_kept_free_at_the_host(work):
    """Another pair cannot take them meanwhile, and a full host is said so at once."""
    pair = pairs.ready_pair(work)
    other = rows.application(work, "SK", Role.VISITOR, rows.partnership(work, "Loom Ring"))
    host = work.load(Application, pair.exchange.host_id)
    amendment = ask(work, pair)
    exchange = work.add(
        type(pair.exchange)(
            proposal_id=rows.proposal(work, other, host).id,
            visitor_id=other.id,
            host_id=host.id,
            visitor_partnership_id=pair.exchange.visitor_partnership_id,
            host_partnership_id=pair.exchange.host_partnership_id,
            state=ExchangeState.DATES,
            agreed_at=work.now,
        )
    )
    guest = work.load(type(pair.visitor), other.person_id)
    days = LATER.starts_on, LATER.ends_on
    with pytest.raises(NoPlaceThen):
        dates.offer_dates(work, guest, exchange.id, *days)
    amending.refuse_amendment(work, pair.visitor, amendment.id)
    dates.offer_dates(work, guest, exchange.id, *days)
    dates.agree_dates(work, pair.host, exchange.id)
    with pytest.raises(NoPlaceThen):
        ask(work, pair)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("ask", "agenda", "sign", "refuse", "begin", "over", "cancel")),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(acts=ACTS)
def test_whatever_is_asked_and_signed_only_what_all_four_have_signed_counts(acts):
    """Every change is signed by all, or as if it had never been asked for; nobody hears half of it."""
    with working() as begun:
        pair, now = pairs.ready_pair(begun), begun
        for act, who in acts:
            try:
                now = _act(now, pair, act, signers(pair)[who])
            except CxcError:
                continue
        _holds(now, pair)


def _act(work, pair, act, who):
    found = open_amendment(work, pair.exchange)
    if act in {"ask", "agenda"}:
        ask(work, pair, LATER if act == "ask" else NEW_AGENDA, who)
    elif act == "sign" and found:
        amending.sign_amendment(work, who, found.id)
    elif act == "refuse" and found:
        amending.refuse_amendment(work, who, found.id, "No.")
    elif act == "cancel":
        course.cancel_exchange(work, pair.host, pair.id, "time")
    elif act in {"begin", "over"}:
        day = pair.exchange.starts_on if act == "begin" else pair.exchange.ends_on
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        work = at(work, moment + timedelta(days=act == "over"))
        course.start_exchange(work, pair.id)
        course.finish_exchange(work, pair.id)
    return work


def _holds(work, pair):
    for one in amending.amendments_of(work, pair.exchange):
        (version,) = (
            each for each in versions_of(work, pair.exchange) if each.id == one.commitment_id
        )
        signed = {each.party for each in signatures_of(work, version)}
        assert (signed == set(Signatory)) == (one.state is A.IN_FORCE)
        assert one.state in {A.OPEN, *AMENDMENT_MOVES[A.OPEN]}
        if one.state is A.OPEN:
            assert pair.exchange.state in AMENDABLE
    paper = current_commitment(work, pair.exchange)
    if pair.exchange.state in AMENDABLE:
        assert (paper.starts_on, paper.ends_on) == (pair.exchange.starts_on, pair.exchange.ends_on)
        assert (paper.working_days, paper.lump_sum) == (
            pair.exchange.working_days,
            pair.exchange.lump_sum,
        )
    asked = len(amending.amendments_of(work, pair.exchange))
    open_ = open_amendment(work, pair.exchange) is not None
    assert told(work, "amendment.ended") == 2 * (asked - open_) - _ended_by_a_side(work)


def _ended_by_a_side(work):
    """How many changes a visitor or host has ended, who is answered and not told once more."""
    ends = {f"amendment:{one.value}" for one in A if one is not A.OPEN}
    acts = work.session.exec(select(Audit)).all()
    return len([one for one in acts if one.act in ends and one.actor.startswith("person:")])
