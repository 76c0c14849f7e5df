"""Which paper counts, which is being signed, whose turn it is, and the signatures under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.rows import row_id
from exchange.states import AGREEABLE
from storage.tables import (
    Agreement,
    Amendment,
    AmendmentState,
    Commitment,
    ExchangeState,
    Side,
    Signatory,
    Signature,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlmodel.sql.expression import SelectOfScalar

    from exchange.work import Work
    from storage.tables import Exchange

Paper: TypeAlias = Commitment | Agreement
SIGNATORY_OF: Mapping[Side, Signatory] = {Side.VISITOR: Signatory.VO, Side.HOST: Signatory.HO}
SIDE_OF: Mapping[Signatory, Side] = {party: side for side, party in SIGNATORY_OF.items()}


def current_commitment(work: Work, exchange: Exchange) -> Commitment | None:
    """The version that counts, or will once all have signed it; None while nobody has written one.

    One that amends what was signed counts only from the last signature on.
    """
    return work.session.exec(_counting(exchange)).first()


def version_before(work: Work, exchange: Exchange, version: Commitment) -> Commitment:
    """The version that counted, or counts, before another: what an amendment is measured against."""
    earlier = _counting(exchange).where(Commitment.version < version.version)
    return work.session.exec(earlier).first() or version


def _counting(exchange: Exchange) -> SelectOfScalar[Commitment]:
    amending = select(Amendment.commitment_id).where(
        Amendment.exchange_id == exchange.id, Amendment.state != AmendmentState.IN_FORCE
    )
    query = select(Commitment).where(
        Commitment.exchange_id == exchange.id, col(Commitment.id).not_in(amending)
    )
    return query.order_by(col(Commitment.version).desc())


def versions_of(work: Work, exchange: Exchange) -> list[Commitment]:
    """Every version that was ever drawn up, oldest first."""
    query = select(Commitment).where(Commitment.exchange_id == exchange.id)
    return list(work.session.exec(query.order_by(col(Commitment.version))))


def open_amendment(work: Work, exchange: Exchange) -> Amendment | None:
    """The change of what was signed that is being signed now; there is one at a time."""
    query = select(Amendment).where(
        Amendment.exchange_id == exchange.id, Amendment.state == AmendmentState.OPEN
    )
    return work.session.exec(query).first()


def commitment_to_sign(work: Work, exchange: Exchange) -> Commitment | None:
    """The version under which signatures are being collected; None where none are."""
    if exchange.state is ExchangeState.SIGNING:
        return current_commitment(work, exchange)
    amendment = open_amendment(work, exchange)
    return work.load(Commitment, amendment.commitment_id) if amendment else None


def current_agreement(work: Work, exchange: Exchange) -> Agreement | None:
    """The latest version; None while none was drawn up."""
    query = (
        select(Agreement)
        .where(Agreement.exchange_id == exchange.id)
        .order_by(col(Agreement.version).desc())
    )
    return work.session.exec(query).first()


def binding_agreement(work: Work, exchange: Exchange) -> Agreement | None:
    """The agreement under which an exchange may be paid: both signed the sum as it is now, or it follows."""
    found = current_agreement(work, exchange)
    return found if found and found.binding and found.lump_sum == exchange.lump_sum else None


def binding_since(work: Work, agreement: Agreement) -> datetime | None:
    """When the second of both signed it, or it was drawn up by signed terms; None while it does not bind."""
    if agreement.follows_id:
        return agreement.drawn_up_at
    signed = [one.signed_at for one in signatures_of(work, agreement)]
    return max(signed) if agreement.binding else None


def last_signatures(work: Work) -> dict[int, datetime]:
    """When each agreement that was signed got its last signature, by its number."""
    query = select(Signature.agreement_id, sa.func.max(Signature.signed_at)).where(
        col(Signature.agreement_id).is_not(None)
    )
    found = work.session.exec(query.group_by(col(Signature.agreement_id)))
    return {number: at for number, at in found if number is not None}


def signatures_of(work: Work, paper: Paper | None) -> list[Signature]:
    """The signatures under one version, oldest first; none under one that is not kept yet.

    Without its number the question would be for all signatures of papers of the other kind.
    """
    if paper is None or paper.id is None:
        return []
    own = Signature.agreement_id if isinstance(paper, Agreement) else Signature.commitment_id
    query = select(Signature).where(own == paper.id)
    return list(work.session.exec(query.order_by(col(Signature.id))))


def next_signatory(work: Work, exchange: Exchange) -> Signatory | None:
    """Whose turn it is to sign the commitment; None unless signatures are being collected."""
    commitment = commitment_to_sign(work, exchange)
    return _first_missing(work, commitment, work.scheme.signing_order) if commitment else None


def next_to_agree(work: Work, exchange: Exchange) -> Signatory | None:
    """Whose turn it is to sign the agreement; None where there is none to sign, as while the sum is open."""
    return next_under(work, exchange, current_agreement(work, exchange))


def next_under(work: Work, exchange: Exchange, found: Agreement | None) -> Signatory | None:
    """As `next_to_agree`, where the latest version of the agreement was read already."""
    if found is None or found.binding or exchange.state not in AGREEABLE:
        return None
    if found.lump_sum != exchange.lump_sum:
        return None
    return _first_missing(work, found, work.scheme.agreement.signing_order)


def _first_missing(work: Work, paper: Paper | None, order: Iterable[str]) -> Signatory | None:
    signed = {one.party for one in signatures_of(work, paper)}
    return next((party for party in map(Signatory, order) if party not in signed), None)


def put_signature(
    work: Work, paper: Paper, party: Signatory, person_id: int, name: str
) -> Signature:
    """A signature under a paper as it is, by its digest."""
    agreed = isinstance(paper, Agreement)
    return work.add(
        Signature(
            commitment_id=None if agreed else row_id(paper),
            agreement_id=row_id(paper) if agreed else None,
            party=party,
            person_id=person_id,
            name=name,
            digest=paper.digest,
            signed_at=work.now,
        )
    )


def signatories_of_partnership(partnership_id: int | None, exchange: Exchange) -> list[Signatory]:
    """What a Partnership is in an exchange: VOP, HOP, both, or nothing."""
    partnerships = {
        Signatory.VOP: exchange.visitor_partnership_id,
        Signatory.HOP: exchange.host_partnership_id,
    }
    return [party for party, number in partnerships.items() if number == partnership_id]
