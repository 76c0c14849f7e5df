"""An officer takes an exchange for its present step, or leaves it, and the colleagues know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError, NotPossibleNow
from exchange.life.taken import let_all_go, takers_at
from exchange.people.officers import Right, actor_of
from exchange.people.parties import exchange_at_desk
from exchange.rows import row_id
from exchange.states import OVER
from storage.tables import Taking

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Exchange, Officer


class ExchangeTakenMeanwhile(CxcError):
    """{name} has taken this exchange already. /exchange {number} shows it."""


def take_exchange(work: Work, officer: Officer, exchange_id: int) -> Exchange:
    """The exchange, this officer's at their desk until its step is done.

    Raises RoleMayNot, NotFound, NotPossibleNow for one that is over, ExchangeTakenMeanwhile.
    """
    exchange = exchange_at_desk(work, officer, exchange_id, Right.DECIDE)
    if exchange.state in OVER:
        raise NotPossibleNow
    other = takers_at(work, officer.partnership_id).get(exchange_id)
    if other is not None and other.id != officer.id:
        raise ExchangeTakenMeanwhile(name=other.name, number=exchange_id)
    if other is None:
        let_all_go(work, exchange, [officer.partnership_id])  # whoever works here no longer
        work.add(
            Taking(
                exchange_id=exchange_id,
                partnership_id=officer.partnership_id,
                officer_id=row_id(officer),
                taken_at=work.now,
            )
        )
        work.record(actor_of(officer), "case:take", f"exchange:{exchange_id}")
    return exchange


def let_exchange_go(work: Work, officer: Officer, exchange_id: int) -> Exchange:
    """The exchange, nobody's at this desk: any officer may free it, as colleagues fall ill.

    Raises RoleMayNot, NotFound.
    """
    exchange = exchange_at_desk(work, officer, exchange_id, Right.DECIDE)
    if exchange_id in takers_at(work, officer.partnership_id):
        let_all_go(work, exchange, [officer.partnership_id])
        work.record(actor_of(officer), "case:let_go", f"exchange:{exchange_id}")
    return exchange
