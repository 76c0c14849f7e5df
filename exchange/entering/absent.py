"""People whom a desk has entered: kept with their agreement, as the desk says, and in no chat yet."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from exchange.people.people import FALLBACK_LANGUAGE, HOME_ZONE
from exchange.rows import row_id
from matching.places.countries import time_zone
from storage.tables import Consent, Person

if TYPE_CHECKING:
    from typing import Any

    from exchange.work import Work

AGREED = "entered"
"""Of a consent: that the desk has asked for it, on the telephone or on paper. A bot goes by none of these."""
_FAR_BELOW = 2**50
"""Groups' numbers and those of the erased are nearer to zero, so that no two are the same."""


def no_chat() -> int:
    """In place of a chat's number."""
    return -(_FAR_BELOW + secrets.randbelow(_FAR_BELOW))


def person_row(work: Work, country: str) -> dict[str, Any]:
    """Somebody who lives by the clock of that country, as a row."""
    return {
        "telegram_id": no_chat(),
        "language": FALLBACK_LANGUAGE,
        "language_chosen": False,
        "zone": time_zone(country) if country else HOME_ZONE,
        "country": country or None,
        "first_seen_at": work.now,
    }


def consent_row(work: Work, person_id: int) -> dict[str, Any]:
    """That they agreed when the desk asked them, as a row."""
    return {
        "person_id": person_id,
        "text_key": AGREED,
        "text_version": work.scheme.consent.version,
        "language": FALLBACK_LANGUAGE,
        "given_at": work.now,
    }


def absent_person(work: Work, country: str) -> Person:
    """A new person with no chat, who has agreed."""
    person = work.add(Person(**person_row(work, country)))
    work.add(Consent(**consent_row(work, row_id(person))))
    return person
