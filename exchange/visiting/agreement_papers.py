"""The Agreement for Financial Support as a paper: its content, its file."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from exchange.errors import NotFound
from exchange.money import Money
from exchange.papers.agreement import AgreementPaper, PartPayment, agreement_pdf
from exchange.papers.commitment import PaperSignatory
from exchange.people.parties import parties
from exchange.people.partnerships import country_of
from exchange.people.signing import current_agreement, signatures_of
from exchange.visiting.commitment_papers import halving_text, paper_signature
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from storage.tables import Agreement, Signatory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.people.parties import Parties
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Exchange, Person, StoredFile

CENT = Decimal("0.01")
WHOLE = 100


def amounts(agreement: Agreement) -> list[Decimal]:
    """What each instalment comes to: shares in whole cents, the last one whatever is left."""
    *first, _ = agreement.instalments
    found = [(agreement.lump_sum * share / WHOLE).quantize(CENT, ROUND_DOWN) for share in first]
    return [*found, agreement.lump_sum - sum(found)]


def agreement_paper(work: Work, exchange: Exchange, agreement: Agreement) -> AgreementPaper:
    """A version as a paper, with the signatures under it or under the version that it follows."""
    all_, currency = parties(work, exchange), agreement.currency
    kind = all_.visitor_organisation.type
    return AgreementPaper(
        reference=f"HX-{exchange.id:04}",
        version=agreement.version,
        follows=_followed(work, agreement).version if agreement.follows_id else 0,
        programme=work.scheme.name,
        parties=_parties(work, all_),
        kind=work.scheme.organisation_type(kind).label,
        host=all_.host_organisation.name,
        host_city=all_.host_organisation.city,
        host_country=all_.host_organisation.country,
        starts_on=agreement.starts_on,
        last_day=agreement.last_day,
        working_days=agreement.working_days,
        distance_km=None if agreement.distance_km is None else round(agreement.distance_km),
        lump_sum=Money(agreement.lump_sum, currency),
        full_sum=Money(agreement.full_sum, currency),
        halved_for=tuple(halving_text(work, reason) for reason in agreement.halved_for),
        instalments=tuple(_instalments(agreement)),
        terms=tuple(agreement.terms),
        facts=agreement.facts,
        prepared_at=agreement.drawn_up_at,
        signatures=tuple(
            paper_signature(work, one) for one in signatures_of(work, _followed(work, agreement))
        ),
    )


def _followed(work: Work, agreement: Agreement) -> Agreement:
    """The version that was signed: itself, or the one that it follows."""
    return work.load(Agreement, agreement.follows_id) if agreement.follows_id else agreement


def _parties(work: Work, all_: Parties) -> tuple[PaperSignatory, ...]:
    visitor, payer = all_.visitor_organisation, all_.vop
    found = {
        Signatory.VO: PaperSignatory(Signatory.VO, visitor.name, visitor.country),
        Signatory.VOP: PaperSignatory(Signatory.VOP, payer.name, country_of(work, payer.id) or ""),
    }
    return tuple(found[Signatory(name)] for name in work.scheme.agreement.signing_order)


def _instalments(agreement: Agreement) -> Iterator[PartPayment]:
    for share, amount in zip(agreement.instalments, amounts(agreement), strict=True):
        yield PartPayment(Money(amount, agreement.currency), share)


def agreement_file(
    work: Work, exchange: Exchange, say: Say, asked_by: Person | None = None
) -> StoredFile:
    """The latest version as a PDF in the words of `say`, kept once per content and language.

    Raises NotFound while there is none, TooManyDrawings.
    """
    agreement = current_agreement(work, exchange)
    if agreement is None:
        raise NotFound
    paper, language = agreement_paper(work, exchange, agreement), language_of(say)
    signed = _followed(work, agreement).digest
    drawing = Drawing(
        f"agreement-{paper.reference}-v{paper.version}.pdf", PDF, (paper, language, signed)
    )
    return drawn(
        work,
        drawing,
        lambda: agreement_pdf(paper, on_paper(say), language=language, signed=signed),
        asked_by,
        exchange_id=exchange.id,
    )
