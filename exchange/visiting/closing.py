"""After the stay: the visitor's report, its validation and the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from exchange.errors import CxcError, NotAllowed, NotPossibleNow
from exchange.life.moves import move_exchange
from exchange.life.undone import anew
from exchange.notices import DeskNotice, Notice
from exchange.papers.certificate import Certificate, certificate_pdf
from exchange.people.officers import Right, actor_of
from exchange.people.parties import (
    exchange_held,
    exchange_of_payer,
    organisation_on,
    other,
    parties,
    person_on,
    side_in,
)
from exchange.people.spots import spots_of
from exchange.people.valid_stays import long_enough
from exchange.rows import row_id
from exchange.scheme.questionnaires import check_answers
from exchange.states import CERTIFIED, REPORTABLE, last_day, nothing_to_pay
from exchange.timing.evidence import plan_missing
from exchange.timing.reports import EXCHANGE_CLOSE, plan_report_again, report_of, strike_report
from exchange.visiting.commitment_papers import takes_part
from exchange.visiting.counted import days_online
from exchange.visiting.evidence import tell_if_payable
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from exchange.work import SYSTEM
from storage.tables import Due, Exchange, ExchangeState, Partnership, Report, Side, StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer, Person


class VisitorReports(NotAllowed):
    """The visitor writes the report. Your survey comes on its own."""


class StayNotOver(CxcError):
    """The report comes after the stay. I ask for it as soon as the stay is over."""


class ReportedAlready(CxcError):
    """Your report is handed in already. I tell you what your Partnership says."""


class NothingToReport(CxcError):
    """This stay was too short to be an exchange, so it is closed and needs no report any more."""


class ValidatedAlready(CxcError):
    """This report is validated already, and the visitor knows."""


class NoReportYet(CxcError):
    """There is no report to decide on at the moment."""


class NoCertificate(CxcError):
    """There is no certificate yet: it comes when the report is validated."""


def submit_report(
    work: Work, person: Person, exchange_id: int, answers: Mapping[str, Any]
) -> Report:
    """The visitor's report, handed in or, after it was returned, handed in again.

    What of the evidence is missing then is asked for. Raises VisitorReports, ReportedAlready,
    StayNotOver, AnswerMissing, AnswerNotFitting.
    """
    exchange = exchange_held(work, person, exchange_id)
    _require_reportable(exchange, side_in(work, person, exchange))
    given = check_answers(work.scheme.report_form, answers)
    report = report_of(work, exchange) or Report(
        exchange_id=row_id(exchange), submitted_at=work.now
    )
    report.answers, report.submitted_at = given, work.now
    work.add(report)
    move_exchange(work, exchange, ExchangeState.REPORTED, f"person:{person.id}")
    strike_report(work, exchange)
    plan_missing(work, exchange)
    work.tell_desk(
        exchange.visitor_partnership_id,
        DeskNotice.REPORT_SUBMITTED,
        key=f"exchange:{exchange.id}:report:{work.now:%Y-%m-%dT%H:%M:%S}",
        exchange=exchange.id,
    )
    return report


def _require_reportable(exchange: Exchange, side: Side) -> None:
    if side is not Side.VISITOR:
        raise VisitorReports
    if exchange.state is ExchangeState.CLOSED:
        raise NothingToReport
    if exchange.state in {ExchangeState.REPORTED, *CERTIFIED}:
        raise ReportedAlready
    if exchange.state is ExchangeState.CANCELLED:
        raise NotPossibleNow
    if exchange.state not in REPORTABLE:
        raise StayNotOver


def validate_report(work: Work, officer: Officer, exchange_id: int) -> Report:
    """The report, validated by the visitor's Partnership: certificate and payment follow.

    Both sides' part in it is over with that, and the lump sum is due as soon as the evidence is
    there (https://clamtex.eu/faq-page). Raises RoleMayNot, NotFound, ValidatedAlready, NoReportYet.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    report = _report_to_decide(work, exchange)
    report.validated_at, report.validated_by = work.now, row_id(officer)
    report.returned_at = None
    work.add(report)
    move_exchange(work, exchange, ExchangeState.VALIDATED, f"officer:{officer.id}")
    key, again = f"exchange:{exchange.id}", anew(work, f"exchange:{exchange.id}")
    visitor = person_on(work, exchange, Side.VISITOR)
    if nothing_to_pay(exchange):
        close_exchange(work, exchange, actor_of(officer))
    else:
        told = f"{key}:validated{again}"
        work.tell(visitor, Notice.REPORT_VALIDATED, key=told, exchange=exchange.id)
        tell_if_payable(work, exchange)
    tell_certificate(work, exchange)
    return report


def tell_certificate(work: Work, exchange: Exchange) -> None:
    """Both sides that there is a certificate, where a stay was long enough for one."""
    if not was_long_enough(work, exchange):
        return
    key, again = f"exchange:{exchange.id}:certificate", anew(work, f"exchange:{exchange.id}")
    for side, own in ((Side.VISITOR, key), (Side.HOST, f"{key}:host")):
        reader = person_on(work, exchange, side)
        work.tell(reader, Notice.CERTIFICATE_READY, key=f"{own}{again}", exchange=exchange.id)


def close_exchange(work: Work, exchange: Exchange, actor: str) -> None:
    """Nothing is to be paid, so nothing is left to be done: both sides hear that."""
    move_exchange(work, exchange, ExchangeState.CLOSED, actor)
    again = anew(work, f"exchange:{exchange.id}")
    for side in Side:
        key = f"exchange:{exchange.id}:closed:{side.value}{again}"
        work.tell(person_on(work, exchange, side), Notice.CLOSED, key=key, exchange=exchange.id)


def close_unreported(work: Work, exchange_id: int) -> bool:
    """Whether a stay is closed now that is worth nothing, and whose report nobody has handed in.

    Below the shortest stay there is no exchange (https://clustercollaboration.eu/clusterxchange/faqs), so
    nobody waits for its report for ever. A correction opens it again.
    """
    exchange = work.hold(Exchange, exchange_id)
    short = nothing_to_pay(exchange) and not was_long_enough(work, exchange)
    if exchange.state not in REPORTABLE or not short:
        return False
    strike_report(work, exchange)
    close_exchange(work, exchange, SYSTEM)
    return True


def plan_closings(work: Work) -> int:
    """How many stays that are worth nothing, of before they closed by themselves, are to be closed now."""
    planned = select(Due.subject).where(Due.kind == EXCHANGE_CLOSE)
    query = select(Exchange).where(
        col(Exchange.state).in_(REPORTABLE),
        Exchange.lump_sum == 0,
        col(Exchange.id).not_in(planned),
    )
    found = work.session.exec(query.order_by(col(Exchange.id))).all()
    for one in found:
        key = f"exchange:{one.id}:report:close"
        call = work.load(Partnership, one.visitor_partnership_id).call
        work.under(call).schedule(EXCHANGE_CLOSE, row_id(one), work.now, key=key)
    return len(found)


def _report_to_decide(work: Work, exchange: Exchange) -> Report:
    report = report_of(work, exchange)
    if exchange.state in CERTIFIED:
        raise ValidatedAlready
    if exchange.state is not ExchangeState.REPORTED or report is None:
        raise NoReportYet
    return report


def return_report(work: Work, officer: Officer, exchange_id: int, reason: str) -> Report:
    """The report, back with the visitor, who reads the reason and has new days to answer.

    Raises RoleMayNot, NotFound, ValidatedAlready, NoReportYet.
    """
    exchange = exchange_of_payer(work, officer, exchange_id, Right.DECIDE)
    report = _report_to_decide(work, exchange)
    report.returned_at, report.returned_for = work.now, reason
    report.returns = [*report.returns, [work.now.isoformat(), reason]]
    work.add(report)
    move_exchange(work, exchange, ExchangeState.DONE, f"officer:{officer.id}")
    plan_report_again(work, exchange)
    key = f"exchange:{exchange.id}:returned:{work.now:%Y-%m-%dT%H:%M:%S}"
    visitor = person_on(work, exchange, Side.VISITOR)
    work.tell(visitor, Notice.REPORT_RETURNED, key=key, exchange=exchange.id)
    return report


def host_certificate_file(work: Work, exchange: Exchange, say: Say) -> StoredFile:
    """What the host may show: whom they received, where from and when. Raises NoCertificate as the visitor's."""
    if exchange.state not in CERTIFIED or not was_long_enough(work, exchange):
        raise NoCertificate
    certificate, language = _certificate(work, exchange, Side.HOST), language_of(say)
    drawing = Drawing(f"certificate-{certificate.number}.pdf", PDF, (certificate, language))
    return drawn(
        work,
        drawing,
        lambda: certificate_pdf(certificate, on_paper(say), language=language),
        person_id=person_on(work, exchange, Side.HOST).id,
    )


def certificate_file(work: Work, exchange: Exchange, say: Say) -> StoredFile:
    """The visitor's certificate as a PDF, made once, in the words it is first asked in.

    Raises NoCertificate before the report is validated, and after a stay that was too short.
    """
    if exchange.certificate_id is not None:
        return work.load(StoredFile, exchange.certificate_id)
    if exchange.state not in CERTIFIED or not was_long_enough(work, exchange):
        raise NoCertificate
    certificate, language = _certificate(work, exchange, Side.VISITOR), language_of(say)
    visitor = person_on(work, exchange, Side.VISITOR)
    drawing = Drawing(f"certificate-{certificate.number}.pdf", PDF, (certificate, language))
    file = drawn(
        work,
        drawing,
        lambda: certificate_pdf(certificate, on_paper(say), language=language),
        person_id=visitor.id,
    )
    exchange.certificate_id = file.id
    work.add(exchange)
    return file


def was_long_enough(work: Work, exchange: Exchange) -> bool:
    """Whether a stay was an exchange, so that there is a certificate."""
    return long_enough(work, exchange.working_days)


def _certificate(work: Work, exchange: Exchange, side: Side) -> Certificate:
    starts_on, ends_on = exchange.starts_on, last_day(exchange)
    if starts_on is None or ends_on is None:
        raise NoCertificate
    hosted = side is Side.HOST
    own, partner = (organisation_on(work, exchange, one) for one in (side, other(side)))
    all_ = parties(work, exchange)
    return Certificate(
        number=f"HX-{exchange.id:04}{'-H' if hosted else ''}",
        programme=work.scheme.name,
        person=takes_part(work, exchange, side),
        organisation=own.name,
        country=own.country,
        partner=partner.name,
        partner_city=partner.city,
        partner_country=partner.country,
        starts_on=starts_on,
        ends_on=ends_on,
        working_days=exchange.working_days or 0,
        partnership=all_.vop.name,
        issued_on=_issued_on(work, exchange, all_.visitor_person.zone),
        hosted=hosted,
        online_days=days_online(work, exchange),
        slots=tuple(spots_of(work, exchange)),
    )


def _issued_on(work: Work, exchange: Exchange, zone: str) -> date:
    """The day of the validation, on the visitor's calendar."""
    report = report_of(work, exchange)
    validated = report.validated_at if report else None
    return (validated or work.now).astimezone(ZoneInfo(zone)).date()
