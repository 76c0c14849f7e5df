"""Applications that nothing speaks against, accepted all at once: exactly those that were shown."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from exchange.applying.review import Waiting, accept_application, review_queue
from exchange.errors import CxcError
from exchange.people import blocks, sameness
from exchange.people.memberships import is_settled
from exchange.people.officers import Right, require
from exchange.rows import row_id
from storage.tables import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.work import Work
    from storage.tables import Officer

AT_ONCE = 7
"""How many are accepted by one tap: so many names are read before it."""


class ListChanged(CxcError):
    """Something has changed since you saw that list, so nobody was accepted. /today shows it as it is now."""


def all_fine(work: Work, officer: Officer) -> list[Waiting]:
    """What waits for review and nothing speaks against, longest first, as many as one tap accepts.

    The membership is confirmed, the CV is here, the place is on the map, no visit was made, no organisation that may be the
    same is open, no partner keeps the applicant away, and no colleague has taken it. Raises RoleMayNot.
    """
    found = (one for one in review_queue(work, officer) if _is_fine(work, officer, one))
    return [one for one, _ in zip(found, range(AT_ONCE), strict=False)]


def _is_fine(work: Work, officer: Officer, waiting: Waiting) -> bool:
    application, organisation = waiting.application, waiting.organisation
    return (
        application.taken_by in {None, officer.id}
        and not application.cv_owed
        and is_settled(work, row_id(application))
        and organisation.latitude is not None
        and sameness.open_question(work, organisation) is None
        and not any(blocks.complaints(work, application.person_id))
        and (application.role is Role.HOST or not sameness.visits_used_up(work, application))
    )


def mark_of(shown: Sequence[Waiting]) -> str:
    """A short mark of exactly these applications, to be carried by a button."""
    numbers = ",".join(str(one.application.id) for one in shown)
    return sha256(numbers.encode()).hexdigest()[:12]


def accept_all(work: Work, officer: Officer, mark: str) -> list[Waiting]:
    """Those that were shown, accepted. Raises RoleMayNot, ListChanged where they are others now."""
    require(officer, Right.DECIDE)
    shown = all_fine(work, officer)
    if mark_of(shown) != mark:
        raise ListChanged
    for one in sorted(shown, key=lambda waiting: row_id(waiting.application)):
        accept_application(work, officer, row_id(one.application))
    return shown
