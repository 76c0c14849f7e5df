"""What all have signed is changed by a new version that all sign again: dates, agenda, who takes part."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from sqlmodel import col, select

from exchange.errors import CxcError, NotPossibleNow
from exchange.finding.group_seats import group_of
from exchange.finding.waiting_list import tell_waiting
from exchange.life.moves import move_amendment
from exchange.notices import Notice
from exchange.people.officers import Right, actor_of, require
from exchange.people.parties import (
    application_on,
    exchange_at_desk,
    exchange_for,
    organisation_on,
    person_on,
    side_in,
    today_at_host,
)
from exchange.people.signing import (
    SIGNATORY_OF,
    current_commitment,
    next_signatory,
    open_amendment,
    version_before,
)
from exchange.people.spots import slots_of
from exchange.rows import row_id
from exchange.scheme.questionnaires import check_answers
from exchange.scheme.stay import check_stay
from exchange.states import AMENDABLE, CANCELLABLE
from exchange.visiting.commitment_papers import PaperForgotten, takes_part
from exchange.visiting.commitments import (
    PaperChanged,
    Terms,
    check_pace,
    new_version,
    pass_on,
    sign_as_officer,
    sign_as_person,
)
from exchange.visiting.dates import DaysOfTheGroup, check_places
from exchange.visiting.sums import lump_sum_of, sum_of_days
from storage.tables import (
    Amendment,
    AmendmentState,
    Application,
    Commitment,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Officer,
    Partnership,
    Person,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from exchange.scheme.lump_sum import LumpSum
    from exchange.work import Work
    from storage.tables import Signature

AGENDA = "agenda"  # of the commitment's form


class Part(StrEnum):
    """What of a signed paper may be changed."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    AGENDA = "agenda"
    PEOPLE = "people"


MAY_CHANGE: Mapping[ExchangeState, frozenset[Part]] = {
    ExchangeState.READY: frozenset(Part),
    ExchangeState.UNDER_WAY: frozenset({Part.LAST_DAY, Part.AGENDA, Part.PEOPLE}),
}
"""In which states what was signed may be changed, and what of it; before, a new version is written,
and after the stay the desk corrects what really was (`exchange.visiting.correcting`)."""


class SessionsStand(CxcError):
    """Sessions online stand as they were agreed. Agree on another time with each other, and tell me which were held."""


class PiecesStand(CxcError):
    """The days of an exchange in several parts stand as they were agreed; what was really stayed is corrected after it.

    Its text and its people can be changed.
    """


class NothingSigned(CxcError):
    """Not everybody has signed yet, so nothing has to be amended: dates and text are changed at once."""


class StayOver(CxcError):
    """The stay is over, so what was signed stands. If a day or the sum is wrong, your Partnership corrects it."""


class AlreadyAmending(CxcError):
    """A change of this exchange is being signed already, and one goes after the other. /exchanges shows it."""


class NothingChanged(CxcError):
    """That is what is signed already, so there is nothing to change.

    Change an answer first, or leave it with /cancel.
    """


class FirstDayGone(CxcError):
    """The stay has begun, so its first day stands. Its last day, the agenda and who takes part can change."""


class LastDayGone(CxcError):
    """That day is over already. A stay that has begun can end today at the earliest.

    If it was broken off, choose “It had to be broken off”.
    """


class AmendmentOutdated(CxcError):
    """Something on this paper, such as a name, has changed since it was asked for.

    Please take it back, and ask for it anew.
    """


class AmendmentOver(CxcError):
    """This change is not open any more. /exchanges shows what counts now."""


Asker: TypeAlias = Person | Officer


