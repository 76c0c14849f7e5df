"""Papers are signed in turn: whoever comes too early, or twice, is told kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.people.signing import signatures_of
from storage.tables import Signatory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.people.signing import Paper
    from exchange.work import Work


class SignedAlready(CxcError):
    """You have signed already. I tell you as soon as everybody has."""


class NotYourTurn(CxcError):
    """Somebody else signs first. I tell you as soon as it is your turn."""


class VisitorSignsFirst(NotYourTurn):
    """The visitor signs first. I tell you as soon as it is your turn."""


class HostSignsFirst(NotYourTurn):
    """The host signs first. I tell you as soon as it is your turn."""


class VisitorsPartnershipSignsFirst(NotYourTurn):
    """The visitor's Partnership signs first. I tell you as soon as it is your turn."""


TURNS: Mapping[Signatory, type[NotYourTurn]] = {
    Signatory.VO: VisitorSignsFirst,
    Signatory.HO: HostSignsFirst,
    Signatory.VOP: VisitorsPartnershipSignsFirst,
}


def require_turn(
    work: Work, paper: Paper, turn: Signatory | None, own: Sequence[Signatory]
) -> None:
    """Nothing, if it is the turn of one of these parties, or of nobody. Raises SignedAlready, NotYourTurn."""
    if turn is None or turn in own:
        return
    signed = {one.party for one in signatures_of(work, paper)}
    raise SignedAlready if signed.issuperset(own) else TURNS[turn]
