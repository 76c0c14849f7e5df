"""Whose turn it is to sign a Commitment to Quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from storage.tables import Commitment, ExchangeState, Side, Signatory, Signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work
    from storage.tables import Exchange

SIGNATORY_OF: Mapping[Side, Signatory] = {Side.VISITOR: Signatory.VO, Side.HOST: Signatory.HO}
SIDE_OF: Mapping[Signatory, Side] = {party: side for side, party in SIGNATORY_OF.items()}


def current_commitment(work: Work, exchange: Exchange) -> Commitment | None:
    """The latest version; None while nobody has written one."""
    query = (
        select(Commitment)
        .where(Commitment.exchange_id == exchange.id)
        .order_by(col(Commitment.version).desc())
    )
    return work.session.exec(query).first()


def signatures_of(work: Work, commitment: Commitment | None) -> list[Signature]:
    """The signatures under one version, oldest first."""
    if commitment is None:
        return []
    query = select(Signature).where(Signature.commitment_id == commitment.id)
    return list(work.session.exec(query.order_by(col(Signature.id))))


def next_signatory(work: Work, exchange: Exchange) -> Signatory | None:
    """Whose turn it is to sign; None unless signatures are being collected."""
    if exchange.state is not ExchangeState.SIGNING:
        return None
    signed = {one.party for one in signatures_of(work, current_commitment(work, exchange))}
    order = (Signatory(name) for name in work.scheme.signing_order)
    return next((party for party in order if party not in signed), None)
