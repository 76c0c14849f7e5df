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

MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
CHANGEABLE = (Wish.COUNTRIES, Wish.MONTHS, Wish.KINDS, Wish.LANGUAGES)
"""What somebody may widen; the ecosystems are what the Partnership has accepted them for."""


def widen(work: Work, person: Person, wish: Wish, value: str) -> Application:
    """The application with one more country, month, kind of partner or language.

    A wish that is open already stays open. Raises NotAcceptedYet, NotFound for an unknown value.
    """
    _check(work, wish, value)
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
    setattr(application, FIELDS[wish], values)
    work.add(application)
    work.record(
        f"person:{application.person_id}",
        "application:wish",
        f"application:{application.id}",
        wish=wish.value,
        values=values,
    )


def _check(work: Work, wish: Wish, value: str) -> None:
    """Raises NotFound for what the scheme, the calendar or the list of languages does not have."""
    known = {
        Wish.COUNTRIES: value in work.scheme.host_countries,
        Wish.KINDS: value
        in {organisation_type.id for organisation_type in work.scheme.organisation_types},
        Wish.MONTHS: bool(MONTH.match(value)) and value >= f"{work.now:%Y-%m}",
        Wish.LANGUAGES: value in LANGUAGES,
    }
    if not known.get(wish):
        raise NotFound
