"""What an accountant takes over: one line a payment, for a spreadsheet and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.papers.text_tables import CSV, as_text
from exchange.papers.workbook import Sheet, workbook
from exchange.people.officers import Right, require
from exchange.people.partnerships import clock_of
from exchange.people.signing import last_signatures
from exchange.reporting.visits import every_visit
from exchange.rows import row_id
from exchange.visiting.commitment_papers import halved_words
from exchange.visiting.kept_files import XLSX, drawn_for, language_of
from exchange.words import N_, plain_english
from matching.places.countries import country_name
from storage.tables import Agreement, Exchange, Officer, Payment, PaymentState, Person, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from exchange.papers.workbook import Cell
    from exchange.reporting.visits import Visit
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import StoredFile

PAYMENTS = (
    N_("Exchange"),
    N_("Paid to"),
    N_("Person"),
    N_("Country"),
    N_("Host"),
    N_("Host's country"),
    N_("First day"),
    N_("Last day"),
    N_("Working days"),
    N_("Amount"),
    N_("Currency"),
    N_("Halved for"),
    N_("Agreement"),
    N_("Agreement binding since"),
    N_("Instalment"),
    N_("Payment reference"),
    N_("State"),
    N_("Proposed by"),
    N_("Proposed"),
    N_("Decided by"),
    N_("Decided"),
    N_("Sent back because"),
    N_("Paid without proof because"),
)
STATES: Mapping[PaymentState, str] = {
    PaymentState.PROPOSED: N_("proposed, not approved yet"),
    PaymentState.PAID: N_("paid"),
    PaymentState.DECLINED: N_("sent back"),
}


def payments_book(work: Work, officer: Officer, say: Say = plain_english) -> StoredFile:
    """An XLSX file with a line for each payment of the Partnership. Raises RoleMayNot, TooManyDrawings."""
    return _file(work, officer, say, "xlsx")


def payments_text(work: Work, officer: Officer, say: Say = plain_english) -> StoredFile:
    """The same as CSV in UTF-8: with a decimal comma and semicolons where the reader's language has them.

    Raises RoleMayNot, TooManyDrawings.
    """
    return _file(work, officer, say, "csv")


def _file(work: Work, officer: Officer, say: Say, kind: str) -> StoredFile:
    require(officer, Right.READ)
    reader, language = work.load(Person, officer.person_id), language_of(say)
    clock = clock_of(work, officer.partnership_id)
    name = f"{say(N_('payments'))}-{work.now.astimezone(clock):%Y-%m-%d}.{kind}"

    def gather() -> Sheet:
        rows = tuple(_rows(work, officer.partnership_id, say))
        return Sheet(say("Payments"), [say(one) for one in PAYMENTS], rows, clock.key)

    if kind == "xlsx":
        return drawn_for(work, reader, name, XLSX, lambda: [gather()], workbook)
    return drawn_for(work, reader, name, CSV, gather, lambda sheet: as_text(sheet, language))


def _rows(work: Work, partnership_id: int, say: Say) -> Iterator[Sequence[Cell]]:
    """Payments in the order in which they were proposed; days are days, times are by the Partnership's clock."""
    known = {one.number: one for one in every_visit(work, partnership_id)}
    officers = {one.id: one.name for one in work.session.exec(select(Officer))}
    query = (
        select(Payment, Report, Agreement)
        .join(Exchange, col(Exchange.id) == Payment.exchange_id)
        .outerjoin(Report, col(Report.exchange_id) == Payment.exchange_id)
        .outerjoin(Agreement, col(Agreement.id) == Payment.agreement_id)
        .where(Exchange.visitor_partnership_id == partnership_id)
        .order_by(col(Payment.id))
    )
    signed = last_signatures(work)
    for payment, report, agreement in work.session.exec(query):
        one = known[payment.exchange_id]
        approved = officers.get(payment.decided_by)
        yield (
            *_visit(one, say),
            payment.amount,
            payment.currency,
            halved_words(work.scheme, one.halved_for, say),
            *_agreement(agreement, signed, say),
            payment.instalment,
            payment.reference,
            say(STATES[payment.state]),
            officers.get(payment.proposed_by),
            payment.proposed_at,
            say("{officer}, alone", officer=approved) if payment.alone else approved,
            payment.decided_at,
            payment.declined_for,
            report.waived_for if report else None,
        )


def _agreement(
    agreement: Agreement | None, signed: Mapping[int, datetime], say: Say
) -> Sequence[Cell]:
    """The version that a payment is made under, and the day of its last signature."""
    if agreement is None:
        return say("none: paid before there were agreements"), None
    since = signed.get(agreement.follows_id or row_id(agreement))
    return say("version {version}", version=agreement.version), since


def _visit(one: Visit, say: Say) -> Sequence[Cell]:
    language = language_of(say)
    return (
        f"HX-{one.number:04}",
        one.visitor.name,
        one.visitor.person,
        country_name(one.visitor.country, language),
        one.host.name,
        country_name(one.host.country, language),
        one.starts_on,
        one.ended_on,
        one.working_days,
    )
