"""Everything of a Partnership as a spreadsheet."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.cooperating import figures as partnering
from exchange.desk.exchanges import exchanges_at
from exchange.desk.export_words import SIDES, answer_cell, reason_cell
from exchange.finding.group_seats import group_of
from exchange.life.reasons import reasons_of
from exchange.life.stands import (
    APPLICATION_STATES,
    EXCHANGE_FORMS,
    EXCHANGE_STATES,
    PROPOSAL_STATES,
)
from exchange.opportunities import figures as funding
from exchange.papers import regional
from exchange.papers.workbook import Sheet, workbook
from exchange.people.joining import came_by
from exchange.people.memberships import MEMBERSHIPS, standing
from exchange.people.officers import Right, require
from exchange.people.parties import parties
from exchange.people.partnerships import clock_of, day_by, today_at
from exchange.people.signing import binding_since, current_agreement, signatures_of
from exchange.people.spots import slots_of, spots_of
from exchange.places import sheets as places
from exchange.rows import row_id
from exchange.supporting import figures as support
from exchange.teaching import figures as teaching
from exchange.timing.evidence import evidence_of, missing_evidence
from exchange.timing.reports import report_of
from exchange.timing.sessions import sessions_of
from exchange.timing.surveys import reply_of
from exchange.twinning import figures as twinning
from exchange.visiting.commitment_papers import halved_words
from exchange.visiting.correcting import corrections_of
from exchange.visiting.kept_files import XLSX, drawn_for, language_of
from exchange.visiting.paying import payment_of, payments_of
from exchange.visiting.surveys import in_words, survey_form
from exchange.words import N_, plain_english
from matching.places.countries import country_name
from storage.tables import (
    ANSWERS,
    Application,
    Cluster,
    ExchangeForm,
    Officer,
    Organisation,
    Partnership,
    PaymentState,
    Person,
    Proposal,
    Shown,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from exchange.papers.workbook import Cell
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Exchange, StoredFile

EXPORTED = tuple(one for one in ANSWERS if Shown.COLUMN in one.shown)
_STATE_AFTER = 1 + next(at for at, one in enumerate(EXPORTED) if one.name == "role")
_WHO, _WHAT = EXPORTED[:_STATE_AFTER], EXPORTED[_STATE_AFTER:]
APPLICATIONS = (
    N_("Number"),
    *(one.title for one in _WHO),
    N_("State"),
    *(one.title for one in _WHAT),
    N_("Submitted"),
    N_("Decided"),
    N_("Reason"),
    N_("Cluster"),
    N_("ECCP profile"),
    N_("Membership"),
    N_("Confirmed by"),
    N_("Exception because"),
    N_("Came by"),
)
PROPOSALS = (
    N_("Number"),
    N_("Visitor"),
    N_("Host"),
    N_("Made by"),
    N_("State"),
    N_("Made"),
    N_("Expires"),
    N_("Decided"),
    N_("Reason"),
)
ENDINGS = ("exchange:cancelled", "exchange:interrupted")
"""Acts by which an exchange ends otherwise than it was agreed, each for a reason."""
EXCHANGES = (
    N_("Number"),
    N_("Visitor"),
    N_("From"),
    N_("Host"),
    N_("To"),
    N_("Visitor's Partnership"),
    N_("Host's Partnership"),
    N_("State"),
    N_("First day"),
    N_("Last day"),
    N_("Ended early"),
    N_("Working days"),
    N_("Distance in km"),
    N_("Distance settled by"),
    N_("Lump sum"),
    N_("Currency"),
    N_("Halved for"),
    N_("Reason"),
    N_("Corrections"),
    N_("Agreement"),
    N_("Agreement binding since"),
    N_("Proof"),
    N_("Proof missing"),
    N_("Paid without proof because"),
    N_("Paid"),
    N_("Paid so far"),
    N_("Payment reference"),
    N_("Proposed by"),
    N_("Approved by"),
    N_("Payments sent back"),
    N_("Group visit"),
    N_("Form"),
    N_("Sessions online"),
    N_("Sessions held"),
)
SURVEYS = (
    N_("Exchange"),
    N_("Side"),
    N_("Answered"),
    N_("Question"),
    N_("Answer"),
)


def export_file(work: Work, officer: Officer, say: Say = plain_english) -> StoredFile:
    """An XLSX file of the Partnership's applications, proposals, exchanges, surveys, services, courses, introductions, projects, twinnings, funding and places.

    Times and days are by the Partnership's clock. Raises RoleMayNot, TooManyDrawings.
    """
    require(officer, Right.READ)
    today = today_at(work, officer.partnership_id)
    name = f"clusterxchange-{today}.xlsx"
    reader = work.load(Person, officer.person_id)
    return drawn_for(work, reader, name, XLSX, lambda: _sheets(work, officer, say), workbook)


def _sheets(work: Work, officer: Officer, say: Say) -> list[Sheet]:
    clock = clock_of(work, officer.partnership_id)
    exchanges = exchanges_at(work, officer.partnership_id)
    tables: list[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]] = [
        (
            say("Applications"),
            APPLICATIONS,
            _applications(work, officer.partnership_id, clock, say),
        ),
        (say("Proposals"), PROPOSALS, _proposals(work, officer.partnership_id, clock, say)),
        (say("Exchanges"), EXCHANGES, (_exchange(work, one, clock, say) for one in exchanges)),
        (say("Surveys"), SURVEYS, _surveys(work, exchanges, say)),
        (say("Services"), support.COLUMNS, support.sheet_rows(work, officer, say)),
        (say("Courses"), teaching.COLUMNS, teaching.sheet_rows(work, officer, say)),
        (say("Wanted courses"), teaching.WANTED, teaching.wanted_rows(work, officer, say)),
        (say("Introductions"), partnering.COLUMNS, partnering.introductions(work, officer, say)),
        (say("Projects"), partnering.PROJECTS, partnering.projects(work, officer, say)),
        (say("Twinnings"), twinning.COLUMNS, twinning.sheet_rows(work, officer, say)),
        (say("Funding"), funding.COLUMNS, funding.sheet_rows(work, officer, say)),
        *places.sheets_at(work, officer, say),
    ]
    return [
        Sheet(title, [say(name) for name in columns], list(rows), clock.key)
        for title, columns, rows in tables
    ]


def _applications(
    work: Work, partnership_id: int, clock: ZoneInfo, say: Say
) -> Iterator[Sequence[Cell]]:
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(Application.partnership_id == partnership_id)
        .order_by(col(Application.id))
    )
    told = partial(answer_cell, say, work.scheme)
    for one, organisation in work.session.exec(query):
        yield (
            f"A-{one.id:04}",
            *(told(answer, answer.value(one, organisation)) for answer in _WHO),
            say(APPLICATION_STATES[one.state]),
            *(told(answer, answer.value(one, organisation)) for answer in _WHAT),
            one.submitted_at,
            one.decided_at,
            reason_cell(say, work.scheme.rejection_reasons, one.reason),
            *_membership(work, row_id(one), organisation, clock, say),
            came_by(work, one),
        )


def _membership(
    work: Work, application_id: int, organisation: Organisation, clock: ZoneInfo, say: Say
) -> Sequence[Cell]:
    """The cluster and its profile; how the membership stands, who has said so and when, an exception's reason."""
    named = organisation.cluster_id
    cluster = work.load(Cluster, named) if named else None
    told = standing(work, application_id)
    found = told.membership if told else None
    said_at = found.decided_at if found else None
    by = f"{told.by}, {day_by(clock, said_at)}" if told and said_at else None
    excepted = found is not None and found.exception is not None
    return (
        cluster.name if cluster else None,
        cluster.eccp if cluster else None,
        say(MEMBERSHIPS[found.state]) if found else say("none needed"),
        by,
        f"{found.reason} {found.approval}".strip() if found and excepted else None,
    )