@dataclass(frozen=True)
class Change:
    """What is to be different; None, or a side that is not named, stays as it is signed."""

    starts_on: date | None = None
    ends_on: date | None = None
    agenda: str | None = None
    people: Mapping[Side, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """A part of the paper that an amendment changes: as it was signed, and as it would be.

    Days and words; an agenda is too long to be told, so it has none.
    """

    part: Part
    before: tuple[date, date] | str = ""
    after: tuple[date, date] | str = ""
    side: Side | None = None


@dataclass(frozen=True)
class Wanted:
    """An amendment as people read of it: the name of whoever asks, of both sides, what it changes.

    `sum` is what the stay would be worth, where that is another sum; of one that is open only.
    """

    amendment: Amendment
    who: str
    names: Mapping[Side, str]
    differences: Sequence[Difference]
    sum: LumpSum | None


def amendments_of(work: Work, exchange: Exchange) -> Sequence[Amendment]:
    """Every change that was ever asked for, oldest first."""
    query = select(Amendment).where(Amendment.exchange_id == exchange.id)
    return work.session.exec(query.order_by(col(Amendment.id))).all()


def may_amend(work: Work, exchange: Exchange) -> bool:
    """Whether somebody may ask for a change now; days alone are amended, sessions online are not."""
    return (
        exchange.form is not ExchangeForm.ONLINE
        and exchange.state in MAY_CHANGE
        and open_amendment(work, exchange) is None
    )


def would_amend(work: Work, by: Asker, exchange_id: int, change: Change) -> Terms:
    """What the exchange would be in days, sum and people; nothing is changed.

    Raises NothingSigned, StayOver, AlreadyAmending, NothingChanged, FirstDayGone, LastDayGone,
    PiecesStand, DaysOfTheGroup, NoPlaceThen, NoPlaceAtAll, PaperForgotten, what check_stay raises, NotFound,
    RoleMayNot.
    """
    exchange = _exchange_of(work, by, exchange_id)
    require_amendable(work, exchange)
    return _terms(work, exchange, _signed(work, exchange), change)


def ask_amendment(
    work: Work, by: Asker, exchange_id: int, change: Change, reason: str
) -> Amendment:
    """A new version of what all have signed, for all to sign again; until then the old one holds.

    Either side may ask, and an officer of either Partnership, with a reason that everybody reads.
    Raises as would_amend does, EnoughForToday, AnswerNotFitting.
    """
    exchange = _exchange_of(work, by, exchange_id)
    require_amendable(work, exchange)
    signed, side = _signed(work, exchange), side_of(work, by, exchange)
    terms = _terms(work, exchange, signed, change)
    answers = dict(signed.answers)
    if change.agenda is not None:
        answers[AGENDA] = change.agenda
    check_pace(work, exchange, side)
    given = check_answers(work.scheme.commitment_form, answers)
    paper = new_version(work, exchange, side, given, terms)
    is_officer = isinstance(by, Officer)
    amendment = work.add(
        Amendment(
            exchange_id=row_id(exchange),
            commitment_id=row_id(paper),
            state=AmendmentState.OPEN,
            side=None if is_officer else side,
            officer_id=by.id if is_officer else None,
            reason=reason,
            asked_at=work.now,
        )
    )
    subject = f"exchange:{exchange.id}"
    work.record(_actor(by), "amendment:ask", subject, amendment=amendment.id)
    _tell(work, exchange, amendment, by)
    has_it = None if is_officer else SIGNATORY_OF[side]
    pass_on(work, exchange, paper, has_it=has_it)
    return amendment


def _tell(work: Work, exchange: Exchange, amendment: Amendment, by: Asker) -> None:
    """Both sides, but neither whoever has just asked nor whoever is asked to sign it at once."""
    turn = next_signatory(work, exchange)
    for side in Side:
        reader = person_on(work, exchange, side)
        if SIGNATORY_OF[side] is turn or (isinstance(by, Person) and reader.id == by.id):
            continue
        key = f"amendment:{amendment.id}:asked:{side.value}"
        facts = {"exchange": exchange.id, "amendment": amendment.id}
        work.tell(reader, Notice.AMENDMENT_ASKED, key=key, **facts)


def sign_amendment(work: Work, by: Asker, amendment_id: int) -> Signature:
    """The signature of one of the four under a change, in its turn.

    Raises NotFound, RoleMayNot, AmendmentOver, SignedAlready, NotYourTurn, DatesOver, AmendmentOutdated.
    """
    number = amendment_for(work, by, amendment_id).exchange_id
    try:
        if isinstance(by, Officer):
            return sign_as_officer(work, by, number, amending=True)
        return sign_as_person(work, by, number, amending=True)
    except PaperChanged as changed:
        raise AmendmentOutdated from changed


def refuse_amendment(work: Work, by: Asker, amendment_id: int, reason: str = "") -> Amendment:
    """The change, refused for a reason; whoever asked for it takes it back. What was signed holds.

    Whoever waits for the host hears if it has room on the days that were wanted.

    Raises NotFound, RoleMayNot, AmendmentOver.
    """
    amendment = amendment_for(work, by, amendment_id)
    to = AmendmentState.TAKEN_BACK if is_own(work, by, amendment) else AmendmentState.REFUSED
    move_amendment(work, amendment, to, _actor(by), ended_for=reason)
    host_id = work.load(Exchange, amendment.exchange_id).host_id
    tell_waiting(work, work.load(Application, host_id))
    return amendment


def amendment_for(work: Work, by: Asker, amendment_id: int) -> Amendment:
    """The open change of an exchange of theirs, held with it. Raises NotFound, RoleMayNot, AmendmentOver."""
    number = work.load(Amendment, amendment_id).exchange_id
    exchange = _exchange_of(work, by, number)
    amendment = work.hold(Amendment, amendment_id)
    if amendment.state is not AmendmentState.OPEN or exchange.state not in AMENDABLE:
        raise AmendmentOver
    return amendment


def is_own(work: Work, by: Asker, amendment: Amendment) -> bool:
    """Whether whoever looks has asked for it: the side, or any officer of the desk that did."""
    if isinstance(by, Officer):
        asked = amendment.officer_id
        return bool(asked) and work.load(Officer, asked).partnership_id == by.partnership_id
    exchange = work.load(Exchange, amendment.exchange_id)
    return amendment.side is side_in(work, by, exchange)


def differences(work: Work, amendment: Amendment) -> list[Difference]:
    """What it changes of the version before it that counts, or counted."""
    exchange = work.load(Exchange, amendment.exchange_id)
    new = work.load(Commitment, amendment.commitment_id)
    old = version_before(work, exchange, new)
    return [
        *_other_days(old, new),
        *_other_people(work, exchange, old, new),
        *_other_text(old, new),
    ]


def wanted(work: Work, amendment: Amendment) -> Wanted:
    """An amendment as people read of it."""
    exchange = work.load(Exchange, amendment.exchange_id)
    names = {side: organisation_on(work, exchange, side).name for side in Side}
    who = names.get(amendment.side) if amendment.side else None
    if who is None:
        officer = work.load(Officer, amendment.officer_id)
        who = work.load(Partnership, officer.partnership_id).name
    found = differences(work, amendment)
    return Wanted(amendment, who, names, found, _other_sum(work, exchange, amendment))


def _other_sum(work: Work, exchange: Exchange, amendment: Amendment) -> LumpSum | None:
    paper = work.load(Commitment, amendment.commitment_id)
    same_days = (paper.starts_on, paper.ends_on) == (exchange.starts_on, exchange.ends_on)
    if amendment.state is not AmendmentState.OPEN or same_days or paper.starts_on is None:
        return None
    km, days = exchange.distance_km, paper.working_days
    found = sum_of_days(work, exchange, paper.starts_on, days, km)
    return None if found == lump_sum_of(exchange) else found


def _other_days(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.starts_on and old.ends_on and new.starts_on and new.ends_on:
        was, will = (old.starts_on, old.ends_on), (new.starts_on, new.ends_on)
        part = Part.LAST_DAY if was[0] == will[0] else Part.FIRST_DAY
        if was != will:
            yield Difference(part, was, will)


def _other_people(
    work: Work, exchange: Exchange, old: Commitment, new: Commitment
) -> Iterator[Difference]:
    for side in Side:
        name = application_on(work, exchange, side).person_name
        was, will = (one.people.get(side) or name for one in (old, new))
        if was != will:
            yield Difference(Part.PEOPLE, was, will, side)


def _other_text(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.answers.get(AGENDA) != new.answers.get(AGENDA):
        yield Difference(Part.AGENDA)


def _exchange_of(work: Work, by: Asker, exchange_id: int) -> Exchange:
    """The exchange, held, and its host's places with it: two pairs change one after the other."""
    if isinstance(by, Officer):
        found = exchange_at_desk(work, by, exchange_id, Right.READ)
        require(by, Right.DECIDE)
    else:
        found = exchange_for(work, by, exchange_id)
    work.hold(Application, found.host_id)
    return work.hold(Exchange, exchange_id)


def side_of(work: Work, by: Asker, exchange: Exchange) -> Side:
    """The side that somebody is on; an officer's is that of the Partnership."""
    if isinstance(by, Person):
        return side_in(work, by, exchange)
    ours = by.partnership_id == exchange.visitor_partnership_id
    return Side.VISITOR if ours else Side.HOST


def _actor(by: Asker) -> str:
    return actor_of(by) if isinstance(by, Officer) else f"person:{by.id}"


def require_amendable(work: Work, exchange: Exchange) -> None:
    """Nothing, if somebody may ask for a change now. Raises SessionsStand, NothingSigned, StayOver, AlreadyAmending."""
    if exchange.form is ExchangeForm.ONLINE:
        raise SessionsStand
    if exchange.state in CANCELLABLE - AMENDABLE:
        raise NothingSigned
    if exchange.state not in MAY_CHANGE:
        raise StayOver
    if open_amendment(work, exchange):
        raise AlreadyAmending


def _signed(work: Work, exchange: Exchange) -> Commitment:
    signed = current_commitment(work, exchange)
    if signed is None or not signed.answers:
        raise PaperForgotten
    return signed


def _terms(work: Work, exchange: Exchange, signed: Commitment, change: Change) -> Terms:
    starts, ends = exchange.starts_on, exchange.ends_on
    if starts is None or ends is None:
        raise NotPossibleNow
    wanted = change.starts_on or starts, change.ends_on or ends
    people = signed.people | {side.value: name for side, name in change.people.items()}
    same_text = change.agenda in (None, signed.answers.get(AGENDA))
    named = change.people.items()
    same_people = all(takes_part(work, exchange, side) == name for side, name in named)
    if wanted == (starts, ends):
        if same_text and same_people:
            raise NothingChanged
        return Terms(starts, ends, exchange.working_days or 0, lump_sum_of(exchange), people)
    if slots_of(work, exchange):
        raise PiecesStand
    return _new_days(work, exchange, *wanted, people)


def _new_days(
    work: Work, exchange: Exchange, starts: date, ends: date, people: Mapping[str, str]
) -> Terms:
    """Other days have to be possible, and have a place at the host; the sum is worked out again.

    A guest's are those of the group, which alone is received beside the host's places.
    """
    group = group_of(work, exchange)
    if group and (starts, ends) != (group.starts_on, group.ends_on):
        raise DaysOfTheGroup
    today = today_at_host(work, exchange)
    if exchange.state is ExchangeState.UNDER_WAY:
        if starts != exchange.starts_on:
            raise FirstDayGone
        if ends < today:
            raise LastDayGone
        today = starts
    host = organisation_on(work, exchange, Side.HOST)
    stay = check_stay(starts, ends, host.country, today, work.scheme, host.region)
    check_places(work, exchange, starts, ends)
    sum_ = sum_of_days(work, exchange, starts, stay.count, exchange.distance_km)
    return Terms(starts, ends, stay.count, sum_, people)
