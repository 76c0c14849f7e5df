"""Wishes of an accepted visitor, widened: a Partnership has no say in when and where to go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange.applying.applications import active_application
from exchange.errors import NotFound
from exchange.proposing.errors import NotAcceptedYet
from matching.places.languages import LANGUAGES
from matching.ranking.openings import FIELDS, Wish
from storage.tables import Application, ApplicationState

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
CHANGEABLE = (Wish.COUNTRIES, Wish.MONTHS, Wish.KINDS, Wish.LANGUAGES)
"""What somebody may widen; the ecosystems are what the Partnership has accepted them for."""


def possible(work: Work, wish: Wish, value: str) -> bool:
    """Whether the scheme, the calendar or the list of languages has such a value of a wish."""
    match wish:
        case Wish.COUNTRIES:
            return value in work.scheme.host_countries
        case Wish.KINDS:
            return value in {one.id for one in work.scheme.organisation_types}
        case Wish.MONTHS:
            return MONTH.fullmatch(value) is not None
        case Wish.LANGUAGES:
            return value in LANGUAGES
    return False


def widen(work: Work, person: Person, wish: Wish, value: str) -> Application:
    """The application with one more country, month, kind of partner or language.

    A wish that is open already stays open. Raises NotAcceptedYet, NotFound for an unknown value
    or a month that is over.
    """
    over = wish is Wish.MONTHS and value < f"{work.now:%Y-%m}"
    if over or not possible(work, wish, value):
        raise NotFound
    application = _own(work, person)
    wished = _wished(application, wish)
    if wished and value not in wished:
        _change(work, application, wish, [*wished, value])
    return application


def narrow(work: Work, person: Person, wish: Wish, value: str) -> Application:
    """The application without that value of a wish; the last one stays, for none would mean any.

    Raises NotAcceptedYet.
    """
    application = _own(work, person)
    rest = [one for one in _wished(application, wish) if one != value]
    if rest and value in _wished(application, wish):
        _change(work, application, wish, rest)
    return application


def _own(work: Work, person: Person) -> Application:
    found = active_application(work, person)
    if found is None or found.state is not ApplicationState.ACCEPTED:
        raise NotAcceptedYet
    return work.hold(Application, found.id)


def _wished(application: Application, wish: Wish) -> list[str]:
    wished: list[str] = getattr(application, FIELDS[wish])
    return wished


def _change(work: Work, application: Application, wish: Wish, values: list[str]) -> None:
    before = _wished(application, wish)
    setattr(application, FIELDS[wish], values)
    work.add(application)
    work.record(
        f"person:{application.person_id}",
        "application:wish",
        f"application:{application.id}",
        wish=wish.value,
        before=before,
        values=values,
    )