def _proposals(
    work: Work, partnership_id: int, clock: ZoneInfo, say: Say
) -> Iterator[Sequence[Cell]]:
    language = language_of(say)
    own = select(Application.id).where(Application.partnership_id == partnership_id)
    query = (
        select(Proposal)
        .where(or_(col(Proposal.visitor_id).in_(own), col(Proposal.host_id).in_(own)))
        .order_by(col(Proposal.id))
    )
    for one in work.session.exec(query):
        until = regional.day(day_by(clock, one.expires_at), language)
        yield (
            one.id,
            _name(work, one.visitor_id),
            _name(work, one.host_id),
            say(SIDES[one.made_by] if one.officer_id is None else N_("your desk")),
            say(PROPOSAL_STATES[one.state], until=until),
            one.made_at,
            one.expires_at,
            one.decided_at,
            reason_cell(say, work.scheme.decline_reasons, one.reason),
        )


def _name(work: Work, application_id: int) -> str:
    application = work.load(Application, application_id)
    return work.load(Organisation, application.organisation_id).name


def _exchange(work: Work, exchange: Exchange, clock: ZoneInfo, say: Say) -> Sequence[Cell]:
    all_, language = parties(work, exchange), language_of(say)
    return (
        f"HX-{row_id(exchange):04}",
        all_.visitor_organisation.name,
        country_name(all_.visitor_organisation.country, language),
        all_.host_organisation.name,
        country_name(all_.host_organisation.country, language),
        work.load(Partnership, exchange.visitor_partnership_id).name,
        work.load(Partnership, exchange.host_partnership_id).name,
        say(EXCHANGE_STATES[exchange.state]),
        exchange.starts_on,
        exchange.ends_on,
        exchange.ended_early_on,
        exchange.working_days,
        None if exchange.distance_km is None else round(exchange.distance_km),
        _officer(work, exchange.distance_settled_by) if exchange.distance_settled_by else None,
        _lump_sum(exchange, say),
        exchange.currency,
        halved_words(work.scheme, exchange.halved_for, say),
        _reasons(work, exchange, clock, say),
        _corrections(work, exchange, clock),
        *_agreement(work, exchange, say),
        *_proofs(work, exchange, say),
        *_payment(work, exchange, say),
        group.title if (group := group_of(work, exchange)) else None,
        say(EXCHANGE_FORMS[exchange.form]),
        *_sessions(work, exchange),
        _spots(work, exchange),
    )


