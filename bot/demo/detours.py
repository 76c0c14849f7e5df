"""What does not go straight in the demo: broken off, changed, on hold, to be settled, and who has not come yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from bot.demo.history import (
    Episode,
    agree_and_sign,
    begin,
    close,
    members_there,
    on_day,
    possible,
    sign_for_desks,
    weeks_longer,
)
from exchange import holding
from exchange.applying.applications import ApplicationInput
from exchange.entering import entries
from exchange.visiting import amending, closing, course, paying
from storage.tables import Cluster, ExchangeState, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.demo.history import Pair
    from exchange.work import Work
    from storage.tables import Officer

WEDNESDAY, TUESDAY = 2, 1  # days after the first
ILL = "The traveller fell ill and flew home; what we had seen by then is in the report."
SHORTER = "Day 1: tour and trials. Day 2: customers. Day 3: figures. Day 4: next steps, and the train home."
STRIKE = "The airport went on strike, and the second flight never came."
SHORT_REPORT = {
    "done": "Two days at the workshop, before the strike took the rest of the week away.",
    "results": "We know each other now, and whom to ask; nothing is made yet.",
    "follow_up": "We try again by video, and in person on our own account.",
    "recommend": "yes",
    "story": "no",
}


def seed_detours(work: Work, staff: Mapping[int, Officer]) -> None:
    """One of each, through the use cases, each step on its own day; officers by Partnership id."""
    if weeks_longer(work):
        return  # days that are too few here are too few for everything there
    there = members_there(work)
    for episode, lead in DETOURS:
        if not possible(there, episode):
            continue
        pair = begin(work, staff, episode)
        agree_and_sign(work, pair)
        sign_for_desks(work, pair)
        lead(work, pair)
    _somebody_who_has_not_come(work, next(iter(staff.values())))


def _broken_off(work: Work, pair: Pair) -> None:
    """After three days: an exchange, for half the sum; its report is still to come."""
    _until(work, pair, WEDNESDAY, ILL)


def _too_short(work: Work, pair: Pair) -> None:
    """After two days: no exchange, and nothing to pay."""
    _until(work, pair, TUESDAY, STRIKE)
    if pair.exchange.state is ExchangeState.INTERRUPTED:
        closing.submit_report(_after(work, pair, 3), pair.visitor, pair.id, SHORT_REPORT)
        closing.validate_report(_after(work, pair, 5), pair.vop, pair.id)


def _until(work: Work, pair: Pair, last: int, reason: str) -> None:
    course.start_exchange(on_day(work, pair.starts), pair.id)
    day = pair.starts + timedelta(days=last)
    course.interrupt_exchange(on_day(work, day), pair.visitor, pair.id, day, reason)


def _after(work: Work, pair: Pair, days: int) -> Work:
    return on_day(work, pair.ends + timedelta(days=days))


def _waits_for_the_second(work: Work, pair: Pair) -> None:
    """One officer has proposed the payment; another approves it."""
    course.start_exchange(on_day(work, pair.starts), pair.id)
    course.finish_exchange(_after(work, pair, 1), pair.id)
    close(work, pair, ExchangeState.VALIDATED)
    paying.propose_payment(_after(work, pair, 8), pair.vop, pair.id, "DEMO-0002")


def _amended(work: Work, pair: Pair) -> None:
    """A day shorter, by a second version that all have signed again."""
    asked = on_day(work, work.now.date() - timedelta(days=1))
    change = amending.Change(agenda=SHORTER, ends_on=pair.ends - timedelta(days=1))
    why = "Our Friday is the day of the trade fair, and everybody is there."
    amendment = amending.ask_amendment(asked, pair.host, pair.id, change, why)
    for one in (pair.visitor, pair.host, pair.vop, pair.hop):
        amending.sign_amendment(asked, one, amendment.id or 0)


def _on_hold(work: Work, pair: Pair) -> None:
    """The host rebuilds; all reminders rest until then."""
    until = work.now.date() + timedelta(days=21)
    why = "The host's hall is rebuilt; both ask us to wait for the new date of its opening."
    holding.hold_exchange(work, pair.vop, pair.id, until, why)


def _to_be_settled(work: Work, pair: Pair) -> None:
    """A hamlet is not on our map: the sum waits until an officer says how far it is."""


def _somebody_who_has_not_come(work: Work, officer: Officer) -> None:
    """Entered by telephone, and not taken over yet."""
    query = select(Cluster).where(Cluster.partnership_id == officer.partnership_id)
    cluster = work.session.exec(query.order_by(Cluster.id)).first()  # type: ignore[arg-type]
    told = replace(work, now=work.now - timedelta(days=3))
    entries.enter(told, officer, _by_telephone(cluster), "+351 2 5555 0101")


def _by_telephone(cluster: Cluster | None) -> ApplicationInput:
    return ApplicationInput(
        role=Role.HOST,
        organisation_name="Malhas do Outeiro Velho",
        organisation_type="sme",
        country="PT",
        city="Braga",
        size="small",
        cluster_id=cluster.id if cluster else None,
        person_name="Custódia Outeirinho",
        position="Owner",
        email="custodia@example.org",
        languages=["pt", "en"],
        ecosystems=["textiles"],
        offers="Knitting without seams, and a dye house that uses no salt.",
        seeks="Makers of sportswear who want short series.",
        goals=["networking"],
        activities=["new_partners"],
        capacity=1,
        host_programme="A seamless sleeve from drawing to dyeing, in three days.",
    )


DETOURS: tuple[tuple[Episode, Callable[[Work, Pair], None]], ...] = (
    (
        Episode("Strumena Medika", "Isarquell Diagnostik", -3, ExchangeState.INTERRUPTED),
        _broken_off,
    ),
    (Episode("Vesuvia Muoviti", "Zuidwind Bakfietsen", -4, ExchangeState.CLOSED), _too_short),
    (
        Episode("Ostwind Faserwerk", "Hilados Cotarena", -3, ExchangeState.PROPOSED),
        _waits_for_the_second,
    ),
    (Episode("Mikrosvit Nanovlákna", "Optique Kervilon", 4, ExchangeState.READY), _amended),
    (Episode("Küstenkorn Warnebek", "Queijaria Serra Mansa", 5, ExchangeState.READY), _on_hold),
    (Episode("Sončni Brod", "Tartu Koodivabrik", 3, ExchangeState.READY), _to_be_settled),
)
"""Each with the state in which it stands in the end."""