def _reasons(work: Work, exchange: Exchange, clock: ZoneInfo, say: Say) -> str:
    """Why it was cancelled or broken off; where it was more than once, or was taken back, each time with its day."""
    listed = work.scheme.cancellation_reasons
    each = reasons_of(work, exchange, *ENDINGS)
    if [one.said for one in each] in ([], [exchange.reason]):
        return reason_cell(say, listed, exchange.reason)
    said = ((day_by(clock, one.said_at), reason_cell(say, listed, one.said)) for one in each)
    return "; ".join(f"{day} {why}" for day, why in said)


def _sessions(work: Work, exchange: Exchange) -> tuple[Cell, Cell]:
    """How many half days online there are, and how many were held; nothing for a visit."""
    if exchange.form is ExchangeForm.VISIT:
        return None, None
    rows = sessions_of(work, exchange)
    return len(rows), sum(one.held is True for one in rows)


def _spots(work: Work, exchange: Exchange) -> str | None:
    """The days on the spot of a stay in several parts, or of one that is partly online; else they are the stay's."""
    if not slots_of(work, exchange):
        return None
    return "; ".join(f"{starts} – {ends}" for starts, ends in spots_of(work, exchange))


def _lump_sum(exchange: Exchange, say: Say) -> Cell:
    """The amount; that it is to be confirmed; nothing before dates are agreed."""
    open_ = exchange.starts_on is not None and exchange.lump_sum is None
    return say("to be confirmed") if open_ else exchange.lump_sum


def _corrections(work: Work, exchange: Exchange, clock: ZoneInfo) -> str:
    """Each correction: when, by whom, the days before and after, the sum before and after, why."""
    return "; ".join(
        f"{day_by(clock, one.made_at)} {_officer(work, one.officer_id)}:"
        f" {one.first_day_before} – {one.last_day_before} → {one.first_day_after} – {one.last_day_after},"
        f" {one.sum_before} → {one.sum_after}"
        f" ({one.reason})"
        for one in corrections_of(work, exchange)
    )


def _agreement(work: Work, exchange: Exchange, say: Say) -> Sequence[Cell]:
    """The version of the agreement on the money and who has signed it; since when it binds."""
    found = current_agreement(work, exchange)
    if found is None:
        return ("", None)
    names = ", ".join(one.name for one in signatures_of(work, found))
    told = say("version {version}: {names}", version=found.version, names=names or "–")
    if found.follows_id:
        told = say("version {version}: by the terms that were signed", version=found.version)
    return (told, binding_since(work, found))


def _proofs(work: Work, exchange: Exchange, say: Say) -> Sequence[Cell]:
    """What was handed in, what is missing of what is required, and a coordinator's reason."""
    titles = {one.id: say(one.title) for one in work.scheme.evidence}
    other = say("Proof of stay")
    there = Counter(one.item for one in evidence_of(work, exchange))
    missing = (titles[one.id] for one in missing_evidence(work, exchange))
    report = report_of(work, exchange)
    return (
        ", ".join(f"{titles.get(item, other)} ({count})" for item, count in there.items()),
        ", ".join(missing) if report else None,
        report.waived_for if report else None,
    )


def _so_far(work: Work, exchange: Exchange) -> Decimal | None:
    """What is paid of it, in one instalment or in several."""
    made = [one for one in payments_of(work, exchange) if one.state is PaymentState.PAID]
    return sum((one.amount for one in made), Decimal(0)) if made else None


def _payment(work: Work, exchange: Exchange, say: Say) -> Sequence[Cell]:
    """When it was paid, under which reference, by which two officers, and why one was sent back."""
    payment = payment_of(work, exchange)
    back = (one.declined_for for one in payments_of(work, exchange) if one.declined_for)
    paid = payment is not None and payment.state is PaymentState.PAID
    approved = _officer(work, payment.decided_by) if payment and paid else None
    alone = say("{officer}, alone", officer=approved) if payment and payment.alone else approved
    return (
        payment.decided_at if payment and paid else None,
        _so_far(work, exchange),
        payment.reference if payment else None,
        _officer(work, payment.proposed_by) if payment else None,
        alone,
        "; ".join(back),
    )


def _officer(work: Work, number: int | None) -> str:
    return work.load(Officer, number).name


def _surveys(work: Work, exchanges: Sequence[Exchange], say: Say) -> Iterator[Sequence[Cell]]:
    for exchange in exchanges:
        for side in Side:
            reply = reply_of(work, exchange, side)
            for question in survey_form(work, exchange, side) if reply else ():
                given = reply.answers.get(question.id) if reply else None
                yield (
                    f"HX-{row_id(exchange):04}",
                    say(SIDES[side]),
                    reply.submitted_at if reply else None,
                    say(question.title),
                    in_words(say, question, given),
                )
